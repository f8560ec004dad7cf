"""Two accounts for each test."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.tui.accounts.two_accounts import Office, open_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """Give two accounts, each at a sandbox of its own."""
    with ExitStack() as stack:
        yield open_office(tmp_path, monkeypatch, stack)
