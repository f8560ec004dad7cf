"""Every error says what happened, what exactly and what to do next, and knows its exit code."""

from __future__ import annotations

import json
import string
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui import errors
from pectui.catalogue import LANGUAGES, Language, use_language
from pectui.catalogue.en.errors import TEXTS
from pectui.errors import PectuiError
from pectui.text import is_clean

if TYPE_CHECKING:
    from collections.abc import Iterator


def tree(root: type[PectuiError]) -> Iterator[type[PectuiError]]:
    yield root
    for child in root.__subclasses__():
        yield from tree(child)


ERRORS = tuple(tree(PectuiError))
EXIT_CODES = {
    "PectuiError": 1,
    "UsageError": 2,
    "SettingsError": 3,
    "ServiceRefuses": 4,
    "RequestRejected": 5,
    "ServiceFails": 6,
    "Unreachable": 7,
    "OutcomeUncertain": 8,
}
each_error = pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)


def values_for(error: type[PectuiError]) -> dict[str, object]:
    """Give a value to every field its texts name."""
    texts = (TEXTS[f"errors.{error.kind}.{part}"] for part in ("title", "detail", "hint"))
    parsed = (field for text in texts for _, field, _, _ in string.Formatter().parse(text))
    return {field: f"<{field}>" for field in parsed if field}


@each_error
@pytest.mark.parametrize("language", LANGUAGES)
def test_title_detail_and_hint_stand_in_both_languages(
    error: type[PectuiError], language: str
) -> None:
    use_language("it" if language == "it" else "en")
    raised = error(**values_for(error))
    for text in (raised.title, raised.detail, raised.hint):
        assert text.strip()
        assert "{" not in text
    assert raised.with_hint == f"{raised}. {raised.hint}"


@each_error
def test_the_docstring_names_the_values_its_texts_need(error: type[PectuiError]) -> None:
    lineage = " ".join(parent.__doc__ or "" for parent in error.__mro__)
    for field in values_for(error):
        assert f"`{field}`" in lineage or "the detail names" in lineage, field


@each_error
def test_the_exit_code_is_the_contracts(error: type[PectuiError]) -> None:
    branch = next(parent.__name__ for parent in error.__mro__ if parent.__name__ in EXIT_CODES)
    assert error.exit_code == EXIT_CODES[branch]


@each_error
def test_the_error_is_drawn_in_the_modules_docstring(error: type[PectuiError]) -> None:
    assert error.__name__ in (errors.__doc__ or "").replace(",", " ").split()


def test_kinds_are_unique() -> None:
    kinds = [error.kind for error in ERRORS]
    assert sorted(set(kinds)) == sorted(kinds)


@each_error
def test_as_json_is_the_outside_contracts_object(error: type[PectuiError]) -> None:
    document = json.loads(json.dumps(error(**values_for(error)).as_json()))
    assert list(document) == ["kind", "title", "detail", "hint", "exit_code"]
    assert document["kind"] == error.kind
    assert document["exit_code"] == error.exit_code


def test_a_detail_given_at_the_raise_replaces_the_catalogues() -> None:
    assert errors.NotFound("Result empty").detail == "Result empty"
    assert str(errors.NotFound("Result empty")).endswith(": Result empty")


def test_the_next_step_begins_a_sentence_of_its_own() -> None:
    for words in ("Result empty", "Result empty."):
        refused = errors.NotFound(words)
        assert refused.with_hint == f"{refused.title}: Result empty. {refused.hint}"


@given(st.text(min_size=1))
def test_text_from_outside_passes_the_gate(text: str) -> None:
    for raised in (errors.RequestInvalid(text), errors.AddressInvalid(address=text)):
        assert is_clean(raised.title + raised.detail + raised.hint)
        assert "\n" not in raised.detail


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_reading_can_meet_does_not_speak_of_sending(language: Language) -> None:
    use_language(language)
    read: list[type[PectuiError]] = [errors.NoCredit, errors.ServiceRefuses]
    for error in (*read, *tree(errors.Unreachable)):
        words = str(error(host="ws.example", seconds=30)) + error().hint
        assert "nothing was sent" not in words
        assert "nulla è stato inviato" not in words
    use_language("en")
