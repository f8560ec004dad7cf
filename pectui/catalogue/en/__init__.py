"""The words in English, a module for each area."""
