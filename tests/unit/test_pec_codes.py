from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.pec.codes import code_of, is_code, moment_of, without_code
from pectui.pec.dates import format_iso


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("20200826100034", True),
        ("2020082610003492", True),
        ("1" * 20, True),
        ("1" * 13, False),
        ("1" * 21, False),
        ("2020082610003492\n", False),
        ("²0200826100034", False),
        ("٢٠٢٠٠٨٢٦١٠٠٠٣٤", False),
        ("SMTP connect() failed", False),
        ("", False),
    ],
)
def test_is_code(text: str, code: bool) -> None:
    assert is_code(text) is code


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("ACCETTAZIONE: Invio di prova 2020082610003492", "2020082610003492"),
        ("CONSEGNA: Invio 202009211526363  ", "202009211526363"),
        ("2020082610003492", "2020082610003492"),
        ("Invio di prova2020082610003492", None),
        ("2020082610003492 Invio", None),
        ("Invio 2020082610003492.", None),
        ("Conto 99999999999999", None),
        ("Partita 20201341000000", None),
        ("", None),
        ("   ", None),
    ],
)
def test_the_code_is_the_last_token_whole(subject: str, code: str | None) -> None:
    assert code_of(subject) == code


def test_the_moment_is_in_rome() -> None:
    moment = moment_of("2020082610003492")
    assert moment is not None
    assert format_iso(moment) == "2020-08-26T10:00:34+02:00"
    assert moment_of("garbage") is None


@pytest.mark.parametrize(
    ("year", "plausible"), [(1999, False), (2000, True), (2099, True), (2100, False)]
)
def test_a_code_is_of_this_century(year: int, plausible: bool) -> None:
    moment = moment_of(f"{year}0302090000")
    assert (moment is not None) is plausible
    assert moment is None or moment.year == year


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31))  # noqa: DTZ001


@given(st.text(), MOMENTS.map(lambda moment: f"{moment:%Y%m%d%H%M%S}7"))
def test_a_code_goes_as_it_came(text: str, code: str) -> None:
    subject = f"{text} {code}"
    assert code_of(subject) == code
    assert without_code(subject) == text.rstrip()


@given(st.text())
def test_without_a_code_nothing_changes(text: str) -> None:
    if code_of(text) is None:
        assert without_code(text) == text
