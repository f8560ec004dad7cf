"""The messages of the sandbox: in order of arrival, with ids, pages, search and sizes."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from pectui.sandbox.configuration import SandboxConfig

ROME = ZoneInfo("Europe/Rome")

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
Where = Literal["all", "heading", "subject"]
_LAST_CODE = re.compile(r" (\d{14,20})\s*$")


def _holds(text: str, words: str, *, whole: bool) -> bool:
    if not whole:
        return words in text
    return re.search(rf"\b{re.escape(words)}\b", text) is not None


def mail_date(moment: datetime) -> str:
    """Return `moment` as a mail header writes it, such as `Wed, 26 Aug 2020 10:00:35 +0200`."""
    local = moment.astimezone(ROME)
    return (
        f"{_DAYS[local.weekday()]}, {local.day:02} {_MONTHS[local.month - 1]} {local.year}"
        f" {local:%H:%M:%S %z}"
    )


@dataclass(slots=True)
class Mail:
    """One message of the mailbox."""

    sender: str
    recipient: str
    date: datetime
    subject: str
    text: str | Callable[[], str]
    """The body, or what writes it when somebody reads it."""
    size: int
    """KiB it takes in the mailbox."""
    uid: int = 0
    """Given by the mailbox, growing with arrival."""
    raw: Mapping[str, object] = field(default_factory=dict)
    """Fields answered instead of the regular ones, whatever they are."""

    @property
    def body(self) -> str:
        """The text, written when it is first read."""
        if not isinstance(self.text, str):
            self.text = self.text()
        return self.text

    @property
    def code(self) -> str | None:
        """The sending code that ends the subject."""
        found = _LAST_CODE.search(self.subject)
        return found.group(1) if found else None

    def says(self, words: Iterable[str], where: Where = "all", *, whole: bool = False) -> bool:
        """Whether subject, sender or body, as far as `where` says, hold all `words` (casefolded).

        With `whole` no part of a word counts.
        """
        heading = self.subject if where == "subject" else f"{self.subject}\n{self.sender}"
        heading = heading.casefold()
        missing = [word for word in words if not _holds(heading, word, whole=whole)]
        if not missing or where != "all":
            return not missing
        body = self.body.casefold()
        return all(_holds(body, word, whole=whole) for word in missing)


class Mailbox:
    """Messages in order of arrival, oldest first."""

    def __init__(self, config: SandboxConfig) -> None:
        self._by_position: bool = config.ids == "sequence"
        self._order: Literal["newest", "oldest"] = config.order
        self._descending = config.rows == "descending"
        self._rows = config.page_rows
        self._search, self._where, self._whole = (
            config.search,
            config.search_in,
            config.search_whole,
        )
        self._next_uid = 1
        self.mails: list[Mail] = []

    @property
    def usage(self) -> int:
        """KiB taken."""
        return sum(mail.size for mail in self.mails)

    def usage_at(self, moment: datetime) -> int:
        """Return the KiB taken by what had arrived at `moment` and is still there."""
        return sum(mail.size for mail in self.mails if mail.date <= moment)

    def add(self, mail: Mail) -> Mail:
        """Put `mail` behind all others."""
        mail.uid = self._next_uid
        self._next_uid += 1
        self.mails.append(mail)
        return mail

    def id_of(self, mail: Mail) -> int:
        """Return the id the service gives `mail` at this moment."""
        return self._position(mail.uid) + 1 if self._by_position else mail.uid

    def _position(self, uid: int) -> int:
        return bisect_left(self.mails, uid, key=lambda mail: mail.uid)

    def get(self, message_id: int) -> Mail | None:
        """Return the message that `message_id` leads to now."""
        position = message_id - 1 if self._by_position else self._position(message_id)
        if not 0 <= position < len(self.mails):
            return None
        mail = self.mails[position]
        return mail if self._by_position or mail.uid == message_id else None

    def remove(self, mail: Mail) -> None:
        """Take `mail` out; where ids are positions, all behind it move up."""
        del self.mails[self._position(mail.uid)]

    def find(self, query: str) -> list[Mail]:
        """Return what `query` finds, oldest first; everything for a blank one."""
        line = query.casefold()
        words = [line.strip()] if self._search == "phrase" else line.split()
        if not line.strip() or self._search == "ignored":
            return self.mails
        where, whole = self._where, self._whole
        return [mail for mail in self.mails if mail.says(words, where, whole=whole)]

    def page(self, found: list[Mail], index: int) -> list[Mail]:
        """Return page `index` (0 is the first) of `found`, in the order the service shows."""
        if self._order == "oldest":
            rows = found[index * self._rows : (index + 1) * self._rows]
        else:
            end = len(found) - index * self._rows
            rows = found[max(0, end - self._rows) : end] if end > 0 else []
        return rows[::-1] if self._descending else rows

    def mentioning(self, code: str) -> list[Mail]:
        """Return every message with `code` in its subject: longer codes and replies too."""
        return [mail for mail in self.mails if code in mail.subject]
