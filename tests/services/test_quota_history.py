"""Quotas asked for and remembered: thinned out with age, never a reason to stop."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.errors import Unauthorized
from pectui.models import Quota
from pectui.pec.forecast import DAY, Reading, Trend
from pectui.services.quota import Quotas, ask_once
from pectui.settings.configuration import Account, Secret
from pectui.store import quotas
from pectui.store.database import Database
from pectui.store.owner import Owner
from pectui.store.schema import FILE_NAME, MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

OWNER, OTHER = Owner("a@ws", "a"), Owner("b@ws", "b")
NOW = 1_770_000_000.0
HOUR = 3_600.0


class FakeClient:
    """Answers with figures that grow, or refuses."""

    def __init__(self, usage: float | None = 100.0, error: Exception | None = None) -> None:
        self.usage = usage
        self.error = error
        self.asked: list[str] = []

    async def quota(self, mailbox: str) -> Quota:
        self.asked.append(mailbox)
        if self.error is not None:
            raise self.error
        return Quota(mailbox, self.usage, 1000.0)


@contextmanager
def table() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript("".join(MIGRATIONS))
        yield connection


def remembered(moments: Sequence[float]) -> list[float]:
    with table() as connection:
        for moment in moments:
            quotas.keep(connection, OWNER, "INBOX", Reading(moment, 1.0, None), moment)
        return [one.at for one in quotas.readings(connection, OWNER, "INBOX")]


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
    with table() as connection:
        for n in range(20):
            quotas.keep(
                connection, OWNER, "INBOX", Reading(NOW + n * DAY, 1.0, None), NOW + n * DAY
            )
        quotas.keep(connection, OWNER, "INBOX", Reading(9e9, 1.0, None), 9e9)
        quotas.keep(connection, OWNER, "INBOX", Reading(5.0, 1.0, None), 5.0)
        assert len(quotas.readings(connection, OWNER, "INBOX")) == 22


def test_mailboxes_do_not_mix() -> None:
    with table() as connection:
        quotas.keep(connection, OWNER, "INBOX", Reading(NOW, 1.0, None), NOW)
        quotas.keep(connection, OWNER, "Altro", Reading(NOW, 2.0, None), NOW)
        quotas.keep(connection, OTHER, "INBOX", Reading(NOW, 3.0, 9.0), NOW)
        assert quotas.readings(connection, OTHER, "INBOX") == (Reading(NOW, 3.0, 9.0),)
        assert quotas.readings(connection, OWNER, "Altro") == (Reading(NOW, 2.0, None),)


async def test_every_answer_is_remembered_and_says_more_with_time(tmp_path: Path) -> None:
    database = Database.open(tmp_path / FILE_NAME, MIGRATIONS, durable=True)
    client, moment = FakeClient(), [NOW]
    known = Quotas(database, OWNER, client, "INBOX.Ufficio", lambda: moment[0])
    trends = []
    for day in range(10):
        moment[0], client.usage = NOW + day * DAY, 100.0 + 20.0 * day
        trends.append((await known.ask()).forecast.trend)
    assert client.asked == ["INBOX.Ufficio"] * 10
    assert trends[:3] == [Trend.EARLY] * 3
    assert trends[-1] is Trend.FILLING
    assert (await known.ask()).forecast.days == pytest.approx(36.0)
    await database.aclose()


async def test_an_answer_without_figures_is_not_remembered(tmp_path: Path) -> None:
    database = Database.open(tmp_path / FILE_NAME, MIGRATIONS, durable=True)
    known = await Quotas(database, OWNER, FakeClient(None), "INBOX").ask()
    assert known.forecast.trend is Trend.EARLY
    assert not await database.read(lambda c: quotas.readings(c, OWNER, "INBOX"))
    await database.aclose()


async def test_a_history_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    database = Database.open(tmp_path / FILE_NAME, MIGRATIONS, durable=True)
    await database.aclose()
    known = await Quotas(database, OWNER, FakeClient(), "INBOX").ask()
    assert known.quota.usage == 100.0
    assert known.forecast.trend is Trend.EARLY


def account() -> Account:
    return Account("studio", "u", "u@pec.example", Secret("p"), Secret("t"), "http://127.0.0.1")


async def test_a_command_remembers_too(tmp_path: Path) -> None:
    await ask_once(account(), tmp_path / "data", FakeClient())
    await ask_once(account(), tmp_path / "data", FakeClient(200.0))
    database = Database.open(tmp_path / "data" / FILE_NAME, MIGRATIONS, durable=True)
    rows = await database.read(lambda c: c.execute("SELECT usage FROM quota_readings").fetchall())
    assert [row[0] for row in rows][-1] == 200.0
    await database.aclose()


async def test_a_command_does_without_a_history(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    known = await ask_once(account(), tmp_path / "data", FakeClient())
    assert known.quota.usage == 100.0
    with pytest.raises(Unauthorized):
        await ask_once(account(), tmp_path / "data", FakeClient(error=Unauthorized()))
    with pytest.raises(Unauthorized):
        await ask_once(account(), tmp_path / "other", FakeClient(error=Unauthorized()))
