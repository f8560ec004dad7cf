"""Why a message of the mailbox was not touched."""

TEXTS: dict[str, tuple[str, str]] = {
    "mailbox.shown-before": (
        "Something was deleted since number {id} was listed, so that it may lead to another message by now",
        "Dopo l'elenco in cui compariva il numero {id} è stato eliminato qualcosa: ora può portare a un altro messaggio",
    ),
    "mailbox.not-tried": (
        "Not tried: it is not known what became of the one before",
        "Non tentato: non si sa che cosa ne è stato del precedente",
    ),
    "mailbox.stopped": (
        "Not tried: the deletion was ended before",
        "Non tentato: l'eliminazione è stata interrotta prima",
    ),
    "mailbox.lost": (
        "The answer of the service was lost ({reason}), and it could not be asked whether the message is gone",
        "La risposta del servizio è andata persa ({reason}) e non è stato possibile verificare se il messaggio è stato eliminato",
    ),
    "mailbox.lost-among-alikes": (
        "The answer of the service was lost, and other messages look just like this one: nobody can tell whether it is gone",
        "La risposta del servizio è andata persa e altri messaggi sono identici a questo: non si può sapere se è stato eliminato",
    ),
    "mailbox.lost-still-there": (
        "The service did not answer in time; the message is still there, but the service may be about to delete it",
        "Il servizio non ha risposto in tempo; il messaggio c'è ancora, ma il servizio potrebbe ancora eliminarlo",
    ),
    "mailbox.still-listed": (
        "The service says it deleted the message, yet it is still listed: another one may have gone instead",
        "Il servizio dice di averlo eliminato, ma il messaggio è ancora in elenco: potrebbe esserne stato eliminato un altro",
    ),
    "mailbox.another-went": (
        "The mailbox changed in that very moment: this message is still there, and “{subject}” is gone",
        "La casella è cambiata proprio in quel momento: questo messaggio c'è ancora e manca invece “{subject}”",
    ),
    "mailbox.no-subject": ("(no subject)", "(senza oggetto)"),
    "mailbox.look-alikes": (
        "Other messages look just like this one in the list, and the list has changed since; "
        "nothing was deleted. Open the message first: its text tells it from the others",
        "Altri messaggi sono identici a questo nell'elenco, e l'elenco nel frattempo è cambiato; "
        "nulla è stato eliminato. Apri prima il messaggio: il testo lo distingue dagli altri",
    ),
}
