"""The user's own data of sending, from draft to receipt.

drafts     letters being written, and templates
sendings   the record of each `POST /send`, written when it is queued
steps      the steps a sending may take: queued, claimed, on the wire, what came of it
slots      when the last sending may have started, and how far the pace is stretched
batches    many letters of one table, and their rows
batch_rows   rows of batches by their numbers, for who looks at a part of them
batch_drafts batches in preparation
reasons    why a sending did not leave, or may not have: as it is stored, and back
matching   whose a code or a reference is, and who may still get it
history    what was sent before: equals of a letter, counts
batch_queue what waits in a batch, taken out of the queue and put back
recipients what is known of each address that was written to
receipts   receipts as they came, for good
left       what left, or may have, in the order in which it left
listed     receipts of which only the row in the mailbox's list is known
"""
