"""`pectui export --since-last`: every message once, whole folders only, whenever it is ended."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pectui.sandbox import Fault, Sandbox, SandboxConfig
from pectui.sandbox.mailbox import Mail
from pectui.services.sending.lock import SenderLock
from pectui.store.owner import Owner
from pectui.system.paths import directories
from tests.cli.conftest import Done
from tests.moments import Moments

Cli = Callable[..., Done]

COUNT = 3
_MOMENTS = """
import os
from pathlib import Path
from pectui.store.database import Database

os.fsync = ended(os.fsync)
Path.rename = ended(Path.rename)
read = Database._transact
write = ended(read)
Database._transact = lambda self, work, begin: (
    write if self._durable and begin != "BEGIN" else read
)(self, work, begin)
"""


@pytest.fixture
def config() -> SandboxConfig:
    return SandboxConfig(messages=COUNT, send_period=0.0, receipt_delay=0.0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "archivio"
    place.mkdir()
    return place


def add(sandbox: Sandbox, subject: str) -> None:
    moment = datetime.now(UTC)
    sandbox.mailbox.add(
        Mail("a@pec.example", "studio.verdi@pec.example", moment, subject, "Buongiorno", 1)
    )


def archive(cli: Cli, folder: Path) -> Done:
    assert cli("sync").code == 0
    return cli("export", "--since-last", "-o", str(folder), "--json")


def mails(folder: Path) -> Counter[bytes]:
    """Return what all archives hold, after checking that each is whole."""
    found: Counter[bytes] = Counter()
    for day in folder.iterdir():
        assert not day.name.startswith("."), "nothing half is left"
        assert day.stat().st_mode & 0o777 == 0o700
        done = subprocess.run(
            ["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=day, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        names = [one for one in day.iterdir() if one.suffix == ".eml"]
        assert all(one.stat().st_mode & 0o777 == 0o600 for one in day.iterdir())
        index = (day / "index.csv").read_text("utf-8-sig")
        assert all(one.name in index for one in names)
        found.update(one.read_bytes() for one in names)
    return found


def test_each_message_is_written_once(cli: Cli, sandbox: Sandbox, folder: Path) -> None:
    first = archive(cli, folder)
    assert (first.code, first.json["exported"], first.json["left"]) == (0, COUNT, 0)
    assert Path(first.json["file"]).parent == folder
    assert archive(cli, folder).json == {"exported": 0, "file": None, "left": 0}
    add(sandbox, "Nuovo/../../../etc/passwd")
    add(sandbox, "..")
    second = archive(cli, folder)
    assert second.json["exported"] == 2
    assert second.json["file"] != first.json["file"]
    found = mails(folder)
    assert (len(found), set(found.values())) == (COUNT + 2, {1})


def test_the_copy_may_be_begun_anew_in_between(cli: Cli, sandbox: Sandbox, folder: Path) -> None:
    assert archive(cli, folder).json["exported"] == COUNT
    assert cli("purge").code == 0
    assert archive(cli, folder).json["exported"] == 0


def test_another_folder_is_another_archive(cli: Cli, sandbox: Sandbox, folder: Path) -> None:
    assert archive(cli, folder).json["exported"] == COUNT
    assert archive(cli, folder / "altro").json["exported"] == COUNT


def test_a_folder_that_is_gone_is_not_begun_anew(cli: Cli, sandbox: Sandbox, folder: Path) -> None:
    assert archive(cli, folder).code == 0
    folder.rename(folder.with_name("altrove"))
    add(sandbox, "Nuovo")
    done = archive(cli, folder)
    assert (done.code, done.error["kind"]) == (2, "file-unwritable")
    assert not folder.exists()
    folder.with_name("altrove").rename(folder)
    assert archive(cli, folder).json["exported"] == 1


def test_a_folder_somebody_else_has_put_there_is_not_used(
    cli: Cli, sandbox: Sandbox, folder: Path, tmp_path: Path
) -> None:
    assert archive(cli, folder).code == 0
    name = next(directories().data.glob("archive-*.lock")).stem.removeprefix("archive-")
    (tmp_path / "theirs").mkdir()
    (folder / f".pectui-{name}.part").symlink_to(tmp_path / "theirs")
    add(sandbox, "Nuovo")
    assert archive(cli, folder).code == 2
    assert list((tmp_path / "theirs").iterdir()) == []


def test_what_cannot_be_read_now_comes_the_next_time(
    cli: Cli, sandbox: Sandbox, folder: Path
) -> None:
    sandbox.add_fault(Fault("GET /inbox/{id}", "401", after=1))
    done = archive(cli, folder)
    assert (done.code, done.json["exported"], done.json["left"]) == (4, 1, COUNT - 1)
    assert archive(cli, folder).json["exported"] == COUNT - 1
    assert set(mails(folder).values()) == {1}


def test_one_at_a_time(cli: Cli, sandbox: Sandbox, folder: Path) -> None:
    assert archive(cli, folder).code == 0
    name = next(directories().data.glob("archive-*.lock")).name
    lock = SenderLock(directories().data, Owner("x", "x"), "archive")
    lock._path = directories().data / name  # whose it is does not matter here
    assert lock.take()
    add(sandbox, "Nuovo")
    done = archive(cli, folder)
    assert (done.code, done.error["kind"]) == (3, "store-busy")
    lock.release()
    assert archive(cli, folder).json["exported"] == 1


def test_a_full_disk_leaves_nothing(
    cli: Cli, sandbox: Sandbox, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    assert cli("sync").code == 0
    with monkeypatch.context() as patch:
        patch.setattr("pectui.services.exporting.archive.os.fsync", full)
        assert archive(cli, folder).code == 2
    assert list(folder.iterdir()) == []
    assert archive(cli, folder).json["exported"] == COUNT


def test_ended_at_any_moment_the_next_time_writes_the_rest(
    cli: Cli, sandbox: Sandbox, folder: Path
) -> None:
    assert cli("sync").code == 0
    assert cli("export", "-o", str(folder.with_name("letti.json"))).code == 0  # texts are here now
    ends, code = 0, 9
    with Moments(_MOMENTS) as moments:
        while code:
            place = folder / str(ends)
            place.mkdir()
            argv = ["export", "--since-last", "-o", str(place)]
            code = moments.run(ends, *argv)
            assert code in {0, 9}, f"ended before {ends}"
            assert cli(*argv).code == 0, f"ended before {ends}"
            found = mails(place)
            assert (len(found), set(found.values())) == (COUNT, {1}), f"ended before {ends}"
            ends += 1
    assert ends > COUNT + 6
