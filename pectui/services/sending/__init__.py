"""From a draft to the answer of the service.

drafts       letters being written, kept through crash and power cut
editing      files in which an editor changes a draft's text, read when they change
checks       a letter before it leaves: addresses, subject, files, size
replies      letters that answer or forward a message
returned     the draft that a letter became again
review       everything that is known about a letter before it leaves
equals       sendings that a letter repeats, and what that means
allowance    what sending costs, and how much of it the plan allows
attachments  frozen copies of the files that were confirmed
ballast      space kept back, so that a full disk does not stop what must be written
unfilled     batches that were never confirmed as a whole, removed
copies       how much those copies take, and their removal
outbox       what was confirmed and has not been answered yet
queue        into the outbox and back out of it
submission   a letter sent by a command: reviewed, sent, taken back where it could not leave
lock         one sender per mailbox, across processes
pace         when each sending may start
sender       the engine: one sending at a time onto the wire
outcomes     what an answer, or its absence, means on disk
lost_answers what became of a sending whose answer was lost
books        the sendings of one mailbox, and who is told of their changes
"""
