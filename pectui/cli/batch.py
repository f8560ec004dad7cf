"""`pectui batch`: many letters at once, from a table."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pectui.catalogue import apart, t, thousands, tn
from pectui.cli import batch_views, output
from pectui.cli.batch_request import OF_BATCH, add_arguments, asked_for, times
from pectui.cli.runner import run_with_session
from pectui.errors import (
    ArgumentInvalid,
    BatchEmpty,
    BatchHeld,
    BatchNotReady,
    PectuiError,
    StoreUnusable,
)
from pectui.models import State, Why

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from pectui.services.batches.batches import Batches
    from pectui.services.batches.check import Check
    from pectui.services.batches.request import BatchRequest
    from pectui.services.batches.status import BatchStatus
    from pectui.services.session import Session

__all__ = ["add_arguments", "exit_code", "run"]


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked for; return the exit code of the outside contract."""
    actions: dict[str, Callable[[argparse.Namespace], int]] = {
        "split": _split, "check": _check, "preview": _preview, "test": _test, "send": _send,
        "status": _status, "report": _report, "pause": _hold, "resume": _resume, "stop": _hold,
    }  # fmt: skip
    if arguments.action in OF_BATCH and arguments.action != "status" and not arguments.target:
        raise ArgumentInvalid(t("cli.batch.which"))
    if arguments.action == "send":
        _refuse_a_part(arguments)
    return actions[arguments.action](arguments)


def _refuse_a_part(arguments: argparse.Namespace) -> None:
    """Raise ArgumentInvalid where sending is asked for a part, or for a file: all would leave."""
    given = {"--row": arguments.row, "--write": arguments.write, "--output": arguments.output}
    if names := [name for name, value in given.items() if value is not None]:
        raise ArgumentInvalid(t("cli.batch.not-to-send", names=", ".join(names)))


def _with_batches(arguments: argparse.Namespace, work: Callable[[Session, Batches], Any]) -> Any:
    """Run `work` with the batches of the account, and close everything after it."""

    async def main(session: Session) -> Any:
        from pectui.services.batches.batches import batches_of

        if not arguments.silent_of:
            return await work(session, batches_of(session))
        from pectui.services.mailbox.opening import open_writers

        async with open_writers(session) as are_known:
            if not are_known:
                raise ArgumentInvalid(t("cli.batch.no-copy"))
            return await work(session, batches_of(session))

    return run_with_session(arguments, main)


# Before anything leaves


def _split(arguments: argparse.Namespace) -> int:
    from pectui.services.batches.request import BatchRequest
    from pectui.services.batches.splitting import Split, write_split

    if not arguments.target:
        raise ArgumentInvalid(t("cli.batch.no-table"))
    if arguments.failed_of or arguments.silent_of:
        raise ArgumentInvalid(t("cli.batch.split-a-table"))
    if not arguments.output:
        raise ArgumentInvalid(t("cli.batch.where-workbook"))
    path = Path(arguments.output)

    async def work(session: Session, _: Batches) -> Split:
        request = BatchRequest(
            table=arguments.target,
            subject="",
            body="",
            to=arguments.to,
            header_row=arguments.header_row,
            sheet=arguments.sheet,
            without_hidden=arguments.without_hidden,
            language=session.account.letter_language,
        )
        return await asyncio.to_thread(write_split, request, path)

    done: Split = _with_batches(arguments, work)
    if arguments.json:
        warnings = [batch_views.finding_view(one) for one in done.findings]
        figures = {"rows": done.rows, "written": done.written, "warnings": warnings}
        output.document({"table": str(path)} | figures)
    else:
        batch_views.tell_findings("!", done.findings)
        counts = apart(rows=done.rows, written=done.written)
        output.words(t("cli.batch.split", **counts, path=str(path)))
    return 0


def _check(arguments: argparse.Namespace) -> int:
    async def work(session: Session, batches: Batches) -> Check:
        request = await asked_for(session, batches, arguments)
        _spare(arguments.output, request)
        return await batches.check(request, _reading)

    check: Check = _with_batches(arguments, work)
    if arguments.output:
        from pectui.services.batches.check_table import write_findings

        write_findings(check, Path(arguments.output))
    if arguments.json:
        output.document(batch_views.check_view(check))
    else:
        batch_views.tell_check(check)
    return 0 if check.is_ready else BatchNotReady.exit_code


def _spare(output: str | None, request: BatchRequest) -> None:
    """Raise ArgumentInvalid where what is to be written would go over a file of the batch."""
    if not output:
        return
    whole = request.from_anywhere()
    for path in (whole.table, whole.form, *whole.files):
        with contextlib.suppress(OSError, ValueError):
            if path and Path(output).samefile(path):
                raise ArgumentInvalid(t("cli.batch.over-the-table", name=Path(path).name))


def _reading(rows: int) -> None:
    if output.is_terminal(sys.stderr):
        output.words(t("cli.batch.reading", rows=thousands(rows)))


def _preview(arguments: argparse.Namespace) -> int:
    if arguments.row is None and not arguments.write:
        raise ArgumentInvalid(t("cli.batch.which-row"))

    async def work(session: Session, batches: Batches) -> Any:
        request = await asked_for(session, batches, arguments)
        if arguments.write:
            return await batches.write(request, Path(arguments.write))
        return request, *await batches.letter(request, arguments.row)

    found = _with_batches(arguments, work)
    if arguments.write:
        if arguments.json:
            output.document({"written": found})
        else:
            output.words(t("cli.batch.written", count=thousands(found), folder=arguments.write))
        return 0
    request, letter, batch_id = found
    if arguments.json:
        output.document(batch_views.letter_view(letter, batch_id, request))
    else:
        batch_views.tell_letter(letter, batch_id, request)
    return 0 if not letter.problems else BatchNotReady.exit_code


def _test(arguments: argparse.Namespace) -> int:
    if arguments.write:
        return _preview(arguments)  # it writes and sends nothing, whichever is said
    if arguments.row is None:
        raise ArgumentInvalid(t("cli.batch.which-row"))

    async def work(session: Session, batches: Batches) -> Any:
        from pectui.services.batches.trial import send_trial

        request = await asked_for(session, batches, arguments)
        return await send_trial(batches, session.outbox, request, arguments.row, output.words)

    from pectui.cli import send

    done = _with_batches(arguments, work)
    return output.report(send.exit_code(done), lambda: send.tell(done, as_json=arguments.json))


# Sending


def _send(arguments: argparse.Namespace) -> int:
    checked: list[Check] = []

    async def work(session: Session, batches: Batches) -> tuple[BatchStatus, PectuiError | None]:
        from dataclasses import replace

        request = await asked_for(session, batches, arguments)
        if arguments.again:
            request = replace(request, again=await batches.next_turn(request))
        check = await batches.check(request, _reading)
        checked.append(check)
        known = await batches.known(check)
        if not check.rows:
            raise BatchEmpty
        if not _agreed(check, await batches.unconfirmed(check), arguments):
            raise ArgumentInvalid(t("cli.batch.not-confirmed"))
        if known is not None and not await batches.unconfirmed(check):
            output.words(t("cli.batch.nothing-new", id=known.id))
        try:
            batch_id = await batches.confirm(
                request, times(arguments), only_ready=arguments.only_ready, checked=check
            )
        except (BatchHeld, StoreUnusable) as error:
            # Of what was confirmed before, letters may have left.
            if known is None:
                raise
            return await batches.status(known.id), error
        if arguments.at is not None:
            return await batches.status(batch_id), None
        return await _work(session, batches, batch_id, arguments)

    try:
        status, error = _with_batches(arguments, work)
    except BatchNotReady as not_ready:
        if not checked:
            raise
        batch_views.tell_not_ready(checked[-1], not_ready, as_json=arguments.json)
        return not_ready.exit_code
    return _tell_sent(arguments, status, error)


def _agreed(check: Check, letters: int, arguments: argparse.Namespace) -> bool:
    """Whether the person agrees to the letters that are new; what is not ready is told there."""
    if arguments.yes or not (check.is_ready or arguments.only_ready) or not letters:
        return True
    if not output.is_terminal(sys.stdin) or not output.is_terminal(sys.stderr):
        raise ArgumentInvalid(t("cli.batch.say-yes"))
    batch_views.tell_check(check)
    if check.not_ready:
        output.words(tn("cli.batch.confirm.left-out", len(check.not_ready)))
    return output.ask(t("cli.batch.confirm", count=thousands(letters)))


async def _work(
    session: Session, batches: Batches, batch_id: str, arguments: argparse.Namespace
) -> tuple[BatchStatus, PectuiError | None]:
    told = batch_views.Progress()
    try:
        status, error = await batches.deliver(batch_id, told.tell)
    except StoreUnusable as error:
        # Letters may have left before: what is known of them is told with it.
        return await batches.status(batch_id), error
    except PectuiError:
        raise
    except BaseException:
        output.words(t("cli.batch.interrupted", id=batch_id))
        raise
    if arguments.wait is not None and error is None:
        end = time.monotonic() + arguments.wait
        if status.states.get(State.UNKNOWN):
            # What the service says is no state of a letter.
            with contextlib.suppress(PectuiError, TimeoutError):
                async with asyncio.timeout(arguments.wait):
                    await session.outbox.reconcile()
        left = max(0.0, end - time.monotonic())
        status = await batches.wait_final(
            batch_id, left, session.tracking.refresh, told.tell_receipts
        )
    return status, error


def _tell_sent(
    arguments: argparse.Namespace, status: BatchStatus, error: PectuiError | None
) -> int:
    code = exit_code(status, error)

    def tell() -> None:
        if arguments.json:
            document = batch_views.status_view(status)
            output.document(document | ({"error": error.as_json()} if error else {}))
            return
        output.prose(batch_views.status_line(status))
        if status.held:
            output.words(status.held)
        if error is not None:
            output.failure(error, as_json=False)

    return output.report(code, tell)


def exit_code(status: BatchStatus, error: PectuiError | None = None) -> int:
    """Return the outside contract's code: 8 where something may have left, or only a part has."""
    from pectui.errors import OutcomeUnknown, RequestRejected, SentPartially, ServiceRefuses

    states = status.states
    left = sum(states.get(state, 0) for state in State if state.has_left)
    refused = states.get(State.REFUSED, 0)
    if states.get(State.UNKNOWN) or states.get(State.SENDING):
        return OutcomeUnknown.exit_code
    # What was taken back stays too: its batch was stopped meanwhile.
    back = status.waiting + states.get(State.DRAFT, 0)
    stayed = refused + (back if error or status.held else 0)
    if left and (stayed or error) and not isinstance(error, BatchHeld):
        return SentPartially.exit_code
    if error is not None:
        return error.exit_code
    if refused:
        return RequestRejected.exit_code
    if status.why == Why.ACCOUNT:
        return ServiceRefuses.exit_code
    return BatchHeld.exit_code if status.held and stayed else 0


# Afterwards


def _status(arguments: argparse.Namespace) -> int:
    async def work(_: Session, batches: Batches) -> Any:
        if not arguments.target:
            return await batches.statuses(), ()
        status = await batches.status(arguments.target)
        return (status,), await batches.rows(arguments.target)

    statuses, rows = _with_batches(arguments, work)
    if arguments.json:
        views = [batch_views.status_view(one) for one in statuses]
        if arguments.target:
            views[0]["table"] = [batch_views.row_view(one) for one in rows]
        output.document({"batches": views})
    else:
        batch_views.tell_statuses(statuses, rows)
    return 0


def _report(arguments: argparse.Namespace) -> int:
    if not arguments.output:
        raise ArgumentInvalid(t("cli.batch.where"))
    path = Path(arguments.output)

    async def work(_: Session, batches: Batches) -> int:
        _spare(arguments.output, await batches.request_of(arguments.target))
        return await batches.report(arguments.target, path)

    rows = _with_batches(arguments, work)
    if arguments.json:
        output.document({"report": str(path), "rows": rows})
    else:
        output.words(t("cli.batch.reported", rows=thousands(rows), path=str(path)))
    return 0


def _hold(arguments: argparse.Namespace) -> int:
    async def work(_: Session, batches: Batches) -> BatchStatus:
        hold = batches.pause if arguments.action == "pause" else batches.stop
        return await hold(arguments.target)

    status = _with_batches(arguments, work)
    return output.report(0, lambda: _tell_held(arguments, status))


def _tell_held(arguments: argparse.Namespace, status: BatchStatus) -> None:
    if arguments.json:
        output.document(batch_views.status_view(status))
    else:
        output.prose(batch_views.status_line(status))
        output.words(status.held or t("cli.batch.nothing-held"))


def _resume(arguments: argparse.Namespace) -> int:
    if arguments.at or arguments.hours or arguments.deliver_by:
        raise ArgumentInvalid(t("cli.batch.times-with-send"))

    async def work(session: Session, batches: Batches) -> tuple[BatchStatus, PectuiError | None]:
        status = await batches.resume(arguments.target)
        if kept := status.states.get(State.DRAFT, 0):
            output.words(tn("cli.batch.kept-back", kept, id=status.id))
        return await _work(session, batches, status.id, arguments)

    return _tell_sent(arguments, *_with_batches(arguments, work))
