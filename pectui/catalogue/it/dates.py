"""Names of the months, short."""

TEXTS: dict[str, str] = {
    "dates.month-1": "gen",
    "dates.month-2": "feb",
    "dates.month-3": "mar",
    "dates.month-4": "apr",
    "dates.month-5": "mag",
    "dates.month-6": "giu",
    "dates.month-7": "lug",
    "dates.month-8": "ago",
    "dates.month-9": "set",
    "dates.month-10": "ott",
    "dates.month-11": "nov",
    "dates.month-12": "dic",
}
