"""The lists: one line a row, from rows that need not be in memory.

line_list      cursor, scrolling, drawing: what every list has
line_window    what of it is laid out and painted anew when its rows change
mark_list      a list in which rows are marked
message_list   messages of the mailbox
folded_rows    its rows, with receipts below the message that stands for them
search_field   the field above that list, in which words to search are typed
view_strip     the views of the mailbox, above that list
sending_list   sendings with their states
sent_list      sendings with what answers them below
draft_list     drafts and templates
part_list      what can be read of one sending: letter, receipts, originals, replies
missing_list   sendings whose originals are still to be fetched
taken_list     files taken in as originals, or refused
weighed_list   sendings by what their receipts take
batch_list     batches, and those in preparation
batch_rows     the rows of one batch
state_strip    how many of them stand how, and which are shown
finding_list   what is to be said of the rows of a table
"""
