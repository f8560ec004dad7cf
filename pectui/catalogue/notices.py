"""What is said when new mail has come: in the terminal's title, a popup, a line on the screen."""

TEXTS: dict[str, tuple[str, str]] = {
    "notices.title": ("pectui {mailbox}", "pectui {mailbox}"),
    "notices.title.unread": ("pectui ({count}) {mailbox}", "pectui ({count}) {mailbox}"),
    "notices.one": ("{what}: {who} · {subject}", "{what}: {who} · {subject}"),
    "notices.one.bare": ("{what}: {who}", "{what}: {who}"),
    "notices.several": ("{count} new messages: {items}", "{count} nuovi messaggi: {items}"),
    "notices.item": ("{who} ({what})", "{who} ({what})"),
    "notices.recipients": ("{count} recipients", "{count} destinatari"),
}
