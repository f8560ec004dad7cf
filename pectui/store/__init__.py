"""What is kept on this machine, in SQLite: the user's own data, and what can be had again.

database   one SQLite file behind one worker thread: opening, migrating, transactions
owner      the mailbox that rows belong to
schema     the tables of the user's data

sending/   user data: letters on their way, from draft to receipt
marks      user data: what a person added to messages, and copies of those the service lost
searches   user data: searches kept under a name
quotas     user data: past answers about the quota

mailbox/   cache: the copy of one mailbox, a file each
shown      cache: the message numbers that commands showed last
purge      removing what the cache holds of a mailbox

requests   requests made to the service today: a text file that every process adds to
"""
