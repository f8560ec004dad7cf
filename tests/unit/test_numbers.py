"""A number for a person has the decimal mark of the language; one for a machine has a point."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from pectui.catalogue import use_language
from pectui.cli.quota_check import judge
from pectui.models import Quota, Sending, State
from pectui.pec.forecast import Forecast, Trend
from pectui.pec.weights import MB
from pectui.services.receipts.cleanup import Weighed
from pectui.tui.formats.sizes import size_words
from pectui.tui.terminal.clipboard import Copied, Way
from pectui.tui.widgets.list.sending_list import recipient_words
from pectui.tui.widgets.list.weighed_list import mb_words, weight_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pectui.catalogue import Language


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    use_language("en")


@pytest.mark.parametrize(
    ("language", "size", "receipts", "little"),
    [("en", "227.2 MB", "1.5 MB", "<0.1 MB"), ("it", "227,2 MB", "1,5 MB", "<0,1 MB")],
)
def test_sizes_follow_the_language(
    language: Language, size: str, receipts: str, little: str
) -> None:
    use_language(language)
    assert size_words(227_200_000) == size
    assert mb_words(round(1.5 * 1024 * 1024)) == receipts
    assert mb_words(1) == little


def sending_of(text: str = "") -> Sending:
    at = datetime(2026, 3, 10, tzinfo=UTC)
    return Sending("1", "studio", (), "Oggetto", State.ACCEPTED, at, body_html=text)


@pytest.mark.parametrize(
    ("size", "text", "words"),
    [
        (3 * MB, "Testo", "≈ 3.0 MB"),
        (3 * MB, "", "≥ 3.0 MB"),
        (1, "Testo", "<0.1 MB"),
        (1, "", "not known"),
    ],
)
def test_a_weight_says_how_surely_it_is_known(size: int, text: str, words: str) -> None:
    assert weight_words(Weighed(sending_of(text), size)) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Copied (12,345 characters)"), ("it", "Copiato (12.345 caratteri)")],
)
def test_what_was_copied_is_counted_as_the_language_does(language: Language, words: str) -> None:
    use_language(language)
    assert Copied(Way.TOOL, 12_345).words == words


@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("room", [11, 17, 35])
def test_that_recipients_are_not_read_fits_a_narrow_column(language: Language, room: int) -> None:
    use_language(language)
    assert len(recipient_words(sending_of(), room)) <= room


QUOTA = Quota("studio@pec.example", usage=163, limit=1000, unit="MB")


def test_a_plugin_speaks_to_a_person_in_words_and_to_a_machine_in_points() -> None:
    use_language("it")
    check = judge(QUOTA, Forecast(Trend.EARLY), (80.5, 95.0))
    assert "16,3 % usato" in check.words
    _, _, performance = check.line.partition("|")
    assert "quota=16.3%;80.5;95;0;100" in performance
    assert "," not in performance
