"""Messages of the copy written to files: single ones, what a search finds, a nightly archive.

messages      what is written of a message, read here or from the service where it can be
selection     which messages an export is of
formats       the formats and how a message looks in each, as octets
mail          a message built anew as mail, which says that it is no original
reading_copy  a message as text to read
views         a message as the JSON of the outside contract
files         a selection written to one file, whole or not at all
archive       what is new since the last time, in dated folders
"""
