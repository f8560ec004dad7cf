"""What the self-test of an account asks, and what it finds out about the service."""

TEXTS: dict[str, str] = {
    "selftest.step.pages": "See how the mailbox is listed: pages, order, ids.",
    "selftest.step.texts": "Read the newest messages, to see how their texts are encoded.",
    "selftest.step.quota": "See in what the quota is counted.",
    "selftest.step.search": "Search on the service for words of a message that is there, to see what it finds.",
    "selftest.step.letter": (
        "Send a letter with a file of 1 MB to yourself. It tells for certain how files must be "
        "packed, what receipts are like, and in what the quota is counted."
    ),
    "selftest.step.other-letter": (
        "Send one more letter to yourself, with its file packed the other way."
    ),
    "selftest.step.removal.one": (
        "Delete the one message that the test letter brought into the mailbox, after checking it: "
        "10 to 30 requests. It tells for certain what ids are."
    ),
    "selftest.step.removal.many": (
        "Delete the {count} messages that the test letter brought into the mailbox, each after "
        "checking it: 10 to 30 requests each. It tells for certain what ids are."
    ),
    "selftest.costs.reads.one": "It only reads: 1 request.",
    "selftest.costs.reads.many": "It only reads: up to {count} requests.",
    "selftest.costs.sends": "MAY COST: a letter leaves, to {address}; some 20 requests follow.",
    "selftest.sends-elsewhere": (
        "Another pectui sends for this mailbox: close it, then test again. No letter was sent."
    ),
    "selftest.letter-refused": "The service did not take the test letter: {reason}",
    "selftest.letter-again": "The test letter of {date} is still there: it is used again, nothing is sent.",
    "selftest.waiting": "Waiting for the receipts of the test letter, {seconds} {seconds:second|seconds} at most …",
    "selftest.file-question": (
        "Only you can see what became of the file. In the webmail, open the letter “{subject}” and "
        "its file {file}. Is its first line “{first}”, and its last one “{last}”?"
    ),
    "selftest.left.one": "1 message of the test is still in the mailbox; its subject holds “{subject}”.",
    "selftest.left.many": (
        "{count} messages of the test are still in the mailbox; their subjects hold “{subject}”."
    ),
    "selftest.no-delete": "The token may not delete: that is the safer one. Delete the messages in the webmail.",
    "selftest.likely": "likely",
    "selftest.copes-not": (
        "pectui does not cope with that: please send us the report (pectui doctor --report)"
    ),
    "selftest.page-base": "First page",
    "selftest.page-base.zero": "number 0",
    "selftest.page-base.one": "number 1",
    "selftest.page-base.ignored": "every number gives the same page",
    "selftest.direction": "Order of pages",
    "selftest.direction.newest": "the newest first",
    "selftest.direction.oldest": "the oldest first",
    "selftest.page-rows": "Messages on a page",
    "selftest.page-rows.rows": "{detail}",
    "selftest.page-count": "Number of pages",
    "selftest.page-count.all": "told rightly",
    "selftest.page-count.one-less": "told one too small; pectui does not rely on it",
    "selftest.page-count.other": "told wrongly; pectui does not rely on it",
    "selftest.id-form": "Form of ids",
    "selftest.id-form.number": "numbers",
    "selftest.id-form.text": "numbers, written as text",
    "selftest.id-form.word": "no numbers: messages can be listed, but not opened or deleted",
    "selftest.ids": "Ids",
    "selftest.ids.positions": "positions, which move when something is deleted",
    "selftest.ids.stable": "stay the same when something is deleted",
    "selftest.bodies": "Texts",
    "selftest.bodies.plain": "come as they are",
    "selftest.bodies.encoded": "come form-encoded",
    "selftest.bodies.twice": "come form-encoded twice",
    "selftest.bodies.mixed": "come some as they are, some encoded",
    "selftest.charset": "Charset of texts",
    "selftest.charset.named": "{detail}",
    "selftest.text": "Text of the test letter",
    "selftest.text.whole": "read as it was written",
    "selftest.text.receipts": "not given back; those of receipts are read rightly",
    "selftest.text.changed": "not what was written",
    "selftest.quota-unit": "Unit of the quota",
    "selftest.quota-unit.kb": "KB",
    "selftest.quota-unit.mb": "MB",
    "selftest.quota-unit.b": "bytes",
    "selftest.search-where": "Searches look in",
    "selftest.search-where.texts": "texts too",
    "selftest.search-where.headings": "headings only, not in texts",
    "selftest.search-where.ignored": "nothing: what is asked for is ignored. Search in the copy instead",
    "selftest.search-words": "Several words",
    "selftest.search-words.apart": "may stand apart and in any order",
    "selftest.search-words.together": "must stand together, in this order",
    "selftest.search-parts": "Parts of words",
    "selftest.search-parts.parts": "are found",
    "selftest.search-parts.whole": "are not found, whole words only",
    "selftest.attachment": "Files must be packed",
    "selftest.attachment.data-uri": "as data URI",
    "selftest.attachment.base64": "as plain base64",
    "selftest.attachment.neither": "in none of the two ways that pectui knows",
    "selftest.code": "Code of a sending",
    "selftest.code.ends": "ends the subjects of its receipts",
    "selftest.code.elsewhere": "does not end the subjects of its receipts",
    "selftest.receipts": "Receipts",
    "selftest.receipts.came": "acceptance and delivery, after {detail} s",
    "selftest.receipts.some": "not all after {detail} s",
    "selftest.receipts.none": "none after {detail} s",
    "selftest.receipt-fields": "Fields of receipts",
    "selftest.receipt-fields.known": "{detail}",
    "selftest.receipt-fields.other": "{detail}; read with a setting",
    "selftest.receipt-fields.missing": "{detail}; some are missing",
}
