"""What the service of an account really does, found out by trying, each step asked for first.

course       the steps, in order: what each costs, what is left out, where it ends
person       who is asked and told
findings     what is found out, how sure it is, whether pectui copes with it
words        findings in words for a person
forms        fields of answers by name and type, and what those of receipts hold
pages        how the mailbox is listed: pages, rows, ids
texts        how texts come: encoding, charset
unit         in what the quota is counted
search       what `q` asks for
letter       the test letter, sent to oneself through the outbox
receipts     what comes of it
removal      deleting what the test made, and what that tells of ids
keeping      what was found out, as settings of the account and in the user's data
"""
