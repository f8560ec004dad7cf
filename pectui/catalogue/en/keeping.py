"""Words of backups: what they lack, what cannot be used, what keeps them from being brought back."""

TEXTS: dict[str, str] = {
    "keeping.no-data": "there are no data of yours there yet",
    "keeping.no-backup": "it is no backup that “pectui backup” wrote",
    "keeping.damaged": "the backup is damaged: what it holds is not what its manifest says",
    "keeping.foreign": "the backup holds what no pectui writes into one",
    "keeping.too-large": "the backup would unpack to far more than a backup does",
    "keeping.newer": "it was written by a newer pectui; update this one",
    "keeping.open": "pectui is open on the data in {path}",
    "keeping.others": "There are data in {path} that are newer than the backup or not in it ({count} {count:entry|entries})",
    "keeping.other-file": "{path} is there already and is another file than in the backup",
}
