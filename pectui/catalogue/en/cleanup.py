"""Words of the clean-up: what receipts weigh, what is deleted and what is left alone."""

TEXTS: dict[str, str] = {
    "cleanup.not-closed": "not every recipient has its last receipt",
    "cleanup.other-message": "another message carries the same code and might be deleted too: {subject}",
    "cleanup.no-text": "the text of a receipt could not be read ({kind})",
    "cleanup.nothing-there": "the service has no receipts of it any more",
    "cleanup.heading": "Free room",
    "cleanup.count.one": "1 closed sending, {age}",
    "cleanup.count.many": "{count} closed sendings, {age}",
    "cleanup.marked": "{marked} of {all} marked ≈ {size}",
    "cleanup.deleting": "deleting {done} of {all}…",
    "cleanup.can-stop": "Esc stops after this one",
    "cleanup.stopping": "stopping after this one…",
    "cleanup.none-marked": "Nothing is marked yet: {mark} marks a sending",
    "cleanup.size-unknown": "not known",
    "cleanup.very-little": "<0.1 MB",
    "cleanup.sum": "Receipts of the sendings known here ({count}): about {size}",
    "cleanup.sum-of": "Receipts of the sendings known here ({count}): about {size} of {used} MB used",
    "cleanup.share": "about {size} (estimate)",
    "cleanup.estimate": "Estimates: the service gives no sizes. A delivery receipt carries the letter back, files included.",
    "cleanup.empty.title": "Nothing to clean up",
    "cleanup.empty.detail": "Only sendings of this age are listed whose every recipient has the last receipt, and whose receipts are still with the service.",
    "cleanup.empty.hint": "l chooses another age",
    "cleanup.age.title": "Show closed sendings",
    "cleanup.age.any": "of any age",
    "cleanup.age.days": "older than {days} days",
    "cleanup.save.title.one": "Save the report of the marked sending in the folder",
    "cleanup.save.title.many": "Save the reports of the {count} marked sendings in the folder",
    "cleanup.saved.one": "1 report saved in {path}",
    "cleanup.saved.many": "{count} reports saved in {path}",
    "cleanup.unasked": "The service could not be asked about {count}: saved as known here",
    "cleanup.question.title.one": "Delete the receipts of this sending?",
    "cleanup.question.title.many": "Delete the receipts of {count} sendings?",
    "cleanup.question.what": "About {size} of receipts leave the service, and nothing else.",
    "cleanup.nothing-lost": "All their signed originals are here, intact and verified: no proof is lost.",
    "cleanup.lost.one": (
        "1 signed original is not here, or not verified, and is lost with them (sendings: {sendings} of {of}). The reading "
        "copy that stays is not the signed original and no proof: fetch it from the provider's webmail and import it first."
    ),
    "cleanup.lost.many": (
        "{count} signed originals are not here, or not verified, and are lost with them (sendings: {sendings} of {of}). The "
        "reading copies that stay are not the signed originals and no proof: fetch them from the provider's webmail and "
        "import them first."
    ),
    "cleanup.question.more.one": "and 1 more",
    "cleanup.question.more.many": "and {count} more",
    "cleanup.done.title": "Clean-up",
    "cleanup.done.cleared.one": "The receipts of 1 sending were deleted; the reading copies stay here.",
    "cleanup.done.cleared.many": "The receipts of {count} sendings were deleted; the reading copies stay here.",
    "cleanup.done.gained": "{size} MB gained; the mailbox is now {percent} % full.",
    "cleanup.done.not-known": "What was gained is not known: the service gave no figure.",
    "cleanup.done.left.one": "1 sending was not touched.",
    "cleanup.done.left.many": "{count} sendings were not touched.",
    "cleanup.done.spared.one": "Left alone, or not certain:",
    "cleanup.done.spared.many": "Left alone, or not certain ({count}):",
}
