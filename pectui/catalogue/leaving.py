"""Words about the time at which a letter is to leave."""

TEXTS: dict[str, tuple[str, str]] = {
    "leaving.ask": ("When is it to leave?", "Quando deve partire?"),
    "leaving.forms": (
        "18:30 · tomorrow 9:00 · monday 9:00 · 26/11 09:00 · 2026-11-26 09:00 (hour of Rome)\n"
        "Empty: at once. It leaves at that time if pectui is running, else the next time it is.\n"
        "Enter keeps · Esc changes nothing",
        "18:30 · domani 9:00 · lunedì 9:00 · 26/11 09:00 · 2026-11-26 09:00 (ora di Roma)\n"
        "Vuoto: subito. Parte a quell'ora se pectui è aperto, altrimenti alla prossima apertura.\n"
        "Invio conferma · Esc non cambia nulla",
    ),
    "leaving.at": ("leaves {date}", "parte {date}"),
    "leaving.at-past": (
        "! its time is past ({date}): F8 sets another",
        "! l'ora scelta è passata ({date}): F8 ne sceglie un'altra",
    ),
    "leaving.past": (
        "“{text}” is past already",
        "“{text}” è già passato",
    ),
    "leaving.far": (
        "“{text}” is more than a year off",
        "“{text}” è fra più di un anno",
    ),
    "leaving.left-out": (
        "“{text}” does not exist: clocks go forward over that hour",
        "“{text}” non esiste: quella notte l'orologio salta quell'ora",
    ),
}
