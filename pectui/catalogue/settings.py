"""What can be wrong with a setting, and where a secret is looked for."""

TEXTS: dict[str, tuple[str, str]] = {
    "settings.reason.file-too-large": (
        "the file is too large to be a settings file",
        "il file è troppo grande per essere un file di impostazioni",
    ),
    "settings.reason.file-not-utf8": (
        "this line is not UTF-8 text; save the file as UTF-8",
        "questa riga non è testo UTF-8; salva il file in UTF-8",
    ),
    "settings.reason.file-not-regular": (
        "this is no ordinary file; settings are not read from a pipe or a device",
        "non è un file normale; le impostazioni non si leggono da una pipe o da un dispositivo",
    ),
    "settings.reason.no-such-home": (
        "the folder begins with ~ and a user name that this computer does not know",
        "la cartella comincia con ~ e un nome utente che questo computer non conosce",
    ),
    "settings.reason.not-toml": ("this is not valid TOML", "non è TOML valido"),
    "settings.reason.toml-value": (
        'the value cannot be read: text values stand in quotes, as in username = "…"',
        'il valore non è leggibile: i testi vanno tra virgolette, come in username = "…"',
    ),
    "settings.reason.toml-key": (
        "the key cannot be read: a line is key = value, and a key of other signs than letters, digits, - and _ stands in quotes",
        "la chiave non è leggibile: una riga è chiave = valore, e una chiave con segni diversi da lettere, cifre, - e _ va tra virgolette",
    ),
    "settings.reason.toml-rest": (
        "something follows that does not belong to the value; each key has a line of its own",
        "dopo il valore c'è altro che non ne fa parte; ogni chiave ha una riga propria",
    ),
    "settings.reason.toml-twice": (
        "this key or table is there twice",
        "questa chiave o tabella compare due volte",
    ),
    "settings.reason.toml-character": (
        "there is a control character, or a line break inside a text",
        "c'è un carattere di controllo, o un a capo dentro un testo",
    ),
    "settings.reason.toml-quote": (
        "a quotation mark that opens a text is not closed",
        "le virgolette che aprono un testo non sono chiuse",
    ),
    "settings.reason.toml-backslash": (
        "a backslash begins something unknown: write it twice, or use single quotes",
        "una barra rovesciata introduce qualcosa di sconosciuto: scrivila doppia, o usa gli apici",
    ),
    "settings.reason.toml-bracket": (
        "a bracket is not closed",
        "una parentesi quadra non è chiusa",
    ),
    "settings.reason.command-shell": (
        "it is run without a shell, where |, ;, >, ~ and $NAME mean nothing: "
        "write sh -c '…' around it",
        "viene eseguito senza shell, quindi |, ;, >, ~ e $NOME non hanno effetto: "
        "racchiudilo in sh -c '…'",
    ),
    "settings.reason.no-row": (
        "a row is `name = words`, for example `overdue = AVVISO DI RITARDO`",
        "una riga è `nome = parole`, ad esempio `overdue = AVVISO DI RITARDO`",
    ),
    "settings.reason.unknown-kind": (
        "not a name of this table; choose one of: {choices}",
        "nome non previsto in questa tabella; scegline uno tra: {choices}",
    ),
    "settings.reason.unknown-kind-near": (
        "not a name of this table; did you mean {near}?",
        "nome non previsto in questa tabella; forse intendevi {near}?",
    ),
    "settings.reason.row-length": (
        "the words are longer than 120 characters or hold one that cannot be printed",
        "le parole superano i 120 caratteri o ne contengono uno non stampabile",
    ),
    "settings.reason.row-twice": (
        "`{words}` stands here for another thing than before: {other}",
        "`{words}` ha qui un significato diverso da quello già indicato: {other}",
    ),
    "settings.reason.too-many-rows": ("more than {limit} rows", "più di {limit} righe"),
    "settings.reason.no-words": (
        "give how the subject starts, without the colon: at least three letters, and no * in front",
        "indica come inizia l'oggetto, senza i due punti: almeno tre lettere, e nessun * all'inizio",
    ),
    "settings.reason.no-sender": (
        "give an address, for example posta-certificata@*",
        "indica un indirizzo, ad esempio posta-certificata@*",
    ),
    "settings.reason.no-domain": (
        "give a domain, for example gmail.com or yahoo.*",
        "indica un dominio, ad esempio gmail.com o yahoo.*",
    ),
    "settings.reason.not-a-table": (
        "must be a table, as in {example}",
        "deve essere una tabella, come in {example}",
    ),
    "settings.reason.not-keys": (
        'must be a key such as "d", or a list of keys',
        'deve essere un tasto come "d", o un elenco di tasti',
    ),
    "settings.reason.name-length": (
        "an account's name has 1 to 64 characters",
        "il nome di un account ha da 1 a 64 caratteri",
    ),
    "settings.reason.name-characters": (
        "an account's name cannot hold slashes or control characters, "
        "nor begin with a dot or a blank",
        "il nome di un account non può contenere barre o caratteri di controllo, "
        "né iniziare con un punto o uno spazio",
    ),
    "settings.reason.unknown-key": (
        "pectui has no such setting",
        "questa impostazione non esiste",
    ),
    "settings.reason.unknown-key-near": (
        "pectui has no such setting; did you mean “{near}”?",
        "questa impostazione non esiste; forse intendevi “{near}”?",
    ),
    "settings.reason.unknown-theme-near": (
        "pectui has no such theme; did you mean “{near}”?",
        "questo tema non esiste; forse intendevi “{near}”?",
    ),
    "settings.reason.unknown-command": (
        "pectui has no such command; the help (?) names them all",
        "questo comando non esiste; la guida (?) li elenca tutti",
    ),
    "settings.reason.unknown-command-near": (
        "pectui has no such command; did you mean “{near}”?",
        "questo comando non esiste; forse intendevi “{near}”?",
    ),
    "settings.reason.unknown-key-name": (
        "“{key}” is no key; keys are called d, D, f5, ctrl+r, question_mark, pagedown …",
        "“{key}” non è un tasto; i tasti si chiamano d, D, f5, ctrl+r, question_mark, pagedown …",
    ),
    "settings.reason.unknown-key-name-near": (
        "“{key}” is no key; did you mean “{near}”?",
        "“{key}” non è un tasto; forse intendevi “{near}”?",
    ),
    "settings.reason.key-sent-as": (
        "terminals send “{key}” as “{near}”: choose another key",
        "i terminali inviano “{key}” come “{near}”: scegli un altro tasto",
    ),
    "settings.reason.key-taken": (
        "“{key}” is also the key of {other} in the same place: give one of them another",
        "“{key}” è anche il tasto di {other} nello stesso punto: assegnane un altro a uno dei due",
    ),
    "settings.reason.top-level-only": (
        "this setting is for the whole program: move it to the top of the file",
        "questa impostazione vale per tutto il programma: spostala in cima al file",
    ),
    "settings.reason.unknown-account": (
        "there is no account “{name}”",
        "non esiste l'account “{name}”",
    ),
    "settings.reason.unknown-account-near": (
        "there is no account “{name}”; did you mean “{near}”?",
        "non esiste l'account “{name}”; forse intendevi “{near}”?",
    ),
    "settings.reason.not-text": (
        "must be text in quotes",
        "deve essere un testo tra virgolette",
    ),
    "settings.reason.not-one-of": (
        "must be one of: {choices}",
        "deve essere uno tra: {choices}",
    ),
    "settings.reason.not-in-range": (
        "must be a whole number from {lowest} to {highest}",
        "deve essere un numero intero da {lowest} a {highest}",
    ),
    "settings.reason.not-a-price": (
        "must be an amount in euro such as 0.05",
        "deve essere un importo in euro come 0.05",
    ),
    "settings.reason.not-zero-or-in-range": (
        "must be 0, or a whole number from {lowest} to {highest}",
        "deve essere 0, o un numero intero da {lowest} a {highest}",
    ),
    "settings.reason.not-some-of": (
        "must be “all”, “none” or some of: {choices}",
        "deve essere “all”, “none” o alcuni tra: {choices}",
    ),
    "settings.reason.unusable": ("the value cannot be used", "il valore non è utilizzabile"),
    "settings.reason.not-a-date": (
        "must be a date such as 2026-12-31",
        "deve essere una data come 2026-12-31",
    ),
    "settings.reason.control-characters": (
        "holds a line break or another control character",
        "contiene un a capo o un altro carattere di controllo",
    ),
    "settings.reason.header-characters": (
        "holds a character that cannot travel to the service, which takes plain ASCII only "
        "(no accented letters or symbols such as €); change it in the provider's webmail",
        "contiene un carattere che non può essere trasmesso al servizio, che accetta solo ASCII "
        "(niente lettere accentate o simboli come €); cambialo nella webmail del gestore",
    ),
    "settings.reason.header-lines": (
        "holds a line break or another control character, which cannot travel to the service",
        "contiene un a capo o un altro carattere di controllo, che non può essere trasmesso "
        "al servizio",
    ),
    "settings.reason.header-blanks": (
        "begins or ends with a blank, which cannot travel to the service",
        "inizia o finisce con uno spazio, che non può essere trasmesso al servizio",
    ),
    "settings.reason.token-blank": (
        "holds a blank: give the token alone, without “Bearer”",
        "contiene uno spazio: indica solo il token, senza “Bearer”",
    ),
    "settings.reason.url-unreadable": (
        "is not an address such as https://ws.pecmassiva.com",
        "non è un indirizzo come https://ws.pecmassiva.com",
    ),
    "settings.reason.url-http": (
        "must begin with https:// (http:// would send the password in clear; "
        "it is allowed for this machine only)",
        "deve iniziare con https:// (http:// invierebbe la password in chiaro; "
        "è ammesso solo verso questo computer)",
    ),
    "settings.reason.url-userinfo": (
        "must not hold a user name or password",
        "non deve contenere nome utente o password",
    ),
    "settings.reason.url-query": (
        "must end with the host or a path: no “?” and no “#”",
        "deve finire con l'host o un percorso: niente “?” né “#”",
    ),
    "settings.reason.proxy-unreadable": (
        "is not a proxy address such as http://proxy.example:3128",
        "non è l'indirizzo di un proxy, come http://proxy.example:3128",
    ),
    "settings.reason.not-an-address": (
        "is not an e-mail address",
        "non è un indirizzo e-mail",
    ),
    "settings.reason.no-such-file": (
        "the file {path} cannot be read",
        "il file {path} non si può leggere",
    ),
    "settings.reason.file-not-private": (
        "others may read this file, so the password and token in it are not used; "
        "run: chmod 600 {path}",
        "altri utenti possono leggere questo file, perciò la password e il token che contiene "
        "non vengono usati; esegui: chmod 600 {path}",
    ),
    "settings.reason.command-syntax": (
        "the command has an unclosed quote",
        "il comando ha virgolette non chiuse",
    ),
    "settings.reason.command-empty": ("the command is empty", "il comando è vuoto"),
    "settings.reason.command-not-found": (
        "the command cannot be run ({cause})",
        "il comando non si può eseguire ({cause})",
    ),
    "settings.reason.command-failed": (
        "the command ended with code {code}",
        "il comando è terminato con codice {code}",
    ),
    "settings.reason.command-slow": (
        "the command gave nothing within {seconds} seconds",
        "il comando non ha risposto entro {seconds} secondi",
    ),
    "settings.reason.command-silent": (
        "the command printed an empty first line",
        "il comando ha scritto una prima riga vuota",
    ),
    "settings.reason.command-not-utf8": (
        "the command printed something that is not UTF-8 text",
        "il comando ha scritto qualcosa che non è testo UTF-8",
    ),
    "settings.reason.keyring-slow": (
        "no answer within {seconds} seconds; it may be locked",
        "nessuna risposta entro {seconds} secondi; forse è bloccato",
    ),
    "settings.reason.keyring-failed": (
        "not usable here ({reason})",
        "non utilizzabile qui ({reason})",
    ),
    "settings.reason.reading-slow": (
        "not read within {seconds} seconds",
        "lettura non completata entro {seconds} secondi",
    ),
    "settings.sender-missing": (
        "“{username}” is not an address: set “sender” to the PEC address letters leave from",
        "“{username}” non è un indirizzo: imposta “sender” con l'indirizzo PEC del mittente",
    ),
    "settings.source.environment": ("environment", "ambiente"),
    "settings.source.command": ("command", "comando"),
    "settings.source.keyring": ("system keyring", "portachiavi di sistema"),
    "settings.source.file": ("settings file", "file di impostazioni"),
    "settings.source.settings": ("settings", "impostazioni"),
}
