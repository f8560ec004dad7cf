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
    "account.expires.unknown": "non indicata (token_expires)",
    "account.scopes": "Il token più sicuro non ha gli scope DELETE: così nulla può eliminare le tue ricevute.",
    "account.demo": "Questa è la demo: una casella inventata dentro il programma. Avvia “pectui” per la tua.",
    "account.check.hint": "F5 controlla impostazioni, connessione, token e casella con poche richieste di lettura",
    "account.checking": "controllo in corso…",
    "account.form.title": "Configura la tua casella PEC",
    "account.form.title.mend": "L'account “{name}” non si può ancora aprire",
    "account.form.title.session": "Password e token di “{name}”",
    "account.form.title.edit": "Modifica l'account “{name}”",
    "account.form.title.renew": "Il servizio non accetta più “{name}”",
    "account.form.intro": "Esc per uscire; “pectui demo” mostra il programma senza account.",
    "account.form.before": "F9 verifica tutto; prima non viene salvato nulla",
    "account.form.step.address": "indirizzo",
    "account.form.step.connection": "connessione",
    "account.form.step.token": "token",
    "account.form.step.mailbox": "casella",
    "account.form.name": "Nome",
    "account.form.name.hint": "un nome breve per questo account",
    "account.form.name.help": "Il nome dell'account su questo computer, come in “pectui --account pec”.",
    "account.form.username": "Utente",
    "account.form.username.hint": "spesso l'indirizzo PEC",
    "account.form.username.help": (
        "L'utente con cui accedi alla webmail della tua PEC. Spesso è l'indirizzo PEC; se non lo è, "
        "scrivi qui sotto anche l'indirizzo."
    ),
    "account.form.password": "Password",
    "account.form.password.hint": "della casella",
    "account.form.password.help": (
        "La password con cui accedi alla webmail della tua PEC. {reveal} mostra quanto hai digitato."
    ),
    "account.form.password-command": "Password da",
    "account.form.password-command.hint": "pass show pec/password",
    "account.form.password-command.help": (
        "Un comando che scrive la password nella prima riga. Si esegue senza shell, ora e a ogni "
        "avvio, e può chiederti qualcosa nel terminale."
    ),
    "account.form.token": "Token",
    "account.form.token.hint": "del servizio",
    "account.form.token.help": (
        "Si crea su console.openapi.com/oauth (PEC Massiva, Massive REM), per la produzione, con gli "
        "scope GET e POST /send, GET /inbox, GET /quota. Senza DELETE nulla può eliminare le tue "
        "ricevute."
    ),
    "account.form.token-command": "Token da",
    "account.form.token-command.hint": "pass show pec/token",
    "account.form.token-command.help": (
        "Un comando che scrive il token nella prima riga, come per la password. Il token si crea su "
        "console.openapi.com/oauth con gli scope GET e POST /send, GET /inbox, GET /quota."
    ),
    "account.form.kept": "lascia vuoto per non cambiare",
    "account.form.sender": "Indirizzo PEC",
    "account.form.sender.hint": "solo se diverso dall'utente",
    "account.form.sender.help": "L'indirizzo PEC da cui partono le tue PEC. Se è vuoto, è l'utente.",
    "account.form.sender-needed": "qui è necessario: l'utente non è un indirizzo",
    "account.form.proxy": "Proxy",
    "account.form.proxy.hint": "http://proxy.example:3128",
    "account.form.proxy.help": (
        "Solo se la tua rete raggiunge Internet con un proxy: il suo indirizzo. Altrimenti lascia "
        "vuoto e controlla la connessione."
    ),
    "account.form.ca-file": "Certificato",
    "account.form.ca-file.hint": "file dell'autorità della tua rete",
    "account.form.ca-file.help": (
        "Solo se la tua rete sostituisce i certificati con i propri: il file della sua autorità "
        "(PEM), che hanno i suoi amministratori."
    ),
    "account.form.place": "Segreti in",
    "account.form.place.keyring": "portachiavi di sistema",
    "account.form.place.command": "gestore di password",
    "account.form.place.file": "file delle impostazioni",
    "account.form.place.session": "nessun posto: solo ora",
    "account.form.place.keyring.help": "Il portachiavi del sistema tiene password e token, cifrati.",
    "account.form.place.command.help": (
        "Un comando come “pass” dà password e token a ogni avvio; pectui non ne salva nessuno."
    ),
    "account.form.place.file.help": "{path} contiene password e token: lo leggi solo tu (0600); non è cifrato.",
    "account.form.place.session.help": "Password e token restano in memoria; alla prossima apertura pectui li chiede di nuovo.",
    "account.form.place.no-keyring": "Il portachiavi richiede pectui[keyring].",
    "account.form.sandbox": "Token dell'ambiente di prova",
    "account.form.sandbox.help": (
        "Solo per un token creato per l'ambiente di prova (test.ws.pecmassiva.com): da lì non parte "
        "nessuna PEC vera."
    ),
    "account.form.save": "Verifica e apri",
    "account.form.cancel": "Esci",
    "account.form.asking": "controllo con il servizio; non è ancora salvato nulla…",
    "account.form.refused": (
        "Il servizio non accetta queste credenziali: non è stato salvato nulla. La risposta è la "
        "stessa se sono errati l'utente, la password o il token, se al token mancano gli scope o se "
        "è dell'altro ambiente."
    ),
    "account.form.lacking": "Al token manca {scopes}: aggiungilo nella console.",
    "account.form.again": "Non è stato salvato nulla; F9 di nuovo salva lo stesso.",
    "account.form.not-saved": "Non è stato salvato nulla. {problem}",
    "account.form.saved-keyring": "Salvato; password e token sono nel portachiavi di sistema",
    "account.form.saved-file": "Salvato; password e token sono nel file delle impostazioni, leggibile solo da te",
    "account.form.saved-command": "Salvato; password e token vengono dai tuoi comandi",
    "account.form.saved-session": "Salvato senza password e token: saranno chiesti alla prossima apertura",
    "account.form.needed": "{field}: campo obbligatorio",
}
