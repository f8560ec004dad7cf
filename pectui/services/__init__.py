"""What the program does, without a screen: one package for each of its subjects.

remote/      the mailbox as the service lists it: listing, reading, deletion
mailbox/     the copy of it on this machine, and what keeps it like the one on the service
sending/     from a draft to the answer of the service, and what became of a lost answer
batches/     many letters at once, from the rows of a table
receipts/    receipts, how each recipient stands by them, and what they take in the mailbox
proof/       what can be handed over about a sending
exporting/   messages of the copy written to files, and an archive of what is new
keeping/     the user's data in one file, and brought to another machine
addresses/   what is known of addresses, and how they are completed as they are typed
doctor/      what a working account needs, looked at one by one
self_test/   what the service of an account really does, found out by trying
conversion   the text of a body as a person reads it; pages that take too much are given up;
             conversion_process, the process that reads a long one
clock        the moment now, and which start of the machine it belongs to
quota        the quota as a risk: asked, remembered, foreseen
accounts     how each account of this machine stands; taking one out
left_behind  letters that would not leave once their account is gone
documents    messages and sendings as the JSON of the outside contract
hooks        commands of the person's own, run when mail comes
new_account  an account being set up: looked at before it is written
account_words  what is asked about one, and where its secrets may go
account_trial  an account tried at the service, step by step
purge        removing what the cache holds of a mailbox
requests     the requests made today, held against what a day allows
searches     searches kept under a name
demo         the demo: an account on a sandbox, and its past
session      all of these, opened for one account
"""
