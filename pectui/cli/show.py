"""`pectui show`: one message, decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.cli import output
from pectui.cli.inbox import sender_text
from pectui.cli.parser import message_id
from pectui.cli.runner import run_with_session
from pectui.cli.views import local
from pectui.models import Kind
from pectui.pec.addresses import display_sender
from pectui.services.conversion import notes_on, readable
from pectui.services.documents import message_view
from pectui.text import clean_block, clean_line, without_joiners

if TYPE_CHECKING:
    import argparse

    from pectui.cli.parser import Parser
    from pectui.models import Message
    from pectui.services.conversion import Readable
    from pectui.services.session import Session


def add_arguments(parser: Parser) -> None:
    """Add the message's number and the raw view."""
    parser.add_argument("id", metavar="ID", type=message_id, help=t("cli.show.id"))
    parser.add_argument("--raw", action="store_true", help=t("cli.show.raw"))


def run(arguments: argparse.Namespace) -> int:
    """Print the message."""

    async def work(session: Session) -> None:
        message = await session.mailbox.read_id(arguments.id)
        text = await readable(message.body)
        if arguments.json:
            output.document(_view(message, text, raw=arguments.raw))
        else:
            output.prose(page_of(message, text, raw=arguments.raw), hang=0)
        await session.mailbox.note_read(message)

    run_with_session(arguments, work)
    return 0


def _view(message: Message, text: Readable, *, raw: bool) -> dict[str, object]:
    view = message_view(message.envelope) | {
        "body": without_joiners(text.text),
        "html": message.body.html,
        "charset": message.body.charset,
        "hidden": text.hidden,
        "given_up": text.given_up,
    }
    return view | {"raw": message.body.raw} if raw else view


def page_of(message: Message, text: Readable, *, raw: bool) -> str:
    """Return a message as lines: its fields, what is to be said of it, its text."""
    envelope, body = message.envelope, message.body
    date = local(envelope.date) if envelope.date else clean_line(envelope.date_text) or "—"
    fields = [
        (t("cli.show.from"), sender_text(envelope)),
        (t("cli.show.to"), clean_line(display_sender(envelope.recipient)) or "—"),
        (t("cli.show.date"), date),
        (t("cli.show.kind"), t(envelope.kind.key)),
        (t("cli.show.subject"), clean_line(envelope.subject) or t("cli.no-subject")),
    ]
    if envelope.code:
        fields.append((t("cli.show.code"), envelope.code))
    if envelope.kind is Kind.ANOMALY:
        fields.append((t("cli.show.note"), t("reader.anomaly")))
    wide = max(len(name) for name, _ in fields) + 2
    head = "\n".join(f"{name + ':':<{wide}}{value}" for name, value in fields)
    if raw:
        return "\n".join((head, "", clean_block(body.raw) or t("cli.show.empty")))
    notes = [f"[{note}]" for note in notes_on(text)]
    return "\n".join((head, *notes, "", text.clean or t("cli.show.empty")))
