"""The index of words: what was added is put into it in batches."""

from __future__ import annotations

from pectui.store.mailbox.table import CopyTable

AT_ONCE = 1000
"""Messages that are indexed together."""


class WordIndex(CopyTable):
    """The index of the words of one copy."""

    def count_missing(self) -> int:
        """Return how many messages are not in the index yet."""
        row = self._execute("SELECT count(*) FROM messages WHERE NOT indexed").fetchone()
        return int(row[0])

    def add_some(self, most: int = AT_ONCE) -> int:
        """Put messages into the index of words, newest first; return how many."""
        # The headers are folded once, though two indexes want them; a body may be long.
        self._execute("DROP TABLE IF EXISTS temp.batch")
        self._execute(
            "CREATE TEMP TABLE batch AS SELECT number, message_texts.subject, message_texts.sender,"
            " message_texts.recipient"
            " FROM (SELECT number FROM messages WHERE NOT indexed ORDER BY number DESC LIMIT ?)"
            " CROSS JOIN message_texts USING (number) ORDER BY number",
            (most,),
        )
        self._execute(
            "INSERT INTO messages_text (rowid, subject, sender, recipient, body, note, tags, every)"
            " SELECT number, batch.subject, batch.sender, batch.recipient, body, note, tags, every"
            " FROM temp.batch AS batch CROSS JOIN message_texts USING (number)"
        )
        for index, column in (
            ("senders", "sender"),
            ("recipients", "recipient"),
            ("subjects", "subject"),
        ):
            self._execute(
                f"INSERT INTO {index} (rowid, text) SELECT number, {column} FROM temp.batch"  # noqa: S608
            )
        self._tables.senders.note_batch()
        done = self._execute(
            "UPDATE messages SET indexed = 1 WHERE number IN (SELECT number FROM temp.batch)"
        )
        return done.rowcount
