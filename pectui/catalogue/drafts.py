"""Words of the list of drafts."""

TEXTS: dict[str, tuple[str, str]] = {
    "drafts.heading": ("Drafts", "Bozze"),
    "drafts.count.one": ("1 draft", "1 bozza"),
    "drafts.count.many": ("{count} drafts", "{count} bozze"),
    "drafts.empty.title": ("No drafts", "Nessuna bozza"),
    "drafts.empty.detail": (
        "Letters are saved here as you write them.",
        "Le lettere si salvano qui mentre le scrivi.",
    ),
    "drafts.empty.hint": ("c writes a letter", "c scrive una lettera"),
    "drafts.no-subject": ("(no subject)", "(senza oggetto)"),
    "drafts.no-recipient": ("(no recipient)", "(senza destinatario)"),
    "drafts.delete.title": ("Delete this draft?", "Eliminare questa bozza?"),
    "drafts.delete.final": (
        "Its text cannot be brought back.",
        "Il suo testo non si può recuperare.",
    ),
    "drafts.delete.yes": ("Delete", "Elimina"),
    "drafts.delete.no": ("Keep", "Conserva"),
}
