"""Words about the data kept on this machine."""

TEXTS: dict[str, tuple[str, str]] = {
    "store.open-in": (
        "pectui has it open (process {process})",
        "la usa pectui (processo {process})",
    ),
    "store.closed": ("it is closed already", "è già chiuso"),
    "store.newer": (
        "it was written by a newer pectui; update this one, or use another data folder",
        "è stato scritto da un pectui più recente; aggiorna questo o usa un'altra cartella dati",
    ),
    "store.read-only": (
        "nothing can be written there ({reason}), so nothing can be sent or saved; reading works",
        "lì non si può scrivere ({reason}), quindi nulla può essere inviato o salvato; leggere si può",
    ),
    "store.read-only.notice": (
        "The data folder {path} is read-only ({reason}): you can read, but nothing can be sent or saved",
        "La cartella dei dati {path} è in sola lettura ({reason}): puoi leggere, ma nulla può essere "
        "inviato o salvato",
    ),
    "store.backup": (
        "A backup made by an earlier version lies in {path}",
        "Un backup fatto da una versione precedente è in {path}",
    ),
    "store.set-aside": (
        "The database of your letters was damaged or emptied. It was set aside as {path} and a new, empty one "
        "begun; nothing that was waiting in it is sent by itself",
        "Il database delle tue PEC era danneggiato o vuoto. È stato messo da parte come {path} e ne è "
        "stato creato uno nuovo e vuoto; nulla di ciò che vi era in attesa viene inviato da solo",
    ),
}
