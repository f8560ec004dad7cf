"""The time at which a letter is to leave, as its writer types it, in Europe/Rome.

18:30                   the next time it is that hour, today
tomorrow 9:00           domani 9:00; also today, oggi, and the days of the week
26/11 09:00             the next such day; with a year 26/11/2026 09:00
2026-11-26 09:00
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from pectui.catalogue import t
from pectui.errors import TimeInvalid
from pectui.pec.dates import ROME

FARTHEST = timedelta(days=366)
"""A time farther off is a slip in the year, not a plan."""
_NEXT_YEAR = timedelta(days=183)
"""A day without a year that is past means next year's only where that one is the nearer."""
_LONGEST = 60  # mutants: a bound far above what occurs

_DAYS = {
    "today": 0, "oggi": 0,
    "tomorrow": 1, "domani": 1,
    "dopodomani": 2,
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for names in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "lunedì martedì mercoledì giovedì venerdì sabato domenica",
        "lunedi martedi mercoledi giovedi venerdi sabato domenica",
        "mon tue wed thu fri sat sun",
        "lun mar mer gio ven sab dom",
    )
    for number, name in enumerate(names.split())
}
_CLOCK = r"(?:(?:at|alle(?:\s+ore)?|ore)\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})"
_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        _CLOCK,
        rf"(?P<name>[^\W\d_]+|\w+ì),?\s+{_CLOCK}",
        rf"(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?:/(?P<year>\d{{4}}))?,?\s+{_CLOCK}",
        rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?:t|,?\s+){_CLOCK}",
    )
)


def read_leaving(text: str, now: datetime) -> datetime:
    """Return the moment that `text` means when it is `now` (aware), in Europe/Rome.

    Always after `now`. Raises TimeInvalid for what is no time, is past, is more than a year off,
    or falls into the hour that a change of the clock leaves out. Of an hour that comes twice the
    first is meant, unless it is past.
    """
    here = now.astimezone(ROME)
    for form in _FORMS:
        match = form.fullmatch(text.strip().lower()[:_LONGEST])
        if match:
            return _moment(match.groupdict(), text, here)
    raise TimeInvalid(text=text)


def _moment(parts: dict[str, str | None], text: str, here: datetime) -> datetime:
    try:
        # mutants: what was matched is there
        clock = time(int(parts["hour"] or 0), int(parts["minute"] or 0))
        days = _days(parts, clock, here)
    except (ValueError, OverflowError) as error:
        raise TimeInvalid(text=text) from error
    found = [moment for day in days for moment in _readings(day, clock)]
    if not found:
        raise TimeInvalid(t("leaving.left-out", text=text), text=text)
    # In UTC: within one zone Python compares what clocks show, not moments.
    moment = next((one for one in found if one.astimezone(UTC) > here.astimezone(UTC)), None)
    if moment is None:
        raise TimeInvalid(t("leaving.past", text=text), text=text)
    if moment.astimezone(UTC) - here.astimezone(UTC) > FARTHEST:
        raise TimeInvalid(t("leaving.far", text=text), text=text)
    return moment


def _days(parts: dict[str, str | None], clock: time, here: datetime) -> list[date]:
    """Return the days that may be meant, the nearest first. Raises ValueError for none."""
    today = here.date()
    name = parts.get("name")
    if name is not None:
        if name in _DAYS:
            return [today + timedelta(days=_DAYS[name])]
        if name not in _WEEKDAYS:
            raise ValueError(name)
        ahead = (_WEEKDAYS[name] - today.weekday()) % 7
        return [today + timedelta(days=ahead), today + timedelta(days=ahead + 7)]
    if parts.get("day") is None:
        return [today]
    # mutants: what was matched is there
    month, day = int(parts["month"] or 0), int(parts["day"] or 0)
    if parts["year"] is not None:
        return [date(int(parts["year"]), month, day)]
    return _without_year(day, month, today)


def _without_year(day: int, month: int, today: date) -> list[date]:
    """Return this year's day, and next year's where that one is nearer than half a year."""
    found = []
    for year in (today.year, today.year + 1):
        try:
            one = date(year, month, day)
        except ValueError:  # the 29th of February
            continue
        if one.year == today.year or one - today < _NEXT_YEAR:
            found.append(one)
    if not found:
        raise ValueError(day)
    return found


def _readings(day: date, clock: time) -> list[datetime]:
    """Return the moments at which clocks in Rome show this: one; two or none when they change."""
    found: list[datetime] = []
    for fold in (0, 1):
        moment = datetime.combine(day, clock, ROME).replace(fold=fold)
        there_and_back = moment.astimezone(UTC).astimezone(ROME)
        # mutants: without a zone no fold is compared
        same = there_and_back.replace(tzinfo=None, fold=0) == moment.replace(tzinfo=None, fold=0)
        if same and there_and_back.utcoffset() not in {one.utcoffset() for one in found}:
            found.append(there_and_back)
    return found


def typed_leaving(moment: datetime) -> str:
    """Return `moment` as `read_leaving` reads it back, for a field in which it is changed."""
    return f"{moment.astimezone(ROME):%Y-%m-%d %H:%M}"
