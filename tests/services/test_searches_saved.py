"""Saved searches: kept under a name, for their mailbox, until they are deleted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pectui.models import SavedSearch
from pectui.services.clock import system_now
from pectui.services.searches import Searches
from pectui.services.sending.books import Books
from pectui.store.data import UserData
from pectui.store.owner import Owner


@pytest.fixture
async def data(tmp_path: Path) -> AsyncIterator[UserData]:
    data = UserData.open(tmp_path, Owner("studio@pec", "studio"), system_now)
    yield data
    await data.aclose()


@pytest.fixture
def searches(data: UserData) -> Searches:
    return Searches(Books(data))


async def test_saved_listed_by_name_and_deleted(searches: Searches) -> None:
    assert await searches.all() == ()
    await searches.save("Zeta", "kind:delivery")
    saved = await searches.save("  Èttari \n di terra ", " from:studio after:7d ")
    assert saved == SavedSearch("Èttari di terra", "from:studio after:7d")
    assert await searches.all() == (saved, SavedSearch("Zeta", "kind:delivery"))
    await searches.delete("Zeta")
    await searches.delete("Zeta")
    assert await searches.all() == (saved,)


async def test_a_name_is_one_name_in_any_case(searches: Searches) -> None:
    await searches.save("Società", "uno")
    await searches.save("SOCIETA", "due")
    assert await searches.all() == (SavedSearch("SOCIETA", "due"),)
    await searches.delete("società")
    assert await searches.all() == ()


async def test_names_of_signs_alone_are_told_apart(searches: Searches) -> None:
    await searches.save("🔥", "uno")
    await searches.save("🎉", "due")
    await searches.delete("🔥")
    assert await searches.all() == (SavedSearch("🎉", "due"),)


async def test_without_a_name_the_line_is_its_own(searches: Searches) -> None:
    assert await searches.save(" ", "is:unread") == SavedSearch("is:unread", "is:unread")
    assert await searches.save("vuota", "  ") is None
    assert len(await searches.all()) == 1


async def test_each_mailbox_has_its_own(data: UserData, searches: Searches) -> None:
    other = Searches(Books(UserData(data.database, Owner("altro@pec", "altro"), system_now)))
    await searches.save("Mia", "uno")
    await other.save("Mia", "due")
    await other.delete("Tua")
    assert await searches.all() == (SavedSearch("Mia", "uno"),)
    assert await other.all() == (SavedSearch("Mia", "due"),)


async def test_what_no_file_can_hold_is_replaced(searches: Searches) -> None:
    saved = await searches.save("a\ud800", "b\udfff")
    assert await searches.all() == (saved,)
