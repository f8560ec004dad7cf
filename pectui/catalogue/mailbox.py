"""Why a message of the mailbox was not touched."""

TEXTS: dict[str, tuple[str, str]] = {
    "mailbox.deleted-before": (
        "The message listed under this number was deleted from here already; "
        "the number may lead to another message by now",
        "Il messaggio elencato con questo numero è già stato eliminato da qui; "
        "ora il numero può portare a un altro messaggio",
    ),
    "mailbox.look-alikes": (
        "Other messages look just like this one in the list, and the list has changed since; "
        "nothing was deleted. Open the message first: its text tells it from the others",
        "Altri messaggi sono identici a questo nell'elenco, e l'elenco nel frattempo è cambiato; "
        "nulla è stato eliminato. Apri prima il messaggio: il testo lo distingue dagli altri",
    ),
}
