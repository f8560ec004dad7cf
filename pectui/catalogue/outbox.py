"""Words about letters on their way out."""

TEXTS: dict[str, tuple[str, str]] = {
    "outbox.not-a-file": ("it is not a file", "non è un file"),
    "outbox.ended-while-sending": (
        "The program ended while the letter was leaving; whether it left is not known",
        "Il programma è terminato durante l'invio; non si sa se la PEC sia partita",
    ),
    "outbox.damaged": (
        "What was confirmed is damaged on this disk, so it was not sent: check the letter and its "
        "attachments, then confirm again",
        "Ciò che era stato confermato è danneggiato su questo disco e non è stato inviato: "
        "controlla la PEC e gli allegati, poi conferma di nuovo",
    ),
    "outbox.try-again": (
        "{reason}. It has not left; next try at {time}",
        "{reason}. Non è partita; prossimo tentativo alle {time}",
    ),
    "outbox.held": (
        "{reason}. It has not left and waits until you resume sending",
        "{reason}. Non è partita e attende che tu riprenda gli invii",
    ),
    "outbox.paused": (
        "You paused sending. It has not left",
        "Hai messo in pausa gli invii. Non è partita",
    ),
    "outbox.code-of-no-moment": (
        "The service gave the code {code}, which spells no moment",
        "Il servizio ha dato il codice {code}, che non indica alcun momento",
    ),
    "outbox.code-too-old": (
        "The service gave the code {code}, which is years away from now",
        "Il servizio ha dato il codice {code}, lontano anni da oggi",
    ),
    "outbox.no-code": (
        "The service said yes but gave no code",
        "Il servizio ha risposto positivamente ma non ha dato un codice",
    ),
    "outbox.no-trace": (
        "No acceptance receipt after 30 minutes: there is no trace of it. Sending again is up to "
        "you",
        "Nessuna ricevuta di accettazione dopo 30 minuti: non ce n'è traccia. Sta a te decidere se "
        "inviarla di nuovo",
    ),
    "outbox.several": (
        "Several acceptance receipts could be its own ({codes}): choose the right one",
        "Più ricevute di accettazione potrebbero essere le sue ({codes}): scegli quella giusta",
    ),
    "outbox.disk-full": (
        "There is not enough free space in {path} to send safely",
        "In {path} non c'è spazio libero sufficiente per inviare in sicurezza",
    ),
    "outbox.under-way": (
        "This letter is still waiting or under way",
        "Questa PEC è ancora in attesa o in partenza",
    ),
    "outbox.cancelled": (
        "This letter was taken back; it is among the drafts",
        "L'invio di questa PEC è stato annullato; è tra le bozze",
    ),
    "outbox.not-unknown": (
        "The outcome of this sending is known already",
        "L'esito di questo invio è già noto",
    ),
    "outbox.code-taken": (
        "Another sending has the code {code} already",
        "Un altro invio ha già il codice {code}",
    ),
    "outbox.copies-removed": (
        "The copies of its attachments were removed here: write the letter anew",
        "Le copie dei suoi allegati sono state rimosse da qui: scrivi di nuovo la PEC",
    ),
    "outbox.no-text": (
        "Only the receipts of this letter are known here, not its text",
        "Di questa PEC qui si conoscono solo le ricevute, non il testo",
    ),
}
