from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pectui.pec.dates import ROME, format_full, format_iso, parse_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Wed, 26 Aug 2020 10:00:35 +0200", "2020-08-26T10:00:35+02:00"),
        ("Wed, 26 Aug 2020 10:00:35 +0200 (CEST)", "2020-08-26T10:00:35+02:00"),
        ("Wed, 26 Aug 2020 10:00:35 (CEST)", "2020-08-26T10:00:35+02:00"),
        ("Wed, 26 Aug 2020 10:00:35 CET", "2020-08-26T11:00:35+02:00"),
        ("Wed, 26 Aug 2020 08:00:35 GMT", "2020-08-26T10:00:35+02:00"),
        ("Wed, 26 Aug 2020 08:00:35 -0000", "2020-08-26T10:00:35+02:00"),
        ("26 Aug 2020 10:00", "2020-08-26T10:00:00+02:00"),
        ("mer, 26 ago 2020 10:00:35 +0200", "2020-08-26T10:00:35+02:00"),
        ("Wed Aug 26 10:00:35 2020", "2020-08-26T10:00:35+02:00"),
        ("  Wed,  26  Aug  2020  10:00:35  +0200 ", "2020-08-26T10:00:35+02:00"),
        ("Tue, 15 Jan 2019 23:59:60 +0100", "2019-01-15T23:59:59+01:00"),
        ("2026-03-10 10:00:00", "2026-03-10T10:00:00+01:00"),
        ("2026-03-10T10:00:00Z", "2026-03-10T11:00:00+01:00"),
        ("2026-03-10T10:00:00.123+05:00", "2026-03-10T06:00:00+01:00"),
        ("2026-03-10", "2026-03-10T00:00:00+01:00"),
        ("21/09/2020 15:26:37 (+0200)", "2020-09-21T15:26:37+02:00"),
        ("21/09/2020 alle ore 15:26:37 (+0200)", "2020-09-21T15:26:37+02:00"),
        ("21/09/2020, 15:26", "2020-09-21T15:26:00+02:00"),
        ("Thu, 31 Dec 2020 23:30:00 PST", "2021-01-01T08:30:00+01:00"),
        ("Mon, 13 Jul 2026 21:00:00 EDT", "2026-07-14T03:00:00+02:00"),
        ("Mon, 13 Jul 2026 09:00:00 MESZ", "2026-07-13T09:00:00+02:00"),
        ("Mon, 13 Jul 2026 10:00:00 EEST", "2026-07-13T09:00:00+02:00"),
        ("Sat, 5 Dec 2026 10:00:00 UTC-3", "2026-12-05T14:00:00+01:00"),
        ("Sat, 5 Dec 2026 10:00:00 (GMT+01:00)", "2026-12-05T10:00:00+01:00"),
        (
            "Sat, 5 Dec 2026 10:00:00 +0100 (ora solare Europa occidentale)",
            "2026-12-05T10:00:00+01:00",
        ),
        ("2026-12-05T10:00:00+09", "2026-12-05T02:00:00+01:00"),
        ("Sat Dec 5 10:00:00 EST 2026", "2026-12-05T16:00:00+01:00"),
        ("5 Dec 2026", "2026-12-05T00:00:00+01:00"),
        ("mercoledì 1° luglio 2026 alle ore 08:05", "2026-07-01T08:05:00+02:00"),
        ("venerdi' 5 giugno 2026 23.59.59 CEST", "2026-06-05T23:59:59+02:00"),
        ("25/12/2026 11:59:00 PM", "2026-12-25T23:59:00+01:00"),
        ("12/12/2026 12:30 am", "2026-12-12T00:30:00+01:00"),
        ("5 Dec 2026 01:00:00 p.m.", "2026-12-05T13:00:00+01:00"),
    ],
)
def test_readable_dates(text: str, iso: str) -> None:
    moment = parse_date(text)
    assert moment is not None
    assert moment.tzinfo is ROME
    assert format_iso(moment) == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "garbage",
        "ieri",
        "1598428835",
        "Mon, 01 Jan 0001 00:00:00 +0000",
        "0001-01-01 00:00:00",
        "9999-12-31 23:59:59",
        "31/02/2020 10:00:00",
        "2020-13-01",
        "Wed, 26 Aug 2020 25:00:35 +0200",
        "Wed, 26 Aug 2020 10:00:35 +9999",
        "Wed, 26 Foo 2020 10:00:35 +0200",
        "Wed, 26 Aug 2020 10:00:35 IST",
        "Wed, 26 Aug 2020 10:00:35 QQT",
        "Wed Aug 26 10:00:35 QQT 2020",
        "26 Aug 20 10:00:35 XYZ",
        "2026-03-10 10:00:00 ora di Marte",
        "04/05/2026 09:00 AM",
        "12/11/2026 12:00:00 PM",
        "25/12/2026 23:59 PM",
        "1" * 100_000,
        "\x00\ud800",
    ],
)
def test_unreadable_dates_are_none(text: str) -> None:
    assert parse_date(text) is None


@given(st.text() | st.text(st.sampled_from("0123456789:/-+ ()TZWedAugCEST,.")))
def test_no_text_raises(text: str) -> None:
    moment = parse_date(text)
    assert moment is None or moment.tzinfo is ROME


@example(datetime(1998, 10, 25, tzinfo=UTC))
@given(st.datetimes(datetime(1971, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_what_is_written_is_read_again(moment: datetime) -> None:
    # In the hour that comes twice no two zones are ever equal: the moments are compared in one.
    for text in (format_iso(moment), moment.strftime("%d %b %Y %H:%M:%S +0000")):
        read = parse_date(text)
        assert read is not None
        assert read.astimezone(UTC) == moment.replace(microsecond=0)


def test_a_moment_for_a_person_is_roman_and_says_so() -> None:
    winter = datetime(2026, 1, 5, 23, 30, tzinfo=UTC)
    summer = datetime(2026, 7, 5, 10, 0, tzinfo=UTC)
    assert format_full(winter) == "6 Jan 2026 00:30:00 (CET)"
    assert format_full(summer) == "5 Jul 2026 12:00:00 (CEST)"
