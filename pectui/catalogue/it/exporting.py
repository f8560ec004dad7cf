"""Parole delle esportazioni: che cosa si scrive nei file, e che cosa impedisce di scriverli."""

TEXTS: dict[str, str] = {
    "exporting.no-original": (
        "Copia ricostruita da pectui da ciò che mostra il servizio. Non è l'originale firmato e da sola non prova nulla"
    ),
    "exporting.gone": "Il testo non è qui e il servizio non lo ha più",
    "exporting.not-here": "Il testo non è qui e ora non si è potuto leggere dal servizio",
    "exporting.no-format": "Il nome del file indica il formato: finisce in {formats}",
    "exporting.one-only.one": "Un .eml contiene un messaggio: ne è stato trovato {count}",
    "exporting.one-only.many": "Un .eml contiene un messaggio: ne sono stati trovati {count}; un .mbox li contiene tutti",
    "exporting.done.one": "1 messaggio scritto: {file}",
    "exporting.done.many": "{count} messaggi scritti: {file}",
    "exporting.missing.one": "Il testo di 1 messaggio non è disponibile; nel file è indicato",
    "exporting.missing.many": "I testi di {count} messaggi non sono disponibili; nel file è indicato",
    "exporting.prompt.one": "Esporta questo messaggio in",
    "exporting.prompt.many": "Esporta questi {count} messaggi in",
    "exporting.prompt.name": "messaggi.mbox",
    "exporting.prompt.note": "Un file nuovo: il nome indica il formato ({formats}). I messaggi selezionati, altrimenti tutto ciò che l'elenco mostra, anche le ricevute raggruppate. Sono copie, non originali firmati",
    "exporting.nothing": "Qui non c'è nulla da esportare",
    "exporting.writing.title": "Esportazione",
    "exporting.writing": "{done} {done:messaggio scritto|messaggi scritti} su {count}",
    "exporting.writing.note": "{key} interrompe; in quel caso non resta alcun file",
    "exporting.stopped": "Interrotto: non è stato esportato nulla",
    "exporting.archive-gone": (
        "la cartella dell'archivio non c'è. Il disco è collegato? Per iniziare un archivio nuovo, indica un'altra cartella"
    ),
    "exporting.yes": "sì",
    "exporting.no": "no",
    "exporting.column.file": "File",
    "exporting.column.date": "Data (Roma)",
    "exporting.column.kind": "Tipo",
    "exporting.column.sender": "Da",
    "exporting.column.recipient": "A",
    "exporting.column.subject": "Oggetto",
    "exporting.column.code": "Codice",
    "exporting.column.on-service": "Sul servizio",
    "exporting.column.tags": "Etichette",
    "exporting.column.note": "Nota",
    "exporting.column.text": "Testo",
}
