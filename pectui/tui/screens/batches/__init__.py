"""The room of batches: one letter to each row of a table.

room         the list of them, and of those in preparation
one          one batch: how it stands, and its rows
actions      what can be done with a batch, in these two
form         a preparation on the screen: what is typed in it, saved and chosen
preparation  the steps from the table to the confirmation
reading      what is read, tried and confirmed on that way, in the background
"""
