"""`pectui inbox`: one page of the inbox, newest first."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.cli import output
from pectui.cli.parser import positive
from pectui.cli.runner import run_with_session
from pectui.cli.table import table, terminal_width
from pectui.cli.views import local, message_views
from pectui.pec.addresses import display_sender
from pectui.text import clean_line

if TYPE_CHECKING:
    import argparse

    from pectui.cli.parser import Parser
    from pectui.models import Envelope
    from pectui.services.remote.listing import Page
    from pectui.services.session import Session

_ID, _SENDER = 0, 3


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

    async def work(session: Session) -> Page:
        return await session.mailbox.page(arguments.page, arguments.query)

    page = run_with_session(arguments, work)
    if arguments.json:
        output.document(
            {
                "page": page.number,
                "pages": page.pages,
                "total": page.total,
                "query": page.query or None,
                "messages": message_views(page.envelopes),
            }
        )
        return 0
    if page.envelopes:
        output.data(_table(page))
    output.words(_summary(page))
    return 0


def _table(page: Page) -> str:
    heading = (
        t("cli.inbox.number"),
        t("cli.inbox.kind"),
        t("cli.inbox.date"),
        t("cli.inbox.sender"),
        t("cli.inbox.subject"),
    )
    width = terminal_width(limited=output.is_terminal(sys.stdout))
    return table([heading, *map(_row, page.envelopes)], width, shrink=_SENDER, numbers=_ID)


def _row(envelope: Envelope) -> tuple[str, str, str, str, str]:
    number = str(envelope.id) if envelope.id is not None else "—"
    date = local(envelope.date, zone=False) if envelope.date else clean_line(envelope.date_text, 20)
    return (
        number,
        t(f"kinds.{envelope.kind}"),
        date or "—",
        sender_text(envelope),
        clean_line(envelope.subject) or t("cli.no-subject"),
    )


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
