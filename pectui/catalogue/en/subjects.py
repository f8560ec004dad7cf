"""What keeps a subject from being sent."""

TEXTS: dict[str, str] = {
    "subjects.empty": "The subject is empty",
    "subjects.control": "The subject holds a line break, a tab or a control character",
    "subjects.turning": (
        "The subject holds invisible characters that turn the direction of the text: it could be "
        "read as another one. Type it anew"
    ),
    "subjects.too-long": "The subject is longer than 120 characters",
}
