"""`pectui purge` removes the copy of the mailbox, and nothing of the user's own."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pectui.sandbox import Sandbox
from pectui.services.mailbox.opening import open_local_services
from pectui.services.sending.lock import SenderLock
from pectui.services.session import Session, open_session
from pectui.settings.configuration import Configuration
from pectui.settings.loader import read_configuration
from pectui.system.paths import directories
from tests.cli.conftest import Done

Cli = Callable[..., Done]


@pytest.fixture
def configuration(sandbox: Sandbox) -> Configuration:
    return read_configuration()


async def copied(configuration: Configuration, then: Callable[[Session], object]) -> None:
    """Copy the mailbox, then do something while it is open."""
    assert configuration.account is not None
    async with (
        open_session(configuration.account, configuration.options) as session,
        open_local_services(session, look_seconds=0) as local,
    ):
        await local.sync.look()
        assert local.mailbox.held_here
        then(session)


def held() -> list[Path]:
    return [path for path in (directories().cache / "mailboxes").rglob("*.db*") if path.is_file()]


def test_the_copy_goes_and_what_is_the_users_stays(
    cli: Cli, configuration: Configuration, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(copied(configuration, lambda _: None))
    assert cli("inbox").code == 0
    listed = cli("inbox", "--json").json["messages"][0]
    cache, data = directories().cache, directories().data
    pictures = cache / "pictures"
    pictures.mkdir()
    (pictures / "x-80x24.ansi").write_text("Oggetto riservato")
    kept = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    other = cache / "mailboxes" / "0123456789abcdef.db"
    other.write_bytes(b"another mailbox")

    monkeypatch.delenv("PECTUI_PASSWORD")
    monkeypatch.delenv("PECTUI_TOKEN")
    done = cli("purge", "--json")
    assert (done.code, done.err) == (0, "")
    removed = done.json["removed"]
    assert removed.keys() == {"account", "bytes"}
    assert removed["bytes"] > 10_000

    assert held() == [other]
    left = b"".join(path.read_bytes() for path in cache.rglob("*") if path.is_file())
    assert listed["subject"].encode() not in left
    assert b"riservato" not in left
    assert kept == {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}


def test_a_second_time_there_is_nothing(cli: Cli, configuration: Configuration) -> None:
    asyncio.run(copied(configuration, lambda _: None))
    assert "MB" in cli("purge").err
    again = cli("purge")
    assert again.code == 0
    assert "Nothing was kept" in again.err
    assert cli("inbox").code == 0, "it begins anew"


def test_where_it_is_open_nothing_goes_and_it_says_who(
    cli: Cli, configuration: Configuration, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pectui.store.purge.WAIT_SECONDS", 0.05)
    seen: list[Done] = []
    holder = os.getpid()

    def purge(session: Session) -> None:
        before = held()
        seen.append(cli("purge", "--json"))
        lock = SenderLock(directories().data, session.books.owner)
        assert lock.take()
        with monkeypatch.context() as patch:
            patch.setattr(os, "getpid", lambda: holder + 1)  # the command is another process
            seen.append(cli("purge", "--json"))
        lock.release()
        assert held() == before

    asyncio.run(copied(configuration, purge))
    for refused in seen:
        assert refused.code == 3
        error = refused.json["error"]
        assert error["kind"] == "store-busy"
        assert error["hint"]
    assert f"process {holder}" in seen[1].json["error"]["detail"]
    assert cli("purge").code == 0


def test_a_broken_copy_goes_too(cli: Cli, configuration: Configuration) -> None:
    asyncio.run(copied(configuration, lambda _: None))
    for path in held():
        path.write_bytes(b"not a database at all, but somebody's mail")
    pages = directories().cache / "shown.db"
    pages.write_bytes(b"nor is this, which holds mail as well")
    assert cli("purge").code == 0
    assert held() == []
    assert not pages.exists()


def test_an_account_is_needed(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli("purge").code == 3
    monkeypatch.setenv("PECTUI_USERNAME", "studio@pec.example")
    assert cli("purge").code == 0


@pytest.mark.parametrize("keep", ["all", "headers", "none"])
def test_what_is_kept_is_what_the_setting_says(
    keep: str, cli: Cli, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PECTUI_KEEP", keep)
    asyncio.run(copied(read_configuration(), lambda _: None))
    subject = cli("inbox", "--json").json["messages"][0]["subject"]
    cache = directories().cache
    files = [path for path in cache.rglob("*") if path.is_file()] if cache.exists() else []
    on_disk = b"".join(path.read_bytes() for path in files)
    assert (subject.encode() in on_disk) == (keep != "none")


def test_a_number_printed_means_its_message_also_where_nothing_is_kept(
    cli: Cli, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PECTUI_KEEP", "none")
    number = cli("inbox", "--json").json["messages"][0]["id"]
    done = cli("delete", str(number), "--yes", "--json")
    assert (done.code, done.json) == (0, {"deleted": [number], "refused": []})
    again = cli("delete", str(number), "--yes", "--json")
    assert again.json["refused"], "a deletion may have moved every number"


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is left among the temporary files of the machine either."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    yield
    assert list(folder.iterdir()) == []
