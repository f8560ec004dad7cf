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
    "store.set-aside": (
        "The database of your letters was damaged. It was set aside as {path} and a new, empty one "
        "begun; nothing that was waiting in it is sent by itself",
        "Il database delle tue lettere era danneggiato. È stato messo da parte come {path} e ne è "
        "stato creato uno nuovo e vuoto; nulla di ciò che vi era in attesa viene inviato da solo",
    ),
}
