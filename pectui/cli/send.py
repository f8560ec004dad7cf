"""`pectui send`: send a letter, one sending per recipient, through the outbox."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.cli import output
from pectui.cli.parser import leaving
from pectui.cli.runner import run_with_session
from pectui.cli.views import local, outcome_view
from pectui.errors import (
    FileUnreadable,
    LetterInvalid,
    OutcomeUnknown,
    PectuiError,
    SentPartially,
    TooManyRequests,
    exit_code_of,
)
from pectui.models import Letter, Sending, State
from pectui.pec.addresses import check_address, split_addresses
from pectui.text import clean_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pectui.cli.parser import Parser
    from pectui.services.session import Session

_STDIN = "-"
_PATIENCE = 3
"""How often a letter waits as the service asks, before it is taken back."""
_LEFT = frozenset(State) - {State.DRAFT, State.QUEUED, State.SENDING, State.REFUSED, State.UNKNOWN}


def add_arguments(parser: Parser) -> None:
    """Add recipients, subject, text and attachments."""
    parser.add_argument(
        "-t",
        "--to",
        metavar=t("cli.address"),
        nargs="+",
        action="extend",
        required=True,
        help=t("cli.send.to"),
    )
    parser.add_argument(
        "-s", "--subject", metavar=t("cli.text"), required=True, help=t("cli.send.subject")
    )
    text = parser.add_mutually_exclusive_group()
    text.add_argument("-b", "--body", metavar=t("cli.text"), help=t("cli.send.body"))
    text.add_argument("-f", "--file", metavar="FILE", help=t("cli.send.file"))
    parser.add_argument(
        "-a",
        "--attach",
        metavar="FILE",
        nargs="+",
        action="extend",
        default=[],
        help=t("cli.send.attach"),
    )
    parser.add_argument("--at", metavar=t("cli.time"), type=leaving, help=t("cli.send.at"))
    parser.add_argument("--html", action="store_true", help=t("cli.send.html"))
    parser.add_argument("--together", action="store_true", help=t("cli.send.together"))


def run(arguments: argparse.Namespace) -> int:
    """Send; print what became of each recipient's sending."""
    typed = [one for text in arguments.to for one in split_addresses(text) or (text,)]
    letter = Letter(
        recipients=tuple(dict.fromkeys(map(check_address, typed))),
        subject=arguments.subject,
        body=_body(arguments),
        html=arguments.html,
        together=arguments.together,
        attachments=tuple(arguments.attach),
        leave_at=arguments.at,
    )

    async def work(session: Session) -> tuple[Sending, ...]:
        return await _send(session, letter)

    sendings = run_with_session(arguments, work)
    return output.report(exit_code(sendings), lambda: _tell(sendings, as_json=arguments.json))


def _body(arguments: argparse.Namespace) -> str:
    """Return the text, from the argument, the file or stdin. Raises FileUnreadable."""
    if arguments.body is not None:
        # What the shell handed over as bytes that are no UTF-8 is found again in surrogates.
        return _decode(arguments.body.encode("utf-8", "surrogatepass"), "-b")
    if arguments.file and arguments.file != _STDIN:
        try:
            return _decode(Path(arguments.file).read_bytes(), arguments.file)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise FileUnreadable(path=arguments.file, reason=reason) from error
    if sys.stdin is None:
        return ""
    if output.is_terminal(sys.stdin):
        output.words(t("cli.send.type-it"))
    return _decode(sys.stdin.buffer.read(), t("cli.send.stdin"))


def _decode(raw: bytes, path: str) -> str:
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeError as error:
        # A guess at the charset would change the words of a legal letter.
        raise FileUnreadable(path=path, reason=t("cli.send.not-utf8")) from error


async def _send(session: Session, letter: Letter) -> tuple[Sending, ...]:
    """Queue and deliver. What could not leave is taken back, so that asking again is safe."""
    if not letter.body.strip() and not letter.attachments:
        raise LetterInvalid(t("letters.empty-body"))
    letter, review = await session.outbox.review(letter)
    for warning in review.warnings:
        output.words(warning)
    queued = await session.outbox.queue(letter)
    if letter.leave_at is not None:
        return queued
    ids = [sending.id for sending in queued]
    try:
        sendings = await _deliver(session, ids)
    except PectuiError:
        for sending_id in ids:
            await session.outbox.cancel(sending_id)
        raise
    except BaseException:
        output.words(t("cli.send.interrupted"))
        raise
    return tuple([await _take_back(session, sending) for sending in sendings])


async def _deliver(session: Session, ids: Sequence[str]) -> tuple[Sending, ...]:
    """Deliver; where the service asks for patience, wait as long as it says, a few times."""
    sendings = await session.outbox.deliver(ids)
    for _ in range(_PATIENCE):
        asked_to_wait = [
            one
            for one in sendings
            if one.state is State.QUEUED and one.error_kind == TooManyRequests.kind
        ]
        if not asked_to_wait:
            break
        output.words(asked_to_wait[0].reason or "")
        sendings = await session.outbox.deliver(ids)
    return sendings


async def _take_back(session: Session, sending: Sending) -> Sending:
    from pectui.services.sending.outbox import error_of

    if sending.state is State.QUEUED and await session.outbox.cancel(sending.id):
        # The engine's words speak of a next try, which a taken back letter does not have.
        error = error_of(sending)
        return replace(sending, state=State.DRAFT, reason=error.title if error else None)
    return sending


def exit_code(sendings: Sequence[Sending]) -> int:
    """Return the outside contract's code: 8 when something may have left and something not."""
    if sendings and all(_waits(sending) for sending in sendings):
        return 0
    left = [sending for sending in sendings if sending.state in _LEFT]
    stayed = [sending for sending in sendings if sending not in left]
    if any(sending.state in {State.UNKNOWN, State.SENDING} for sending in stayed):
        return OutcomeUnknown.exit_code
    if any(sending.is_partial for sending in left) or (left and stayed):
        return SentPartially.exit_code
    return exit_code_of(stayed[0].error_kind) if stayed else 0


def _waits(sending: Sending) -> bool:
    """Whether a sending waits for its time, as it was asked to."""
    return sending.state is State.QUEUED and sending.leave_at is not None


def _tell(sendings: Sequence[Sending], *, as_json: bool) -> None:
    if as_json:
        output.document({"sendings": [outcome_view(sending) for sending in sendings]})
        return
    for sending in sendings:
        _tell_one(sending)


def _tell_one(sending: Sending) -> None:
    recipients = ", ".join(clean_line(one) for one in sending.recipients)
    state = t(f"states.{sending.state}")
    if sending.state in _LEFT:
        output.data(f"{sending.code or '—'}  {recipients}  {state}")
        if sending.is_partial:
            given = len(sending.recipients)
            error = SentPartially(sent=sending.sent_count, given=given)
            output.words(f"{error.title}: {error.detail}\n  {error.hint}")
        return
    if _waits(sending):
        output.data(f"—  {recipients}  {state}  {local(sending.leave_at)}")
        output.words(t("cli.send.waits", date=local(sending.leave_at)))
        return
    reason = clean_line(sending.reason or "", 400)
    output.words(f"{recipients}: {state}" + (f": {reason}" if reason else ""))
    if sending.state is State.UNKNOWN:
        output.words(f"  {OutcomeUnknown().hint}")
    elif sending.state is State.DRAFT:
        output.words(f"  {t('cli.send.kept')}")
