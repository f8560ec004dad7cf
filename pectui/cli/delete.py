"""`pectui delete`: delete messages, each after checking that it is still the one listed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.cli import output
from pectui.cli.inbox import sender_text
from pectui.cli.parser import message_id
from pectui.cli.runner import run_with_session
from pectui.cli.views import local
from pectui.errors import ArgumentInvalid, PectuiError
from pectui.services.remote.deletion import Deletion
from pectui.text import clean_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pectui.cli.parser import Parser
    from pectui.models import Envelope
    from pectui.services.session import Session


def add_arguments(parser: Parser) -> None:
    """Add the messages' numbers and the assent."""
    parser.add_argument("ids", metavar="ID", nargs="+", type=message_id, help=t("cli.delete.ids"))
    parser.add_argument("-y", "--yes", action="store_true", help=t("cli.delete.yes"))


def run(arguments: argparse.Namespace) -> int:
    """Ask where somebody can answer, then delete; the exit code is that of the first refusal."""
    if not arguments.yes and not output.is_terminal(sys.stdin):
        raise ArgumentInvalid(t("cli.delete.needs-yes"))

    async def work(
        session: Session,
    ) -> tuple[list[int], list[tuple[int | None, PectuiError]]] | None:
        listed = await session.mailbox.listed(arguments.ids)
        if listed.envelopes and not arguments.yes and not _agrees(listed.envelopes):
            return None
        done = Deletion((), ())
        if listed.envelopes:
            done = await session.mailbox.delete(listed.envelopes)
        refused = [(row.id, error) for row, error in done.refused]
        deleted = [row.id for row in done.deleted if row.id is not None]
        return deleted, [*listed.refused, *refused]

    result = run_with_session(arguments, work)
    if result is None:
        output.words(t("cli.delete.nothing"))
        if arguments.json:
            output.document({"deleted": [], "refused": []})
        return 0
    deleted, refused = result
    code = refused[0][1].exit_code if refused else 0
    return output.report(code, lambda: _tell(deleted, refused, as_json=arguments.json))


def _agrees(envelopes: Sequence[Envelope]) -> bool:
    """Show what will go and ask; whether the answer is yes."""
    output.words(tn("cli.delete.will-go", len(envelopes)))
    for row in envelopes:
        subject = clean_line(row.subject, 80) or t("cli.no-subject")
        date = local(row.date, zone=False) if row.date else clean_line(row.date_text, 40)
        output.words(f"  {row.id}  {date}  {sender_text(row)}  {subject}")
    return output.ask(t("cli.delete.sure"))


def _tell(
    deleted: Sequence[int], refused: Sequence[tuple[int | None, PectuiError]], *, as_json: bool
) -> None:
    if as_json:
        reasons = [{"id": number, "reason": error.detail} for number, error in refused]
        output.document({"deleted": list(deleted), "refused": reasons})
        return
    for gone in deleted:
        output.data(t("cli.delete.deleted", id=gone))
    for number, error in refused:
        output.words(t("cli.delete.refused", id=number, reason=str(error)))
    if refused:
        output.words(f"  {refused[0][1].hint}")
