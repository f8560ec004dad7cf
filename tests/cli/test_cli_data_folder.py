"""A data or cache folder that is not as it should be: what is said, and what works all the same."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from pectui.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LETTER = ("send", "-t", "rossi@pec.example", "-s", "Diffida", "-b", "Buongiorno.")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own, not made yet."""
    folder = tmp_path / "own" / "data"
    monkeypatch.setenv("PECTUI_DATA_DIR", str(folder))
    return folder


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Make a folder one that cannot be written to, also for root."""
    if os.geteuid() != 0:
        folder.chmod(0o500)
        yield
        folder.chmod(0o700)
        return
    bind = ["mount", "--bind", str(folder), str(folder)]
    if subprocess.run(bind, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_read_only_data_folder_can_be_read(sandbox: Sandbox, data: Path, cli: Any) -> None:
    [sent] = cli(*LETTER, "--json").json["sendings"]
    with read_only(data):
        inbox = cli("inbox", "--json")
        assert inbox.code == 0
        assert "read-only" in inbox.err
        assert cli("show", str(inbox.json["messages"][0]["id"])).code == 0
        assert [one["code"] for one in cli("sent", "--json").json["sendings"]] == [sent["code"]]
        asked = cli("sent", sent["code"], "--json")
        assert (asked.code, asked.json["sendings"][0]["code"]) == (0, sent["code"])
        assert cli("quota").code == 0
        for command in (LETTER, (*LETTER, "--dry-run"), (*LETTER, "--at", "tomorrow 9:00")):
            done = cli(*command, "--json")
            assert done.code == 3
            assert "nothing can be sent" in done.error["detail"]
    assert len(sandbox.sends) == 1
    assert cli("sent", "--json").json["sendings"][0]["code"] == sent["code"]


def test_doctor_says_it_in_its_own_words_only(sandbox: Sandbox, data: Path, cli: Any) -> None:
    assert cli(*LETTER).code == 0
    command = [sys.executable, "-m", "pectui", "doctor"]
    with read_only(data):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "Folders" in done.stdout) == (3, True)
    assert "EROFS" not in done.stderr
    assert "can only be read:" not in done.stderr


def test_a_folder_that_cannot_be_made_can_be_read_from(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Any
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    monkeypatch.setenv("PECTUI_DATA_DIR", str(place / "a" / "b"))
    with read_only(place):
        assert cli("inbox").code == 0
        assert cli("sent", "--json").json == {"sendings": []}
        assert cli(*LETTER).code == 3
    assert not sandbox.sends


@pytest.mark.parametrize("first", ["sent", "quota", "inbox"])
def test_an_emptied_database_is_set_aside_and_said(
    sandbox: Sandbox, data: Path, cli: Any, tmp_path: Path, first: str
) -> None:
    file = tmp_path / "atto.pdf"
    file.write_bytes(b"%PDF-1")
    cli(*LETTER, "-a", str(file))
    (data / "pectui.db").write_bytes(b"")
    copies = [one for one in data.glob("attachments/**/*") if one.is_file()]
    for one in data.glob("attachments/*"):
        os.utime(one, (0, 0))
    done = cli(first)
    assert done.code == 0
    # The quota's history is nothing to set letters aside for.
    told = cli("sent") if first == "quota" else done
    [aside] = data.glob("pectui.db.broken-*")
    assert f"set aside as {aside}" in told.err
    assert "set aside" not in cli("sent").err
    # What it told of is gone, but not the files that a person may want back.
    assert cli(*LETTER).code == 0
    assert all(one.is_file() for one in copies)


@pytest.mark.skipif(os.geteuid() != 0, reason="needs the right to mount")
@pytest.mark.parametrize("folder", ["CACHE", "STATE"])
def test_reading_and_sending_go_on_where_cache_or_log_is_full(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Any, folder: str
) -> None:
    place = tmp_path / "full"
    place.mkdir()
    monkeypatch.setenv(f"PECTUI_{folder}_DIR", str(place))
    mount = ["mount", "-t", "tmpfs", "-o", "size=4k,mode=700", "none", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount")
    try:
        inbox = cli("inbox", "--json")
        assert inbox.code == 0
        assert cli("show", str(inbox.json["messages"][0]["id"]), "--json").json["body"]
        assert cli(*LETTER).code == 0
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)
