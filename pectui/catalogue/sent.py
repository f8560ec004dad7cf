"""Words of what was sent: the list and the timeline of one sending."""

TEXTS: dict[str, tuple[str, str]] = {
    "sent.heading": ("Sent", "Inviati"),
    "sent.count.one": ("1 sending", "1 invio"),
    "sent.count.many": ("{count} sendings", "{count} invii"),
    "sent.open.one": ("1 open", "1 aperto"),
    "sent.open.many": ("{count} open", "{count} aperti"),
    "sent.trouble.one": ("1 needs a look", "1 da controllare"),
    "sent.trouble.many": ("{count} need a look", "{count} da controllare"),
    "sent.showing.open": (
        "only open ones · l: those to look at",
        "solo quelli aperti · l: quelli da controllare",
    ),
    "sent.showing.trouble": (
        "only those to look at · l: all",
        "solo quelli da controllare · l: tutti",
    ),
    "sent.none-open.title": (
        "Every sending has its last receipt",
        "Ogni invio ha l'ultima ricevuta",
    ),
    "sent.none-trouble.title": ("Nothing needs a look", "Nulla da controllare"),
    "sent.none-shown.detail": ("l shows the others", "l mostra gli altri"),
    "sent.minutes": ("{count} min", "{count} min"),
    "sent.hours": ("{count} h", "{count} ore"),
    "sent.days": ("{count} days", "{count} giorni"),
    "sent.waits.acceptance": ("waits {time} for acceptance", "attende l'accettazione da {time}"),
    "sent.waits.delivery": ("waits {time} for delivery", "attende la consegna da {time}"),
    "sent.waits.short": ("waits {time}", "attende da {time}"),
    "sent.waits.ask": ("{waits}: ask the provider", "{waits}: chiedi al gestore"),
    "sent.not-reached.one": ("1 of {of} not reached", "1 di {of} non raggiunto"),
    "sent.not-reached.many": ("{count} of {of} not reached", "{count} di {of} non raggiunti"),
    "sent.recipients-unread": (
        "recipients not read yet",
        "destinatari non ancora letti",
    ),
    "sent.seen": (
        "Seen to: it is counted again if it gets worse",
        "Controllato: tornerà se peggiora",
    ),
    "sent.unseen": ("It needs a look again", "È di nuovo da controllare"),
    "sent.rebuild.title": ("Look through the whole inbox?", "Leggere tutta la posta in arrivo?"),
    "sent.rebuild.detail": (
        "Receipts of letters sent from another machine or program are looked for, and each of these letters is listed here. It may take minutes, changes nothing in the mailbox, and can be stopped with b.",
        "Vengono cercate le ricevute di PEC inviate da un altro computer o da un altro programma, e ognuna compare qui. Può richiedere minuti, non cambia nulla nella casella e si ferma con b.",
    ),
    "sent.rebuild.yes": ("Look through it", "Leggi tutto"),
    "sent.rebuild.no": ("Not now", "Non ora"),
    "sent.rebuild.progress": (
        "inbox: {read} messages, {found} sendings found · b stops",
        "posta in arrivo: {read} messaggi, {found} invii trovati · b ferma",
    ),
    "sent.rebuild.done": (
        "Inbox looked through: {found} sendings found; their receipts are read bit by bit",
        "Posta in arrivo letta: {found} invii trovati; le loro ricevute si leggono un po' alla volta",
    ),
    "sent.rebuild.stopped": (
        "Stopped; what was found stays, and b goes on looking",
        "Fermato; ciò che è stato trovato resta, e b continua la ricerca",
    ),
    "sent.empty.title": ("Nothing sent from here yet", "Da qui non è ancora stato inviato nulla"),
    "sent.empty.detail": (
        "Letters sent with pectui on this machine appear here with their receipts.",
        "Le PEC inviate con pectui da questo computer compaiono qui con le loro ricevute.",
    ),
    "sent.empty.hint": (
        "c writes a letter · b finds in the inbox what was sent from elsewhere",
        "c scrive una PEC · b cerca nella posta in arrivo ciò che è stato inviato da altrove",
    ),
    "sent.loading": ("reading what is known here…", "lettura di ciò che è noto qui…"),
    "sent.asking": ("reading receipts…", "lettura delle ricevute…"),
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
    "sent.late": ("late", "consegnata oltre le 24 ore"),
    "sent.silent": (
        "no outcome after more than 24 hours: check with the provider",
        "nessun esito dopo oltre 24 ore: verifica con il gestore",
    ),
    "sent.notice": ("Not understood: read it", "Non riconosciuto: da leggere"),
    "sent.notices.one": (
        "1 notice not understood",
        "1 avviso non riconosciuto",
    ),
    "sent.notices.many": (
        "{count} notices not understood",
        "{count} avvisi non riconosciuti",
    ),
    "sent.strange": (
        "a receipt names {address}, to whom it was not sent: read it",
        "una ricevuta indica {address}, a cui non è stata inviata: leggila",
    ),
    "sent.untold.one": (
        "1 delivery that does not say to whom",
        "1 consegna che non indica a chi",
    ),
    "sent.untold.many": (
        "{count} deliveries, not told apart",
        "{count} consegne, non distinguibili tra loro",
    ),
    "sent.untold-short.one": ("1 delivery", "1 consegna"),
    "sent.untold-short.many": ("{count} deliveries", "{count} consegne"),
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
        "Copia di cortesia. Gli originali firmati delle ricevute sono solo nella casella del gestore.",
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
        "pectui ne tiene qui una copia di cortesia, che non è una prova. Salva prima gli originali "
        "con la webmail del gestore.",
    ),
    "sent.delete.yes": ("Delete receipts", "Elimina le ricevute"),
    "sent.delete.no": ("Keep", "Non eliminare"),
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
