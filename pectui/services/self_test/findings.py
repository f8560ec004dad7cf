"""What a self-test found out, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pectui.errors import PectuiError

SETTINGS = {
    "quota-unit": "quota_unit",
    "attachment": "attachment_encoding",
    "receipt-fields": "receipt_fields",
}
"""Findings that a setting of the account makes use of."""
NOT_COPED = "not coped with"
"""What a finding in short ends in, where pectui does not cope with it."""
NAMES = (
    "page-base", "direction", "page-rows", "page-count", "id-form", "ids", "bodies", "charset",
    "text", "quota-unit", "search-where", "search-words", "search-parts", "attachment", "code",
    "receipts", "receipt-fields",
)  # fmt: skip
"""Everything that is looked for."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found out."""

    name: str
    """Of `NAMES`."""
    value: str
    """A word of its own for each answer, the same in every language."""
    certain: bool = True
    """Whether it was seen, and is not only likely."""
    copes: bool = True
    """Whether pectui reads such a service rightly, with `setting` where there is one."""
    setting: str = ""
    """What the setting of `SETTINGS` must be."""
    detail: str = ""
    """A figure or the names of fields; nothing of a person's."""

    @property
    def in_short(self) -> str:
        """What was found and how sure it is, in words that are the same in every language."""
        doubts = [] if self.certain else ["likely"]
        doubts += [] if self.copes else [NOT_COPED]
        more = f" [{self.detail}]" if self.detail else ""
        return self.value + more + (f" ({', '.join(doubts)})" if doubts else "")


@dataclass(slots=True)
class Learned:
    """Everything a self-test has found out so far."""

    findings: dict[str, Finding] = field(default_factory=dict)
    forms: dict[str, dict[str, str]] = field(default_factory=dict)
    """Per call, the fields of its answers and their types."""
    problems: dict[str, PectuiError] = field(default_factory=dict)
    """What stopped a step, by its name."""
    complete: bool = False
    """Whether the test came to its end; not where it was stopped, or a step failed."""
    requests: int = 0
    sent: list[str] = field(default_factory=list)
    """Codes of the letters that left in this test."""
    deleted: bool = False
    """Whether anything was deleted."""
    left: dict[str, int] = field(default_factory=dict)
    """Per code, how many messages the test made that are still in the mailbox, as far as it saw."""

    def take(self, *findings: Finding) -> None:
        """Take findings over, but no likely one for a certain one."""
        for new in findings:
            known = self.findings.get(new.name)
            if known is None or new.certain or not known.certain:
                self.findings[new.name] = new

    def is_certain(self, *names: str) -> bool:
        """Whether all of these are known for certain."""
        known = [self.findings.get(name) for name in names]
        return all(one is not None and one.certain for one in known)

    @property
    def open(self) -> tuple[str, ...]:
        """What was not found out."""
        return tuple(name for name in NAMES if name not in self.findings)

    def report(self) -> dict[str, object]:
        """Return what may be sent to others: words and figures, nothing of a person's."""
        return {
            "complete": self.complete,
            "findings": {
                name: self.findings[name].in_short for name in NAMES if name in self.findings
            },
            "settings": {
                SETTINGS[name]: one.setting
                for name, one in self.findings.items()
                if name in SETTINGS and one.certain and one.copes
            },
            "fields": self.forms,
            "problems": {step: error.kind for step, error in self.problems.items()},
            "requests": self.requests,
        }
