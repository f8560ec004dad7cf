"""Gathers, row by row, what is to be said of the letters of a table."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pectui.domains import address_key
from pectui.models import Finding, Gravity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pectui.services.batches.earlier import Earlier
    from pectui.services.batches.letters import RowLetter

Place = tuple[int, int | None]
"""A row, and the line of the file on which it begins; a workbook has no lines."""


@dataclass(slots=True)
class Gathered:
    """What is known of the rows read until now."""

    earlier: Earlier
    allow_duplicates: bool = False
    rows: int = 0
    ready: int = 0
    bytes: int = 0
    """About what the letters that are ready weigh, after encoding."""
    to_post: list[int] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    suspects: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Row → the sendings that share its addressee and subject."""
    _others: dict[Finding, list[Place]] = field(default_factory=dict)
    """Warnings and hints without their row → the rows they are of."""
    first_places: dict[str, Place] = field(default_factory=dict)
    """Address → the first row that has it."""
    _carriers: dict[Path, list[Place]] = field(default_factory=dict)
    """File that cells name → the rows whose letter carries it."""

    def add(self, letter: RowLetter) -> None:
        """Take in one row."""
        self.rows += 1
        place = (letter.row, letter.line)
        problems: list[Finding] = []
        for finding in letter.findings:
            if finding.gravity is Gravity.PROBLEM:
                problems.append(finding)
            else:
                self._others.setdefault(_bare(finding), []).append(place)
        if letter.recipient:
            problems += self._repeated(letter)
            for file in letter.files:
                if not file.is_common:
                    self._carriers.setdefault(file.path, []).append(place)
        if problems:
            self.problems += problems
        elif not letter.recipient:
            self.to_post.append(letter.row)
        else:
            self.ready += 1
            self.bytes += letter.bytes
            if numbers := self.earlier.may_equal(letter):
                self.suspects[letter.row] = numbers

    def _repeated(self, letter: RowLetter) -> list[Finding]:
        """Return what is wrong where an address stands in two rows."""
        place = (letter.row, letter.line)
        first, _ = self.first_places.setdefault(address_key(letter.recipient), place)
        if first == letter.row or self.allow_duplicates:
            return []
        values = (("address", letter.recipient), ("row", str(first)))
        return [Finding(Gravity.PROBLEM, "batches.address-twice", values, letter.row, letter.line)]

    def add_whole(self, findings: Sequence[Finding]) -> None:
        """Take in what is to be said of the table as a whole."""
        for one in findings:
            if one.gravity is Gravity.PROBLEM:
                self.problems.append(one)
            else:
                self._others.setdefault(one, [])

    def others(self, gravity: Gravity) -> tuple[Finding, ...]:
        """Return warnings or hints, each once with the rows it is of."""
        # A personal file that goes to two is the classic leak.
        leaks = {
            Finding(Gravity.WARNING, "batches.file-to-two", (("file", path.name),)): places
            for path, places in self._carriers.items()
            if len(places) > 1
        }
        return tuple(
            _with_rows(finding, places)
            for finding, places in (self._others | leaks).items()
            if finding.gravity is gravity
        )


def _bare(finding: Finding) -> Finding:
    return replace(finding, row=None, line=None)


def _with_rows(finding: Finding, places: Sequence[Place]) -> Finding:
    """Return a finding with its rows: in `row` where it is one, in `rows` where they are more."""
    if len(places) == 1:
        return replace(finding, row=places[0][0], line=places[0][1])
    return replace(finding, rows=tuple(row for row, _ in places)) if places else finding
