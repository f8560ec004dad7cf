"""Words about the time at which a letter is to leave."""

TEXTS: dict[str, tuple[str, str]] = {
    "leaving.past": (
        "“{text}” is past already",
        "«{text}» è già passato",
    ),
    "leaving.far": (
        "“{text}” is more than a year off",
        "«{text}» è fra più di un anno",
    ),
    "leaving.left-out": (
        "“{text}” does not exist: clocks go forward over that hour",
        "«{text}» non esiste: quella notte l'orologio salta quell'ora",
    ),
}
