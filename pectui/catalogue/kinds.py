"""The kinds of message, in one or two words."""

TEXTS: dict[str, tuple[str, str]] = {
    "kinds.acceptance": ("Accepted", "Accettazione"),
    "kinds.not-accepted": ("Not accepted", "Non accettata"),
    "kinds.delivery": ("Delivered", "Consegna"),
    "kinds.not-delivered": ("Not delivered", "Non consegnata"),
    "kinds.overdue": ("Overdue", "In ritardo"),
    "kinds.certified": ("Certified", "Certificata"),
    "kinds.anomaly": ("Anomaly", "Anomalia"),
    "kinds.service": ("Service", "Servizio"),
    "kinds.other": ("Other", "Altro"),
}
