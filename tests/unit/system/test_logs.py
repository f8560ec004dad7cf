from __future__ import annotations

import asyncio
import base64
import gc
import json
import logging
import os
import stat
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.errors import NotFound, StoreUnusable
from pectui.settings.configuration import Account, Secret
from pectui.system import logs
from pectui.system.redaction import STRUCK_OUT, hide, redacted
from pectui.text import is_clean

if TYPE_CHECKING:
    from pathlib import Path

CANARY = 'c4nary/+ è"pw'
logger = logging.getLogger("pectui.test")


def written(folder: Path) -> str:
    return (folder / "pectui.log").read_text(encoding="utf-8")


def test_warnings_are_kept_and_lesser_words_are_not(tmp_path: Path) -> None:
    assert logs.start_log(tmp_path / "state") == tmp_path / "state" / "pectui.log"
    logger.debug("small talk")
    logger.info("a note")
    logger.warning("a warning")
    logging.getLogger("httpx").info("GET https://host.example/inbox?q=subject")
    text = written(tmp_path / "state")
    assert "a warning" in text
    assert "small talk" not in text
    assert "a note" not in text
    assert "host.example" not in text


def test_debug_is_ours_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PECTUI_DEBUG", "1")
    logs.start_log(tmp_path)
    logger.debug("small talk")
    logging.getLogger("httpcore").debug("request headers")
    assert "small talk" in written(tmp_path)
    assert "request headers" not in written(tmp_path)


def test_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        logs.start_log(tmp_path / "state")
        logger.warning("x")
        crash = logs.write_crash(ValueError("x"), tmp_path / "state")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "state" / "pectui.log").stat().st_mode) == 0o600
    assert stat.S_IMODE(crash.stat().st_mode) == 0o600


def test_an_older_file_is_closed_to_others(tmp_path: Path) -> None:
    (tmp_path / "pectui.log").write_text("before\n")
    (tmp_path / "pectui.log").chmod(0o644)
    logs.start_log(tmp_path)
    logger.warning("after")
    assert stat.S_IMODE((tmp_path / "pectui.log").stat().st_mode) == 0o600
    assert written(tmp_path).startswith("before\n")


def test_it_stays_small(tmp_path: Path) -> None:
    logs.start_log(tmp_path)
    for _ in range(400):
        logger.warning("x" * 4_000)
    sizes = [path.stat().st_size for path in tmp_path.glob("pectui.log*")]
    assert len(sizes) == 1 + logs.BACKUPS
    assert max(sizes) <= logs.MAX_BYTES
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in tmp_path.glob("*.log*"))


def test_started_twice_writes_once(tmp_path: Path) -> None:
    logs.start_log(tmp_path)
    logs.start_log(tmp_path)
    logger.warning("one line")
    assert written(tmp_path).count("one line") == 1


def test_a_folder_that_cannot_be_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    assert logs.start_log(tmp_path / "state") is None
    logger.warning("nowhere")
    with pytest.raises(StoreUnusable):
        logs.write_crash(ValueError(), tmp_path / "state")


FORMS = [
    CANARY,
    quote(CANARY, safe=""),
    json.dumps(CANARY),
    repr(CANARY),
    base64.b64encode(CANARY.encode()).decode(),
]


@pytest.mark.parametrize("form", FORMS)
def test_known_secrets_are_struck_out_in_every_form(form: str, tmp_path: Path) -> None:
    hide("", CANARY, "c4nary")
    logs.start_log(tmp_path)
    logger.warning("given %s to %r", form, {"password": CANARY})
    text = written(tmp_path)
    assert "c4nary" not in text
    assert form not in text
    assert STRUCK_OUT in text


def test_an_account_hides_all_it_holds() -> None:
    proxy = "http://u:pr%40x@h:1"
    hide(*Account("a", "u", "u@p.it", Secret("pass-1"), Secret("tok-1"), proxy=proxy).secrets)
    assert redacted("pass-1 tok-1 pr@x pr%40x u@p.it") == "••• ••• ••• ••• u@p.it"


def break_down(body: str) -> None:
    secret = body + " in a local"
    raise ValueError(f"cannot read {secret}")


def test_a_traceback_has_places_and_no_values(tmp_path: Path) -> None:
    logs.start_log(tmp_path)
    letter = "Gentile" + " cliente"  # in two, since a traceback shows lines of code
    try:
        break_down(letter)
    except ValueError:
        logger.exception("reading failed")
    text = written(tmp_path)
    assert "reading failed" in text
    assert "in break_down" in text
    assert "ValueError" in text
    assert letter not in text


@pytest.mark.parametrize(
    ("error", "kept"),
    [
        (ValueError("Gentile"), ""),
        (KeyError("Gentile"), ""),
        (UnicodeDecodeError("utf-8", b"Gentile", 0, 1, "Gentile"), ""),
        (FileNotFoundError(2, "No such file or directory", "/home/Gentile"), "No such file"),
        (AttributeError("'NoneType' object has no attribute 'x'"), "NoneType"),
        (NotFound(), "Not"),
        (ExceptionGroup("Gentile", [ValueError("Gentile"), TypeError("a str")]), "a str"),
    ],
)
def test_words_that_can_quote_a_letter_are_left_out(error: BaseException, kept: str) -> None:
    text = logs.describe(error)
    assert type(error).__name__ in text
    assert "Gentile" not in text
    assert kept in text


def test_what_asyncio_says_of_a_lost_task_quotes_no_letter(tmp_path: Path) -> None:
    letter = "Gentile" + " cliente"

    async def fail(_: str) -> None:
        raise ValueError(letter)

    def fail_too(_: str) -> None:
        raise KeyError(letter)

    async def lose_them() -> None:
        loop = asyncio.get_running_loop()
        task = asyncio.create_task(fail(letter), name="lost")
        loop.call_soon(fail_too, letter)
        await asyncio.wait([task])
        outcome: asyncio.Future[None] = loop.create_future()
        outcome.set_exception(ValueError(letter))

    logs.start_log(tmp_path)
    for debug in (False, True):
        asyncio.run(lose_them(), debug=debug)
        gc.collect()
    text = written(tmp_path)
    assert text.count("Task exception was never retrieved") == 2
    assert text.count("Future exception was never retrieved") == 2
    assert text.count("Exception in callback") == 2
    assert "in fail" in text
    assert "ValueError" in text
    assert "Gentile" not in text


def test_causes_come_first_and_loops_end() -> None:
    first, second = KeyError("x"), RuntimeError("second")
    second.__cause__ = first
    first.__context__ = second
    text = logs.describe(second)
    assert text.index("KeyError") < text.index("RuntimeError: second")


def test_a_crash_file_says_where_and_not_what(tmp_path: Path) -> None:
    hide(CANARY)
    with pytest.raises(ValueError, match="cannot read") as caught:
        break_down(CANARY)
    path = logs.write_crash(caught.value, tmp_path)
    again = logs.write_crash(caught.value, tmp_path)
    text = path.read_text(encoding="utf-8")
    assert path != again
    assert text.startswith("pectui ")
    assert "in break_down" in text
    assert "c4nary" not in text


def test_a_crash_file_has_its_own_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PECTUI_STATE_DIR", str(tmp_path / "s"))
    assert logs.write_crash(ValueError()).parent == tmp_path / "s"


@given(text=st.text())
def test_nothing_foreign_acts_on_who_reads_the_log(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("log")
    logs.start_log(folder)
    logger.warning("subject %s", text)
    kept = (folder / "pectui.log").read_bytes().decode()
    assert is_clean(kept)
    # A line of its own always begins with the moment: nothing foreign can pretend to be a record.
    lines = kept.splitlines()
    assert lines[0][:2] == "20"
    assert all(line.startswith("    ") for line in kept.split("\n")[1:-1])


@pytest.mark.parametrize(("development", "kept"), [("", False), ("1", True)])
def test_the_key_log_is_refused_outside_development(
    development: str, kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_LOG", "/tmp/keys.log")
    monkeypatch.setenv("PECTUI_DEVELOPMENT", development)
    assert logs.refuse_key_log() is not kept
    assert ("TEXTUAL_LOG" in os.environ) is kept


def test_a_broken_record_prints_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs.start_log(tmp_path)
    record = logging.LogRecord("pectui", logging.WARNING, __file__, 1, "%d of %d", (CANARY,), None)
    for handler in logging.getLogger().handlers:
        if isinstance(handler, RotatingFileHandler):
            handler.handle(record)
    assert capsys.readouterr() == ("", "")
