"""The copy of the mailbox on this machine.

contents     what is stored: lists, bodies, marks, copies of what the service lost
sync         keeping it like the mailbox on the service
gaps         where something stored is missing in the service's list
locating     where a stored message lies in the service's list now
prefetch     reading messages around the cursor ahead of the person
deletion     deleting stored messages from the service
seen         pages as last listed: a help, never a condition
opening      all of these, opened for a session with a screen
"""
