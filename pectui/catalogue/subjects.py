"""What keeps a subject from being sent."""

TEXTS: dict[str, tuple[str, str]] = {
    "subjects.empty": ("The subject is empty", "L'oggetto è vuoto"),
    "subjects.control": (
        "The subject holds a line break or a control character",
        "L'oggetto contiene un'interruzione di riga o un carattere di controllo",
    ),
    "subjects.too-long": (
        "The subject is longer than 120 characters",
        "L'oggetto supera i 120 caratteri",
    ),
}
