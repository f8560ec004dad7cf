"""Words about the time at which a letter is to leave."""

TEXTS: dict[str, str] = {
    "leaving.ask": "Quando deve partire?",
    "leaving.forms": (
        "18:30 · domani 9:00 · lunedì 9:00 · 26/11 09:00 · 2026-11-26 09:00 (ora di Roma)\n"
        "Vuoto: subito. Parte a quell'ora se pectui è aperto, altrimenti alla prossima apertura.\n"
        "Invio conferma · Esc non cambia nulla"
    ),
    "leaving.at": "parte {date}",
    "leaving.at-past": "! l'ora scelta è passata ({date}): F8 ne sceglie un'altra",
    "leaving.past": "“{text}” è già passato",
    "leaving.far": "“{text}” è fra più di un anno",
    "leaving.left-out": "“{text}” non esiste: quella notte l'orologio salta quell'ora",
}
