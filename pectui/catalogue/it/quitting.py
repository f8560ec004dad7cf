"""Words about quitting while letters have not left."""

TEXTS: dict[str, str] = {
    "quitting.title.one": "1 PEC non è ancora partita",
    "quitting.title.many": "{count} PEC non sono ancora partite",
    "quitting.note": (
        "Se esci ora, ciò che non è partito attende la prossima apertura di pectui, anche per "
        "giorni."
    ),
    "quitting.waits.one": "In attesa che parta 1 PEC, poi pectui si chiude",
    "quitting.waits.many": "In attesa che partano {count} PEC, poi pectui si chiude",
    "quitting.waits-note": "y esce senza attendere oltre · n resta",
    "quitting.leave-flying": "Esci: l'esito si cerca alla prossima apertura",
    "quitting.note-demo": "La demo non salva nulla: ciò che non è partito quando esci va perso.",
    "quitting.leave-demo": "Esci: la demo la dimentica",
    "quitting.back-demo": "Annulla l'invio ed esci: la demo la dimentica",
    "quitting.left": "È partito tutto",
    "quitting.stopped": "Non tutto è partito come doveva: pectui resta aperto. 3 mostra la posta in uscita",
    "quitting.sending": "in corso d'invio, si attende la risposta",
    "quitting.in": "parte tra {seconds} s",
    "quitting.next": "parte subito dopo",
    "quitting.taken-back.one": "pectui: 1 PEC non è stata inviata; è di nuovo una bozza",
    "quitting.taken-back.many": "pectui: {count} PEC non sono state inviate; sono di nuovo bozze",
    "quitting.unsent.one": "pectui: 1 PEC non è partita; parte alla prossima apertura di pectui",
    "quitting.unsent.many": "pectui: {count} PEC non sono partite; partono alla prossima apertura di pectui",
    "quitting.batch": "È in corso un invio massivo",
    "quitting.batched-note.one": "1 PEC di un invio massivo è in attesa. L'invio riprende alla prossima apertura: nulla va perso né parte due volte.",
    "quitting.batched-note.many": "{count} PEC di invii massivi sono in attesa. L'invio riprende alla prossima apertura: nulla va perso né parte due volte.",
    "quitting.batched-demo.one": "1 PEC di un invio massivo è in attesa. La demo la dimentica.",
    "quitting.batched-demo.many": "{count} PEC di invii massivi sono in attesa. La demo le dimentica.",
    "quitting.batched.one": "pectui: 1 PEC di un invio massivo è in attesa; l'invio riprende alla prossima apertura di pectui",
    "quitting.batched.many": "pectui: {count} PEC di invii massivi sono in attesa; l'invio riprende alla prossima apertura di pectui",
}
