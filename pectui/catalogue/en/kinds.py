"""The kinds of message, in one or two words."""

TEXTS: dict[str, str] = {
    "kinds.acceptance": "Accepted",
    "kinds.not-accepted": "Not accepted",
    "kinds.delivery": "Delivered",
    "kinds.not-delivered": "Not delivered",
    "kinds.overdue": "Overdue",
    "kinds.certified": "Certified",
    "kinds.anomaly": "Anomaly",
    "kinds.service": "Service",
    "kinds.other": "Other",
}
