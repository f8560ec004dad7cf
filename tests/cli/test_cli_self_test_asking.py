"""`pectui doctor --self-test` on a terminal: each step is asked for, and a no ends it cleanly."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any

import pexpect
import pytest

from pectui.sandbox import Fault, Sandbox, SandboxConfig
from tests.cli.asking import Asking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SELF_TEST = ("doctor", "--self-test", "--wait", "30")
STEPS = ("listed: pages", "Read the newest", "quota is counted", "Search on the service")
LETTER, FILE, REMOVAL = "MAY COST", "Only you can see", "Delete the 3 messages"
ASKED = "Take this step"
ACCOUNT = "[accounts.studio]\nkeep = 'all'\n"


@pytest.fixture
def config() -> SandboxConfig:
    return SandboxConfig(messages=60, send_period=0.0, receipt_delay=0.0, attachments="spoiled")


@pytest.fixture
def settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name the settings file; there is none yet."""
    file = tmp_path / "config.toml"
    monkeypatch.setenv("PECTUI_CONFIG", str(file))
    return file


@pytest.fixture
def process(sandbox: Sandbox, settings_file: Path) -> Iterator[pexpect.spawn[str]]:
    """Start the test as a process on a terminal of its own, which hands it Ctrl+C."""
    child = pexpect.spawn(
        sys.executable, ["-m", "pectui", *SELF_TEST],
        env={**os.environ, "TERM": "xterm", "PECTUI_LANGUAGE": "en"},
        dimensions=(50, 200), encoding="utf-8", timeout=60,
    )  # fmt: skip
    yield child
    child.close(force=True)


@pytest.fixture
def terminal(
    sandbox: Sandbox, settings_file: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Asking]:
    """Start the test on a terminal of its own."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("PECTUI_LANGUAGE", "en")
    asking = Asking(monkeypatch, *SELF_TEST)
    yield asking
    asking.close()


def take(terminal: pexpect.spawn[str] | Asking, *steps: str, answer: str = "y") -> None:
    """Wait for each of these steps to be asked for, and answer."""
    for step in steps:
        terminal.expect_exact(step)
        terminal.expect_exact(ASKED)
        terminal.sendline(answer)


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for a condition, a minute at most."""
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def end(terminal: pexpect.spawn[str] | Asking) -> tuple[str, int | None]:
    """Return what is said until the end, and the exit code."""
    terminal.expect(pexpect.EOF)
    terminal.close()
    return str(terminal.before), terminal.exitstatus


def test_a_no_at_the_door_asks_nothing_of_the_service(terminal: Asking, sandbox: Sandbox) -> None:
    take(terminal, STEPS[0], answer="n")
    said, code = end(terminal)
    assert (code, sandbox.requests) == (0, [])
    assert "ended early" in said


def test_a_no_to_what_may_cost_ends_with_what_was_learned(
    terminal: Asking, sandbox: Sandbox
) -> None:
    take(terminal, *STEPS)
    take(terminal, LETTER, answer="n")
    said, code = end(terminal)
    assert (code, sandbox.sends) == (0, [])
    assert "✓ First page: number 1" in said
    assert "? Receipts: not found out" in said


def test_a_spoiled_file_leads_to_the_other_packing(terminal: Asking, sandbox: Sandbox) -> None:
    take(terminal, *STEPS, LETTER)
    terminal.expect_exact(FILE)
    terminal.expect_exact("Is it so")
    terminal.sendline("n")
    take(terminal, LETTER)
    terminal.expect_exact(FILE)
    terminal.expect_exact("Is it so")
    terminal.sendline("y")
    take(terminal, REMOVAL, REMOVAL)
    said, code = end(terminal)
    assert code == 0
    assert "✓ Files must be packed: as plain base64" in said
    assert 'set: attachment_encoding = "base64"' in said
    assert len(sandbox.sends) == 2
    assert len(sandbox.mailbox.mails) == 60


class TestWhereTheQuotaIsInMegabytes:
    """Which is seen at once, and only likely before a letter was sent."""

    @pytest.fixture
    def config(self) -> SandboxConfig:
        return SandboxConfig(messages=60, quota_unit="MB")

    @pytest.fixture
    def settings_file(self, settings_file: Path) -> Path:
        """Give a settings file with the account in it."""
        settings_file.write_text(ACCOUNT)
        return settings_file

    @pytest.mark.parametrize("answer", ["y", "n"])
    def test_a_setting_is_written_where_the_person_agrees(
        self, answer: str, settings_file: Path, terminal: Asking
    ) -> None:
        take(terminal, *STEPS)
        take(terminal, LETTER, answer="n")
        terminal.expect_exact('Write quota_unit = "MB" into the settings of “studio”?')
        terminal.sendline(answer)
        said, code = end(terminal)
        assert code == 0
        written = settings_file.read_text()
        assert written == (f'{ACCOUNT}quota_unit = "MB"\n' if answer == "y" else ACCOUNT)
        assert ("Written into the settings" in said) == (answer == "y")


def test_a_no_to_the_second_letter_still_offers_to_tidy_up(
    terminal: Asking, sandbox: Sandbox
) -> None:
    take(terminal, *STEPS, LETTER)
    terminal.expect_exact("Is it so")
    terminal.sendline("n")
    take(terminal, LETTER, answer="n")
    take(terminal, REMOVAL)
    said, code = end(terminal)
    assert (code, len(sandbox.sends), len(sandbox.mailbox.mails)) == (0, 1, 60)
    assert "? Files must be packed: not found out" in said


def test_ctrl_c_at_a_question_ends_with_what_was_learned(
    process: pexpect.spawn[str], sandbox: Sandbox
) -> None:
    take(process, *STEPS)
    process.expect_exact(LETTER)
    process.expect_exact(ASKED)
    process.sendintr()
    said, code = end(process)
    assert (code, sandbox.sends) == (130, [])
    assert "✓ First page: number 1" in said


def test_an_end_of_input_is_no_word_about_the_file(terminal: Asking, sandbox: Sandbox) -> None:
    take(terminal, *STEPS, LETTER)
    terminal.expect_exact("Is it so")
    terminal.send("\x04")
    take(terminal, REMOVAL)
    said, code = end(terminal)
    assert (code, len(sandbox.sends)) == (0, 1)
    assert "~ Files must be packed: as data URI (likely)" in said


def test_a_letter_on_its_way_at_ctrl_c_is_not_sent_again(
    process: pexpect.spawn[str], sandbox: Sandbox, cli: Callable[..., Any]
) -> None:
    sandbox.add_fault(Fault("POST /send", "slow-after", seconds=2.0))
    take(process, *STEPS, LETTER)
    wait_until(lambda: bool(sandbox.sends))
    process.sendintr()
    assert end(process)[1] == 130
    script = ("doctor", "--self-test", "--yes", "--allow-sending", "--wait", "5", "--json")
    done = cli(*script).json["self_test"]
    assert (done["sent"], len(sandbox.sends)) == ([], 1)
    assert "receipt-fields" not in done["open"]


class TestWhileReceiptsAreWaitedFor:
    """The letter has left, and nothing of it has come."""

    @pytest.fixture
    def config(self) -> SandboxConfig:
        return SandboxConfig(messages=60, send_period=0.0, receipt_delay=1000.0)

    def test_ctrl_c_ends_with_what_was_learned(
        self, process: pexpect.spawn[str], sandbox: Sandbox
    ) -> None:
        take(process, *STEPS, LETTER)
        process.expect_exact("Waiting for the receipts")
        process.sendintr()
        said, code = end(process)
        assert (code, len(sandbox.sends)) == (130, 1)
        assert "✓ First page: number 1" in said
        assert "The test letter has left" in said
