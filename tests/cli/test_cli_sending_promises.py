"""What `pectui send` promises, through the command line: nothing leaves twice, nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pectui.errors import StoreUnusable
from pectui.sandbox import Fault, Sandbox, SandboxConfig
from pectui.store.data import UserData

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.cli.conftest import Done

LETTER = ("send", "-t", "rossi@pec.example", "-s", "Diffida", "-b", "Buongiorno.")
LOST = Fault("POST /send", "drop-after")
NEVER_CAME = Fault("POST /send", "drop-before")


@pytest.fixture
def config() -> SandboxConfig:
    """A small mailbox whose receipts come at once."""
    return SandboxConfig(messages=5, send_period=0.0, receipt_delay=0.0)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own, not made yet."""
    folder = tmp_path / "own" / "data"
    monkeypatch.setenv("PECTUI_DATA_DIR", str(folder))
    return folder


def process(*argv: str, program: Sequence[str] = ("-m", "pectui")) -> tuple[int, Any]:
    """Run a command in a process of its own; return its code and its JSON."""
    done = subprocess.run(
        [sys.executable, *program, *argv, "--json"],
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=120,
    )
    assert b"Traceback" not in done.stderr, done.stderr
    return done.returncode, json.loads(done.stdout)


def posts(sandbox: Sandbox) -> int:
    return sum(request.method == "POST" for request in sandbox.requests)


# ── a full disk ──────────────────────────────────────────────────────────────────────────────────


def check_repeated(
    sandbox: Sandbox,
    cli: Callable[..., Done],
    letter: Sequence[str],
    first: tuple[int, Any],
    make_room: Callable[[], None],
) -> None:
    """Repeat a send that has failed: one letter leaves at most, and what was said holds."""
    code, said = first
    states = {one["state"] for one in said.get("sendings", ())}
    make_room()
    kept = {one["state"] for one in cli("sent", "--json").json["sendings"]}
    if code == 0:
        assert len(sandbox.sends) == 1
        return
    assert not sandbox.sends
    if code == 8:
        assert states == kept == {"queued"}
        assert "outbox" in said["error"]["detail"]
        assert (cli(*letter).code, len(sandbox.sends)) == (8, 0)
    else:
        assert "queued" not in kept, "what failed as a whole must not wait in the outbox"
        assert (cli(*letter).code, len(sandbox.sends)) == (0, 1)


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Callable[[], None]]:
    """Mount a small file system; give a way to make it larger."""
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "none", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount")
    larger = ["mount", "-o", "remount,size=64M", str(folder)]

    def make_room() -> None:
        subprocess.run(larger, check=True)

    try:
        yield make_room
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="needs the right to mount")
@pytest.mark.parametrize("size", ["60k", "1000k", "5200k"])
def test_a_letter_confirmed_on_a_full_disk_leaves_once(
    size: str, sandbox: Sandbox, cli: Callable[..., Done], data: Path
) -> None:
    with small_disk(data, size) as make_room:
        first = cli(*LETTER, "--json")
        check_repeated(sandbox, cli, LETTER, (first.code, first.json), make_room)


_BOUND = """
import inspect, resource, sys
from pectui.cli.main import run
from pectui.services.sending import sender
from pectui.services.session import open_session

inspect.unwrap(open_session).__kwdefaults__["period"] = 0.02
sender.WRITE_PAUSES = (0.0, 0.1, 0.2)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.exit(run(sys.argv[2:]))
"""


@pytest.mark.parametrize("room", [3, 5, 7])
def test_a_letter_confirmed_where_files_cannot_grow_leaves_once(
    room: int, sandbox: Sandbox, cli: Callable[..., Done], data: Path
) -> None:
    """Each page that cannot be written stands for a full disk, whatever the disk says is free."""
    cli("sent")
    limit = (data / "pectui.db").stat().st_size + room * 4096
    letter = (*LETTER[:-1], "Buongiorno. " * 1000)
    sandbox.add_fault(Fault("POST /send", "429", times=4, retry_after=0))
    first = process(str(limit), *letter, program=("-c", _BOUND))
    sandbox.clear_faults()
    check_repeated(sandbox, cli, letter, first, lambda: None)


def test_what_cannot_be_taken_back_is_said_to_be_in_the_outbox(
    sandbox: Sandbox, cli: Callable[..., Done], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, queued = UserData.run, False

    async def fails(self: UserData, work: Callable[..., Any]) -> Any:
        nonlocal queued
        if queued:
            raise StoreUnusable(path=str(self.path), reason="database or disk is full")
        result = await run(self, work)
        queued = "Queue._freeze" in getattr(work, "__qualname__", "")
        return result

    with monkeypatch.context() as patch:
        patch.setattr(UserData, "run", fails)
        done = cli(*LETTER, "--json")
    assert queued
    assert done.code == 8
    assert [one["state"] for one in done.json["sendings"]] == ["queued"]
    assert done.error["kind"] == "still-queued"
    assert "will leave" in done.error["detail"]
    assert (cli(*LETTER).code, sandbox.sends) == (8, [])


# ── a retry loop ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("fault", [LOST, NEVER_CAME, Fault("POST /send", "500-after")])
def test_a_retry_loop_sends_one_letter(sandbox: Sandbox, cli: Any, fault: Fault) -> None:
    sandbox.add_fault(Fault("GET /inbox", "500", times=None))
    sandbox.add_fault(fault)
    codes = [cli(*LETTER).code for _ in range(4)]
    assert codes == [8] * 4
    assert posts(sandbox) == 1


def test_the_unknown_equal_is_named(sandbox: Sandbox, cli: Any) -> None:
    sandbox.add_fault(NEVER_CAME)
    first = cli(*LETTER, "--json").json["sendings"][0]
    done = cli(*LETTER, "--json")
    assert done.code == done.error["exit_code"] == 8
    assert done.error["kind"] == "letter-repeated"
    assert "rossi@pec.example" in done.error["detail"]
    assert [(one["id"], one["state"]) for one in done.json["sendings"]] == [
        (first["id"], "unknown")
    ]
    assert "--again" in cli(*LETTER).err


def test_a_letter_found_to_have_left_answers_for_its_repetition(sandbox: Sandbox, cli: Any) -> None:
    sandbox.add_fault(LOST)
    assert cli(*LETTER).code == 8
    for _ in range(3):
        done = cli(*LETTER, "--json")
        assert done.code == 0
        [sending] = done.json["sendings"]
        assert sending["code"] == sandbox.sends[0].code
        assert sending["earlier"] is True
    assert sandbox.sends[0].code in cli(*LETTER).out
    assert posts(sandbox) == 1


@pytest.mark.parametrize("fault", [LOST, None])
def test_a_letter_refused_at_the_door_answers_for_no_repetition(
    sandbox: Sandbox, cli: Any, fault: Fault | None
) -> None:
    letter = ("send", "-t", "rifiuto@pec.example", *LETTER[3:])
    if fault:
        sandbox.add_fault(fault)
    assert cli(*letter).code == (8 if fault else 0)
    cli("sent", sandbox.sends[0].code)
    done = cli(*letter, "--json")
    assert done.code == 0
    assert [one.get("earlier") for one in done.json["sendings"]] == [None]
    assert [done.json["sendings"][0]["code"]] == [one.code for one in sandbox.sends[1:]]
    assert "equal letter" not in done.err


@pytest.mark.parametrize(
    "other",
    [
        ("send", "-t", "ROSSI@pec.example", "-s", "Diffida", "-b", "Buongiorno."),
        ("send", "-t", "rossi@PEC.example", "-s", "Diffida [rif. 7F3K]", "-b", "Buongiorno."),
        ("send", "-t", "altri@pec.example", "rossi@pec.example", *LETTER[3:]),
        (*LETTER, "--at", "tomorrow 9:00"),
    ],
)
def test_equal_is_equal_however_it_is_written(
    sandbox: Sandbox, cli: Any, other: tuple[str, ...]
) -> None:
    sandbox.add_fault(NEVER_CAME)
    cli(*LETTER)
    assert cli(*other).code == 8
    assert posts(sandbox) == 1


def test_other_files_make_another_letter(sandbox: Sandbox, cli: Any, tmp_path: Path) -> None:
    sandbox.add_fault(NEVER_CAME)
    file = tmp_path / "atto.pdf"
    file.write_bytes(b"%PDF-1 uno")
    assert cli(*LETTER, "-a", str(file)).code == 8
    assert cli(*LETTER, "-a", str(file)).code == 8
    file.write_bytes(b"%PDF-1 due")
    assert cli(*LETTER, "-a", str(file)).code == 0
    assert cli(*LETTER).code == 0
    assert posts(sandbox) == 3


@pytest.mark.parametrize("differs", [("-s", "Diffida bis"), ("-b", "Buonasera.")])
def test_other_words_make_another_letter(
    sandbox: Sandbox, cli: Any, differs: tuple[str, str]
) -> None:
    sandbox.add_fault(NEVER_CAME)
    cli(*LETTER)
    other = list(LETTER)
    other[other.index(differs[0]) + 1] = differs[1]
    assert cli(*other).code == 0


def test_again_is_the_deliberate_act(sandbox: Sandbox, cli: Any) -> None:
    sandbox.add_fault(NEVER_CAME)
    cli(*LETTER)
    done = cli(*LETTER, "--again", "--json")
    assert done.code == 0
    assert [sent.code for sent in sandbox.sends] == [done.json["sendings"][0]["code"]]
    # The first one is still nobody's knowledge.
    assert cli(*LETTER).code == 8


def test_a_waiting_equal_is_not_doubled(sandbox: Sandbox, cli: Any) -> None:
    assert cli(*LETTER, "--at", "tomorrow 9:00").code == 0
    done = cli(*LETTER, "--json")
    assert done.code == 8
    assert done.json["sendings"][0]["state"] == "queued"
    assert posts(sandbox) == 0


def test_a_letter_sent_today_is_a_warning_only(sandbox: Sandbox, cli: Any) -> None:
    assert cli(*LETTER).code == 0
    done = cli(*LETTER)
    assert done.code == 0
    assert "24 hours" in done.err
    assert len(sandbox.sends) == 2


def test_only_who_got_nothing_is_sent_to_once_more(sandbox: Sandbox, cli: Any) -> None:
    """The first recipient's letter left, the second one's answer was lost, the third is refused."""
    sandbox.add_fault(Fault("POST /send", "drop-after", after=1))
    sandbox.add_fault(Fault("POST /send", "406", after=1))
    many = ("send", "-t", "a@pec.example", "b@pec.example", "c@pec.example", *LETTER[3:])
    assert cli(*many).code == 8
    done = cli(*many, "--json")
    assert done.code == 0, done.json
    assert [one["recipients"][0][0] for one in done.json["sendings"]] == ["a", "b", "c"]
    got = sorted(one for sent in sandbox.sends for one in sent.recipients)
    assert got == ["a@pec.example", "b@pec.example", "c@pec.example"]


# ── a machine that wakes late ────────────────────────────────────────────────────────────────────

_LATE = """
import selectors, sys, time

select = selectors.DefaultSelector.select

def late(self, timeout=None):
    events = select(self, timeout)
    if not events and timeout:
        time.sleep(0.45)
    return events

selectors.DefaultSelector.select = late
from pectui.cli.main import run
sys.exit(run(sys.argv[1:]))
"""


def test_a_machine_that_always_wakes_late_sends(sandbox: Sandbox, data: Path) -> None:
    code, said = process(*LETTER, program=("-c", _LATE))
    assert (code, said["sendings"][0]["state"]) == (0, "sent")
    assert len(sandbox.sends) == 1


# ── checking only ────────────────────────────────────────────────────────────────────────────────


def test_a_dry_run_shows_what_would_leave_and_sends_nothing(
    sandbox: Sandbox, cli: Any, tmp_path: Path
) -> None:
    file = tmp_path / "atto.pdf"
    file.write_bytes(b"%PDF-1")
    done = cli(*LETTER, "-a", str(file), "--dry-run")
    assert done.code == 0
    for word in ("rossi@pec.example", "Diffida", "atto.pdf"):
        assert word in done.out
    said = cli(*LETTER, "-a", str(file), "--dry-run", "--json").json
    assert said["dry_run"] is True
    [sending] = said["sendings"]
    assert (sending["state"], sending["id"], sending["code"]) == ("draft", None, None)
    assert sending["attachments"][0]["size"] == 6
    assert not sandbox.requests
    assert cli("sent", "--json").json == {"sendings": []}


def test_a_dry_run_tells_when_it_would_leave(sandbox: Sandbox, cli: Any) -> None:
    later = (*LETTER, "--at", "tomorrow 9:00", "--dry-run")
    [sending] = cli(*later, "--json").json["sendings"]
    assert sending["leaves_at"][10:16] == "T09:00"
    assert sending["sent"] is None
    assert "09:00" in cli(*later).err
    [at_once] = cli(*LETTER, "--dry-run", "--json").json["sendings"]
    assert at_once["leaves_at"] is None


@pytest.mark.parametrize(
    ("more", "code"),
    [(("-a", "/nowhere"), 2), (("-s", "x" * 200), 2), (("-t", "no address"), 2)],
)
def test_a_dry_run_refuses_what_sending_would(
    sandbox: Sandbox, cli: Any, more: tuple[str, ...], code: int
) -> None:
    assert cli(*LETTER, *more, "--dry-run").code == code


def test_a_dry_run_tells_an_equal_letter(sandbox: Sandbox, cli: Any) -> None:
    sandbox.add_fault(NEVER_CAME)
    cli(*LETTER)
    assert cli(*LETTER, "--dry-run", "--json").error["kind"] == "letter-repeated"
    assert cli(*LETTER, "--dry-run", "--again").code == 0


# ── words ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("option", ["-b", "-s"])
def test_bytes_that_are_no_text_are_refused_as_on_stdin(
    sandbox: Sandbox, data: Path, option: str
) -> None:
    argv: list[str | bytes] = [*LETTER]
    argv[argv.index(option) + 1] = b"perch\xe9"
    code, said = process(*argv)  # type: ignore[arg-type]
    assert code == 2
    assert "UTF-8" in said["error"]["detail"]
    assert not sandbox.requests


@pytest.mark.parametrize("kind", ["406", "401", "402", "success-false"])
def test_a_refusal_has_a_next_step(sandbox: Sandbox, cli: Any, kind: str) -> None:
    sandbox.add_fault(Fault("POST /send", kind))
    done = cli(*LETTER)
    _, kept, step = done.err.strip().splitlines()
    assert "among the drafts" in kept
    assert step.strip()


# ── waiting ──────────────────────────────────────────────────────────────────────────────────────


def test_waiting_ends_when_it_was_said_to_end(sandbox: Sandbox, cli: Any) -> None:
    cli(*LETTER)
    code = sandbox.sends[0].code
    sandbox.add_fault(Fault("GET /send/{code}", "slow", seconds=30.0))
    before = time.monotonic()
    done = cli("sent", code, "--wait", "0.5", "--json")
    assert time.monotonic() - before < 10
    assert (done.code, done.json["sendings"][0]["code"]) == (0, code)
    assert "in time" in done.err
    sandbox.add_fault(Fault("GET /send/{code}", "slow", seconds=30.0))
    assert cli("sent", "2020082610003492", "--wait", "0.5").code == 7
