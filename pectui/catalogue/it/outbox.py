"""Words about letters on their way out."""

TEXTS: dict[str, str] = {
    "outbox.not-a-file": "non è un file",
    "outbox.ended-while-sending": "Il programma è terminato durante l'invio; non si sa se la PEC sia partita",
    "outbox.damaged": (
        "Ciò che era stato confermato è danneggiato su questo disco e non è stato inviato: "
        "controlla la PEC e gli allegati, poi conferma di nuovo"
    ),
    "outbox.try-again": "{reason}. Non è partita; prossimo tentativo alle {time}",
    "outbox.held": "{reason}. Non è partita e attende che tu riprenda gli invii",
    "outbox.paused": "Hai messo in pausa gli invii. Non è partita",
    "outbox.code-of-no-moment": "Il servizio ha dato il codice {code}, da cui non si ricava una data",
    "outbox.code-too-old": "Il servizio ha dato il codice {code}, la cui data è lontana anni da oggi",
    "outbox.no-code": "Il servizio ha risposto positivamente ma non ha dato un codice",
    "outbox.no-trace": (
        "Nessuna ricevuta di accettazione dopo 30 minuti: non ce n'è traccia. Sta a te decidere se "
        "inviarla di nuovo"
    ),
    "outbox.several": "Più ricevute di accettazione potrebbero essere le sue ({codes}): scegli quella giusta",
    "outbox.perhaps": "Una ricevuta di accettazione successiva potrebbe essere la sua ({code}): sceglila se lo è",
    "outbox.disk-full": "In {path} non c'è spazio libero sufficiente per inviare in sicurezza",
    "outbox.under-way": "Questa PEC è ancora in attesa o in partenza",
    "outbox.cancelled": "L'invio di questa PEC è stato annullato; è tra le bozze",
    "outbox.not-unknown": "L'esito di questo invio è già noto",
    "outbox.code-taken": "Un altro invio ha già il codice {code}",
    "outbox.copies-removed": "Le copie dei suoi allegati sono state rimosse da qui: scrivi di nuovo la PEC",
    "outbox.no-text": "Di questa PEC qui si conoscono solo le ricevute, non il testo",
}
