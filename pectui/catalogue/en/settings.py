"""What can be wrong with a setting, and where a secret is looked for."""

TEXTS: dict[str, str] = {
    "settings.reason.file-too-large": "the file is too large to be a settings file",
    "settings.reason.file-not-utf8": "this line is not UTF-8 text; save the file as UTF-8",
    "settings.reason.file-not-regular": "this is no ordinary file; settings are not read from a pipe or a device",
    "settings.reason.no-such-home": "the folder begins with ~ and a user name that this computer does not know",
    "settings.reason.not-toml": "this is not valid TOML",
    "settings.reason.toml-value": 'the value cannot be read: text values stand in quotes, as in username = "…"',
    "settings.reason.toml-key": "the key cannot be read: a line is key = value, and a key of other signs than letters, digits, - and _ stands in quotes",
    "settings.reason.toml-rest": "something follows that does not belong to the value; each key has a line of its own",
    "settings.reason.toml-twice": "this key or table is there twice",
    "settings.reason.toml-character": "there is a control character, or a line break inside a text",
    "settings.reason.toml-quote": "a quotation mark that opens a text is not closed",
    "settings.reason.toml-backslash": "a backslash begins something unknown: write it twice, or use single quotes",
    "settings.reason.toml-bracket": "a bracket is not closed",
    "settings.reason.command-shell": (
        "it is run without a shell, where |, ;, >, ~ and $NAME mean nothing: "
        "write sh -c '…' around it"
    ),
    "settings.reason.no-row": "a row is `name = words`, for example `overdue = AVVISO DI RITARDO`",
    "settings.reason.unknown-kind": "not a name of this table; choose one of: {choices}",
    "settings.reason.unknown-kind-near": "not a name of this table; did you mean {near}?",
    "settings.reason.row-length": "the words are longer than 120 characters or hold one that cannot be printed",
    "settings.reason.row-twice": "`{words}` stands here for another thing than before: {other}",
    "settings.reason.too-many-rows": "more than {limit} rows",
    "settings.reason.no-words": "give how the subject starts, without the colon: at least three letters, and no * in front",
    "settings.reason.no-sender": "give an address, for example posta-certificata@*",
    "settings.reason.no-domain": "give a domain, for example gmail.com or yahoo.*",
    "settings.reason.not-a-table": "must be a table, as in {example}",
    "settings.reason.not-keys": 'must be a key such as "d", or a list of keys',
    "settings.reason.name-length": "an account's name has 1 to 64 characters",
    "settings.reason.name-characters": (
        "an account's name cannot hold slashes or control characters, "
        "nor begin with a dot or a blank"
    ),
    "settings.reason.unknown-key": "pectui has no such setting",
    "settings.reason.unknown-key-near": "pectui has no such setting; did you mean “{near}”?",
    "settings.reason.unknown-theme-near": "pectui has no such theme; did you mean “{near}”?",
    "settings.reason.theme-name-taken": "“{name}” is the name of a theme there is already: give the file another",
    "settings.reason.unknown-colour": "a theme has no such colour; it has: {choices}",
    "settings.reason.unknown-colour-near": "a theme has no such colour; did you mean “{near}”?",
    "settings.reason.not-a-colour": "“{given}” is no colour; colours are written as #1a2b3c, #123 or red; did you mean “{near}”?",
    "settings.reason.no-contrast": "{text} can hardly be read on {ground}; with {key} = “{near}” it can",
    "settings.reason.unknown-command": "pectui has no such command; the help (?) names them all",
    "settings.reason.unknown-command-near": "pectui has no such command; did you mean “{near}”?",
    "settings.reason.unknown-key-name": "“{key}” is no key; keys are called d, D, f5, ctrl+r, question_mark, pagedown …",
    "settings.reason.unknown-key-name-near": "“{key}” is no key; did you mean “{near}”?",
    "settings.reason.key-sent-as": "terminals send “{key}” as “{near}”: choose another key",
    "settings.reason.key-typed": "“{key}” is typed in fields, where this command works too: choose a key such as “{near}”",
    "settings.reason.key-taken": "“{key}” is also the key of {other} in the same place: give one of them another, for example “{near}”",
    "settings.reason.top-level-only": "this setting is for the whole program: move it to the top of the file",
    "settings.reason.unknown-account": "there is no account “{name}”",
    "settings.reason.unknown-account-near": "there is no account “{name}”; did you mean “{near}”?",
    "settings.reason.not-text": "must be text in quotes",
    "settings.reason.not-one-of": "must be one of: {choices}",
    "settings.reason.not-one-of-near": "must be one of: {choices}; did you mean “{near}”?",
    "settings.reason.not-in-range": "must be a whole number from {lowest} to {highest}",
    "settings.reason.not-a-price": "must be an amount in euro such as 0.05",
    "settings.reason.not-fields": (
        "must be fields of receipts with their names, such as “date=when, body=text”; the fields are date, subject and body"
    ),
    "settings.reason.not-zero-or-in-range": "must be 0, or a whole number from {lowest} to {highest}",
    "settings.reason.not-some-of": "must be “all”, “none” or some of: {choices}",
    "settings.reason.unusable": "the value cannot be used",
    "settings.reason.not-a-date": "must be a date such as 2026-12-31",
    "settings.reason.control-characters": "holds a line break or another control character",
    "settings.reason.header-characters": (
        "holds a character that cannot travel to the service, which takes plain ASCII only "
        "(no accented letters or symbols such as €); change it in the provider's webmail"
    ),
    "settings.reason.header-lines": "holds a line break or another control character, which cannot travel to the service",
    "settings.reason.header-blanks": "begins or ends with a blank, which cannot travel to the service",
    "settings.reason.token-blank": "holds a blank: give the token alone, without “Bearer”",
    "settings.reason.url-unreadable": "is not an address such as https://ws.pecmassiva.com",
    "settings.reason.url-http": (
        "must begin with https:// (http:// would send the password in clear; "
        "it is allowed for this machine only)"
    ),
    "settings.reason.url-userinfo": "must not hold a user name or password",
    "settings.reason.url-query": "must end with the host or a path: no “?” and no “#”",
    "settings.reason.proxy-unreadable": "is not a proxy address such as http://proxy.example:3128",
    "settings.reason.not-an-address": "is not an e-mail address",
    "settings.reason.no-such-file": "the file {path} cannot be read",
    "settings.reason.file-not-private": (
        "others may read this file, so the password and token in it are not used; "
        "run: chmod 600 {path}"
    ),
    "settings.reason.command-syntax": "the command has an unclosed quote",
    "settings.reason.command-empty": "the command is empty",
    "settings.reason.command-not-found": "the command cannot be run ({cause})",
    "settings.reason.command-failed": "the command ended with code {code}",
    "settings.reason.command-slow": "the command gave nothing within {seconds} {seconds:second|seconds}",
    "settings.reason.command-silent": "the command printed an empty first line",
    "settings.reason.command-not-utf8": "the command printed something that is not UTF-8 text",
    "settings.reason.keyring-slow": "no answer within {seconds} {seconds:second|seconds}; it may be locked",
    "settings.reason.keyring-failed": "not usable here ({reason})",
    "settings.reason.keyring-keeps-nothing": "it does not give back what it was given",
    "settings.reason.reading-slow": "not read within {seconds} {seconds:second|seconds}",
    "settings.sender-missing": "“{username}” is not an address: set “sender” to the PEC address letters leave from",
    "settings.source.environment": "environment",
    "settings.source.command": "command",
    "settings.source.keyring": "system keyring",
    "settings.source.file": "settings file",
    "settings.source.settings": "settings",
}
