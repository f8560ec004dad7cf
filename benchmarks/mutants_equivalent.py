"""Mutants that were looked at and change nothing anybody could see, with the reason."""

from __future__ import annotations

_CODES = "pectui/pec/codes.py"
_RECEIPTS = "pectui/pec/receipts.py"
_DELETION = "pectui/services/deletion.py"
_GENEROUS = "a bound far above what occurs; one character more or less decides nothing"
_NUMBERLESS = "only where among the refused a row without a number stands"

EQUIVALENT: dict[tuple[str, str, str], str] = {
    (_CODES, "_MOMENT_DIGITS = 14", "14  →  15"): "what follows the seconds is not read",
    (
        _CODES,
        "month, day, hour, minute, second = (int(rest[i : i + 2]) for i in range(0, 10, 2))",
        "10  →  9",
    ): "the same five starts",
    (
        _CODES,
        "tokens = subject.rsplit(maxsplit=1)",
        "1  →  2",
    ): "the last token is the same",
    (_RECEIPTS, "_READ = 1_000_000", "1000000  →  1000001"): _GENEROUS,
    (_RECEIPTS, "_READ = 1_000_000", "1000000  →  999999"): _GENEROUS,
    (_RECEIPTS, "_NOTICE = 4_000", "4000  →  4001"): _GENEROUS,
    (_RECEIPTS, "_NOTICE = 4_000", "4000  →  3999"): _GENEROUS,
    (
        _DELETION,
        "self.order = tuple(sorted(envelopes, key=lambda row: -1 if row.id is None else -row.id))",
        "1  →  2",
    ): _NUMBERLESS,
    (
        _DELETION,
        "self.order = tuple(sorted(envelopes, key=lambda row: -1 if row.id is None else -row.id))",
        "1  →  0",
    ): _NUMBERLESS,
    (
        _DELETION,
        "and 0 <= beside <= page.pages",
        "0  →  -1",
    ): "pages are counted from 1, so nothing is beside them below 0",
}
"""By file, line and change."""
