"""Words of the list of drafts."""

TEXTS: dict[str, str] = {
    "drafts.heading": "Drafts",
    "drafts.count.one": "1 draft",
    "drafts.count.many": "{count} drafts",
    "drafts.empty.title": "No drafts",
    "drafts.empty.detail": "Letters are saved here as you write them.",
    "drafts.empty.hint": "c writes a letter",
    "drafts.recovered": "Recovered: what was saved in the editor for “{subject}” is in its draft; 4 shows it",
    "drafts.recovered-apart": (
        "Recovered: what was saved in the editor for “{subject}” is a draft of its own, as the "
        "first one was changed since; 4 shows both"
    ),
    "drafts.no-subject": "(no subject)",
    "drafts.no-recipient": "(no recipient)",
    "drafts.templates.one": "1 template",
    "drafts.templates.many": "{count} templates",
    "drafts.template": "Template",
    "drafts.template.ask": "Keep as a template named",
    "drafts.template.note": "A copy is kept: Enter on it among the drafts begins a new letter. Enter keeps · Esc closes",
    "drafts.template.kept": "Kept as the template “{name}”: 4 shows it",
    "drafts.template.saved": "Template saved",
    "drafts.template.hint": "Enter writes a new letter from it · e changes the template",
    "drafts.template.delete": "Delete this template?",
    "drafts.delete.title": "Delete this draft?",
    "drafts.delete.final": "Its text cannot be brought back.",
    "drafts.delete.yes": "Delete",
    "drafts.delete.no": "Keep",
}
