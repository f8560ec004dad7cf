"""The reader, the clipboard, saved copies, and HTML read as text."""

TEXTS: dict[str, tuple[str, str]] = {
    "reader.html-image": ("[image: {alt}]", "[immagine: {alt}]"),
    "reader.html-links": ("Links:", "Collegamenti:"),
    "reader.html-link-deceptive": (
        "NOT the address its text shows",
        "NON è l'indirizzo mostrato nel testo",
    ),
    "reader.html-link-unsafe": ("cannot be opened from here", "non apribile da qui"),
}
