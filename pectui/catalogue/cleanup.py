"""Words of the clean-up: what receipts weigh, what is deleted and what is left alone."""

TEXTS: dict[str, tuple[str, str]] = {
    "cleanup.not-closed": (
        "not every recipient has its last receipt",
        "non tutti i destinatari hanno l'ultima ricevuta",
    ),
    "cleanup.other-message": (
        "another message carries the same code and might be deleted too: {subject}",
        "un altro messaggio porta lo stesso codice e potrebbe essere eliminato: {subject}",
    ),
    "cleanup.no-text": (
        "the text of a receipt could not be read ({kind})",
        "il testo di una ricevuta non è leggibile ({kind})",
    ),
    "cleanup.nothing-there": (
        "the service has no receipts of it any more",
        "il servizio non ne ha più ricevute",
    ),
    "cleanup.heading": ("Free room", "Libera spazio"),
    "cleanup.count.one": ("1 closed sending, {age}", "1 invio concluso, {age}"),
    "cleanup.count.many": ("{count} closed sendings, {age}", "{count} invii conclusi, {age}"),
    "cleanup.marked": (
        "{marked} of {all} marked ≈ {size}",
        "{marked} di {all} selezionati ≈ {size}",
    ),
    "cleanup.deleting": ("deleting {done} of {all}…", "eliminazione {done} di {all}…"),
    "cleanup.can-stop": ("Esc stops after this one", "Esc ferma dopo questo"),
    "cleanup.stopping": ("stopping after this one…", "ci si ferma dopo questo…"),
    "cleanup.very-little": ("<0.1 MB", "<0,1 MB"),
    "cleanup.sum": (
        "Receipts of the sendings known here ({count}): about {size}",
        "Ricevute degli invii registrati su questo computer ({count}): circa {size}",
    ),
    "cleanup.sum-of": (
        "Receipts of the sendings known here ({count}): about {size} of {used} MB used",
        "Ricevute degli invii registrati su questo computer ({count}): circa {size} su {used} MB usati",
    ),
    "cleanup.share": ("about {size} (estimate)", "circa {size} (stima)"),
    "cleanup.estimate": (
        "Estimates: the service gives no sizes. A delivery receipt carries the letter back, files included.",
        "Stime: il servizio non fornisce dimensioni. Ogni ricevuta di consegna riporta la PEC con i file.",
    ),
    "cleanup.empty.title": ("Nothing to clean up", "Nulla da ripulire"),
    "cleanup.empty.detail": (
        "Only sendings of this age are listed whose every recipient has the last receipt, and whose receipts are still with the service.",
        "Compaiono solo gli invii di questa età con l'ultima ricevuta per ogni destinatario e le ricevute ancora presso il servizio.",
    ),
    "cleanup.empty.hint": ("l chooses another age", "l sceglie un'altra età"),
    "cleanup.age.title": ("Show closed sendings", "Mostra gli invii conclusi"),
    "cleanup.age.any": ("of any age", "di qualsiasi età"),
    "cleanup.age.days": ("older than {days} days", "più vecchi di {days} giorni"),
    "cleanup.save.title.one": (
        "Save the report of the marked sending in the folder",
        "Salva il resoconto dell'invio selezionato nella cartella",
    ),
    "cleanup.save.title.many": (
        "Save the reports of the {count} marked sendings in the folder",
        "Salva i resoconti dei {count} invii selezionati nella cartella",
    ),
    "cleanup.saved.one": ("1 report saved in {path}", "1 resoconto salvato in {path}"),
    "cleanup.saved.many": (
        "{count} reports saved in {path}",
        "{count} resoconti salvati in {path}",
    ),
    "cleanup.unasked": (
        "The service could not be asked about {count}: saved as known here",
        "Non è stato possibile chiedere al servizio per {count}: salvati come risultano qui",
    ),
    "cleanup.question.title.one": (
        "Delete the receipts of this sending?",
        "Eliminare le ricevute di questo invio?",
    ),
    "cleanup.question.title.many": (
        "Delete the receipts of {count} sendings?",
        "Eliminare le ricevute di {count} invii?",
    ),
    "cleanup.question.what": (
        "About {size} of receipts leave the service, and nothing else.",
        "Verranno eliminate dal servizio ricevute per circa {size}, e nient'altro.",
    ),
    "cleanup.question.copy": (
        "The reading copy that stays here is not the signed original and no proof: fetch the signed "
        "receipts from the provider's webmail first.",
        "La copia di cortesia che resta qui non è l'originale firmato e non fa prova: scarica prima "
        "le ricevute firmate dalla webmail del gestore.",
    ),
    "cleanup.question.more.one": ("and 1 more", "e 1 altro"),
    "cleanup.question.more.many": ("and {count} more", "e altri {count}"),
    "cleanup.done.title": ("Clean-up", "Pulizia"),
    "cleanup.done.cleared.one": (
        "The receipts of 1 sending were deleted; the reading copies stay here.",
        "Eliminate le ricevute di 1 invio; le copie di lettura restano qui.",
    ),
    "cleanup.done.cleared.many": (
        "The receipts of {count} sendings were deleted; the reading copies stay here.",
        "Eliminate le ricevute di {count} invii; le copie di lettura restano qui.",
    ),
    "cleanup.done.gained": (
        "{size} MB gained; the mailbox is now {percent} % full.",
        "{size} MB liberati; la casella ora è piena al {percent} %.",
    ),
    "cleanup.done.not-known": (
        "What was gained is not known: the service gave no figure.",
        "Non si sa quanto spazio è stato liberato: il servizio non ha dato il valore.",
    ),
    "cleanup.done.left.one": ("1 sending was not touched.", "1 invio non è stato toccato."),
    "cleanup.done.left.many": (
        "{count} sendings were not touched.",
        "{count} invii non sono stati toccati.",
    ),
    "cleanup.done.spared.one": ("Left alone, or not certain:", "Non toccato, o non certo:"),
    "cleanup.done.spared.many": (
        "Left alone, or not certain ({count}):",
        "Non toccati, o non certi ({count}):",
    ),
}
