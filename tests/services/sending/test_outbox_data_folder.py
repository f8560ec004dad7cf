"""The outbox over a data folder as it may be found: read-only, of an older version, of a newer."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from pectui.errors import StoreUnusable
from pectui.models import State
from pectui.store.database import Database
from pectui.store.schema import FILE_NAME, MIGRATIONS
from tests.services.fake_service import FakeService
from tests.services.outbox_desk import OWNER, letter, open_desk


def read_only(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Make `folder` answer as a file system mounted read-only does, also to root."""
    opened = os.open

    def refuses(path: Any, flags: int, *arguments: Any, **values: Any) -> int:
        writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes and Path(os.fspath(path)).is_relative_to(folder):
            raise OSError(errno.EROFS, "Read-only file system", str(path))
        return opened(path, flags, *arguments, **values)

    monkeypatch.setattr(os, "open", refuses)


async def test_a_read_only_home_can_be_read_and_sends_nothing(
    tmp_path: Path, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    async with open_desk(data, service) as desk:
        (queued,) = await desk.outbox.queue(letter())
        draft = await desk.drafts.save(desk.drafts.new_draft(subject="Bozza"))
    before = (data / FILE_NAME).read_bytes()
    read_only(monkeypatch, data)
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)
    async with open_desk(data, service) as desk:
        assert [one.id for one in await desk.outbox.pending()] == [queued.id]
        assert [one.id for one in await desk.drafts.all()] == [draft.id]
        for act in (
            desk.outbox.review(letter("Altro")),
            desk.outbox.queue(letter("Altro")),
            desk.outbox.deliver([queued.id]),
            desk.outbox.cancel(queued.id),
            desk.drafts.save(draft),
        ):
            with pytest.raises(StoreUnusable, match="nothing can be sent or saved"):
                await act
    assert service.left == []
    assert (data / FILE_NAME).read_bytes() == before


async def test_a_folder_that_became_read_only_lets_nothing_leave(
    tmp_path: Path, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock that gives the right to send cannot be taken."""
    async with open_desk(tmp_path / "data", service) as desk:
        (queued,) = await desk.outbox.queue(letter())
        with monkeypatch.context() as patch:
            read_only(patch, desk.data)
            with pytest.raises(StoreUnusable, match="only be read"):
                await desk.outbox.deliver([queued.id])
        assert service.left == []
        assert (await desk.outbox.deliver([queued.id]))[0].state is State.SENT


async def test_what_an_older_version_queued_leaves(tmp_path: Path, service: FakeService) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    await Database.open(data / FILE_NAME, MIGRATIONS[:1], durable=True).aclose()
    async with open_desk(tmp_path / "scratch", service) as desk:
        (queued,) = await desk.outbox.queue(letter())
        rows: dict[str, list[dict[str, Any]]] = {}
        for table in ("letters", "sendings"):
            rows[table] = await desk.database.read(
                lambda connection, table=table: [  # type: ignore[misc]
                    dict(row) for row in connection.execute(f"SELECT * FROM {table}")
                ]
            )
    old = sqlite3.connect(data / FILE_NAME)
    for table, found in rows.items():
        known = {row[1] for row in old.execute(f"PRAGMA table_info({table})")}
        for row in found:
            values = {name: value for name, value in row.items() if name in known}
            marks = ",".join("?" * len(values))
            old.execute(
                f"INSERT INTO {table} ({','.join(values)}) VALUES ({marks})",
                tuple(values.values()),
            )
    old.execute("INSERT INTO pace VALUES (?, 'this boot', 1.0)", (OWNER.key,))
    old.commit()
    old.close()

    async with open_desk(data, service) as desk:
        (sending,) = await desk.outbox.deliver([queued.id])
    assert sending.state is State.SENT
    assert [one.subject for one in service.left] == ["Diffida"]
    assert (data / f"{FILE_NAME}.v1").exists()


async def test_the_data_of_a_newer_version_is_left_alone(
    tmp_path: Path, service: FakeService
) -> None:
    data = tmp_path / "data"
    async with open_desk(data, service) as desk:
        await desk.outbox.queue(letter())
        await desk.database.run(
            lambda connection: connection.execute(f"PRAGMA user_version={len(MIGRATIONS) + 1}")
        )
    before = (data / FILE_NAME).read_bytes()
    with pytest.raises(StoreUnusable, match="newer"):
        async with open_desk(data, service):
            pytest.fail("opened")
    assert (data / FILE_NAME).read_bytes() == before
    assert service.left == []
