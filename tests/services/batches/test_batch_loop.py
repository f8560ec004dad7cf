"""A small batch loop: one batch, two senders killed again and again, a service that fails too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.batch_loop import run_loop
from benchmarks.batch_sender import FILLING, SENDING

if TYPE_CHECKING:
    from pathlib import Path


def test_killed_senders_give_each_row_one_letter_at_most_and_lose_none(tmp_path: Path) -> None:
    _, figures = run_loop(tmp_path, rows=24, kills=8, each=1, seed=5)
    assert figures.kills >= len(FILLING)
    assert figures.rows == sum(figures.states.values()) == 24
    assert (figures.early, figures.doubled, figures.lost) == (0, (), ())
    assert (figures.falsely_sent, figures.falsely_refused, figures.unexplained) == ((), (), ())


@pytest.mark.parametrize("points", [FILLING, SENDING])
def test_every_named_point_is_where_it_says(points: dict[str, tuple[object, str, str]]) -> None:
    for place, name, _ in points.values():
        assert callable(getattr(place, name))
