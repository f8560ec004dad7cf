"""How many JSON values an answer holds, counted while it is read and before it is parsed.

Three bytes of JSON (`[],`) cost a hundred in memory: bytes alone bound nothing.
"""

from __future__ import annotations


class Meter:
    """Counts the commas and opening brackets outside of strings, piece by piece."""

    def __init__(self) -> None:
        self.values = 0
        """Values so far: no JSON of that many signs can hold more."""
        self._quoted = False
        self._held_back = b""

    def feed(self, piece: bytes) -> None:
        """Count the next bytes; an escape may be cut anywhere."""
        piece = self._held_back + piece
        backslashes = len(piece) - len(piece.rstrip(b"\\"))
        self._held_back = b"\\" if backslashes % 2 else b""
        piece = piece.removesuffix(self._held_back)
        parts = piece.replace(rb"\\", b"").replace(rb"\"", b"").split(b'"')
        bare = b"".join(parts[self._quoted :: 2])
        self.values += bare.count(b",") + bare.count(b"[") + bare.count(b"{")
        if len(parts) % 2 == 0:
            self._quoted = not self._quoted
