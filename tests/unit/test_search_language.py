"""The language of searches: what people type, and what it means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.catalogue import use_language
from pectui.models import RECEIPT_KINDS, Kind
from pectui.pec.dates import ROME
from pectui.search import Mark, Part, Search, Term, parse

TODAY = date(2026, 3, 20)


def read(text: str) -> Search:
    return parse(text, TODAY)


def midnight(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=ROME)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", ()),
        ("   ", ()),
        ("fattura ", (Term("fattura"),)),
        ("fattura", (Term("fattura", prefix=True),)),
        ("atto ricorso", (Term("atto"), Term("ricorso", prefix=True))),
        ("fattura c", (Term("fattura"),)),
        ("fattura c ", (Term("fattura"), Term("c"))),
        ('"atto di c', (Term("atto di"),)),
        ("from:c", (Term("c", Part.SENDER, prefix=True),)),
        ("tag:c", ()),
        ("a* ", ()),
        ("l'a", (Term("l'"),)),
        ("fatt* atto ", (Term("fatt", prefix=True), Term("atto"))),
        ('"atto di citazione"', (Term("atto di citazione"),)),
        ('"atto di cit', (Term("atto di cit", prefix=True),)),
        ("from:studio x ", (Term("studio", Part.SENDER), Term("x"))),
        ('da:"Studio Bianchi" ', (Term("Studio Bianchi", Part.SENDER),)),
        ("TO:rossi A:verdi ", (Term("rossi", Part.RECIPIENT), Term("verdi", Part.RECIPIENT))),
        ("oggetto:bando ", (Term("bando", Part.SUBJECT),)),
        ("tag:urgente etichetta:gare ", (Term("urgente", Part.TAGS), Term("gare", Part.TAGS))),
    ],
)
def test_words_phrases_and_fields(text: str, terms: tuple[Term, ...]) -> None:
    assert read(text) == Search(text, terms=terms)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("from:", (Term("from:"),)),
        ("nota: rossi ", (Term("nota:"), Term("rossi"))),
        ("kind: boh ", (Term("kind:"), Term("boh"))),
        ('from:"', (Term('from:"'),)),
        ("foo:bar ", (Term("foo:bar"),)),
        ('foo:"bar baz" ', (Term('foo:"bar baz"'),)),
        ("kind:boh ", (Term("kind:boh"),)),
        ("is:boh ", (Term("is:boh"),)),
        ("code:abc ", (Term("code:abc"),)),
        ("-", ()),
        ("--", ()),
        ('"', ()),
        ('-"', ()),
        ("*", ()),
        ("a-b ", (Term("a-b"),)),
        ("http://x.it ", (Term("http://x.it"),)),
    ],
)
def test_what_is_half_typed_or_unknown_is_words(text: str, terms: tuple[Term, ...]) -> None:
    assert read(text) == Search(text, terms=terms)


def test_a_minus_is_for_what_must_not_be() -> None:
    found = read('-bozza -"di prova" -from:rossi -is:unread -code:2026 -before:2026 resto')
    assert found.terms == (Term("resto", prefix=True),)
    assert found.excluded == (Term("bozza"), Term("di prova"), Term("rossi", Part.SENDER))
    assert found.marks == ((Mark.UNREAD, False),)
    assert found.excluded_codes == ("2026",)
    assert (found.since, found.until) == (midnight(2026, 1, 1), None)
    assert read("-after:2026").until == midnight(2026, 1, 1)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("kind:delivery", {Kind.DELIVERY}),
        ("kind:not-delivered", {Kind.NOT_DELIVERED}),
        ("kind:del", {Kind.DELIVERY}),
        ("kind:Delivered", {Kind.DELIVERY}),
        ("tipo:consegna", {Kind.DELIVERY}),
        ('tipo:"non consegnata"', {Kind.NOT_DELIVERED}),
        ("tipo:non-acc", {Kind.NOT_ACCEPTED}),
        ("kind:not", {Kind.NOT_ACCEPTED, Kind.NOT_DELIVERED}),
        ("tipo:ritardo", None),
        ("kind:anomaly kind:overdue", {Kind.ANOMALY, Kind.OVERDUE}),
        ("kind:receipt", set(RECEIPT_KINDS)),
        ("tipo:ricevuta -tipo:consegna", set(RECEIPT_KINDS) - {Kind.DELIVERY}),
        ("-kind:other", set(Kind) - {Kind.OTHER}),
    ],
)
@pytest.mark.parametrize("language", ["en", "it"])
def test_kinds_have_their_names_in_both_languages(
    text: str, kinds: set[Kind] | None, language: str
) -> None:
    use_language("it" if language == "it" else "en")
    assert read(text).kinds == kinds


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_known_by_its_name(kind: Kind) -> None:
    assert read(f"kind:{kind}").kinds == frozenset({kind})


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-10", (2026, 3, 10)),
        ("10/03/2026", (2026, 3, 10)),
        ("10/3/26", (2026, 3, 10)),
        ("10.3.2026", (2026, 3, 10)),
        ("10/3", (2026, 3, 10)),
        ("20/3", (2026, 3, 20)),
        ("21/3", (2025, 3, 21)),
        ("29/2", (2024, 2, 29)),
        ("2026-03", (2026, 3, 1)),
        ("3/2026", (2026, 3, 1)),
        ("2026", (2026, 1, 1)),
        ("today", (2026, 3, 20)),
        ("OGGI", (2026, 3, 20)),
        ("yesterday", (2026, 3, 19)),
        ("ieri", (2026, 3, 19)),
        ("7d", (2026, 3, 13)),
        ("7g", (2026, 3, 13)),
        ("2w", (2026, 3, 6)),
        ("2s", (2026, 3, 6)),
        ("1m", (2026, 2, 20)),
        ("1y", (2025, 3, 20)),
        ("1a", (2025, 3, 20)),
    ],
)
def test_days_as_people_write_them(text: str, day: tuple[int, int, int]) -> None:
    assert read(f"after:{text}") == Search(f"after:{text}", since=midnight(*day))
    assert read(f"prima:{text}") == Search(f"prima:{text}", until=midnight(*day))


@pytest.mark.parametrize(
    ("text", "day_after"),
    [
        ("2026-03-10", (2026, 3, 11)),
        ("31/12/2025", (2026, 1, 1)),
        ("28/2", (2026, 3, 1)),
        ("2025-12", (2026, 1, 1)),
        ("2/2026", (2026, 3, 1)),
        ("2025", (2026, 1, 1)),
        ("ieri", (2026, 3, 20)),
        ("7d", (2026, 3, 14)),
    ],
)
def test_what_is_named_as_the_end_counts_too(text: str, day_after: tuple[int, int, int]) -> None:
    assert read(f"until:{text}") == Search(f"until:{text}", until=midnight(*day_after))
    assert read(f"al:{text}").until == midnight(*day_after)
    assert read(f"-al:{text}").since == midnight(*day_after)


def test_a_period_is_written_as_one_says_it() -> None:
    found = read("dal:1/10/2025 al:31/10/2025")
    assert (found.since, found.until) == (midnight(2025, 10, 1), midnight(2025, 11, 1))
    assert read("since:2025-10 until:2025-10").until == found.until


@pytest.mark.parametrize("text", ["31/12/9999", "9999-12", "9999", "boh"])
def test_an_end_after_which_no_day_is_is_told(text: str) -> None:
    assert [problem.text for problem in read(f"al:{text}").problems] == [text]


def test_a_month_is_counted_back_to_a_day_it_has() -> None:
    assert parse("after:1m", date(2026, 3, 31)).since == midnight(2026, 2, 28)


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-02-30", "31/4", "32/1/2026", "0000", "boh", "7x", "9999y", "2026-"]
)
def test_a_date_that_is_none_is_told_and_left_out(text: str) -> None:
    found = read(f"atto before:{text}")
    assert found.terms == (Term("atto"),)
    assert found.until is None
    assert [str(problem).startswith(f"“{text}”") for problem in found.problems] == [True]


def test_a_problem_is_told_in_the_persons_language() -> None:
    (problem,) = read("dopo:boh\x1b[31m").problems
    use_language("it")
    assert "non è una data" in str(problem)
    assert "\x1b" not in str(problem)


def test_the_tightest_dates_count() -> None:
    found = read("after:2026-03-01 after:2026-03-10 before:2026-03-15 before:2026-03-12")
    assert (found.since, found.until) == (midnight(2026, 3, 10), midnight(2026, 3, 12))


@pytest.mark.parametrize(
    ("text", "mark", "wanted"),
    [
        ("is:unread", Mark.UNREAD, True),
        ("è:non-letto", Mark.UNREAD, True),
        ("e:letta", Mark.UNREAD, False),
        ("is:read", Mark.UNREAD, False),
        ("is:fl", Mark.FLAGGED, True),
        ("is:here", Mark.HERE, True),
        ("is:gone", Mark.HERE, False),
        ("has:note", Mark.NOTE, True),
        ("ha:nota", Mark.NOTE, True),
        ("-has:note", Mark.NOTE, False),
    ],
)
def test_marks(text: str, mark: Mark, wanted: bool) -> None:
    assert read(text) == Search(text, marks=((mark, wanted),))


def test_codes_are_alternatives() -> None:
    assert read("code:20260310 codice:20260311*").codes == ("20260310", "20260311")


def test_an_empty_search_means_everything() -> None:
    assert read("").is_empty
    assert read(" - ").is_empty
    assert read("before:boh").is_empty
    assert read("x").is_empty
    assert not read("x ").is_empty
    assert not read("xy").is_empty
    assert not read("-x").is_empty
    assert not read("is:unread").is_empty


_PIECES = st.sampled_from(
    ["from:", "a:", "è:", '"', "-", "*", " ", "kind:", "before:", "2026", "10/3", "x", "non", "\0"]
)


@given(st.lists(_PIECES | st.text(max_size=4), max_size=12).map("".join))
def test_whatever_is_typed_means_something(text: str) -> None:
    found = read(text)
    assert found.text == text
    for problem in found.problems:
        assert str(problem)


@pytest.mark.parametrize(
    ("apart", "together"),
    [
        ("da: studio3 ", "da:studio3 "),
        ("from:  rossi fattura ", "from:rossi fattura "),
        ('oggetto: "atto di citazione" ', 'oggetto:"atto di citazione" '),
        ("-a: verdi ", "-a:verdi "),
        ("tipo: consegna codice: 2026 ", "tipo:consegna codice:2026 "),
        ("dopo: 2026-03-01 ", "dopo:2026-03-01 "),
        ("è: daleggere ", "è:daleggere "),
    ],
)
def test_a_blank_after_the_colon_of_a_field_changes_nothing(apart: str, together: str) -> None:
    assert replace(read(apart), text="") == replace(read(together), text="")


def test_one_letter_of_a_script_without_blanks_says_something() -> None:
    assert read("权").terms == (Term("权", prefix=True),)
    assert read("权利").terms[0].words == ("权", "利")
