"""What stands around lists and texts.

top_bar        the views with their keys, the mailbox, the state of the connection
footer         the keys that work now
quota_bar      how full the mailbox is, in the footer
quota_summary  the same in a few lines: until when, and what fills it
empty_state    the text in an empty place: what is going on and what to do next
"""
