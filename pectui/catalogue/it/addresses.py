"""Words of addresses: what is known of them, and completing them."""

TEXTS: dict[str, str] = {
    "addresses.looks-like": "! somiglia a {other}",
    "addresses.ordinary": "! posta ordinaria: nessuna ricevuta di consegna",
    "addresses.failed": "! mancata consegna {date}",
    "addresses.failed-because": "! mancata consegna {date}: {reason}",
    "addresses.delivered.one": "consegnata una volta, {date}",
    "addresses.delivered.many": "consegnate {count} volte, l'ultima {date}",
    "addresses.written.one": "scritto una volta",
    "addresses.written.many": "scritto {count} volte",
    "addresses.received.one": "ha scritto una volta",
    "addresses.received.many": "ha scritto {count} volte",
    "addresses.group.one": "tag:{tag} · 1 indirizzo",
    "addresses.group.many": "tag:{tag} · {count} indirizzi",
    "addresses.group-more.one": "e un altro",
    "addresses.group-more.many": "e altri {count}",
    "addresses.more": "altri {count} sotto",
}
