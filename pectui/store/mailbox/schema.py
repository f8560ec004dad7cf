"""The tables of the mailbox on this machine: one file per mailbox, in the cache directory.

Everything in it can be had again from the service and from the user's own data, so the file may be
deleted at any time. `number` puts messages in order: the newest has the highest. What a person
added to a message (unread, flagged, note, tags) is a copy of `marks` in the user's data, here so
that views and searches need one file only.
"""

from pectui.store.addresses import SCHEMA as ADDRESSES

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

EVERY = "\ue000"
"""The word that every message has in the index."""

# Words of everything, and pieces of the headers. Texts go into both as `folded` makes them (see
# `Database`), so that a place marked on the screen is a place the index has. `number` leads to the
# newest first without sorting, and no length of documents is kept because nothing is ranked. A
# whole message goes out of the index with what stood in it before the change, then in again: the
# index keeps no text of its own that it could look this up in. Headers never change: they are what
# a message is known by. `every` is a word that all messages have and nobody can type, for searches
# that only say what must not occur. Merging late halves the cost of a page that is taken over and
# adds a tenth of a millisecond to a search.
_SEARCH = """
CREATE INDEX noted ON messages (number) WHERE note != '';

CREATE VIEW message_texts AS
    SELECT messages.number AS number, folded(subject) AS subject, folded(sender) AS sender,
        folded(recipient) AS recipient, folded(coalesce(bodies.text, '')) AS body,
        folded(note) AS note, folded(tags) AS tags, char(57344) AS every
    FROM messages LEFT JOIN bodies ON bodies.number = messages.number;

CREATE VIRTUAL TABLE messages_text USING fts5(
    subject, sender, recipient, body, note, tags, every,
    content = 'message_texts', content_rowid = 'number', columnsize = 0, prefix = '2 3',
    tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE senders USING fts5(
    text, content = '', columnsize = 0, detail = none, tokenize = 'trigram'
);
CREATE VIRTUAL TABLE recipients USING fts5(
    text, content = '', columnsize = 0, detail = none, tokenize = 'trigram'
);
CREATE VIRTUAL TABLE subjects USING fts5(
    text, content = '', columnsize = 0, detail = none, tokenize = 'trigram'
);

INSERT INTO messages_text (messages_text, rank) VALUES ('automerge', 16);
INSERT INTO senders (senders, rank) VALUES ('automerge', 16);
INSERT INTO recipients (recipients, rank) VALUES ('automerge', 16);
INSERT INTO subjects (subjects, rank) VALUES ('automerge', 16);

CREATE TRIGGER messages_indexed AFTER INSERT ON messages BEGIN
    INSERT INTO messages_text (rowid, subject, sender, recipient, body, note, tags, every)
        SELECT * FROM message_texts WHERE number = new.number;
    INSERT INTO senders (rowid, text) VALUES (new.number, folded(new.sender));
    INSERT INTO recipients (rowid, text) VALUES (new.number, folded(new.recipient));
    INSERT INTO subjects (rowid, text) VALUES (new.number, folded(new.subject));
END;
CREATE TRIGGER messages_unindexed BEFORE DELETE ON messages BEGIN
    INSERT INTO messages_text
        (messages_text, rowid, subject, sender, recipient, body, note, tags, every)
        SELECT 'delete', * FROM message_texts WHERE number = old.number;
    INSERT INTO senders (senders, rowid, text)
        VALUES ('delete', old.number, folded(old.sender));
    INSERT INTO recipients (recipients, rowid, text)
        VALUES ('delete', old.number, folded(old.recipient));
    INSERT INTO subjects (subjects, rowid, text)
        VALUES ('delete', old.number, folded(old.subject));
END;
CREATE TRIGGER marks_unindexed BEFORE UPDATE OF note, tags ON messages
WHEN new.note != old.note OR new.tags != old.tags BEGIN
    INSERT INTO messages_text
        (messages_text, rowid, subject, sender, recipient, body, note, tags, every)
        SELECT 'delete', * FROM message_texts WHERE number = old.number;
END;
CREATE TRIGGER marks_indexed AFTER UPDATE OF note, tags ON messages
WHEN new.note != old.note OR new.tags != old.tags BEGIN
    INSERT INTO messages_text (rowid, subject, sender, recipient, body, note, tags, every)
        SELECT * FROM message_texts WHERE number = new.number;
END;

CREATE TRIGGER bodies_indexed AFTER INSERT ON bodies BEGIN
    INSERT INTO messages_text
        (messages_text, rowid, subject, sender, recipient, body, note, tags, every)
        SELECT 'delete', number, folded(subject), folded(sender), folded(recipient), '',
            folded(note), folded(tags), char(57344)
        FROM messages WHERE number = new.number;
    INSERT INTO messages_text (rowid, subject, sender, recipient, body, note, tags, every)
        SELECT * FROM message_texts WHERE number = new.number;
END;
CREATE TRIGGER bodies_unindexed BEFORE DELETE ON bodies BEGIN
    INSERT INTO messages_text
        (messages_text, rowid, subject, sender, recipient, body, note, tags, every)
        SELECT 'delete', * FROM message_texts WHERE number = old.number;
END;
CREATE TRIGGER headers_indexed AFTER DELETE ON bodies BEGIN
    INSERT INTO messages_text (rowid, subject, sender, recipient, body, note, tags, every)
        SELECT * FROM message_texts WHERE number = old.number;
END;
CREATE TRIGGER bodies_replaced BEFORE UPDATE OF text ON bodies BEGIN
    INSERT INTO messages_text
        (messages_text, rowid, subject, sender, recipient, body, note, tags, every)
        SELECT 'delete', * FROM message_texts WHERE number = old.number;
END;
CREATE TRIGGER bodies_reindexed AFTER UPDATE OF text ON bodies BEGIN
    INSERT INTO messages_text (rowid, subject, sender, recipient, body, note, tags, every)
        SELECT * FROM message_texts WHERE number = new.number;
END;

INSERT INTO messages_text (messages_text) VALUES ('rebuild');
INSERT INTO senders (rowid, text) SELECT number, folded(sender) FROM messages;
INSERT INTO recipients (rowid, text) SELECT number, folded(recipient) FROM messages;
INSERT INTO subjects (rowid, text) SELECT number, folded(subject) FROM messages;
"""

# What is held is counted as it comes and goes: it is asked for with every page. `places` is narrow,
# so that counting what is newer than a message does not read whole rows. Equals are found by their
# identities, which begin with the fingerprint: an index in no order costs a page for every row.
_COUNTED = """
INSERT INTO state (name, value)
    SELECT 'count here', count(*) FROM messages WHERE here;
INSERT INTO state (name, value)
    SELECT 'count joined', count(*) FROM messages WHERE here AND standing = 1;
CREATE TRIGGER counted AFTER INSERT ON messages WHEN new.here BEGIN
    UPDATE state SET value = value + 1 WHERE name = 'count here';
    UPDATE state SET value = value + 1 WHERE name = 'count joined' AND new.standing = 1;
END;
CREATE TRIGGER uncounted AFTER DELETE ON messages WHEN old.here BEGIN
    UPDATE state SET value = value - 1 WHERE name = 'count here';
    UPDATE state SET value = value - 1 WHERE name = 'count joined' AND old.standing = 1;
END;
CREATE TRIGGER recounted AFTER UPDATE OF here, standing ON messages
WHEN new.here != old.here OR new.standing != old.standing BEGIN
    UPDATE state SET value = value + new.here - old.here WHERE name = 'count here';
    UPDATE state SET value = value + (new.here AND new.standing = 1)
        - (old.here AND old.standing = 1) WHERE name = 'count joined';
END;
CREATE INDEX places ON messages (here, number);
DROP INDEX messages_by_fingerprint;
"""

# A page of HTML that was read ahead of the person is made readable when a search needs it; until
# then its `text` is empty. What does that is not loaded by a mailbox that is only looked at.
_WAITING = """
ALTER TABLE bodies ADD COLUMN waits INTEGER NOT NULL DEFAULT 0;
CREATE INDEX waiting ON bodies (number) WHERE waits;
"""

# `place` is where a message stands in the service's list, the newest has the highest; only a
# reconciliation gives it. `staged` is the list as it is being read, newest first, until it is
# reconciled. What walks left behind is doubted: everything is provisional until the first
# reconciliation. A message is indexed some time after it was listed, many at once, which costs a
# fraction of one at a time.
_PROVEN = """
DROP TRIGGER counted;
DROP TRIGGER uncounted;
DROP TRIGGER recounted;
DROP INDEX looked_at;
DROP INDEX aside;
DROP INDEX places;
ALTER TABLE messages DROP COLUMN standing;
ALTER TABLE messages DROP COLUMN walk;
ALTER TABLE messages ADD COLUMN place INTEGER;
ALTER TABLE messages ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN returned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;
DELETE FROM state WHERE name NOT IN ('count here', 'generation');
INSERT INTO state (name, value) SELECT 'from before', EXISTS (SELECT 1 FROM messages);
CREATE INDEX places ON messages (place) WHERE place IS NOT NULL;
CREATE INDEX provisional ON messages (number) WHERE here AND place IS NULL;
CREATE INDEX unindexed ON messages (number) WHERE NOT indexed;

CREATE TABLE staged (
    position INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    id INTEGER
);

CREATE TRIGGER counted AFTER INSERT ON messages WHEN new.here BEGIN
    UPDATE state SET value = value + 1 WHERE name = 'count here';
END;
CREATE TRIGGER uncounted AFTER DELETE ON messages WHEN old.here BEGIN
    UPDATE state SET value = value - 1 WHERE name = 'count here';
END;
CREATE TRIGGER recounted AFTER UPDATE OF here ON messages WHEN new.here != old.here BEGIN
    UPDATE state SET value = value + new.here - old.here WHERE name = 'count here';
END;

DROP TRIGGER messages_indexed;
DROP TRIGGER messages_unindexed;
DROP TRIGGER marks_unindexed;
DROP TRIGGER marks_indexed;
DROP TRIGGER bodies_indexed;
DROP TRIGGER bodies_unindexed;
DROP TRIGGER headers_indexed;
DROP TRIGGER bodies_replaced;
DROP TRIGGER bodies_reindexed;

INSERT INTO messages_text (messages_text) VALUES ('delete-all');
INSERT INTO senders (senders) VALUES ('delete-all');
INSERT INTO recipients (recipients) VALUES ('delete-all');
INSERT INTO subjects (subjects) VALUES ('delete-all');
CREATE TRIGGER messages_unindexed BEFORE DELETE ON messages WHEN old.indexed BEGIN
    INSERT INTO messages_text
        (messages_text, rowid, subject, sender, recipient, body, note, tags, every)
        SELECT 'delete', * FROM message_texts WHERE number = old.number;
    INSERT INTO senders (senders, rowid, text)
        VALUES ('delete', old.number, folded(old.sender));
    INSERT INTO recipients (recipients, rowid, text)
        VALUES ('delete', old.number, folded(old.recipient));
    INSERT INTO subjects (subjects, rowid, text)
        VALUES ('delete', old.number, folded(old.subject));
END;
CREATE TRIGGER marks_unindexed BEFORE UPDATE OF note, tags ON messages
WHEN old.indexed AND (new.note != old.note OR new.tags != old.tags) BEGIN
    INSERT INTO messages_text
        (messages_text, rowid, subject, sender, recipient, body, note, tags, every)
        SELECT 'delete', * FROM message_texts WHERE number = old.number;
END;
CREATE TRIGGER marks_indexed AFTER UPDATE OF note, tags ON messages
WHEN old.indexed AND (new.note != old.note OR new.tags != old.tags) BEGIN
    INSERT INTO messages_text (rowid, subject, sender, recipient, body, note, tags, every)
        SELECT * FROM message_texts WHERE number = new.number;
END;
CREATE TRIGGER bodies_indexed AFTER INSERT ON bodies
WHEN (SELECT indexed FROM messages WHERE number = new.number) BEGIN
    INSERT INTO messages_text
        (messages_text, rowid, subject, sender, recipient, body, note, tags, every)
        SELECT 'delete', number, folded(subject), folded(sender), folded(recipient), '',
            folded(note), folded(tags), char(57344)
        FROM messages WHERE number = new.number;
    INSERT INTO messages_text (rowid, subject, sender, recipient, body, note, tags, every)
        SELECT * FROM message_texts WHERE number = new.number;
END;
CREATE TRIGGER bodies_unindexed BEFORE DELETE ON bodies
WHEN (SELECT indexed FROM messages WHERE number = old.number) BEGIN
    INSERT INTO messages_text
        (messages_text, rowid, subject, sender, recipient, body, note, tags, every)
        SELECT 'delete', * FROM message_texts WHERE number = old.number;
END;
CREATE TRIGGER headers_indexed AFTER DELETE ON bodies
WHEN (SELECT indexed FROM messages WHERE number = old.number) BEGIN
    INSERT INTO messages_text (rowid, subject, sender, recipient, body, note, tags, every)
        SELECT * FROM message_texts WHERE number = old.number;
END;
CREATE TRIGGER bodies_replaced BEFORE UPDATE OF text ON bodies
WHEN (SELECT indexed FROM messages WHERE number = old.number) BEGIN
    INSERT INTO messages_text
        (messages_text, rowid, subject, sender, recipient, body, note, tags, every)
        SELECT 'delete', * FROM message_texts WHERE number = old.number;
END;
CREATE TRIGGER bodies_reindexed AFTER UPDATE OF text ON bodies
WHEN (SELECT indexed FROM messages WHERE number = new.number) BEGIN
    INSERT INTO messages_text (rowid, subject, sender, recipient, body, note, tags, every)
        SELECT * FROM message_texts WHERE number = new.number;
END;
"""

# Who inserts a message counts it: for a trigger SQLite writes a journal of each statement, which
# cost a third of a page.
_UNTRIGGERED = """
DROP TRIGGER IF EXISTS counted;
"""

# A number is never given twice: what is carried out is forgotten by it.
_DROPPED = """
CREATE TABLE dropped (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    identity TEXT NOT NULL,
    stays TEXT
);
"""

# Who wrote: noted as messages are indexed. A tag leads to its messages, which are few.
_WRITERS = """
CREATE INDEX tagged ON messages (number) WHERE tags != '';
INSERT OR REPLACE INTO state (name, value)
    SELECT 'writers wait', EXISTS (SELECT 1 FROM messages WHERE indexed);
"""

# Whether a message is trouble with a letter of one's own. An envelope tells it as it does a kind:
# what is here already is told anew.
_TROUBLE = """
ALTER TABLE messages ADD COLUMN trouble INTEGER NOT NULL DEFAULT 0;
DROP INDEX trouble;
CREATE INDEX trouble ON messages (number) WHERE trouble;
CREATE INDEX failures ON messages (number)
    WHERE kind IN ('not-accepted', 'not-delivered', 'overdue');
INSERT OR REPLACE INTO state (name, value)
    SELECT 'table of kinds', 0 WHERE EXISTS (SELECT 1 FROM messages);
"""

# What answers sendings is counted for all of them at once.
_REPLIES = """
CREATE INDEX replies ON messages (code)
    WHERE code IS NOT NULL AND kind IN ('certified', 'anomaly', 'other');
"""

MIGRATIONS: tuple[str, ...] = (
    _FIRST,
    _SEARCH,
    _COUNTED,
    _WAITING,
    _PROVEN,
    _UNTRIGGERED,
    _DROPPED,
    ADDRESSES,
    _WRITERS,
    _TROUBLE,
    _REPLIES,
)
