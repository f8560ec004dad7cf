"""Words of the account screen and its set-up form."""

TEXTS: dict[str, str] = {
    "account.heading": "Account",
    "account.name": "Account",
    "account.sender": "Indirizzo PEC",
    "account.username": "Utente della casella",
    "account.service": "Servizio",
    "account.mailbox": "Casella",
    "account.settings": "File delle impostazioni",
    "account.data": "Invii e bozze",
    "account.requests": "Richieste di oggi",
    "account.requests.limit": "{made} di {limit}",
    "account.requests.spent": "{made} di {limit}: fino a mezzanotte la posta si controlla più di rado",
    "account.requests.no-limit": "{made}, nessun limite impostato",
    "account.used": "Spazio usato",
    "account.forecast": "Previsione",
    "account.receipts": "Ricevute",
    "account.cleanup": "F8 mostra cosa riempie la casella e libera spazio",
    "account.expires": "Scadenza del token",
    "account.expires.unknown": "non indicata: imposta token_expires per un avviso",
    "account.scopes": "Il token più sicuro non ha gli scope DELETE: così nulla può eliminare le tue ricevute.",
    "account.demo": "Questa è la demo: una casella inventata dentro il programma. Avvia “pectui” per la tua.",
    "account.check.hint": "F5 controlla impostazioni, connessione, token e casella con poche richieste di lettura",
    "account.checking": "controllo in corso…",
    "account.check.failed": "Non è stato possibile eseguire i controlli: prova “pectui doctor” in un terminale",
    "account.form.title": "Configura la tua casella PEC",
    "account.form.intro": (
        "Servono una casella PEC e un token del servizio PEC Massiva con gli scope "
        "GET e POST /send, GET /inbox e GET /quota."
    ),
    "account.form.demo": "Per dare un'occhiata senza account, esci con Esc e avvia “pectui demo”.",
    "account.form.name": "Nome",
    "account.form.name.hint": "un nome breve per questo account",
    "account.form.username": "Utente",
    "account.form.username.hint": "spesso l'indirizzo PEC",
    "account.form.password": "Password",
    "account.form.password.hint": "della casella",
    "account.form.token": "Token",
    "account.form.token.hint": "del servizio",
    "account.form.kept": "lascia vuoto per non cambiare",
    "account.form.sender": "Indirizzo PEC",
    "account.form.sender.hint": "solo se diverso dall'utente",
    "account.form.sender-needed": "qui è necessario: l'utente non è un indirizzo",
    "account.form.sandbox": "Token dell'ambiente di prova del servizio",
    "account.form.save": "Salva e apri",
    "account.form.cancel": "Esci",
    "account.form.asking": "controllo con il servizio; non è ancora salvato nulla…",
    "account.form.refused": (
        "Il servizio non accetta queste credenziali: non è stato salvato nulla. La risposta è la "
        "stessa se sono errati l'utente, la password o il token, se al token mancano gli scope o se "
        "è dell'altro ambiente."
    ),
    "account.form.unasked": "{error}. Non è stato salvato nulla; F9 di nuovo salva senza il controllo del servizio.",
    "account.form.not-saved": "Non è stato salvato nulla. {error}. {hint}",
    "account.form.saved-keyring": "Salvato; password e token sono nel portachiavi di sistema",
    "account.form.saved-file": "Salvato; password e token sono nel file delle impostazioni, leggibile solo da te",
    "account.form.needed": "{field}: campo obbligatorio",
}
