"""Why a message of the mailbox was not touched."""

TEXTS: dict[str, str] = {
    "mailbox.shown-before": "Something was deleted since number {id} was listed, so that it may lead to another message by now",
    "mailbox.not-tried": "Not tried: it is not known what became of the one before",
    "mailbox.stopped": "Not tried: the deletion was ended before",
    "mailbox.lost": "The answer of the service was lost ({reason}), and it could not be asked whether the message is gone",
    "mailbox.lost-among-alikes": "The answer of the service was lost, and other messages look just like this one: nobody can tell whether it is gone",
    "mailbox.lost-still-there": "The service did not answer in time; the message is still there, but the service may be about to delete it",
    "mailbox.still-listed": "The service says it deleted the message, yet it is still listed: another one may have gone instead",
    "mailbox.another-went": "The mailbox changed in that very moment: this message is still there, and “{subject}” is gone",
    "mailbox.no-subject": "(no subject)",
    "mailbox.look-alikes": (
        "Other messages look just like this one in the list, and the list has changed since; "
        "nothing was deleted. Open the message first: its text tells it from the others"
    ),
}
