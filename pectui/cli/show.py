"""`pectui show`: one message, decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.cli import output
from pectui.cli.inbox import sender_text
from pectui.cli.parser import message_id
from pectui.cli.runner import run_with_session
from pectui.cli.views import local, message_view
from pectui.models import Kind
from pectui.pec.addresses import display_sender
from pectui.text import clean_block, clean_line

if TYPE_CHECKING:
    import argparse

    from pectui.cli.parser import Parser
    from pectui.models import Message
    from pectui.services.session import Session


def add_arguments(parser: Parser) -> None:
    """Add the message's number and the raw view."""
    parser.add_argument("id", metavar="ID", type=message_id, help=t("cli.show.id"))
    parser.add_argument("--raw", action="store_true", help=t("cli.show.raw"))


def run(arguments: argparse.Namespace) -> int:
    """Print the message."""

    async def work(session: Session) -> Message:
        return await session.mailbox.read_id(arguments.id)

    message = run_with_session(arguments, work)
    if arguments.json:
        output.document(_view(message, raw=arguments.raw))
    else:
        output.data(_page(message, raw=arguments.raw))
    return 0


def _view(message: Message, *, raw: bool) -> dict[str, object]:
    view = message_view(message.envelope) | {
        "body": _readable(message),
        "html": message.body.html,
        "charset": message.body.charset,
    }
    return view | {"raw": message.body.raw} if raw else view


def _readable(message: Message) -> str:
    if not message.body.html:
        return message.body.text
    from pectui.html import to_text

    return to_text(message.body.text).text


def _page(message: Message, *, raw: bool) -> str:
    envelope, body = message.envelope, message.body
    date = local(envelope.date) if envelope.date else clean_line(envelope.date_text) or "—"
    fields = [
        (t("cli.show.from"), sender_text(envelope)),
        (t("cli.show.to"), clean_line(display_sender(envelope.recipient)) or "—"),
        (t("cli.show.date"), date),
        (t("cli.show.kind"), t(f"kinds.{envelope.kind}")),
        (t("cli.show.subject"), clean_line(envelope.subject) or t("cli.no-subject")),
    ]
    if envelope.code:
        fields.append((t("cli.show.code"), envelope.code))
    if envelope.kind is Kind.ANOMALY:
        fields.append((t("cli.show.note"), t("reader.anomaly")))
    wide = max(len(name) for name, _ in fields) + 2
    head = "\n".join(f"{name + ':':<{wide}}{value}" for name, value in fields)
    text = body.raw if raw else _readable(message)
    return "\n".join((head, "", clean_block(text) or t("cli.show.empty")))
