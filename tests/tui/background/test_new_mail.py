"""New mail is told once for each look, with what matters and nothing else."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from pectui.models import Kind, MailView
from pectui.pec.envelopes import read_envelope
from pectui.search import Filter
from pectui.services.mailbox.opening import open_local_services
from pectui.tui.app import PectuiApp
from pectui.tui.background.new_mail import MOST_ASKED, News, in_words
from tests.tui.conftest import make_sandbox, wait_for

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot

    from pectui.models import HeldMessage
    from pectui.sandbox import Sandbox
    from pectui.services.mailbox.contents import Change
    from pectui.services.mailbox.opening import LocalServices
    from tests.tui.conftest import MakeProgram

UNREAD = Filter(view=MailView.UNREAD)
DATE = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give what was written to the terminal besides the picture; the terminal is a kitty."""
    parts: list[str] = []
    monkeypatch.setenv("TERM", "xterm-kitty")
    monkeypatch.setattr(PectuiApp, "write_sequence", lambda _, sequence: parts.append(sequence))
    return parts


@contextlib.asynccontextmanager
async def looking(app: PectuiApp) -> AsyncIterator[LocalServices]:
    """Hold the mailbox here, filled once, and have each look tell what is new."""
    async with open_local_services(app.session, look_seconds=60) as local:
        await local.sync.look()

        def tell(change: Change) -> None:
            if change.new:
                held = local.mailbox.window(Filter())
                new = [row for row in held if row.number in change.new]
                app.new_mail.show_unread(sum(row.unread for row in held))
                app.new_mail.tell(new)

        local.mailbox.on_change.append(tell)
        yield local


async def opened(pilot: Pilot[None]) -> PectuiApp:
    app = pilot.app
    assert isinstance(app, PectuiApp)
    await wait_for(pilot, lambda: app.connection == "online", "the inbox")
    await settled(pilot)
    return app


async def settled(pilot: Pilot[None]) -> None:
    """Let every notice that was begun be told."""
    app = pilot.app
    calls = [worker for worker in app.workers if worker.name == "notice"]
    await wait_for(pilot, lambda: all(worker.is_finished for worker in calls), "the notices")
    await pilot.pause()


def toasts(app: PectuiApp) -> list[str]:
    return [notification.message for notification in app._notifications]


def deliver(sandbox: Sandbox, sender: str = "comune@pec.example", **changes: Any) -> None:
    # What is older than two days when the mailbox is first opened counts as read.
    given = {"subject": "Avviso di accertamento", "date": datetime.now(UTC), **changes}
    sandbox.deliver_mail(sender=sender, **given)


async def test_a_new_message_leads_to_one_notice_and_one_read_elsewhere_lowers_the_count(
    make_program: MakeProgram, written: list[str]
) -> None:
    sandbox = make_sandbox()
    app = make_program(sandbox)
    async with app.run_test() as pilot:
        await opened(pilot)
        assert written == ["\x1b[22;2t\x1b]2;pectui studio.verdi@pec.example\x1b\\"]
        written.clear()
        async with looking(app) as local:
            before = (await local.mailbox.view_counts())[MailView.UNREAD]
            deliver(sandbox)
            await local.sync.look()
            await settled(pilot)
        words = "Certified: comune@pec.example · Avviso di accertamento"
        title = f"pectui ({before + 1}) studio.verdi@pec.example"
        assert written == [
            f"\x1b]2;{title}\x1b\\",
            f"\x1b]99;i=pectui:d=0;{title}\x1b\\\x1b]99;i=pectui:d=1:p=body;{words}\x1b\\\a",
        ]
        assert len(toasts(app)) == 1
        assert words.startswith(toasts(app)[0].rstrip("…"))
        written.clear()
        # Read elsewhere.
        for unread in (2, 2, 0):
            app.new_mail.show_unread(unread)
        assert written == [
            "\x1b]2;pectui (2) studio.verdi@pec.example\x1b\\",
            "\x1b]2;pectui studio.verdi@pec.example\x1b\\",
        ]
        written.clear()
    assert written == ["\x1b]2;\x1b\\\x1b[23;2t"]


async def test_several_messages_are_one_notice(
    make_program: MakeProgram, written: list[str]
) -> None:
    sandbox = make_sandbox()
    app = make_program(sandbox, language="it")
    async with app.run_test() as pilot:
        await opened(pilot)
        async with looking(app) as local:
            for number in range(5):
                deliver(sandbox, f"ente{number}@pec.example", subject=f"Atto {number}")
            await local.sync.look()
            await settled(pilot)
        assert "".join(written).count("\a") == 1
        assert "5 nuovi messaggi: ente4@pec.example (PEC), ente3@" in "".join(written)
        assert "(PEC), …\x1b" in "".join(written)
        assert len(toasts(app)) == 1


async def test_with_none_nothing_is_written_or_shown(
    make_program: MakeProgram, written: list[str]
) -> None:
    sandbox = make_sandbox()
    app = make_program(sandbox, notify="none")
    async with app.run_test() as pilot:
        await opened(pilot)
        async with looking(app) as local:
            deliver(sandbox)
            assert await local.sync.look()
            await settled(pilot)
        assert toasts(app) == []
    assert written == []


@pytest.mark.parametrize(
    ("notify", "sequences", "shown"), [("bell", ["\a"], 0), ("bell,toast", ["\a"], 1)]
)
async def test_only_the_ways_that_are_wanted(
    make_program: MakeProgram, written: list[str], notify: str, sequences: list[str], shown: int
) -> None:
    sandbox = make_sandbox()
    app = make_program(sandbox, notify=notify)
    async with app.run_test() as pilot:
        await opened(pilot)
        async with looking(app) as local:
            deliver(sandbox)
            await local.sync.look()
            await settled(pilot)
        assert len(toasts(app)) == shown
    assert written == sequences


async def test_a_toast_is_whole_in_a_small_terminal(make_program: MakeProgram) -> None:
    sandbox = make_sandbox()
    app = make_program(sandbox)
    async with app.run_test(size=(40, 12), notifications=True) as pilot:
        await opened(pilot)
        async with looking(app) as local:
            deliver(sandbox, subject="[URGENTE] [/x] 漢字 " * 20)
            await local.sync.look()
            await settled(pilot)
        await wait_for(pilot, lambda: app.screen.query("Toast"), "the toast")
        toast = app.screen.query_one("Toast")
        assert 1 < toast.content_size.height <= 3
        assert app.screen.region.contains_region(toast.region)
        assert toasts(app)[0].endswith("…")


async def test_what_comes_while_an_editor_has_the_terminal_is_told_afterwards(
    make_program: MakeProgram, written: list[str]
) -> None:
    sandbox = make_sandbox()
    app = make_program(sandbox)
    async with app.run_test() as pilot:
        await opened(pilot)
        async with looking(app) as local:
            written.clear()
            app.app_suspend_signal.publish(app)
            for subject in ("Primo", "Secondo"):
                deliver(sandbox, subject=subject)
                await local.sync.look()
                await settled(pilot)
            assert written == []
            app.app_resume_signal.publish(app)
            await settled(pilot)
        assert "".join(written).count("\a") == 1
        assert "2 new messages" in "".join(written)


# ── receipts ─────────────────────────────────────────────────────────────────────────────────────


def receipt(kind: str, code: str, number: int = 1, *, unread: bool = False) -> HeldMessage:
    from pectui.models import HeldMessage

    subject = {
        "acceptance": "ACCETTAZIONE",
        "delivery": "CONSEGNA",
        "not-delivered": "AVVISO DI MANCATA CONSEGNA",
        "overdue": "AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO",
    }[kind]
    envelope = read_envelope(
        id=number,
        sender="posta-certificata@gestore.example",
        recipient="studio.verdi@pec.example",
        date="Tue, 10 Mar 2026 12:00:00 +0100",
        subject=f"{subject}: Contratto {code}",
    )
    assert envelope.kind is Kind(kind)
    assert envelope.code == code
    return HeldMessage(number, f"{kind}.{number}", envelope, unread=unread)


async def send(pilot: Pilot[None], app: PectuiApp, *recipients: str) -> str:
    """Send a letter to all recipients together; return its code."""
    from pectui.models import Letter

    letter = Letter(recipients, "Contratto", "Testo", together=True)
    (sending,) = await app.session.outbox.queue(letter, delay=0)
    codes: list[str] = []

    async def left() -> bool:
        found = await app.session.tracking.sending(sending.id)
        codes[:] = [found.code] if found and found.code else []
        return bool(codes)

    await wait_for_async(pilot, left)
    return codes[0]


async def wait_for_async(pilot: Pilot[None], condition: Any) -> None:
    for _ in range(2000):
        if await condition():
            return
        await pilot.pause()
    raise AssertionError("never came")


def bells(written: list[str]) -> int:
    return "".join(written).count("\a")


async def test_good_news_is_quiet_until_the_receipt_that_settles_it(
    make_program: MakeProgram, written: list[str]
) -> None:
    moment = [DATE]
    clock = [0.0]
    sandbox = make_sandbox(now=lambda: moment[0], monotonic=lambda: clock[0], receipt_delay=100.0)
    app = make_program(sandbox)
    async with app.run_test() as pilot:
        await opened(pilot)
        code = await send(pilot, app, "rossi@pec.example")
        clock[0] = 120.0
        app.new_mail.tell([receipt("acceptance", code)])
        await settled(pilot)
        assert bells(written) == 0
        assert toasts(app) == []
        clock[0] = 1000.0
        app.new_mail.tell([receipt("delivery", code, 2)])
        await settled(pilot)
        assert bells(written) == 1
        assert "Delivered: rossi@pec.example · Contratto\x1b" in "".join(written)
        app.new_mail.tell([receipt("delivery", code, 3)])
        await settled(pilot)
        assert bells(written) == 1, "settled once"


async def test_trouble_is_told_and_tells_whom_it_is_about(
    make_program: MakeProgram, written: list[str]
) -> None:
    app = make_program(make_sandbox())
    async with app.run_test() as pilot:
        await opened(pilot)
        code = await send(pilot, app, "mancata@pec.example")
        rows = [
            receipt("not-delivered", code, 2, unread=True),
            receipt("acceptance", code),
        ]
        app.new_mail.tell(rows)
        await settled(pilot)
        assert bells(written) == 1
        assert "body;Not delivered: mancata@pec.example · Contratto\x1b" in "".join(written)


async def test_of_what_another_program_sent_good_news_is_quiet_and_trouble_is_told(
    make_program: MakeProgram, written: list[str]
) -> None:
    app = make_program()
    async with app.run_test() as pilot:
        await opened(pilot)
        for kind in ("acceptance", "delivery"):
            app.new_mail.tell([receipt(kind, "2026031011000042")])
            await settled(pilot)
            assert bells(written) == 0, kind
        for number, kind in enumerate(("not-delivered", "overdue"), 43):
            written.clear()
            code = f"20260310110000{number}"
            app.new_mail.tell([receipt(kind, code, unread=True)])
            await settled(pilot)
            assert bells(written) == 1, kind
            assert "posta-certificata@gestore.example · Contratto\x1b" in "".join(written), kind
            app.new_mail.tell([receipt(kind, code, 2)])
            await settled(pilot)
            assert bells(written) == 1, f"it was read meanwhile: {kind}"


async def test_a_great_deal_of_good_news_asks_the_service_little(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_program()
    async with app.run_test() as pilot:
        await opened(pilot)
        code = await send(pilot, app, "rossi@pec.example")
        known = await app.session.tracking.sending(code)
        assert known is not None
        asked: list[str] = []
        recipients: tuple[str, ...] = ()

        async def sending(code: str) -> Any:
            return replace(known, code=code, recipients=recipients)

        async def refresh(code: str) -> Any:
            asked.append(code)
            return await sending(code)

        monkeypatch.setattr(app.session.tracking, "sending", sending)
        monkeypatch.setattr(app.session.tracking, "refresh", refresh)
        for recipients, most, why in (
            (("rossi@pec.example",), 0, "its row tells"),
            (("rossi@pec.example", "bianchi@pec.example"), MOST_ASKED, "several recipients"),
        ):
            digits = len(recipients)
            rows = [receipt("delivery", f"20260310{digits}100{n:02}77", n) for n in range(1, 40)]
            app.new_mail.tell(rows)
            await settled(pilot)
            assert len(asked) == most, why


def test_trouble_and_senders_are_named_once() -> None:
    one, two = News("Certified", "a@b", "x"), News("Certified", "c@d", "")
    assert str(two) == "Certified: c@d"
    assert in_words([one]) == "Certified: a@b · x"
    assert in_words([one, one, two]) == "3 new messages: a@b (Certified), c@d (Certified)"
