"""The rules of certified mail, as pure functions.

addresses    e-mail addresses: found in a header, split from a typed line, checked for their form
lookalikes   addresses that look like another one on purpose
headers      encoded words in senders and subjects, decoded
dates        dates of mail, read into Europe/Rome
envelopes    rows of the mailbox: read, compared, put in order
bodies       the text of a message, undone from the form encoding of the service
kinds        which kind of message a subject announces, and who writes for a provider
kinds_table  the table those rules read
codes        the code of a sending, and the moment in it
references   short references in subjects, `[rif. 7F3K]`
letters      letters before they leave: text to HTML, subjects of answers, limits
outgoing     what may leave in a letter
leaving      the time at which a letter is to leave, as it is typed
receipts     what a provider says about a sending, read from subject and body; what is trouble
listed       receipts of which only the row in the mailbox is known
life         the state of a sending and of its recipients, from its receipts
clocks       when a delivery takes effect for the addressee
moments      when a sending was accepted, delivered and takes effect, by recipient
way          where a letter stopped on its way to a recipient, and when
reasons      why a sending did not arrive, in one line
waiting      when a sending is late or overdue, and whether a person should look
weights      what the receipts of a sending take in the mailbox
forecast     when a mailbox will be full
"""
