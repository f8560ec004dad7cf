"""Dates as the service, providers and receipts write them, read into Europe/Rome."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from pectui.catalogue import t

ROME = ZoneInfo("Europe/Rome")

_FIRST_YEAR = 1970
_LAST_YEAR = 9998  # a year below the type's end, so that no change of zone overflows
_LONGEST = 200

_MONTHS = {
    name: number
    for names in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "gen feb mar apr mag giu lug ago set ott nov dic",
    )
    for number, name in enumerate(names.split(), 1)
}
_TIME = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>.*)"
)
_AT = r",?\s+(?:alle(?:\s+ore)?\s+|ore\s+)?"
_ISO = rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?:[T\s]\s*{_TIME})?"
_RECEIPT = (
    r"(?P<numbers>)(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})"
    rf"(?:{_AT}{_TIME})?"
)
_MAIL = (
    r"(?:[^\s\d,.]+[.,]*\s*)?(?P<day>\d{1,2})[°º]?[\s-]+(?P<month>[a-z]{3})[a-z]*\.?[\s-]+"
    rf"(?P<year>\d{{4}})(?:{_AT}{_TIME})?"
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.DOTALL | re.ASCII) for form in (_ISO, _RECEIPT, _MAIL)
)
_OFFSET = re.compile(
    r"(?:gmt|utc|ut)?\s*(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?[^\d+-]*",
    re.IGNORECASE | re.ASCII,
)
_ZONES = {
    0: "GMT UTC UT Z WET",
    1: "CET MET MEZ BST WEST",
    2: "CEST MEST MESZ EET",
    3: "EEST MSK",
    -4: "EDT",
    -5: "EST CDT",
    -6: "CST MDT",
    -7: "MST PDT",
    -8: "PST",
}
"""Hours ahead of UTC → names. One that means several places, as IST does, is not among them."""
_ZONE_NAMES = {name: hours for hours, names in _ZONES.items() for name in names.split()}
_NO_PARENTHESES = str.maketrans("()[]", "    ")
_AFTER_THE_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(.*?)(?:\s\d{4})?\s*$", re.DOTALL)


def _zone(text: str) -> tzinfo:
    """Return the zone written in `text`; Europe/Rome where nothing is. Raises ValueError.

    A name nobody knows gives no zone: no date is better than a wrong one.
    """
    written = text.translate(_NO_PARENTHESES).strip(" \t\r\n.,;")
    if not written:
        return ROME
    if offset := _OFFSET.fullmatch(written):
        ahead = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        return timezone(-ahead if offset["sign"] == "-" else ahead)
    if written in {"Europe/Rome", "ora italiana"}:
        return ROME
    if (hours := _ZONE_NAMES.get(written.upper())) is None:
        raise ValueError(written)
    return timezone(timedelta(hours=hours)) if hours else UTC


def _hour(parts: dict[str, str | None]) -> int:
    """Return the hour of the day. Raises ValueError.

    With AM or PM a date in numbers may be the American way round: then it is none.
    """
    hour, half = int(parts["hour"] or 0), parts["half"]
    if half is None:
        return hour
    day, month = int(parts["day"] or 0), parts["month"] or ""
    in_numbers = parts.get("numbers") is not None
    if hour > 12 or (in_numbers and day <= 12 and day != int(month)):
        raise ValueError(half)
    return hour % 12 + (12 if half.lower().startswith("p") else 0)


def _from_form(parts: dict[str, str | None]) -> datetime:
    """Return the moment that the groups of one of `_FORMS` spell. Raises ValueError, KeyError."""
    month = parts["month"] or ""
    return datetime(
        int(parts["year"] or 0),
        int(month) if month.isdigit() else _MONTHS[month.lower()],
        int(parts["day"] or 0),
        _hour(parts),
        int(parts["minute"] or 0),
        min(int(parts["second"] or 0), 59),  # a leap second is no reason to lose a date
        tzinfo=_zone(parts["zone"] or ""),
    )


def _from_mail(text: str) -> datetime:
    """Return the moment of an old or odd mail date. Raises ValueError, TypeError, IndexError."""
    from email.utils import parsedate_to_datetime  # slow to load, seldom needed

    moment = parsedate_to_datetime(text).replace(tzinfo=None)
    after = _AFTER_THE_TIME.search(text)
    return moment.replace(tzinfo=_zone(after[1] if after else ""))


def _read(text: str) -> datetime:
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            return _from_form(match.groupdict())
    return _from_mail(text)


def parse_date(text: str) -> datetime | None:
    """Return the moment in `text`, aware and in Europe/Rome; None where it cannot be read.

    Reads mail dates, ISO 8601 and the dd/mm/yyyy of receipts. Without a zone, Rome is meant;
    a moment before 1970 is somebody's broken clock and counts as unreadable.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    try:
        moment = _read(text)
    except (ValueError, TypeError, KeyError, IndexError, OverflowError):
        return None
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    return moment.astimezone(ROME)


_MONTH_KEYS = (
    "dates.month-1",
    "dates.month-2",
    "dates.month-3",
    "dates.month-4",
    "dates.month-5",
    "dates.month-6",
    "dates.month-7",
    "dates.month-8",
    "dates.month-9",
    "dates.month-10",
    "dates.month-11",
    "dates.month-12",
)


def month(day: date) -> str:
    """Return the short name of the month of `day`."""
    return t(_MONTH_KEYS[day.month - 1])


def format_day(day: date) -> str:
    """Return `day` for a person."""
    return f"{day.day} {month(day)} {day.year}"


def format_full(moment: datetime) -> str:
    """Return `moment` for a person: date, hour and zone, in Europe/Rome."""
    local = moment.astimezone(ROME)
    return f"{local.day} {month(local)} {local:%Y %H:%M:%S} ({local:%Z})"


def format_iso(moment: datetime) -> str:
    """Return `moment` as ISO 8601 with its offset, to the second, in Europe/Rome."""
    return moment.astimezone(ROME).isoformat(timespec="seconds")
