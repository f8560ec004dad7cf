"""Words of the register: the titles of its columns, and what stands in them."""

TEXTS: dict[str, str] = {
    "register.date": "date",
    "register.direction": "direction",
    "register.kind": "kind",
    "register.counterpart": "counterpart",
    "register.subject": "subject",
    "register.code": "code",
    "register.state": "state",
    "register.accepted-at": "accepted at",
    "register.delivered-at": "delivered at",
    "register.effective-at": "effective for the addressee at",
    "register.attachments": "attachments",
    "register.tags": "tags",
    "register.note": "note",
    "register.originals": "signed originals",
    "register.sent": "sent",
    "register.received": "received",
    "register.letter": "PEC",
    "register.not-new": "there is a file of that name already; a register replaces nothing",
}
