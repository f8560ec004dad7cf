"""What is told of an account beside the others: who it is, what is new, waits and is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.text import clean_line

if TYPE_CHECKING:
    from pectui.models import Quota
    from pectui.settings.configuration import Environment


@dataclass(frozen=True, slots=True)
class Glance:
    """One account at a glance."""

    key: str
    name: str
    colour: str
    """As a colour is written in styles; light text can be read on it."""
    address: str = ""
    environment: Environment | None = None
    """Which service it is at; None while that is not known."""
    host: str = ""
    is_shown: bool = False
    is_open: bool = False
    is_being_removed: bool = False
    problem: str = ""
    """Why it is not open; empty while it is being opened."""
    connection: str = "connecting"
    unread: int = 0
    trouble: int = 0
    """Sendings a person should look at."""
    waiting: int = 0
    """Letters in the outbox."""
    batched: int = 0
    """Letters that wait in batches."""
    quota: Quota | None = None

    @property
    def title(self) -> str:
        """Its name, and in a word which service it is at: a sandbox reaches nobody."""
        where = clean_line(self.host, 40)
        if self.environment == "production":
            where = t("accounts.production")
        elif self.environment == "sandbox":
            where = t("accounts.sandbox")
        return " · ".join(filter(None, (clean_line(self.name, 24), where)))

    @property
    def signs(self) -> str:
        """What is wrong, new, in trouble and waiting, in short; empty where nothing is."""
        if self.problem:
            return "✗"
        signs = (
            "✗" if self.is_open and self.connection == "refused" else "",
            f"({self.unread})" if self.unread else "",
            f"!{self.trouble}" if self.trouble else "",
            f"→{self.waiting}" if self.waiting else "",
            f"+{self.batched}" if self.batched else "",
        )
        return " ".join(filter(None, signs))
