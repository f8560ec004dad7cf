"""Words of the command line: help, questions, tables, errors of arguments."""

TEXTS: dict[str, tuple[str, str]] = {
    # ── the program ──────────────────────────────────────────────────────────
    "cli.description": (
        "Certified mail (PEC) in a terminal, over the PEC Massiva service.",
        "Posta elettronica certificata nel terminale, con il servizio PEC Massiva.",
    ),
    "cli.usage": (
        "usage: pectui [-A NAME] [COMMAND] [OPTIONS…]",
        "uso: pectui [-A NOME] [COMANDO] [OPZIONI…]",
    ),
    "cli.commands": ("commands:", "comandi:"),
    "cli.start": (
        "(no command) open the program on the account",
        "(nessun comando) apre il programma sull'account",
    ),
    "cli.options": (
        "options:\n"
        "  -A, --account NAME  the account to use, instead of the default one\n"
        "  --json              one JSON document on stdout\n"
        "  -h, --help          this help; after a command, the help of that command\n"
        "  --version           the program's version",
        "opzioni:\n"
        "  -A, --account NOME  l'account da usare, al posto di quello predefinito\n"
        "  --json              un documento JSON su stdout\n"
        "  -h, --help          questo aiuto; dopo un comando, l'aiuto di quel comando\n"
        "  --version           la versione del programma",
    ),
    "cli.more": (
        "Without an account? “pectui demo” shows everything, on this machine alone.",
        "Senza un account? “pectui demo” mostra tutto, solo su questo computer.",
    ),
    "cli.examples": ("examples:", "esempi:"),
    "cli.name": ("NAME", "NOME"),
    "cli.text": ("TEXT", "TESTO"),
    "cli.address": ("ADDRESS", "INDIRIZZO"),
    "cli.code": ("CODE", "CODICE"),
    "cli.days": ("DAYS", "GIORNI"),
    "cli.seconds": ("SECONDS", "SECONDI"),
    "cli.time": ("TIME", "ORA"),
    "cli.account.help": (
        "the account to use, instead of the default one",
        "l'account da usare, al posto di quello predefinito",
    ),
    "cli.json.help": ("one JSON document on stdout", "un documento JSON su stdout"),
    "cli.help.help": ("show this help", "mostra questo aiuto"),
    "cli.no-command": (
        "A command is needed here: {commands}",
        "Indica un comando: {commands}",
    ),
    "cli.no-screen": (
        "The screen cannot be opened here",
        "Qui non si può aprire il programma a schermo intero",
    ),
    "cli.unknown-command": (
        "There is no command “{command}”; there are {commands}",
        "Il comando “{command}” non esiste; ci sono {commands}",
    ),
    "cli.unknown-command-near": (
        "There is no command “{command}”; did you mean “{near}”?",
        "Il comando “{command}” non esiste; intendevi “{near}”?",
    ),
    "cli.interrupted": ("Interrupted", "Interrotto"),
    "cli.bug": (
        "An error nobody foresaw ({what}); the details are in {path}",
        "Un errore non previsto ({what}); i dettagli sono in {path}",
    ),
    "cli.yes-or-no": ("y/N", "s/N"),
    "cli.moment": ("{moment:%Y-%m-%d %H:%M}", "{moment:%d/%m/%Y %H:%M}"),
    "cli.day": ("{moment:%y-%m-%d}", "{moment:%d/%m/%y}"),
    "cli.stream": ("the output", "l'output"),
    "cli.stream-closed": ("it is closed", "è chiuso"),
    "cli.no-subject": ("(no subject)", "(senza oggetto)"),
    "cli.on-behalf-of": ("on behalf of {address}", "per conto di {address}"),
    # ── argparse's own words ─────────────────────────────────────────────────
    "cli.parser.usage": ("usage: ", "uso: "),
    "cli.parser.options": ("options", "opzioni"),
    "cli.parser.arguments": ("arguments", "argomenti"),
    "cli.parser.everywhere": ("in every command", "in ogni comando"),
    "cli.parser.required": ("missing: %s", "argomenti mancanti: %s"),
    "cli.parser.unrecognized": ("not known here: %s", "non previsto: %s"),
    "cli.parser.argument": (
        "argument %(argument_name)s: %(message)s",
        "argomento %(argument_name)s: %(message)s",
    ),
    "cli.parser.invalid": ("%(value)r does not fit", "%(value)r non è valido"),
    "cli.parser.choice": (
        "%(value)r is none of %(choices)s",
        "%(value)r non è tra %(choices)s",
    ),
    "cli.parser.not-with": ("not together with %s", "non insieme a %s"),
    "cli.parser.ambiguous": (
        "%(option)s could mean %(matches)s",
        "%(option)s può voler dire %(matches)s",
    ),
    "cli.parser.no-value": ("takes no value, not even %r", "non accetta valori, nemmeno %r"),
    "cli.parser.one": ("a value is missing", "manca un valore"),
    "cli.parser.at-most-one": ("one value at most", "al massimo un valore"),
    "cli.parser.at-least-one": ("a value is missing", "manca un valore"),
    "cli.parser.one-of": ("one of %s is needed", "serve uno tra %s"),
    "cli.parser.expected": ("%s values are needed", "servono %s valori"),
    "cli.not-positive": (
        "{value} is not a whole number from 1 up",
        "{value} non è un numero intero da 1 in su",
    ),
    "cli.not-seconds": ("{value} is not a number of seconds", "{value} non è un numero di secondi"),
    # ── inbox ────────────────────────────────────────────────────────────────
    "cli.inbox.summary": (
        "one page of the inbox, newest first",
        "una pagina della posta in arrivo, dai messaggi più recenti",
    ),
    "cli.inbox.description": (
        "List one page of the inbox, newest first. Times are those of Rome.",
        "Elenca una pagina della posta in arrivo, dal messaggio più recente. Gli orari sono di Roma.",
    ),
    "cli.inbox.examples": (
        "  pectui inbox\n"
        "  pectui inbox -p 2\n"
        "  pectui inbox -q fattura --json | jq -r '.messages[].subject'",
        "  pectui inbox\n"
        "  pectui inbox -p 2\n"
        "  pectui inbox -q fattura --json | jq -r '.messages[].subject'",
    ),
    "cli.inbox.query": (
        "search at the service; on a large mailbox it can take minutes",
        "cerca presso il servizio; in una casella grande può richiedere minuti",
    ),
    "cli.inbox.page": ("which page; 1 is the newest", "quale pagina; 1 è la più recente"),
    "cli.inbox.number": ("No.", "N."),
    "cli.inbox.kind": ("Kind", "Tipo"),
    "cli.inbox.date": ("Date (Rome)", "Data (Roma)"),
    "cli.inbox.sender": ("From", "Da"),
    "cli.inbox.subject": ("Subject", "Oggetto"),
    "cli.inbox.place": ("Page {page} of {pages}", "Pagina {page} di {pages}"),
    "cli.inbox.messages.one": ("{count} message", "{count} messaggio"),
    "cli.inbox.messages.many": ("{count} messages", "{count} messaggi"),
    "cli.inbox.empty": ("The inbox is empty", "La posta in arrivo è vuota"),
    "cli.inbox.nothing-found": ("Nothing found", "Nessun risultato"),
    "cli.inbox.past-the-end": (
        "There is no page {page}: the last one is {pages}",
        "La pagina {page} non esiste: l'ultima è la {pages}",
    ),
    # ── show ─────────────────────────────────────────────────────────────────
    "cli.show.summary": ("one message, decoded", "un messaggio, decodificato"),
    "cli.show.description": (
        "Show one message as readable text, HTML too. Reading changes nothing at the service.",
        "Mostra un messaggio come testo leggibile, anche se è HTML. La lettura non cambia nulla sul servizio.",
    ),
    "cli.show.examples": (
        "  pectui show 981\n  pectui show 981 --raw\n  pectui show 981 --json | jq -r .body",
        "  pectui show 981\n  pectui show 981 --raw\n  pectui show 981 --json | jq -r .body",
    ),
    "cli.show.id": (
        "the message's number, as “pectui inbox” lists it",
        "il numero del messaggio, come lo elenca “pectui inbox”",
    ),
    "cli.show.raw": (
        "the body as the service gave it",
        "il corpo così come lo ha fornito il servizio",
    ),
    "cli.show.from": ("From", "Da"),
    "cli.show.to": ("To", "A"),
    "cli.show.date": ("Date", "Data"),
    "cli.show.kind": ("Kind", "Tipo"),
    "cli.show.subject": ("Subject", "Oggetto"),
    "cli.show.code": ("Code", "Codice"),
    "cli.show.note": ("Note", "Nota"),
    "cli.show.empty": ("(empty)", "(vuoto)"),
    # ── send ─────────────────────────────────────────────────────────────────
    "cli.send.summary": ("send a letter", "invia una PEC"),
    "cli.send.description": (
        "Send a letter. The text comes from -b, from -f or from stdin. Each recipient gets a sending\n"
        "of its own, with its own receipts, unless --together. When the answer of the service is lost\n"
        "the letter is never sent again by itself: the exit code is 8, and “pectui sent” goes on looking.",
        "Invia una PEC. Il testo viene da -b, da -f o da stdin. Ogni destinatario ha un invio proprio,\n"
        "con le proprie ricevute, salvo con --together. Se la risposta del servizio va persa, la PEC\n"
        "non viene mai inviata di nuovo da sola: il codice di uscita è 8 e “pectui sent” continua a cercare.",
    ),
    "cli.send.examples": (
        '  pectui send -t comune@pec.example -s "Request" -f request.txt -a document.pdf\n'
        '  echo "Good morning" | pectui send -t a@pec.example b@pec.example -s "Notice"\n'
        '  pectui send -t a@pec.example -s "Notice" -b "<p>Good morning</p>" --html --json',
        '  pectui send -t comune@pec.example -s "Istanza" -f istanza.txt -a documento.pdf\n'
        '  echo "Buongiorno" | pectui send -t a@pec.example b@pec.example -s "Avviso"\n'
        '  pectui send -t a@pec.example -s "Avviso" -b "<p>Buongiorno</p>" --html --json',
    ),
    "cli.send.to": (
        "recipients; several may follow, or be separated by commas",
        "destinatari; se ne possono indicare più di uno, anche separati da virgole",
    ),
    "cli.send.subject": (
        "the subject, at most 120 characters",
        "l'oggetto, al massimo 120 caratteri",
    ),
    "cli.send.body": (
        "the text; others on this machine can read it in the list of processes, unlike -f or stdin",
        "il testo; gli altri utenti del computer possono leggerlo nell'elenco dei processi, a differenza di -f o stdin",
    ),
    "cli.send.file": (
        "a file with the text, in UTF-8; “-” is stdin",
        "un file con il testo, in UTF-8; “-” è stdin",
    ),
    "cli.send.attach": (
        "files to attach; several may follow",
        "file da allegare; se ne possono indicare più di uno",
    ),
    "cli.send.at": (
        "when it leaves: 18:30, “tomorrow 9:00”, “26/11 09:00”; the hour of Rome",
        "quando parte: 18:30, “domani 9:00”, “26/11 09:00”; ora di Roma",
    ),
    "cli.send.waits": (
        "It is queued and leaves at or after {date}: while pectui is open, or with the next pectui send",
        "È in coda e parte il {date} o dopo: mentre pectui è aperto, o con il prossimo pectui send",
    ),
    "cli.send.again": (
        "send it although an equal letter is queued, under way, unknown or found to have left",
        "invia anche se una PEC uguale è in coda, in partenza, di esito incerto o risulta partita",
    ),
    "cli.send.dry-run.help": (
        "check the letter and print what would leave; nothing is sent or queued",
        "controlla la PEC e mostra che cosa partirebbe; nulla viene inviato né messo in coda",
    ),
    "cli.send.dry-run": (
        "Checked only: nothing was sent or queued",
        "Solo controllata: nulla è stato inviato né messo in coda",
    ),
    "cli.send.file-of": (
        "{name} · {mime} · {bytes} bytes",
        "{name} · {mime} · {bytes} byte",
    ),
    "cli.send.earlier": (
        "An equal letter left on {date}, as its receipts or its code say: nothing was sent to this "
        "recipient now; --again sends it a second time",
        "Una PEC uguale è partita il {date}, come dicono le ricevute o il codice: a questo "
        "destinatario ora non è stato inviato nulla; con --again parte una seconda volta",
    ),
    "cli.send.html": ("the text is HTML already", "il testo è già HTML"),
    "cli.send.together": (
        "one sending for all recipients: one code, and receipts that may not tell them apart",
        "un solo invio per tutti i destinatari: un solo codice, e ricevute che possono non distinguerli",
    ),
    "cli.send.type-it": (
        "Type the text of the letter; Ctrl+D on an empty line ends it",
        "Scrivi il testo della PEC; Ctrl+D su una riga vuota lo conclude",
    ),
    "cli.send.stdin": ("standard input", "standard input"),
    "cli.send.not-utf8": ("the text is not UTF-8", "il testo non è in UTF-8"),
    "cli.send.interrupted": (
        "Interrupted while sending: “pectui sent” says how it stands; do not send again before you know",
        "Interrotto durante l'invio: “pectui sent” dice a che punto è; non inviare di nuovo prima di saperlo",
    ),
    "cli.send.kept": (
        "Nothing was sent; the letter is among the drafts",
        "Nulla è stato inviato; la PEC è tra le bozze",
    ),
    # ── sent ─────────────────────────────────────────────────────────────────
    "cli.sent.summary": (
        "the sendings known here and how they stand",
        "gli invii registrati su questo computer e il loro stato",
    ),
    "cli.sent.description": (
        "List the sendings known here. With a code, ask the service for its receipts.",
        "Elenca gli invii registrati su questo computer. Con un codice, chiede al servizio le sue ricevute.",
    ),
    "cli.sent.no-answer-in-time": (
        "The service did not answer in time: this is what was known before",
        "Il servizio non ha risposto in tempo: questo è quanto era noto prima",
    ),
    "cli.sent.examples": (
        "  pectui sent\n  pectui sent 2026031010000042\n  pectui sent 2026031010000042 --wait 300 --json",
        "  pectui sent\n  pectui sent 2026031010000042\n  pectui sent 2026031010000042 --wait 300 --json",
    ),
    "cli.sent.code": (
        "a sending's code: the service is asked",
        "il codice di un invio: viene interrogato il servizio",
    ),
    "cli.sent.wait": (
        "return when the state is final, or after so many seconds",
        "termina quando lo stato è definitivo, o allo scadere dei secondi indicati",
    ),
    "cli.sent.rebuild": (
        "look through the whole inbox for letters sent from another machine or program",
        "cerca in tutta la posta in arrivo le PEC inviate da un altro computer o programma",
    ),
    "cli.sent.rebuild-has-no-code": (
        "--rebuild looks for every sending: it takes no code",
        "--rebuild cerca tutti gli invii: non si indica un codice",
    ),
    "cli.sent.reading": (
        "{read} messages of the inbox read, {found} sendings found",
        "{read} messaggi della posta in arrivo letti, {found} invii trovati",
    ),
    "cli.sent.found.one": ("{count} sending found", "{count} invio trovato"),
    "cli.sent.found.many": ("{count} sendings found", "{count} invii trovati"),
    "cli.sent.reading-receipts": (
        "Reading their receipts; Ctrl+C stops, what was found stays",
        "Lettura delle loro ricevute; Ctrl+C ferma, ciò che è stato trovato resta",
    ),
    "cli.sent.wait-needs-code": (
        "--wait needs a sending's code",
        "--wait richiede il codice di un invio",
    ),
    "cli.sent.remove-copies": (
        "remove the copies of attachments of letters settled for so many days; the letters stay",
        "rimuove le copie degli allegati delle PEC concluse da almeno GIORNI giorni; le PEC restano",
    ),
    "cli.sent.remove-copies-alone": (
        "--remove-copies takes neither a code nor --rebuild",
        "--remove-copies non vuole né un codice né --rebuild",
    ),
    "cli.sent.removed-copies.one": (
        "Copies of one letter removed, {size} MB",
        "Rimosse le copie di una PEC, {size} MB",
    ),
    "cli.sent.removed-copies.many": (
        "Copies of {count} letters removed, {size} MB",
        "Rimosse le copie di {count} PEC, {size} MB",
    ),
    "cli.sent.heading.code": ("Code", "Codice"),
    "cli.sent.heading.state": ("State", "Stato"),
    "cli.sent.heading.date": ("Date (Rome)", "Data (Roma)"),
    "cli.sent.heading.recipients": ("To", "A"),
    "cli.sent.heading.subject": ("Subject", "Oggetto"),
    "cli.sent.count.one": ("{count} sending", "{count} invio"),
    "cli.sent.count.many": ("{count} sendings", "{count} invii"),
    "cli.sent.none": ("Nothing was sent from here yet", "Da qui non è ancora partito nulla"),
    "cli.sent.not-looked": (
        "Open outcomes could not be looked for: {reason}",
        "Non è stato possibile cercare gli esiti in sospeso: {reason}",
    ),
    "cli.sent.receipts": ("Receipts:", "Ricevute:"),
    # ── delete ───────────────────────────────────────────────────────────────
    "cli.delete.summary": (
        "delete messages, each checked first",
        "elimina messaggi, dopo averli controllati uno per uno",
    ),
    "cli.delete.description": (
        "Delete messages from the service, for good. Each is read again first: when its number leads to\n"
        "another message than the one listed, it is refused. So is a number that was not listed on\n"
        "this machine since the last deletion, for each deletion may move the numbers of others.",
        "Elimina messaggi dal servizio, in modo definitivo. Ognuno viene prima riletto: se il suo\n"
        "numero porta a un messaggio diverso da quello elencato, l'eliminazione viene rifiutata. Lo\n"
        "stesso vale per un numero non elencato su questo computer dopo l'ultima eliminazione:\n"
        "ogni eliminazione può spostare i numeri degli altri.",
    ),
    "cli.delete.examples": (
        "  pectui delete 981\n  pectui delete 12 15 18 --yes",
        "  pectui delete 981\n  pectui delete 12 15 18 --yes",
    ),
    "cli.delete.ids": (
        "the messages' numbers, as “pectui inbox” lists them",
        "i numeri dei messaggi, come li elenca “pectui inbox”",
    ),
    "cli.delete.yes": ("do not ask", "non chiedere conferma"),
    "cli.delete.needs-yes": (
        "Nobody can be asked here: add --yes to delete",
        "Qui non si può chiedere conferma: aggiungi --yes per eliminare",
    ),
    "cli.delete.will-go.one": (
        "This message will be deleted for good:",
        "Questo messaggio sarà eliminato in modo definitivo:",
    ),
    "cli.delete.will-go.many": (
        "These {count} messages will be deleted for good:",
        "Questi {count} messaggi saranno eliminati in modo definitivo:",
    ),
    "cli.delete.sure": ("Delete?", "Eliminare?"),
    "cli.delete.nothing": ("Nothing was deleted", "Nulla è stato eliminato"),
    "cli.delete.deleted": ("{id} deleted", "{id} eliminato"),
    "cli.delete.unknown": (
        "{id}: not known whether it was deleted: {reason}",
        "{id}: non si sa se è stato eliminato: {reason}",
    ),
    "cli.delete.refused": ("{id} not deleted: {reason}", "{id} non eliminato: {reason}"),
    # ── quota ────────────────────────────────────────────────────────────────
    "cli.quota.summary": (
        "how full the mailbox is, in one line",
        "quanto è piena la casella, in una riga",
    ),
    "cli.quota.description": (
        "Show how full the mailbox is: bar, percentage, used and limit. A full mailbox receives no receipts.",
        "Mostra quanto è piena la casella: barra, percentuale, spazio usato e limite. Una casella piena non riceve le ricevute.",
    ),
    "cli.quota.examples": (
        "  pectui quota\n  pectui quota --json | jq .percent\n  pectui quota --check 80:95",
        "  pectui quota\n  pectui quota --json | jq .percent\n  pectui quota --check 80:95",
    ),
    "cli.quota.check": (
        "speak as a monitoring plugin: from WARN and from CRIT percent on the exit code is 1 and 2; 3 when it cannot be known",
        "risponde come un plugin di monitoraggio: da WARN e da CRIT per cento in su il codice di uscita è 1 e 2; 3 se non si può sapere",
    ),
    "cli.quota.not-thresholds": (
        "two percentages from 0 to 100 are needed, such as 80:95, the second no smaller; not {value}",
        "servono due percentuali da 0 a 100, per esempio 80:95, la seconda non minore; non {value}",
    ),
    "cli.quota.check-used": (
        "{percent} % used ({used} of {limit} MB)",
        "{percent} % usato ({used} di {limit} MB)",
    ),
    "cli.quota.check-ended": ("ended by a signal", "terminato da un segnale"),
    "cli.quota.figures": (
        "{percent} % · {used} of {limit} MB",
        "{percent} % · {used} di {limit} MB",
    ),
    "cli.quota.unlimited": (
        "{used} MB used, no limit known",
        "{used} MB usati, nessun limite noto",
    ),
    "cli.quota.unknown": ("the service gives no figures", "il servizio non fornisce i dati"),
    "cli.quota.filling": ("filling up", "si sta riempiendo"),
    "cli.quota.full": ("almost full", "quasi piena"),
    "cli.quota.over": ("FULL", "PIENA"),
    # ── sync ─────────────────────────────────────────────────────────────────
    "cli.sync.summary": (
        "bring the copy of the mailbox up to date",
        "aggiorna la copia della casella",
    ),
    "cli.sync.description": (
        "Bring the copy of the mailbox on this machine up to date once, receipts and states of what was\n"
        "sent included, and end: for cron and scripts. The first time, everything is read.",
        "Aggiorna una volta la copia della casella su questo computer, con le ricevute e lo stato degli\n"
        "invii, e termina: per cron e script. La prima volta legge tutto.",
    ),
    "cli.sync.examples": (
        "  pectui sync\n  pectui sync --json\n  */10 * * * *  pectui sync",
        "  pectui sync\n  pectui sync --json\n  */10 * * * *  pectui sync",
    ),
    "cli.sync.held.one": ("1 message is here", "1 messaggio è qui"),
    "cli.sync.held.many": ("{count} messages are here", "{count} messaggi sono qui"),
    "cli.sync.done": (
        "{held} · new: {new} · gone from the service: {gone}",
        "{held} · nuovi: {new} · non più sul servizio: {gone}",
    ),
    "cli.sync.not-complete": (
        "The mailbox moved while it was read, each time: run this again for the rest",
        "La casella è cambiata durante ogni lettura: esegui di nuovo il comando per il resto",
    ),
    "cli.sync.not-kept": (
        "Nothing of it is kept after this command",
        "Nulla ne resta dopo questo comando",
    ),
    "cli.sync.waiting": (
        "Another {who} is writing the copy; waiting for it",
        "Un altro {who} sta scrivendo la copia; attendo",
    ),
    "cli.sync.process": ("pectui (process {process})", "pectui (processo {process})"),
    "cli.sync.another": ("pectui", "pectui"),
    "cli.sync.progress": ("read {held} of {total}", "letti {held} di {total}"),
    # ── search ───────────────────────────────────────────────────────────────
    "cli.search.summary": (
        "search the copy of the mailbox, without the network",
        "cerca nella copia della casella, senza rete",
    ),
    "cli.search.description": (
        "Search the copy of the mailbox on this machine, newest first; the service is not asked.\n"
        "The language is that of / in the program. Words may begin with a minus; options have two.",
        "Cerca nella copia della casella su questo computer, dal più recente; al servizio non si chiede nulla.\n"
        "La lingua è quella di / nel programma. Le parole possono iniziare con un meno; le opzioni ne hanno due.",
    ),
    "cli.search.examples": (
        "  pectui search fattura comune\n  pectui search da:studio -bozza --limit 20\n"
        "  pectui search is:unread --json",
        "  pectui search fattura comune\n  pectui search da:studio -bozza --limit 20\n"
        "  pectui search è:non-letto --json",
    ),
    "cli.search.words": ("WORDS", "PAROLE"),
    "cli.search.all": (
        "what to look for; without words, everything is listed",
        "che cosa cercare; senza parole elenca tutto",
    ),
    "cli.search.limit": ("print the newest N at most", "stampa al massimo i N più recenti"),
    "cli.search.nothing": ("Nothing found", "Nessun risultato"),
    "cli.search.empty": (
        "The copy is empty: “pectui sync” fills it",
        "La copia è vuota: “pectui sync” la riempie",
    ),
    "cli.search.first": ("the newest {count} of {found}", "i {count} più recenti di {found}"),
    # ── purge ────────────────────────────────────────────────────────────────
    "cli.purge.summary": (
        "remove what is kept here of the mailbox",
        "rimuove ciò che è tenuto qui della casella",
    ),
    "cli.purge.description": (
        "Remove what the copy of the mailbox holds on this machine: texts, lists, first pictures.\n"
        "Sendings, receipts, drafts, marks and notes stay; the service is not asked.",
        "Rimuove ciò che la copia della casella contiene su questo computer: testi, elenchi, prime schermate.\n"
        "Invii, ricevute, bozze, contrassegni e note restano; al servizio non si chiede nulla.",
    ),
    "cli.purge.examples": (
        "  pectui purge\n  pectui purge -A studio --json",
        "  pectui purge\n  pectui purge -A studio --json",
    ),
    "cli.purge.done": (
        "Removed {size} MB kept of the mailbox of account “{account}”",
        "Rimossi {size} MB conservati della casella dell'account “{account}”",
    ),
    "cli.purge.nothing": (
        "Nothing was kept of the mailbox of account “{account}”",
        "Non c'era nulla di conservato della casella dell'account “{account}”",
    ),
    # ── doctor ───────────────────────────────────────────────────────────────
    "cli.doctor.summary": (
        "check what a working account needs",
        "controlla ciò che serve a un account per funzionare",
    ),
    "cli.doctor.description": (
        "Check settings, password, address, TLS, token and mailbox one by one and say what to do.\n"
        "Only reading calls are made, and it says how many; nothing is sent or changed.",
        "Controlla impostazioni, password, indirizzo, TLS, token e casella uno per uno e dice che cosa fare.\n"
        "Fa solo richieste di lettura e dice quante; nulla viene inviato o modificato.",
    ),
    "cli.doctor.calls.one": (
        "1 reading call was made to the service",
        "Fatta 1 richiesta di lettura al servizio",
    ),
    "cli.doctor.calls.many": (
        "{count} reading calls were made to the service",
        "Fatte {count} richieste di lettura al servizio",
    ),
    "cli.doctor.examples": (
        "  pectui doctor\n  pectui doctor -A studio --json",
        "  pectui doctor\n  pectui doctor -A studio --json",
    ),
    "cli.doctor.status.ok": ("ok", "ok"),
    "cli.doctor.status.warning": ("warning", "attenzione"),
    "cli.doctor.status.failed": ("failed", "non riuscito"),
    "cli.doctor.status.skipped": ("skipped", "saltato"),
    "cli.doctor.well": ("Everything needed is there", "C'è tutto il necessario"),
    "cli.doctor.trouble": (
        "Something is wrong; begin with the first that failed",
        "Qualcosa non va; comincia dal primo controllo non riuscito",
    ),
    # ── sandbox and demo ─────────────────────────────────────────────────────
    "cli.sandbox.summary": (
        "serve the sandbox on this machine",
        "avvia la sandbox su questo computer",
    ),
    "cli.sandbox.description": (
        "Serve a PEC Massiva service of our own on the loopback until Ctrl+C: a lively mailbox, sending\n"
        "with receipts, and faults on request. Nothing leaves this machine.",
        "Avvia un servizio PEC Massiva di prova, solo su questo computer, fino a Ctrl+C: una casella\n"
        "realistica, invii con ricevute e guasti a richiesta. Nulla esce da questo computer.",
    ),
    "cli.sandbox.examples": (
        "  pectui sandbox --port 8025\n"
        '  pectui sandbox --order oldest --ids stable --fault "POST /send=drop-after"\n'
        '  pectui sandbox --fault "GET /inbox=500*3" --fault "*=slow*"',
        "  pectui sandbox --port 8025\n"
        '  pectui sandbox --order oldest --ids stable --fault "POST /send=drop-after"\n'
        '  pectui sandbox --fault "GET /inbox=500*3" --fault "*=slow*"',
    ),
    "cli.sandbox.port": (
        "the port; 0 takes a free one (8025)",
        "la porta; 0 ne sceglie una libera (8025)",
    ),
    "cli.sandbox.messages": ("how many messages there are (981)", "quanti messaggi ci sono (981)"),
    "cli.sandbox.ids": (
        "numbers that shift when something is deleted, or that stay (sequence)",
        "numeri che cambiano quando si elimina qualcosa, o che restano (sequence)",
    ),
    "cli.sandbox.order": (
        "what the first page holds (newest)",
        "che cosa contiene la prima pagina (newest)",
    ),
    "cli.sandbox.bodies": ("how bodies are encoded (utf8)", "come sono codificati i corpi (utf8)"),
    "cli.sandbox.first-page": (
        "the number of the first page (1)",
        "il numero della prima pagina (1)",
    ),
    "cli.sandbox.receipt-delay": (
        "until the acceptance receipt comes (2)",
        "attesa della ricevuta di accettazione (2)",
    ),
    "cli.sandbox.seed": (
        "another seed, another mailbox (2026)",
        "un altro seme genera un'altra casella (2026)",
    ),
    "cli.sandbox.lively": ("new letters keep coming", "continuano ad arrivare nuovi messaggi"),
    "cli.sandbox.fault-form": ("CALL=KIND[*TIMES]", "CHIAMATA=TIPO[*VOLTE]"),
    "cli.sandbox.fault": (
        "something that goes wrong, once or so many times (“*” alone: for ever): drop-before, drop-after, "
        "429, 500, 502-html, truncated, slow … on a call as “GET /inbox”, “POST /send” or “*”; may be repeated",
        "un guasto, una volta o più volte (“*” da solo: sempre): drop-before, drop-after, 429, 500, 502-html, "
        "truncated, slow … su una chiamata come “GET /inbox”, “POST /send” o “*”; si può ripetere",
    ),
    "cli.sandbox.not-port": (
        "{value} is not a port (0 to 65535)",
        "{value} non è una porta (da 0 a 65535)",
    ),
    "cli.sandbox.not-fault": (
        "{value} is not CALL=KIND, such as “GET /inbox=500”",
        "{value} non è CHIAMATA=TIPO, come “GET /inbox=500”",
    ),
    "cli.sandbox.port-taken": (
        "Port {port} cannot be used: {reason}",
        "La porta {port} non si può usare: {reason}",
    ),
    "cli.sandbox.ready": (
        "The sandbox is served at {base_url}. In another terminal:",
        "La sandbox è attiva su {base_url}. In un altro terminale:",
    ),
    "cli.sandbox.end": ("Ctrl+C ends it.", "Ctrl+C la chiude."),
    "cli.demo.summary": (
        "the program on the built-in sandbox",
        "il programma sulla sandbox integrata",
    ),
    "cli.demo.description": (
        "Open the program on the built-in sandbox: a lively mailbox, no account, no network, nothing kept.",
        "Apre il programma sulla sandbox integrata: una casella realistica, senza account, senza rete, senza lasciare traccia.",
    ),
    "cli.demo.examples": ("  pectui demo", "  pectui demo"),
}
