"""The states of a sending: a word or two, and a sentence on what it means."""

TEXTS: dict[str, str] = {
    "states.draft": "Draft",
    "states.draft.meaning": "Being written; nothing has left",
    "states.queued": "Queued",
    "states.queued.meaning": "Confirmed and kept on this computer; it leaves when its turn comes",
    "states.sending": "Sending",
    "states.sending.meaning": "On its way to the service; its answer is awaited",
    "states.sent": "Sent",
    "states.sent.meaning": "The service took it and gave it a code; the acceptance receipt is awaited",
    "states.refused": "Refused",
    "states.refused.meaning": "The service refused it; nothing was sent",
    "states.unknown": "Not known",
    "states.unknown.meaning": (
        "The answer was lost: it may have left. pectui looks for its receipt and never sends it "
        "again by itself"
    ),
    "states.accepted": "Accepted",
    "states.accepted.meaning": "Your provider accepted it: this is the moment of sending",
    "states.not-accepted": "Not accepted",
    "states.not-accepted.meaning": "Your provider did not accept it: in law it was not sent",
    "states.delivered": "Delivered",
    "states.delivered.meaning": "It lies in the recipient's mailbox, read or not: this is the moment of delivery",
    "states.overdue": "Overdue",
    "states.overdue.meaning": "Not delivered so far; it may still arrive. After 24 hours, check with the provider",
    "states.failed": "Failed",
    "states.failed.meaning": "It was not delivered and will not be: it has not reached this recipient",
    "states.no-receipt": "No receipt expected",
    "states.no-receipt.meaning": "Accepted for an ordinary mail address, which never gives a delivery receipt",
}
