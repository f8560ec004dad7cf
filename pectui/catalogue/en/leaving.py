"""Words about the time at which a letter is to leave."""

TEXTS: dict[str, str] = {
    "leaving.ask": "When is it to leave?",
    "leaving.forms": (
        "18:30 · tomorrow 9:00 · monday 9:00 · 26/11 09:00 · 2026-11-26 09:00 (hour of Rome)\n"
        "Empty: at once. It leaves at that time if pectui is running, else the next time it is.\n"
        "Enter keeps · Esc changes nothing"
    ),
    "leaving.at": "leaves {date}",
    "leaving.at-past": "! its time is past ({date}): F8 sets another",
    "leaving.past": "“{text}” is past already",
    "leaving.far": "“{text}” is more than a year off",
    "leaving.left-out": "“{text}” does not exist: clocks go forward over that hour",
}
