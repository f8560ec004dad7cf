"""The rules of certified mail, as pure functions."""
