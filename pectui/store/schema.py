"""The tables of the user's own data: drafts, letters, sendings, receipts, originals, marks, quotas.

`owner` is the mailbox a row belongs to (user name and service), so that renaming an account or
pointing its name at another service never sends a letter from the wrong place. Times are seconds
since the epoch.
"""

from pectui.store.addresses import SCHEMA as ADDRESSES

FILE_NAME = "pectui.db"

_FIRST = """
CREATE TABLE drafts (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    recipients TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    html INTEGER NOT NULL,
    together INTEGER NOT NULL,
    attachments TEXT NOT NULL,
    updated_at REAL NOT NULL,
    reason TEXT,
    meta TEXT NOT NULL
);
CREATE INDEX drafts_by_owner ON drafts (owner, updated_at);

CREATE TABLE letters (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    draft_id TEXT NOT NULL,
    sender TEXT NOT NULL,
    body TEXT NOT NULL,
    html INTEGER NOT NULL,
    together INTEGER NOT NULL,
    body_html TEXT NOT NULL,
    originals TEXT NOT NULL
);

CREATE TABLE attachments (
    letter_id TEXT NOT NULL REFERENCES letters (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    mime TEXT NOT NULL,
    size INTEGER NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (letter_id, position)
);

CREATE TABLE sendings (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    owner TEXT NOT NULL,
    letter_id TEXT NOT NULL REFERENCES letters (id),
    recipients TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_key TEXT NOT NULL,
    digest TEXT NOT NULL,
    mark TEXT NOT NULL,
    queued_at REAL NOT NULL,
    due_at REAL NOT NULL,
    pause REAL NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    wire_at REAL,
    code TEXT,
    sent_at REAL,
    sent_count INTEGER,
    reason TEXT,
    error_kind TEXT,
    resent_of TEXT,
    dismissed INTEGER NOT NULL DEFAULT 0,
    looks INTEGER NOT NULL DEFAULT 0,
    look_at REAL,
    checked_at REAL,
    final INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX sendings_by_mark ON sendings (owner, mark, due_at);
CREATE INDEX sendings_by_code ON sendings (owner, code);
CREATE INDEX sendings_by_subject ON sendings (owner, subject_key, mark);
CREATE INDEX sendings_by_letter ON sendings (letter_id);

CREATE TABLE receipts (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    owner TEXT NOT NULL,
    code TEXT NOT NULL,
    identity TEXT NOT NULL,
    sender TEXT NOT NULL,
    recipient TEXT NOT NULL,
    date_text TEXT NOT NULL,
    subject TEXT NOT NULL,
    raw TEXT NOT NULL,
    seen_at REAL NOT NULL,
    UNIQUE (owner, code, identity)
);

CREATE TABLE pace (
    owner TEXT PRIMARY KEY,
    boot TEXT NOT NULL,
    started_at REAL NOT NULL
);
"""

_MARKS = """
CREATE TABLE marks (
    owner TEXT NOT NULL,
    identity TEXT NOT NULL,
    unread INTEGER,
    flagged INTEGER NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (owner, identity)
);

CREATE TABLE mailboxes (
    owner TEXT PRIMARY KEY,
    read_until REAL NOT NULL
);

CREATE TABLE copies (
    owner TEXT NOT NULL,
    identity TEXT NOT NULL,
    sender TEXT NOT NULL,
    recipient TEXT NOT NULL,
    date_text TEXT NOT NULL,
    subject TEXT NOT NULL,
    raw TEXT NOT NULL,
    kept_at REAL NOT NULL,
    PRIMARY KEY (owner, identity)
);

CREATE TABLE searches (
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (owner, name)
);
"""

_QUOTA = """
CREATE TABLE quota_readings (
    owner TEXT NOT NULL,
    mailbox TEXT NOT NULL,
    at REAL NOT NULL,
    usage REAL NOT NULL,
    room REAL,
    PRIMARY KEY (owner, mailbox, at)
);
ALTER TABLE sendings ADD COLUMN cleared_at REAL;
"""

_SLOTS = """
ALTER TABLE pace RENAME COLUMN started_at TO slot_closes;
ALTER TABLE pace ADD COLUMN stretch REAL NOT NULL DEFAULT 1;
ALTER TABLE pace ADD COLUMN stretched_until REAL NOT NULL DEFAULT 0;
"""

_REFERENCES = """
ALTER TABLE sendings ADD COLUMN reference TEXT;
CREATE INDEX sendings_by_reference ON sendings (owner, reference);
"""

_TIMES_OF_LEAVING = """
ALTER TABLE sendings ADD COLUMN leave_at REAL;
"""
"""The time its writer chose: a queued sending does not leave before it, whatever else happens."""

_SEEN_TO = """
ALTER TABLE sendings ADD COLUMN seen_to TEXT NOT NULL DEFAULT '';
ALTER TABLE sendings ADD COLUMN state TEXT NOT NULL DEFAULT '';
"""
"""The concern the person has seen to, and the state when the receipts were last looked at."""

_LISTED = """
CREATE TABLE listed_receipts (
    owner TEXT NOT NULL,
    code TEXT NOT NULL,
    sender TEXT NOT NULL,
    recipient TEXT NOT NULL,
    date_text TEXT NOT NULL,
    subject TEXT NOT NULL,
    PRIMARY KEY (owner, code, date_text, subject, sender)
);
ALTER TABLE sendings ADD COLUMN unclear INTEGER NOT NULL DEFAULT 0;
UPDATE sendings SET unclear = 1
    WHERE mark = 'sent' AND NOT final AND letter_id = id AND recipients = '[]';
"""
"""Receipts of which only the row in the inbox is known; sendings such a row leaves open."""

_DOUBTS = """
ALTER TABLE sendings ADD COLUMN doubted INTEGER NOT NULL DEFAULT 0;
UPDATE sendings SET doubted = 1 WHERE mark = 'unknown';
ALTER TABLE sendings ADD COLUMN due_boot TEXT NOT NULL DEFAULT '';
ALTER TABLE sendings ADD COLUMN due_tick REAL NOT NULL DEFAULT 0;
"""
"""What was ever unknown; and the monotonic moment, with its boot, of what waits to be undone."""

_BATCHES = """
CREATE TABLE batches (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    owner TEXT NOT NULL,
    id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    name TEXT NOT NULL,
    header TEXT NOT NULL,
    request TEXT NOT NULL,
    mark TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT '',
    confirmed_at REAL NOT NULL,
    leave_at REAL,
    hours TEXT NOT NULL DEFAULT '',
    follows TEXT NOT NULL DEFAULT '',
    deliver_by REAL,
    UNIQUE (owner, id)
);
CREATE INDEX batches_by_fingerprint ON batches (owner, fingerprint);

CREATE TABLE batch_rows (
    batch INTEGER NOT NULL REFERENCES batches (number),
    row INTEGER NOT NULL,
    line INTEGER,
    cells TEXT NOT NULL,
    recipient TEXT NOT NULL,
    kind TEXT NOT NULL,
    findings TEXT NOT NULL DEFAULT '[]',
    sending_id TEXT,
    PRIMARY KEY (batch, row)
) WITHOUT ROWID;
CREATE INDEX batch_rows_by_sending ON batch_rows (sending_id);

CREATE TABLE batch_drafts (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    request TEXT NOT NULL,
    updated_at REAL NOT NULL
);

ALTER TABLE sendings ADD COLUMN batch INTEGER;
CREATE INDEX sendings_by_batch ON sendings (owner, mark, batch, number);
"""
"""Many letters of one table: what was confirmed together, its rows, and what is in preparation.

`sendings.batch` is the batch a sending leaves with, and NULL of a letter written by itself.
"""

_REASONS = """
UPDATE sendings SET reason = json_quote(reason) WHERE reason IS NOT NULL;
UPDATE drafts SET reason = json_quote(reason) WHERE reason IS NOT NULL;
"""
"""Reasons are phrases and values from here on; what was written before stays as it was worded."""

_ORIGINALS = """
CREATE TABLE originals (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    owner TEXT NOT NULL,
    identity TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    file TEXT NOT NULL,
    code TEXT,
    letter_key TEXT NOT NULL,
    data TEXT NOT NULL,
    text TEXT NOT NULL,
    judgement TEXT NOT NULL,
    taken_at REAL NOT NULL,
    UNIQUE (owner, identity)
);
CREATE INDEX originals_by_code ON originals (owner, code);
CREATE INDEX originals_by_letter ON originals (owner, letter_key);
"""
"""The provider's signed messages; the files themselves lie beside the database."""

_RECIPIENTS = """
CREATE TABLE recipients (
    address INTEGER NOT NULL REFERENCES addresses (number),
    sending INTEGER NOT NULL REFERENCES sendings (number) ON DELETE CASCADE,
    state TEXT NOT NULL,
    at REAL NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (address, sending)
) WITHOUT ROWID;
CREATE INDEX recipients_by_sending ON recipients (sending);
ALTER TABLE sendings ADD COLUMN remembered INTEGER NOT NULL DEFAULT 0;
CREATE INDEX sendings_to_remember ON sendings (owner, number) WHERE NOT remembered;
"""
"""What is known of each address, and how each of its letters ended.

It follows from sendings and receipts; of what is not `remembered` it is to be read again.
"""

_HOOKS = """
CREATE TABLE hook_runs (
    owner TEXT NOT NULL,
    event TEXT NOT NULL,
    message TEXT NOT NULL,
    at REAL NOT NULL,
    problem TEXT,
    PRIMARY KEY (owner, event, message)
) WITHOUT ROWID;
"""
"""An event of a message is claimed once, by whichever process learns of it first."""

_ARCHIVES = """
CREATE TABLE archives (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    owner TEXT NOT NULL,
    folder TEXT NOT NULL,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    at REAL NOT NULL,
    done INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX archives_by_folder ON archives (owner, folder, done);

CREATE TABLE archived (
    archive INTEGER NOT NULL REFERENCES archives (number) ON DELETE CASCADE,
    identity TEXT NOT NULL,
    PRIMARY KEY (archive, identity)
) WITHOUT ROWID;
"""
"""Which messages were written to which archive, by the folder that holds it."""

_SELF_TESTS = """
CREATE TABLE self_tests (
    owner TEXT PRIMARY KEY,
    at REAL NOT NULL,
    report TEXT NOT NULL
) WITHOUT ROWID;
"""
"""What the last self-test found out about the service, as JSON."""

MIGRATIONS: tuple[str, ...] = (
    _FIRST,
    _MARKS,
    _QUOTA,
    _SLOTS,
    _REFERENCES,
    _TIMES_OF_LEAVING,
    _SEEN_TO,
    _LISTED,
    _DOUBTS,
    _BATCHES,
    _REASONS,
    _ORIGINALS,
    ADDRESSES,
    _RECIPIENTS,
    _HOOKS,
    _ARCHIVES,
    _SELF_TESTS,
)
