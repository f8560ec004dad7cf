from __future__ import annotations

import time
from urllib.parse import quote, quote_plus, unquote_to_bytes

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pectui.pec.bodies import decode_body, looks_like_html

JSON_VALUE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
ENCODED_LOOKING = st.text(st.sampled_from("%+aZ09_.*~-CcEe3259"))


@pytest.mark.parametrize(
    ("raw", "text", "charset", "rounds"),
    [
        ("Perch%C3%A9+%C3%A8+cos%C3%AC", "Perché è così", "utf-8", 1),
        ("Perch%E9+%E8+cos%EC", "Perché è così", "cp1252", 1),
        ("l%92atto+costa+5+%80", "l’atto costa 5 €", "cp1252", 1),
        ("%81%E8", "\x81è", "latin-1", 1),
        ("Perch%25C3%25A9+%253Cb%253E", "Perché <b>", "utf-8", 2),
        ("Perch%25C3%25A9%2B%253Cb%253E", "Perché <b>", "utf-8", 2),
        ("Perch%25E9%2520%25E8", "Perché è", "cp1252", 2),
        ("%2525C3%2525A9", "%C3%A9", "utf-8", 2),
        ("50%25+e+un+%2525", "50% e un %25", "utf-8", 1),
        ("sconto+50%2525", "sconto 50%25", "utf-8", 1),
        ("riga%0D%0Aaltra", "riga\r\naltra", "utf-8", 1),
        ("1%2B1%3D2", "1+1=2", "utf-8", 1),
        ("C++", "C  ", "utf-8", 1),
    ],
)
def test_encoded_bodies(raw: str, text: str, charset: str, rounds: int) -> None:
    body = decode_body(raw)
    assert (body.text, body.charset, body.rounds, body.raw) == (text, charset, rounds, raw)


@pytest.mark.parametrize(
    "raw",
    [
        "Sconto del 10% + IVA 22%25",
        "This is an example body.",
        "100%ZZ+ok",
        "ok%",
        "ok%2",
        "a%20b\nc",
        "è%20+",
        "a=b&c=%20",
        "una",
        "",
    ],
)
def test_plain_bodies_stay_as_they_are(raw: str) -> None:
    body = decode_body(raw)
    assert (body.text, body.raw, body.rounds) == (raw, raw, 0)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (None, ""),
        (42, "42"),
        (1.5, "1.5"),
        (True, "true"),
        (["riga", "altra"], "riga\naltra"),
        ([1, None], "[1, null]"),
        ({"a": "è"}, '{"a": "è"}'),
        ("a\ud800b", "a\N{REPLACEMENT CHARACTER}b"),
    ],
)
def test_bodies_that_are_no_text(raw: object, text: str) -> None:
    assert decode_body(raw).text == text


@pytest.mark.parametrize(
    ("raw", "uncertain"),
    [
        ("Perch%C3%A9+%E8", True),
        ("l%E2%80%99atto+%E8", True),
        ("%81", True),
        ("Perch%E9+%E8+cos%EC", False),
        ("Perch%C3%A9", False),
    ],
)
def test_a_charset_that_may_be_wrong_is_marked(raw: str, uncertain: bool) -> None:
    assert decode_body(raw).uncertain is uncertain


def test_damage_done_by_the_server_is_marked() -> None:
    assert decode_body("questa email \N{REPLACEMENT CHARACTER} una prova").damaged
    assert not decode_body("Perch%C3%A9").damaged


@given(JSON_VALUE | ENCODED_LOOKING)
def test_decoding_never_raises_and_the_text_can_be_kept(raw: object) -> None:
    body = decode_body(raw)
    body.text.encode()
    body.raw.encode()


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from("è<&=%/:@"))
@example("Tutto+bene%20", "@")
def test_text_that_is_not_wholly_encoded_is_untouched(text: str, sign: str) -> None:
    raw = text + sign
    assert decode_body(raw).text == raw.removeprefix("\ufeff")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_what_was_encoded_once_comes_back(text: str) -> None:
    encoded = quote_plus(text, safe="*~")
    inner_encoded = "%" in text and decode_body(text.replace(" ", "+")).rounds
    if ("%" in encoded or "+" in encoded) and not inner_encoded:
        assert decode_body(encoded).text == text.removeprefix("\ufeff")


@given(st.text(st.characters(exclude_categories=["Cs"], min_codepoint=0x80), min_size=1))
def test_what_was_encoded_twice_comes_back(text: str) -> None:
    body = decode_body(quote(quote(text)))
    assert (body.text, body.rounds) == (text.removeprefix("\ufeff"), 2)


@given(ENCODED_LOOKING)
def test_escapes_are_undone_as_forms_do(raw: str) -> None:
    body = decode_body(raw)
    if body.rounds == 1 and not body.uncertain:
        octets = unquote_to_bytes(raw.replace("+", " "))
        assert body.text.encode(body.charset) == octets


@pytest.mark.parametrize(
    "raw",
    [
        "Questo è <b>semplice</b>, 10% + altro\n" * 130_000,
        "parola" * 850_000,
        "Perch%C3%A9+%C3%A8+cos%C3%AC" * 180_000,
        "%E9%C3" * 830_000,
        "%25C3%25A9" * 500_000,
        "a%zz+" * 1_000_000,
        "<a " + " " * 5_000_000,
        "<p " * 1_600_000,
    ],
    ids=["plain", "word", "utf-8", "cp1252", "twice", "broken", "half-tag", "half-tags"],
)
def test_five_megabytes_take_no_time(raw: str) -> None:
    # Processor time, generous for slow machines: a loop over characters needs seconds.
    start = time.process_time()
    decode_body(raw)
    assert time.process_time() - start < 0.8


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("prevede un <b>corpo in html</b>", True),
        ("<!DOCTYPE html><html>", True),
        ("<p>Gentile", True),
        ("riga<br>altra", True),
        ("riga<BR/>altra", True),
        ('<div class="x">', True),
        ('vedi <a href="https://pec.example">qui', True),
        ("<h1>Titolo", True),
        ("a < b e c > d", False),
        ("se a <b e c> d", False),
        ("Mario <mario@pec.example>", False),
        ("<https://pec.example>", False),
        ("il segno <b> da solo", False),
        ("<prova>", False),
        ("</prova>", False),
        ("1 <2> 3", False),
        ("", False),
    ],
)
def test_what_looks_like_html(text: str, html: bool) -> None:
    assert looks_like_html(text) is html
    assert decode_body(text).html is html
