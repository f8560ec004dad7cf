"""The fields of a letter being written.

letter_form      all of them, and what is to be said of what is typed
recipients       tokens that wrap, and what is typed between them
typed_recipients those that were typed, in order and each once
recipient_input  the line in which one is typed
tokens           the recipients that were typed, each as one token
completions      the list below: what the typed beginning may become
addresses        where a typed address ends, and what a pasted column is in one line
fields           recipient, subject and text: of what is pasted nothing is lost
path_field       a path, completed as it is typed
attachments      the files chosen, and their size against the limit
choice           a choice that is on or off
"""
