"""What the self-test of an account asks, and what it finds out about the service."""

TEXTS: dict[str, str] = {
    "selftest.step.pages": "Vedere come viene elencata la casella: pagine, ordine, numeri dei messaggi.",
    "selftest.step.texts": "Leggere i messaggi più recenti, per vedere come sono codificati i testi.",
    "selftest.step.quota": "Vedere in quale unità è espresso lo spazio occupato.",
    "selftest.step.search": "Cercare sul servizio parole di un messaggio che c'è, per vedere che cosa trova.",
    "selftest.step.letter": (
        "Inviare al tuo indirizzo una PEC con un allegato di 1 MB. Dice con certezza come vanno codificati gli allegati, come sono le ricevute e in quale unità è espresso lo spazio occupato."
    ),
    "selftest.step.other-letter": (
        "Inviare al tuo indirizzo un'altra PEC, con l'allegato codificato nell'altro modo."
    ),
    "selftest.step.removal.one": (
        "Eliminare l'unico messaggio che la PEC di prova ha portato nella casella, dopo averlo "
        "verificato: da 10 a 30 richieste. Dice con certezza che cosa sono i numeri dei messaggi."
    ),
    "selftest.step.removal.many": (
        "Eliminare i {count} messaggi che la PEC di prova ha portato nella casella, ciascuno dopo "
        "averlo verificato: da 10 a 30 richieste l'uno. Dice con certezza che cosa sono i numeri dei messaggi."
    ),
    "selftest.costs.reads.one": "Legge soltanto: 1 richiesta.",
    "selftest.costs.reads.many": "Legge soltanto: al massimo {count} richieste.",
    "selftest.costs.sends": "PUÒ COSTARE: parte una PEC, per {address}; seguono circa 20 richieste.",
    "selftest.sends-elsewhere": (
        "Un'altra istanza di pectui invia per questa casella: chiudila e ripeti la prova. Non è stato inviato nulla."
    ),
    "selftest.letter-refused": "Il servizio non ha accettato la PEC di prova: {reason}",
    "selftest.letter-again": "La PEC di prova del {date} c'è ancora: si usa quella, non si invia nulla.",
    "selftest.waiting": "Attesa delle ricevute della PEC di prova, al massimo {seconds} {seconds:secondo|secondi} …",
    "selftest.file-question": (
        "Solo tu puoi vedere com'è arrivato l'allegato. Nella webmail apri la PEC “{subject}” e il "
        "suo allegato {file}. La prima riga è “{first}” e l'ultima “{last}”?"
    ),
    "selftest.left.one": "1 messaggio della prova è ancora nella casella; l'oggetto contiene “{subject}”.",
    "selftest.left.many": (
        "{count} messaggi della prova sono ancora nella casella; l'oggetto contiene “{subject}”."
    ),
    "selftest.no-delete": "Il token non può eliminare: è il più sicuro. Elimina i messaggi nella webmail.",
    "selftest.likely": "probabile",
    "selftest.copes-not": (
        "pectui non sa gestirlo: inviaci per favore ciò che scrive pectui doctor --report"
    ),
    "selftest.page-base": "Prima pagina",
    "selftest.page-base.zero": "numero 0",
    "selftest.page-base.one": "numero 1",
    "selftest.page-base.ignored": "ogni numero dà la stessa pagina",
    "selftest.direction": "Ordine delle pagine",
    "selftest.direction.newest": "prima i più recenti",
    "selftest.direction.oldest": "prima i più vecchi",
    "selftest.page-rows": "Messaggi per pagina",
    "selftest.page-rows.rows": "{detail}",
    "selftest.page-count": "Numero di pagine",
    "selftest.page-count.all": "indicato correttamente",
    "selftest.page-count.one-less": "indicato di uno troppo basso; pectui non ne tiene conto",
    "selftest.page-count.other": "indicato in modo errato; pectui non ne tiene conto",
    "selftest.id-form": "Forma dei numeri dei messaggi",
    "selftest.id-form.number": "numeri",
    "selftest.id-form.text": "numeri scritti come testo",
    "selftest.id-form.word": "non sono numeri: i messaggi si elencano, ma non si aprono né si eliminano",
    "selftest.ids": "Numeri dei messaggi",
    "selftest.ids.positions": "posizioni, che cambiano quando si elimina qualcosa",
    "selftest.ids.stable": "restano gli stessi quando si elimina qualcosa",
    "selftest.bodies": "Testi",
    "selftest.bodies.plain": "arrivano come sono",
    "selftest.bodies.encoded": "arrivano codificati come moduli web",
    "selftest.bodies.twice": "arrivano codificati due volte come moduli web",
    "selftest.bodies.mixed": "arrivano alcuni come sono, altri codificati",
    "selftest.charset": "Codifica dei caratteri",
    "selftest.charset.named": "{detail}",
    "selftest.text": "Testo della PEC di prova",
    "selftest.text.whole": "letto come è stato scritto",
    "selftest.text.receipts": "non restituito; quelli delle ricevute si leggono bene",
    "selftest.text.changed": "diverso da come è stato scritto",
    "selftest.quota-unit": "Unità dello spazio occupato",
    "selftest.quota-unit.kb": "KB",
    "selftest.quota-unit.mb": "MB",
    "selftest.quota-unit.b": "byte",
    "selftest.search-where": "La ricerca guarda",
    "selftest.search-where.texts": "anche nei testi",
    "selftest.search-where.headings": "solo nelle intestazioni, non nei testi",
    "selftest.search-where.ignored": "da nessuna parte: la richiesta viene ignorata. Cerca nella copia",
    "selftest.search-words": "Più parole",
    "selftest.search-words.apart": "possono stare lontane e in qualsiasi ordine",
    "selftest.search-words.together": "devono stare insieme, in quest'ordine",
    "selftest.search-parts": "Parti di parole",
    "selftest.search-parts.parts": "si trovano",
    "selftest.search-parts.whole": "non si trovano, solo parole intere",
    "selftest.attachment": "Gli allegati vanno codificati",
    "selftest.attachment.data-uri": "come data URI",
    "selftest.attachment.base64": "in semplice base64",
    "selftest.attachment.neither": "in nessuno dei due modi che pectui conosce",
    "selftest.code": "Codice di un invio",
    "selftest.code.ends": "sta alla fine dell'oggetto delle ricevute",
    "selftest.code.elsewhere": "non sta alla fine dell'oggetto delle ricevute",
    "selftest.receipts": "Ricevute",
    "selftest.receipts.came": "accettazione e consegna, dopo {detail} s",
    "selftest.receipts.some": "non tutte dopo {detail} s",
    "selftest.receipts.none": "nessuna dopo {detail} s",
    "selftest.receipt-fields": "Campi delle ricevute",
    "selftest.receipt-fields.known": "{detail}",
    "selftest.receipt-fields.other": "{detail}; letti con un'impostazione",
    "selftest.receipt-fields.missing": "{detail}; alcuni mancano",
}
