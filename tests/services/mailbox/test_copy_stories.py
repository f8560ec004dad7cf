"""Stories of a moving mailbox that readings of it have got wrong once: each is read right."""

from __future__ import annotations

from copy import deepcopy
from typing import Literal

import pytest

from tests.services.fake_service import FakeService
from tests.services.mailbox.test_copy_properties import SIZE, Move, World, live

What = Literal["arrive", "twin", "remove", "clear", "swap", "return", "kill"]
Story = tuple[FakeService, list[tuple[int, What, int, int]], list[str]]

STORIES: list[Story] = [
    (
        FakeService(
            30, ids="stable", order="oldest", ascending=True, size=SIZE, twins=3, beyond="repeat"
        ),
        [(4, "remove", 33, 1), (4, "remove", 160, 3), (0, "remove", 3, 6)],
        ["search", "all", "all", "look", "look"],
    ),
    (
        FakeService(
            15, ids="stable", order="newest", ascending=False, size=SIZE, twins=0, beyond="repeat"
        ),
        [(1, "arrive", 77, 4)],
        ["fill", "look", "search", "all", "fill"],
    ),
    (
        FakeService(
            27, ids="sequence", order="newest", ascending=False, size=SIZE, twins=2, beyond="repeat"
        ),
        [
            (1, "remove", 55, 6),
            (2, "twin", 82, 6),
            (5, "arrive", 124, 1),
            (2, "arrive", 103, 2),
            (2, "arrive", 85, 4),
            (0, "remove", 176, 1),
            (5, "arrive", 86, 1),
        ],
        ["fill", "all", "fill", "search", "fill", "look"],
    ),
    (
        FakeService(
            38, ids="stable", order="newest", ascending=False, size=SIZE, twins=3, beyond="repeat"
        ),
        [
            (6, "remove", 133, 1),
            (3, "arrive", 169, 1),
            (5, "return", 166, 4),
            (5, "remove", 145, 3),
            (2, "arrive", 67, 6),
            (1, "arrive", 155, 1),
            (5, "remove", 11, 3),
            (2, "twin", 65, 2),
            (1, "clear", 82, 1),
            (4, "remove", 9, 6),
            (6, "arrive", 13, 3),
            (1, "arrive", 112, 4),
        ],
        ["all", "fill", "all", "look", "look", "all"],
    ),
    (
        FakeService(
            28, ids="sequence", order="newest", ascending=False, size=SIZE, twins=3, beyond="empty"
        ),
        [
            (4, "remove", 149, 1),
            (3, "return", 72, 1),
            (2, "arrive", 93, 6),
            (1, "arrive", 45, 3),
            (0, "clear", 17, 1),
            (1, "arrive", 187, 6),
            (5, "arrive", 119, 3),
            (0, "remove", 133, 1),
        ],
        ["look", "fill", "fill", "all", "all", "fill"],
    ),
    (
        FakeService(
            19, ids="sequence", order="newest", ascending=False, size=SIZE, twins=2, beyond="repeat"
        ),
        [
            (1, "arrive", 185, 3),
            (5, "return", 176, 3),
            (1, "twin", 152, 6),
            (0, "remove", 131, 6),
            (3, "remove", 198, 1),
            (2, "return", 190, 3),
            (1, "return", 139, 6),
        ],
        ["search", "look", "all"],
    ),
    (
        FakeService(
            10,
            ids="sequence",
            order="oldest",
            ascending=False,
            size=SIZE,
            twins=0,
            beyond="not-found",
        ),
        [
            (2, "arrive", 59, 1),
            (2, "twin", 19, 6),
            (5, "twin", 8, 4),
            (4, "remove", 177, 1),
            (0, "arrive", 54, 1),
            (6, "arrive", 186, 4),
            (5, "arrive", 39, 3),
        ],
        ["search", "all"],
    ),
    (
        FakeService(
            22, ids="sequence", order="oldest", ascending=False, size=SIZE, twins=3, beyond="empty"
        ),
        [
            (0, "arrive", 39, 1),
            (6, "remove", 124, 2),
            (5, "remove", 44, 1),
            (4, "return", 61, 6),
            (5, "twin", 111, 3),
            (0, "return", 163, 1),
            (6, "return", 97, 1),
            (4, "remove", 67, 2),
            (5, "arrive", 182, 3),
            (3, "twin", 150, 1),
            (0, "arrive", 47, 3),
            (6, "arrive", 103, 2),
        ],
        ["all"],
    ),
    (
        FakeService(
            18,
            ids="stable",
            order="oldest",
            ascending=False,
            size=SIZE,
            twins=2,
            beyond="not-found",
        ),
        [
            (4, "remove", 104, 6),
            (1, "clear", 167, 1),
            (0, "return", 114, 1),
            (1, "twin", 126, 1),
            (5, "remove", 184, 1),
            (2, "arrive", 53, 1),
            (3, "clear", 103, 1),
            (3, "remove", 20, 4),
        ],
        ["look", "look", "search", "fill", "fill"],
    ),
    (
        FakeService(
            38,
            ids="sequence",
            order="newest",
            ascending=True,
            size=SIZE,
            twins=3,
            beyond="not-found",
        ),
        [(6, "arrive", 135, 2), (0, "remove", 64, 1), (4, "arrive", 64, 2), (6, "arrive", 155, 2)],
        ["fill", "search", "fill", "look"],
    ),
    (
        FakeService(
            32, ids="stable", order="newest", ascending=False, size=SIZE, twins=2, beyond="repeat"
        ),
        [(1, "arrive", 75, 1), (0, "return", 149, 3), (2, "remove", 174, 1), (6, "remove", 49, 6)],
        ["search", "look", "fill"],
    ),
    (
        FakeService(
            21, ids="sequence", order="newest", ascending=True, size=SIZE, twins=3, beyond="repeat"
        ),
        [
            (3, "twin", 73, 1),
            (2, "arrive", 93, 6),
            (5, "remove", 13, 1),
            (0, "return", 56, 6),
            (2, "remove", 148, 6),
            (6, "twin", 35, 4),
            (2, "arrive", 25, 1),
        ],
        ["look", "all", "fill"],
    ),
    (
        FakeService(
            28,
            ids="sequence",
            order="oldest",
            ascending=False,
            size=SIZE,
            twins=0,
            beyond="not-found",
        ),
        [
            (4, "arrive", 97, 4),
            (3, "remove", 85, 1),
            (3, "arrive", 29, 1),
            (2, "remove", 101, 2),
            (5, "remove", 66, 1),
            (6, "return", 56, 4),
            (3, "remove", 120, 1),
            (5, "twin", 6, 1),
            (5, "remove", 117, 1),
            (6, "remove", 119, 6),
            (2, "clear", 169, 1),
            (0, "remove", 169, 1),
        ],
        ["all", "fill", "all", "all", "fill"],
    ),
    (
        FakeService(
            18,
            ids="sequence",
            order="oldest",
            ascending=True,
            size=SIZE,
            twins=3,
            beyond="not-found",
        ),
        [
            (5, "twin", 28, 2),
            (6, "remove", 12, 2),
            (2, "arrive", 31, 3),
            (1, "clear", 167, 3),
            (5, "arrive", 159, 1),
            (2, "remove", 163, 1),
        ],
        ["all", "look", "look", "look"],
    ),
    (
        # Its old rows come back as the newest, before anything was read: by their dates the pages
        # run the other way. Taken so they are read just as right, but no look is one request.
        FakeService(8, ids="sequence", order="newest", ascending=False, size=SIZE, twins=0),
        [(0, "remove", 0, 3), (0, "return", 0, 3)],
        ["look"],
    ),
]


@pytest.mark.parametrize("story", STORIES, ids=range(len(STORIES)))
def test_a_story_is_read_right(story: Story) -> None:
    service, moves, acts = deepcopy(story)
    live(World(service, [Move(*move) for move in moves]), acts)
