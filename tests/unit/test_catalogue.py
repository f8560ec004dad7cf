"""The catalogue is whole: nothing asked for is missing, nothing idle, both languages alike."""

from __future__ import annotations

import re
from pathlib import Path
from pkgutil import iter_modules

import pytest

import pectui
from pectui.catalogue import (
    Language,
    apart,
    en,
    it,
    language,
    preferred_language,
    t,
    thousands,
    tn,
    use_language,
)
from tests.hygiene.lint_catalogue import Uses, areas, faults, missing, unused, uses_of

ROOT = Path(pectui.__file__).parent
AREAS = areas()
TEXTS = {key: pair for texts in AREAS.values() for key, pair in texts.items()}


@pytest.fixture(scope="module")
def uses() -> Uses:
    files = (file for file in sorted(ROOT.rglob("*.py")) if "catalogue" not in file.parts)
    return uses_of(files, ROOT.parent)


def test_every_key_asked_for_has_a_text(uses: Uses) -> None:
    lacking = missing(uses, TEXTS)
    assert not lacking, "\n".join(lacking)


def test_every_text_is_asked_for(uses: Uses) -> None:
    idle = unused(uses, TEXTS)
    assert not idle, "\n".join(idle)


@pytest.mark.parametrize("area", AREAS)
def test_the_texts_of_an_area_are_sound(area: str) -> None:
    wrong = faults(area, AREAS[area])
    assert not wrong, "\n".join(wrong)


def test_both_languages_have_the_same_areas() -> None:
    english, italian = ({one.name for one in iter_modules(each.__path__)} for each in (en, it))
    assert english == italian


def test_no_key_stands_in_two_areas() -> None:
    assert len(TEXTS) == sum(len(texts) for texts in AREAS.values())


def used(source: str) -> Uses:
    uses = Uses()
    uses.add_source(source, "example.py")
    return uses


@pytest.mark.parametrize(
    "source",
    [
        't("a.gone")',
        'tn("a.gone", 3)',
        'catalogue.t("a.gone")',
        't("a.there" if x else "a.gone")',
        'Phrase("a.gone")',
        'KEYS = {1: "a.gone"}',
        't(f"a.{kind}")',
        't(f"a.the{kind}")',
        't(f"errors.{kind}.title")',
        'tn("a.there", 3)',
    ],
)
def test_a_missing_key_is_found(source: str) -> None:
    assert missing(used(source), {"a.there": ()})


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ('t("a.there")', "a.there"),
        ('tn("a.there", 2)', "a.there.many"),
        ('Phrase("a.there")', "a.there"),
        ('KEYS = {1: "a.there"}', "a.there"),
    ],
)
def test_a_use_is_seen(source: str, key: str) -> None:
    assert unused(used(source), [key]) == []
    assert missing(used(source), {key: (), "a.there.one": ()}) == []


@pytest.mark.parametrize(
    "source",
    ["", 't("a")', 't("a.other")', 't(f"a.{kind}")', 't(f"{anything}")', 'key = f"a.{kind}"'],
)
def test_an_idle_key_is_found(source: str) -> None:
    assert unused(used(source), ["a.there"]) == ["a.there"]


@pytest.mark.parametrize(
    "texts",
    [
        {"b.key": ("x", "y")},
        {"a": ("x", "y")},
        {"a.key": ("", "y")},
        {"a.key": ("x", " ")},
        {"a.key": ("{x}", "{y}")},
        {"a.key": ("{x}", "y")},
    ],
)
def test_an_unsound_text_is_found(texts: dict[str, tuple[str, str]]) -> None:
    assert faults("a", texts)


def test_the_language_spoken_is_the_language_given() -> None:
    english = t("errors.not-found.hint")
    use_language("it")
    assert language() == "it"
    assert t("errors.not-found.hint") != english


def test_fields_are_filled_in_and_braces_in_values_stay() -> None:
    assert "{0} {id}" in t("errors.message-id-invalid.detail", id="{0} {id}")


def test_counted_texts_choose_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"area.x.one": "one", "area.x.many": "{count} of {all}"}
    monkeypatch.setitem(pectui.catalogue._areas, ("en", "area"), table)
    assert tn("area.x", 1, all=9) == "one"
    assert tn("area.x", 0, all=9) == "0 of 9"
    assert tn("area.x", 2, all=9) == "2 of 9"
    assert tn("area.x", 1_200, **apart(all=1_234_567)) == "1,200 of 1,234,567"


@pytest.mark.parametrize(
    ("count", "english", "italian"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1_000, "1,000", "1.000"),
        (-20_500, "-20,500", "-20.500"),
    ],
)
def test_a_count_is_written_as_the_language_writes_it(
    count: int, english: str, italian: str
) -> None:
    assert thousands(count) == english
    use_language("it")
    assert apart(count=count) == {"count": italian}


@pytest.mark.parametrize(
    ("wanted", "environment", "expected"),
    [
        ("it", {}, "it"),
        ("en", {"PECTUI_LANGUAGE": "it"}, "en"),
        (None, {"PECTUI_LANGUAGE": "it", "LANG": "en_GB.UTF-8"}, "it"),
        (None, {"LANG": "it_IT.UTF-8"}, "it"),
        (None, {"LC_ALL": "C", "LANG": "it_IT.UTF-8"}, "en"),
        (None, {"LC_ALL": "", "LANG": "it_IT.UTF-8"}, "it"),
        (None, {"LC_MESSAGES": "it_IT", "LANG": "de_DE"}, "it"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, {}, "en"),
    ],
)
def test_the_language_comes_from_the_setting_then_the_environment(
    wanted: str | None,
    environment: dict[str, str],
    expected: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("LANG")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert preferred_language(wanted) == expected


NOT_SAID = re.compile(
    r"\b(?:ritirat?[aoi]?|ritirare|grezz[oa]|in sottofondo|presa? in carico|copia di lettura"
    r"|segnat[oi]|(?:un'altra|questa) macchina|noti qui|copie di lettura|un altro pectui"
    r"|invi[oi] multipl[oi]|in arresto|uguale|tralasci\w*)\b|[«»]|\b(?:Enter|PgDn|PgUp)\b",
    re.IGNORECASE,
)
"""What gives an Italian text away as a translation, or means something else to a lawyer."""


@pytest.mark.parametrize("area", AREAS)
def test_italian_texts_use_the_words_of_the_trade(area: str) -> None:
    found = {key: NOT_SAID.search(italian) for key, (_, italian) in AREAS[area].items()}
    assert not {key: match[0] for key, match in found.items() if match}


@pytest.mark.parametrize("area", AREAS)
def test_apostrophes_are_of_one_kind(area: str) -> None:
    curly = [key for key, pair in AREAS[area].items() if any("’" in text for text in pair)]
    assert not curly


def test_what_a_key_does_is_told_to_the_person() -> None:
    """“Scrivi”, never “Scrive”: in Italian the verbs in -ere and -ire tell the two apart."""
    helps = {key: italian for key, (_, italian) in AREAS["commands"].items() if "help" in key}
    assert helps
    assert not {key: text for key, text in helps.items() if text.split()[0].endswith("e")}


@pytest.mark.parametrize(
    ("spoken", "given", "said"),
    [
        ("it", 1, "1 cella per 2 colonne"),
        ("it", 2, "2 celle per 2 colonne"),
        ("it", 0, "0 celle per 2 colonne"),
        ("it", "1", "1 cella per 2 colonne"),
        ("it", "1.000", "1.000 celle per 2 colonne"),
        ("en", 1, "1 cell for 2 columns"),
        ("en", 0, "0 cells for 2 columns"),
    ],
)
def test_words_go_with_their_number(spoken: Language, given: object, said: str) -> None:
    use_language(spoken)
    assert t("tables.row.long", given=given, wanted=2).startswith(said)


def test_a_text_that_is_wrong_of_one_is_refused() -> None:
    fitting = ("{rows} {rows:row|rows} read", "{rows} {rows:riga letta|righe lette}")
    assert not faults("example", {"example.read": fitting})
    wrong = faults("example", {"example.read": ("{rows} rows read", "{rows} righe lette")})
    assert len(wrong) == 2
