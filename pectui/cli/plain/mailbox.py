"""The words about messages: listing, searching, opening, answering, counting as unread."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.cli.inbox import who_words
from pectui.cli.plain.listing import Listing
from pectui.cli.plain.writing import write
from pectui.cli.show import page_of
from pectui.cli.views import few, local
from pectui.errors import ArgumentInvalid
from pectui.models import HeldMessage, MailView
from pectui.pec.codes import without_code
from pectui.pec.kinds import strip_prefix
from pectui.search import Filter, parse
from pectui.services.conversion import readable
from pectui.services.sending.replies import forward_draft, reply_draft
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from pectui.cli.plain.desk import Desk

_COLUMN = re.compile(r"^([^:\n]*:) +", re.MULTILINE)
MOST_FOUND = 100_000
"""Messages that a search lists at most."""


async def list_messages(desk: Desk, rest: str) -> None:
    """List a view of the copy, all of it where none is named. Raises ArgumentInvalid."""
    view = _view(rest)
    mailbox = desk.local.mailbox
    if not mailbox.held_here and not desk.news.looked.is_set():
        desk.console.tell(t("plain.first-look"))
        await desk.news.looked.wait()
    wanted = Filter(view=view)
    is_judged = view is MailView.TROUBLE  # how sendings stand by now has a say in it
    rows = await mailbox.find(wanted, MOST_FOUND) if is_judged else mailbox.window(wanted)
    heading = f"{t(view.key)}: {tn('cli.inbox.messages', len(rows))}"
    if not desk.local.sync.progress.complete:
        heading = t("plain.still-listing", heading=heading)
    listing = Listing(heading, rows, await row_line(desk), partial(open_message, desk))
    desk.show(listing, empty=t("plain.nothing", view=t(view.key)))


def _view(typed: str) -> MailView:
    if not typed:
        return MailView.ALL
    names = {name: view for view in MailView for name in (view.value, t(view.key).casefold())}
    try:
        return names[typed.casefold()]
    except KeyError:
        views = ", ".join(t(view.key).casefold() for view in MailView)
        raise ArgumentInvalid(t("plain.no-view", view=clean_line(typed), views=views)) from None


async def search(desk: Desk, rest: str) -> None:
    """List what a search of the copy finds."""
    if not rest:
        raise ArgumentInvalid(t("plain.search-what", word=t("plain.word.search")))
    wanted = parse(rest)
    for problem in wanted.problems:
        desk.console.warn(str(problem))
    rows = await desk.local.mailbox.find(Filter(wanted), MOST_FOUND)
    heading = t("plain.found", found=tn("cli.inbox.messages", len(rows)))
    listing = Listing(heading, rows, await row_line(desk), partial(open_message, desk))
    desk.show(listing, empty=t("cli.inbox.nothing-found"))


async def row_line(desk: Desk) -> Callable[[HeldMessage], str]:
    """Return what tells a message as one line; of a receipt, to whom its sending went."""
    addressees = await desk.session.tracking.addressees()

    def line(row: HeldMessage) -> str:
        envelope = row.envelope
        to = addressees.get(envelope.code or "") if envelope.kind.is_receipt else None
        return _row_words(row, t("plain.row.to", recipients=few(to)) if to else who_words(envelope))

    return line


def _row_words(row: HeldMessage, who: str) -> str:
    """Return a message as one line; the subject's own words, for its kind is said before."""
    envelope = row.envelope
    subject = strip_prefix(envelope.subject, envelope.kind)
    if envelope.kind.is_receipt:
        subject = without_code(subject)
    date = local(envelope.date, zone=False) if envelope.date else clean_line(envelope.date_text)
    words = t(
        "plain.row",
        kind=t(envelope.kind.key),
        date=date or "—",
        who=who,
        subject=clean_line(subject) or t("cli.no-subject"),
    )
    return t("plain.row.unread", row=words) if row.unread else words


async def open_message(desk: Desk, row: HeldMessage) -> None:
    """Tell a message: from the copy where it is held there, else asked from the service."""
    message = await desk.local.read(row)
    text = await readable(message.body)
    desk.message = row
    head, blank, body = page_of(message, text, raw=False).partition("\n\n")
    # Columns are for the eye: to be heard, one blank behind a name is enough.
    desk.read(_COLUMN.sub(r"\1 ", head) + blank + body)
    if row.unread:
        await desk.local.mailbox.mark([row], lambda marks: replace(marks, unread=False))


def _message(desk: Desk, typed: str) -> HeldMessage:
    """Return the message with a number, or the one opened last. Raises ArgumentInvalid."""
    row = desk.row(typed) if typed else desk.message
    if not isinstance(row, HeldMessage):
        raise ArgumentInvalid(t("plain.message-first", word=t("plain.word.open")))
    return row


async def reply(desk: Desk, rest: str) -> None:
    """Write an answer; a machine that wrote a receipt gets none."""
    row = _message(desk, rest)
    if row.envelope.kind.is_receipt:
        raise ArgumentInvalid(t("plain.no-answer"))
    draft = await reply_draft(await desk.local.read(row), desk.session.account)
    await write(desk, draft)


async def forward(desk: Desk, rest: str) -> None:
    """Write a letter that carries the text of a message on."""
    message = await desk.local.read(_message(desk, rest))
    await write(desk, await forward_draft(message, desk.session.account))


async def unread(desk: Desk, rest: str) -> None:
    """Count a message as unread."""
    row = _message(desk, rest)
    await desk.local.mailbox.mark([row], lambda marks: replace(marks, unread=True))
    desk.console.tell(t("plain.unread"))
