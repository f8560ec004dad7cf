"""How long and how much a call to the service may take."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that is read of one kind of answer. More is AnswerTooLarge."""

    size: int
    """Bytes."""
    values: int
    """JSON values: what parsing costs in time and memory."""
    rows: int = 1
    """Entries of a list."""


# A page holds 25 rows of five short fields; a mailbox, its use and its limit.
LISTING = Cap(size=8 * MIB, values=50_000, rows=1_000)
LETTER = Cap(size=64 * MIB, values=10_000)
# Every receipt of a sending to thousands, each with the letter in it.
RECEIPTS = Cap(size=64 * MIB, values=100_000, rows=10_000)
FEW_WORDS = Cap(size=MIB, values=10_000)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes. The defaults are the program's; tests make them small."""

    connect: float = 15
    """Until the connection stands, TLS included."""
    call: float = 30
    """A whole call, its repeats and parsing included: httpx has no total and waits on a drip."""
    search: float = 120
    """A whole `GET /inbox` with `q`: documented as slow on a big mailbox."""
    answer: float = 120
    """Silence borne after a letter is uploaded: giving up early makes an outcome unknown."""
    write: float = 60
    """Silence borne while one piece of a letter is uploaded."""
    upload_rate: float = 32 * 1024
    """Bytes a second of the slowest line a letter is allowed to take."""
    answer_bytes: int = 64 * MIB
    """Read of any answer, whatever its own cap; more is AnswerTooLarge."""
    error_bytes: int = 64 * 1024
    """Read of an answer that is no success: only a sentence of it is shown."""
    retry_pauses: tuple[float, ...] = (0.3, 0.9)
    """Before each repeat of a GET; as many repeats as pauses."""
    patience: float = 10
    """All pauses of one GET together, those asked for by `Retry-After` included."""

    def sending(self, size: int) -> float:
        """Return the deadline of a `POST /send` of `size` bytes: above the wait for its answer."""
        return self.connect + self.answer + self.write + size / self.upload_rate
