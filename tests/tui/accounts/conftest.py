"""Two accounts for each test."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.tui.accounts.two_accounts import Office, open_office
from tests.tui.reading_here import read_settings_here

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def office_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """Give two accounts, each at a sandbox of its own and read in a process of its own."""
    with ExitStack() as stack:
        yield open_office(tmp_path, monkeypatch, stack)


@pytest.fixture
def office(office_apart: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Give the same two accounts, read in this process."""
    read_settings_here(monkeypatch)
    return office_apart
