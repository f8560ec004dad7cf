"""Words about what stands against a letter before it leaves."""

TEXTS: dict[str, tuple[str, str]] = {
    "letters.sends.one": ("1 send", "1 invio"),
    "letters.sends.many": ("{count} sends", "{count} invii"),
    "letters.cost": ("EUR {amount}", "{amount} EUR"),
    "letters.left-today": (
        "{left} of the plan's {limit} left today",
        "oggi ne restano {left} dei {limit} del piano",
    ),
    "letters.left-this-month": (
        "{left} of {limit} left this month",
        "questo mese ne restano {left} di {limit}",
    ),
    "letters.over-today": (
        "This letter makes {count} sends, but as far as known here the plan's {limit} a day leave "
        "{left} for today",
        "Questa PEC comporta {count} invii, ma a quanto risulta qui dei {limit} al giorno del "
        "piano oggi ne restano {left}",
    ),
    "letters.over-this-month": (
        "This letter makes {count} sends, but as far as known here the plan's {limit} a month "
        "leave {left} for this month",
        "Questa PEC comporta {count} invii, ma a quanto risulta qui dei {limit} al mese del "
        "piano questo mese ne restano {left}",
    ),
    "letters.failed-before": (
        "The last letter to {address} failed: {date}",
        "L'ultima PEC a {address} non è andata a buon fine: {date}",
    ),
    "letters.no-blind-copies": (
        "Certified mail has no blind copies (Bcc): give the address alone; each recipient gets a "
        "sending of its own and does not see the others",
        "La PEC non ammette copie nascoste (Ccn): indica solo l'indirizzo; ogni destinatario "
        "riceve un invio proprio e non vede gli altri",
    ),
    "letters.two-addresses": (
        "{entry} may mean two addresses: leave only the one that is meant, or put the name in "
        "quotation marks",
        "{entry} può indicare due indirizzi: lascia solo quello voluto, o metti il nome tra "
        "virgolette",
    ),
    "letters.in-subject": ("In the subject: {change}", "Nell'oggetto: {change}"),
    "letters.in-text": ("In the text: {change}", "Nel testo: {change}"),
    "letters.file-renamed": (
        "The file {path} leaves as “{name}”",
        "Il file {path} parte con il nome “{name}”",
    ),
    "letters.nameless-file": (
        "The name of the file {path} has nothing that can be read: rename it",
        "Il nome del file {path} non contiene nulla di leggibile: rinominalo",
    ),
    "letters.empty-file": ("The attachment {name} is empty", "L'allegato {name} è vuoto"),
    "letters.no-room-for-reference": (
        "With its reference the subject is longer than 120 characters: {room} are left for it",
        "Con il suo riferimento l'oggetto supera i 120 caratteri: ne restano {room}",
    ),
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
    "letters.empty-body": ("The letter has no text", "La PEC non ha testo"),
    "letters.forgotten-attachment": (
        "The text speaks of an attachment, but none is attached",
        "Il testo parla di un allegato, ma non è allegato alcun file",
    ),
    "letters.same-name": (
        "{count} attachments are named {name}",
        "{count} allegati si chiamano {name}",
    ),
    "letters.foreign-letters": (
        "The domain of {address} has letters outside plain ASCII; it really is {plain}",
        "Il dominio di {address} contiene caratteri non latini; il dominio effettivo è {plain}",
    ),
    "letters.look-alike": (
        "{address} looks like {other}, to which you wrote before, but is another address",
        "{address} somiglia a {other}, a cui hai già scritto, ma è un altro indirizzo",
    ),
    "letters.to-a-provider": (
        "{address} is a provider's machine, which writes receipts: nobody reads what it is sent",
        "{address} è l'indirizzo automatico di un gestore, da cui partono le ricevute: nessuno vi "
        "legge ciò che riceve",
    ),
    "letters.ordinary-mail": (
        "{address} is ordinary mail: it will be paid for and accepted, and no delivery receipt will "
        "ever come",
        "{address} è posta ordinaria: l'invio sarà pagato e accettato, ma la ricevuta di consegna "
        "non arriverà mai",
    ),
    "letters.together": (
        "One message to all {count} recipients: each sees the others, and a receipt may not say "
        "whom it is about",
        "Un solo messaggio a tutti i {count} destinatari: ognuno vede gli altri, e una ricevuta "
        "può non dire a chi si riferisce",
    ),
    "letters.equal-in-flight": (
        "An equal letter to {recipients}, confirmed on {date}, is waiting or under way",
        "Una PEC identica per {recipients}, confermata il {date}, è in attesa o in partenza",
    ),
    "letters.equal-unknown": (
        "It is not known yet whether an equal letter to {recipients}, confirmed on {date}, has left",
        "Non si sa ancora se una PEC uguale per {recipients}, confermata il {date}, sia partita",
    ),
    "letters.equal-sent": (
        "An equal letter to {recipients} was sent within the last 24 hours",
        "Una PEC uguale per {recipients} è stata inviata nelle ultime 24 ore",
    ),
}
