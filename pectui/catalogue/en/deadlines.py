"""Words of the law's clocks: the rule, and that a lawyer decides."""

TEXTS: dict[str, str] = {
    "deadlines.accepted": "accepted {moment}",
    "deadlines.delivered": "delivered {moment}",
    "deadlines.effective": "effective for the addressee {moment}",
    "deadlines.deliver-by": "To be delivered by {moment}",
    "deadlines.in-time": "in time",
    "deadlines.too-late": "not in time",
    "deadlines.rule": "The rule (art. 147 c.p.c.): for the sender the moment of acceptance counts; for the addressee that of delivery, which between 21:00 and 07:00 counts at 07:00. What follows for a deadline a lawyer decides.",
    "deadlines.full": "{address}: the addressee's mailbox is full. The letter was not delivered, and counts as not notified by PEC. Send it again, or use other means (another address, registered post, bailiff); which one in time, a lawyer decides.",
}
