"""Hostile strings in what is kept: clipboard, saved files and their names, log and crash files."""

from __future__ import annotations

import logging
import stat
from collections.abc import Iterator
from datetime import timedelta
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest
from textual.widgets import Input

from pectui.errors import PectuiError, ServerFault
from pectui.models import Message
from pectui.pec.bodies import decode_body
from pectui.pec.envelopes import read_envelope
from pectui.system import logs
from pectui.tui import reading_copies
from pectui.tui.terminal import clipboard
from tests.hostile.hostile_program import NOW, empty_sandbox, running
from tests.hostile.hostile_strings import HOSTILE, Hostile, harmful, words_of

each = pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)


def message_of(hostile: Hostile) -> Message:
    """The message whose every field is the string."""
    envelope = read_envelope(
        sender=hostile.text, recipient=hostile.text, date=hostile.text, subject=hostile.text
    )
    return Message(envelope, decode_body(f"corpo è\n{hostile.text}"))


@pytest.fixture
def over_ssh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the terminal be the way to the clipboard."""
    monkeypatch.setenv("SSH_TTY", "/dev/pts/0")


@each
async def test_what_is_copied_is_clean_and_whole(hostile: Hostile, over_ssh: None) -> None:
    written: list[str] = []
    copied = await clipboard.put(hostile.text, write=written.append)
    assert copied.way is clipboard.Way.TERMINAL
    [text] = written
    assert harmful(text) == []
    assert words_of(text) == words_of(hostile.text)


@each
async def test_a_saved_message_is_clean_and_whole_and_stays_in_its_folder(
    hostile: Hostile, tmp_path: Path
) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    message = message_of(hostile)
    first = await reading_copies.save_message(message, folder)
    second = await reading_copies.save_message(message, folder)
    assert {first.parent, second.parent} == {folder}
    assert first != second
    assert harmful(first.name) == []
    assert words_of(first.name)
    text = first.read_text(encoding="utf-8")
    assert harmful(text) == []
    if not message.body.html:
        assert words_of(hostile.text) in words_of(text.partition("corpo")[2])
    assert stat.S_IMODE(first.stat().st_mode) == 0o600


async def test_saving_from_the_screen_proposes_a_clean_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sandbox = empty_sandbox()
    subject = "../\x1b]0;x\x07[/red]\u202e~\x00/etc/passwd"
    sandbox.deliver_mail(
        sender="a@pec.example", subject=subject, certified=False, body="corpo", date=NOW
    )
    async with running(tmp_path, sandbox, monkeypatch) as on:
        on.press("enter")
        await on.until(lambda: on.inbox.reader.message is not None, "the message")
        on.press("s")
        await on.until(lambda: on.program.screen is not on.inbox, "the question")
        # A long folder scrolls the name out of sight: the field has it.
        await on.until(lambda: any("passwd" in one.value for one in on.program.screen.query(Input)))
        on.assert_clean()
        on.press("enter")
        await on.until(lambda: list(tmp_path.glob("*.txt")), "the file")
        await on.until(lambda: on.program.screen is on.inbox)
        on.press("q")
        await on.assert_alive()
    [saved] = tmp_path.glob("*.txt")
    assert harmful(saved.name) == []


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """Start the log; close it afterwards."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    path = logs.start_log(tmp_path / "state")
    assert path is not None
    yield path
    for handler in [handler for handler in root.handlers if handler not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_the_log_keeps_lines_clean_and_records_apart(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The runner's own handlers would hand lone surrogates to its workers, which cannot carry them.
    root = logging.getLogger()
    own = [handler for handler in root.handlers if isinstance(handler, RotatingFileHandler)]
    monkeypatch.setattr(root, "handlers", own)
    logger = logging.getLogger("pectui.test")
    for hostile in HOSTILE:
        logger.warning("said: %s", hostile.text)
        logger.error("failed", exc_info=ServerFault(hostile.text, status=500))
    text = log.read_text(encoding="utf-8")
    assert harmful(text) == []
    for hostile in HOSTILE:
        assert words_of(text).count(words_of(hostile.text)) >= 2, hostile.name
    # What looks like a record of its own is indented.
    records = [line for line in text.splitlines() if line and not line.startswith(" ")]
    assert len(records) == 2 * len(HOSTILE)


@each
def test_a_crash_file_is_clean_and_quotes_no_letter(hostile: Hostile, tmp_path: Path) -> None:
    secret_words = f"parole di una lettera {hostile.text}"
    try:
        try:
            raise ValueError(secret_words)
        except ValueError as error:
            raise PectuiError(hostile.text) from error
    except PectuiError as error:
        path = logs.write_crash(error, tmp_path)
    text = path.read_text(encoding="utf-8")
    assert harmful(text) == []
    assert harmful(path.name) == []
    # The traceback shows the source line of this test, never the value.
    assert "parole di una lettera" not in text.replace("parole di una lettera {hostile", "")
    assert path.stat().st_mode & 0o077 == 0


async def test_dates_in_the_far_past_and_future_keep_the_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = empty_sandbox()
    for text in ("Mon, 01 Jan 0001 00:00:00 +0000", "31 Dec 9999 23:59:59 -1200", "ieri", "\x1b[c"):
        sandbox.deliver_mail(
            sender="a@pec.example", subject="«riga»", certified=False, raw={"date": text}
        )
    sandbox.deliver_mail(
        sender="a@pec.example", subject="«riga»", certified=False, date=NOW + timedelta(days=9999)
    )
    async with running(tmp_path, sandbox, monkeypatch, size=(80, 24)) as on:
        await on.until(lambda: on.picture.count("«riga»") == 5, "the rows")
        on.assert_clean()
        assert len({line.index("«") for line in on.lines if "«riga»" in line}) == 1
        await on.assert_alive()
