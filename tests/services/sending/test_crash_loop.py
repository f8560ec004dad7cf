"""A small crash loop: two senders, killed again and again, on a service that fails too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks import crash_sender, sync_victim
from benchmarks.crash_loop import run_loop

if TYPE_CHECKING:
    from pathlib import Path


def test_killed_senders_double_nothing_lose_nothing_and_say_nothing_false(tmp_path: Path) -> None:
    _, figures = run_loop(tmp_path, kills=6, each=0, seed=3)
    assert figures.kills >= 6
    assert figures.sent
    assert (figures.doubled, figures.lost, figures.falsely_sent) == ((), (), ())
    assert figures.share >= 0.95


@pytest.mark.parametrize("points", [crash_sender.POINTS, sync_victim.POINTS])
def test_every_named_point_is_where_it_says(points: dict[str, tuple[object, str, str]]) -> None:
    for place, name, _ in points.values():
        assert callable(getattr(place, name))
