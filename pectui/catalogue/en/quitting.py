"""Words about quitting while letters have not left."""

TEXTS: dict[str, str] = {
    "quitting.title.one": "1 letter has not left yet",
    "quitting.title.many": "{count} letters have not left yet",
    "quitting.note": "If you quit now, what has not left waits for the next time pectui runs, be it in days.",
    "quitting.waits.one": "Waiting for 1 letter to leave, then quitting",
    "quitting.waits.many": "Waiting for {count} letters to leave, then quitting",
    "quitting.waits-note": "y quits without waiting any longer · n stays",
    "quitting.leave-flying": "Quit: what became of it is looked for at the next start",
    "quitting.note-demo": "The demo keeps nothing: what has not left when you quit is gone.",
    "quitting.leave-demo": "Quit: the demo forgets it",
    "quitting.back-demo": "Cancel the sending and quit: the demo forgets it",
    "quitting.left": "Everything has left",
    "quitting.stopped": "Not everything has left as it should: pectui stays open. 3 shows the outbox",
    "quitting.sending": "is being sent, its answer is waited for",
    "quitting.in": "leaves in {seconds} s",
    "quitting.next": "leaves next",
    "quitting.taken-back.one": "pectui: 1 letter was not sent; it is a draft again",
    "quitting.taken-back.many": "pectui: {count} letters were not sent; they are drafts again",
    "quitting.unsent.one": "pectui: 1 letter has not left; it leaves the next time pectui runs",
    "quitting.unsent.many": "pectui: {count} letters have not left; they leave the next time pectui runs",
}
