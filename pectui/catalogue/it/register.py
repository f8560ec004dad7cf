"""Words of the register: the titles of its columns, and what stands in them."""

TEXTS: dict[str, str] = {
    "register.date": "data",
    "register.direction": "verso",
    "register.kind": "tipo",
    "register.counterpart": "corrispondente",
    "register.subject": "oggetto",
    "register.code": "codice",
    "register.state": "stato",
    "register.accepted-at": "accettata il",
    "register.delivered-at": "consegnata il",
    "register.effective-at": "efficace per il destinatario dal",
    "register.attachments": "allegati",
    "register.tags": "etichette",
    "register.note": "nota",
    "register.originals": "originali firmati",
    "register.sent": "inviata",
    "register.received": "ricevuta",
    "register.letter": "PEC",
    "register.not-new": "esiste già un file con questo nome; il registro non sostituisce nulla",
}
