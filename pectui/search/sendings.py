"""Which sendings hold the words that are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.folding import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.models import Sending


def sendings_with(sendings: Sequence[Sending], words: str) -> tuple[Sending, ...]:
    """Return those that hold every one of the words, wherever; all where none is typed."""
    wanted = folded(words).split()
    return tuple(one for one in sendings if _holds(_text(one), wanted))


def _holds(text: str, wanted: Sequence[str]) -> bool:
    return all(word in text for word in wanted)


def _text(sending: Sending) -> str:
    """Return what a sending is found by: code, state, subject, recipients, names of files."""
    files = (file.name for file in sending.attachments)
    parts = (
        sending.code or "", t(sending.state.key), sending.subject, *sending.recipients, *files
    )  # fmt: skip
    return folded("\n".join(parts))
