"""pectui: certified mail (PEC) in a terminal. The house on one page.

Imports run downwards only; what stands on a lower floor knows nothing of the floors above.

    __main__         decides: a screen (tui) or a command (cli)
    ── front ends ────────────────────────────────────────────────────────────
    cli/             one file per command: parse, run, print
    tui/             the Textual program: screens, widgets, one registry of commands
    ── services: what the program does, without a screen ─────────────────────
    services/        remote (the mailbox as the service lists it), mailbox (the copy of it here),
                     sending, receipts, proof, exporting (messages to files),
                     keeping (backups), doctor, self_test, quota, new_account, searches, demo,
                     conversion (bodies made readable, or given up),
                     session (all of these, opened for one account)
    ── edges ─────────────────────────────────────────────────────────────────
    api/             the PEC Massiva REST service; the only importer of httpx
    store/           SQLite: user data (sendings, drafts) and the mailbox on this machine;
                     the only importer of sqlite3, the only place with SQL
    sandbox/         a PEC Massiva service of our own; shares no code with api/
    tables/          tables of a spreadsheet (CSV, XLSX): read as a person sees them, and written
    settings/        what a person chooses: file, environment and arguments, accounts, secrets
    system/          the machine: folders, processes of its own, log and crash files without secrets
    ── ground: no input or output ────────────────────────────────────────────
    merge/           letters filled from the rows of a table: templates and Word forms;
                     the only importer of liquid
    search/          the language of searches: what a line asks for, and where in a text it is
    signed/          the provider's signed messages: taken apart, read, judged
    pec/             the rules of certified mail: kinds, bodies, addresses, codes, dates, states,
                     what receipts weigh, when a mailbox will be full
    html             HTML to readable text
    commands         the registry of what a person can do in the program: ids, keys, actions
    models/          envelopes, messages, receipts, sendings, quota, as plain data
    errors           the one error tree; every leaf says what to do next
    text             the one gate for text from outside, names of files too
    domains          domains and addresses compared as the network does (IDNA 2008)
    cache            values that are quicker kept than made again
    folding          text without case and accents, for searching
    catalogue/       every word a person reads, in English and Italian

A key press becomes a command; the screen asks a service inside a worker; the service uses api and
store; the worker returns a message; its handler sets a var; the watcher of the var shows it.

Words, each with one meaning, in code and in documents alike:

    letter      what a person writes, and confirms once
    draft       a letter being written, saved as it is typed
    sending     one letter on its way to one recipient, or to several together
    recipient   an address that a letter goes to
    outbox      the sendings that wait, are being sent, or whose answer was lost
    code        the number the service gives a sending; the subjects of its receipts end in it
    receipt     a message in which the provider says how a sending stands
    original    the provider's signed message itself, taken in from a file and checked
    acceptance  the receipt for a letter taken by the provider: the moment of sending
    delivery    the receipt for a letter that lies in the recipient's mailbox, read or not
    overdue     not delivered after twelve hours; it may still arrive
    anomaly     ordinary mail in a provider's envelope, without certified value
    state       how a sending stands, or one recipient of it; it follows from the receipts alone
    unknown     the state of a sending whose answer was lost: the letter may have left
    provider    the company that runs a mailbox and writes its receipts
    service     PEC Massiva, at the other end of the network
    account     a user, a password and a token; everything stored belongs to one
    mailbox     the messages of an account, as the service lists them
    envelope    what a list says of a message: sender, recipient, date, subject
    body        the text of a message, decoded
    copy        the mailbox as it is stored on this machine
    sync        bringing the copy up to date with the mailbox
    scan        one reading of the service's list, to find what is new or gone
    backfill    listing older messages bit by bit, after the newest are shown
    view        a part of the copy: all, letters, receipts, trouble, unread, flagged
    trouble     what is wrong with letters of one's own: messages that say so, sendings to look at
    gravity     of a finding in a table: a problem, a warning or a hint
    mark        unread, flag, note or tag: the person's own, and on this machine only
    session     all services, opened for one account: the same for a screen and a command
    desk        an account in the open program: its session, its background, its screens
"""

__version__ = "0.1.0"
