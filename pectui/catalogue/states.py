"""The states of a sending: a word or two, and a sentence on what it means."""

TEXTS: dict[str, tuple[str, str]] = {
    "states.draft": ("Draft", "Bozza"),
    "states.draft.meaning": (
        "Being written; nothing has left",
        "In scrittura; nulla è partito",
    ),
    "states.queued": ("Queued", "In coda"),
    "states.queued.meaning": (
        "Confirmed and kept on this computer; it leaves when its turn comes",
        "Confermata e conservata su questo computer; partirà al suo turno",
    ),
    "states.sending": ("Sending", "In invio"),
    "states.sending.meaning": (
        "On its way to the service; its answer is awaited",
        "In viaggio verso il servizio; si attende la risposta",
    ),
    "states.sent": ("Sent", "Inviata"),
    "states.sent.meaning": (
        "The service took it and gave it a code; the acceptance receipt is awaited",
        "Il servizio l'ha ricevuta e le ha assegnato un codice; si attende la ricevuta di accettazione",
    ),
    "states.refused": ("Refused", "Rifiutata"),
    "states.refused.meaning": (
        "The service refused it; nothing was sent",
        "Il servizio l'ha rifiutata; nulla è stato inviato",
    ),
    "states.unknown": ("Not known", "Esito sconosciuto"),
    "states.unknown.meaning": (
        "The answer was lost: it may have left. pectui looks for its receipt and never sends it "
        "again by itself",
        "La risposta è andata persa: potrebbe essere partita. pectui ne cerca la ricevuta e non la "
        "invia mai di nuovo da solo",
    ),
    "states.accepted": ("Accepted", "Accettata"),
    "states.accepted.meaning": (
        "Your provider accepted it: this is the moment of sending",
        "Il tuo gestore l'ha accettata: è questo il momento dell'invio",
    ),
    "states.not-accepted": ("Not accepted", "Non accettata"),
    "states.not-accepted.meaning": (
        "Your provider did not accept it: in law it was not sent",
        "Il tuo gestore non l'ha accettata: agli effetti di legge non è stata inviata",
    ),
    "states.delivered": ("Delivered", "Consegnata"),
    "states.delivered.meaning": (
        "It lies in the recipient's mailbox, read or not: this is the moment of delivery",
        "È nella casella del destinatario, letta o no: è questo il momento della consegna",
    ),
    "states.overdue": ("Overdue", "Non ancora consegnata"),
    "states.overdue.meaning": (
        "Not delivered so far; it may still arrive. After 24 hours, check with the provider",
        "Non ancora consegnata; può ancora arrivare. Dopo 24 ore, verifica con il gestore",
    ),
    "states.failed": ("Failed", "Mancata consegna"),
    "states.failed.meaning": (
        "It was not delivered and will not be: it has not reached this recipient",
        "Non è stata consegnata e non lo sarà: a questo destinatario non è pervenuta",
    ),
    "states.no-receipt": ("No receipt expected", "Nessuna ricevuta prevista"),
    "states.no-receipt.meaning": (
        "Accepted for an ordinary mail address, which never gives a delivery receipt",
        "Accettata per un indirizzo di posta ordinaria, per il quale non esiste ricevuta di consegna",
    ),
}
