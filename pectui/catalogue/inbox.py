"""Words of the inbox screen."""

TEXTS: dict[str, tuple[str, str]] = {
    "inbox.heading": ("Inbox", "Posta in arrivo"),
    "inbox.heading.search": ("Search “{query}”", "Ricerca “{query}”"),
    "inbox.on-behalf": ("on behalf of {address}", "per conto di {address}"),
    "inbox.page": ("page {number} of {pages}", "pagina {number} di {pages}"),
    "inbox.total.one": ("1 message", "1 messaggio"),
    "inbox.total.many": ("{count} messages", "{count} messaggi"),
    "inbox.marked.one": ("1 marked", "1 selezionato"),
    "inbox.marked.many": ("{count} marked", "{count} selezionati"),
    "inbox.loading": ("loading…", "caricamento…"),
    "inbox.searching": (
        "searching on the service, it can take a while · Esc stops",
        "ricerca sul servizio, può richiedere tempo · Esc interrompe",
    ),
    "inbox.deleting": ("deleting {done} of {all}…", "eliminazione {done} di {all}…"),
    "inbox.empty.title": ("No messages", "Nessun messaggio"),
    "inbox.empty.detail": (
        "This mailbox is empty. What arrives shows up here.",
        "Questa casella è vuota. Ciò che arriva comparirà qui.",
    ),
    "inbox.empty.hint": (
        "c writes a letter · F5 looks again",
        "c scrive una PEC · F5 ricontrolla",
    ),
    "inbox.none.title": ("Nothing found", "Nessun risultato"),
    "inbox.none.detail": (
        "The service finds no message for “{query}”.",
        "Il servizio non trova messaggi per “{query}”.",
    ),
    "inbox.none.hint": (
        "/ searches again · Esc goes back to the inbox",
        "/ cerca di nuovo · Esc torna alla posta in arrivo",
    ),
    "inbox.again": ("F5 tries again", "F5 riprova"),
    "inbox.stale": (
        "not refreshed: {title} · F5 tries again",
        "non aggiornato: {title} · F5 riprova",
    ),
    "inbox.last-page": ("This is the last page", "Questa è l'ultima pagina"),
    "inbox.first-page": ("This is the newest page", "Questa è la pagina più recente"),
    "inbox.unreadable-id": (
        "The service gave this row no usable number: it can be listed, not opened",
        "Il servizio non ha dato a questa riga un numero utilizzabile: compare nell'elenco, ma non si può aprire",
    ),
    "inbox.delete.title.one": ("Delete this message?", "Eliminare questo messaggio?"),
    "inbox.delete.title.many": ("Delete {count} messages?", "Eliminare {count} messaggi?"),
    "inbox.delete.more": ("… and {count} more", "… e ancora {count}"),
    "inbox.delete.evidence": (
        "Among them are receipts: they are evidence of sending and delivery. The service keeps no "
        "copy and pectui does not hold the signed originals.",
        "Tra questi ci sono ricevute: sono prova dell'invio e della consegna. Il servizio non ne "
        "conserva copia e pectui non possiede gli originali firmati.",
    ),
    "inbox.delete.final": (
        "Deleting cannot be undone. Each message is read again first, to be sure it is the same one.",
        "L'eliminazione è definitiva. Ogni messaggio viene prima riletto, per essere certi che sia lo "
        "stesso.",
    ),
    "inbox.delete.yes": ("Delete", "Elimina"),
    "inbox.delete.no": ("Keep", "Non eliminare"),
    "inbox.deleted.one": ("1 message deleted", "1 messaggio eliminato"),
    "inbox.deleted.many": ("{count} messages deleted", "{count} messaggi eliminati"),
    "inbox.refused.title": (
        "Some messages were not deleted",
        "Alcuni messaggi non sono stati eliminati",
    ),
    "inbox.unknown.title": (
        "It is not known whether these were deleted",
        "Non si sa se questi sono stati eliminati",
    ),
    "inbox.refused": ("“{subject}”: {reason}", "“{subject}”: {reason}"),
    "inbox.save.title": ("Save a reading copy as", "Salva una copia di cortesia in"),
    "inbox.save.note": (
        "Enter saves · Esc closes · a folder gets the proposed name · no file is ever replaced: a name that is taken is numbered",
        "Invio salva · Esc chiude · una cartella prende il nome proposto · nessun file viene sostituito: un nome già usato viene numerato",
    ),
    "inbox.saved": ("Saved: {path}", "Salvato: {path}"),
    "inbox.open-first": ("Open a message first", "Apri prima un messaggio"),
    "inbox.heading.service": ("On the service: “{query}”", "Sul servizio: “{query}”"),
    "inbox.view.all": ("All", "Tutti"),
    "inbox.view.letters": ("Letters", "PEC"),
    "inbox.view.receipts": ("Receipts", "Ricevute"),
    "inbox.view.trouble": ("Trouble", "Problemi"),
    "inbox.view.unread": ("Unread", "Da leggere"),
    "inbox.view.flagged": ("Flagged", "Contrassegnati"),
    "inbox.view-empty.title": ("Nothing here", "Niente qui"),
    "inbox.view-empty.hint": (
        "w goes to the next view · Esc shows everything",
        "w passa alla vista seguente · Esc mostra tutto",
    ),
    "inbox.new.one": ("1 new above", "1 nuovo sopra"),
    "inbox.new.many": ("{count} new above", "{count} nuovi sopra"),
    "inbox.found": ("{count} found", "{count} trovati"),
    "inbox.looking": ("looking…", "controllo…"),
    "inbox.filling": (
        "listing older mail, {percent} %",
        "caricamento dei messaggi meno recenti, {percent} %",
    ),
    "inbox.filling-paused": (
        "older mail paused at {percent} % · P goes on",
        "più vecchi sospesi al {percent} % · P riprende",
    ),
    "inbox.spent": (
        "requests of the day used up: looking slowly",
        "richieste del giorno esaurite: controlli più radi",
    ),
    "inbox.everything-here": (
        "Everything on the service is listed here",
        "Tutto ciò che è sul servizio è elencato qui",
    ),
    "inbox.not-held.title": ("Nothing found here", "Qui nessun risultato"),
    "inbox.not-held.hint": (
        "F3 asks the service · Esc goes back to the inbox",
        "F3 chiede al servizio · Esc torna alla posta in arrivo",
    ),
    "inbox.search.placeholder": (
        'Words, "a phrase", from: subject: kind: code: after: before: is:unread has:note -not',
        'Parole, "una frase", da: oggetto: tipo: codice: dopo: prima: ha:nota -senza',
    ),
    "inbox.service.placeholder": (
        "Words to search on the service, Enter to start",
        "Parole da cercare sul servizio, Invio per iniziare",
    ),
    "inbox.nothing-folded": (
        "There are no receipts to unfold here",
        "Qui non ci sono ricevute da espandere",
    ),
    "inbox.nothing-unread": ("Nothing is unread", "Non c'è nulla da leggere"),
    "inbox.read-all.one": ("Count 1 message as read?", "Considerare letto 1 messaggio?"),
    "inbox.read-all.many": (
        "Count {count} messages as read?",
        "Considerare letti {count} messaggi?",
    ),
    "inbox.read-all.detail": (
        "Flags, notes and tags stay. Nothing changes on the service.",
        "Contrassegni, note ed etichette restano. Sul servizio non cambia nulla.",
    ),
    "inbox.note.title": ("Note", "Nota"),
    "inbox.note.help": (
        "Only on this machine. Empty takes the note away. Find it again with has:note",
        "Solo su questo computer. Vuota la rimuove. Si ritrova con ha:nota",
    ),
    "inbox.tags.title": ("Tags", "Etichette"),
    "inbox.tags.help": (
        "Words separated by blanks, only on this machine. Find them again with tag:",
        "Parole separate da spazi, solo su questo computer. Si ritrovano con etichetta:",
    ),
    "inbox.delete.only-here": (
        "Some are not on the service any more: the copy held here goes, for good.",
        "Alcuni non sono più sul servizio: si elimina la copia tenuta qui, per sempre.",
    ),
    "inbox.searches.title": ("Saved searches", "Ricerche salvate"),
    "inbox.searches.save": ("Save “{words}”…", "Salva “{words}”…"),
    "inbox.searches.forget": ("Forget a search…", "Dimentica una ricerca…"),
    "inbox.searches.forget.title": ("Forget which search?", "Quale ricerca dimenticare?"),
    "inbox.searches.forgotten": ("Forgotten: {name}", "Dimenticata: {name}"),
    "inbox.searches.none": (
        "No search is saved yet. Search with / first, then S saves it",
        "Nessuna ricerca salvata. Prima cerca con /, poi S la salva",
    ),
    "inbox.searches.name": ("Name of the search", "Nome della ricerca"),
    "inbox.searches.name.help": (
        "The words are kept as typed: after:7d means the last seven days whenever it is used",
        "Le parole restano come scritte: dopo:7g vale per gli ultimi sette giorni al momento dell'uso",
    ),
    "inbox.searches.saved": ("Saved: {name}", "Salvata: {name}"),
    "inbox.no-answer": (
        "A receipt is written by a machine. i goes to its sending; there, a writes again",
        "Le ricevute sono automatiche: non si può rispondere. i va al suo invio; lì, a ne scrive una nuova",
    ),
}
