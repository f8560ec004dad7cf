"""What is printed: JSON, columns, the quota bar, and nothing that acts on a terminal."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.catalogue import use_language
from pectui.cli.inbox import _row
from pectui.cli.quota import line, view
from pectui.cli.show import _view, page_of
from pectui.cli.table import cells, fit, table, wrap
from pectui.models import Message, Quota
from pectui.pec.bodies import decode_body
from pectui.pec.envelopes import read_envelope
from pectui.services.conversion import at_once
from pectui.services.documents import message_view
from pectui.text import clean_line, is_clean, to_json

if TYPE_CHECKING:
    from collections.abc import Callable

ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)

HOSTILE = [
    "\x1b[31mrosso\x1b[0m",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1b]0;titolo\x07",
    "\x1b]8;;https://evil.example\x1b\\banca\x1b]8;;\x1b\\",
    "\x1bP+q544e\x1b\\",
    "\x1b[c",
    "\x9b31m\x90q\x9c",
    "riga\r\nfalsa: intestazione",
    "BEL\x07 BS\x08 NUL\x00 DEL\x7f",
    "fattura\u202egpj.exe",
    "\u2066isolato\u2069 \u200b\u200e\ufeff",
    "zalgo" + "\u0301" * 50,
    "mezza \ud83d coppia",
    "[/red] [bold]x[@click=app.quit]y[/] \\[",
    "[URGENTE] ciao",
    "日本語のメール 한글",
    "\u2028riga\u2029paragrafo",
    "tag \U000e0041\U000e0042",
    "",
    " ",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("language", ["en", "it"])
def test_no_text_acts_on_the_terminal(text: str, language: Any) -> None:
    use_language(language)
    envelope = read_envelope(id=5, sender=text, recipient=text, date=text, subject=text)
    message = Message(envelope, decode_body(text))
    page = at_once(message.body)
    assert page is not None
    pages = [page_of(message, page, raw=raw) for raw in (False, True)]
    for printed in (*_row(envelope, None), *_row(envelope, 50), *pages):
        assert not ACTING.search(printed), repr(printed)
    assert all(is_clean(column) and "\n" not in column for column in _row(envelope, None))


@pytest.mark.parametrize("text", HOSTILE)
def test_json_keeps_everything_and_nothing_acts(text: str) -> None:
    printed = to_json({"subject": text})
    assert not ACTING.search(printed), repr(printed)
    assert json.loads(printed) == {"subject": text}
    printed.encode("utf-8")


@given(st.text(st.characters(codec=None)))
def test_any_text_survives_json(text: str) -> None:
    printed = to_json([text])
    assert json.loads(printed) == [text]
    assert not ACTING.search(printed)
    printed.encode("utf-8")


def test_other_alphabets_stay_readable_in_json() -> None:
    assert to_json("Perché costa 5 €") == '"Perché costa 5 €"'


def test_hostile_mail_reaches_no_door_of_the_command_line(
    sandbox: Any, cli: Callable[..., Any], tmp_path: Any
) -> None:
    """Through the arguments: what a script passes on may come from anybody."""
    for text in HOSTILE:
        if "\x00" in text:
            continue
        for argv in (
            ["send", "-t", text, "-s", "x", "-b", "y"],
            ["send", "-t", "a@pec.example", "-s", "x", "-f", str(tmp_path / f"x{text}")],
            ["send", "-t", "a@pec.example", "-s", "x", "-b", "y", "-a", str(tmp_path / f"x{text}")],
            ["show", f"x{text}"],
            [f"x{text}"],
            ["inbox", "-p", f"x{text}"],
            ["-A", f"x{text}", "quota"],
        ):
            for command in (argv, ["--json", *argv]):
                done = cli(*command)
                assert done.code in {2, 3}, (command, done)
                assert not ACTING.search(done.out + done.err), (command, done)


def test_a_date_that_cannot_be_read_is_there_as_text() -> None:
    row = read_envelope(id="x7", sender="a", recipient="b", date="domani", subject="c")
    found = message_view(row)
    assert (found["date"], found["date_text"]) == (None, "domani")
    assert (found["id"], found["id_text"]) == (None, "x7")


def test_a_message_has_a_body_whatever_it_came_as() -> None:
    for raw in (None, 5, ["a"], "", "Perch%E9"):
        envelope = read_envelope(id=1, sender="a", recipient="b", date="", subject="c")
        body = decode_body(raw)
        page = at_once(body)
        assert page is not None
        found = _view(Message(envelope, body), page, raw=True)
        assert isinstance(found["body"], str)
        assert isinstance(found["raw"], str)


@given(st.text(), st.integers(0, 40))
def test_what_is_fitted_has_its_width(text: str, width: int) -> None:
    assert cells(fit(clean_line(text), width)) == width


@given(
    st.lists(st.tuples(*[st.text(max_size=60).map(clean_line)] * 4), min_size=1, max_size=6),
    st.integers(40, 200),
)
def test_a_table_fits_the_terminal(rows: list[tuple[str, ...]], width: int) -> None:
    heading = ("N.", "Tipo", "Da", "Oggetto")
    short = [(row[0][:4], row[1][:6], row[2], row[3]) for row in rows]
    for printed in table(
        [heading, *short], width, least=(1, 6, 9, 16), needless=(2,), numbers=0
    ).split("\n"):
        assert cells(printed) <= width


@given(st.text(max_size=400).map(clean_line), st.integers(40, 120))
def test_wrapped_words_fit_and_none_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width).split("\n")
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text())
def test_what_the_gate_hides_from_an_eye_json_escapes(text: str) -> None:
    printed = to_json(text)
    assert json.loads(printed) == text
    assert not re.search("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0]", printed)


@pytest.mark.parametrize("filler", ["\u115f", "\u1160", "\u3164", "\uffa0", "\u034f", "\U000e0100"])
def test_json_escapes_letters_that_draw_nothing(filler: str) -> None:
    assert to_json(f"a{filler}b").isascii()


@pytest.mark.parametrize(
    ("usage", "limit", "ends"),
    [
        (171012, 1048576, "16 % · 167 of 1,024 MB"),
        (0, 1048576, "0 % · 0 of 1,024 MB"),
        (838861, 1048576, "80 % · 819 of 1,024 MB · filling up"),
        (1000000, 1048576, "95 % · 977 of 1,024 MB · almost full"),
        (2097152, 1048576, "200 % · 2,048 of 1,024 MB · FULL"),
        (171012, None, "167 MB used, no limit known"),
        (171012, 0, "167 MB used, no limit known"),
        (None, 1048576, "the service gives no figures"),
        (None, None, "the service gives no figures"),
    ],
)
def test_the_quota_line(usage: float | None, limit: float | None, ends: str) -> None:
    printed = line(Quota("INBOX", usage, limit), colour=False)
    assert printed.startswith("INBOX  ")
    assert printed.endswith(ends)
    assert "\x1b" not in printed


def test_the_quota_bar_has_one_length() -> None:
    bars = {
        line(Quota("INBOX", used, 100.0, "MB"), colour=False).split()[1]
        for used in range(0, 300, 7)
    }
    assert {len(bar) for bar in bars} == {22}


def test_colour_is_only_for_the_bar() -> None:
    plain = line(Quota("INBOX", 10, 100), colour=False)
    coloured = line(Quota("INBOX", 10, 100), colour=True)
    assert re.sub("\x1b\\[\\d*m", "", coloured) == plain
    assert coloured != plain


def test_unknown_figures_are_null() -> None:
    found = view(Quota("INBOX", None, 0))
    assert (found["percent"], found["used_mb"], found["usage"]) == (None, None, None)
