"""Words of the outbox screen."""

TEXTS: dict[str, str] = {
    "pending.heading": "Posta in uscita",
    "pending.count.one": "1 PEC",
    "pending.count.many": "{count} PEC",
    "pending.empty.title": "La posta in uscita è vuota",
    "pending.empty.detail": "Ciò che confermi attende qui finché il servizio non l'ha ricevuto.",
    "pending.empty.hint": "c scrive una PEC · 2 mostra gli inviati",
    "pending.taken-back": "Invio annullato: è di nuovo una bozza",
    "pending.too-late": "Non si può annullare: è in corso d'invio o già partita",
    "pending.paused": "nulla parte: {reason} · p riprende",
    "pending.due": "Parte il {date}",
    "pending.due-if": "Se a quell'ora pectui non è aperto, parte alla prossima apertura o al prossimo invio",
    "pending.now.title": "Farla partire ora?",
    "pending.now": "Doveva partire il {date}.",
    "pending.elsewhere": "invia un'altra istanza di pectui (processo {process})",
    "pending.elsewhere.detail": "La invia l'altra istanza di pectui; se si chiude, la invia questa. Mai entrambe",
    "pending.refused": "Il testo è una bozza: e lo riprende · d la rimuove da qui",
    "pending.dismissed": "Rimossa da qui; resta tra gli inviati, e il suo testo tra le bozze",
    "pending.no-draft": "La sua bozza non c'è più: è stata inviata o eliminata",
    "pending.choose.title": "Quale di questi codici è di questa PEC?",
    "pending.choose.detail": (
        "Queste ricevute di accettazione potrebbero essere le sue. Confronta l'ora nella posta in arrivo; con Esc l'esito resta sconosciuto."
    ),
    "pending.adopted": "Ora ha il codice {code}",
    "pending.looking": "ricerca delle ricevute di accettazione…",
    "pending.looked": "Ricevute cercate: {count} ancora di esito sconosciuto",
    "pending.again.title": "Inviare questa PEC una seconda volta?",
    "pending.again.first": (
        "Il suo esito non è noto: potrebbe essere partita. Se lo è, il destinatario la "
        "riceve due volte, con valore legale, e tu paghi due volte."
    ),
    "pending.again.second": "Vuoi davvero inviarla di nuovo? Controlla prima nella webmail del gestore se c'è un'accettazione.",
    "pending.again.yes": "Invia di nuovo",
    "pending.again.no": "Attendi",
    "pending.queued-again": "Di nuovo in coda, collegata alla prima",
}
