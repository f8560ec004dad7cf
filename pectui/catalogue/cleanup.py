"""Words of the clean-up: what receipts weigh, what is deleted and what is left alone."""

TEXTS: dict[str, tuple[str, str]] = {
    "cleanup.not-closed": (
        "not every recipient has its last receipt",
        "non tutti i destinatari hanno l'ultima ricevuta",
    ),
    "cleanup.other-message": (
        "another message carries the same code and might be deleted too: {subject}",
        "un altro messaggio porta lo stesso codice e potrebbe essere eliminato: {subject}",
    ),
    "cleanup.no-text": (
        "the text of a receipt could not be read ({kind})",
        "il testo di una ricevuta non è leggibile ({kind})",
    ),
    "cleanup.nothing-there": (
        "the service has no receipts of it any more",
        "il servizio non ne ha più ricevute",
    ),
}
