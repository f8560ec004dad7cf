"""Words about what stands against a letter before it leaves."""

TEXTS: dict[str, tuple[str, str]] = {
    "letters.no-recipient": ("No recipient is given", "Manca il destinatario"),
    "letters.too-large": (
        "Encoded, and times its recipients, one sending would weigh {size} MB; the limit is "
        "{limit} MB",
        "Dopo la codifica e per tutti i suoi destinatari, un invio peserebbe {size} MB; il limite "
        "è {limit} MB",
    ),
    "letters.large": (
        "Size times recipients is {size} MB; above {limit} MB an addressee's provider may refuse",
        "Dimensione per numero di destinatari: {size} MB; oltre {limit} MB il gestore del "
        "destinatario può rifiutare",
    ),
    "letters.empty-subject": ("The subject is empty", "L'oggetto è vuoto"),
    "letters.empty-body": ("The letter has no text", "La lettera non ha testo"),
    "letters.forgotten-attachment": (
        "The text speaks of an attachment, but none is attached",
        "Il testo parla di un allegato, ma non ce n'è nessuno",
    ),
    "letters.same-name": (
        "{count} attachments are named {name}",
        "{count} allegati si chiamano {name}",
    ),
    "letters.foreign-letters": (
        "The domain of {address} has letters outside plain ASCII; it really is {plain}",
        "Il dominio di {address} contiene lettere fuori dall'ASCII; in realtà è {plain}",
    ),
    "letters.look-alike": (
        "{address} looks like {other}, to which you wrote before, but is another address",
        "{address} somiglia a {other}, a cui hai già scritto, ma è un altro indirizzo",
    ),
    "letters.together": (
        "One message to all {count} recipients: each sees the others, and a receipt may not say "
        "whom it is about",
        "Un solo messaggio a tutti i {count} destinatari: ognuno vede gli altri, e una ricevuta "
        "può non dire a chi si riferisce",
    ),
    "letters.equal-in-flight": (
        "An equal letter to {recipients} is waiting or under way",
        "Una lettera uguale a {recipients} è in attesa o in partenza",
    ),
    "letters.equal-unknown": (
        "It is not known yet whether an equal letter to {recipients} has left",
        "Non si sa ancora se una lettera uguale a {recipients} sia partita",
    ),
    "letters.equal-sent": (
        "An equal letter to {recipients} was sent within the last 24 hours",
        "Una lettera uguale a {recipients} è stata inviata nelle ultime 24 ore",
    ),
}
