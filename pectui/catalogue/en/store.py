"""Words about the data kept on this machine."""

TEXTS: dict[str, str] = {
    "store.open-in": "pectui has it open (process {process})",
    "store.closed": "it is closed already",
    "store.newer": "it was written by a newer pectui; update this one, or use another data folder",
    "store.read-only": "nothing can be written there ({reason}), so nothing can be sent or saved; reading works",
    "store.read-only.notice": "The data folder {path} is read-only ({reason}): you can read, but nothing can be sent or saved",
    "store.backup": "A backup made by an earlier version lies in {path}",
    "store.set-aside": (
        "The database of your letters was damaged or emptied. It was set aside as {path} and a new, empty one "
        "begun; nothing that was waiting in it is sent by itself"
    ),
    "store.file-there": "a file of this name is there already; it is not replaced",
    "store.no-folder": "there is no such folder",
}
