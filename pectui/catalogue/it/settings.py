"""What can be wrong with a setting, and where a secret is looked for."""

TEXTS: dict[str, str] = {
    "settings.reason.file-too-large": "il file è troppo grande per essere un file di impostazioni",
    "settings.reason.file-not-utf8": "questa riga non è testo UTF-8; salva il file in UTF-8",
    "settings.reason.file-not-regular": "non è un file normale; le impostazioni non si leggono da una pipe o da un dispositivo",
    "settings.reason.no-such-home": "la cartella comincia con ~ e un nome utente che questo computer non conosce",
    "settings.reason.not-toml": "non è TOML valido",
    "settings.reason.toml-value": 'il valore non è leggibile: i testi vanno tra virgolette, come in username = "…"',
    "settings.reason.toml-key": "la chiave non è leggibile: una riga è chiave = valore, e una chiave con segni diversi da lettere, cifre, - e _ va tra virgolette",
    "settings.reason.toml-rest": "dopo il valore c'è altro che non ne fa parte; ogni chiave ha una riga propria",
    "settings.reason.toml-twice": "questa chiave o tabella compare due volte",
    "settings.reason.toml-character": "c'è un carattere di controllo, o un a capo dentro un testo",
    "settings.reason.toml-quote": "le virgolette che aprono un testo non sono chiuse",
    "settings.reason.toml-backslash": "una barra rovesciata introduce qualcosa di sconosciuto: scrivila doppia, o usa gli apici",
    "settings.reason.toml-bracket": "una parentesi quadra non è chiusa",
    "settings.reason.command-shell": (
        "viene eseguito senza shell, quindi |, ;, >, ~ e $NOME non hanno effetto: "
        "racchiudilo in sh -c '…'"
    ),
    "settings.reason.no-row": "una riga è `nome = parole`, ad esempio `overdue = AVVISO DI RITARDO`",
    "settings.reason.unknown-kind": "nome non previsto in questa tabella; scegline uno tra: {choices}",
    "settings.reason.unknown-kind-near": "nome non previsto in questa tabella; forse intendevi {near}?",
    "settings.reason.row-length": "le parole superano i 120 caratteri o ne contengono uno non stampabile",
    "settings.reason.row-twice": "`{words}` ha qui un significato diverso da quello già indicato: {other}",
    "settings.reason.too-many-rows": "più di {limit} righe",
    "settings.reason.no-words": "indica come inizia l'oggetto, senza i due punti: almeno tre lettere, e nessun * all'inizio",
    "settings.reason.no-sender": "indica un indirizzo, ad esempio posta-certificata@*",
    "settings.reason.no-domain": "indica un dominio, ad esempio gmail.com o yahoo.*",
    "settings.reason.not-a-table": "deve essere una tabella, come in {example}",
    "settings.reason.not-keys": 'deve essere un tasto come "d", o un elenco di tasti',
    "settings.reason.name-length": "il nome di un account ha da 1 a 64 caratteri",
    "settings.reason.name-characters": (
        "il nome di un account non può contenere barre o caratteri di controllo, "
        "né iniziare con un punto o uno spazio"
    ),
    "settings.reason.unknown-key": "questa impostazione non esiste",
    "settings.reason.unknown-key-near": "questa impostazione non esiste; forse intendevi “{near}”?",
    "settings.reason.unknown-theme-near": "questo tema non esiste; forse intendevi “{near}”?",
    "settings.reason.theme-name-taken": "“{name}” è il nome di un tema che esiste già: dai un altro nome al file",
    "settings.reason.unknown-colour": "un tema non ha questo colore; ha: {choices}",
    "settings.reason.unknown-colour-near": "un tema non ha questo colore; forse intendevi “{near}”?",
    "settings.reason.not-a-colour": "“{given}” non è un colore; i colori si scrivono #1a2b3c, #123 o red; forse intendevi “{near}”?",
    "settings.reason.no-contrast": "{text} si legge a stento su {ground}; con {key} = “{near}” si legge",
    "settings.reason.unknown-command": "questo comando non esiste; l'aiuto (?) li elenca tutti",
    "settings.reason.unknown-command-near": "questo comando non esiste; forse intendevi “{near}”?",
    "settings.reason.unknown-key-name": "“{key}” non è un tasto; i tasti si chiamano d, D, f5, ctrl+r, question_mark, pagedown …",
    "settings.reason.unknown-key-name-near": "“{key}” non è un tasto; forse intendevi “{near}”?",
    "settings.reason.key-sent-as": "i terminali inviano “{key}” come “{near}”: scegli un altro tasto",
    "settings.reason.key-typed": "“{key}” si scrive nei campi, dove questo comando funziona comunque: scegli un tasto come “{near}”",
    "settings.reason.key-taken": "“{key}” è anche il tasto di {other} nello stesso punto: assegnane un altro a uno dei due, per esempio “{near}”",
    "settings.reason.top-level-only": "questa impostazione vale per tutto il programma: spostala in cima al file",
    "settings.reason.unknown-account": "non esiste l'account “{name}”",
    "settings.reason.unknown-account-near": "non esiste l'account “{name}”; forse intendevi “{near}”?",
    "settings.reason.not-text": "deve essere un testo tra virgolette",
    "settings.reason.not-one-of": "deve essere uno tra: {choices}",
    "settings.reason.not-one-of-near": "deve essere uno tra: {choices}; forse intendevi “{near}”?",
    "settings.reason.not-in-range": "deve essere un numero intero da {lowest} a {highest}",
    "settings.reason.not-a-price": "deve essere un importo in euro come 0.05",
    "settings.reason.not-fields": (
        "deve indicare campi delle ricevute con i loro nomi, come “date=quando, body=testo”; i campi sono date, subject e body"
    ),
    "settings.reason.not-zero-or-in-range": "deve essere 0, o un numero intero da {lowest} a {highest}",
    "settings.reason.not-some-of": "deve essere “all”, “none” o alcuni tra: {choices}",
    "settings.reason.unusable": "il valore non è utilizzabile",
    "settings.reason.not-a-date": "deve essere una data come 2026-12-31",
    "settings.reason.control-characters": "contiene un a capo o un altro carattere di controllo",
    "settings.reason.header-characters": (
        "contiene un carattere che non può essere trasmesso al servizio, che accetta solo ASCII "
        "(niente lettere accentate o simboli come €); cambialo nella webmail del gestore"
    ),
    "settings.reason.header-lines": (
        "contiene un a capo o un altro carattere di controllo, che non può essere trasmesso "
        "al servizio"
    ),
    "settings.reason.header-blanks": "inizia o finisce con uno spazio, che non può essere trasmesso al servizio",
    "settings.reason.token-blank": "contiene uno spazio: indica solo il token, senza “Bearer”",
    "settings.reason.url-unreadable": "non è un indirizzo come https://ws.pecmassiva.com",
    "settings.reason.url-http": (
        "deve iniziare con https:// (http:// invierebbe la password in chiaro; "
        "è ammesso solo verso questo computer)"
    ),
    "settings.reason.url-userinfo": "non deve contenere nome utente o password",
    "settings.reason.url-query": "deve finire con l'host o un percorso: niente “?” né “#”",
    "settings.reason.proxy-unreadable": "non è l'indirizzo di un proxy, come http://proxy.example:3128",
    "settings.reason.not-an-address": "non è un indirizzo e-mail",
    "settings.reason.no-such-file": "il file {path} non si può leggere",
    "settings.reason.file-not-private": (
        "altri utenti possono leggere questo file, perciò la password e il token che contiene "
        "non vengono usati; esegui: chmod 600 {path}"
    ),
    "settings.reason.command-syntax": "il comando ha virgolette non chiuse",
    "settings.reason.command-empty": "il comando è vuoto",
    "settings.reason.command-not-found": "il comando non si può eseguire ({cause})",
    "settings.reason.command-failed": "il comando è terminato con codice {code}",
    "settings.reason.command-slow": "il comando non ha risposto entro {seconds} {seconds:secondo|secondi}",
    "settings.reason.command-silent": "il comando ha scritto una prima riga vuota",
    "settings.reason.command-not-utf8": "il comando ha scritto qualcosa che non è testo UTF-8",
    "settings.reason.keyring-slow": "nessuna risposta entro {seconds} {seconds:secondo|secondi}; forse è bloccato",
    "settings.reason.keyring-failed": "non utilizzabile qui ({reason})",
    "settings.reason.keyring-keeps-nothing": "non restituisce quanto gli è stato affidato",
    "settings.reason.reading-slow": "lettura non completata entro {seconds} {seconds:secondo|secondi}",
    "settings.sender-missing": "“{username}” non è un indirizzo: imposta “sender” con l'indirizzo PEC del mittente",
    "settings.source.environment": "ambiente",
    "settings.source.command": "comando",
    "settings.source.keyring": "portachiavi di sistema",
    "settings.source.file": "file delle impostazioni",
    "settings.source.settings": "impostazioni",
}
