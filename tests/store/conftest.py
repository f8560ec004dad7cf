"""What the tests of the store share."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from tests.store.store_mail import empty_mailbox

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def mailbox() -> Iterator[sqlite3.Connection]:
    connection = empty_mailbox()
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()
