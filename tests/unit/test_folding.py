"""Case and accents: what counts as the same letter, and where it stands."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.folding import fold, folded, in_place, words_of


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("PERCHÉ", "perche"),
        ("perche\u0301", "perche"),
        ("Σοφία", "σοφια"),
        ("l’atto “x” – y", 'l\'atto "x" - y'),
        ("due  \u00a0 righe\r\n\tdi testo ", "due righe di testo"),
        ("5 € di §", "5 di"),
        ("a\0b", "a b"),
        ("STRASSE straße ẞ", "strasse strasse ss"),
        ("Łukasz Sørensen, Đorđe; Æther Œuvre Þór", "lukasz sorensen, dorde; aether oeuvre thor"),
        ("uﬃcio ﬁne Ｆｕｌｌ", "ufficio fine full"),
        ("人人生而自由。", "人 人 生 而 自 由"),
        ("PEC权利2026", "pec 权 利 2026"),
        ("ひらかなカナ", "ひ ら か な カ ナ"),
    ],
)
def test_what_is_the_same(text: str, same: str) -> None:
    assert folded(text) == same


@given(st.text())
def test_folding_is_done_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_places_stay(text: str) -> None:
    assert len(fold(text)) == len(in_place(text)) == len(text)


def test_words_are_runs_of_letters_and_digits() -> None:
    assert words_of("Avv._Rossi@pec.it n°12/2026") == (
        "avv",
        "rossi",
        "pec",
        "it",
        "n",
        "12",
        "2026",
    )
    assert words_of("…€ -") == ()


def test_the_index_of_sqlite_has_the_same_words() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE texts USING fts5(text, tokenize='unicode61 remove_diacritics 2')"
    )
    connection.execute("CREATE VIRTUAL TABLE words USING fts5vocab(texts, instance)")
    points = [code for code in range(1, 0x2000) if not 0x1900 <= code < 0x1D00]
    points += [*range(0x3040, 0x3100), *range(0x4E00, 0x9F00, 37), *range(0xFB00, 0xFB07)]
    connection.executemany(
        "INSERT INTO texts (rowid, text) VALUES (?, ?)",
        [(code, folded(f"q{chr(code)}q")) for code in points],
    )
    known: dict[int, tuple[str, ...]] = {}
    for code, term in connection.execute("SELECT doc, term FROM words ORDER BY doc, offset"):
        known[code] = (*known.get(code, ()), term)
    connection.close()
    assert {code: words_of(f"q{chr(code)}q") for code in points} == known
