"""The copy of one mailbox, in the cache: it may be deleted at any time.

schema        its tables and indexes
messages      what is known of each message: equals, bodies, marks, what is gone
intake        the service's list as it is read, and what a proof makes of the copy
kinds         the kinds of messages, told anew where the table of kinds is another by now
selection     which messages are meant
finding       searches and views as SQL
windows       lists read in blocks of rows as they are looked at
acquaintance  whether an address has written before
"""
