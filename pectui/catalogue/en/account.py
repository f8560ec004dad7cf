"""Words of the account screen and its set-up form."""

TEXTS: dict[str, str] = {
    "account.heading": "Account",
    "account.name": "Account",
    "account.sender": "PEC address",
    "account.username": "Mailbox user",
    "account.service": "Service",
    "account.mailbox": "Mailbox",
    "account.settings": "Settings file",
    "account.data": "Sendings and drafts",
    "account.requests": "Requests today",
    "account.requests.limit": "{made} of {limit}",
    "account.requests.spent": "{made} of {limit}: looking for mail slowly until midnight",
    "account.requests.no-limit": "{made}, no limit set",
    "account.used": "Room used",
    "account.forecast": "Forecast",
    "account.receipts": "Receipts",
    "account.cleanup": "F8 shows what fills the mailbox and frees room",
    "account.expires": "Token expires",
    "account.expires.unknown": "not noted (set token_expires)",
    "account.scopes": "The safer token has no DELETE scopes: then nothing can delete your receipts.",
    "account.demo": "This is the demo: an invented mailbox inside this program. Start “pectui” for your own.",
    "account.check.hint": "F5 checks settings, connection, token and mailbox with a few reading requests",
    "account.checking": "checking…",
    "account.form.title": "Set up your PEC mailbox",
    "account.form.title.mend": "The account “{name}” cannot be opened yet",
    "account.form.title.session": "Password and token of “{name}”",
    "account.form.title.edit": "Change the account “{name}”",
    "account.form.title.renew": "The service no longer lets “{name}” in",
    "account.form.intro": "Esc leaves; “pectui demo” shows the program without an account.",
    "account.form.before": "F9 tests everything; nothing is saved before that",
    "account.form.step.address": "address",
    "account.form.step.connection": "connection",
    "account.form.step.token": "token",
    "account.form.step.mailbox": "mailbox",
    "account.form.name": "Name",
    "account.form.name.hint": "a short name for this account",
    "account.form.name.help": "What the account is called on this machine, as in “pectui --account pec”.",
    "account.form.username": "User",
    "account.form.username.hint": "often the PEC address",
    "account.form.username.help": (
        "The user you log in with in the webmail of your PEC. Often it is the PEC address; where it "
        "is not, write the address below as well."
    ),
    "account.form.password": "Password",
    "account.form.password.hint": "of the mailbox",
    "account.form.password.help": (
        "The password you log in with in the webmail of your PEC. {reveal} shows what you typed."
    ),
    "account.form.password-command": "Password from",
    "account.form.password-command.hint": "pass show pec/password",
    "account.form.password-command.help": (
        "A command that prints the password as its first line. It runs without a shell, now and at "
        "each start, and may ask you something in the terminal."
    ),
    "account.form.token": "Token",
    "account.form.token.hint": "of the service",
    "account.form.token.help": (
        "Made at console.openapi.com/oauth (PEC Massiva, Massive REM), for production, with the "
        "scopes GET and POST /send, GET /inbox, GET /quota. Without DELETE nothing can delete your "
        "receipts."
    ),
    "account.form.token-command": "Token from",
    "account.form.token-command.hint": "pass show pec/token",
    "account.form.token-command.help": (
        "A command that prints the token as its first line, as for the password. The token is made "
        "at console.openapi.com/oauth with the scopes GET and POST /send, GET /inbox, GET /quota."
    ),
    "account.form.kept": "leave empty to keep it",
    "account.form.sender": "PEC address",
    "account.form.sender.hint": "only if other than the user",
    "account.form.sender.help": "The PEC address your letters leave from. Left empty, it is the user.",
    "account.form.sender-needed": "needed here: the user is not an address",
    "account.form.proxy": "Proxy",
    "account.form.proxy.hint": "http://proxy.example:3128",
    "account.form.proxy.help": (
        "Only where your network reaches the internet through a proxy: its address. Otherwise leave "
        "it empty, and look at your connection."
    ),
    "account.form.ca-file": "Certificate",
    "account.form.ca-file.hint": "a file of your network's authority",
    "account.form.ca-file.help": (
        "Only where your network puts certificates of its own in place of the service's: the file "
        "of its authority (PEM), which its administrators have."
    ),
    "account.form.place": "Secrets go to",
    "account.form.place.keyring": "system keyring",
    "account.form.place.command": "a password manager",
    "account.form.place.file": "settings file",
    "account.form.place.session": "nowhere: this session only",
    "account.form.place.keyring.help": "The keyring of your desktop keeps password and token, encrypted.",
    "account.form.place.command.help": (
        "A command such as “pass” is asked for password and token at each start; pectui stores "
        "neither."
    ),
    "account.form.place.file.help": "{path} holds password and token: only you can read it (0600); it is not encrypted.",
    "account.form.place.session.help": "Password and token stay in memory; at its next start pectui asks again.",
    "account.form.place.no-keyring": "The keyring needs pectui[keyring].",
    "account.form.sandbox": "Token of the test environment",
    "account.form.sandbox.help": (
        "Only for a token made for the test environment (test.ws.pecmassiva.com): no real PEC leaves "
        "from there."
    ),
    "account.form.save": "Test and open",
    "account.form.cancel": "Leave",
    "account.form.asking": "asking the service; nothing is saved yet…",
    "account.form.refused": (
        "The service does not let this account in, so nothing is saved. It says the same for a "
        "wrong user, password or token, a token without the scopes and one of the other environment."
    ),
    "account.form.lacking": "The token lacks {scopes}: add it in the console.",
    "account.form.again": "Nothing is saved; F9 again saves all the same.",
    "account.form.not-saved": "Nothing is saved. {problem}",
    "account.form.saved-keyring": "Saved; password and token are in the system keyring",
    "account.form.saved-file": "Saved; password and token are in the settings file, readable only by you",
    "account.form.saved-command": "Saved; password and token come from your commands",
    "account.form.saved-session": "Saved without password and token: they are asked for at the next start",
    "account.form.needed": "{field} is needed",
}
