"""The Italian texts of the sandbox's mailbox: people and places, and what they write."""
