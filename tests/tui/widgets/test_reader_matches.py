from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pectui.folding import fold
from pectui.tui.widgets.reader import matches as module
from pectui.tui.widgets.reader.matches import Matches


def found(words: str, text: str) -> list[str]:
    finding = Matches(words)
    while not finding.done:
        finding.work(text)
    return [text[a:b] for a, b in zip(finding.starts, finding.ends, strict=True)]


@pytest.mark.parametrize(
    ("words", "text", "places"),
    [
        ("perche", "Perché PERCHÉ perche", ["Perché", "PERCHÉ", "perche"]),
        ("perché", "perche perche\u0301", ["perche", "perche\u0301"]),
        ("perche\u0301", "perché", ["perché"]),
        ("città", "LA CITTA’", ["CITTA"]),
        ("a.c", "abc a.c", ["a.c"]),
        ("(x", "f(x)", ["(x"]),
        ("due parole", "due\n   parole", ["due\n   parole"]),
        ("aa", "aaaa", ["aa", "aa"]),
        ("straße", "STRASSE straße", ["STRASSE", "straße"]),
        ("ufficio", "all'uﬃcio", ["uﬃcio"]),
        ("sorensen", "Sørensen", ["Sørensen"]),
        ("ΣΑΣ", "σας", ["σας"]),
        ("漢", "漢字", ["漢"]),
        ("x", "", []),
        ("   ", "a b", []),
        ("", "a", []),
    ],
)
def test_case_accents_and_line_ends_do_not_count(words: str, text: str, places: list[str]) -> None:
    assert found(words, text) == places


@given(st.text())
def test_folding_keeps_every_position(text: str) -> None:
    assert len(fold(text)) == len(text)


@example(text="a" * 20, words="aa")
@given(st.text(alphabet="abàB \n", max_size=200), st.text(alphabet="ab", min_size=1, max_size=4))
def test_slices_of_any_size_find_the_same(text: str, words: str) -> None:
    whole = found(words, text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "SLICE", 7)
        assert found(words, text) == whole


def test_places_are_known_by_where_they_stand() -> None:
    finding = Matches("ab")
    finding.work("ab..ab..ab")
    assert list(finding.within(0, 4)) == [0]
    assert list(finding.within(5, 9)) == [1, 2]
    assert list(finding.within(2, 4)) == []
    assert [finding.first_from(position) for position in (0, 1, 5, 9)] == [0, 1, 2, 0]
