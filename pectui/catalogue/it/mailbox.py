"""Why a message of the mailbox was not touched."""

TEXTS: dict[str, str] = {
    "mailbox.shown-before": "Dopo l'elenco in cui compariva il numero {id} è stato eliminato qualcosa: ora può portare a un altro messaggio",
    "mailbox.not-tried": "Non tentato: non si sa che cosa ne è stato del precedente",
    "mailbox.stopped": "Non tentato: l'eliminazione è stata interrotta prima",
    "mailbox.lost": "La risposta del servizio non è arrivata ({reason}) e non è stato possibile verificare se il messaggio è stato eliminato",
    "mailbox.lost-among-alikes": "La risposta del servizio non è arrivata e altri messaggi sono identici a questo: non si può sapere se è stato eliminato",
    "mailbox.lost-still-there": "Il servizio non ha risposto in tempo; il messaggio c'è ancora, ma il servizio potrebbe ancora eliminarlo",
    "mailbox.still-listed": "Il servizio dice di averlo eliminato, ma il messaggio è ancora in elenco: potrebbe esserne stato eliminato un altro",
    "mailbox.another-went": "La casella è cambiata proprio in quel momento: questo messaggio c'è ancora e manca invece “{subject}”",
    "mailbox.no-subject": "(senza oggetto)",
    "mailbox.look-alikes": (
        "Altri messaggi sono identici a questo nell'elenco, e l'elenco nel frattempo è cambiato; "
        "nulla è stato eliminato. Apri prima il messaggio: il testo lo distingue dagli altri"
    ),
}
