"""What is kept on this machine, in SQLite: the user's own data, and what can be had again.

database       one SQLite file behind one worker thread: opening, migrating, transactions
owner          the mailbox that rows belong to
errors         errors of SQLite, as the rest of the program knows them

addresses      addresses as they are completed, in the user's data and in the copy

backups        the user's database copied while it is in use, and made fit for another machine
data           the user's own data of one mailbox: connection, owner and clock, bound once
schema         its tables and indexes
table          what every table of it is bound to
sending/       letters on their way, from draft to receipt
marks          what a person added to messages
originals      the provider's signed messages, and how they were judged
lost_messages  copies of messages that the service lost
searches       searches kept under a name
archives       which messages were written to which archive
quotas         past answers about the quota
self_tests     what the last self-test found out about the service
hooks          for which messages a person's commands were run

mailbox/       the copy of one mailbox, in a file of the cache
shown          the message numbers that commands showed last, in the cache
purge          removing what the cache holds of a mailbox

requests       requests made to the service today: a text file that every process adds to
"""
