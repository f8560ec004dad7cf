"""What may leave in a letter: invisible characters, joiners, controls, names of files."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.pec.outgoing import (
    changes,
    fit_block,
    fit_file_name,
    fit_line,
    fit_subject,
    is_renamed,
)

FAMILY = "👨\u200d👩\u200d👧"
ANY = st.text(st.characters(exclude_categories=()), max_size=60) | st.text(
    st.sampled_from("a \n\t\r\x00\x1b\x85\xad\u200b\u200c\u200d\u200e\u202e\ufeff👨♀\ufe0fمक\ud800")
)


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        ("sog\u00adget\u200bto\ufeff", "soggetto"),
        ("\u200eciao\u200f \u2060x\u034f", "ciao x"),
        (FAMILY, FAMILY),
        (
            "❤\ufe0f\u200d🔥 🙂\u200d↔\ufe0f 🏃🏽\u200d♀\ufe0f",
            "❤\ufe0f\u200d🔥 🙂\u200d↔\ufe0f 🏃🏽\u200d♀\ufe0f",
        ),
        ("می\u200cخواهم क्\u200dष", "می\u200cخواهم क्\u200dष"),
        ("pa\u200dga\u200cre", "pagare"),
        (
            "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
            "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        ),
        ("ok\U000e0041\U000e0042", "ok"),
        ("a\x00b\x1b[31mc\x9bd\x7f", "ab[31mcd"),
        ("100\u202e001\u2066", "100001"),
        ("a\r\nb\rc\u2028d\x0be\x0cf\tg", "a\nb\nc\nd\ne\nf\tg"),
        ("Perché no?\u00a0Sì – 5 €", "Perché no?\u00a0Sì – 5 €"),
        ("x\ud800y", "x\ufffdy"),
    ],
)
def test_a_text_leaves_as_its_writer_sees_it(text: str, leaves: str) -> None:
    assert fit_block(text).text == leaves


def test_every_character_leaves_alike_whatever_stands_beside_it() -> None:
    for char in map(chr, range(0x3000)):
        alone, beside = fit_block(f"a{char}b"), fit_block(f"a{char}b\ufeff")
        assert (alone.text, alone.controls) == (beside.text, beside.controls), hex(ord(char))


def test_what_was_left_out_is_counted_and_said() -> None:
    fitted = fit_block("a\u200bb\u00adc\x1bd\u202ee\ud800")
    assert (fitted.invisible, fitted.controls, fitted.turning, fitted.broken) == (2, 1, 1, 1)
    words = "\n".join(changes(fitted))
    assert "2 invisible characters are left out" in words
    assert "1 control character is left out" in words
    assert changes(fit_block(f"niente da dire {FAMILY}\r\n")) == ()


@given(ANY)
def test_the_rule_leaves_nothing_to_itself(text: str) -> None:
    for fit in (fit_block, fit_line):
        once = fit(text).text
        broken = any("\ud800" <= char < "\ue000" or char == "\ufffd" for char in text)
        assert ("\N{REPLACEMENT CHARACTER}" in once) is broken
        assert not set(once) & {"\x00", "\x1b", "\x85", "\u202e", "\ufeff", "\ud800", "\r"}
        once.encode()
    assert "\n" not in fit_line(text).text


@pytest.mark.parametrize(
    ("text", "line"),
    [("\n prima \r\n\r\nseconda\tterza\n", "prima seconda terza"), ("a\u200b\nb", "a b")],
)
def test_lines_of_a_subject_are_joined_by_a_blank(text: str, line: str) -> None:
    assert fit_line(text).text == line


def test_what_could_act_stays_in_a_subject_to_be_refused() -> None:
    assert fit_subject(" a\x1b\u202e\u200b\tb\nc\n").text == "a\x1b\u202e\tb\nc"


@pytest.mark.parametrize(
    ("name", "leaves", "renamed"),
    [
        ("atto.pdf", "atto.pdf", False),
        ("Perche\u0301.pdf", "Perché.pdf", False),
        ("atto\r\nBcc: x.pdf", "atto Bcc: x.pdf", True),
        ("atto\u202efdp.exe", "attofdp.exe", True),
        ("a\u200bb.pdf", "ab.pdf", True),
        ("a\\b.pdf", "a_b.pdf", True),
        (os.fsdecode(b"Perch\xe9 \x80.pdf"), "Perché €.pdf", True),
        (os.fsdecode("è".encode() + b"\x81.pdf"), "è.pdf", True),
        (" ", "", True),
        ("\u200b\n", "", True),
    ],
)
def test_names_of_files(name: str, leaves: str, renamed: bool) -> None:
    assert fit_file_name(name) == leaves
    assert is_renamed(name) is renamed
