"""Words about what changed in a text before it leaves."""

TEXTS: dict[str, tuple[str, str]] = {
    "outgoing.invisible.one": (
        "1 invisible character is left out",
        "1 carattere invisibile è stato rimosso",
    ),
    "outgoing.invisible.many": (
        "{count} invisible characters are left out",
        "{count} caratteri invisibili sono stati rimossi",
    ),
    "outgoing.controls.one": (
        "1 control character is left out: look at the text",
        "1 carattere di controllo è stato rimosso: rileggi il testo",
    ),
    "outgoing.controls.many": (
        "{count} control characters are left out: look at the text",
        "{count} caratteri di controllo sono stati rimossi: rileggi il testo",
    ),
    "outgoing.turning.one": (
        "1 character that turns the direction of the text is left out: look at the text",
        "1 carattere che inverte la direzione del testo è stato rimosso: rileggi il testo",
    ),
    "outgoing.turning.many": (
        "{count} characters that turn the direction of the text are left out: look at the text",
        "{count} caratteri che invertono la direzione del testo sono stati rimossi: rileggi il testo",
    ),
    "outgoing.broken.one": (
        "1 byte is no text and became �: look at the text",
        "1 byte non è testo ed è diventato �: rileggi il testo",
    ),
    "outgoing.broken.many": (
        "{count} bytes are no text and became �: look at the text",
        "{count} byte non sono testo e sono diventati �: rileggi il testo",
    ),
}
