"""Words of what was sent: the list and the timeline of one sending."""

TEXTS: dict[str, tuple[str, str]] = {
    "sent.heading": ("Sent", "Inviati"),
    "sent.count.one": ("1 sending", "1 invio"),
    "sent.count.many": ("{count} sendings", "{count} invii"),
    "sent.open.one": ("1 without its last receipt", "1 senza l'ultima ricevuta"),
    "sent.open.many": ("{count} without their last receipt", "{count} senza l'ultima ricevuta"),
    "sent.trouble.one": ("1 needs a look", "1 da controllare"),
    "sent.trouble.many": ("{count} need a look", "{count} da controllare"),
    "sent.empty.title": ("Nothing sent from here yet", "Da qui non è ancora stato inviato nulla"),
    "sent.empty.detail": (
        "Letters sent with pectui on this machine appear here with their receipts.",
        "Le lettere inviate con pectui da questa macchina compaiono qui con le loro ricevute.",
    ),
    "sent.empty.hint": (
        "c writes a letter · i on a receipt in the inbox shows its sending",
        "c scrive una lettera · i su una ricevuta in arrivo mostra il suo invio",
    ),
    "sent.loading": ("reading what is known here…", "lettura di ciò che è noto qui…"),
    "sent.asking": ("asking the service for receipts…", "richiesta delle ricevute al servizio…"),
    "sent.more-recipients": ("{address} and {count} more", "{address} (+{count})"),
    "sent.title": ("Sending {code}", "Invio {code}"),
    "sent.title.none": ("Sending", "Invio"),
    "sent.subject": ("Subject", "Oggetto"),
    "sent.at": ("Sent", "Inviato"),
    "sent.state": ("State", "Stato"),
    "sent.recipients": ("Recipients", "Destinatari"),
    "sent.attachments": ("Attachments", "Allegati"),
    "sent.attachment": (
        "{name} ({size} bytes, SHA-256 {digest})",
        "{name} ({size} byte, SHA-256 {digest})",
    ),
    "sent.late": ("late", "in ritardo"),
    "sent.silent": (
        "no outcome after more than 24 hours: check with the provider",
        "nessun esito dopo oltre 24 ore: verifica con il gestore",
    ),
    "sent.partial": (
        "the service sent to {sent} of {given} recipients",
        "il servizio ha inviato a {sent} destinatari su {given}",
    ),
    "sent.resent-of": ("sent again after sending {id}", "inviato di nuovo dopo l'invio {id}"),
    "sent.unattributed": (
        "names no recipient",
        "non indica il destinatario",
    ),
    "sent.none-yet": (
        "No receipt yet. The acceptance usually comes within minutes.",
        "Ancora nessuna ricevuta. L'accettazione di solito arriva in pochi minuti.",
    ),
    "sent.unknown-code": (
        "No receipt carries this code (yet), and it was not sent from here.",
        "Nessuna ricevuta porta questo codice (per ora), e non è stato inviato da qui.",
    ),
    "sent.reading-copy": (
        "Reading copy. The signed originals of the receipts are in the provider's mailbox only.",
        "Copia di lettura. Gli originali firmati delle ricevute sono solo nella casella del gestore.",
    ),
    "sent.delete.title": (
        "Delete the receipts of this sending?",
        "Eliminare le ricevute di questo invio?",
    ),
    "sent.delete.evidence": (
        "Receipts are the legal evidence of sending and delivery. Deleting removes the signed "
        "originals from the mailbox for ever; in court it is they that count.",
        "Le ricevute sono la prova legale dell'invio e della consegna. Eliminandole, gli originali "
        "firmati scompaiono per sempre dalla casella; in giudizio sono quelli a fare prova.",
    ),
    "sent.delete.copy": (
        "pectui keeps a reading copy here, which is no proof. Save the originals with the "
        "provider's webmail first.",
        "pectui ne conserva qui una copia di lettura, che non è una prova. Salva prima gli originali "
        "con la webmail del gestore.",
    ),
    "sent.delete.yes": ("Delete receipts", "Elimina le ricevute"),
    "sent.delete.no": ("Keep", "Conserva"),
    "sent.deleted": (
        "Receipts deleted from the service; the reading copies stay here",
        "Ricevute eliminate dal servizio; le copie di lettura restano qui",
    ),
    "sent.no-code": (
        "This sending has no code, so the service has no receipts of it",
        "Questo invio non ha codice, quindi il servizio non ne ha ricevute",
    ),
    "sent.save.title": (
        "Save the sending and its receipts as",
        "Salva l'invio e le sue ricevute in",
    ),
}
