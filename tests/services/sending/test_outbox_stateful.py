"""The promise of sending under any story, two processes over one folder and one service.

Hypothesis tells the story: letters and batches queued, taken back, edited and queued again, sent,
their answers lost; processes ended in the middle and started again; clocks that jump; receipts in
any order, and twice. After each step the service's own record is compared with what is shown:

(a) what was confirmed is never forgotten;
(b) nothing leaves a second time by itself once a byte of it may have left;
(c) what may have left and was not answered is said to be unknown, and only the person sends again;
(d) sent is never shown without the code of that very letter.
"""

from __future__ import annotations

import asyncio
import itertools
import tempfile
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from pectui.errors import ConnectionRefused, OutcomeUnknown, RequestInvalid, TooManyRequests
from pectui.models import SendOutcome, State, Verdict
from pectui.pec.life import overall, recipient_states
from pectui.pec.listed import nameless_state
from tests.services.fake_service import Clock, FakeService, Plan, provider_says
from tests.services.outbox_desk import Desk, letter, open_desk

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from pectui.models import Sending

PLANS: dict[str, Callable[[], Plan]] = {
    "sent": Plan,
    "refused": lambda: Plan(
        SendOutcome(Verdict.REFUSED, error=RequestInvalid("no")), accepted=False
    ),
    "unreachable": lambda: Plan(
        SendOutcome(Verdict.UNSENT, error=ConnectionRefused(host="x")), leaves=False
    ),
    "later": lambda: Plan(
        SendOutcome(Verdict.UNSENT, error=TooManyRequests(), retry_after=3), accepted=False
    ),
    "lost after": lambda: Plan(SendOutcome(Verdict.UNKNOWN, error=OutcomeUnknown())),
    "lost before": lambda: Plan(
        SendOutcome(Verdict.UNKNOWN, error=OutcomeUnknown()), accepted=False
    ),
    "hangs after": lambda: Plan(hang=asyncio.Event()),
    "hangs before": lambda: Plan(hang=asyncio.Event(), accepted=False),
    "hangs unsent": lambda: Plan(hang_before=asyncio.Event()),
    "breaks": lambda: Plan(error=RuntimeError("bug")),
}
RECEIPTS = {
    "CONSEGNA": "è stato consegnato",
    "AVVISO DI MANCATA CONSEGNA": "errore",
    "AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO": "nelle prime dodici ore",
    "AVVISO DI MANCATA CONSEGNA PER  SUP. TEMPO MASSIMO": "nelle ventiquattro ore",
}
SUBJECTS = st.sampled_from(["Diffida", "Disdetta", "DIFFIDA"])
WHICH = st.integers(0, 11)
PEOPLE = ("a@pec.example", "b@pec.example")
NEVER_LEFT = frozenset({State.DRAFT, State.QUEUED})


@dataclass(frozen=True)
class Confirmed:
    """One sending its writer agreed to. No two letters have the same body."""

    subject: str
    recipients: tuple[str, ...]
    body: str

    @property
    def content(self) -> tuple[str, tuple[str, ...]]:
        return (self.body, self.recipients)


class Story(RuleBasedStateMachine):
    """Two processes over one folder and one service."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = Clock()
        self.service = FakeService(0, clock=self.clock)
        self.bodies = (f"Testo {number}" for number in itertools.count())
        self.confirmed: dict[str, Confirmed] = {}
        self.taken_back: set[str] = set()
        self.edited: set[str] = set()
        """Taken back, changed, and confirmed anew."""
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

    def sendings(self) -> dict[str, Sending]:
        return {one.id: one for one in self.do(self.desks[0].tracking.sendings())}

    # What the person does

    def confirm(self, desk: Desk, subject: str, people: tuple[str, ...], **fields: Any) -> None:
        delay = fields.pop("delay", 0.0)
        written = letter(subject, *people, body=next(self.bodies), **fields)
        for one in self.do(desk.outbox.queue(written, delay=delay)):
            self.confirmed[one.id] = Confirmed(one.subject, one.recipients, one.body_html)

    @rule(
        second=st.booleans(),
        subject=SUBJECTS,
        person=st.sampled_from(PEOPLE),
        delay=st.sampled_from([0.0, 10.0]),
    )
    def queue(self, second: bool, subject: str, person: str, delay: float) -> None:
        self.confirm(self.desk(second), subject, (person,), delay=delay)

    def send(self, second: bool, subject: str, person: str, plan: str) -> None:
        """Queue a letter and let it meet this fate at once."""
        self.service.plans.appendleft(PLANS[plan]())
        self.confirm(self.desk(second), subject, (person,))
        self.work(second)

    @rule(second=st.booleans(), subject=SUBJECTS, together=st.booleans())
    def queue_for_several(self, second: bool, subject: str, together: bool) -> None:
        self.confirm(self.desk(second), subject, PEOPLE, together=together)

    @precondition(lambda self: self.confirmed)
    @rule(second=st.booleans(), which=WHICH)
    def undo(self, second: bool, which: int) -> None:
        one = self.letter_number(which)
        if self.do(self.desk(second).outbox.cancel(one)):
            self.taken_back.add(one)

    @rule(second=st.booleans(), which=WHICH, subject=SUBJECTS)
    def edit(self, second: bool, which: int, subject: str) -> None:
        """Change a letter that came back, and confirm it anew."""
        desk = self.desk(second)
        drafts = self.do(desk.drafts.all())
        if not drafts:
            return
        draft = drafts[which % len(drafts)]
        people = tuple(dict.fromkeys(draft.recipients.split(", ")))
        self.edited |= {key for key, one in self.confirmed.items() if one.body == draft.body}
        self.confirm(desk, subject, people, draft_id=draft.id)

    @precondition(lambda self: self.confirmed)
    @rule(second=st.booleans(), which=WHICH)
    def send_again_by_hand(self, second: bool, which: int) -> None:
        one = self.letter_number(which)
        if (
            self.sendings().get(one, None) is None
            or self.sendings()[one].state is not State.UNKNOWN
        ):
            return
        (new,) = self.do(self.desk(second).outbox.resend(one))
        self.confirmed[new.id] = Confirmed(new.subject, new.recipients, new.body_html)

    # What the world does

    @rule(plan=st.sampled_from(sorted(PLANS)))
    def foresee(self, plan: str) -> None:
        self.service.plans.append(PLANS[plan]())

    async def _work(self, desk: Desk) -> None:
        async with desk.running():
            for _ in range(12):
                await desk.tracking.sendings()
                await asyncio.sleep(0.001)

    def work(self, second: bool) -> None:
        self.do(self._work(self.desk(second)))

    @rule(second=st.booleans())
    def work_on(self, second: bool) -> None:
        self.work(second)

    @rule()
    def work_both(self) -> None:
        async def both() -> None:
            await asyncio.gather(*(self._work(desk) for desk in self.desks))

        self.do(both())

    @rule(
        second=st.booleans(),
        subject=SUBJECTS,
        person=st.sampled_from(PEOPLE),
        plan=st.sampled_from(sorted(PLANS)),
    )
    def send_at_once(self, second: bool, subject: str, person: str, plan: str) -> None:
        self.send(second, subject, person, plan)

    @rule(second=st.booleans(), works=st.booleans())
    def end_and_start_again(self, second: bool, works: bool) -> None:
        """End a process at once, whatever it is doing, as a kill does."""

        async def again() -> None:
            await self.stacks.pop(second).aclose()
            self.desks.pop(second)
            await self._open(second)

        self.do(again())
        if works:
            self.work(second)

    @rule(
        second=st.booleans(),
        subject=SUBJECTS,
        person=st.sampled_from(PEOPLE),
        plan=st.sampled_from([plan for plan in sorted(PLANS) if plan.startswith("hangs")]),
    )
    def die_while_sending(self, second: bool, subject: str, person: str, plan: str) -> None:
        """End a process while a letter is on its way, and let the next one take over."""
        self.send(second, subject, person, plan)
        self.end_and_start_again(second, works=True)

    @rule(seconds=st.sampled_from([1.0, 15.0, 2000.0, 8 * 3600.0, -30.0]))
    def clock_jumps(self, seconds: float) -> None:
        self.clock.move(seconds)

    @rule(second=st.booleans())
    def look_for_lost_answers(self, second: bool) -> None:
        self.do(self.desk(second).outbox.reconcile())

    @precondition(lambda self: self.service.codes)
    @rule(
        which=WHICH,
        prefix=st.sampled_from(sorted(RECEIPTS)),
        person=st.sampled_from(PEOPLE),
        first=st.booleans(),
        times=st.integers(1, 2),
    )
    def a_receipt_is_written(
        self, which: int, prefix: str, person: str, first: bool, times: int
    ) -> None:
        """Write a receipt at the end of what the service holds, or before all others."""
        code = self.service.codes[which % len(self.service.codes)]
        at = self.service.codes.index(code)
        subject = self.service.accepted[at].subject
        held = self.service.messages
        text = provider_says(f"{subject} {code}", f'indirizzato a "{person}" {RECEIPTS[prefix]}')
        for _ in range(times):
            self.service.receipt(code, f"{prefix}: {subject} {code}", text)
            if first:
                # Behind the acceptance only where it is looked for by name.
                held.insert(0, held.pop())

    @precondition(lambda self: self.service.codes)
    @rule(second=st.booleans(), which=WHICH)
    def receipts_are_asked_for(self, second: bool, which: int) -> None:
        code = self.service.codes[which % len(self.service.codes)]
        self.do(self.desk(second).tracking.refresh(code))

    # The promise

    @invariant()
    def nothing_is_forgotten(self) -> None:
        """(a) It is among the sendings, or its words are in a draft."""
        if not self.desks:
            return
        found = self.sendings()
        drafts = {draft.body: draft for draft in self.do(self.desks[0].drafts.all())}
        for key, one in self.confirmed.items():
            assert (key in found) != (key in self.taken_back)
            came_back = key in self.taken_back or found[key].state is State.REFUSED
            if came_back and key not in self.edited:
                assert one.recipients[0] in drafts[one.body].recipients

    @invariant()
    def nothing_leaves_twice_by_itself(self) -> None:
        """(b), (c) Behind each departure stands a sending of its own that says it may have left."""
        if not self.desks:
            return
        found = self.sendings()
        said = Counter(
            one.content
            for key, one in self.confirmed.items()
            if key in found and found[key].state not in NEVER_LEFT
        )
        left = Counter((one.body_html, one.recipients) for one in self.service.may_have_left)
        assert left <= said

    @invariant()
    def sent_means_a_code_of_its_own(self) -> None:
        """(d) The code is that of this very letter, as the service knows it."""
        if not self.desks:
            return
        sendings = [one for one in self.sendings().values() if one.id in self.confirmed]
        codes = [one.code for one in sendings if one.code]
        assert len(codes) == len(set(codes))
        for one in sendings:
            if one.code is None:
                assert one.state in {
                    State.QUEUED, State.SENDING, State.REFUSED, State.UNKNOWN,
                }  # fmt: skip
                continue
            request = self.service.accepted[self.service.codes.index(one.code)]
            assert (request.subject, request.recipients) == (one.subject, one.recipients)
            assert request.body_html == one.body_html

    @invariant()
    def the_state_is_that_of_the_set_of_receipts(self) -> None:
        """Neither their order nor their number changes where a sending stands."""
        if not self.desks:
            return
        for one in self.sendings().values():
            if one.code is None:
                continue
            turned = (*reversed(one.receipts), *one.receipts)
            states = recipient_states(one.recipients, turned, self.clock(), sent_at=one.sent_at)
            # To whom it went may not be known: then its receipts say less.
            expected = overall(states) if states else nameless_state(one.receipts)
            assert expected is one.state

    def teardown(self) -> None:
        async def close() -> None:
            for stack in self.stacks:
                await stack.aclose()

        self.do(close())
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()
        self.folder.cleanup()


TestStory = Story.TestCase
TestStory.settings = settings(max_examples=8, stateful_step_count=30)
