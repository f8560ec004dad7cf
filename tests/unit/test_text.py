from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.text import (
    MAX_MARKS,
    REPLACEMENT,
    clean_block,
    clean_file_name,
    clean_line,
    is_clean,
    storable,
)

ANY_TEXT = st.text(st.characters(exclude_categories=())) | st.text(
    st.sampled_from(
        "a \n\t\r\x00\x07\x1b\x7f\x85\x9b\u00ad\u0301\u0e31\u034f\u061c\u200b\u200d\u200f\u2028"
        "\u202e\u2066\u2069\ufe0f\ufeff\ud800\udfff\U000e0041\U0001d167\U0001d173😀"
    )
)
HARMFUL = (
    {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000))}
    | set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    | set(
        "\u00ad\u034f\u180e\u200b\u200c\u200d\u2028\u2029\u2060\u2061\u2064\ufe0f\ufeff\U000e0001"
    )
)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31mrosso\x1b[0m", "␛[31mrosso␛[0m"),
        ("\x1b]52;c;ZXZpbA==\x07", "␛]52;c;ZXZpbA==␇"),
        ("\x9b31m", f"{REPLACEMENT}31m"),
        ("fattura\u202efdp.exe", f"fattura{REPLACEMENT}fdp.exe"),
        ("pay\u200bpal", f"pay{REPLACEMENT}pal"),
        ("a\x00b\x7f", "a␀b␡"),
        ("\ud800", REPLACEMENT),
        ("riga\r\naltra\rterza\u2028quarta", "riga\naltra\nterza\nquarta"),
        ("⚠\ufe0f URGENTE", "⚠ URGENTE"),
        ("z\u0301\u0301\u0301\u0301\u0301algo", "z\u0301\u0301\u0301algo"),
        ("ก" + "\u0e31" * 40, "ก" + "\u0e31" * MAX_MARKS),
        ("m" + "\U0001d167\u0301" * 10, "m" + "\U0001d167\u0301\U0001d167"),
        ("[/red] [bold]x[@click=app.quit]y[/] \\[", "[/red] [bold]x[@click=app.quit]y[/] \\["),
        ("\tPerché è così\n", "\tPerché è così\n"),
        ("", ""),
    ],
)
def test_what_acts_becomes_what_is_seen(raw: str, shown: str) -> None:
    assert clean_block(raw) == shown


@given(ANY_TEXT)
def test_the_gate_lets_nothing_harmful_through(text: str) -> None:
    block = clean_block(text)
    assert not (set(block) - {"\n", "\t"}) & HARMFUL
    block.encode()
    line = clean_line(text)
    assert not set(line) & (HARMFUL | {"\n", "\t"})


@given(ANY_TEXT)
def test_the_gate_changes_nothing_twice(text: str) -> None:
    assert is_clean(clean_block(text))
    assert clean_line(clean_line(text)) == clean_line(text)


@given(ANY_TEXT)
def test_no_character_carries_a_stack_of_marks(text: str) -> None:
    run = 0
    for char in clean_block(text):
        run = run + 1 if unicodedata.category(char) in {"Mn", "Me"} else 0
        assert run <= MAX_MARKS


@given(st.text(st.characters(categories=("L", "N", "P", "S"), max_codepoint=0x2FF)))
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert clean_block(text) == text


@given(ANY_TEXT, st.integers(0, 20))
def test_a_limit_is_kept_and_a_cut_is_seen(text: str, limit: int) -> None:
    short = clean_block(text, limit)
    assert len(short) <= max(limit, 1)
    assert short.endswith("…") or len(text) <= limit


@given(ANY_TEXT)
def test_storable_text_is_utf8_and_loses_nothing_else(text: str) -> None:
    kept = storable(text)
    kept.encode()
    assert len(kept) == len(text)
    assert all(a == b or unicodedata.category(a) == "Cs" for a, b in zip(text, kept, strict=True))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../../etc/passwd", "etc_passwd"),
        ("..", "pectui"),
        ("", "pectui"),
        (".bashrc", "bashrc"),
        ("-rf", "rf"),
        ("C:\\Windows\\x.txt", "C_Windows_x.txt"),
        ("con.txt", "file_con.txt"),
        ("riga\naltra.txt", "riga altra.txt"),
        ("Fattura n. 12/2026", "Fattura n. 12_2026"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("è" * 300, "è" * 60),
        ("fattura\u202efdp.exe", "fattura_fdp.exe"),
    ],
)
def test_file_names(text: str, name: str) -> None:
    assert clean_file_name(text) == name


@given(
    ANY_TEXT | st.text(st.sampled_from("./\\.-_~ :ècon1\u202e"), max_size=200), st.integers(12, 150)
)
def test_a_file_name_names_one_visible_file_here(text: str, limit: int) -> None:
    name = clean_file_name(text, limit=limit)
    assert name
    assert not set(name) & (HARMFUL | set('/\\:*?"<>|\n\t'))
    assert not name.startswith((".", "-", " ", "~"))
    assert not name.endswith((".", " "))
    assert len(name.encode()) <= limit
    assert name.split(".")[0].lower() not in {"con", "prn", "aux", "nul", "com1", "lpt1"}
