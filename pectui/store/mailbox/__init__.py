"""The copy of one mailbox, in the cache: it may be deleted at any time.

copy           the copy, open: written on a thread of its own, read on the caller's too
reader         a connection that cannot write, for reads that the writer does not hold up
schema         its tables and indexes
tables         what follows, within a transaction
table          what each of them is bound to

messages       what is known of each message: equals, what came, what is gone
fingerprints   what a message is known by
bodies         what messages say
heads          which receipt stands for its sending
kinds          kinds told anew where the table of kinds is another by now
stage          the service's list as it is being read
reconciliation what makes the copy equal to that list
dropped        what left the copy, until the user's data know of it
index          the index of words
state          whole numbers kept with the copy
senders        who wrote: completed, and whether it was the first time

query          searches and views as SQL
rows           messages as a list shows them
windows        lists read in blocks of rows as they are looked at
"""
