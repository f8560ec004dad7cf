"""The promise of sending under any story: queue, undo, crash, restart, lost answers, two processes.

Hypothesis tells the story; after each step the service's own record is compared with the outbox.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from pectui.errors import ConnectionRefused, OutcomeUnknown, RequestInvalid
from pectui.models import SendOutcome, State, Verdict
from tests.services.outbox_desk import Clock, Desk, FakeService, Plan, letter, open_desk

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

PLANS: dict[str, Callable[[], Plan]] = {
    "sent": Plan,
    "refused": lambda: Plan(
        SendOutcome(Verdict.REFUSED, error=RequestInvalid("no")), accepted=False
    ),
    "unreachable": lambda: Plan(
        SendOutcome(Verdict.UNSENT, error=ConnectionRefused(host="x")), leaves=False
    ),
    "later": lambda: Plan(
        SendOutcome(Verdict.UNSENT, error=RequestInvalid("429"), retry_after=3), accepted=False
    ),
    "lost after": lambda: Plan(SendOutcome(Verdict.UNKNOWN, error=OutcomeUnknown())),
    "lost before": lambda: Plan(
        SendOutcome(Verdict.UNKNOWN, error=OutcomeUnknown()), accepted=False
    ),
    "hangs after": lambda: Plan(hang=asyncio.Event()),
    "hangs before": lambda: Plan(hang=asyncio.Event(), accepted=False),
    "breaks": lambda: Plan(error=RuntimeError("bug")),
}
SUBJECTS = st.sampled_from(["Diffida", "Disdetta", "DIFFIDA"])
WHICH = st.integers(0, 11)
PEOPLE = st.sampled_from(["a@pec.example", "b@pec.example"])


class Story(RuleBasedStateMachine):
    """Two processes over one folder and one service."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = Clock()
        self.service = FakeService(self.clock)
        self.confirmed: dict[str, tuple[str, tuple[str, ...]]] = {}
        self.taken_back: set[str] = set()
        self.desks: list[Desk] = []
        self.stacks: list[AsyncExitStack] = []

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(asyncio.wait_for(work, 20))

    async def _open(self, place: int) -> None:
        stack = AsyncExitStack()
        desk = await stack.enter_async_context(
            open_desk(Path(self.folder.name) / "data", self.service)
        )
        self.desks.insert(place, desk)
        self.stacks.insert(place, stack)

    @initialize(names=st.booleans())
    def begin(self, names: bool) -> None:
        self.service.names_recipients = names
        for place in range(2):
            self.do(self._open(place))

    def desk(self, second: bool) -> Desk:
        return self.desks[second]

    def letter_number(self, which: int) -> str:
        return list(self.confirmed)[which % len(self.confirmed)]

    async def _queue(self, desk: Desk, subject: str, person: str, delay: float) -> None:
        (queued,) = await desk.outbox.queue(letter(subject, person), delay=delay)
        self.confirmed[queued.id] = (queued.subject, queued.recipients)

    @rule(second=st.booleans(), subject=SUBJECTS, person=PEOPLE, delay=st.sampled_from([0.0, 10.0]))
    def queue(self, second: bool, subject: str, person: str, delay: float) -> None:
        self.do(self._queue(self.desk(second), subject, person, delay))

    @precondition(lambda self: self.confirmed)
    @rule(second=st.booleans(), which=WHICH)
    def undo(self, second: bool, which: int) -> None:
        one = self.letter_number(which)
        if self.do(self.desk(second).outbox.cancel(one)):
            self.taken_back.add(one)

    @rule(plan=st.sampled_from(sorted(PLANS)))
    def foresee(self, plan: str) -> None:
        self.service.plans.append(PLANS[plan]())

    async def _work(self, desk: Desk) -> None:
        async with desk.running():
            for _ in range(12):
                await desk.tracking.sendings()
                await asyncio.sleep(0.001)

    @rule(second=st.booleans())
    def work(self, second: bool) -> None:
        self.do(self._work(self.desk(second)))

    @rule()
    def work_both(self) -> None:
        async def both() -> None:
            await asyncio.gather(*(self._work(desk) for desk in self.desks))

        self.do(both())

    @rule(second=st.booleans())
    def restart(self, second: bool) -> None:
        async def again() -> None:
            await self.stacks.pop(second).aclose()
            self.desks.pop(second)
            await self._open(second)

        self.do(again())

    @rule(seconds=st.sampled_from([1.0, 15.0, 2000.0, -30.0]))
    def clock_jumps(self, seconds: float) -> None:
        self.clock.move(seconds)

    @rule(second=st.booleans())
    def look_for_lost_answers(self, second: bool) -> None:
        self.do(self.desk(second).outbox.reconcile())

    @rule(second=st.booleans())
    def receipts_come(self, second: bool) -> None:
        async def refresh() -> None:
            for code in self.service.codes:
                await self.desk(second).tracking.refresh(code)

        self.do(refresh())

    @precondition(lambda self: self.confirmed)
    @rule(second=st.booleans(), which=WHICH)
    def send_again_by_hand(self, second: bool, which: int) -> None:
        one = self.letter_number(which)
        desk = self.desk(second)

        async def again() -> None:
            found = await desk.tracking.sending(one)
            if found is None or found.state is not State.UNKNOWN:
                return
            (new,) = await desk.outbox.resend(one)
            self.confirmed[new.id] = (new.subject, new.recipients)

        self.do(again())

    @invariant()
    def nothing_is_forgotten(self) -> None:
        if not self.desks:
            return
        found = {one.id: one for one in self.do(self.desks[0].tracking.sendings())}
        for one in self.confirmed:
            assert (one in found) != (one in self.taken_back)

    @invariant()
    def nothing_leaves_twice_by_itself(self) -> None:
        """Each confirmed letter was sent once at most, and one taken back never."""
        sent = Counter((one.subject, one.recipients) for one in self.service.accepted)
        wanted = Counter(
            content for one, content in self.confirmed.items() if one not in self.taken_back
        )
        assert sent <= wanted

    @invariant()
    def sent_means_a_code_of_its_own(self) -> None:
        if not self.desks:
            return
        sendings = self.do(self.desks[0].tracking.sendings())
        codes = [one.code for one in sendings if one.code]
        assert len(codes) == len(set(codes))
        for one in sendings:
            if one.code is None:
                assert one.state in {
                    State.QUEUED, State.SENDING, State.REFUSED, State.UNKNOWN,
                }  # fmt: skip
                continue
            first = self.service.messages[one.code][0]
            assert first.envelope.subject == f"ACCETTAZIONE: {one.subject} {one.code}"
            if self.service.names_recipients:
                assert one.recipients[0] in first.body.text

    def teardown(self) -> None:
        async def close() -> None:
            for stack in self.stacks:
                await stack.aclose()

        self.do(close())
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()
        self.folder.cleanup()


TestStory = Story.TestCase
TestStory.settings = settings(max_examples=12, stateful_step_count=20)
