"""Words put into letters that answer or carry on another one."""

TEXTS: dict[str, str] = {
    "answering.wrote": "Il {date} {sender} ha scritto:",
    "answering.forwarded": "Messaggio inoltrato",
    "answering.from": "Da: {sender}",
    "answering.date": "Data: {date}",
    "answering.subject": "Oggetto: {subject}",
}
