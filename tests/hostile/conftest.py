"""Programs that are run without paces."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _quickly(quick_programs: None) -> None:
    """Run programs quickly."""
