"""What keeps a subject from being sent."""

TEXTS: dict[str, tuple[str, str]] = {
    "subjects.empty": ("The subject is empty", "L'oggetto è vuoto"),
    "subjects.control": (
        "The subject holds a tab, a line break or another control character",
        "L'oggetto contiene una tabulazione, un'interruzione di riga o un altro carattere di controllo",
    ),
    "subjects.too-long": (
        "The subject is longer than 120 characters",
        "L'oggetto supera i 120 caratteri",
    ),
}
