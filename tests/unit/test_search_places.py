"""Where in a text the words of a search are marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.folding import words_of
from pectui.search import Part, matches_in, parse


def marked(text: str, search: str, part: Part | None = None) -> list[str]:
    return [text[start:end] for start, end in matches_in(text, parse(search), part)]


@pytest.mark.parametrize(
    ("text", "search", "places"),
    [
        ("Perché no, PERCHE' sì", "perche ", ["Perché", "PERCHE"]),
        ("perche\u0301 no", "perché ", ["perche\u0301"]),
        ("la fattura e le fatture", "fattura ", ["fattura"]),
        ("la fattura e le fatture", "fattur", ["fattur", "fattur"]),
        ("la fattura", "attura", []),
        ("l’atto, l'atto e latto", "l'atto ", ["l’atto", "l'atto"]),
        ("atto di\n  citazione", '"atto di citazione"', ["atto di\n  citazione"]),
        ("atto citazione", '"atto di citazione"', []),
        ("uno due tre", "tre uno ", ["uno", "tre"]),
        ("uno due", "-due uno ", ["uno"]),
        ("uno due tre", '"uno due" "due tre" ', ["uno due tre"]),
        ("avv.studiobianchi@pec.it", "from:studio ", ["studio"]),
        ("Avv. Studio  Bianchi", 'from:"o bian" ', ["o  Bian"]),
        ("io e mario", "from:io ", ["io"]),
        ("e\u0301bc", "bc ", []),
        ("ß ẞ", "ß ", ["ß", "ẞ"]),
        ("Hauptstraße 5, Hauptstrasse 7", "hauptstrasse ", ["Hauptstraße", "Hauptstrasse"]),
        ("straßen", "stras", ["straß"]),
        ("all'uﬃcio dell'ufficio", "ufficio ", ["uﬃcio", "ufficio"]),
        ("Łukasz Sørensen e Đorđe", "lukasz sorensen dorde ", ["Łukasz", "Sørensen", "Đorđe"]),
        ("在尊严和权利上一律平等", "权利", ["权利"]),
        ("PEC权利x", "pec 权利 x ", ["PEC", "权利", "x"]),
        ("oggetto: 权利上", "subject:权利", ["权利"]),
        ("İstanbul istanbul", "istanbul ", ["İstanbul", "istanbul"]),
        ("Invio 2026031010000012", "code:20260310", ["20260310"]),
        ("senza", "", []),
        ("senza", "is:unread", []),
    ],
)
def test_places(text: str, search: str, places: list[str]) -> None:
    assert marked(text, search) == places


def test_a_field_is_marked_in_its_part_only() -> None:
    search = "from:rossi atto "
    assert marked("rossi: atto", search, Part.SENDER) == ["rossi", "atto"]
    assert marked("rossi: atto", search, Part.SUBJECT) == ["atto"]
    assert marked("rossi: atto", search, Part.ANYWHERE) == ["atto"]


@given(st.text(), st.text(max_size=20))
def test_places_lie_in_the_text_in_order(text: str, search: str) -> None:
    last = 0
    for start, end in matches_in(text, parse(search)):
        assert last <= start < end <= len(text)
        last = end


@given(st.text(alphabet="àbE\u0301 -’9ßİ.", max_size=30), st.integers(0, 5))
def test_every_word_of_a_text_is_found_in_it(text: str, which: int) -> None:
    words = words_of(text)
    if which < len(words):
        word = words[which]
        places = matches_in(text, parse(f"{word} "))
        assert len(places) == words.count(word)
        assert all(words_of(text[start:end]) == (word,) for start, end in places)
