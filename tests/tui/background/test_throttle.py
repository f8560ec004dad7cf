"""Background work is drawn a few times a second, the last of it for certain, and covers no key."""

from __future__ import annotations

from textual.widgets._toast import Toast

from pectui.tui import show
from pectui.tui.background.throttle import Throttle
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.widgets.chrome.footer import Footer
from tests.tui.conftest import MakeProgram, resize, wait_for
from tests.tui.sending_steps import run


async def test_many_wishes_are_few_repaints_and_the_last_is_seen(
    make_program: MakeProgram,
) -> None:
    app = make_program()
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        state, seen = 0, list[int]()
        repaints = Throttle(app, lambda: seen.append(state), 0.05)
        for state in range(100):  # noqa: B007 - it is what is painted
            repaints.wish()
        await wait_for(pilot, lambda: seen[-1] == 99, "the last state")
        assert seen == [0, 99]


async def test_what_a_person_did_is_drawn_at_once(make_program: MakeProgram) -> None:
    app = make_program()
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        seen: list[str] = []
        repaints = Throttle(app, lambda: seen.append("drawn"), 60.0)
        repaints.wish()
        repaints.wish()
        assert len(seen) == 1
        repaints.now()
        assert len(seen) == 2
        repaints.catch_up()
        assert len(seen) == 2, "nothing was left to be drawn"
        repaints.wish()
        repaints.catch_up()
        assert len(seen) == 3


async def test_a_notice_covers_no_key_in_any_size(make_program: MakeProgram) -> None:
    app = make_program()
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        inbox = app.screen
        show.notify(app, "Nuova PEC da studio@pec.example: Diffida e messa in mora", timeout=60)
        await wait_for(pilot, lambda: app.screen.query(Toast), "the notice")
        for size in ((80, 24), (60, 20)):
            await resize(pilot, size)
            await wait_for(pilot, lambda: app.screen.query(Toast).first().region.height)
            toast = app.screen.query(Toast).first().region
            assert not toast.overlaps(inbox.query_one(Footer).region), size
