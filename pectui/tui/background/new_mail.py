"""Tells the person of new mail, once for all that a new-mail scan found.

Letters and trouble are told. Acceptances and deliveries are what was hoped for: they are quiet, but
for the receipt after which none is to come for its sending.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from pectui.catalogue import t
from pectui.errors import PectuiError
from pectui.pec.codes import without_code
from pectui.pec.kinds import strip_prefix
from pectui.pec.receipts import announces_trouble
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.formats.cells import fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pectui.models import HeldMessage, Sending
    from pectui.tui.program import Host
    from pectui.tui.terminal.attention import Attention

_LOG = logging.getLogger("pectui.tui")

MOST_ASKED = 10
"""Sendings of one look whose receipts are asked for, to know whether these were the last."""
MOST_NAMED = 3
TOAST_SECONDS = 5.0
_TOAST_ROOM = 56
"""Cells of one line in a toast."""
_TOAST_LINES = 2
"""As many of which what is told may fill, and a little of the next, for lines break at words."""


@dataclass(frozen=True, slots=True)
class News:
    """One thing to tell, in words that passed the gate."""

    what: str
    who: str
    subject: str
    is_trouble: bool = False

    def __str__(self) -> str:
        """Return it as one line."""
        if not self.subject:
            return t("notices.one.bare", what=self.what, who=self.who)
        return t("notices.one", what=self.what, who=self.who, subject=self.subject)


class NewMail:
    """Tells the person of new mail in the ways that the setting `notify` names."""

    def __init__(self, program: Host, attention: Attention, *, toast: bool) -> None:
        self._program = program
        self._attention = attention
        self._toast = toast
        self._unread = 0
        self._settled: set[str] = set()
        """Codes of sendings that were told to be settled."""
        self._is_away = False
        """Whether the terminal is an editor's now."""
        self._kept: tuple[HeldMessage, ...] = ()
        """New mail to be told when the terminal is ours again."""

    def open(self) -> None:
        """Show the mailbox in the terminal's title. The app must be running."""
        app = self._program.app
        app.app_suspend_signal.subscribe(app, lambda _: self._leave(), immediate=True)
        app.app_resume_signal.subscribe(app, lambda _: self._return(), immediate=True)
        self._show_title()

    def close(self) -> None:
        """Leave the terminal's title as it was; harmless when it was not touched."""
        if not self._is_away:
            self._attention.close()
        # What still comes while the program ends is told no more.
        self._is_away = True

    def show_unread(self, unread: int) -> None:
        """Show how many messages wait to be read; good news on sendings never waits."""
        self._unread = unread
        self._show_title()

    def tell(self, rows: Sequence[HeldMessage]) -> None:
        """Tell of the new messages of one look, newest first.

        Returns at once. However many there are, it is one notice; there is none where nothing
        among them is worth one.
        """
        if self._is_away:
            self._kept = (*rows, *self._kept)
            return
        if not rows:
            return

        async def work() -> None:
            await self._tell(tuple(rows))

        self._program.call("notice", work)

    async def _tell(self, rows: tuple[HeldMessage, ...]) -> None:
        news = await self._news(rows)
        if self._is_away:
            self._kept = (*rows, *self._kept)
            return
        if not news:
            return
        words = in_words(news)
        if self._toast:
            room = _TOAST_LINES * min(_TOAST_ROOM, self._program.app.size.width - 6)
            line = words if cell_len(words) <= room else fit(words, room)
            severity: show.Severity = "warning" if news[0].is_trouble else "information"
            title = self._program.label if self._program.is_shown else ""
            show.notify(
                self._program.app, line, title=title, severity=severity, timeout=TOAST_SECONDS
            )
        await self._attention.call(self._title, words)

    # ── what is worth telling ────────────────────────────────────────────────

    async def _news(self, rows: tuple[HeldMessage, ...]) -> list[News]:
        """Return what is worth telling, trouble first."""
        receipts = [row for row in rows if row.envelope.kind.is_receipt]
        codes = dict.fromkeys(row.envelope.code for row in receipts)
        await self._program.session.tracking.take_listed(row.envelope for row in receipts)
        sendings = {
            code: sending
            for code in codes
            if code and (sending := await self._program.session.tracking.sending(code))
        }
        loud = [row for row in rows if row.unread and not row.envelope.kind.is_good]
        # What went wrong with a sending says more than that nothing else will come.
        told = {row.envelope.code for row in loud}
        good = {
            row.envelope.code: None
            for row in receipts
            if row.envelope.kind.is_good and row.envelope.code not in told
        }
        news = [_news_of(row, sendings) for row in loud]
        news += [_settled(one) for one in await self._newly_settled(good, sendings)]
        return sorted(news, key=lambda one: not one.is_trouble)

    async def _newly_settled(
        self, codes: Iterable[str | None], sendings: Mapping[str, Sending]
    ) -> list[Sending]:
        """Return which of these sendings are settled and were not told to be."""
        found: list[Sending] = []
        asked = 0
        for code in codes:
            sending = sendings.get(code or "")
            if sending is None or code is None or code in self._settled:
                continue
            # Of several recipients only the texts tell whose receipt it is.
            several = len(sending.recipients) > 1
            if several and not sending.state.is_final and asked < MOST_ASKED:
                asked += 1
                try:
                    sending = await self._program.session.tracking.refresh(code)
                except PectuiError as error:
                    _LOG.info("whether a sending is settled is not known: %s", error)
                    asked = MOST_ASKED
            if sending.state.is_final:
                self._settled.add(code)
                found.append(sending)
        return found

    # ── the title, the terminal ──────────────────────────────────────────────

    @property
    def _title(self) -> str:
        mailbox = clean_line(self._program.mailbox, 80)
        if self._unread:
            return t("notices.title.unread", count=self._unread, mailbox=mailbox)
        return t("notices.title", mailbox=mailbox)

    def _show_title(self) -> None:
        if not self._is_away and self._program.is_shown:
            self._attention.set_title(self._title)

    def _leave(self) -> None:
        self._is_away = True

    def _return(self) -> None:
        self._is_away = False
        rows, self._kept = self._kept, ()
        self._show_title()
        self.tell(rows)


def in_words(news: Sequence[News]) -> str:
    """Return one line that tells all of it."""
    if len(news) == 1:
        return str(news[0])
    items = list(dict.fromkeys(t("notices.item", who=one.who, what=one.what) for one in news))
    named = ", ".join(items[:MOST_NAMED]) + (", …" if len(items) > MOST_NAMED else "")
    return t("notices.several", count=len(news), items=named)


def _news_of(row: HeldMessage, sendings: Mapping[str, Sending]) -> News:
    envelope = row.envelope
    sending = sendings.get(envelope.code or "") if envelope.kind.is_receipt else None
    # A receipt comes from the provider: whom it is about says more, where that is certain.
    only = sending.recipients[0] if sending and len(sending.recipients) == 1 else None
    who = only or envelope.on_behalf_of or envelope.sender_address or envelope.sender
    subject = strip_prefix(envelope.subject, envelope.kind)
    return News(
        what=t(envelope.kind.key),
        who=clean_line(who, 80) or "—",
        subject=clean_line(without_code(subject) if envelope.kind.is_receipt else subject, 120),
        is_trouble=announces_trouble(envelope),
    )


def _settled(sending: Sending) -> News:
    recipients = sending.recipients
    count = len(recipients)
    who = recipients[0] if count == 1 else t("notices.recipients", count=count)
    return News(
        what=t(sending.state.key),
        who=clean_line(who, 80),
        subject=clean_line(sending.subject, 120),
        is_trouble=sending.state.has_failed,
    )
