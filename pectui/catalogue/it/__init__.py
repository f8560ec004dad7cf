"""The words in Italian, a module for each area."""
