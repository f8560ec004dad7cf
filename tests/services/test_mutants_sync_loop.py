"""When the loop that keeps a held mailbox asks again: after an answer, an error, a refusal."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from pectui.errors import ConnectionRefused, PectuiError, Unauthorized
from pectui.services.mailbox import sync as syncing
from pectui.services.mailbox.sync import Doing, Progress
from tests.services.watched_desk import Watched, mailbox, watching

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class EndedError(Exception):
    """The loop was let go."""


def resting(
    one: Watched, times: int, between: Callable[[int], None] = lambda _: None
) -> list[float | None]:
    """Let the loop rest so many times without waiting; return for how long it would have."""
    rests: list[float | None] = []

    async def rest(seconds: float | None) -> None:
        rests.append(seconds)
        between(len(rests))
        if len(rests) == times:
            raise EndedError

    one.desk.sync._rest = rest  # type: ignore[method-assign]
    return rests


async def test_out_of_reach_it_asks_ever_less_often_and_again_at_once_after_an_answer(
    tmp_path: Path,
) -> None:
    service = mailbox(3)
    error = ConnectionRefused(host="pec.example")

    def fail(_: str) -> None:
        raise error

    def between(rest: int) -> None:
        service.on_call = None if rest == 6 else fail

    async with watching(tmp_path, service, filled=True) as one:
        service.on_call = fail
        states: list[tuple[Doing, PectuiError | None]] = []
        one.desk.sync.on_progress.append(lambda now: states.append((now.doing, now.error)))
        rests = resting(one, 9, between)
        with pytest.raises(EndedError):
            await one.desk.sync.run()
        assert rests == [5.0, 15.0, 30.0, 60.0, 60.0, 60.0, 60.0, 5.0, 15.0]
        assert (Doing.FAILED, error) in states
        assert (Doing.WAITING, None) in states


async def test_it_rests_between_looks_as_it_was_told(tmp_path: Path) -> None:
    for seconds, rest in ((60.0, 60.0), (7.0, 7.0), (0.0, None)):
        async with watching(tmp_path / str(seconds), mailbox(3), filled=True) as one:
            if seconds != syncing.LOOK_SECONDS:
                one.desk.sync._look_seconds = seconds
            rests = resting(one, 2)
            with pytest.raises(EndedError):
                await one.desk.sync.run()
            assert rests == [rest, rest]
            assert one.told[-1] == (Doing.WAITING, 3, 3, True)


async def test_after_a_refusal_it_asks_only_when_a_person_does(tmp_path: Path) -> None:
    service = mailbox(3)
    refused = asyncio.Event()

    def refuse(_: str) -> None:
        raise Unauthorized

    def note(progress: Progress) -> None:
        if progress.doing is Doing.REFUSED:
            assert isinstance(progress.error, Unauthorized)
            refused.set()

    async with watching(tmp_path, service, filled=True) as one:
        service.on_call = refuse
        one.desk.sync.on_progress.append(note)
        rests = resting(one, 1)
        loop = asyncio.create_task(one.desk.sync.run())
        for _ in range(2):
            await asyncio.wait_for(refused.wait(), 5)
            refused.clear()
            for _ in range(20):
                await asyncio.sleep(0)
            assert one.asked() == ["1"]
            one.desk.sync.wake()
        await asyncio.wait_for(refused.wait(), 5)
        service.on_call = None
        one.desk.sync.resume()
        with pytest.raises(EndedError):
            await asyncio.wait_for(loop, 5)
        assert rests == [60.0]
        assert one.desk.sync.progress.error is None


async def test_resting_ends_at_the_time_or_when_a_person_asks(tmp_path: Path) -> None:
    async with watching(tmp_path, mailbox(3), filled=True) as one:
        sync = one.desk.sync
        await asyncio.wait_for(sync._rest(0.001), 5)
        rest = asyncio.create_task(sync._rest(None))
        for _ in range(10):
            await asyncio.sleep(0)
        assert not rest.done()
        sync.wake()
        await asyncio.wait_for(rest, 5)


async def test_a_look_forgets_the_error_of_the_last(tmp_path: Path) -> None:
    async with watching(tmp_path, mailbox(3), filled=True) as one:
        sync = one.desk.sync
        sync._tell(doing=Doing.FAILED, error=ConnectionRefused(host="pec.example"))
        assert sync.progress.error is not None
        await sync.look()
        assert sync.progress.error is None


async def test_it_asks_gently_unless_told_otherwise(tmp_path: Path) -> None:
    async with watching(tmp_path, mailbox(3), filled=False) as one:
        plain = syncing.Sync(one.desk.local, one.desk.remote)
        assert (plain._gentle, plain._look_seconds) == (0.25, 60.0), "seconds"
