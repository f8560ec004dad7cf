"""`pectui backup` and `restore`: all of the data, never over others, and nothing sent twice."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pectui.sandbox import Fault, Sandbox, SandboxConfig
from pectui.services.keeping.layout import is_allowed
from pectui.services.sending.lock import SenderLock
from pectui.settings.portable import LEFT_OUT, portable_settings
from pectui.store.owner import Owner
from pectui.system.paths import config_file, directories
from tests.cli.conftest import Done
from tests.moments import Moments

Cli = Callable[..., Done]

TOMORROW = ("--at", "tomorrow 9:00")
SECRET = "parola-molto-segreta"


@pytest.fixture
def config() -> SandboxConfig:
    return SandboxConfig(messages=5, send_period=0.0, receipt_delay=0.0)


def send(cli: Cli, subject: str, *more: str) -> Done:
    return cli("send", "-t", "a@pec.example", "-s", subject, "-b", "Testo", *more, "--json")


@pytest.fixture
def used(cli: Cli, sandbox: Sandbox, tmp_path: Path) -> None:
    """Leave data behind: what was sent with a file, a draft, a search of marks, and settings."""
    place = tmp_path / "allegato.pdf"
    place.write_bytes(os.urandom(5_000))
    assert send(cli, "Partita", "-a", str(place)).code == 0
    sandbox.add_fault(Fault("POST /send", "400"))
    assert send(cli, "Respinta", "-a", str(place)).code == 5
    settings = config_file()
    settings.parent.mkdir(parents=True)
    settings.write_text(
        f'# era {SECRET}\nlanguage = "en"\n[accounts.studio]\n'
        'username = "studio.verdi@pec.example"\n'
        f'password = "{SECRET}"\ntoken = "{SECRET}"\ntoken_command = "echo {SECRET}"\n'
    )
    settings.chmod(0o600)


def back_up(cli: Cli, place: Path) -> Done:
    done = cli("backup", "-o", str(place), "--json")
    assert done.code == 0, done.out
    return done


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another machine: nothing is there yet."""
    home = tmp_path / "elsewhere"
    monkeypatch.setenv("PECTUI_DATA_DIR", str(home / "data"))
    monkeypatch.setenv("PECTUI_CACHE_DIR", str(home / "cache"))
    monkeypatch.setenv("PECTUI_CONFIG", str(home / "config.toml"))
    return home


@pytest.fixture
def move(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Go to the other machine; before that, come back to the first one."""
    there = {
        name: os.environ[name] for name in ("PECTUI_DATA_DIR", "PECTUI_CACHE_DIR", "PECTUI_CONFIG")
    }
    for name in there:
        monkeypatch.delenv(name)

    def go() -> None:
        for name, value in there.items():
            monkeypatch.setenv(name, value)

    return go


def rows(table: str, but: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(directories().data / "pectui.db")) as connection:
        connection.row_factory = sqlite3.Row
        found = [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]
    return [{key: value for key, value in row.items() if key not in but} for row in found]


def test_on_another_machine_everything_is_as_it_was(
    cli: Cli, used: None, move: Callable[[], None], tmp_path: Path
) -> None:
    assert cli("sync").code == 0
    backup = tmp_path / "b.zip"
    done = back_up(cli, backup)
    assert done.json["backup"]["missing"] == []
    assert backup.stat().st_mode & 0o777 == 0o600
    before = {
        table: rows(table, ("path",)) for table in ("sendings", "letters", "receipts", "drafts")
    }
    sent = cli("sent", "--json").json
    listed = cli("search", "--json").json
    drafts = rows("drafts")
    move()
    done = cli("restore", str(backup), "--json")
    assert done.code == 0, done.out
    assert done.json["restored"]["held"] == 0
    assert done.json["restored"]["sendings"] == len(before["sendings"])
    strip = {table: rows(table, ("path",)) for table in before}
    assert {**strip, "drafts": []} == {**before, "drafts": []}
    assert cli("sent", "--json").json == sent
    data = directories().data
    for row in rows("attachments"):
        place = Path(row["path"])
        assert place.is_relative_to(data)
        assert hashlib.sha256(place.read_bytes()).hexdigest() == row["sha256"]
        assert place.stat().st_mode & 0o777 == 0o600
    for draft, was in zip(rows("drafts"), drafts, strict=True):
        for file, old in zip(
            json.loads(draft["attachments"]), json.loads(was["attachments"]), strict=True
        ):
            assert Path(file).read_bytes() == Path(old).read_bytes()
    assert cli("sync").code == 0
    assert [one["subject"] for one in cli("search", "--json").json["messages"]] == [
        one["subject"] for one in listed["messages"]
    ]
    again = cli("restore", str(backup), "--json")
    assert again.code in {0, 2}, "brought back once more, or refused: nothing is lost"
    assert cli("sent", "--json").json == sent


def test_no_secret_is_in_it(cli: Cli, used: None, move: Callable[[], None], tmp_path: Path) -> None:
    backup = tmp_path / "b.zip"
    back_up(cli, backup)
    with zipfile.ZipFile(backup) as package:
        names = package.namelist()
        everything = b"".join(package.read(name) for name in names)
    assert SECRET.encode() not in everything
    for name in ("PECTUI_PASSWORD", "PECTUI_TOKEN"):
        assert os.environ[name].encode() not in everything
    assert all(map(is_allowed, names))
    folder = tmp_path / "out"
    shutil.unpack_archive(backup, folder)
    subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder, check=True)
    move()
    assert cli("restore", str(backup), "--json").json["restored"]["settings"] == str(config_file())
    assert "studio.verdi@pec.example" in config_file().read_text()


def test_what_runs_a_command_or_is_secret_does_not_travel() -> None:
    text = "".join(f'{key} = "x"\n' for key in sorted(LEFT_OUT - {"hooks"}))
    hooks = '[hooks]\non_message = "rm -rf /"\n'
    inside = f'[accounts.a]\nusername = "u"\n{text}'
    kept = portable_settings(f'keep = "all"\n{text}{inside}{hooks}'.encode()).decode()
    assert 'username = "u"' in kept
    assert 'keep = "all"' in kept
    assert "x" not in kept.replace("pectui", "")
    assert "rm -rf" not in kept


@pytest.mark.parametrize("mark", ["queued", "claimed", "wire"])
def test_what_waited_never_leaves_from_the_other_machine(
    mark: str, cli: Cli, used: None, sandbox: Sandbox, move: Callable[[], None], tmp_path: Path
) -> None:
    assert send(cli, "Domani", *TOMORROW).code == 0
    with closing(sqlite3.connect(directories().data / "pectui.db")) as connection, connection:
        due = "UPDATE sendings SET mark = ?, leave_at = NULL, due_at = 0 WHERE subject = 'Domani'"
        connection.execute(due, (mark,))
    before = len(sandbox.sends)
    backup = tmp_path / "b.zip"
    back_up(cli, backup)
    move()
    done = cli("restore", str(backup), "--json")
    assert done.json["restored"]["held"] == 1
    assert send(cli, "Un'altra").code == 0  # the outbox works meanwhile
    assert len(sandbox.sends) == before + 1
    held = next(one for one in cli("sent", "--json").json["sendings"] if one["subject"] == "Domani")
    assert held["state"] == "unknown"
    assert re.search(r"backup of \d{1,2} \w{3} \d{4} \d\d:\d\d:\d\d \(CES?T\)", held["reason"])
    assert send(cli, "Domani").code == 8, "an equal letter is not sent by mistake"
    assert len(sandbox.sends) == before + 1


def test_what_the_first_machine_sent_afterwards_is_found(
    cli: Cli, used: None, sandbox: Sandbox, move: Callable[[], None], tmp_path: Path
) -> None:
    assert send(cli, "Domani", *TOMORROW).code == 0
    backup = tmp_path / "b.zip"
    back_up(cli, backup)
    with closing(sqlite3.connect(directories().data / "pectui.db")) as connection, connection:
        connection.execute("UPDATE sendings SET leave_at = NULL, due_at = 0")
    assert send(cli, "Un'altra").code == 0
    codes = {one["subject"]: one["code"] for one in cli("sent", "--json").json["sendings"]}
    assert codes["Domani"]
    move()
    assert cli("restore", str(backup)).code == 0
    answer = send(cli, "Domani")
    assert answer.code == 0, "it left already, which is what was asked for"
    assert [one["code"] for one in answer.json["sendings"]] == [codes["Domani"]]
    assert sum(one.subject.startswith("Domani") for one in sandbox.sends) == 1


def test_a_batch_does_not_go_on_by_itself_nor_when_it_is_resumed(
    cli: Cli, used: None, sandbox: Sandbox, move: Callable[[], None], tmp_path: Path
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("pec;nome\na@pec.example;A\nb@pec.example;B\n")
    text = tmp_path / "t.txt"
    text.write_text("Caro {{ nome }}")
    batch = ("batch", "send", str(table), "-s", "Avviso {{ nome }}", "-f", str(text))
    done = cli(*batch, *TOMORROW, "--yes", "--json")
    assert done.code == 0, (done.out, done.err)
    name = cli("batch", "status", "--json").json["batches"][0]["batch"]
    backup = tmp_path / "b.zip"
    back_up(cli, backup)
    before = len(sandbox.sends)
    move()
    assert cli("restore", str(backup), "--json").json["restored"]["held"] == 2
    cli("batch", "resume", name)
    assert send(cli, "Un'altra").code == 0
    assert len(sandbox.sends) == before + 1


def test_data_that_the_backup_does_not_contain_stay(cli: Cli, used: None, tmp_path: Path) -> None:
    backup = tmp_path / "b.zip"
    back_up(cli, backup)
    assert send(cli, "Dopo").code == 0
    before = rows("sendings")
    done = cli("restore", str(backup), "--json")
    assert (done.code, done.error["kind"]) == (2, "restore-refused")
    assert done.error["hint"]
    assert rows("sendings") == before


def test_where_pectui_is_open_nothing_is_brought_back(
    cli: Cli, used: None, move: Callable[[], None], tmp_path: Path
) -> None:
    backup = tmp_path / "b.zip"
    back_up(cli, backup)
    move()
    directories().data.mkdir(parents=True)
    lock = SenderLock(directories().data, Owner("x", "x"))
    assert lock.take()
    assert cli("restore", str(backup), "--json").error["kind"] == "restore-refused"
    lock.release()
    assert cli("restore", str(backup)).code == 0


def test_a_backup_is_made_while_the_program_writes(cli: Cli, used: None, tmp_path: Path) -> None:
    with closing(sqlite3.connect(directories().data / "pectui.db")) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE sendings SET subject = 'halb'")
        back_up(cli, tmp_path / "b.zip")
        connection.execute("ROLLBACK")
    with zipfile.ZipFile(tmp_path / "b.zip") as package:
        package.extract("pectui.db", tmp_path / "x")
    with closing(sqlite3.connect(tmp_path / "x" / "pectui.db")) as connection:
        assert not connection.execute("SELECT 1 FROM sendings WHERE subject = 'halb'").fetchone()


def test_files_of_zeros_come_back_too(
    cli: Cli, sandbox: Sandbox, move: Callable[[], None], tmp_path: Path
) -> None:
    place = tmp_path / "vuoto.bin"
    place.write_bytes(bytes(60_000_000))
    assert send(cli, "Grande", "-a", str(place), *TOMORROW).code == 0
    back_up(cli, tmp_path / "b.zip")
    move()
    assert cli("restore", str(tmp_path / "b.zip")).code == 0


def test_what_is_missing_is_said(cli: Cli, used: None, tmp_path: Path) -> None:
    lost = Path(rows("attachments")[0]["path"])
    lost.write_bytes(b"changed")
    done = back_up(cli, tmp_path / "b.zip")
    assert done.json["backup"]["missing"] == [str(lost)]


def test_nothing_is_replaced_unasked(cli: Cli, used: None, tmp_path: Path) -> None:
    place = tmp_path / "b.zip"
    place.write_text("mine")
    assert cli("backup", "-o", str(place)).code == 2
    assert place.read_text() == "mine"
    assert cli("backup", "--force", "-o", str(place)).code == 0
    assert zipfile.is_zipfile(place)


def test_without_data_there_is_nothing_to_back_up(cli: Cli, tmp_path: Path) -> None:
    assert cli("backup", "-o", str(tmp_path / "b.zip")).code == 2
    assert not (tmp_path / "b.zip").exists()


def _remade(backup: Path, place: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Write a backup anew with other content, its manifest right."""
    with zipfile.ZipFile(backup) as package:
        files = {name: package.read(name) for name in package.namelist() if name != "SHA256SUMS"}
    change(files)
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
        sums = "".join(
            f"{hashlib.sha256(raw).hexdigest()}  {name}\n" for name, raw in files.items()
        )
        package.writestr("SHA256SUMS", sums)


def _trigger(files: dict[str, bytes]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "x.db"
        place.write_bytes(files["pectui.db"])
        with closing(sqlite3.connect(place)) as connection, connection:
            connection.execute(
                "CREATE TRIGGER evil AFTER UPDATE ON sendings BEGIN DELETE FROM drafts; END"
            )
        files["pectui.db"] = place.read_bytes()


@pytest.mark.parametrize(
    "change",
    [
        lambda files: files.update({"../out.txt": b"x"}),
        lambda files: files.update({"/tmp/out.txt": b"x"}),
        lambda files: files.update({"attachments/../../x": b"x"}),
        lambda files: files.update({"attachments/a/00/..": b"x"}),
        lambda files: files.update({"attachments/a/00/.bashrc": b"x"}),
        lambda files: files.update({"originals/a/b\\c/x.eml": b"x"}),
        lambda files: files.update({"attachments/a/00/b\x1b[31m": b"x"}),
        lambda files: files.update({"attachments/a/00/bomb": bytes(60_000_000)}),
        lambda files: files.update({"pectui.db": b"no database"}),
        lambda files: files.update({"pectui.db": files["pectui.db"][:5_000]}),
        lambda files: files.update({"backup.json": b'{"format": 2, "made_at": "x"}'}),
        lambda files: files.update({"backup.json": b'{"format": 1, "made_at": "yesterday"}'}),
        lambda files: files.update({"backup.json": b'{"format": 1, "made_at": "0001-01-01+14"}'}),
        lambda files: files.update({"backup.json": b"[" * 100_000}),
        lambda files: files.pop("pectui.db"),
        _trigger,
    ],
)
def test_what_no_pectui_wrote_is_refused_and_nothing_is_written(
    change: Callable[[dict[str, bytes]], None],
    cli: Cli,
    used: None,
    move: Callable[[], None],
    tmp_path: Path,
) -> None:
    back_up(cli, tmp_path / "b.zip")
    bad = tmp_path / "bad.zip"
    _remade(tmp_path / "b.zip", bad, change)
    before = sorted(tmp_path.rglob("*"))
    move()
    done = cli("restore", str(bad), "--json")
    assert (done.code, done.error["kind"]) == (2, "file-unreadable")
    new = [path for path in sorted(tmp_path.rglob("*")) if path not in before and path.is_file()]
    assert [path.name for path in new if path.suffix not in {".lock", ".log"}] == []


def test_one_bit_is_seen(cli: Cli, used: None, move: Callable[[], None], tmp_path: Path) -> None:
    back_up(cli, tmp_path / "b.zip")
    raw = (tmp_path / "b.zip").read_bytes()
    move()
    for place in range(40, len(raw), len(raw) // 12):
        changed = bytearray(raw)
        changed[place] ^= 4
        (tmp_path / "c.zip").write_bytes(changed)
        done = cli("restore", str(tmp_path / "c.zip"))
        if done.code == 0:  # a bit of a date or of a mode
            with zipfile.ZipFile(tmp_path / "c.zip") as package:
                assert package.testzip() is None
            shutil.rmtree(directories().data)
        else:
            assert done.code == 2
    for part in (b"", b"PK", raw[:100], raw[:-30]):
        (tmp_path / "c.zip").write_bytes(part)
        assert cli("restore", str(tmp_path / "c.zip")).code == 2
    assert cli("restore", str(tmp_path / "none.zip")).code == 2
    assert cli("restore", str(tmp_path)).code == 2


_MOMENTS = """
import os
from pectui.services.keeping import restore

for name in ("fsync", "link", "replace"):
    setattr(os, name, ended(getattr(os, name)))
for name in ("install", "hold_all", "move_files"):
    setattr(restore, name, ended(getattr(restore, name)))
"""


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_ended_at_any_moment_it_can_be_done_again(
    command: str, cli: Cli, used: None, move: Callable[[], None], tmp_path: Path
) -> None:
    sent = cli("sent", "--json").json
    backup = tmp_path / "b.zip"
    back_up(cli, backup)
    if command == "restore":
        move()
    ends, code = 0, 9
    with Moments(_MOMENTS) as moments:
        while code:
            made = tmp_path / f"{ends}.zip"
            argv = ["restore", str(backup)] if command == "restore" else ["backup", "-o", str(made)]
            code = moments.run(ends, *argv)
            assert code in {0, 9}, f"ended before {ends}"
            if command == "backup" and made.exists():
                with zipfile.ZipFile(made) as package:
                    assert package.testzip() is None, f"ended before {ends}"
                    assert "SHA256SUMS" in package.namelist()
            elif command == "backup":
                assert cli(*argv).code == 0, f"ended before {ends}"
            else:
                assert cli(*argv).code == 0, f"ended before {ends}"
                assert cli("sent", "--json").json == sent, f"ended before {ends}"
                shutil.rmtree(directories().data)
                config_file().unlink()
            ends += 1
    assert ends > 1
