"""The tables of the mailbox on this machine: one file per mailbox, in the cache directory.

Everything in it can be had again from the service and from the user's own data, so the file may be
deleted at any time. `number` puts messages in order: the newest has the highest. What a person
added to a message (unread, flagged, note, tags) is a copy of `marks` in the user's data, here so
that views and searches need one file only.
"""

FOLDER = "mailboxes"

TIE_BITS = 20
"""A number is the moment in seconds times 2 to this, and a tie that tells equal moments apart."""

_FIRST = """
CREATE TABLE messages (
    number INTEGER PRIMARY KEY,
    identity TEXT NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL,
    sender TEXT NOT NULL,
    recipient TEXT NOT NULL,
    date_text TEXT NOT NULL,
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    moment REAL,
    sender_address TEXT NOT NULL,
    on_behalf_of TEXT,
    code TEXT,
    id INTEGER,
    id_text TEXT NOT NULL,
    listed INTEGER NOT NULL,
    here INTEGER NOT NULL DEFAULT 1,
    standing INTEGER NOT NULL,
    walk INTEGER NOT NULL,
    head INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    flagged INTEGER NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '',
    has_body INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX messages_by_fingerprint ON messages (fingerprint);
CREATE INDEX messages_by_code ON messages (code, number) WHERE code IS NOT NULL;
CREATE INDEX heads ON messages (number) WHERE head;
CREATE INDEX letters ON messages (number) WHERE kind IN ('certified', 'anomaly', 'other');
CREATE INDEX receipts ON messages (number)
    WHERE kind IN ('acceptance', 'not-accepted', 'delivery', 'not-delivered', 'overdue');
CREATE INDEX trouble ON messages (number)
    WHERE kind IN ('not-accepted', 'not-delivered', 'overdue', 'anomaly');
CREATE INDEX unread ON messages (number) WHERE unread;
CREATE INDEX flagged ON messages (number) WHERE flagged;
CREATE INDEX looked_at ON messages (number) WHERE standing = 0;
CREATE INDEX aside ON messages (number) WHERE standing = 2;
CREATE INDEX gone ON messages (number) WHERE NOT here;

CREATE TABLE bodies (
    number INTEGER PRIMARY KEY REFERENCES messages (number) ON DELETE CASCADE,
    raw TEXT NOT NULL,
    text TEXT NOT NULL
);

CREATE TABLE state (
    name TEXT PRIMARY KEY,
    value NOT NULL
);
"""

MIGRATIONS: tuple[str, ...] = (_FIRST,)
