"""The states of a sending: a word or two, and a sentence on what it means."""

TEXTS: dict[str, str] = {
    "states.draft": "Bozza",
    "states.draft.meaning": "In scrittura; nulla è partito",
    "states.queued": "In coda",
    "states.queued.meaning": "Confermata e salvata su questo computer; partirà al suo turno",
    "states.sending": "Invio in corso",
    "states.sending.meaning": "In viaggio verso il servizio; si attende la risposta",
    "states.sent": "Inviata",
    "states.sent.meaning": "Il servizio l'ha ricevuta e le ha assegnato un codice; si attende la ricevuta di accettazione",
    "states.refused": "Rifiutata",
    "states.refused.meaning": "Il servizio l'ha rifiutata; nulla è stato inviato",
    "states.unknown": "Esito sconosciuto",
    "states.unknown.meaning": (
        "La risposta è andata persa: potrebbe essere partita. pectui ne cerca la ricevuta e non la "
        "invia mai di nuovo da solo"
    ),
    "states.accepted": "Accettata",
    "states.accepted.meaning": "Il tuo gestore l'ha accettata: è questo il momento dell'invio",
    "states.not-accepted": "Non accettata",
    "states.not-accepted.meaning": "Il tuo gestore non l'ha accettata: agli effetti di legge non è stata inviata",
    "states.delivered": "Consegnata",
    "states.delivered.meaning": "È nella casella del destinatario, letta o no: è questo il momento della consegna",
    "states.overdue": "Non ancora consegnata",
    "states.overdue.meaning": "Non ancora consegnata; può ancora arrivare. Dopo 24 ore, verifica con il gestore",
    "states.failed": "Mancata consegna",
    "states.failed.meaning": "Non è stata consegnata e non lo sarà: a questo destinatario non è pervenuta",
    "states.no-receipt": "Nessuna ricevuta prevista",
    "states.no-receipt.meaning": "Accettata per un indirizzo di posta ordinaria, per il quale non esiste ricevuta di consegna",
}
