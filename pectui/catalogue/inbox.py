"""Words of the inbox screen."""

TEXTS: dict[str, tuple[str, str]] = {
    "inbox.heading": ("Inbox", "Posta in arrivo"),
    "inbox.heading.search": ("Search “{query}”", "Ricerca “{query}”"),
    "inbox.on-behalf": ("on behalf of {address}", "per conto di {address}"),
    "inbox.page": ("page {number} of {pages}", "pagina {number} di {pages}"),
    "inbox.total.one": ("1 message", "1 messaggio"),
    "inbox.total.many": ("{count} messages", "{count} messaggi"),
    "inbox.marked.one": ("1 marked", "1 segnato"),
    "inbox.marked.many": ("{count} marked", "{count} segnati"),
    "inbox.filtered": ("filter “{words}”: {count} of {all}", "filtro “{words}”: {count} di {all}"),
    "inbox.from-cache": ("as last seen", "come visti l'ultima volta"),
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
        "c scrive una lettera · F5 ricontrolla",
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
    "inbox.filtered-out.title": ("No row matches the filter", "Nessuna riga corrisponde al filtro"),
    "inbox.filtered-out.hint": (
        "Esc removes the filter · / searches the whole mailbox",
        "Esc toglie il filtro · / cerca in tutta la casella",
    ),
    "inbox.again": ("F5 tries again", "F5 riprova"),
    "inbox.stale": (
        "not refreshed: {title} · F5 tries again",
        "non aggiornato: {title} · F5 riprova",
    ),
    "inbox.last-page": ("This is the last page", "Questa è l'ultima pagina"),
    "inbox.first-page": ("This is the newest page", "Questa è la pagina più recente"),
    "inbox.search.placeholder": (
        "Words to search on the service, Enter to start",
        "Parole da cercare sul servizio, Invio per iniziare",
    ),
    "inbox.filter.placeholder": (
        "Show only rows of this page with these words",
        "Mostra solo le righe di questa pagina con queste parole",
    ),
    "inbox.unreadable-id": (
        "The service gave this row no usable number: it can be listed, not opened",
        "Il servizio non ha dato a questa riga un numero utilizzabile: compare nell'elenco, ma non si può aprire",
    ),
    "inbox.no-code": (
        "This message carries no sending code",
        "Questo messaggio non porta alcun codice di invio",
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
    "inbox.delete.no": ("Keep", "Conserva"),
    "inbox.deleted.one": ("1 message deleted", "1 messaggio eliminato"),
    "inbox.deleted.many": ("{count} messages deleted", "{count} messaggi eliminati"),
    "inbox.refused.title": (
        "Some messages were not deleted",
        "Alcuni messaggi non sono stati eliminati",
    ),
    "inbox.refused": ("“{subject}”: {reason}", "“{subject}”: {reason}"),
    "inbox.save.title": ("Save a reading copy as", "Salva una copia di lettura in"),
    "inbox.save.note": (
        "Enter saves · Esc closes · a folder gets the proposed name · no file is ever replaced: a name that is taken is numbered",
        "Invio salva · Esc chiude · una cartella prende il nome proposto · nessun file viene sostituito: un nome già usato viene numerato",
    ),
    "inbox.saved": ("Saved: {path}", "Salvato: {path}"),
    "inbox.open-first": ("Open a message first", "Apri prima un messaggio"),
}
