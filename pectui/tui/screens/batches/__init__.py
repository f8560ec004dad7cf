"""The room of batches: one letter to each row of a table.

room         the list of them, and of those in preparation
one          one batch: how it stands, and its rows
actions      what can be done with a batch, in these two
preparation  the steps from the table to the confirmation; these are its parts:
saving       what is typed, saved and left
checking     what is read of the table, in the background, and shown in the steps
letters      the letter of a row
filling      what is chosen for table and letter
files        what is written into files on the way
confirming   the question at the end, and the letters becoming a batch
"""
