"""The kinds of message, in one or two words."""

TEXTS: dict[str, str] = {
    "kinds.acceptance": "Accettazione",
    "kinds.not-accepted": "Non accettazione",
    "kinds.delivery": "Consegna",
    "kinds.not-delivered": "Mancata consegna",
    "kinds.overdue": "Preavviso 12/24 h",
    "kinds.certified": "PEC",
    "kinds.anomaly": "Anomalia",
    "kinds.service": "Tra gestori",
    "kinds.other": "Altro",
}
