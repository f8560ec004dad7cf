"""Small versions of the benchmarks of batches: what they count as wrong is wrong here too."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from benchmarks import batch_check, batch_confirm

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("kind", batch_check.LIMITS)
def test_every_row_of_both_formats_is_ready(kind: str, tmp_path: Path) -> None:
    batch_check.make(tmp_path, 300)
    assert asyncio.run(batch_check.checked(tmp_path / f"300.{kind}")) == 300
    assert batch_check.read_only(tmp_path / f"300.{kind}") == 300


def test_a_file_that_goes_to_all_is_stored_once(tmp_path: Path) -> None:
    batch_check.make(tmp_path, 450)
    figures = asyncio.run(batch_confirm.confirmed(tmp_path / "450.csv", tmp_path / "there"))
    assert figures.files == batch_confirm.FILE_BYTES
    assert figures.others < batch_confirm.FILE_BYTES
