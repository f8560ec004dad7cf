"""Names of the months, short."""

TEXTS: dict[str, tuple[str, str]] = {
    "dates.month-1": ("Jan", "gen"),
    "dates.month-2": ("Feb", "feb"),
    "dates.month-3": ("Mar", "mar"),
    "dates.month-4": ("Apr", "apr"),
    "dates.month-5": ("May", "mag"),
    "dates.month-6": ("Jun", "giu"),
    "dates.month-7": ("Jul", "lug"),
    "dates.month-8": ("Aug", "ago"),
    "dates.month-9": ("Sep", "set"),
    "dates.month-10": ("Oct", "ott"),
    "dates.month-11": ("Nov", "nov"),
    "dates.month-12": ("Dec", "dic"),
}
