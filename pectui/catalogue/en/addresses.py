"""Words of addresses: what is known of them, and completing them."""

TEXTS: dict[str, str] = {
    "addresses.looks-like": "! looks like {other}",
    "addresses.ordinary": "! ordinary mail: no delivery receipt",
    "addresses.failed": "! failed {date}",
    "addresses.failed-because": "! failed {date}: {reason}",
    "addresses.delivered.one": "delivered once, {date}",
    "addresses.delivered.many": "delivered {count} times, last {date}",
    "addresses.written.one": "written to once",
    "addresses.written.many": "written to {count} times",
    "addresses.received.one": "wrote once",
    "addresses.received.many": "wrote {count} times",
    "addresses.group.one": "tag:{tag} · 1 address",
    "addresses.group.many": "tag:{tag} · {count} addresses",
    "addresses.group-more.one": "and 1 more",
    "addresses.group-more.many": "and {count} more",
    "addresses.more": "{count} more below",
}
