"""Bodies of absurd size and shape: shown, left again, searched, and saved to the last character."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

import pytest

from pectui.tui import reading_copies
from tests.hostile.hostile_program import NOW, Running, empty_sandbox, running
from tests.hostile.hostile_strings import harmful

ONE_LINE = "è[/x]\x1b[31m " * 150_000
"""2 MB on one line."""
MANY_LINES = "riga \u202e[bold]\n" * 70_000
DEEP = "<div>" * 60_000 + "fondo" + "</div>" * 60_000
MARKS = "a" + "\u0301" * 300_000
BODIES = {"one line": ONE_LINE, "many lines": MANY_LINES, "deep": DEEP, "marks": MARKS}
RESPONSIVE = 2.0
"""Seconds a key may take while other work goes on; the figures are measured in benchmarks/."""


async def test_absurd_bodies_open_and_leave_the_keys_alive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = empty_sandbox()
    for body in BODIES.values():
        sandbox.deliver_mail(
            sender="a@pec.example", subject="grande", certified=False, raw={"body": body}, date=NOW
        )
    async with running(tmp_path, sandbox, monkeypatch) as on:
        for index in range(len(BODIES)):
            on.inbox.messages.move_to(index)
            on.press("enter")
            await on.until(partial(is_read, on), "the message")
            on.assert_clean()
            start = time.monotonic()
            for key in ("down", "pagedown", "end", "home"):
                await on.pilot.press(key)
            assert time.monotonic() - start < 4 * RESPONSIVE
            on.assert_clean()
            on.press("q")
            await on.until(lambda: on.inbox.messages.has_focus, "the list")
        await on.assert_alive()


def is_read(on: Running) -> bool:
    return on.inbox.reader.message is not None and not on.inbox.reader.has_class("-notice")


@pytest.mark.parametrize("name", ["one line", "many lines", "marks"])
async def test_saving_writes_it_all(name: str, tmp_path: Path) -> None:
    from pectui.models import Message
    from pectui.pec.bodies import decode_body
    from pectui.pec.envelopes import read_envelope

    envelope = read_envelope(sender="a@pec.example", recipient="", date="", subject="grande")
    body = BODIES[name]
    saved = await reading_copies.save_message(Message(envelope, decode_body(body)), tmp_path)
    text = saved.read_text(encoding="utf-8")
    assert harmful(text) == []
    for word in ("[/x]", "[bold]\n", "riga "):
        assert text.count(word) == body.count(word)
