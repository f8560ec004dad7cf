"""Findings in words for a person: what was looked for, and what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.text import clean_line

if TYPE_CHECKING:
    from pectui.services.self_test.findings import Finding

_TITLES = {
    "page-base": "selftest.page-base",
    "direction": "selftest.direction",
    "page-rows": "selftest.page-rows",
    "page-count": "selftest.page-count",
    "id-form": "selftest.id-form",
    "ids": "selftest.ids",
    "bodies": "selftest.bodies",
    "charset": "selftest.charset",
    "text": "selftest.text",
    "quota-unit": "selftest.quota-unit",
    "search-where": "selftest.search-where",
    "search-words": "selftest.search-words",
    "search-parts": "selftest.search-parts",
    "attachment": "selftest.attachment",
    "code": "selftest.code",
    "receipts": "selftest.receipts",
    "receipt-fields": "selftest.receipt-fields",
}
_VALUES = {
    ("page-base", "zero"): "selftest.page-base.zero",
    ("page-base", "one"): "selftest.page-base.one",
    ("page-base", "ignored"): "selftest.page-base.ignored",
    ("direction", "newest"): "selftest.direction.newest",
    ("direction", "oldest"): "selftest.direction.oldest",
    ("page-rows", "rows"): "selftest.page-rows.rows",
    ("page-count", "all"): "selftest.page-count.all",
    ("page-count", "one-less"): "selftest.page-count.one-less",
    ("page-count", "other"): "selftest.page-count.other",
    ("id-form", "number"): "selftest.id-form.number",
    ("id-form", "text"): "selftest.id-form.text",
    ("id-form", "word"): "selftest.id-form.word",
    ("ids", "positions"): "selftest.ids.positions",
    ("ids", "stable"): "selftest.ids.stable",
    ("bodies", "plain"): "selftest.bodies.plain",
    ("bodies", "encoded"): "selftest.bodies.encoded",
    ("bodies", "twice"): "selftest.bodies.twice",
    ("bodies", "mixed"): "selftest.bodies.mixed",
    ("charset", "named"): "selftest.charset.named",
    ("text", "whole"): "selftest.text.whole",
    ("text", "receipts"): "selftest.text.receipts",
    ("text", "changed"): "selftest.text.changed",
    ("quota-unit", "KB"): "selftest.quota-unit.kb",
    ("quota-unit", "MB"): "selftest.quota-unit.mb",
    ("quota-unit", "B"): "selftest.quota-unit.b",
    ("search-where", "texts"): "selftest.search-where.texts",
    ("search-where", "headings"): "selftest.search-where.headings",
    ("search-where", "ignored"): "selftest.search-where.ignored",
    ("search-words", "apart"): "selftest.search-words.apart",
    ("search-words", "together"): "selftest.search-words.together",
    ("search-parts", "parts"): "selftest.search-parts.parts",
    ("search-parts", "whole"): "selftest.search-parts.whole",
    ("attachment", "data-uri"): "selftest.attachment.data-uri",
    ("attachment", "base64"): "selftest.attachment.base64",
    ("attachment", "neither"): "selftest.attachment.neither",
    ("code", "ends"): "selftest.code.ends",
    ("code", "elsewhere"): "selftest.code.elsewhere",
    ("receipts", "came"): "selftest.receipts.came",
    ("receipts", "some"): "selftest.receipts.some",
    ("receipts", "none"): "selftest.receipts.none",
    ("receipt-fields", "known"): "selftest.receipt-fields.known",
    ("receipt-fields", "other"): "selftest.receipt-fields.other",
    ("receipt-fields", "missing"): "selftest.receipt-fields.missing",
}


def title_of(name: str) -> str:
    """Return what was looked for."""
    return t(_TITLES[name])


def words_of(finding: Finding) -> str:
    """Return what was found, and how sure it is."""
    words = t(_VALUES[finding.name, finding.value], detail=clean_line(finding.detail, 200))
    if not finding.certain:
        words += f" ({t('selftest.likely')})"
    if not finding.copes:
        words += f". {t('selftest.copes-not')}"
    return words
