"""Runs beside the screens for as long as the program does, and tells them by messages.

mailbox_watch  follows the mailbox on this machine: what changed, what waits, how far it is
sending_watch  lets letters leave, follows their receipts, counts them
new_mail       tells the person of new mail, in the ways that the setting `notify` names
deletions      deletes messages, one after the other, and ends well when the person quits
recovery       what an ended program left in an editor's files, taken into the drafts
renewal        asks for a password or token that expired, and goes on with the new one
throttle       repaints that follow such work, a few a second
"""
