"""Words about letters on their way out."""

TEXTS: dict[str, str] = {
    "outbox.not-a-file": "it is not a file",
    "outbox.ended-while-sending": "The program ended while the letter was leaving; whether it left is not known",
    "outbox.damaged": (
        "What was confirmed is damaged on this disk, so it was not sent: check the letter and its "
        "attachments, then confirm again"
    ),
    "outbox.try-again": "{reason}. It has not left; next try at {time}",
    "outbox.held": "{reason}. It has not left and waits until you resume sending",
    "outbox.paused": "You paused sending. It has not left",
    "outbox.code-of-no-moment": "The service gave the code {code}, which spells no moment",
    "outbox.code-too-old": "The service gave the code {code}, which is years away from now",
    "outbox.no-code": "The service said yes but gave no code",
    "outbox.no-trace": (
        "No acceptance receipt after 30 minutes: there is no trace of it. Sending again is up to "
        "you"
    ),
    "outbox.several": "Several acceptance receipts could be its own ({codes}): choose the right one",
    "outbox.perhaps": "An acceptance receipt of a later time could be its own ({code}): choose it if it is",
    "outbox.disk-full": "There is not enough free space in {path} to send safely",
    "outbox.under-way": "This letter is still waiting or under way",
    "outbox.cancelled": "This letter was taken back; it is among the drafts",
    "outbox.not-unknown": "The outcome of this sending is known already",
    "outbox.code-taken": "Another sending has the code {code} already",
    "outbox.copies-removed": "The copies of its attachments were removed here: write the letter anew",
    "outbox.no-text": "Only the receipts of this letter are known here, not its text",
}
