"""The pictures of the README show what it says of them, and the same whenever they are taken."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pectui.catalogue import use_language
from pectui.pec.references import new_reference
from pectui.services.sending import queue
from pectui.tui.formats import times
from screenshots import make

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def small_mailbox(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have fewer messages, and none of long ago: no picture here shows more than two dozen."""
    monkeypatch.setattr(make, "MAILBOX", replace(make.MAILBOX, messages=60, heavy_past=False))


@pytest.fixture(autouse=True)
def own_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(times, "clock", times.clock)
    monkeypatch.setattr(queue, "new_reference", new_reference)
    yield
    use_language("en")


def words_of(picture: Path) -> str:
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", picture.read_text(encoding="utf-8"))
    return " ".join(texts).replace("&#160;", " ")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("inbox", ("text as written", "Esc  Back")),
        ("compose", ("draft saved 11:40:00",)),
    ],
)
async def test_a_picture_shows_what_is_said_of_it(
    name: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    await make.take(tmp_path, make.SIZES.get(name, (80, 24)), "en", name)
    shown = words_of(tmp_path / f"{name}.svg")
    for one in words:
        assert one in shown
