"""The one gate for text from outside: what passes it cannot act, and nothing readable is lost."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pectui.text import ELLIPSIS, clean_block, clean_file_name, clean_line, is_clean

ANY_TEXT = st.text(st.characters(exclude_categories=()))
"""Lone surrogates included: JSON can carry them."""


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("Perché è così", "Perché è così"),
        ("[URGENTE] ciao [/ciao]", "[URGENTE] ciao [/ciao]"),
        ("a\x1b[31mb", "a␛[31mb"),
        ("a\x00b\x07c\x7fd", "a␀b␇c␡d"),
        ("a\x9b31mb", "a\ufffd31mb"),
        ("a\u202eb\u2066c\u2069", "a\ufffdb\ufffdc\ufffd"),
        ("a\u200bb\ufeffc", "a\ufffdb\ufffdc"),
        ("a\ud800b", "a\ufffdb"),
        ("e\u0301\u0302\u0303\u0304\u0305", "e\u0301\u0302\u0303"),
        ("a\nb\tc", "a\nb\tc"),
        ("a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne"),
        ("日本語 😀", "日本語 😀"),
        ("", ""),
    ],
)
def test_what_could_act_is_shown_and_the_rest_stays(given_text: str, shown: str) -> None:
    assert clean_block(given_text) == shown


@given(ANY_TEXT)
@example("\x1b]52;c;eA==\x07")
@example("\u2028\u0085\x0c")
def test_no_control_and_nothing_invisible_passes(text: str) -> None:
    for char in clean_block(text):
        assert char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(char) not in {"LRE", "RLE", "LRO", "RLO", "PDF"}
        assert unicodedata.bidirectional(char) not in {"LRI", "RLI", "FSI", "PDI"}


@given(ANY_TEXT)
def test_what_passed_passes_again_unchanged(text: str) -> None:
    assert is_clean(clean_block(text))
    assert clean_line(clean_line(text)) == clean_line(text)
    clean_block(text).encode()


@given(ANY_TEXT)
def test_a_line_is_one_line_without_blanks_around(text: str) -> None:
    line = clean_line(text)
    assert len(line.splitlines()) <= 1
    assert "\t" not in line
    assert line == line.strip()


@given(ANY_TEXT, st.integers(min_value=1, max_value=30))
def test_a_limit_is_kept_and_a_cut_is_shown(text: str, limit: int) -> None:
    cut = clean_block(text, limit)
    assert len(cut) <= limit
    assert cut.endswith(ELLIPSIS) or len(text) <= limit


def test_printable_ascii_is_never_changed() -> None:
    text = "".join(map(chr, range(0x20, 0x7F)))
    assert clean_block(text) == text


@pytest.mark.parametrize(
    ("given_text", "name"),
    [
        ("documento.pdf", "documento.pdf"),
        ("../../etc/passwd", "etc_passwd"),
        ("/etc/passwd", "etc_passwd"),
        ("C:\\temp\\a.txt", "C_temp_a.txt"),
        (".bashrc", "bashrc"),
        ("..", "pectui"),
        ("", "pectui"),
        ("\x1b]0;x\x07", "␛]0;x␇"),
        ("a\u202efdp.exe", "a_fdp.exe"),
        ("riga\nuna", "riga una"),
    ],
)
def test_a_file_name_is_one_name_in_this_folder(given_text: str, name: str) -> None:
    assert clean_file_name(given_text) == name


@pytest.mark.parametrize("name", ["CON", "nul.txt", "Lpt1.pdf"])
def test_a_name_some_system_reserves_is_another_name(name: str) -> None:
    stem = clean_file_name(name).partition(".")[0]
    assert stem.casefold() != name.partition(".")[0].casefold()


@given(ANY_TEXT)
def test_any_text_makes_a_usable_file_name(text: str) -> None:
    name = clean_file_name(text)
    assert name.strip(". ")
    assert not set(name) & set('/\\:*?"<>|\n')
    assert not name.startswith((".", "-"))
    assert len(name.encode()) <= 120


def test_a_long_file_name_keeps_its_extension() -> None:
    name = clean_file_name("è" * 200 + ".pdf")
    assert name.endswith("è.pdf")
    assert len(name.encode()) <= 120
