"""Words about what changed in a text before it leaves."""

TEXTS: dict[str, str] = {
    "outgoing.invisible.one": "1 invisible character is left out",
    "outgoing.invisible.many": "{count} invisible characters are left out",
    "outgoing.controls.one": "1 control character is left out: look at the text",
    "outgoing.controls.many": "{count} control characters are left out: look at the text",
    "outgoing.turning.one": "1 character that turns the direction of the text is left out: look at the text",
    "outgoing.turning.many": "{count} characters that turn the direction of the text are left out: look at the text",
    "outgoing.broken.one": "1 byte is no text and became �: look at the text",
    "outgoing.broken.many": "{count} bytes are no text and became �: look at the text",
}
