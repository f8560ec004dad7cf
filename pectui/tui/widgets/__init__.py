"""What the screens are made of, in folders as on the picture.

chrome/   around everything: top bar, footer, quota, the text in an empty place
list/     the lists, drawn line by line, and what stands above them
reader/   the open message: headers, text, search in it
compose/  the fields of a letter being written
form/     the questions of a form
batch/    the steps of preparing a batch
message_panes  a list of messages and the reader, side by side or one before the other
moves     where the keys lead that move through rows
signs     sign and colour of each kind and state
"""
