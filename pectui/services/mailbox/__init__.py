"""The copy of the mailbox on this machine.

contents     what is stored: lists, bodies, marks, copies of what the service lost
correspondence  what letters stored here answer, and whose first one is
texts        what of a body a search looks through
finding      searches of the copy, off the loop that draws
sync         when the service is asked, and how far the copy is
scan         one scan of the service's list, and how the copy is reconciled by it
service_list the service's list by place, and whether it held still while it was read
comparison   how a list that was read before differs from the service's now
staging      reading the whole list, kept until the copy is reconciled by it
intake       writing scanned rows into the copy, and reconciling the copy by them
cadence      how long until the next look in the background
location     where a stored message lies in the service's list now
prefetch     reading messages around the cursor ahead of the person
deletion     deleting stored messages from the service, and what is to be known before
lock         one process at a time writes the copy
opening      all of these, opened for a session with a screen or a command
"""
