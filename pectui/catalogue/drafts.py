"""Words of the list of drafts."""

TEXTS: dict[str, tuple[str, str]] = {
    "drafts.heading": ("Drafts", "Bozze"),
    "drafts.count.one": ("1 draft", "1 bozza"),
    "drafts.count.many": ("{count} drafts", "{count} bozze"),
    "drafts.empty.title": ("No drafts", "Nessuna bozza"),
    "drafts.empty.detail": (
        "Letters are saved here as you write them.",
        "Le PEC si salvano qui mentre le scrivi.",
    ),
    "drafts.empty.hint": ("c writes a letter", "c scrive una PEC"),
    "drafts.recovered": (
        "Recovered: what was saved in the editor for “{subject}” is in its draft; 4 shows it",
        "Recuperato: ciò che era stato salvato nell'editor per “{subject}” è nella sua bozza; 4 la "
        "mostra",
    ),
    "drafts.recovered-apart": (
        "Recovered: what was saved in the editor for “{subject}” is a draft of its own, as the "
        "first one was changed since; 4 shows both",
        "Recuperato: ciò che era stato salvato nell'editor per “{subject}” è in una bozza a parte, "
        "perché la prima è cambiata nel frattempo; 4 le mostra",
    ),
    "drafts.no-subject": ("(no subject)", "(senza oggetto)"),
    "drafts.no-recipient": ("(no recipient)", "(senza destinatario)"),
    "drafts.templates.one": ("1 template", "1 modello"),
    "drafts.templates.many": ("{count} templates", "{count} modelli"),
    "drafts.template": ("Template", "Modello"),
    "drafts.template.ask": ("Keep as a template named", "Salva come modello con il nome"),
    "drafts.template.note": (
        "A copy is kept: Enter on it among the drafts begins a new letter. Enter keeps · Esc closes",
        "Se ne salva una copia: Invio su di essa tra le bozze inizia una nuova PEC. Invio conferma · Esc chiude",
    ),
    "drafts.template.kept": (
        "Kept as the template “{name}”: 4 shows it",
        "Salvata come modello “{name}”: 4 lo mostra",
    ),
    "drafts.template.saved": ("Template saved", "Modello salvato"),
    "drafts.template.hint": (
        "Enter writes a new letter from it · e changes the template",
        "Invio scrive una nuova PEC · e modifica il modello",
    ),
    "drafts.template.delete": ("Delete this template?", "Eliminare questo modello?"),
    "drafts.delete.title": ("Delete this draft?", "Eliminare questa bozza?"),
    "drafts.delete.final": (
        "Its text cannot be brought back.",
        "Il suo testo non si può recuperare.",
    ),
    "drafts.delete.yes": ("Delete", "Elimina"),
    "drafts.delete.no": ("Keep", "Non eliminare"),
}
