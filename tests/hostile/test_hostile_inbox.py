"""Hostile subjects, senders and bodies in the list, the reader, its search, and the questions."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from pectui.sandbox import Sandbox
from pectui.tui.widgets.reader.shown_body import Mode
from tests.hostile.hostile_program import NOW, Running, empty_sandbox, running
from tests.hostile.hostile_strings import HOSTILE, between, marked, words_of

NAMED = 5
"""Messages a question names at once."""


def body_of(number: int) -> str:
    """A body that is no form encoding and no page, with the string in many places."""
    text = HOSTILE[number].text
    return f"corpo {number}, che è a posto\n{marked(number, text)}\n{text * 3}\n"


def hostile_sandbox() -> Sandbox:
    """Put every string into subject, sender, recipient and body; the first is the newest."""
    sandbox = empty_sandbox()
    for number, hostile in reversed(list(enumerate(HOSTILE))):
        subject = hostile.text if hostile.says else marked(number, hostile.text)
        sandbox.deliver_mail(
            sender=f"m{number}@pec.example",
            subject=subject,
            date=NOW - timedelta(minutes=number),
            certified=False,
            raw={
                "sender": f"m{number}@pec.example {hostile.text}",
                "recipient": f"{marked(number, hostile.text)} studio@pec.example",
                "body": body_of(number),
            },
        )
    return sandbox


def row_of(running: Running, number: int) -> str:
    [row] = [line for line in running.lines if f" m{number}@pec.example" in line]
    return row


async def test_every_string_in_every_door_of_the_inbox(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path, hostile_sandbox(), monkeypatch) as on:
        for number, hostile in enumerate(HOSTILE):
            on.inbox.messages.move_to(number)
            await on.until(partial(is_listed, on, number), f"row {number}")
            on.assert_clean()
            row = row_of(on, number)
            if hostile.says:
                assert hostile.words in words_of(row), hostile.name
            else:
                assert [words_of(text) for text in between(number, row)] == [hostile.words]
            await read(on, number)
            if number % NAMED == NAMED - 1:
                await ask_to_delete(on, range(number - NAMED + 1, number + 1))
        await on.assert_alive()


def is_listed(on: Running, number: int) -> bool:
    return f" m{number}@pec.example" in on.picture


async def read(on: Running, number: int) -> None:
    """Open the message under the cursor and look at headers and body in each view."""
    reader = on.inbox.reader
    on.press("enter")
    await on.until(lambda: reader.message is not None, f"message {number}")
    seen: set[Mode] = set()
    while reader.shown.mode not in seen:
        seen.add(reader.shown.mode)
        await on.until(
            partial(stands_in_the_text, on, number), f"body {number}, {reader.shown.mode}"
        )
        picture = on.assert_clean()
        header = picture.partition(f"corpo {number}")[0]
        if not HOSTILE[number].says:
            # subject and recipient
            assert [words_of(one) for one in between(number, header)] == [HOSTILE[number].words] * 2
        on.press("v")
        await on.until(partial(has_left, on, reader.shown.mode), "the next view")
    assert {Mode.PLAIN, Mode.RAW} <= seen
    on.press("q")
    await on.until(lambda: on.inbox.messages.has_focus, "the list")


def has_left(on: Running, mode: Mode) -> bool:
    return on.inbox.reader.shown.mode is not mode


def stands_in_the_text(on: Running, number: int) -> bool:
    """Whether the body is drawn, nothing of it missing; as a page it may say less."""
    _, there, text = on.picture.partition(f"corpo {number}")
    if on.inbox.reader.shown.mode is Mode.HTML:
        return bool(there)
    return words_of(HOSTILE[number].text) in [words_of(one) for one in between(number, text)]


async def ask_to_delete(on: Running, numbers: range) -> None:
    """Ask for the deletion of some, look at the question, and let it be."""
    on.inbox.messages.move_to(numbers[0])
    await on.pilot.press(*"x" * len(numbers))
    assert len(on.inbox.messages.marked) == len(numbers)
    on.press("d")
    await on.until(lambda: on.program.screen.query("#no"), "the question")
    await on.until(lambda: "n  " in on.picture, "its answers")
    text = " ".join(line.strip(" │▎▊▌▐█▕▏▁▂▃▄▅▆▇") for line in on.assert_clean().splitlines())
    for number in numbers:
        if not HOSTILE[number].says:
            assert HOSTILE[number].words in [words_of(one) for one in between(number, text)]
    on.press("n")
    await on.until(lambda: on.program.screen is on.inbox, "the inbox")
    on.inbox.messages.clear_marks()
