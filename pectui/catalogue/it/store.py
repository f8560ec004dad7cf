"""Words about the data kept on this machine."""

TEXTS: dict[str, str] = {
    "store.open-in": "la usa pectui (processo {process})",
    "store.closed": "è già chiuso",
    "store.newer": "è stato scritto da una versione più recente di pectui; aggiorna questa o usa un'altra cartella dei dati",
    "store.read-only": "non si può scrivere ({reason}), quindi nulla può essere inviato o salvato; leggere si può",
    "store.read-only.notice": (
        "La cartella dei dati {path} è in sola lettura ({reason}): puoi leggere, ma nulla può essere "
        "inviato o salvato"
    ),
    "store.backup": "Un backup fatto da una versione precedente è in {path}",
    "store.set-aside": (
        "Il database delle tue PEC era danneggiato o vuoto. È stato messo da parte come {path} e ne è "
        "stato creato uno nuovo e vuoto; nulla di ciò che vi era in attesa viene inviato da solo"
    ),
    "store.file-there": "un file con questo nome esiste già e non viene sostituito",
    "store.no-folder": "questa cartella non esiste",
}
