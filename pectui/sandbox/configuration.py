"""The sandbox's switches, its credentials, and the faults that can be asked for."""

from __future__ import annotations

import re
import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a client needs to be let in."""

    username: str
    password: str = field(repr=False)
    token: str = field(repr=False)
    sender: str
    """The mailbox's own PEC address: letters leave from it."""


CREDENTIALS = Credentials(
    username="studio.verdi@pec.example",
    password=f"prova-{secrets.token_hex(8)}",
    token=f"sandbox-{secrets.token_hex(16)}",
    sender="studio.verdi@pec.example",
)
"""Of this start only: another account of this machine can reach the loopback, and must not know
them, since people send drafts of real letters to a sandbox."""

PAGE_ROWS = 25
Bodies = Literal["utf8", "latin1", "plain", "twice", "damaged"]
Packing = Literal["either", "data-uri", "base64", "spoiled"]

CALLS = (
    "POST /send",
    "GET /send/{code}",
    "DELETE /send/{code}",
    "GET /inbox",
    "GET /inbox/{id}",
    "DELETE /inbox/{id}",
    "GET /quota/{mailbox}",
)
"""The service's calls, as faults name them; "*" stands for any of them."""

_KINDS = frozenset(
    {
        "drop-early",
        "drop-before",
        "drop-after",
        "slow",
        "slow-after",
        "drip",
        "cut",
        "truncated",
        "garbage",
        "deep",
        "huge",
        "redirect",
        "success-false",
        "success-word",
        "no-code",
        "smtp-error",
        "sent-partial",
    }
)
_STATUS = re.compile(r"[3-5]\d\d(-html)?(-after)?")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong on purpose. Raises ValueError for a call or kind there is not.

    Kinds, done *before* the work unless said otherwise:

    - `drop-early`: connection closed before the request's body is read; `drop-before`: after it
    - `drop-after`: the work is done, then the connection is closed without an answer
    - `NNN`, `NNN-html` (`429`, `500`, `502-html` …): that status, as JSON or as a proxy's page;
      with `-after` the work is done first
    - `slow`: waits `seconds`, then works and answers; `slow-after`: works, waits, answers
    - `drip`: the answer comes a byte every `seconds`; `cut`: half of the answer, then closed
    - `truncated`: half of the JSON as a whole answer; `garbage`: no JSON at all; `deep`: JSON
      nested 100,000 levels; `huge`: an answer of `size` bytes (work done, for all four)
    - `redirect`: 307 to `location`
    - `success-false`, `success-word`: 200 with `success` false or "false"
    - `no-code`: sends, and answers 201 without `message_id`; `smtp-error`: 200 with `success` false
      and the mail server's words in `message_id`; `sent-partial`: leaves the last recipient out
    """

    call: str
    kind: str
    times: int | None = 1
    """How often it strikes; None: for ever."""
    after: int = 0
    """How many calls pass unharmed first."""
    seconds: float = 1.0
    retry_after: str | int | None = None
    """The value of `Retry-After`, a number of seconds or any text; None: no such header."""
    location: str = "http://altrove.example/"
    text: str | None = None
    """Replaces the answer's `message`."""
    size: int = 100_000_000

    def __post_init__(self) -> None:
        if self.call != "*" and self.call not in CALLS:
            raise ValueError(f"no such call: {self.call}")
        if self.kind not in _KINDS and not _STATUS.fullmatch(self.kind):
            raise ValueError(f"no such kind of fault: {self.kind}")


def _system_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class SandboxConfig:
    """How the sandbox behaves. Same seed, count and moment: same mailbox."""

    seed: int = 2026
    messages: int = 981
    now: Callable[[], datetime] = _system_clock
    """The wall clock (aware): dates and codes come from it."""
    monotonic: Callable[[], float] = time.monotonic
    """The clock of delays and pacing, in seconds."""
    credentials: Credentials = CREDENTIALS
    ids: Literal["sequence", "stable"] = "sequence"
    """Ids that are positions and shift on a delete, or that stay."""
    id_prefix: str = ""
    """What stands before the number of an id: with it ids are words."""
    order: Literal["newest", "oldest"] = "newest"
    """Which messages the first page holds."""
    rows: Literal["ascending", "descending"] = "ascending"
    """How ids run inside a page."""
    first_page: int = 1
    """The number of the first page."""
    paged: bool = True
    """Whether `page` counts; else every page is the first."""
    page_rows: int = PAGE_ROWS
    """Messages on a page."""
    page_count: Literal["floor", "ceiling", "last"] = "floor"
    """What `n_of_pages` says: full pages, all pages, or the number of the last one."""
    bodies: Bodies = "utf8"
    """Form-encoded in either charset (Latin-1 with the additions of Windows), as they are,
    form-encoded twice in UTF-8, or with their accents lost."""
    numbers: Literal["number", "text"] = "number"
    """How `id`, `total`, `page` and `n_of_pages` are written."""
    single: Literal["object", "list"] = "object"
    """Whether one message comes as an object or as a list of one."""
    receipt_keys: Literal["data", "date", "mixed"] = "data"
    """Key set of `GET /send/{code}`: data/object/message, date/subject/body, or by turns."""
    receipt_names: tuple[str, str, str] | None = None
    """Other keys for date, subject and body there."""
    receipt_bodies: Literal["receipt", "original"] = "receipt"
    """What receipts say: their own text naming the addressee, or the letter's, naming nobody."""
    receipt_delay: float = 2.0
    """Seconds from a sending to its acceptance; deliveries and notices are multiples of it."""
    send_period: float = 1.0
    """Least seconds between two accepted sendings."""
    heavy_past: bool = False
    """Whether the mailbox also holds the receipts of sendings with large files, months old."""
    lively: bool = False
    """Whether new letters keep coming."""
    lively_period: float = 40.0
    """Seconds between them."""
    quota_limit: int = 1_048_576
    """KiB."""
    quota_unit: Literal["KB", "MB", "B"] = "KB"
    """In what the quota is answered."""
    attachments: Packing = "either"
    """How files must be packed; "spoiled" takes data URIs too, head and all, for base64."""
    search: Literal["words", "phrase", "ignored"] = "words"
    """What `q` asks for: every word in any order, the line as it is, or nothing."""
    search_in: Literal["all", "heading", "subject"] = "all"
    """Where it is looked for: texts too, sender and subject, or the subject only."""
    search_whole: bool = False
    """Whether only whole words are found."""
    faults: tuple[Fault, ...] = ()
