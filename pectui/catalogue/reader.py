"""The reader, the clipboard, saved copies, and HTML read as text."""

TEXTS: dict[str, tuple[str, str]] = {
    "reader.html-image": ("[image: {alt}]", "[immagine: {alt}]"),
    "reader.html-links": ("Links:", "Collegamenti:"),
    "reader.html-link-deceptive": (
        "NOT the address its text shows",
        "NON è l'indirizzo mostrato nel testo",
    ),
    "reader.html-link-unsafe": ("cannot be opened from here", "non apribile da qui"),
    "reader.from": ("From", "Da"),
    "reader.to": ("To", "A"),
    "reader.date": ("Date", "Data"),
    "reader.subject": ("Subject", "Oggetto"),
    "reader.code": ("Code", "Codice"),
    "reader.on-behalf": ("on behalf of {address}", "per conto di {address}"),
    "reader.through": ("through {sender}", "tramite {sender}"),
    "reader.real-domain": ("in fact {domain}", "in realtà {domain}"),
    "reader.no-subject": ("(no subject)", "(senza oggetto)"),
    "reader.no-sender": ("(no sender)", "(nessun mittente)"),
    "reader.empty-body": ("(empty)", "(vuoto)"),
    "reader.mode.html": ("readable text of an HTML letter", "testo leggibile di un messaggio HTML"),
    "reader.mode.plain": ("text as written", "testo come scritto"),
    "reader.mode.raw": ("as the service gave it", "come fornito dal servizio"),
    "reader.charset": ("read as {charset}", "letto come {charset}"),
    "reader.uncertain": (
        "read as {charset}, which is a guess: some characters may be wrong",
        "letto come {charset}, ma è un'ipotesi: alcuni caratteri possono essere sbagliati",
    ),
    "reader.damaged": (
        "characters were lost before it reached pectui: they show as �",
        "alcuni caratteri sono andati persi prima di arrivare a pectui: appaiono come �",
    ),
    "reader.no-links": ("There are no links in this text", "Nessun collegamento in questo testo"),
    "reader.nothing-hidden": ("This text hides nothing", "Nessuna parte nascosta in questo testo"),
    "reader.links.one": ("{count} link", "{count} collegamento"),
    "reader.links.many": ("{count} links", "{count} collegamenti"),
    "reader.deceptive": (
        "a link does not lead where its text says",
        "un collegamento non porta dove dice il suo testo",
    ),
    "reader.given-up": (
        "this HTML cannot be made readable: here is its text without the layout",
        "questo HTML non si può impaginare: ecco il testo senza l'impaginazione",
    ),
    "reader.hidden.one": ("{count} hidden part left out", "{count} parte nascosta omessa"),
    "reader.hidden.many": ("{count} hidden parts left out", "{count} parti nascoste omesse"),
    "reader.hidden-shown": ("hidden parts shown", "parti nascoste mostrate"),
    "reader.links.title": ("Links of this message", "Collegamenti di questo messaggio"),
    "reader.links.keys": ("Enter: open · y: copy", "Invio: apri · y: copia"),
    "reader.links.question": ("Open this link?", "Aprire questo collegamento?"),
    "reader.links.leads": ("It leads to: {host}", "Porta a: {host}"),
    "reader.links.claims": ("Its text says: {shown}", "Il suo testo dice: {shown}"),
    "reader.links.yes": ("Open", "Apri"),
    "reader.links.no": ("Do not open", "Non aprire"),
    "reader.links.unsafe": (
        "Only web and mail links can be opened from here; y copies this one",
        "Da qui si aprono solo collegamenti web e di posta; y copia questo",
    ),
    "reader.links.opened": ("Handed to the browser", "Passato al browser"),
    "reader.links.no-browser": (
        "No browser within reach: copy the link with y",
        "Nessun browser disponibile: copia il collegamento con y",
    ),
    "reader.none.title": ("No message open", "Nessun messaggio aperto"),
    "reader.none.detail": ("Enter opens one from the list", "Invio ne apre uno dall'elenco"),
    "reader.loading": ("Fetching the message…", "Recupero del messaggio…"),
    "reader.converting": ("Making the letter readable…", "Preparazione del testo leggibile…"),
    "reader.find": ("Find in the text", "Trova nel testo"),
    "reader.found": ("match {current} of {count}", "risultato {current} di {count}"),
    "reader.found-so-far": (
        "match {current} of {count} so far…",
        "risultato {current} di {count} finora…",
    ),
    "reader.finding": ("searching…", "ricerca…"),
    "reader.not-found": ("not found", "nessun risultato"),
    "reader.copy.tool": ("Copied", "Copiato"),
    "reader.copy.tmux": (
        "Copied to tmux's buffer, and handed to the terminal",
        "Copiato nel buffer di tmux e passato al terminale",
    ),
    "reader.copy.terminal": (
        "Handed to the terminal, which does not say whether it took it",
        "Passato al terminale, che non conferma di averlo accettato",
    ),
    "reader.copy.file": (
        "No clipboard within reach: the text is in {path}",
        "Appunti non disponibili: il testo è in {path}",
    ),
    "reader.copy.size.one": ("{count} character", "{count} carattere"),
    "reader.copy.size.many": ("{count:,} characters", "{count:,} caratteri"),
    "reader.saved-note": (
        "Reading copy made by pectui. It is not the signed original and proves nothing by itself:\n"
        "the message with legal value is the one kept by the certified mail provider.",
        "Copia di cortesia fatta da pectui. Non è l'originale firmato e di per sé non fa prova:\n"
        "il messaggio con valore legale è quello conservato dal gestore di posta certificata.",
    ),
    "reader.file-name": ("no name given", "nessun nome indicato"),
    "reader.anomaly": (
        "not certified: ordinary or invalid mail in an envelope. No legal value as PEC; nothing "
        "proves who sent it",
        "non certificato: posta ordinaria o non valida in una busta. Nessun valore legale di PEC; "
        "il mittente non è verificato",
    ),
    "reader.first": (
        "first message from this address, as far as is held here",
        "primo messaggio da questo indirizzo, per quanto risulta qui",
    ),
    "reader.first-certified": (
        "first message from this address, as far as is held here: certified does not mean "
        "trustworthy",
        "primo messaggio da questo indirizzo, per quanto risulta qui: certificato non significa "
        "affidabile",
    ),
    "reader.note": ("Note", "Nota"),
    "reader.tags": ("Tags", "Etichette"),
    "reader.only-here": (
        "not on the service any more: a reading copy held here",
        "non più sul servizio: copia di cortesia tenuta qui",
    ),
}
