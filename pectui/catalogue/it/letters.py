"""Words about what stands against a letter before it leaves."""

TEXTS: dict[str, str] = {
    "letters.sends.one": "1 invio",
    "letters.sends.many": "{count} invii",
    "letters.cost": "{amount} EUR",
    "letters.left-today": "oggi ne {left:resta|restano} {left} dei {limit} del piano",
    "letters.left-this-month": "questo mese ne restano {left} di {limit}",
    "letters.over-today": (
        "{count:Serve|Servono} {count} {count:invio|invii}, ma a quanto risulta qui del limite di {limit} al giorno oggi ne {left:resta|restano} {left}"
    ),
    "letters.over-this-month": (
        "{count:Serve|Servono} {count} {count:invio|invii}, ma a quanto risulta qui del limite di {limit} al mese questo mese ne {left:resta|restano} {left}"
    ),
    "letters.failed-before": "L'ultima PEC a {address} non è andata a buon fine: {date}",
    "letters.failed-because": "L'ultima PEC a {address} non è andata a buon fine: {date}. La ricevuta dice: {reason}. Meglio raggiungere il destinatario con altri mezzi",
    "letters.no-blind-copies": (
        "La PEC non ammette copie nascoste (Ccn): indica solo l'indirizzo; ogni destinatario "
        "riceve un invio proprio e non vede gli altri"
    ),
    "letters.two-addresses": (
        "{entry} può indicare due indirizzi: lascia solo quello voluto, o metti il nome tra "
        "virgolette"
    ),
    "letters.in-subject": "Nell'oggetto: {change}",
    "letters.in-text": "Nel testo: {change}",
    "letters.file-renamed": "Il file {path} parte con il nome “{name}”",
    "letters.nameless-file": "Il nome del file {path} non contiene nulla di leggibile: rinominalo",
    "letters.empty-file": "L'allegato {name} è vuoto",
    "letters.no-room-for-reference": "Con il suo riferimento l'oggetto supera i 120 caratteri: ne restano {room}",
    "letters.no-recipient": "Manca il destinatario",
    "letters.too-large": (
        "Dopo la codifica e per tutti i suoi destinatari, un invio peserebbe {size} MB; il limite "
        "è {limit} MB"
    ),
    "letters.large": (
        "Dimensione per numero di destinatari: {size} MB; oltre {limit} MB il gestore del "
        "destinatario può rifiutare"
    ),
    "letters.empty-subject": "L'oggetto è vuoto",
    "letters.empty-body": "La PEC non ha testo",
    "letters.forgotten-attachment": "Il testo parla di un allegato, ma non è allegato alcun file",
    "letters.same-name": "{count} allegati si chiamano {name}",
    "letters.foreign-letters": "Il dominio di {address} contiene caratteri non latini; il dominio effettivo è {plain}",
    "letters.look-alike": "{address} somiglia a {other}, a cui hai già scritto, ma è un altro indirizzo",
    "letters.to-a-provider": (
        "{address} è l'indirizzo automatico di un gestore, da cui partono le ricevute: nessuno vi "
        "legge ciò che riceve"
    ),
    "letters.ordinary-mail": (
        "{address} è posta ordinaria: l'invio sarà pagato e accettato, ma la ricevuta di consegna "
        "non arriverà mai"
    ),
    "letters.together": (
        "Un solo messaggio a tutti i {count} destinatari: ognuno vede gli altri, e una ricevuta "
        "può non dire a chi si riferisce"
    ),
    "letters.equal-in-flight": "Una PEC identica per {recipients}, confermata il {date}, è in attesa o in partenza",
    "letters.equal-unknown": "Non si sa ancora se una PEC identica per {recipients}, confermata il {date}, sia partita",
    "letters.equal-sent": "Una PEC identica per {recipients} è stata inviata nelle ultime 24 ore",
}
