"""What is to be said of each row, as a table in a file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pectui.catalogue import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pectui.services.batches.check import Check

_HEADING = (
    "cli.batch.heading.row",
    "cli.batch.heading.line",
    "cli.batch.heading.field",
    "cli.batch.heading.gravity",
    "cli.batch.heading.reason",
)
_GRAVITIES = {
    "problem": "cli.batch.gravity.problem",
    "warning": "cli.batch.gravity.warning",
    "hint": "cli.batch.gravity.hint",
}


def write_findings(check: Check, path: Path) -> None:
    """Write what is to be said of each row as a table. Raises what writing raises. Blocks."""
    from pectui.tables import write_table

    write_table(path, tuple(map(t, _HEADING)), _rows(check))


def _rows(check: Check) -> Iterable[Sequence[str]]:
    for finding in (*check.problems, *check.warnings, *check.hints):
        rows = finding.rows or (finding.row,)
        for row in rows:
            one = replace(finding, row=row, rows=())
            gravity = t(_GRAVITIES[one.gravity])
            yield (_digits(one.row), _digits(one.line), one.field, gravity, one.words)
    for row in check.to_post:
        yield (str(row), "", check.recipient_column, t("batches.state.to-post"), "")


def _digits(number: int | None) -> str:
    return "" if number is None else str(number)
