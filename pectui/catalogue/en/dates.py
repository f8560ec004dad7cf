"""Names of the months, short."""

TEXTS: dict[str, str] = {
    "dates.month-1": "Jan",
    "dates.month-2": "Feb",
    "dates.month-3": "Mar",
    "dates.month-4": "Apr",
    "dates.month-5": "May",
    "dates.month-6": "Jun",
    "dates.month-7": "Jul",
    "dates.month-8": "Aug",
    "dates.month-9": "Sep",
    "dates.month-10": "Oct",
    "dates.month-11": "Nov",
    "dates.month-12": "Dec",
}
