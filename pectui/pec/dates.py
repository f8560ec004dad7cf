"""Dates as the service, providers and receipts write them, read into Europe/Rome."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
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
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<zone>.*)"
)
_ISO = rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?:[T\s]\s*{_TIME})?"
_RECEIPT = (
    r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})"
    rf"(?:,?\s+(?:alle(?:\s+ore)?\s+)?{_TIME})?"
)
_MAIL = (
    r"(?:[^\W\d]+\.?,?\s*)?(?P<day>\d{1,2})[\s-]+(?P<month>[a-z]{3})[a-z]*\.?[\s-]+(?P<year>\d{4})"
    rf",?\s+{_TIME}"
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.DOTALL | re.ASCII) for form in (_ISO, _RECEIPT, _MAIL)
)
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})")
_ZONE_NAMES: dict[str, tzinfo] = {
    "CEST": timezone(timedelta(hours=2)),
    "CET": timezone(timedelta(hours=1)),
    "GMT": UTC,
    "UTC": UTC,
    "UT": UTC,
    "Z": UTC,
}
_ZONE_NAME = re.compile(r"\b(" + "|".join(_ZONE_NAMES) + r")\b", re.IGNORECASE)


def _zone(text: str) -> tzinfo:
    """Return the zone written in `text`; Europe/Rome where none is. Raises ValueError."""
    offset = _OFFSET.search(text)
    if offset:
        sign, hours, minutes = offset.groups()
        ahead = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(-ahead if sign == "-" else ahead)
    name = _ZONE_NAME.search(text)
    return _ZONE_NAMES[name[1].upper()] if name else ROME


def _from_form(parts: dict[str, str | None]) -> datetime:
    """Return the moment that the groups of one of `_FORMS` spell. Raises ValueError, KeyError."""
    month = parts["month"] or ""
    return datetime(
        int(parts["year"] or 0),
        int(month) if month.isdigit() else _MONTHS[month.lower()],
        int(parts["day"] or 0),
        int(parts["hour"] or 0),
        int(parts["minute"] or 0),
        min(int(parts["second"] or 0), 59),  # a leap second is no reason to lose a date
        tzinfo=_zone(parts["zone"] or ""),
    )


def _from_mail(text: str) -> datetime:
    """Return the moment of an old or odd mail date. Raises ValueError, TypeError, IndexError."""
    from email.utils import parsedate_to_datetime  # slow to load, seldom needed

    moment = parsedate_to_datetime(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=_zone(text))


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


def format_full(moment: datetime) -> str:
    """Return `moment` for a person: date, hour and zone, in Europe/Rome."""
    local = moment.astimezone(ROME)
    return f"{local.day} {t(f'dates.month-{local.month}')} {local:%Y %H:%M:%S} ({local:%Z})"


def format_iso(moment: datetime) -> str:
    """Return `moment` as ISO 8601 with its offset, to the second, in Europe/Rome."""
    return moment.astimezone(ROME).isoformat(timespec="seconds")
