"""Words about quitting while letters have not left."""

TEXTS: dict[str, tuple[str, str]] = {
    "quitting.title.one": ("1 letter has not left yet", "1 PEC non è ancora partita"),
    "quitting.title.many": (
        "{count} letters have not left yet",
        "{count} PEC non sono ancora partite",
    ),
    "quitting.note": (
        "If you quit now, what has not left waits for the next time pectui runs, be it in days.",
        "Se esci ora, ciò che non è partito attende la prossima apertura di pectui, anche per "
        "giorni.",
    ),
    "quitting.waits.one": (
        "Waiting for 1 letter to leave, then quitting",
        "In attesa che parta 1 PEC, poi pectui si chiude",
    ),
    "quitting.waits.many": (
        "Waiting for {count} letters to leave, then quitting",
        "In attesa che partano {count} PEC, poi pectui si chiude",
    ),
    "quitting.waits-note": (
        "y quits without waiting any longer · n stays",
        "y esce senza attendere oltre · n resta",
    ),
    "quitting.left": ("Everything has left", "È partito tutto"),
    "quitting.stopped": (
        "Not everything has left as it should: pectui stays open. 3 shows the outbox",
        "Non tutto è partito come doveva: pectui resta aperto. 3 mostra la posta in uscita",
    ),
    "quitting.sending": (
        "is being sent, its answer is waited for",
        "in corso d'invio, si attende la risposta",
    ),
    "quitting.in": ("leaves in {seconds} s", "parte tra {seconds} s"),
    "quitting.next": ("leaves next", "parte subito dopo"),
    "quitting.wait": (
        "Wait until it has left, then quit",
        "Attendi che parta, poi esci",
    ),
    "quitting.now": ("Send now, then quit", "Invia ora, poi esci"),
    "quitting.back": (
        "Cancel the sending, keep it as a draft and quit",
        "Annulla l'invio, salva come bozza ed esci",
    ),
    "quitting.quit": (
        "Quit: it leaves the next time pectui runs",
        "Esci: parte alla prossima apertura di pectui",
    ),
    "quitting.stay": ("Stay", "Resta"),
    "quitting.taken-back.one": (
        "pectui: 1 letter was not sent; it is a draft again",
        "pectui: 1 PEC non è stata inviata; è di nuovo una bozza",
    ),
    "quitting.taken-back.many": (
        "pectui: {count} letters were not sent; they are drafts again",
        "pectui: {count} PEC non sono state inviate; sono di nuovo bozze",
    ),
    "quitting.unsent.one": (
        "pectui: 1 letter has not left; it leaves the next time pectui runs",
        "pectui: 1 PEC non è partita; parte alla prossima apertura di pectui",
    ),
    "quitting.unsent.many": (
        "pectui: {count} letters have not left; they leave the next time pectui runs",
        "pectui: {count} PEC non sono partite; partono alla prossima apertura di pectui",
    ),
}
