"""What keeps a subject from being sent."""

TEXTS: dict[str, str] = {
    "subjects.empty": "L'oggetto è vuoto",
    "subjects.control": "L'oggetto contiene un'interruzione di riga, una tabulazione o un carattere di controllo",
    "subjects.turning": (
        "L'oggetto contiene caratteri invisibili che invertono la direzione del testo: potrebbe "
        "essere letto diversamente. Riscrivilo"
    ),
    "subjects.too-long": "L'oggetto supera i 120 caratteri",
}
