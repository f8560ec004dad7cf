"""Words of exports: what is written into files, and what keeps them from being written."""

TEXTS: dict[str, str] = {
    "exporting.no-original": (
        "Copy built by pectui from what the service shows. It is not the signed original and proves nothing by itself"
    ),
    "exporting.gone": "The text is not here, and the service does not have it any more",
    "exporting.not-here": "The text is not here, and could not be read from the service now",
    "exporting.no-format": "The name of the file says in which format: it ends in {formats}",
    "exporting.one-only.one": "An .eml takes one message: {count} was found",
    "exporting.one-only.many": "An .eml takes one message: {count} were found; .mbox takes them all",
    "exporting.done.one": "1 message written: {file}",
    "exporting.done.many": "{count} messages written: {file}",
    "exporting.missing.one": "The text of 1 message could not be had; the file says so",
    "exporting.missing.many": "The texts of {count} messages could not be had; the file says so",
    "exporting.prompt.one": "Export this message to",
    "exporting.prompt.many": "Export these {count} messages to",
    "exporting.prompt.name": "messages.mbox",
    "exporting.prompt.note": "A new file; its ending says in which format: {formats}. Marked messages, else all that the list shows, receipts that are folded too. They are copies, no signed originals",
    "exporting.nothing": "There is nothing to export here",
    "exporting.writing.title": "Exporting",
    "exporting.writing": "{done} of {count} {count:message|messages} written",
    "exporting.writing.note": "{key} stops; then no file is left",
    "exporting.stopped": "Stopped: nothing was exported",
    "exporting.archive-gone": (
        "the folder of the archive is not there. Is its disk connected? To begin a new archive, name another folder"
    ),
    "exporting.yes": "yes",
    "exporting.no": "no",
    "exporting.column.file": "File",
    "exporting.column.date": "Date (Rome)",
    "exporting.column.kind": "Kind",
    "exporting.column.sender": "From",
    "exporting.column.recipient": "To",
    "exporting.column.subject": "Subject",
    "exporting.column.code": "Code",
    "exporting.column.on-service": "On the service",
    "exporting.column.tags": "Tags",
    "exporting.column.note": "Note",
    "exporting.column.text": "Text",
}
