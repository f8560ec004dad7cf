"""The database file: private, durable, migrated with a backup, set aside when broken."""

from __future__ import annotations

import asyncio
import errno
import os
import sqlite3
import stat
from typing import TYPE_CHECKING

import pytest

from pectui.catalogue import use_language
from pectui.errors import StoreUnusable
from pectui.store.database import Database
from pectui.store.schema import MIGRATIONS
from pectui.text import storable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST = "CREATE TABLE things (name TEXT); CREATE TABLE others (name TEXT);"
SECOND = "ALTER TABLE things ADD COLUMN size INTEGER DEFAULT 1; -- one; two\nDROP TABLE others;"


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def add(database: Database, name: str) -> None:
    await database.run(
        lambda connection: connection.execute("INSERT INTO things (name) VALUES (?)", (name,))
    )


async def names(database: Database) -> list[str]:
    return await database.read(
        lambda connection: [row[0] for row in connection.execute("SELECT name FROM things")]
    )


@pytest.mark.parametrize("durable", [True, False])
async def test_what_is_deleted_is_no_longer_in_the_file(tmp_path: Path, durable: bool) -> None:
    path = tmp_path / "a.db"
    database = Database.open(path, [FIRST], durable=durable)
    for name in ("parola-da-togliere" * 3, "parola-lunga-da-togliere" * 5_000, "resta"):
        await add(database, name)

    def work(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM things WHERE name LIKE '%togliere%'")

    await database.run(work)
    assert await names(database) == ["resta"]
    await database.aclose()
    left = b"".join(place.read_bytes() for place in tmp_path.glob("a.db*"))
    assert b"togliere" not in left
    assert b"resta" in left


async def test_closed_to_others_whatever_the_umask(tmp_path: Path, open_umask: None) -> None:
    path = tmp_path / "data" / "a.db"
    database = Database.open(path, [FIRST], durable=True)
    modes: list[int] = []

    def work(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO things VALUES ('a')")
        modes.extend(mode(place) for place in path.parent.iterdir())

    await database.run(work)
    await database.aclose()
    assert len(modes) == 2  # the file and its journal
    assert set(modes) == {0o600}
    assert mode(path.parent) == 0o700


async def test_a_cache_is_closed_to_others_too(tmp_path: Path, open_umask: None) -> None:
    path = tmp_path / "cache" / "a.db"
    database = Database.open(path, [FIRST], durable=False)
    await add(database, "a")
    assert {mode(place) for place in path.parent.iterdir()} == {0o600}
    await database.aclose()


@pytest.mark.parametrize(
    ("durable", "journal", "synchronous"), [(True, "delete", 3), (False, "wal", 1)]
)
async def test_how_hard_it_writes(
    tmp_path: Path, durable: bool, journal: str, synchronous: int
) -> None:
    database = Database.open(tmp_path / "a.db", [FIRST], durable=durable)
    found = await database.read(
        lambda connection: (
            connection.execute("PRAGMA journal_mode").fetchone()[0],
            connection.execute("PRAGMA synchronous").fetchone()[0],
        )
    )
    await database.aclose()
    assert found == (journal, synchronous)


@pytest.mark.parametrize("durable", [True, False])
async def test_a_large_file_is_not_kept_in_memory(tmp_path: Path, durable: bool) -> None:
    database = Database.open(tmp_path / "a.db", [FIRST], durable=durable)
    size = await database.read(lambda c: c.execute("PRAGMA cache_size").fetchone()[0])
    await database.aclose()
    assert -128 <= size < 0  # in KiB, whatever the size of a page


async def test_more_of_a_file_is_kept_in_memory_only_while_it_is_filled(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "a.db", [FIRST], durable=False)

    async def kept() -> int:
        size = await database.read(lambda c: c.execute("PRAGMA cache_size").fetchone()[0])
        return -int(size)

    before = await kept()
    async with database.filling():
        async with database.filling():
            assert await kept() > before
        assert await kept() > before
    assert await kept() == before
    await database.aclose()


async def test_a_file_may_be_closed_while_it_is_filled(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "a.db", [FIRST], durable=False)
    async with database.filling():
        await database.aclose()


async def test_all_of_a_transaction_or_nothing(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "a.db", [FIRST], durable=True)

    def half(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO things VALUES ('a')")
        raise KeyError

    with pytest.raises(KeyError):
        await database.run(half)
    await add(database, "b")
    assert await names(database) == ["b"]
    await database.aclose()
    await database.aclose()
    with pytest.raises(StoreUnusable):
        await names(database)


async def test_a_full_disk_is_told_in_the_persons_language(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "a.db", [FIRST], durable=True)

    def fill(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA max_page_count=1")
        connection.execute("CREATE TABLE more(x)")

    use_language("it")
    with pytest.raises(StoreUnusable) as caught:
        await database.run(fill)
    assert caught.value.detail.endswith("il disco è pieno")
    await database.aclose()


def test_a_file_that_may_not_be_opened_is_told_without_a_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", "a.db")

    monkeypatch.setattr("pectui.store.database.make_private", refuse)
    with pytest.raises(StoreUnusable) as caught:
        Database.open(tmp_path / "a.db", [FIRST], durable=False)
    assert "the disk can only be read" in caught.value.detail
    assert "Errno" not in caught.value.detail


async def test_what_sqlite_says_comes_as_our_own_error(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "a.db", [FIRST], durable=True)

    def full(connection: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(StoreUnusable, match="disk is full") as caught:
        await database.run(full)
    assert isinstance(caught.value.__cause__, sqlite3.Error)
    await database.aclose()


async def test_an_older_file_is_migrated_with_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    database = Database.open(path, [FIRST], durable=True)
    await add(database, "a")
    await database.aclose()

    database = Database.open(path, [FIRST, SECOND], durable=True)
    size = await database.read(
        lambda connection: connection.execute("SELECT size FROM things").fetchone()[0]
    )
    await database.aclose()
    assert size == 1

    backup = tmp_path / "a.db.v1"
    assert mode(backup) == 0o600
    database = Database.open(backup, [FIRST], durable=True)
    assert await names(database) == ["a"]
    await database.aclose()


async def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    database = Database.open(path, [FIRST], durable=True)
    await add(database, "a")
    await database.aclose()
    with pytest.raises(StoreUnusable):
        Database.open(path, [FIRST, f"{SECOND} CREATE TABLE things (x);"], durable=True)
    database = Database.open(path, [FIRST], durable=True)
    assert await names(database) == ["a"]
    await database.aclose()


async def test_a_newer_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    await Database.open(path, [FIRST, SECOND], durable=True).aclose()
    before = path.read_bytes()
    with pytest.raises(StoreUnusable, match="newer"):
        Database.open(path, [FIRST], durable=True)
    assert path.read_bytes() == before
    assert [place.name for place in tmp_path.glob("a.db*")] == ["a.db"]


async def test_a_newer_cache_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    await Database.open(path, [FIRST, SECOND], durable=False).aclose()
    database = Database.open(path, [FIRST], durable=False)
    assert await names(database) == []
    await database.aclose()


async def test_a_cache_with_other_tables_than_its_version_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    await Database.open(path, ["CREATE TABLE others (x);"], durable=False).aclose()
    database = Database.open(path, [FIRST, "ALTER TABLE things ADD COLUMN more;"], durable=False)
    assert await names(database) == []
    await add(database, "a")
    assert await names(database) == ["a"]
    await database.aclose()


def spoil(path: Path, how: str) -> None:
    content = path.read_bytes()
    if how == "garbage":
        path.write_bytes(b"not a database" * 1000)
    elif how == "header":
        path.write_bytes(b"\xff" * 100 + content[100:])
    else:
        path.write_bytes(content[: len(content) // 2])


@pytest.mark.parametrize("how", ["garbage", "header", "cut"])
@pytest.mark.parametrize("durable", [True, False])
async def test_a_broken_file_gives_way_to_a_new_one(
    tmp_path: Path, how: str, durable: bool
) -> None:
    path = tmp_path / "a.db"
    database = Database.open(path, [FIRST], durable=durable)
    for number in range(300):
        await add(database, f"{number}" * 50)
    await database.aclose()
    spoil(path, how)
    broken = path.read_bytes()

    database = Database.open(path, [FIRST], durable=durable)
    assert await names(database) == []
    await database.aclose()
    if durable:
        assert database.set_aside is not None
        assert database.set_aside.read_bytes() == broken
        assert mode(database.set_aside) == 0o600
    else:
        assert database.set_aside is None
        assert list(tmp_path.glob("*broken*")) == []


async def test_two_broken_files_are_both_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    for _ in range(2):
        path.write_bytes(b"garbage" * 1000)
        await Database.open(path, [FIRST], durable=True).aclose()
    assert len(list(tmp_path.glob("a.db.broken-*"))) == 2


@pytest.mark.parametrize("beside", ["ballast", "sender-0123.lock", "a.db.v2"])
async def test_an_emptied_file_is_no_new_one(tmp_path: Path, beside: str) -> None:
    path = tmp_path / "a.db"
    path.touch()
    (tmp_path / beside).touch()
    (tmp_path / "a.db-journal").write_bytes(b"pages that were")
    with pytest.raises(StoreUnusable, match="empty"):
        Database.open(path, [FIRST], durable=True, mend=False)
    database = Database.open(path, [FIRST], durable=True)
    await add(database, "a")
    await database.aclose()
    assert database.set_aside is not None
    assert database.set_aside.read_bytes() == b""
    journal = database.set_aside.with_name(database.set_aside.name + "-journal")
    assert journal.read_bytes() == b"pages that were"
    database = Database.open(path, [FIRST], durable=True)
    assert database.set_aside is None
    await database.aclose()


@pytest.mark.parametrize("durable", [True, False])
async def test_an_empty_file_with_nothing_beside_is_a_new_one(
    tmp_path: Path, durable: bool
) -> None:
    (tmp_path / "a.db").touch()
    database = Database.open(tmp_path / "a.db", [FIRST], durable=durable)
    assert database.set_aside is None
    await add(database, "a")
    await database.aclose()


async def test_a_read_only_file_of_an_older_version_is_read_as_it_would_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.db"
    database = Database.open(path, [FIRST], durable=True)
    await add(database, "a")
    await database.aclose()
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)
    database = Database.open(path, [FIRST, SECOND], durable=True)
    assert database.read_only
    assert await names(database) == ["a"]
    with pytest.raises(StoreUnusable, match="reading works"):
        await add(database, "b")
    await database.note(lambda one: one.execute("INSERT INTO things VALUES ('c', 1)"))
    assert await names(database) == ["a", "c"]
    await database.aclose()
    assert list(tmp_path.glob("a.db*")) == [path]


def test_a_place_that_cannot_be_used_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnusable):
        Database.open(tmp_path / "file" / "a.db", [FIRST], durable=True)
    (tmp_path / "b.db").mkdir()
    with pytest.raises(StoreUnusable):
        Database.open(tmp_path / "b.db", [FIRST], durable=True)


async def test_two_that_open_at_once_both_find_the_newest_schema(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    opened = await asyncio.gather(
        *(asyncio.to_thread(Database.open, path, MIGRATIONS, durable=True) for _ in range(4))
    )
    for database in opened:
        version = await database.read(
            lambda connection: connection.execute("PRAGMA user_version").fetchone()[0]
        )
        assert version == len(MIGRATIONS)
        await database.aclose()


async def test_another_process_may_write_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    one = Database.open(path, [FIRST], durable=True)
    two = Database.open(path, [FIRST], durable=True)
    await asyncio.gather(*(add(one, "a") for _ in range(20)), *(add(two, "b") for _ in range(20)))
    assert sorted(await names(one)) == ["a"] * 20 + ["b"] * 20
    await one.aclose()
    await two.aclose()


@pytest.mark.parametrize(
    ("text", "kept"),
    [("a", "a"), ("è\0", "è\0"), ("\ud800", "\ufffd"), ("a\udfffé", "a\ufffdé"), ("😀", "😀")],
)
def test_text_that_no_file_can_hold(text: str, kept: str) -> None:
    assert storable(text) == kept
