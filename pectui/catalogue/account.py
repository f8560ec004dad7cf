"""Words of the account screen and its set-up form."""

TEXTS: dict[str, tuple[str, str]] = {
    "account.heading": ("Account", "Account"),
    "account.name": ("Account", "Account"),
    "account.sender": ("PEC address", "Indirizzo PEC"),
    "account.username": ("Mailbox user", "Utente della casella"),
    "account.service": ("Service", "Servizio"),
    "account.mailbox": ("Mailbox", "Casella"),
    "account.settings": ("Settings file", "File di impostazioni"),
    "account.data": ("Sendings and drafts", "Invii e bozze"),
    "account.requests": ("Requests today", "Richieste di oggi"),
    "account.requests.limit": ("{made} of {limit}", "{made} di {limit}"),
    "account.requests.spent": (
        "{made} of {limit}: looking for mail slowly until midnight",
        "{made} di {limit}: fino a mezzanotte la posta si controlla più di rado",
    ),
    "account.requests.no-limit": ("{made}, no limit set", "{made}, nessun limite impostato"),
    "account.used": ("Room used", "Spazio usato"),
    "account.forecast": ("Forecast", "Previsione"),
    "account.receipts": ("Receipts", "Ricevute"),
    "account.cleanup": (
        "F8 shows what fills the mailbox and frees room",
        "F8 mostra cosa riempie la casella e libera spazio",
    ),
    "account.expires": ("Token expires", "Scadenza del token"),
    "account.expires.unknown": (
        "not noted: set token_expires to be warned",
        "non annotata: token_expires avvisa in tempo",
    ),
    "account.scopes": (
        "The safer token has no DELETE scopes: then nothing can delete your receipts.",
        "Il token più sicuro non ha gli scope DELETE: così nulla può eliminare le tue ricevute.",
    ),
    "account.demo": (
        "This is the demo: an invented mailbox inside this program. Start “pectui” for your own.",
        "Questa è la demo: una casella inventata dentro il programma. Avvia “pectui” per la tua.",
    ),
    "account.check.hint": (
        "F5 checks settings, connection, token and mailbox with a few reading requests",
        "F5 controlla impostazioni, connessione, token e casella con poche richieste di lettura",
    ),
    "account.checking": ("checking…", "controllo in corso…"),
    "account.check.failed": (
        "The checks could not be run: try “pectui doctor” in a terminal",
        "Impossibile eseguire i controlli: prova “pectui doctor” in un terminale",
    ),
    "account.form.title": ("Set up your PEC mailbox", "Configura la tua casella PEC"),
    "account.form.intro": (
        "You need a PEC mailbox and a token of the PEC Massiva service with the scopes "
        "GET and POST /send, GET /inbox and GET /quota.",
        "Servono una casella PEC e un token del servizio PEC Massiva con gli scope "
        "GET e POST /send, GET /inbox e GET /quota.",
    ),
    "account.form.demo": (
        "To look around without an account, leave with Esc and start “pectui demo”.",
        "Per dare un'occhiata senza account, esci con Esc e avvia “pectui demo”.",
    ),
    "account.form.name": ("Name", "Nome"),
    "account.form.name.hint": ("a short name for this account", "un nome breve per questo account"),
    "account.form.username": ("User", "Utente"),
    "account.form.username.hint": ("often the PEC address", "spesso l'indirizzo PEC"),
    "account.form.password": ("Password", "Password"),
    "account.form.password.hint": ("of the mailbox", "della casella"),
    "account.form.token": ("Token", "Token"),
    "account.form.token.hint": ("of the service", "del servizio"),
    "account.form.kept": ("leave empty to keep it", "lascia vuoto per non cambiare"),
    "account.form.sender": ("PEC address", "Indirizzo PEC"),
    "account.form.sender.hint": (
        "only if it differs from the user",
        "solo se diverso dall'utente",
    ),
    "account.form.sender-needed": (
        "needed here: the user is not an address",
        "qui è necessario: l'utente non è un indirizzo",
    ),
    "account.form.sandbox": (
        "Token of the service's test environment",
        "Token dell'ambiente di prova del servizio",
    ),
    "account.form.save": ("Save and open", "Salva e apri"),
    "account.form.cancel": ("Leave", "Esci"),
    "account.form.asking": (
        "asking the service; nothing is saved yet…",
        "controllo con il servizio; non è ancora salvato nulla…",
    ),
    "account.form.refused": (
        "The service does not let this account in, so nothing is saved. It says the same for a "
        "wrong user, password or token, a token without the scopes and one of the other environment.",
        "Il servizio non accetta queste credenziali: non è stato salvato nulla. La risposta è la "
        "stessa se sono errati l'utente, la password o il token, se al token mancano gli scope o se "
        "è dell'altro ambiente.",
    ),
    "account.form.unasked": (
        "{error}. Nothing is saved; F9 again saves without asking the service.",
        "{error}. Non è stato salvato nulla; F9 di nuovo salva senza il controllo del servizio.",
    ),
    "account.form.not-saved": (
        "Nothing is saved. {error}. {hint}",
        "Non è stato salvato nulla. {error}. {hint}",
    ),
    "account.form.saved-keyring": (
        "Saved; password and token are in the system keyring",
        "Salvato; password e token sono nel portachiavi di sistema",
    ),
    "account.form.saved-file": (
        "Saved; password and token are in the settings file, readable only by you",
        "Salvato; password e token sono nel file di impostazioni, leggibile solo da te",
    ),
    "account.form.needed": ("{field} is needed", "{field}: campo obbligatorio"),
}
