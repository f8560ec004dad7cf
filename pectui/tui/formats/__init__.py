"""How things are written for a person.

times  dates in a list or a header, in Europe/Rome
sizes  bytes, in decimal units
cells  texts in an exact number of cells
known  what is known of an address
durations  how long something takes
batches    how a batch stands, in a line
"""
