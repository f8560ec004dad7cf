"""Quotas asked for and remembered: thinned out with age, never a reason to stop."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.errors import Unauthorized
from pectui.pec.forecast import DAY, QuotaReading, Trend
from pectui.services.clock import system_now
from pectui.services.quota import Quotas, ask_once
from pectui.services.sending.lock import owner_of
from pectui.store import quotas
from pectui.store.data import Tables, UserData
from pectui.store.owner import Owner
from pectui.store.schema import MIGRATIONS
from tests.accounts import make_account
from tests.services.fake_service import FakeService

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

OWNER, OTHER = Owner("a@ws", "a"), Owner("b@ws", "b")
NOW = 1_770_000_000.0
HOUR = 3_600.0


@dataclass
class History:
    """What is remembered, in memory, and the clock it is thinned by."""

    connection: sqlite3.Connection
    now: float = NOW

    def of(self, owner: Owner) -> quotas.Quotas:
        return Tables(self.connection, owner, lambda: self.now).quotas

    def keep(self, *moments: float) -> None:
        for self.now in moments:
            self.of(OWNER).keep("INBOX", QuotaReading(self.now, 1.0, None))

    @property
    def moments(self) -> list[float]:
        return [one.at for one in self.of(OWNER).readings("INBOX")]


@contextmanager
def history() -> Iterator[History]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript("".join(MIGRATIONS))
        yield History(connection)


def remembered(moments: Sequence[float]) -> list[float]:
    with history() as known:
        known.keep(*moments)
        return known.moments


def test_a_week_keeps_its_hours_and_two_years_their_days() -> None:
    kept = remembered([NOW - n * HOUR / 2 for n in range(2 * 24 * 30, -1, -1)])
    week = [at for at in kept if at > NOW - 7 * DAY]
    assert 7 * 24 <= len(week) <= 7 * 24 + 1
    assert 23 <= len(kept) - len(week) <= 24
    assert kept[-1] == NOW


def test_the_history_has_an_end() -> None:
    kept = remembered([NOW + n * DAY for n in range(1_200)])
    assert len(kept) == quotas.KEPT_READINGS
    assert kept[-1] == NOW + 1_199 * DAY


@given(st.lists(st.floats(0, 60 * DAY), min_size=1, max_size=60))
def test_the_latest_of_an_hour_is_what_stays(offsets: list[float]) -> None:
    moments = sorted(NOW + offset for offset in offsets)
    kept = remembered(moments)
    assert kept[-1] == moments[-1]
    recent = [at for at in moments if at > moments[-1] - 7 * DAY]
    assert {at // HOUR for at in recent} == {at // HOUR for at in kept if at in recent}
    assert {at // DAY for at in kept} == {at // DAY for at in moments}


def test_a_clock_that_was_wrong_does_not_empty_the_history() -> None:
    assert len(remembered([*(NOW + n * DAY for n in range(20)), 9e9, 5.0])) == 22


def test_mailboxes_do_not_mix() -> None:
    with history() as known:
        own, other = known.of(OWNER), known.of(OTHER)
        own.keep("INBOX", QuotaReading(NOW, 1.0, None))
        own.keep("Altro", QuotaReading(NOW, 2.0, None))
        other.keep("INBOX", QuotaReading(NOW, 3.0, 9.0))
        assert other.readings("INBOX") == (QuotaReading(NOW, 3.0, 9.0),)
        assert own.readings("Altro") == (QuotaReading(NOW, 2.0, None),)


async def test_every_answer_is_remembered_and_says_more_with_time(tmp_path: Path) -> None:
    client, moment = FakeService(0), [NOW]
    data = UserData.open(tmp_path, OWNER, lambda: datetime.fromtimestamp(moment[0], UTC))
    known = Quotas(data, client, "INBOX.Ufficio")
    trends = []
    for day in range(10):
        moment[0], client.usage = NOW + day * DAY, 100.0 + 20.0 * day
        trends.append((await known.ask()).forecast.trend)
    assert client.calls == ["quota INBOX.Ufficio"] * 10
    assert trends[:3] == [Trend.EARLY] * 3
    assert trends[-1] is Trend.FILLING
    assert (await known.ask()).forecast.days == pytest.approx(36.0)
    await data.aclose()


async def test_an_answer_without_figures_is_not_remembered(tmp_path: Path) -> None:
    data = UserData.open(tmp_path, OWNER, system_now)
    known = await Quotas(data, FakeService(0, usage=None), "INBOX").ask()
    assert known.forecast.trend is Trend.EARLY
    assert not await data.read(lambda tables: tables.quotas.readings("INBOX"))
    await data.aclose()


async def test_a_history_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    data = UserData.open(tmp_path, OWNER, system_now)
    await data.aclose()
    known = await Quotas(data, FakeService(0), "INBOX").ask()
    assert known.quota.usage == 100.0
    assert known.forecast.trend is Trend.EARLY


async def test_a_command_remembers_too(tmp_path: Path) -> None:
    await ask_once(make_account(), tmp_path / "data", FakeService(0))
    await ask_once(make_account(), tmp_path / "data", FakeService(0, usage=200.0))
    data = UserData.open(tmp_path / "data", owner_of(make_account()), system_now)
    readings = await data.read(lambda tables: tables.quotas.readings(make_account().mailbox))
    assert [one.usage for one in readings][-1] == 200.0
    await data.aclose()


def refuse(_: str) -> None:
    raise Unauthorized


async def test_a_command_does_without_a_history(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    known = await ask_once(make_account(), tmp_path / "data", FakeService(0))
    assert known.quota.usage == 100.0
    with pytest.raises(Unauthorized):
        await ask_once(make_account(), tmp_path / "data", FakeService(0, on_call=refuse))
    with pytest.raises(Unauthorized):
        await ask_once(make_account(), tmp_path / "other", FakeService(0, on_call=refuse))
