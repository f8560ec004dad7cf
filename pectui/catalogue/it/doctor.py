"""What the doctor looks at, finds and advises."""

TEXTS: dict[str, str] = {
    "doctor.name.settings": "Impostazioni",
    "doctor.name.secrets": "Password e token",
    "doctor.name.address": "Indirizzo",
    "doctor.name.connection": "Connessione",
    "doctor.name.token": "Token",
    "doctor.name.mailbox": "Casella",
    "doctor.name.scopes": "Scope",
    "doctor.name.expiry": "Scadenza del token",
    "doctor.name.kinds": "Tabella dei tipi",
    "doctor.kinds-version": "tabella {version}",
    "doctor.kinds-add": "Gli avvisi che non conosce si possono aggiungere, uno per riga, in {path}",
    "doctor.kinds-own.one": "{version}, e 1 riga tua da {path}: {rows}",
    "doctor.kinds-own.many": "{version}, e {count} righe tue da {path}: {rows}",
    "doctor.name.self-test": "Prova del servizio",
    "doctor.not-tested": "non ancora fatta",
    "doctor.test": "Esegui: pectui doctor --self-test scopre come si comporta davvero il servizio di questo account, chiedendo prima di ogni passo",
    "doctor.tested.one": "fatta il {day}, {count} cosa scoperta su {of}",
    "doctor.tested.many": "fatta il {day}, {count} cose scoperte su {of}",
    "doctor.tested-otherwise": "Le impostazioni non corrispondono a quanto scoperto; imposta {settings}",
    "doctor.tested-trouble": "{tested}; pectui non sa gestire: {names}",
    "doctor.send-report": "Per favore mandaci quello che stampa pectui doctor --report",
    "doctor.name.themes": "Temi tuoi",
    "doctor.themes": "{names}, in {path}",
    "doctor.name.folders": "Cartelle",
    "doctor.name.terminal": "Terminale",
    "doctor.name.clipboard": "Appunti",
    "doctor.name.copies": "Copie degli allegati",
    "doctor.name.requests": "Richieste di oggi",
    "doctor.requests": "{made} fatte oggi, di cui {own} da questi controlli; {allowed}",
    "doctor.requests-limit": "limite {limit}",
    "doctor.requests-no-limit": "nessun limite impostato",
    "doctor.requests-spent": (
        "In background si continua lentamente fino a mezzanotte; ciò che chiedi viene chiesto. "
        "Il limite si imposta con requests_per_day"
    ),
    "doctor.copies.one": "una PEC, {size} MB",
    "doctor.copies.many": "{count} PEC, {size} MB",
    "doctor.copies-removable": "Esegui: pectui sent --remove-copies 365 rimuove quelle delle PEC concluse da un anno",
    "doctor.needs": "non verificato: serve prima “{needed}”",
    "doctor.environment": "variabili d'ambiente",
    "doctor.settings-read": "{where}, account “{account}”",
    "doctor.readable-by-others": "{where} contiene una password o un token e altri utenti possono leggerlo",
    "doctor.make-private": (
        "Esegui: chmod 600 {path}. Chi poteva leggerlo potrebbe conoscere la password: "
        "valuta di cambiarla"
    ),
    "doctor.secret-from": "{name}: {source}",
    "doctor.resolves.host": "{host} corrisponde a {found}",
    "doctor.resolves.proxy": "il proxy {host} corrisponde a {found}",
    "doctor.connected.host": "{host} risponde sulla porta {port}",
    "doctor.connected.proxy": "il proxy {host} risponde sulla porta {port}",
    "doctor.over-tls": ", certificato affidabile ({version})",
    "doctor.token-accepted": "il servizio accetta token, nome utente e password",
    "doctor.mailbox-answers": "la casella risponde",
    "doctor.mailbox-holds.one": "un messaggio",
    "doctor.mailbox-holds.many": "{count} messaggi",
    "doctor.mailbox-full": ", piena al {percent} % ({used} di {limit} MB)",
    "doctor.make-room": "Salva ed elimina i messaggi vecchi: una casella piena non riceve le ricevute",
    "doctor.check-mailbox-name": "Controlla l'impostazione “mailbox” (ora “{name}”); di solito è INBOX",
    "doctor.scopes-reading": (
        "si possono leggere casella e quota; invio ed eliminazione non si possono provare "
        "senza eseguirli"
    ),
    "doctor.scopes-advice": (
        "Per inviare, il token richiede GET e POST:{host}/send; senza i due scope DELETE "
        "è più sicuro"
    ),
    "doctor.scopes-lacking": "al token sembra mancare lo scope {scopes}",
    "doctor.add-scopes": "Crea un nuovo token con questi scope nella console di PEC Massiva",
    "doctor.expiry-not-noted": "non annotata",
    "doctor.note-expiry": (
        'Imposta token_expires = "AAAA-MM-GG" per essere avvisato in tempo: il servizio non '
        "lo comunica"
    ),
    "doctor.expired": "il token è scaduto il {day}",
    "doctor.expires-today": "il token scade oggi, {day}",
    "doctor.expires.one": "il token scade domani, {day}",
    "doctor.expires.many": "il token scade tra {count} giorni, il {day}",
    "doctor.renew": "Crea un nuovo token nella console di PEC Massiva, poi imposta token e token_expires",
    "doctor.folders-writable": "dati, cache e log si possono scrivere: {path}",
    "doctor.disk-full": "il disco è pieno",
    "doctor.little-room": "sul disco di {path} non c'è quasi più spazio: presto nessuna PEC potrebbe partire",
    "doctor.free-disk": "Fai spazio su quel disco",
    "doctor.folder-open": "altri utenti possono vedere il contenuto di {path}",
    "doctor.close-folder": "Esegui: chmod 700 {path}",
    "doctor.not-a-folder": "{path} non è una cartella",
    "doctor.not-writable": "non si può scrivere in {path}",
    "doctor.terminal-is": "{name}, UTF-8",
    "doctor.no-terminal": "l'ambiente non indica alcun terminale (TERM)",
    "doctor.set-terminal": "I comandi funzionano; per l'interfaccia avvia pectui da un terminale",
    "doctor.not-utf8": "la codifica dei caratteri è {encoding}, non UTF-8",
    "doctor.set-utf8": "Scegli una localizzazione UTF-8, come LANG=it_IT.UTF-8",
    "doctor.key-log": "TEXTUAL_LOG è impostata: registrerebbe ogni tasto premuto, password comprese",
    "doctor.unset-key-log": "pectui la ignora; rimuovila comunque dalle impostazioni della shell",
    "doctor.clipboard-tmux": "il testo copiato passa a tmux e da lì al terminale",
    "doctor.clipboard-ssh": "via SSH, il testo copiato viene affidato al tuo terminale",
    "doctor.clipboard-ssh-hint": (
        "Se non arriva nulla, consenti l'accesso agli appunti (OSC 52) nelle impostazioni "
        "del terminale"
    ),
    "doctor.clipboard-tool": "il testo copiato passa per {tool}",
    "doctor.clipboard-no-tool": (
        "nessuno strumento per gli appunti è installato: il testo copiato viene affidato "
        "al terminale, che può rifiutarlo"
    ),
    "doctor.install-tool": "Installa {tool}",
    "doctor.clipboard-terminal": "il testo copiato viene affidato al terminale",
    "doctor.name.hooks": "Comandi per la posta nuova",
    "doctor.hooks-missing": "{name} non può partire: non c'è il programma {program}",
    "doctor.hooks-mend": "Correggi la tabella [hooks] del file delle impostazioni; prova il comando in un terminale",
    "doctor.hooks-last": "l'ultima: {name}: {problem}",
    "doctor.hooks-failed.one": "1 esecuzione fallita negli ultimi 7 giorni",
    "doctor.hooks-failed.many": "{count} esecuzioni fallite negli ultimi 7 giorni",
    "doctor.hooks-slow": "non è finito entro 30 secondi",
    "doctor.hooks-not-started": "non è partito",
    "doctor.hooks-code": "codice d'uscita {code}",
}
