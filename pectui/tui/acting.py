"""For which account something goes on, also while another one is shown.

Each screen, and whatever it starts, acts for the account it was opened in; so does what goes on in
an account's background. Where nothing is said, it is the account that is shown.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.message_pump import MessagePump


class Acting(Protocol):
    """The account that something goes on for."""

    @property
    def key(self) -> str:
        """What tells it from the others of this program."""

    @property
    def label(self) -> str:
        """Its name where there are several accounts, else nothing."""

    @property
    def is_shown(self) -> bool:
        """Whether it is the one on the screen."""


_ACTING: ContextVar[Acting | None] = ContextVar("acting", default=None)


def acting() -> Acting | None:
    """Return the account that was said; None where none was."""
    return _ACTING.get()


def acting_on(node: MessagePump) -> Acting | None:
    """Return the account that was said, else the one that is shown; None in a program of none."""
    shown: Acting | None = getattr(node.app, "desk", None)
    return _ACTING.get() or shown


@contextmanager
def acting_for(account: Acting | None) -> Iterator[None]:
    """Let everything within, and what is started there, go on for `account`."""
    token = _ACTING.set(account)
    try:
        yield
    finally:
        _ACTING.reset(token)
