"""What stands around lists and texts.

top_bar        the views with their keys, the mailbox, the state of the connection
account_bar    the accounts: which is shown, at which service, what the others have new
footer         the keys that work now
key_line       the keys of a dialog, which the mouse can press
quota_bar      how full the mailbox is, in the footer
quota_summary  the same in a few lines: until when, and what fills it
empty_state    the text in an empty place: what is going on and what to do next
"""
