"""What is said when new mail has come: in the terminal's title, a popup, a line on the screen."""

TEXTS: dict[str, str] = {
    "notices.title": "pectui {mailbox}",
    "notices.title.unread": "pectui ({count}) {mailbox}",
    "notices.one": "{what}: {who} · {subject}",
    "notices.one.bare": "{what}: {who}",
    "notices.several": "{count} new messages: {items}",
    "notices.item": "{who} ({what})",
    "notices.recipients": "{count} recipients",
}
