"""Many letters at once: from a table to a thousand registered letters with their proofs.

batches      all of this for a screen or a command: check, confirm, hold, follow
request      what a person asks for: table, template, files, what is allowed
source       where the rows come from: a table, or an earlier batch
glance       a first look at them, before a letter is written
letters      the letter of each row, exactly as it would leave
recipients   the address of a row, from its cell
files        the files of a row: common ones, and those its cells name
form         a letter made of a DOCX with fields
office       such a letter as PDF
check        all rows read once: what is ready, and what is to be said
gathering    what is known of the rows read until now
earlier      letters that left lately: an equal one is a problem
known        what this machine knows of the addressees
facts        cost, time, plan and room of the whole
fingerprint  the same table with the same template is the same batch
filling      everything frozen, then let go as one
frozen       the files of a batch, each content once
guard        no letters into a mailbox that is full
following    batches that go on from another
holding      pause, stop, go on: without what left in another way meanwhile
delivery     at work until all has left, and until all has arrived
status       how a batch stands
rows         its rows, for who looks at a part of them
preparations batches in preparation, left and taken up again
findings     what is said of rows, as it is kept
preview      the letter of one row, found without making the others
trial        the letter of one row, sent to oneself
reports      the input table joined with its outcome
splitting    a table anew, with a row for each address of a cell
check_table  what is to be said of each row, as a table
dry_run      every letter written to a folder instead of sent
"""
