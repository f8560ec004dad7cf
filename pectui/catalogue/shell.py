"""Words of the program's frame: top bar, footer, dialogs, help, quitting."""

TEXTS: dict[str, tuple[str, str]] = {
    "shell.connecting": ("connecting…", "connessione…"),
    "shell.online": ("online", "in linea"),
    "shell.offline": ("offline", "non in linea"),
    "shell.refused": ("not authorised", "non autorizzato"),
    "shell.spent": (
        "Today's {limit} requests are used up: until midnight looks follow each other slowly. "
        "What you ask for is asked",
        "Le {limit} richieste di oggi sono esaurite: fino a mezzanotte i controlli sono più radi. "
        "Ciò che chiedi viene chiesto",
    ),
    "shell.not-kept": (
        "The cache folder cannot be written: the mailbox is listed anew at the next start",
        "La cartella della cache non è scrivibile: al prossimo avvio la casella si elenca da capo",
    ),
    "shell.demo": ("demo: nothing leaves this machine", "demo: nulla esce da questo computer"),
    "shell.demo-short": ("demo", "demo"),
    "shell.quota.unknown": ("quota —", "quota —"),
    "shell.quota.unlimited": ("{used} MB used", "{used} MB usati"),
    "shell.quota.short": ("{percent} %", "{percent} %"),
    "shell.quota.figures": (
        "{percent} % · {used} of {limit} MB",
        "{percent} % · {used} di {limit} MB",
    ),
    "shell.quota.filling": ("filling up", "si riempie"),
    "shell.quota.days": ("full in {count} d", "piena in {count} g"),
    "shell.quota.full": ("almost full", "quasi piena"),
    "shell.quota.over": ("FULL", "PIENA"),
    "shell.yes": ("Yes", "Sì"),
    "shell.no": ("No", "No"),
    "shell.close": ("Close", "Chiudi"),
    "shell.help.title": ("Keys", "Tasti"),
    "shell.help.hint": (
        "Any key can be changed in the settings, table [keys], by the name shown beside it in a wide terminal",
        "Ogni tasto si può cambiare nelle impostazioni, tabella [keys], con il nome mostrato accanto in un terminale largo",
    ),
    "shell.help.app": ("Everywhere", "Ovunque"),
    "shell.help.list": ("In every list", "In ogni elenco"),
    "shell.help.inbox": ("Inbox", "Posta in arrivo"),
    "shell.help.reader": ("Reading", "Lettura"),
    "shell.help.links": ("Links of a message", "Collegamenti di un messaggio"),
    "shell.help.text": ("In a text", "In un testo"),
    "shell.help.find": ("Finding in a text", "Ricerca in un testo"),
    "shell.help.field": ("The field of the search", "Campo di ricerca"),
    "shell.help.sent": ("Sent", "Inviati"),
    "shell.help.outbox": ("Outbox", "Posta in uscita"),
    "shell.help.drafts": ("Drafts", "Bozze"),
    "shell.help.account": ("Account", "Account"),
    "shell.help.cleanup": ("Freeing room", "Liberare spazio"),
    "shell.help.compose": ("Writing", "Scrittura"),
    "shell.help.dialog": ("Questions", "Domande"),
    "shell.quit-deleting.title": (
        "Messages are being deleted",
        "È in corso l'eliminazione di messaggi",
    ),
    "shell.quit-deleting.detail": (
        "Leaving now ends it after the message at hand; what is deleted by then stays deleted.",
        "Se esci ora, l'eliminazione termina con il messaggio in corso; ciò che è già eliminato resta eliminato.",
    ),
    "shell.key.delete": ("Del", "Canc"),
    "shell.key.end": ("End", "Fine"),
    "shell.key.enter": ("Enter", "Invio"),
    "shell.key.pagedown": ("PgDn", "Pag↓"),
    "shell.key.pageup": ("PgUp", "Pag↑"),
    "shell.key.space": ("Space", "Spazio"),
    "shell.quit.title": ("A letter is being sent", "Una PEC è in corso d'invio"),
    "shell.quit.detail": (
        "Leaving now waits a few seconds for the answer. Without it, the outcome is looked for at "
        "the next start.",
        "Se esci ora, pectui attende la risposta per qualche secondo. Senza risposta, cercherà l'esito al "
        "prossimo avvio.",
    ),
    "shell.suspend.sending": (
        "A message is being sent: put aside now, pectui would miss the answer",
        "È in corso un invio: se metti da parte pectui ora, non riceverà la risposta",
    ),
    "shell.suspend.no-shell": (
        "There is no shell behind pectui to go to",
        "Non c'è una shell a cui tornare",
    ),
    "shell.quit.yes": ("Quit", "Esci"),
    "shell.quit.no": ("Stay", "Resta"),
    "shell.later.one": (
        "pectui: 1 letter waits for its time, {date}; it leaves if pectui runs then, else the next time it does",
        "pectui: 1 PEC attende la sua ora, {date}; parte se pectui è aperto, altrimenti alla prossima apertura",
    ),
    "shell.later.many": (
        "pectui: {count} letters wait for their time, the first on {date}; they leave if pectui runs then, else the next time it does",
        "pectui: {count} PEC attendono la loro ora, la prima il {date}; partono se pectui è aperto, altrimenti alla prossima apertura",
    ),
    "shell.crash": (
        "pectui had to stop: {what}. Letters and drafts are safe on disk. Details: {path}",
        "pectui si è chiuso per un errore: {what}. PEC e bozze sono al sicuro su disco. Dettagli: {path}",
    ),
    "shell.too-small": (
        "This terminal is very small: 60 × 16 is the least that works well",
        "Questo terminale è molto piccolo: servono almeno 60 × 16",
    ),
    "shell.palette.placeholder": ("Find a command…", "Trova un comando…"),
    "shell.theme": ("Theme: {name}", "Tema: {name}"),
    "shell.theme.help": ("Change the colours", "Cambia i colori"),
}
