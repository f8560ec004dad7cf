"""Words of the list of drafts."""

TEXTS: dict[str, str] = {
    "drafts.heading": "Bozze",
    "drafts.count.one": "1 bozza",
    "drafts.count.many": "{count} bozze",
    "drafts.empty.title": "Nessuna bozza",
    "drafts.empty.detail": "Le PEC si salvano qui mentre le scrivi.",
    "drafts.empty.hint": "c scrive una PEC",
    "drafts.recovered": (
        "Recuperato: ciò che era stato salvato nell'editor per “{subject}” è nella sua bozza; 4 la "
        "mostra"
    ),
    "drafts.recovered-apart": (
        "Recuperato: ciò che era stato salvato nell'editor per “{subject}” è in una bozza a parte, "
        "perché la prima è cambiata nel frattempo; 4 le mostra"
    ),
    "drafts.no-subject": "(senza oggetto)",
    "drafts.no-recipient": "(senza destinatario)",
    "drafts.templates.one": "1 modello",
    "drafts.templates.many": "{count} modelli",
    "drafts.template": "Modello",
    "drafts.template.ask": "Salva come modello con il nome",
    "drafts.template.note": "Se ne salva una copia: Invio su di essa tra le bozze inizia una nuova PEC. Invio conferma · Esc chiude",
    "drafts.template.kept": "Salvata come modello “{name}”: 4 lo mostra",
    "drafts.template.saved": "Modello salvato",
    "drafts.template.hint": "Invio scrive una nuova PEC · e modifica il modello",
    "drafts.template.delete": "Eliminare questo modello?",
    "drafts.delete.title": "Eliminare questa bozza?",
    "drafts.delete.final": "Il suo testo non si può recuperare.",
    "drafts.delete.yes": "Elimina",
    "drafts.delete.no": "Non eliminare",
}
