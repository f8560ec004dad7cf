"""The pages seen last: what is kept, private, and lost without harm."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from pectui.pec.envelopes import read_envelope
from pectui.store.pages import KEPT_PAGES, SeenPages

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.models import Envelope


def row(number: object, subject: str = "Oggetto") -> Envelope:
    return read_envelope(
        id=number, sender="a@pec.example", recipient="b", date="2026-03-10 10:00", subject=subject
    )


async def test_a_page_comes_back_as_it_was(tmp_path: Path) -> None:
    rows = (row(3), row(2, "\x1b[c \ud83d 日本"), row("x", "senza numero"))
    pages = SeenPages(tmp_path, "studio")
    await pages.keep("", 1, 4, 81, rows)
    await pages.aclose()
    again = SeenPages(tmp_path, "studio")
    assert await again.load("", 1) == (4, 81, rows)
    assert await again.load("", 2) is None
    assert await again.load("altro", 1) is None
    await again.aclose()


async def test_the_latest_listing_gives_a_number_its_meaning(tmp_path: Path) -> None:
    pages = SeenPages(tmp_path, "studio")
    await pages.keep("", 1, 2, 30, [row(5, "vecchio")])
    await pages.keep("", 2, 2, 30, [row(5, "nuovo")])
    assert await pages.find(5) == ("", 2, row(5, "nuovo"), False)
    await pages.keep("", 1, 2, 30, [row(5, "ultimo")])
    assert await pages.find(5) == ("", 1, row(5, "ultimo"), False)
    assert await pages.find(6) is None
    await pages.aclose()


async def test_what_was_deleted_is_marked_until_it_is_listed_again(tmp_path: Path) -> None:
    pages = SeenPages(tmp_path, "studio")
    await pages.keep("", 1, 1, 2, [row(5), row(4)])
    await pages.mark_deleted([row(5), row(99, "mai elencato")])
    assert await pages.load("", 1) == (1, 2, (row(4),))
    for number in (5, 99):
        found = await pages.find(number)
        assert found is not None
        assert found[3]
    await pages.keep("", 1, 1, 2, [row(5, "un altro")])
    assert await pages.find(5) == ("", 1, row(5, "un altro"), False)
    await pages.aclose()


async def test_mailboxes_are_kept_apart(tmp_path: Path) -> None:
    one, other = [SeenPages(tmp_path, name) for name in ("uno", "altro")]
    await one.keep("", 1, 1, 1, [row(5)])
    assert await other.load("", 1) is None
    assert await other.find(5) is None
    await other.mark_deleted([row(5)])
    assert await one.find(5) == ("", 1, row(5), False)
    await one.aclose()
    await other.aclose()


async def test_only_so_many_pages_are_kept(tmp_path: Path) -> None:
    pages = SeenPages(tmp_path, "studio")
    for number in range(1, KEPT_PAGES + 4):
        await pages.keep("", number, 300, None, [row(number)])
    assert await pages.load("", 3) is None
    assert await pages.load("", 4) == (300, None, (row(4),))
    await pages.aclose()


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
async def test_a_broken_cache_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "pages.db").write_bytes(content)
    pages = SeenPages(tmp_path, "studio")
    await pages.keep("", 1, 1, 1, [row(5)])
    assert await pages.load("", 1) == (1, 1, (row(5),))
    await pages.aclose()


async def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    pages = SeenPages(folder, "studio")
    await pages.keep("", 1, 1, 1, [row(5)])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    await pages.aclose()
