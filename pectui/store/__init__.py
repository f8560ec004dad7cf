"""What is kept on this machine, in SQLite: user data, and the mailbox cache."""
