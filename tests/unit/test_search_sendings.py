"""Searching among the sendings: every word, wherever, without case and accents."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pectui.catalogue import use_language
from pectui.models import OutgoingAttachment, Sending, State
from pectui.search.sendings import sendings_with

FIRST, SECOND = (
    Sending(
        id=str(number),
        account="studio",
        recipients=(address,),
        subject=subject,
        state=state,
        queued_at=datetime(2026, 3, 10, tzinfo=UTC),
        code=f"202603100000000{number}",
        attachments=(OutgoingAttachment("Atto di citazione.pdf", "application/pdf", 1, ""),)
        * number,
    )
    for number, (address, subject, state) in enumerate(
        [
            ("comune@pec.example", "Perché no? [n. 1]", State.DELIVERED),
            ("rossi@pec.example", "Diffida [n. 2]", State.FAILED),
        ]
    )
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", (FIRST, SECOND)),
        ("PERCHE", (FIRST,)),
        ("[n. 1]", (FIRST,)),
        ("example diff", (SECOND,)),
        ("2026031000000001", (SECOND,)),
        ("citazione.pdf", (SECOND,)),
        ("failed", (SECOND,)),
        ("comune diffida", ()),
        ("[/ciao]", ()),
        ("\ud800\x1b", ()),
    ],
)
def test_every_word_is_looked_for(words: str, found: tuple[Sending, ...]) -> None:
    use_language("en")
    assert sendings_with((FIRST, SECOND), words) == found
