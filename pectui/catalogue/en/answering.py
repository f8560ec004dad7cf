"""Words put into letters that answer or carry on another one."""

TEXTS: dict[str, str] = {
    "answering.wrote": "On {date} {sender} wrote:",
    "answering.forwarded": "Forwarded message",
    "answering.from": "From: {sender}",
    "answering.date": "Date: {date}",
    "answering.subject": "Subject: {subject}",
}
