"""Words put into letters that answer or carry on another one."""

TEXTS: dict[str, tuple[str, str]] = {
    "answering.wrote": ("On {date} {sender} wrote:", "Il {date} {sender} ha scritto:"),
    "answering.forwarded": ("Forwarded message", "Messaggio inoltrato"),
    "answering.from": ("From: {sender}", "Da: {sender}"),
    "answering.date": ("Date: {date}", "Data: {date}"),
    "answering.subject": ("Subject: {subject}", "Oggetto: {subject}"),
}
