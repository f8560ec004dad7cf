"""Words of the outbox screen."""

TEXTS: dict[str, tuple[str, str]] = {
    "pending.heading": ("Outbox", "Posta in uscita"),
    "pending.count.one": ("1 letter", "1 PEC"),
    "pending.count.many": ("{count} letters", "{count} PEC"),
    "pending.empty.title": ("The outbox is empty", "La posta in uscita è vuota"),
    "pending.empty.detail": (
        "What you confirm waits here until the service has taken it.",
        "Ciò che confermi attende qui finché il servizio non l'ha ricevuto.",
    ),
    "pending.empty.hint": (
        "c writes a letter · 2 shows what was sent",
        "c scrive una PEC · 2 mostra gli inviati",
    ),
    "pending.taken-back": (
        "Taken back: it is a draft again",
        "Invio annullato: è di nuovo una bozza",
    ),
    "pending.too-late": (
        "It cannot be taken back: it is on its way or has left",
        "Non si può annullare: è in corso d'invio o già partita",
    ),
    "pending.paused": (
        "nothing leaves: {reason} · p resumes",
        "nulla parte: {reason} · p riprende",
    ),
    "pending.due": ("It leaves on {date}", "Parte il {date}"),
    "pending.due-if": (
        "If pectui is not running then, it leaves with the next pectui that is, or that sends",
        "Se a quell'ora pectui non è aperto, parte alla prossima apertura o al prossimo invio",
    ),
    "pending.now.title": ("Let it leave now?", "Farla partire ora?"),
    "pending.now": ("It was to leave on {date}.", "Doveva partire il {date}."),
    "pending.elsewhere": (
        "another pectui sends (process {process})",
        "invia un altro pectui (processo {process})",
    ),
    "pending.elsewhere.detail": (
        "The other pectui lets it leave; when that one ends, this one does. It is never sent by both",
        "La invia l'altra istanza di pectui; se si chiude, la invia questa. Mai entrambe",
    ),
    "pending.refused": (
        "Its text is a draft: e writes on · d clears it away here",
        "Il testo è una bozza: e lo riprende · d la rimuove da qui",
    ),
    "pending.dismissed": (
        "Cleared away; it stays among what was sent, and its text among the drafts",
        "Rimossa da qui; resta tra gli inviati, e il suo testo tra le bozze",
    ),
    "pending.no-draft": (
        "Its draft is gone: it was sent on or deleted",
        "La sua bozza non c'è più: è stata inviata o eliminata",
    ),
    "pending.choose.title": (
        "Which of these codes is this letter's?",
        "Quale di questi codici è di questa PEC?",
    ),
    "pending.choose.detail": (
        "These acceptance receipts could be its own. Compare their moment in the inbox; Esc leaves "
        "it unknown.",
        "Queste ricevute di accettazione potrebbero essere le sue. Confronta l'ora nella posta in "
        "arrivo; Esc lascia ignoto l'esito.",
    ),
    "pending.adopted": ("It has the code {code} now", "Ora ha il codice {code}"),
    "pending.looking": (
        "looking for acceptance receipts…",
        "ricerca delle ricevute di accettazione…",
    ),
    "pending.looked": (
        "Looked for receipts: {count} still unknown",
        "Ricevute cercate: {count} ancora di esito ignoto",
    ),
    "pending.again.title": (
        "Send this letter a second time?",
        "Inviare questa PEC una seconda volta?",
    ),
    "pending.again.first": (
        "Its outcome is not known: it may have left. If it did, the recipient gets it "
        "twice, each time with legal force, and you pay twice.",
        "Il suo esito non è noto: potrebbe essere partita. Se lo è, il destinatario la "
        "riceve due volte, con valore legale, e tu paghi due volte.",
    ),
    "pending.again.second": (
        "Really sure? Look first in the provider's webmail whether an acceptance is there.",
        "Vuoi davvero inviarla di nuovo? Controlla prima nella webmail del gestore se c'è un'accettazione.",
    ),
    "pending.again.yes": ("Send again", "Invia di nuovo"),
    "pending.again.no": ("Wait", "Attendi"),
    "pending.queued-again": (
        "Queued again, linked to the first",
        "Di nuovo in coda, collegata alla prima",
    ),
}
