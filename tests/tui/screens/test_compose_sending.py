"""From the last look to the code, and back to the letter where the service says no."""

from __future__ import annotations

import asyncio
import base64
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import OptionList, TextArea

from pectui.errors import StoreUnusable
from pectui.models import Sending, State
from pectui.sandbox import Fault
from pectui.tui.messages import CallFailed
from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.dialogs.progress import ProgressScreen
from pectui.tui.screens.dialogs.quit import QuitScreen
from pectui.tui.screens.dialogs.review import ReviewScreen
from pectui.tui.screens.dialogs.simple import Question, Statement
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.widgets.reader.text_view import TextView
from pectui.tui.workers import is_under_way
from tests.tui.conftest import MakeProgram, make_sandbox, wait_for
from tests.tui.sending_steps import agree, all_words, go, review, run, send, told, words, write

SENDER = "studio.verdi@pec.example"


async def test_the_review_shows_exactly_what_leaves_and_that_leaves(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    file = tmp_path / "atto finale.pdf"
    file.write_bytes(b"%PDF-1.7 prova")
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    text = "Perché <b>no</b>?\n  rientro & fine"
    async with run(app) as pilot:
        to = "rossi@pec.example, bianchi@pec.example"
        await write(app, pilot, to, "[URGENTE] Prova", text, (str(file),))
        await review(app, pilot)
        shown = all_words(app)
        for part in (
            f"From: {SENDER}",
            "To: rossi@pec.example, bianchi@pec.example",
            "Subject: [URGENTE] Prova [rif. ____]",
            "Plan: 2 sends · 3,500 of the plan's 3,500 left today",
            "Attachments: atto finale.pdf · application/pdf · 14 B",
            "2 letters",
            "a sending",
        ):
            assert part in shown
        assert app.screen.query_one(TextView)._wrapping.text == text
        await pilot.press("n")
        await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen), "back to the letter")
        assert not sandbox.sends
        await review(app, pilot)
        await pilot.press("r")
        await wait_for(pilot, lambda: isinstance(app.screen, Statement), "each with its subject")
        shown = all_words(app)
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, ReviewScreen))
        progress = await agree(app, pilot)
        await wait_for(
            pilot, lambda: {one.state for one in progress.sendings} <= {State.SENT, State.DELIVERED}
        )
        await wait_for(pilot, lambda: "✔ 2 sendings done" in words(app, "#outcome"))
        for sent in sandbox.sends:
            assert f"code {sent.code}" in words(app, "#lines")
        await pilot.press("2")
        await wait_for(pilot, lambda: getattr(app.screen, "VIEW", "") == "sent")
    posts = [
        json.loads(one.body)
        for one in sandbox.requests
        if (one.method, one.path) == ("POST", "/send")
    ]
    assert [post["recipient"] for post in posts] == [["rossi@pec.example"], ["bianchi@pec.example"]]
    for post in posts:
        assert post["sender"] == SENDER
        # A batch: each with the reference that the review showed.
        assert re.fullmatch(r"\[URGENTE\] Prova \[rif\. [3-9A-Y]{4}\]", post["subject"])
        assert post["subject"] in shown
        assert "&lt;b&gt;no&lt;/b&gt;" in post["body"]
        assert "rientro &amp; fine" in post["body"]
        (attached,) = post["attachments"]
        assert attached["name"] == "atto finale.pdf"
        head, _, content = attached["file"].partition(",")
        assert head == "data:application/pdf;base64"
        assert base64.b64decode(content) == b"%PDF-1.7 prova"


async def test_a_problem_stops_a_letter_and_says_why_and_warnings_stop_none(
    make_program: MakeProgram,
) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    problems: tuple[tuple[dict[str, Any], str], ...] = (
        ({"to": "nessuno"}, "nessuno"),
        ({"to": ""}, "No recipient"),
        ({"subject": "x" * 121}, "120"),
        ({"attachments": ("/manca/atto.pdf",)}, "atto.pdf"),
    )
    async with run(app) as pilot:
        for fields, says in problems:
            screen = await write(app, pilot, **fields)
            await review(app, pilot)
            assert "This stops the letter" in all_words(app), fields
            assert says in all_words(app), fields
            assert "y Send" not in all_words(app), fields
            await pilot.press("y")
            await pilot.pause()
            assert isinstance(app.screen, ReviewScreen), fields
            await pilot.press("escape")
            await wait_for(pilot, lambda: app.screen is screen, f"{fields}")  # noqa: B023
            await pilot.press("escape", "x")
        await write(app, pilot, subject="", text="In allegato il contratto")
        await review(app, pilot)
        shown = all_words(app)
        assert "Look at this first" in shown
        assert "! The subject is empty" in shown
        assert "! The text speaks of an attachment" in shown
        assert "y Send" in shown
    assert not sandbox.sends


async def test_what_was_reviewed_is_what_leaves(make_program: MakeProgram, tmp_path: Path) -> None:
    """The file changes while its review stands: the letter comes back to the review."""
    file = tmp_path / "atto.pdf"
    file.write_bytes(b"%PDF-1 prima")
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        await write(app, pilot, attachments=(str(file),))
        first = await review(app, pilot)
        file.write_bytes(b"%PDF-1 dopo!")
        await pilot.press("y")
        await wait_for(
            pilot, lambda: isinstance(app.screen, ReviewScreen) and app.screen is not first
        )
        assert "has changed since" in all_words(app)
        assert await app.session.outbox.pending() == ()
        await wait_for(pilot, lambda: app.focused is not None)
        progress = await agree(app, pilot)
        await wait_for(pilot, lambda: progress.sendings[0].code is not None)
    (post,) = [json.loads(one.body) for one in sandbox.requests if one.method == "POST"]
    content = post["attachments"][0]["file"].partition(",")[2]
    assert base64.b64decode(content) == b"%PDF-1 dopo!"


async def test_an_unknown_outcome_is_said_honestly_and_an_equal_letter_agreed_to_twice(
    make_program: MakeProgram,
) -> None:
    sandbox = make_sandbox(messages=0)
    sandbox.add_fault(Fault("POST /send", "drop-before"))
    app = make_program(sandbox)
    async with run(app) as pilot:
        await write(app, pilot)
        progress = await send(app, pilot)
        await wait_for(pilot, lambda: progress.sendings[0].state is State.UNKNOWN)
        await wait_for(pilot, lambda: "It may have left" in words(app, "#outcome"))
        assert "? Not known" in words(app, "#lines")
        assert "Sent" not in words(app, "#lines")
        assert "e writes on" not in words(app, "#outcome"), "no second letter by mistake"
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        outbox = await go(app, pilot, "3")
        await wait_for(pilot, lambda: bool(getattr(outbox, "pending", ())))
        assert sum(one.method == "POST" for one in sandbox.requests) == 1
        await go(app, pilot, "1")
        await write(app, pilot)
        await review(app, pilot)
        assert "It is not known yet whether an equal letter" in all_words(app)
        await pilot.press("y")
        await wait_for(pilot, lambda: isinstance(app.screen, Question))
        await wait_for(pilot, lambda: app.focused is not None)
        await pilot.press("n")
        await wait_for(pilot, lambda: isinstance(app.screen, ReviewScreen))
        assert not sandbox.sends
        await pilot.press("y")
        await wait_for(pilot, lambda: isinstance(app.screen, Question))
        await wait_for(pilot, lambda: app.focused is not None)
        again = await agree(app, pilot)
        await wait_for(pilot, lambda: again.sendings[0].code is not None)
        assert again.sendings[0].resent_of == progress.sendings[0].id
    assert len(sandbox.sends) == 1


async def test_a_refused_letter_comes_back_with_its_reason(make_program: MakeProgram) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        for fault, says in (("402", "402"), ("success-false", "")):
            await write(app, pilot, text="Testo da non perdere")
            sandbox.add_fault(Fault("POST /send", fault))
            progress = await send(app, pilot)
            await wait_for(pilot, lambda: progress.sendings[0].state is State.REFUSED, fault)  # noqa: B023
            await wait_for(pilot, lambda: "e writes on" in words(app, "#outcome"), fault)
            assert "✗ Refused" in words(app, "#lines"), fault
            reason = progress.sendings[0].reason or ""
            assert reason, fault
            assert says in reason
            assert reason in words(app, "#lines")
            await pilot.press("e")
            await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen) and app.focused)
            assert app.screen.query_one(TextArea).text == "Testo da non perdere", fault
            assert reason in words(app, "#returned")
            await pilot.press("escape", "k")
            drafts = await go(app, pilot, "4")
            await wait_for(pilot, lambda: bool(getattr(drafts, "drafts", ())), fault)  # noqa: B023
            (draft,) = await app.session.drafts.all()
            assert draft.recipients == "rossi@pec.example", fault
            assert draft.reason == reason
            await app.session.drafts.delete(draft.id)
            await app.session.outbox.resume()
            await go(app, pilot, "1")


async def test_closing_the_window_stops_nothing(make_program: MakeProgram) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        await write(app, pilot)
        sandbox.add_fault(Fault("POST /send", "slow", seconds=3))
        await send(app, pilot)
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        await wait_for(pilot, lambda: app.session.outbox.flying)
        await pilot.press("ctrl+q")
        await wait_for(pilot, lambda: "being sent" in all_words(app), "quitting asks")
        await pilot.press("n")
        await wait_for(pilot, lambda: len(sandbox.sends) == 1)


async def test_every_answer_to_quitting_has_room_in_a_small_terminal(
    make_program: MakeProgram,
) -> None:
    app = make_program(make_sandbox(messages=0), undo_seconds=60)
    addresses = ", ".join(f"ufficio.protocollo.{one}@comune-di-prova.example" for one in range(9))
    async with run(app) as pilot:
        await write(app, pilot, addresses, "Avviso di pagamento degli onorari, rata di novembre")
        await send(app, pilot)
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        await pilot.press("ctrl+q")
        await wait_for(pilot, lambda: isinstance(app.screen, QuitScreen))
        await wait_for(pilot, lambda: "9 letters" in all_words(app))
        await pilot.pause()
        dialog = app.screen.query_one(".dialog")
        answers = app.screen.query_one("#quit-answers")
        assert answers.region.height == 5
        assert dialog.content_region.contains_region(answers.region)
        await pilot.press("u")
        await wait_for(pilot, lambda: not app.is_running or app._exit)
    assert not app.is_running


async def test_quitting_offers_what_can_still_be_done(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_program(make_sandbox(messages=0))
    letters: tuple[Sending, ...] = ()

    async def pending() -> tuple[Sending, ...]:
        return letters

    offers: tuple[tuple[tuple[State, ...], list[str]], ...] = (
        ((State.QUEUED, State.SENDING), ["wait", "now", "back", "leave", "stay"]),
        ((State.SENDING,), ["wait", "leave", "stay"]),
        ((), ["leave", "stay"]),
    )
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        inbox = app.screen
        monkeypatch.setattr(app.session.outbox, "pending", pending)
        for states, offered in offers:
            letters = tuple(
                Sending(
                    f"{number}", "studio", ("a@pec.example",), "Diffida", one, datetime.now(UTC)
                )
                for number, one in enumerate(states)
            )
            app.push_screen(QuitScreen(letters))
            await wait_for(pilot, lambda: app.screen.query(OptionList), f"{states}")
            answers = app.screen.query_one(OptionList)
            await wait_for(pilot, lambda: answers.options, f"{states}")  # noqa: B023
            assert [one.id for one in answers.options] == offered, states
            never = "the next time pectui runs"
            assert (never in f"{answers.options[-2].prompt}") == (State.QUEUED in states), states
            await pilot.press("n")
            await wait_for(pilot, lambda: app.screen is inbox, f"{states}")


async def test_within_the_undo_window_the_letter_can_be_taken_back(
    make_program: MakeProgram,
) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox, undo_seconds=10)
    async with run(app) as pilot:
        await write(app, pilot, "rossi@pec.example, bianchi@pec.example", text="Ripensata")
        progress = await send(app, pilot)
        await wait_for(pilot, lambda: "u takes it back" in words(app, "#outcome"))
        assert 8 <= progress.seconds_left <= 10
        assert f"leaves in {progress.seconds_left} s" in words(app, "#outcome")
        await pilot.press("u")
        await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen) and app.focused)
        assert isinstance(app.screen, ComposeScreen)
        assert set(app.screen.letter.recipients) == {"rossi@pec.example", "bianchi@pec.example"}
        assert app.screen.letter.body == "Ripensata"
        assert await app.session.outbox.pending() == ()
    assert not sandbox.sends


async def test_a_letter_waits_while_there_is_no_network_and_says_why(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pectui.errors import NameUnknown
    from pectui.models import SendOutcome, SendRequest, Verdict

    async def unreachable(request: SendRequest, **_: object) -> SendOutcome:
        return SendOutcome(Verdict.UNSENT, error=NameUnknown(host="ws.example"))

    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await write(app, pilot)
        monkeypatch.setattr(app.session.client, "send", unreachable)
        progress = await send(app, pilot)
        await wait_for(pilot, lambda: bool(progress.sendings[0].reason))
        await wait_for(pilot, lambda: "safe in the outbox" in words(app, "#outcome"))
        assert "… Queued" in words(app, "#lines")
        assert "It has not left" in words(app, "#lines")
        await pilot.press("3")
        await wait_for(pilot, lambda: getattr(app.screen, "VIEW", "") == "outbox")
        await wait_for(pilot, lambda: "It has not left" in words(app, "#detail"))
        assert not told(app)


async def test_a_disk_that_keeps_nothing_leaves_the_letter_on_the_screen(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pectui.errors import StoreUnusable

    async def full(*_: object, **__: object) -> None:
        raise StoreUnusable(path="/data", reason="No space left on device")

    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        screen = await write(app, pilot)
        await review(app, pilot)
        monkeypatch.setattr(app.session.outbox, "queue", full)
        await pilot.press("y")
        await wait_for(pilot, lambda: "No space left" in told(app))
        assert app.screen is screen
        assert not screen.form.disabled, "one can go on"
        assert app.focused is not None
        monkeypatch.undo()
        await send(app, pilot)


async def test_a_letter_on_its_way_out_is_not_sent_again_whatever_fails_beside_it(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        screen = await write(app, pilot)
        goes_on, queue = asyncio.Event(), app.session.outbox.queue

        async def slow(*letter: Any, **how: Any) -> tuple[Sending, ...]:
            await goes_on.wait()
            return await queue(*letter, **how)

        monkeypatch.setattr(app.session.outbox, "queue", slow)
        await review(app, pilot)
        await pilot.press("y")
        await wait_for(pilot, lambda: screen.is_leaving)
        # As when what was typed last could not be saved.
        screen.post_message(CallFailed("save", StoreUnusable(path="x", reason="full")))
        await wait_for(pilot, lambda: "full" in told(app))
        assert screen.is_leaving
        await pilot.press("f9", "f9")
        await wait_for(pilot, lambda: not is_under_way(screen, "review"))
        assert app.screen is screen
        goes_on.set()
        await wait_for(pilot, lambda: len(sandbox.sends) == 1)
        await wait_for(pilot, lambda: isinstance(app.screen, ProgressScreen))
