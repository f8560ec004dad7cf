"""Which messages of the mailbox on this machine are meant."""

from __future__ import annotations

from dataclasses import dataclass, field

from pectui.models import MailView
from pectui.search.model import Search


@dataclass(frozen=True, slots=True)
class Filter:
    """The messages of a view that a search asks for; by default all there are."""

    search: Search = field(default_factory=Search)
    view: MailView = MailView.ALL
    folded: bool = False
    """Whether the newest receipt of a sending stands for all of them."""
