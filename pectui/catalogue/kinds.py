"""The kinds of message, in one or two words."""

TEXTS: dict[str, tuple[str, str]] = {
    "kinds.acceptance": ("Accepted", "Accettazione"),
    "kinds.not-accepted": ("Not accepted", "Non accettazione"),
    "kinds.delivery": ("Delivered", "Consegna"),
    "kinds.not-delivered": ("Not delivered", "Mancata consegna"),
    "kinds.overdue": ("Overdue", "Preavviso 12/24 h"),
    "kinds.certified": ("Certified", "PEC"),
    "kinds.anomaly": ("Anomaly", "Anomalia"),
    "kinds.service": ("Service", "Tra gestori"),
    "kinds.other": ("Other", "Altro"),
}
