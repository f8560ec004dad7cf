"""`pectui delete`: delete messages, each after checking that it is still the one listed."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.cli import output
from pectui.cli.inbox import sender_text
from pectui.cli.parser import message_id
from pectui.cli.runner import run_with_session
from pectui.cli.views import local
from pectui.errors import ArgumentInvalid, DeletionUnknown
from pectui.text import clean_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pectui.cli.parser import Parser
    from pectui.errors import PectuiError
    from pectui.models import Envelope
    from pectui.services.session import Session


def add_arguments(parser: Parser) -> None:
    """Add the messages' numbers and the assent."""
    parser.add_argument("ids", metavar="ID", nargs="+", type=message_id, help=t("cli.delete.ids"))
    parser.add_argument("-y", "--yes", action="store_true", help=t("cli.delete.yes"))


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of the numbers given."""

    deleted: tuple[int, ...] = ()
    refused: tuple[tuple[int | None, PectuiError], ...] = ()
    unknown: tuple[tuple[int | None, PectuiError], ...] = ()

    @property
    def exit_code(self) -> int:
        """The outside contract's code: 8 for what is unknown, or done in part only."""
        if self.unknown or (self.deleted and self.refused):
            return DeletionUnknown.exit_code
        return self.refused[0][1].exit_code if self.refused else 0

    def view(self) -> dict[str, object]:
        """Return the JSON; without `unknown` entries there is no such key."""
        view: dict[str, object] = {
            "deleted": list(self.deleted),
            "refused": _reasons(self.refused),
        }
        return view | ({"unknown": _reasons(self.unknown)} if self.unknown else {})


def run(arguments: argparse.Namespace) -> int:
    """Ask where somebody can answer, then delete; the exit code says what was done."""
    if not arguments.yes and not output.is_terminal(sys.stdin):
        raise ArgumentInvalid(t("cli.delete.needs-yes"))

    async def work(session: Session) -> _Outcome | None:
        listed = await session.mailbox.listed(arguments.ids)
        if not listed.envelopes:
            return _Outcome(refused=listed.refused)
        if not arguments.yes and not _agrees(listed.envelopes):
            return None
        from pectui.services.mailbox.opening import open_taking_away  # late: a refusal needs none

        async with open_taking_away(session) as take_away:
            done = await session.mailbox.delete(listed.envelopes, gone=take_away)
        return _Outcome(
            tuple(row.id for row in done.deleted if row.id is not None),
            (*listed.refused, *((row.id, error) for row, error in done.refused)),
            tuple((row.id, error) for row, error in done.unknown),
        )

    outcome = run_with_session(arguments, work)
    if outcome is None:
        output.words(t("cli.delete.nothing"))
        outcome = _Outcome()
    code, told = outcome.exit_code, outcome
    return output.report(code, lambda: _tell(told, as_json=arguments.json))


def _agrees(envelopes: Sequence[Envelope]) -> bool:
    """Show what will go and what it proves, and ask; whether all was seen and agreed to."""
    from pectui.services.mailbox.deletion import deletion_warnings  # late: a script asks nothing

    seen = all(output.words(line) for line in deletion_warnings(envelopes))
    seen &= output.words(tn("cli.delete.will-go", len(envelopes)))
    for row in envelopes:
        subject = clean_line(row.subject, 80) or t("cli.no-subject")
        date = local(row.date, zone=False) if row.date else clean_line(row.date_text, 40)
        seen &= output.words(f"  {row.id}  {date}  {sender_text(row)}  {subject}")
    return seen and output.ask(t("cli.delete.sure"))


def _reasons(rows: Sequence[tuple[int | None, PectuiError]]) -> list[dict[str, object]]:
    return [{"id": number, "reason": error.detail} for number, error in rows]


def _tell(outcome: _Outcome, *, as_json: bool) -> None:
    if as_json:
        output.document(outcome.view())
        return
    for number, error in outcome.refused:
        output.words(t("cli.delete.refused", id=number, reason=str(error)))
    for number, error in outcome.unknown:
        output.words(t("cli.delete.unknown", id=number, reason=str(error)))
    for hint in dict.fromkeys(error.hint for _, error in (*outcome.refused, *outcome.unknown)):
        output.words(f"  {hint}")
    for gone in outcome.deleted:
        output.data(t("cli.delete.deleted", id=gone))
