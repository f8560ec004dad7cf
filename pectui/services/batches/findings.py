"""What is said of rows, as it is kept and as it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t, tn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pectui.models import Finding

FEW = 5
"""Rows named where there are many."""


def stored_view(finding: Finding) -> dict[str, object]:
    """Return a finding as it is kept with its row: spoken again in whatever language."""
    return {"key": finding.key, "values": dict(finding.values), "field": finding.field}


def words_of(view: Mapping[str, object]) -> str:
    """Return the words of a finding as `stored_view` kept it."""
    values = view.get("values")
    return t(str(view["key"]), **(values if isinstance(values, dict) else {}))


def rows_in_words(rows: Sequence[int]) -> str:
    """Return rows by their numbers; of many the first few, and how many more."""
    named = ", ".join(map(str, rows[:FEW]))
    more = len(rows) - FEW
    return f"{named} {tn('batches.more', more)}" if more > 0 else named
