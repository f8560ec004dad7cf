"""What the conversation in lines understands, and when it keeps still."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from pectui.catalogue import LANGUAGES, Language, use_language
from pectui.cli.plain import console as console_module
from pectui.cli.plain.console import Console
from pectui.cli.plain.lines import EndOfInput, Lines
from pectui.cli.plain.words import (
    LETTER_WORDS,
    WORDS,
    help_lines,
    letter_help_lines,
    letter_words,
    meant,
    more_lines,
    words,
)
from pectui.errors import ArgumentInvalid
from tests.cli.conftest import Done

SOON = 10.0


@dataclass(frozen=True)
class Ends:
    """Both ends of a pseudo-terminal."""

    person: int
    program: int


@pytest.fixture
def ends() -> Iterator[Ends]:
    person, program = os.openpty()
    yield Ends(person, program)
    os.close(person)
    os.close(program)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(SOON):
        while not holds():
            await asyncio.sleep(0.01)


# ── words ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_understood_in_its_language_and_in_english(language: Language) -> None:
    use_language(language)
    for spoken, names in ((words(), WORDS), (letter_words(), LETTER_WORDS)):
        assert len(set(spoken.values())) == len(names)
        for name in names:
            assert meant(f"{spoken[name]} a b", spoken) == (name, "a b")
            # An English word may be another's Italian one: then it is that one.
            assert meant(name.upper(), spoken)[0] == name
    for told, said in ((help_lines(), words()), (letter_help_lines(), letter_words())):
        for line, word in zip(told, said.values(), strict=True):
            assert line.startswith(word)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_that_is_named_is_there_with_its_options(
    language: Language, cli: Callable[..., Done]
) -> None:
    use_language(language)
    named = re.findall("“pectui ([^”]*)”", "\n".join(more_lines()))
    assert {"batch check", "accounts add"} <= {" ".join(one.split()[:2]) for one in named}
    for command, *rest in (one.split() for one in named if not one.startswith("--")):
        told = cli(command, "--help").out
        for word in rest:
            assert word in told or not (word.islower() or word.startswith("-")), word


@pytest.mark.parametrize(
    ("typed", "name", "rest"),
    [
        ("list", "list", ""),
        ("  LIST  unread ", "list", "unread"),
        ("12", "open", "12"),
        ("op 3", "open", "3"),
        ("sea rossi bianchi", "search", "rossi bianchi"),
        ("wr a@pec.example", "write", "a@pec.example"),
    ],
)
def test_a_line_means_a_word_and_the_rest(typed: str, name: str, rest: str) -> None:
    assert meant(typed, words()) == (name, rest)


@pytest.mark.parametrize(
    ("typed", "rest"), [("da leggere 3", "3"), ("Da  Leggere", ""), ("da", ""), ("unread 3", "3")]
)
def test_a_word_of_two_is_one_word(typed: str, rest: str) -> None:
    use_language("it")
    assert meant(typed, words()) == ("unread", rest)


@pytest.mark.parametrize("typed", ["s", "re", "foo", "lsit", "/", "sendd", "\x1b[A"])
def test_what_may_mean_several_words_means_none(typed: str) -> None:
    with pytest.raises(ArgumentInvalid):
        meant(typed, words())


# ── lines ─────────────────────────────────────────────────────────────────────────────────────


async def test_a_line_begun_is_known_and_nothing_of_it_is_lost(ends: Ends) -> None:
    before = termios.tcgetattr(ends.program)
    lines = Lines(ends.program)
    reading = asyncio.create_task(lines.read())
    await asyncio.sleep(0)
    assert not lines.has_begun
    os.write(ends.person, b"hel")
    await until(lambda: lines.has_begun)
    assert termios.tcgetattr(ends.program) == before
    os.write(ends.person, b"p\n")
    assert await asyncio.wait_for(reading, SOON) == "help"
    assert not lines.has_begun


async def test_a_line_is_whole_however_often_it_is_looked_at(ends: Ends) -> None:
    lines = Lines(ends.program)
    for turn in range(60):
        reading = asyncio.create_task(lines.read())
        await asyncio.sleep(0)
        os.write(ends.person, b"hel")
        await until(lambda: lines.has_begun)
        for _ in range(turn % 5):
            assert lines.has_begun
            await asyncio.sleep(0)
        os.write(ends.person, b"p\n")
        assert await asyncio.wait_for(reading, SOON) == "help"


async def test_a_terminal_can_be_asked_again_after_its_end(ends: Ends) -> None:
    lines = Lines(ends.program)
    os.write(ends.person, b"\x04")
    with pytest.raises(EndOfInput):
        await asyncio.wait_for(lines.read(), SOON)
    os.write(ends.person, b"list\n")
    assert await asyncio.wait_for(lines.read(), SOON) == "list"


async def test_who_stops_waiting_loses_no_line(ends: Ends) -> None:
    lines = Lines(ends.program)
    waiting = asyncio.create_task(lines.read())
    await asyncio.sleep(0)
    waiting.cancel()
    os.write(ends.person, "perché\n".encode())
    assert await asyncio.wait_for(lines.read(), SOON) == "perché"


@pytest.mark.parametrize("is_read", [True, False])
async def test_what_is_forgotten_is_never_read_and_what_follows_is_whole(
    is_read: bool, ends: Ends
) -> None:
    lines = Lines(ends.program)
    reading = asyncio.create_task(lines.read()) if is_read else None
    await asyncio.sleep(0)
    os.write(ends.person, b"y\ny\ny")
    if reading is not None:
        assert await asyncio.wait_for(reading, SOON) == "y"
    assert await asyncio.wait_for(lines.forget(), SOON)
    assert not await asyncio.wait_for(lines.forget(), SOON)
    assert not lines.has_begun
    os.write(ends.person, b"no\n")
    assert await asyncio.wait_for(lines.read(), SOON) == "no"


async def test_what_is_still_being_pasted_is_forgotten_too(ends: Ends) -> None:
    lines = Lines(ends.program)
    forgetting = asyncio.create_task(lines.forget())
    for _ in range(5):
        os.write(ends.person, b"y\n")
        await asyncio.sleep(0.05)
    assert await asyncio.wait_for(forgetting, SOON)
    os.write(ends.person, b"no\n")
    assert await asyncio.wait_for(lines.read(), SOON) == "no"


async def test_who_had_stopped_waiting_is_forgotten_too(ends: Ends) -> None:
    lines = Lines(ends.program)
    waiting = asyncio.create_task(lines.read())
    await asyncio.sleep(0)
    waiting.cancel()
    os.write(ends.person, b"y\ny\n")
    assert await asyncio.wait_for(lines.forget(), SOON)
    os.write(ends.person, b"no\n")
    assert await asyncio.wait_for(lines.read(), SOON) == "no"


async def test_nothing_of_a_pipe_is_forgotten() -> None:
    reader, writer = os.pipe()
    os.write(writer, b"y\n")
    lines = Lines(reader)
    assert not await lines.forget()
    assert await asyncio.wait_for(lines.read(), SOON) == "y"
    os.close(writer)
    os.close(reader)


@pytest.mark.parametrize(
    ("octets", "expected"),
    [
        (b"a\nb\n", ["a", "b"]),
        (b"a\r\nb", ["a", "b"]),
        ("perch\xe9\n".encode("cp1252"), ["perché"]),
        (b"\n\n", ["", ""]),
        (b"", []),
    ],
)
async def test_a_pipe_is_read_to_its_end(octets: bytes, expected: list[str]) -> None:
    reader, writer = os.pipe()
    os.write(writer, octets)
    os.close(writer)
    lines = Lines(reader)
    for line in expected:
        assert await asyncio.wait_for(lines.read(), SOON) == line
    for _ in range(2):
        with pytest.raises(EndOfInput):
            await asyncio.wait_for(lines.read(), SOON)
    os.close(reader)


# ── news ──────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def console(ends: Ends, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Console]]:
    """Give what makes a console whose person types at one end; it has to be made on the loop."""
    monkeypatch.setattr(console_module, "TOGETHER", 0.01)
    with os.fdopen(os.dup(ends.program)) as typed:
        monkeypatch.setattr("sys.stdin", typed)
        yield Console


async def told_by(capsys: pytest.CaptureFixture[str], words: str) -> tuple[str, str]:
    """Return what is told until the words are."""
    out = err = ""
    async with asyncio.timeout(SOON):
        while words not in out:
            await asyncio.sleep(0.01)
            more = capsys.readouterr()
            out, err = out + more.out, err + more.err
    return out, err


async def test_news_are_told_soon_and_together_while_nothing_is_typed(
    ends: Ends, console: Callable[[], Console], capsys: pytest.CaptureFixture[str]
) -> None:
    talk = console()
    resting = asyncio.create_task(talk.rest("pectui:"))
    await asyncio.sleep(0)
    assert capsys.readouterr() == ("", "pectui: ")
    talk.add_news("New: a")
    talk.add_news("New: b")
    told = await told_by(capsys, "New: b\n")
    # Each on a line of its own, and the question once more below them.
    assert told == ("New: a\nNew: b\n", "\npectui: ")
    os.write(ends.person, b"list\n")
    assert await asyncio.wait_for(resting, SOON) == "list"


async def test_news_never_come_into_a_line_being_typed(
    ends: Ends, console: Callable[[], Console], capsys: pytest.CaptureFixture[str]
) -> None:
    talk = console()
    resting = asyncio.create_task(talk.rest("pectui:"))
    await asyncio.sleep(0)
    os.write(ends.person, b"li")
    await until(lambda: talk.is_being_typed_to)
    capsys.readouterr()
    talk.add_news("New: a")
    await asyncio.sleep(2 * console_module.TOGETHER)
    assert capsys.readouterr() == ("", "")
    os.write(ends.person, b"st\n")
    assert await asyncio.wait_for(resting, SOON) == "list"
    # Nor while what was said is done, but before the next question.
    talk.add_news("New: b")
    assert capsys.readouterr() == ("", "")
    resting = asyncio.create_task(talk.rest("pectui:"))
    await asyncio.sleep(0)
    assert capsys.readouterr() == ("New: a\nNew: b\n", "pectui: ")
    os.write(ends.person, b"\n")
    await asyncio.wait_for(resting, SOON)


async def test_news_never_come_into_an_answer(
    ends: Ends, console: Callable[[], Console], capsys: pytest.CaptureFixture[str]
) -> None:
    talk = console()
    asking = asyncio.create_task(talk.ask("To:"))
    await asyncio.sleep(0)
    talk.add_news("New: a")
    await asyncio.sleep(2 * console_module.TOGETHER)
    assert capsys.readouterr() == ("", "To: ")
    os.write(ends.person, b" rossi@pec.example \n")
    assert await asyncio.wait_for(asking, SOON) == "rossi@pec.example"


# ── the command ───────────────────────────────────────────────────────────────────────────────


def test_a_conversation_is_no_document(cli: Callable[..., Done]) -> None:
    assert cli("plain", "--json").code == 2


def test_it_loads_no_screen() -> None:
    script = (
        "import sys; import pectui.cli.plain.conversation, pectui.cli.plain.command;"
        "print(*sorted({'textual', 'rich', 'pectui.cli.set_up'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert not done.stdout.strip()
