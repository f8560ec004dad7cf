"""Words about what changed in a text before it leaves."""

TEXTS: dict[str, str] = {
    "outgoing.invisible.one": "1 carattere invisibile è stato rimosso",
    "outgoing.invisible.many": "{count} caratteri invisibili sono stati rimossi",
    "outgoing.controls.one": "1 carattere di controllo è stato rimosso: rileggi il testo",
    "outgoing.controls.many": "{count} caratteri di controllo sono stati rimossi: rileggi il testo",
    "outgoing.turning.one": "1 carattere che inverte la direzione del testo è stato rimosso: rileggi il testo",
    "outgoing.turning.many": "{count} caratteri che invertono la direzione del testo sono stati rimossi: rileggi il testo",
    "outgoing.broken.one": "1 byte non è testo ed è diventato �: rileggi il testo",
    "outgoing.broken.many": "{count} byte non sono testo e sono diventati �: rileggi il testo",
}
