"""What the doctor looks at, finds and advises."""

TEXTS: dict[str, tuple[str, str]] = {
    "doctor.name.settings": ("Settings", "Impostazioni"),
    "doctor.name.secrets": ("Password and token", "Password e token"),
    "doctor.name.address": ("Address", "Indirizzo"),
    "doctor.name.connection": ("Connection", "Connessione"),
    "doctor.name.token": ("Token", "Token"),
    "doctor.name.mailbox": ("Mailbox", "Casella"),
    "doctor.name.scopes": ("Scopes", "Scope"),
    "doctor.name.expiry": ("Token expiry", "Scadenza del token"),
    "doctor.name.kinds": ("Table of kinds", "Tabella dei tipi"),
    "doctor.kinds-version": ("table {version}", "tabella {version}"),
    "doctor.kinds-add": (
        "Notices it does not know can be added, one row each, in {path}",
        "Gli avvisi che non conosce si possono aggiungere, uno per riga, in {path}",
    ),
    "doctor.kinds-own.one": (
        "{version}, and 1 row of yours from {path}: {rows}",
        "{version}, e 1 riga tua da {path}: {rows}",
    ),
    "doctor.kinds-own.many": (
        "{version}, and {count} rows of yours from {path}: {rows}",
        "{version}, e {count} righe tue da {path}: {rows}",
    ),
    "doctor.name.folders": ("Folders", "Cartelle"),
    "doctor.name.terminal": ("Terminal", "Terminale"),
    "doctor.name.clipboard": ("Clipboard", "Appunti"),
    "doctor.name.copies": ("Copies of attachments", "Copie degli allegati"),
    "doctor.name.requests": ("Requests today", "Richieste di oggi"),
    "doctor.requests": (
        "{made} made today, {own} of them by these checks; {allowed}",
        "{made} fatte oggi, di cui {own} da questi controlli; {allowed}",
    ),
    "doctor.requests-limit": ("limit {limit}", "limite {limit}"),
    "doctor.requests-no-limit": ("no limit set", "nessun limite impostato"),
    "doctor.requests-spent": (
        "Looks in the background go on slowly until midnight; what you ask for is asked. "
        "requests_per_day sets the limit",
        "In background si continua lentamente fino a mezzanotte; ciò che chiedi viene chiesto. "
        "Il limite si imposta con requests_per_day",
    ),
    "doctor.copies.one": ("one letter, {size} MB", "una PEC, {size} MB"),
    "doctor.copies.many": ("{count} letters, {size} MB", "{count} PEC, {size} MB"),
    "doctor.copies-removable": (
        "Run: pectui sent --remove-copies 365 removes those of letters settled for a year",
        "Esegui: pectui sent --remove-copies 365 rimuove quelle delle PEC concluse da un anno",
    ),
    "doctor.needs": (
        "not checked: needs “{needed}” first",
        "non verificato: serve prima “{needed}”",
    ),
    "doctor.environment": ("environment variables", "variabili d'ambiente"),
    "doctor.settings-read": ("{where}, account “{account}”", "{where}, account “{account}”"),
    "doctor.readable-by-others": (
        "{where} holds a password or token and other users may read it",
        "{where} contiene una password o un token e altri utenti possono leggerlo",
    ),
    "doctor.make-private": (
        "Run: chmod 600 {path}. Who could read it may know the password: consider changing it",
        "Esegui: chmod 600 {path}. Chi poteva leggerlo potrebbe conoscere la password: "
        "valuta di cambiarla",
    ),
    "doctor.secret-from": ("{name}: {source}", "{name}: {source}"),
    "doctor.resolves.host": ("{host} is {found}", "{host} corrisponde a {found}"),
    "doctor.resolves.proxy": (
        "the proxy {host} is {found}",
        "il proxy {host} corrisponde a {found}",
    ),
    "doctor.connected.host": (
        "{host} answers on port {port}",
        "{host} risponde sulla porta {port}",
    ),
    "doctor.connected.proxy": (
        "the proxy {host} answers on port {port}",
        "il proxy {host} risponde sulla porta {port}",
    ),
    "doctor.over-tls": (
        ", certificate trusted ({version})",
        ", certificato affidabile ({version})",
    ),
    "doctor.token-accepted": (
        "the service accepts token, user name and password",
        "il servizio accetta token, nome utente e password",
    ),
    "doctor.mailbox-answers": ("the mailbox answers", "la casella risponde"),
    "doctor.mailbox-holds.one": ("one message", "un messaggio"),
    "doctor.mailbox-holds.many": ("{count} messages", "{count} messaggi"),
    "doctor.mailbox-full": (
        ", {percent} % full ({used} of {limit} MB)",
        ", piena al {percent} % ({used} di {limit} MB)",
    ),
    "doctor.make-room": (
        "Save and delete old messages: a full mailbox receives no receipts",
        "Salva ed elimina i messaggi vecchi: una casella piena non riceve le ricevute",
    ),
    "doctor.check-mailbox-name": (
        "Check the setting “mailbox” (now “{name}”); it is usually INBOX",
        "Controlla l'impostazione “mailbox” (ora “{name}”); di solito è INBOX",
    ),
    "doctor.scopes-reading": (
        "inbox and quota can be read; sending and deleting cannot be tried without doing them",
        "si possono leggere casella e quota; invio ed eliminazione non si possono provare "
        "senza eseguirli",
    ),
    "doctor.scopes-advice": (
        "To send, the token needs GET and POST:{host}/send; without the two DELETE scopes "
        "it is safer",
        "Per inviare, il token richiede GET e POST:{host}/send; senza i due scope DELETE "
        "è più sicuro",
    ),
    "doctor.scopes-lacking": (
        "the token seems to lack {scopes}",
        "al token sembra mancare lo scope {scopes}",
    ),
    "doctor.add-scopes": (
        "Make a new token with these scopes in the PEC Massiva console",
        "Crea un nuovo token con questi scope nella console di PEC Massiva",
    ),
    "doctor.expiry-not-noted": ("not noted", "non annotata"),
    "doctor.note-expiry": (
        'Set token_expires = "YYYY-MM-DD" to be warned in time: the service does not tell',
        'Imposta token_expires = "AAAA-MM-GG" per essere avvisato in tempo: il servizio non '
        "lo comunica",
    ),
    "doctor.expired": ("the token expired on {day}", "il token è scaduto il {day}"),
    "doctor.expires-today": ("the token expires today, {day}", "il token scade oggi, {day}"),
    "doctor.expires.one": ("the token expires tomorrow, {day}", "il token scade domani, {day}"),
    "doctor.expires.many": (
        "the token expires in {count} days, on {day}",
        "il token scade tra {count} giorni, il {day}",
    ),
    "doctor.renew": (
        "Make a new token in the PEC Massiva console, then set token and token_expires",
        "Crea un nuovo token nella console di PEC Massiva, poi imposta token e token_expires",
    ),
    "doctor.folders-writable": (
        "data, cache and logs can be written: {path}",
        "dati, cache e log si possono scrivere: {path}",
    ),
    "doctor.disk-full": ("the disk is full", "il disco è pieno"),
    "doctor.little-room": (
        "hardly any room is left on the disk of {path}: soon no letter could leave",
        "sul disco di {path} non c'è quasi più spazio: presto nessuna PEC potrebbe partire",
    ),
    "doctor.free-disk": ("Make room on that disk", "Fai spazio su quel disco"),
    "doctor.folder-open": (
        "other users may look into {path}",
        "altri utenti possono vedere il contenuto di {path}",
    ),
    "doctor.close-folder": ("Run: chmod 700 {path}", "Esegui: chmod 700 {path}"),
    "doctor.not-a-folder": ("{path} is not a folder", "{path} non è una cartella"),
    "doctor.not-writable": (
        "{path} cannot be written to",
        "non si può scrivere in {path}",
    ),
    "doctor.terminal-is": ("{name}, UTF-8", "{name}, UTF-8"),
    "doctor.no-terminal": (
        "the environment names no terminal (TERM)",
        "l'ambiente non indica alcun terminale (TERM)",
    ),
    "doctor.set-terminal": (
        "The commands work; for the screen, start pectui from a terminal",
        "I comandi funzionano; per l'interfaccia avvia pectui da un terminale",
    ),
    "doctor.not-utf8": (
        "the character set is {encoding}, not UTF-8",
        "la codifica dei caratteri è {encoding}, non UTF-8",
    ),
    "doctor.set-utf8": (
        "Choose a UTF-8 locale, such as LANG=it_IT.UTF-8",
        "Scegli una localizzazione UTF-8, come LANG=it_IT.UTF-8",
    ),
    "doctor.key-log": (
        "TEXTUAL_LOG is set: it would record every key typed, passwords too",
        "TEXTUAL_LOG è impostata: registrerebbe ogni tasto premuto, password comprese",
    ),
    "doctor.unset-key-log": (
        "pectui ignores it; remove it from your shell's settings all the same",
        "pectui la ignora; rimuovila comunque dalle impostazioni della shell",
    ),
    "doctor.clipboard-tmux": (
        "copied text goes to tmux, and from there to the terminal",
        "il testo copiato passa a tmux e da lì al terminale",
    ),
    "doctor.clipboard-ssh": (
        "over SSH, copied text is handed to your own terminal",
        "via SSH, il testo copiato viene affidato al tuo terminale",
    ),
    "doctor.clipboard-ssh-hint": (
        "If nothing arrives, allow clipboard access (OSC 52) in the terminal's settings",
        "Se non arriva nulla, consenti l'accesso agli appunti (OSC 52) nelle impostazioni "
        "del terminale",
    ),
    "doctor.clipboard-tool": (
        "copied text goes through {tool}",
        "il testo copiato passa per {tool}",
    ),
    "doctor.clipboard-no-tool": (
        "no clipboard tool is installed: copied text is handed to the terminal, "
        "which may refuse it",
        "nessuno strumento per gli appunti è installato: il testo copiato viene affidato "
        "al terminale, che può rifiutarlo",
    ),
    "doctor.install-tool": ("Install {tool}", "Installa {tool}"),
    "doctor.clipboard-terminal": (
        "copied text is handed to the terminal",
        "il testo copiato viene affidato al terminale",
    ),
}
