"""`pectui inbox`: one page of the inbox, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.cli import output
from pectui.cli.parser import positive
from pectui.cli.runner import run_with_session
from pectui.cli.table import GAP, WHOLE, listing
from pectui.cli.views import local, message_views
from pectui.errors import Unreachable
from pectui.pec.addresses import display_sender
from pectui.pec.kinds import strip_prefix
from pectui.text import clean_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pectui.cli.parser import Parser
    from pectui.models import Envelope
    from pectui.services.remote.listing import Page
    from pectui.services.session import Session

_LEAST = (WHOLE, 9, WHOLE, 12, 16)
"""Cells that number, kind, date, sender and subject need on a terminal."""
_NEEDLESS = (3, 2)
"""Sender and date, left out where the subject lacks room."""
_WIDE = 100
"""Columns from which a date has its year and time."""


def add_arguments(parser: Parser) -> None:
    """Add the search and the page."""
    parser.add_argument(
        "-q", "--query", metavar=t("cli.text"), default="", help=t("cli.inbox.query")
    )
    parser.add_argument(
        "-p", "--page", metavar="N", type=positive, default=1, help=t("cli.inbox.page")
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the page."""

    async def work(session: Session) -> None:
        page = await session.mailbox.page(arguments.page, arguments.query)
        _print(page, as_json=arguments.json)
        # Only now has the person seen which number is which message.
        await session.mailbox.note_shown(page.envelopes, query=page.query, page=page.number)

    try:
        run_with_session(arguments, work)
    except Unreachable as error:
        code = output.failure(error, as_json=arguments.json)
        if not arguments.json:
            output.words(f"  {t('cli.inbox.offline')}")
        return code
    return 0


def _print(page: Page, *, as_json: bool) -> None:
    if as_json:
        output.document(
            {
                "page": page.number,
                "pages": page.pages,
                "total": page.total,
                "query": page.query or None,
                "messages": message_views(page.envelopes),
            }
        )
        return
    if page.envelopes:
        output.data(message_table(page.envelopes))
    output.words(_summary(page))


def message_table(envelopes: Sequence[Envelope]) -> str:
    """Return rows of the mailbox as a table for the terminal, or for a pipe."""
    heading = (
        t("cli.inbox.number"),
        t("cli.inbox.kind"),
        t("cli.inbox.date"),
        t("cli.inbox.sender"),
        t("cli.inbox.subject"),
    )
    width = output.list_width()
    rows = [_row(envelope, width) for envelope in envelopes]
    return listing(heading, rows, width, _record, least=_LEAST, needless=_NEEDLESS, numbers=0)


def _record(row: tuple[str, ...]) -> tuple[str, ...]:
    number, kind, date, sender, subject = row
    return f"{number}{GAP}{kind}{GAP}{subject}", f"{date}{GAP}{sender}"


def _row(envelope: Envelope, width: int | None) -> tuple[str, str, str, str, str]:
    subject = envelope.subject
    if width is not None:
        # The kind has a column; the room is for the subject's own words.
        subject = strip_prefix(subject)
    return (
        str(envelope.id) if envelope.id is not None else "—",
        t(envelope.kind.key),
        _date(envelope, width) or "—",
        sender_text(envelope) if width is None else who_words(envelope),
        clean_line(subject) or t("cli.no-subject"),
    )


def _date(envelope: Envelope, width: int | None) -> str:
    if envelope.date is None:
        return clean_line(envelope.date_text, 20)
    return local(envelope.date, zone=False, short=width is not None and width < _WIDE)


def who_words(envelope: Envelope) -> str:
    """Return whose the letter is: the kind beside it tells that it came in an envelope."""
    who = envelope.on_behalf_of or display_sender(envelope.sender)
    return clean_line(who) or "—"


def sender_text(envelope: Envelope) -> str:
    """Return who wrote, with the mark of a provider's envelope, past the gate."""
    if envelope.on_behalf_of:
        return t("cli.on-behalf-of", address=clean_line(envelope.on_behalf_of))
    return clean_line(display_sender(envelope.sender)) or "—"


def _summary(page: Page) -> str:
    if not page.envelopes:
        if page.number > page.pages:
            return t("cli.inbox.past-the-end", page=page.number, pages=page.pages)
        return t("cli.inbox.nothing-found") if page.query else t("cli.inbox.empty")
    place = t("cli.inbox.place", page=page.number, pages=page.pages)
    return place if page.total is None else f"{place} · {tn('cli.inbox.messages', page.total)}"
