"""`pectui sync`: brings the copy of the mailbox up to date once, receipts and states included."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pectui.catalogue import apart, t, thousands, tn
from pectui.cli import output
from pectui.cli.runner import run_with_session
from pectui.services.receipts.tracking import MOST_ADOPTED

if TYPE_CHECKING:
    import argparse

    from pectui.cli.parser import Parser
    from pectui.models import Envelope
    from pectui.services.mailbox.contents import Change
    from pectui.services.mailbox.opening import LocalServices
    from pectui.services.mailbox.sync import Progress
    from pectui.services.session import Session

_TELL_EVERY = 1000
"""Messages from one word about the progress to the next."""


def add_arguments(parser: Parser) -> None:
    """Add nothing: the command takes the common options only."""


def run(arguments: argparse.Namespace) -> int:
    """Bring everything up to date and tell what came of it."""

    async def work(session: Session) -> None:
        from pectui.services.mailbox.opening import open_local_services  # late: --help needs none

        async with open_local_services(session, look_seconds=0.0) as local:
            listed: list[Envelope] = []
            arrived: list[int] = []

            def note(change: Change) -> None:
                listed.extend(change.listed)
                arrived.extend(change.new)

            local.mailbox.on_change.append(note)
            local.sync.on_wait(_tell_who)
            if output.is_terminal(sys.stderr):
                local.sync.on_progress.append(_Teller())
            is_first = not local.mailbox.state("complete")
            try:
                outcome = await local.sync.bring_up_to_date()
                await local.mailbox.intake.index(whole=True)
                await session.tracking.take_listed(listed)
                await _settle(session, came=bool(listed))
            finally:
                # Also where the rest could not be asked for: nobody learns of these again.
                await session.hooks.run(await local.mailbox.rows(arrived))
            new = local.sync.progress.held if is_first else len(outcome.new)
            _tell(local, new, outcome.gone, as_json=arguments.json)

    run_with_session(arguments, work)
    return 0


async def _settle(session: Session, *, came: bool) -> None:
    """Find out what the list alone does not tell of sendings.

    Where nothing `came`, those made elsewhere can wait: a run without news is one request.
    """
    await session.tracking.ask_unclear(adopted=MOST_ADOPTED if came else 0)
    if any(sending.state.is_open for sending in await session.tracking.sendings()):
        await session.outbox.reconcile()


def _tell(local: LocalServices, new: int, gone: int, *, as_json: bool) -> None:
    progress = local.sync.progress
    if as_json:
        output.document(
            {
                "held": progress.held,
                "total": progress.total,
                "new": new,
                "gone": gone,
                "complete": progress.reconciled,
            }
        )
        return
    held = tn("cli.sync.held", progress.held)
    output.words(t("cli.sync.done", held=held, **apart(new=new, gone=gone)))
    if not progress.reconciled:
        output.words(t("cli.sync.not-complete"))
    if not local.is_kept:
        output.words(t("cli.sync.not-kept"))


def _tell_who(process: int | None) -> None:
    who = t("cli.sync.process", process=process) if process is not None else t("cli.sync.another")
    output.words(t("cli.sync.waiting", who=who))


class _Teller:
    """Says now and then how far a long reading is."""

    def __init__(self) -> None:
        self._told = 0

    def __call__(self, progress: Progress) -> None:
        if progress.held >= self._told + _TELL_EVERY:
            self._told = progress.held
            total = thousands(progress.total) if progress.total is not None else "?"
            output.words(t("cli.sync.progress", held=thousands(progress.held), total=total))
