"""pectui: certified mail (PEC) in a terminal. The house on one page.

Imports run downwards only; what stands on a lower floor knows nothing of the floors above.

    __main__         decides: a screen (tui) or a command (cli)
    ── front ends ────────────────────────────────────────────────────────────
    cli/             one file per command: parse, run, print
    tui/             the Textual program: screens, widgets, one registry of commands
    ── services: what the program does, without a screen ─────────────────────
    services/        remote (the mailbox as the service lists it), mailbox (the copy of it here),
                     sending, receipts, proof, doctor, quota, new_account, searches, demo,
                     conversion (bodies made readable, or given up),
                     session (all of these, opened for one account)
    ── edges ─────────────────────────────────────────────────────────────────
    api/             the PEC Massiva REST service; the only importer of httpx
    store/           SQLite: user data (sendings, drafts) and the mailbox on this machine
    sandbox/         a PEC Massiva service of our own; shares no code with api/
    settings/        what a person chooses: file, environment and arguments, accounts, secrets
    system/          the machine: folders, processes of its own, log and crash files without secrets
    ── ground: no input or output ────────────────────────────────────────────
    search/          the language of searches: what a line asks for, and where in a text it is
    pec/             the rules of certified mail: kinds, bodies, addresses, codes, dates, states,
                     what receipts weigh, when a mailbox will be full
    html             HTML to readable text
    commands         the registry of what a person can do in the program: ids, keys, actions
    models           envelopes, messages, receipts, sendings, quota, as plain data
    errors           the one error tree; every leaf says what to do next
    text             the one gate for text from outside
    domains          domains and addresses compared as the network does (IDNA 2008)
    folding          text without case and accents, for searching
    catalogue/       every word a person reads, in English and Italian

A key press becomes a command; the screen asks a service inside a worker; the service uses api and
store; the worker posts a message; the screen sets a reactive; widgets follow.
"""

__version__ = "0.1.0"
