"""Lines as they come out of a page: blanks folded, gaps between blocks, quotes and lists."""

from __future__ import annotations

NBSP = "\xa0"
MAX_PREFIX = 40
"""Characters of quote marks and list indents before a line; deeper levels add none."""


def fold(text: str) -> str:
    """Return `text` with runs of blanks as one; a no-break blank stays, as a plain blank."""
    if NBSP not in text:
        return " ".join(text.split())
    # NUL cannot stand in parsed HTML, so it can hold the place of what must not fold.
    folded = " ".join(text.replace(NBSP, "\0").split())
    return folded.replace("\0", " ").rstrip()


class Page:
    """The lines of one flow of text: a whole body, or one cell of a table."""

    __slots__ = ("_gap", "_marker", "lines", "pieces", "prefix", "space")

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.pieces: list[str] = []
        """Text of the line being written."""
        self.prefix = ""
        """What stands before every line: quote marks, the indent of a list."""
        self.space = "fold"
        """"pre": lines and blanks stay as written; "lines": lines stay; "fold": neither."""
        self._marker: str | None = None
        self._gap: str | None = None

    def end_line(self) -> None:
        """End the line being written, if anything is on it."""
        if not self.pieces:
            return
        text = "".join(self.pieces)
        self.pieces.clear()
        text = text.replace(NBSP, " ").rstrip() if self.space == "pre" else fold(text)
        if text:
            self.add(text)

    def break_line(self) -> None:
        """End the line even when it is empty; more than one empty line is one."""
        count = len(self.lines)
        self.end_line()
        empty = self.prefix.rstrip()
        if len(self.lines) == count and count and (self.space != "fold" or self.lines[-1] != empty):
            self.lines.append(empty)

    def end_block(self) -> None:
        """End the line and leave an empty one before whatever follows."""
        self.end_line()
        empty = self.prefix.rstrip()
        if self._gap is None or len(empty) < len(self._gap):
            self._gap = empty

    def add(self, text: str) -> None:
        """Add one finished line."""
        if self._gap is not None:
            if self.lines and self.lines[-1].rstrip() != self._gap:
                self.lines.append(self._gap)
            self._gap = None
        self.lines.append((self.prefix if self._marker is None else self._marker) + text)
        self._marker = None

    def quote(self) -> str:
        """Begin a quotation; return the prefix to go back to."""
        return self.indent("> ")

    def indent(self, by: str) -> str:
        """Indent what follows; return the prefix to go back to."""
        before = self.prefix
        if len(before) < MAX_PREFIX:
            self.prefix = before + by
        return before

    def item(self, mark: str) -> str:
        """Begin an item of a list behind `mark`; return the prefix to go back to."""
        marker = self.prefix if self._marker is None else self._marker
        self._marker = marker + mark if len(marker) < MAX_PREFIX else marker
        return self.indent(" " * len(mark))

    def outdent(self, before: str) -> None:
        """End a quotation or an item: go back to the prefix before it."""
        self.end_line()
        self.prefix = before
        self._marker = None
