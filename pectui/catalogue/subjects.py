"""What keeps a subject from being sent."""

TEXTS: dict[str, tuple[str, str]] = {
    "subjects.empty": ("The subject is empty", "L'oggetto è vuoto"),
    "subjects.control": (
        "The subject holds a line break, a tab or a control character",
        "L'oggetto contiene un'interruzione di riga, una tabulazione o un carattere di controllo",
    ),
    "subjects.turning": (
        "The subject holds invisible characters that turn the direction of the text: it could be "
        "read as another one. Type it anew",
        "L'oggetto contiene caratteri invisibili che invertono la direzione del testo: potrebbe "
        "essere letto diversamente. Riscrivilo",
    ),
    "subjects.too-long": (
        "The subject is longer than 120 characters",
        "L'oggetto supera i 120 caratteri",
    ),
}
