"""`pectui send`: send a letter, one sending per recipient, through the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t, thousands
from pectui.cli import output
from pectui.cli.parser import leaving
from pectui.cli.runner import run_with_session
from pectui.cli.template import checked, read_template
from pectui.cli.views import local, outcome_view, planned_view
from pectui.errors import (
    LetterInvalid,
    LetterRepeated,
    OutcomeUncertain,
    OutcomeUnknown,
    PectuiError,
    RequestRejected,
    SentPartially,
    by_kind,
)
from pectui.models import Letter, Sending, State
from pectui.pec.addresses import check_address, split_addresses
from pectui.text import clean_line

if TYPE_CHECKING:
    import argparse

    from pectui.cli.parser import Parser
    from pectui.models import SendRequest
    from pectui.services.sending.submission import Plan, Submission
    from pectui.services.session import Session


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
    parser.add_argument("--again", action="store_true", help=t("cli.send.again"))
    parser.add_argument("--dry-run", action="store_true", help=t("cli.send.dry-run.help"))
    parser.add_argument("--html", action="store_true", help=t("cli.send.html"))
    parser.add_argument("--together", action="store_true", help=t("cli.send.together"))


def run(arguments: argparse.Namespace) -> int:
    """Send; print what became of each recipient's sending."""
    typed = [one for text in arguments.to for one in split_addresses(text) or (text,)]
    letter = Letter(
        recipients=tuple(dict.fromkeys(map(check_address, typed))),
        subject=checked(arguments.subject, "-s"),
        body=read_template(arguments.body, arguments.file),
        html=arguments.html,
        together=arguments.together,
        attachments=tuple(arguments.attach),
        leave_at=arguments.at,
    )
    if not letter.body.strip() and not letter.attachments:
        raise LetterInvalid(t("letters.empty-body"))
    if arguments.dry_run:
        return _dry_run(arguments, letter)

    async def work(session: Session) -> Submission:
        return await _send(session, letter, again=arguments.again)

    done = run_with_session(arguments, work)
    return output.report(exit_code(done), lambda: tell(done, as_json=arguments.json))


async def _send(session: Session, letter: Letter, *, again: bool) -> Submission:
    from pectui.services.sending.submission import submit

    try:
        return await submit(session.outbox, letter, again=again, tell=output.words)
    except PectuiError:
        raise
    except BaseException:
        output.words(t("cli.send.interrupted"))
        raise


# Without sending


def _dry_run(arguments: argparse.Namespace, letter: Letter) -> int:
    """Check the letter and print what would leave; send and queue nothing."""

    async def work(session: Session) -> Plan:
        from pectui.services.sending.submission import plan

        return await plan(session.outbox, letter, again=arguments.again)

    from pectui.services.sending.equals import repeated

    planned = run_with_session(arguments, work)
    for error in planned.review.errors:
        raise error
    requests = planned.review.requests if planned.letter.recipients else ()
    for warning in planned.review.warnings:
        output.words(warning)
    if planned.open:
        raise repeated(planned.open)
    if arguments.json:
        size, leave_at = planned.review.bytes_per_sending, planned.letter.leave_at
        views = [planned_view(one, size, leave_at) for one in requests]
        earlier = [outcome_view(one) | {"earlier": True} for one in planned.earlier]
        output.document({"sendings": [*earlier, *views], "dry_run": True})
        return 0
    for sending in planned.earlier:
        tell_one(sending)
    for request in requests:
        output.prose(_would_leave(request))
    if requests and planned.letter.leave_at is not None:
        output.words(t("cli.send.would-wait", date=local(planned.letter.leave_at)))
    for fact in planned.review.facts:
        output.words(fact)
    output.words(t("cli.send.dry-run"))
    return 0


def _would_leave(request: SendRequest) -> str:
    """Return one sending as it would leave."""
    recipients = ", ".join(clean_line(one) for one in request.recipients)
    subject = clean_line(request.subject) or t("cli.no-subject")
    files = [
        t(
            "cli.send.file-of",
            name=clean_line(file.name),
            mime=file.mime,
            bytes=thousands(file.size),
        )
        for file in request.attachments
    ]
    return "\n  ".join([f"{recipients}  {subject}", *files])


# What became of it


def exit_code(done: Submission) -> int:
    """Return the outside contract's code: 8 when something may have left and something not."""
    if isinstance(done.error, OutcomeUncertain):
        return done.error.exit_code
    sendings = done.sendings
    if all(_waits(sending) for sending in sendings):
        return 0
    left = [sending for sending in sendings if sending.state.has_left]
    stayed = [sending for sending in sendings if sending not in left]
    if any(sending.state.is_open for sending in stayed):
        return OutcomeUnknown.exit_code
    if any(sending.is_partial for sending in left) or ((left or done.earlier) and stayed):
        return SentPartially.exit_code
    if not stayed:
        return 0
    return (by_kind(stayed[0].error_kind) or RequestRejected).exit_code


def _waits(sending: Sending) -> bool:
    """Whether a sending waits for its time, as it was asked to."""
    return sending.state is State.QUEUED and sending.leave_at is not None


def tell(done: Submission, *, as_json: bool) -> None:
    """Print what became of each sending."""
    if as_json:
        views = [outcome_view(one) | {"earlier": True} for one in done.earlier]
        document: dict[str, object] = {"sendings": [*views, *map(outcome_view, done.sendings)]}
        if done.error is not None:
            document["error"] = done.error.as_json()
        output.document(document)
        return
    for sending in done.earlier:
        tell_one(sending)
        output.words(t("cli.send.earlier", date=local(sending.sent_at)))
    if isinstance(done.error, LetterRepeated):
        output.failure(done.error, as_json=False)
        return
    for sending in done.sendings:
        tell_one(sending)
    if done.error is not None:
        output.failure(done.error, as_json=False)


def tell_one(sending: Sending) -> None:
    """Print what became of one sending, and what can be done where it did not leave."""
    recipients = ", ".join(clean_line(one) for one in sending.recipients)
    state = t(sending.state.key)
    if sending.state.has_left:
        output.prose(f"{sending.code or '—'}  {recipients}  {state}")
        if sending.is_partial:
            given = len(sending.recipients)
            error = SentPartially(sent=sending.sent_count, given=given)
            output.words(f"{error.title}: {error.detail}\n  {error.hint}")
        return
    if _waits(sending):
        output.prose(f"—  {recipients}  {state}  {local(sending.leave_at)}")
        output.words(t("cli.send.waits", date=local(sending.leave_at)))
        return
    reason = clean_line(sending.reason or "", 400)
    output.words(f"{recipients}: {state}" + (f": {reason}" if reason else ""))
    for step in _next_steps(sending):
        output.words(f"  {step}")


def _next_steps(sending: Sending) -> tuple[str, ...]:
    """Return what can be done about a sending that did not leave, or may not have."""
    from pectui.services.sending.outcomes import error_of

    if sending.state is State.UNKNOWN:
        return (OutcomeUnknown().hint,)
    if sending.state not in {State.DRAFT, State.REFUSED}:
        return ()
    error = error_of(sending)
    return (t("cli.send.kept"), *([error.hint] if error else []))
