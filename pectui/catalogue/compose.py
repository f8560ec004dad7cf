"""Words of writing a letter: form, attachments, review, progress."""

TEXTS: dict[str, tuple[str, str]] = {
    "compose.heading": ("New letter", "Nuova PEC"),
    "compose.template": ("Template “{name}”", "Modello “{name}”"),
    "compose.from": ("from {sender}", "da {sender}"),
    "compose.saved": ("draft saved {time}", "bozza salvata {time}"),
    "compose.unsaved": ("not saved yet", "non ancora salvata"),
    "compose.returned": ("It came back: {reason}", "Respinta: {reason}"),
    "compose.to": ("To", "A"),
    "compose.to.placeholder": (
        "addresses, separated by comma or blank",
        "indirizzi, separati da virgola o spazio",
    ),
    "compose.to.one": (
        "1 recipient, 1 sending with a code of its own",
        "1 destinatario, 1 invio con un codice proprio",
    ),
    "compose.to.many": (
        "{count} recipients, one sending each, each with its own code",
        "{count} destinatari, un invio ciascuno, ognuno con il suo codice",
    ),
    "compose.to.together": (
        "{count} recipients in one sending: each sees the others",
        "{count} destinatari in un solo invio: ognuno vede gli altri",
    ),
    "compose.to.wrong": ("✗ not an address: {addresses}", "✗ non è un indirizzo: {addresses}"),
    "compose.to.doubt": (
        "✗ which one is meant? {entry}",
        "✗ quale dei due? {entry}",
    ),
    "compose.subject": ("Subject", "Oggetto"),
    "compose.subject.counter": ("{count}/{most}", "{count}/{most}"),
    "compose.together": ("All recipients in one sending", "Tutti i destinatari in un solo invio"),
    "compose.html": ("The text is HTML", "Il testo è HTML"),
    "compose.attachments.none": ("No attachments · F6 attaches", "Nessun allegato · F6 allega"),
    "compose.attachments.total.one": (
        "1 attachment, {size} when sent, of {limit} at most",
        "1 allegato, {size} all'invio, al massimo {limit}",
    ),
    "compose.attachments.total.many": (
        "{count} attachments, {size} when sent, of {limit} at most",
        "{count} allegati, {size} all'invio, al massimo {limit}",
    ),
    "compose.attachments.remove": ("Del removes", "Canc rimuove"),
    "compose.attachments.gone": ("✗ cannot be read", "✗ non si può leggere"),
    "compose.attach.title": ("Attach a file", "Allega un file"),
    "compose.attach.path": (
        "Path: type or paste it, Tab completes, Enter attaches",
        "Percorso: scrivilo o incollalo, Tab completa, Invio allega",
    ),
    "compose.attach.hint": (
        "Tab goes to the folders · Enter chooses · Backspace or F7 goes up · Esc closes",
        "Tab va alle cartelle · Invio sceglie · Backspace o F7 sale · Esc chiude",
    ),
    "compose.attach.missing": ("there is no such file", "il file non esiste"),
    "compose.attached-already": ("Already attached: {name}", "Già allegato: {name}"),
    "compose.kept": (
        "Kept among the drafts: 4 shows them",
        "Salvata tra le bozze: 4 le mostra",
    ),
    "compose.draft-saved": ("Draft saved", "Bozza salvata"),
    "compose.editor.returned": (
        "The editor came back at once. If it has a window of its own, what you save there is still "
        "taken over while this letter is being written",
        "L'editor è tornato subito. Se ha una finestra propria, ciò che salvi lì viene comunque "
        "ripreso finché questa PEC è in scrittura",
    ),
    "compose.editor.taken": (
        "Taken over from the editor · Ctrl+Z brings back what was here",
        "Ripreso dall'editor · Ctrl+Z riporta il testo di prima",
    ),
    "compose.leave.title": ("Leave this letter?", "Chiudere questa PEC?"),
    "compose.leave.detail": (
        "It has not been sent. Keep it among the drafts, or throw it away.",
        "Non è stata inviata. Salvala tra le bozze o eliminala.",
    ),
    "compose.leave.keep": ("Keep as draft", "Salva come bozza"),
    "compose.leave.discard": ("Throw away", "Elimina"),
    "compose.leave.stay": ("Go on", "Continua"),
    "compose.review.title.one": ("1 letter will leave", "Partirà 1 PEC"),
    "compose.review.title.many": (
        "{count} letters will leave, one to each recipient",
        "Partiranno {count} PEC, una per destinatario",
    ),
    "compose.review.title.together": (
        "1 letter will leave, to {count} recipients together",
        "Partirà 1 PEC, a {count} destinatari insieme",
    ),
    "compose.review.more": ("and {count} more (r shows all)", "e altri {count} (r li mostra)"),
    "compose.review.own-reference": ("[rif. ____]", "[rif. ____]"),
    "compose.review.recipients": ("Recipients", "Destinatari"),
    "compose.review.blocked": ("This cannot leave yet", "Invio non possibile"),
    "compose.review.from": ("From", "Da"),
    "compose.review.to": ("To", "A"),
    "compose.review.subject": ("Subject", "Oggetto"),
    "compose.review.code-added": (
        "+ the service's code",
        "+ codice del servizio",
    ),
    "compose.review.attachments": ("Attachments", "Allegati"),
    "compose.review.files": ("{count} files, {size}", "{count} file, {size}"),
    "compose.review.none": ("none", "nessuno"),
    "compose.review.leaves": ("Leaves", "Parte"),
    "compose.review.leaves-at": (
        "{date}, if pectui is running then; else the next time it is",
        "{date}, se pectui è aperto; altrimenti alla prossima apertura",
    ),
    "compose.review.size": ("Size", "Dimensione"),
    "compose.review.each": (
        "{size} a sending, {total} in all",
        "{size} per invio, {total} in tutto",
    ),
    "compose.review.plan": ("Plan", "Piano"),
    "compose.review.stop": ("This stops the letter:", "Questo impedisce l'invio:"),
    "compose.review.warn": ("Look at this first:", "Da verificare:"),
    "compose.review.yes": ("Send", "Invia"),
    "compose.review.no": ("Back to the letter", "Torna alla PEC"),
    "compose.review.other": ("Facts or text", "Dati o testo"),
    "compose.review.legal": (
        "A certified letter has legal force and, once it has left, cannot be called back.",
        "Una PEC ha valore legale e, una volta partita, non si può richiamare.",
    ),
    "compose.progress.title": ("Your letter", "La tua PEC"),
    "compose.progress.waiting": (
        "leaves in {seconds} s · u takes it back",
        "parte tra {seconds} s · u annulla l'invio",
    ),
    "compose.progress.later": (
        "It leaves {date} if pectui is running then, else the next time it is · u takes it back · "
        "Esc closes · 3 shows the outbox",
        "Parte {date} se pectui è aperto, altrimenti alla prossima apertura · u annulla l'invio · Esc "
        "chiude · 3 mostra la posta in uscita",
    ),
    "compose.progress.code": ("code {code}", "codice {code}"),
    "compose.progress.done.one": (
        "Sent. The receipts appear under Sent.",
        "Inviata. Le ricevute compaiono tra gli inviati.",
    ),
    "compose.progress.done.many": (
        "{count} sendings done. The receipts appear under Sent.",
        "{count} invii conclusi. Le ricevute compaiono tra gli inviati.",
    ),
    "compose.progress.failed": (
        "Not every recipient is reached: Sent has the receipts with the reasons",
        "Non tutti i destinatari sono raggiunti: negli inviati ci sono le ricevute con i motivi",
    ),
    "compose.progress.leave": (
        "Esc leaves this window; sending goes on",
        "Esc chiude questa finestra; l'invio prosegue",
    ),
    "compose.progress.close": (
        "Enter closes · 2 shows it under Sent",
        "Invio chiude · 2 la mostra tra gli inviati",
    ),
    "compose.progress.edit": (
        "e writes on at the letter that came back",
        "e riprende la PEC tornata indietro",
    ),
    "compose.progress.held": (
        "It is safe in the outbox and leaves when it can. Esc closes this window · 3 shows the outbox",
        "È al sicuro nella posta in uscita e partirà appena possibile. Esc chiude questa finestra · 3 mostra la posta in uscita",
    ),
    "compose.progress.unknown": (
        "It may have left: pectui looks for its receipt and never sends it again by itself.",
        "Potrebbe essere partita: pectui ne cerca la ricevuta e non la invia mai di nuovo da solo.",
    ),
    "compose.progress.back": (
        "Taken back: the letter is a draft again",
        "Invio annullato: la PEC è di nuovo una bozza",
    ),
}
