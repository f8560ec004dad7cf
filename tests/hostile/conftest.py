"""Programs that are run without paces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.quick import quick_textual, without_paces

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True, scope="session")
def quick_programs() -> Iterator[None]:
    """Run programs without paces, and look sooner whether they rest."""
    with pytest.MonkeyPatch.context() as patch:
        without_paces(patch)
        quick_textual(patch)
        yield
