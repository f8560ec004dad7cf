"""Words of the outbox screen."""

TEXTS: dict[str, str] = {
    "pending.heading": "Outbox",
    "pending.count.one": "1 letter",
    "pending.count.many": "{count} letters",
    "pending.empty.title": "The outbox is empty",
    "pending.empty.detail": "What you confirm waits here until the service has taken it.",
    "pending.empty.hint": "c writes a letter · 2 shows what was sent",
    "pending.taken-back": "Taken back: it is a draft again",
    "pending.too-late": "It cannot be taken back: it is on its way or has left",
    "pending.paused": "nothing leaves: {reason} · p resumes",
    "pending.due": "It leaves on {date}",
    "pending.due-if": "If pectui is not running then, it leaves with the next pectui that is, or that sends",
    "pending.now.title": "Let it leave now?",
    "pending.now": "It was to leave on {date}.",
    "pending.elsewhere": "another pectui sends (process {process})",
    "pending.elsewhere.detail": "The other pectui lets it leave; when that one ends, this one does. It is never sent by both",
    "pending.refused": "Its text is a draft: e writes on · d clears it away here",
    "pending.dismissed": "Cleared away; it stays among what was sent, and its text among the drafts",
    "pending.no-draft": "Its draft is gone: it was sent on or deleted",
    "pending.choose.title": "Which of these codes is this letter's?",
    "pending.choose.detail": (
        "These acceptance receipts could be its own. Compare their moment in the inbox; Esc leaves "
        "it unknown."
    ),
    "pending.adopted": "It has the code {code} now",
    "pending.looking": "looking for acceptance receipts…",
    "pending.looked": "Looked for receipts: {count} still unknown",
    "pending.again.title": "Send this letter a second time?",
    "pending.again.first": (
        "Its outcome is not known: it may have left. If it did, the recipient gets it "
        "twice, each time with legal force, and you pay twice."
    ),
    "pending.again.second": "Really sure? Look first in the provider's webmail whether an acceptance is there.",
    "pending.again.yes": "Send again",
    "pending.again.no": "Wait",
    "pending.queued-again": "Queued again, linked to the first",
}
