"""The fields of a letter being written.

letter_form  all of them, and what is to be said of what is typed
fields       recipients, subject and text: of what is pasted nothing is lost
attachments  the files chosen, and their size against the limit
choice       a choice that is on or off
"""
