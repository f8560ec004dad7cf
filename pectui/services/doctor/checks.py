"""The result of one of the doctor's checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pectui.catalogue import t

if TYPE_CHECKING:
    from pectui.errors import PectuiError

_NAMES = {
    "settings": "doctor.name.settings",
    "secrets": "doctor.name.secrets",
    "address": "doctor.name.address",
    "connection": "doctor.name.connection",
    "token": "doctor.name.token",
    "mailbox": "doctor.name.mailbox",
    "scopes": "doctor.name.scopes",
    "expiry": "doctor.name.expiry",
    "kinds": "doctor.name.kinds",
    "self-test": "doctor.name.self-test",
    "themes": "doctor.name.themes",
    "folders": "doctor.name.folders",
    "terminal": "doctor.name.terminal",
    "clipboard": "doctor.name.clipboard",
    "copies": "doctor.name.copies",
    "requests": "doctor.name.requests",
    "hooks": "doctor.name.hooks",
}
Status = Literal["ok", "warning", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Check:
    """What one check found, in words for a person that have passed the text gate."""

    name: str
    """What was looked at, the same in every language; `title` is for a person."""
    status: Status
    detail: str
    hint: str = ""
    """What to do; may be empty when it is ok."""
    exit_code: int = 0
    """The outside contract's code for a failure."""

    @property
    def title(self) -> str:
        """What was looked at."""
        return t(_NAMES[self.name])


def failure(name: str, error: PectuiError) -> Check:
    """Return the check that ended in `error`, with its next step."""
    return Check(name, "failed", str(error), error.hint, error.exit_code)


def skipped(name: str, needed: str) -> Check:
    """Return the check that could not be made before the one called `needed` succeeds."""
    return Check(name, "skipped", t("doctor.needs", needed=t(_NAMES[needed])))
