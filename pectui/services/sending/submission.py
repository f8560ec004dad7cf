"""A letter sent by who does not stay to watch: from its review to how it stands at the end.

What could not leave is taken back, so that asking again is safe. What cannot be taken back is said
to be in the outbox still. An equal letter that is not settled stops it; one that has turned out to
have left answers for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pectui.errors import PectuiError, StillQueued, TooManyRequests
from pectui.models import Sending, State
from pectui.pec.addresses import check_address
from pectui.services.sending.equals import repeated, share_addressee
from pectui.services.sending.outcomes import error_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pectui.models import Letter
    from pectui.services.sending.checks import Review
    from pectui.services.sending.outbox import Outbox

_PATIENCE = 3
"""How often a letter waits as the service asks, before it is taken back."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What sending a letter would come to now."""

    letter: Letter
    """What is left of it to send, reviewed; without recipients when nothing is."""
    review: Review
    earlier: tuple[Sending, ...] = ()
    """Equal sendings that turned out to have left: they answer for their recipients."""
    open: tuple[Sending, ...] = ()
    """Equal sendings that are not settled: while there are any, nothing is sent."""


@dataclass(frozen=True, slots=True)
class Submission:
    """How a letter stands at the end."""

    sendings: tuple[Sending, ...]
    earlier: tuple[Sending, ...] = ()
    """Those of an earlier letter that answer for this one."""
    error: PectuiError | None = None
    """What stood against it."""


async def plan(
    outbox: Outbox, letter: Letter, *, again: bool, tell: Callable[[str], object] | None = None
) -> Plan:
    """Return what sending `letter` comes to; with `again` whatever was sent before.

    With `tell` lost answers of equal letters are looked for first, and what that meets is told.
    Raises what `Outbox.review` raises.
    """
    ready, review = await outbox.review(letter)
    if again:
        return Plan(ready, review)
    if tell is not None and any(one.state.is_open for one in review.equals.open):
        try:
            await outbox.reconcile()
        except PectuiError as error:
            tell(str(error))
        ready, review = await outbox.review(letter)
    earlier = review.equals.answered
    if review.equals.open or not earlier:
        return Plan(ready, review, earlier, review.equals.open)
    rest = tuple(one for one in letter.recipients if not _is_answered(one, earlier))
    if not rest:
        return Plan(replace(ready, recipients=()), review, earlier)
    return Plan(*await outbox.review(replace(letter, recipients=rest)), earlier)


def _is_answered(recipient: str, earlier: Sequence[Sending]) -> bool:
    return any(share_addressee([check_address(recipient)], one.recipients) for one in earlier)


async def submit(
    outbox: Outbox, letter: Letter, *, again: bool, tell: Callable[[str], object]
) -> Submission:
    """Send `letter`, or queue it where it has a time to leave at; return how it stands.

    `tell` is given what a person should know besides. Raises what stopped the letter as a whole:
    then nothing of it is queued.
    """
    planned = await plan(outbox, letter, again=again, tell=tell)
    if planned.open:
        return Submission(planned.open, planned.earlier, repeated(planned.open))
    if not planned.letter.recipients:
        return Submission((), planned.earlier)
    for warning in planned.review.warnings:
        tell(warning)
    queued = await outbox.queue(planned.letter, unless_open=not again)
    if letter.leave_at is not None:
        return Submission(queued, planned.earlier)
    try:
        sendings = await _deliver(outbox, queued, tell)
    except PectuiError as error:
        sendings = await _take_back(outbox, queued)
        if all(one.state is State.DRAFT for one in sendings):
            raise
        tell(str(error))
    else:
        sendings = await _take_back(outbox, sendings)
    stuck = any(one.state is State.QUEUED for one in sendings)
    return Submission(sendings, planned.earlier, StillQueued() if stuck else None)


async def _deliver(
    outbox: Outbox, queued: Sequence[Sending], tell: Callable[[str], object]
) -> tuple[Sending, ...]:
    """Deliver; where the service asks for patience, wait as long as it says, a few times."""
    ids = [one.id for one in queued]
    sendings = await outbox.deliver(ids)
    for _ in range(_PATIENCE):
        asked_to_wait = [
            one
            for one in sendings
            if one.state is State.QUEUED and one.error_kind == TooManyRequests.kind
        ]
        if not asked_to_wait:
            break
        tell(asked_to_wait[0].reason or "")
        sendings = await outbox.deliver(ids)
    return sendings


async def _take_back(outbox: Outbox, sendings: Sequence[Sending]) -> tuple[Sending, ...]:
    return tuple([await _take_one_back(outbox, one) for one in sendings])


async def _take_one_back(outbox: Outbox, sending: Sending) -> Sending:
    """Return how a sending stands once it was taken back, where it was still queued."""
    try:
        if sending.state is State.QUEUED and await outbox.cancel(sending.id):
            # The engine's words speak of a next try, which a taken back letter does not have.
            error = error_of(sending)
            return replace(sending, state=State.DRAFT, why=error.heading if error else None)
        # Where it is too late it is on its way: not before its outcome is known how it stands.
        await outbox.land()
        return await outbox.sending(sending.id) or sending
    except PectuiError:
        return replace(sending, why=StillQueued().why) if _waits(sending) else sending


def _waits(sending: Sending) -> bool:
    return sending.state is State.QUEUED
