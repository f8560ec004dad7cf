"""Words of the command line: help, questions, tables, errors of arguments."""

TEXTS: dict[str, str] = {
    # ── the program ──────────────────────────────────────────────────────────
    "cli.description": "Certified mail (PEC) in a terminal, over the PEC Massiva service.",
    "cli.usage": "usage: pectui [-A NAME] [COMMAND] [OPTIONS…]",
    "cli.commands": "commands:",
    "cli.start": "(no command) open the program on the account",
    "cli.options": (
        "options:\n"
        "  -A, --account NAME  the account to use, instead of the default one\n"
        "  --json              one JSON document on stdout\n"
        "  -h, --help          this help; after a command, the help of that command\n"
        "  --version           the program's version"
    ),
    "cli.more": "Without an account? “pectui demo” shows everything, on this machine alone.",
    "cli.examples": "examples:",
    "cli.name": "NAME",
    "cli.text": "TEXT",
    "cli.address": "ADDRESS",
    "cli.code": "CODE",
    "cli.days": "DAYS",
    "cli.seconds": "SECONDS",
    "cli.time": "TIME",
    "cli.account.help": "the account to use, instead of the default one",
    "cli.json.help": "one JSON document on stdout",
    "cli.help.help": "show this help",
    "cli.no-command": "A command is needed here: {commands}",
    "cli.no-screen": "The screen cannot be opened here",
    "cli.unknown-command": "There is no command “{command}”; there are {commands}",
    "cli.unknown-command-near": "There is no command “{command}”; did you mean “{near}”?",
    "cli.interrupted": "Interrupted",
    "cli.bug": "An error nobody foresaw ({what}); the details are in {path}",
    "cli.yes-or-no": "y/N",
    "cli.typed-before": "What was typed before this question is no answer to it.",
    "cli.moment": "{moment:%Y-%m-%d %H:%M}",
    "cli.day": "{moment:%y-%m-%d}",
    "cli.stream": "the output",
    "cli.stream-closed": "it is closed",
    "cli.and-more": "{first} and {count} more",
    "cli.no-subject": "(no subject)",
    "cli.on-behalf-of": "on behalf of {address}",
    # ── argparse's own words ─────────────────────────────────────────────────
    "cli.parser.usage": "usage: ",
    "cli.parser.options": "options",
    "cli.parser.arguments": "arguments",
    "cli.parser.everywhere": "in every command",
    "cli.parser.required": "missing: %s",
    "cli.parser.unrecognized": "not known here: %s",
    "cli.parser.argument": "argument %(argument_name)s: %(message)s",
    "cli.parser.invalid": "%(value)r does not fit",
    "cli.parser.choice": "%(value)r is none of %(choices)s",
    "cli.parser.not-with": "not together with %s",
    "cli.parser.ambiguous": "%(option)s could mean %(matches)s",
    "cli.parser.no-value": "takes no value, not even %r",
    "cli.parser.one": "a value is missing",
    "cli.parser.at-most-one": "one value at most",
    "cli.parser.at-least-one": "a value is missing",
    "cli.parser.one-of": "one of %s is needed",
    "cli.parser.expected": "%s values are needed",
    "cli.not-positive": "{value} is not a whole number from 1 up",
    "cli.not-seconds": "{value} is not a number of seconds",
    # ── inbox ────────────────────────────────────────────────────────────────
    "cli.inbox.summary": "one page of the inbox, newest first",
    "cli.inbox.description": "List one page of the inbox, newest first. Times are those of Rome.",
    "cli.inbox.examples": (
        "  pectui inbox\n"
        "  pectui inbox -p 2\n"
        "  pectui inbox -q fattura --json | jq -r '.messages[].subject'"
    ),
    "cli.inbox.query": "search at the service; on a large mailbox it can take minutes",
    "cli.inbox.page": "which page; 1 is the newest",
    "cli.inbox.number": "No.",
    "cli.inbox.kind": "Kind",
    "cli.inbox.date": "Date (Rome)",
    "cli.inbox.sender": "From",
    "cli.inbox.subject": "Subject",
    "cli.inbox.place": "Page {page} of {pages}",
    "cli.inbox.messages.one": "{count} message",
    "cli.inbox.messages.many": "{count} messages",
    "cli.inbox.empty": "The inbox is empty",
    "cli.inbox.nothing-found": "Nothing found",
    "cli.inbox.offline": "What is held on this machine: “pectui search”, with or without words",
    "cli.inbox.past-the-end": "There is no page {page}: the last one is {pages}",
    # ── show ─────────────────────────────────────────────────────────────────
    "cli.show.summary": "one message, decoded",
    "cli.show.description": "Show one message as readable text, HTML too. Reading changes nothing at the service.",
    "cli.show.examples": "  pectui show 981\n  pectui show 981 --raw\n  pectui show 981 --json | jq -r .body",
    "cli.show.id": "the message's number, as “pectui inbox” lists it",
    "cli.show.raw": "the body as the service gave it",
    "cli.show.from": "From",
    "cli.show.to": "To",
    "cli.show.date": "Date",
    "cli.show.kind": "Kind",
    "cli.show.subject": "Subject",
    "cli.show.code": "Code",
    "cli.show.note": "Note",
    "cli.show.empty": "(empty)",
    # ── set-up ───────────────────────────────────────────────────────────────
    "cli.set-up.intro": (
        "No account is set up yet. A few questions, each with where its answer is found; then "
        "everything is tried, and only then saved. Enter alone takes what stands in brackets. Ctrl+C "
        "ends, and nothing is saved; “pectui plain --demo” needs no account."
    ),
    "cli.set-up.secrets": "Password and token of “{name}” are kept nowhere: they are asked for at each start, and tried.",
    "cli.set-up.renew": "Another password or token for “{name}”; Enter alone keeps the one there is. Ctrl+C leaves all as it was.",
    "cli.set-up.password": "The password you log in with in the webmail of your PEC. It is not shown while you type.",
    "cli.set-up.before": "{label} [{answer}]",
    "cli.set-up.kept": "{label} [as before]",
    "cli.set-up.place": "Where password and token are to be kept:",
    "cli.set-up.number": "Number",
    "cli.set-up.step": "{number} of {all}: {step}",
    "cli.set-up.anyway": "Save it all the same?",
    "cli.set-up.again": "Once more; Enter alone keeps what you answered.",
    # ── plain ────────────────────────────────────────────────────────────────
    "cli.plain.summary": "the program as a conversation in lines, without a screen",
    "cli.plain.description": (
        "Read, write and follow certified mail in plain lines, for screen readers, braille, slow lines "
        "and scripts: nothing is repainted, every change is a line. “help” tells what can be said."
    ),
    "cli.plain.examples": "  pectui plain\n  pectui plain --demo\n  printf 'list unread\\nquit\\n' | pectui plain",
    "cli.plain.demo": "on the built-in sandbox: an invented mailbox, no account, no network, nothing kept",
    "cli.plain.no-json": "A conversation is no document: --json is for the other commands",
    # ── send ─────────────────────────────────────────────────────────────────
    "cli.send.summary": "send a letter",
    "cli.send.description": (
        "Send a letter. The text comes from -b, from -f or from stdin. Each recipient gets a sending\n"
        "of its own, with its own receipts, unless --together. When the answer of the service is lost\n"
        "the letter is never sent again by itself: the exit code is 8, and “pectui sent” goes on looking."
    ),
    "cli.send.examples": (
        '  pectui send -t comune@pec.example -s "Request" -f request.txt -a document.pdf\n'
        '  echo "Good morning" | pectui send -t a@pec.example b@pec.example -s "Notice"\n'
        '  pectui send -t a@pec.example -s "Notice" -b "<p>Good morning</p>" --html --json'
    ),
    "cli.send.to": "recipients; several may follow, or be separated by commas",
    "cli.send.subject": "the subject, at most 120 characters",
    "cli.send.body": "the text; others on this machine can read it in the list of processes, unlike -f or stdin",
    "cli.send.file": "a file with the text, in UTF-8; “-” is stdin",
    "cli.send.attach": "files to attach; several may follow",
    "cli.send.at": "when it leaves: 18:30, “tomorrow 9:00”, “26/11 09:00”; the hour of Rome",
    "cli.send.waits": "It is queued and leaves at or after {date}: while pectui is open, or with the next pectui send",
    "cli.send.again": "send it although an equal letter is queued, under way, unknown or found to have left",
    "cli.send.dry-run.help": "check the letter and print what would leave; nothing is sent or queued",
    "cli.send.would-wait": "It would leave at or after {date}: while pectui is open, or with the next pectui send",
    "cli.send.dry-run": "Checked only: nothing was sent or queued",
    "cli.send.file-of": "{name} · {mime} · {bytes} {bytes:byte|bytes}",
    "cli.send.earlier": (
        "An equal letter left on {date}, as its receipts or its code say: nothing was sent to this "
        "recipient now; --again sends it a second time"
    ),
    "cli.send.html": "the text is HTML already",
    "cli.send.together": "one sending for all recipients: one code, and receipts that may not tell them apart",
    "cli.send.type-it": "Type the text of the letter; Ctrl+D on an empty line ends it",
    "cli.send.stdin": "standard input",
    "cli.send.not-utf8": "the text is not UTF-8",
    "cli.send.interrupted": "“pectui sent” says how the letter stands; do not send it again before you know",
    "cli.send.kept": "Nothing was sent; the letter is among the drafts",
    # ── sent ─────────────────────────────────────────────────────────────────
    "cli.sent.summary": "the sendings known here and how they stand",
    "cli.sent.description": "List the sendings known here. With a code, ask the service for its receipts.",
    "cli.sent.no-answer-in-time": "The service did not answer in time: this is what was known before",
    "cli.sent.examples": "  pectui sent\n  pectui sent 2026031010000042\n  pectui sent 2026031010000042 --wait 300 --json",
    "cli.sent.code": "a sending's code: the service is asked",
    "cli.sent.wait": "return when the state is final, or after so many seconds",
    "cli.sent.rebuild": "look through the whole inbox for letters sent from another machine or program",
    "cli.sent.rebuild-has-no-code": "--rebuild looks for every sending: it takes no code",
    "cli.sent.reading": "{read} {read:message|messages} of the inbox read, {found} {found:sending|sendings} found",
    "cli.sent.found.one": "{count} sending found",
    "cli.sent.found.many": "{count} sendings found",
    "cli.sent.reading-receipts": "Reading their receipts; Ctrl+C stops, what was found stays",
    "cli.sent.wait-needs-code": "--wait needs a sending's code",
    "cli.sent.remove-copies": "remove the copies of attachments of letters settled for so many days; the letters stay",
    "cli.sent.remove-copies-alone": "--remove-copies takes neither a code nor --rebuild",
    "cli.sent.removed-copies.one": "Copies of one letter removed, {size} MB",
    "cli.sent.removed-copies.many": "Copies of {count} letters removed, {size} MB",
    "cli.sent.heading.code": "Code",
    "cli.sent.heading.state": "State",
    "cli.sent.heading.date": "Date (Rome)",
    "cli.sent.heading.recipients": "To",
    "cli.sent.heading.subject": "Subject",
    "cli.sent.count.one": "{count} sending",
    "cli.sent.count.many": "{count} sendings",
    "cli.sent.none": "Nothing was sent from here yet",
    "cli.sent.not-looked": "Open outcomes could not be looked for: {reason}",
    "cli.sent.receipts": "Receipts:",
    # ── delete ───────────────────────────────────────────────────────────────
    "cli.delete.summary": "delete messages, each checked first",
    "cli.delete.description": (
        "Delete messages from the service, for good. Each is read again first: when its number leads to\n"
        "another message than the one listed, it is refused. So is a number that was not listed on\n"
        "this machine since the last deletion, for each deletion may move the numbers of others."
    ),
    "cli.delete.examples": "  pectui delete 981\n  pectui delete 12 15 18 --yes",
    "cli.delete.ids": "the messages' numbers, as “pectui inbox” lists them",
    "cli.delete.yes": "do not ask",
    "cli.delete.needs-yes": "Nobody can be asked here: add --yes to delete",
    "cli.delete.will-go.one": "This message will be deleted for good:",
    "cli.delete.will-go.many": "These {count} messages will be deleted for good:",
    "cli.delete.sure": "Delete?",
    "cli.delete.nothing": "Nothing was deleted",
    "cli.delete.deleted": "{id} deleted",
    "cli.delete.unknown": "{id}: not known whether it was deleted: {reason}",
    "cli.delete.refused": "{id} not deleted: {reason}",
    # ── quota ────────────────────────────────────────────────────────────────
    "cli.quota.summary": "how full the mailbox is, in one line",
    "cli.quota.description": "Show how full the mailbox is: bar, percentage, used and limit. A full mailbox receives no receipts.",
    "cli.quota.examples": "  pectui quota\n  pectui quota --json | jq .percent\n  pectui quota --check 80:95",
    "cli.quota.check": "speak as a monitoring plugin: from WARN and from CRIT percent on the exit code is 1 and 2; 3 when it cannot be known",
    "cli.quota.not-thresholds": "two percentages from 0 to 100 are needed, such as 80:95, the second no smaller; not {value}",
    "cli.quota.check-used": "{percent} % used ({used} of {limit} MB)",
    "cli.quota.check-ended": "ended by a signal",
    "cli.quota.figures": "{percent} % · {used} of {limit} MB",
    "cli.quota.unlimited": "{used} MB used, no limit known",
    "cli.quota.unknown": "the service gives no figures",
    "cli.quota.filling": "filling up",
    "cli.quota.full": "almost full",
    "cli.quota.over": "FULL",
    # ── sync ─────────────────────────────────────────────────────────────────
    "cli.sync.summary": "bring the copy of the mailbox up to date",
    "cli.sync.description": (
        "Bring the copy of the mailbox on this machine up to date once, receipts and states of what was\n"
        "sent included, and end: for cron and scripts. The first time, everything is read."
    ),
    "cli.sync.examples": "  pectui sync\n  pectui sync --json\n  */10 * * * *  pectui sync",
    "cli.sync.held.one": "1 message is here",
    "cli.sync.held.many": "{count} messages are here",
    "cli.sync.done": "{held} · new: {new} · gone from the service: {gone}",
    "cli.sync.not-complete": "The mailbox moved while it was read, each time: run this again for the rest",
    "cli.sync.not-kept": "Nothing of it is kept after this command",
    "cli.sync.waiting": "Another {who} is writing the copy; waiting for it",
    "cli.sync.process": "pectui (process {process})",
    "cli.sync.another": "pectui",
    "cli.sync.progress": "read {held} of {total}",
    # ── search ───────────────────────────────────────────────────────────────
    "cli.search.summary": "search the copy of the mailbox, without the network",
    "cli.search.description": (
        "Search the copy of the mailbox on this machine, newest first; the service is not asked.\n"
        "The language is that of / in the program. Words may begin with a minus; options have two."
    ),
    "cli.search.examples": (
        "  pectui search fattura comune\n  pectui search da:studio -bozza --limit 20\n"
        "  pectui search is:unread --json"
    ),
    "cli.search.words": "WORDS",
    "cli.search.all": "what to look for; without words, everything is listed",
    "cli.search.limit": "print the newest N at most",
    "cli.search.nothing": "Nothing found",
    "cli.search.empty": "The copy is empty: “pectui sync” fills it",
    "cli.search.first": "the newest {count} of {found}",
    # ── export, backup, restore ──────────────────────────────────────────────
    "cli.export.summary": "write messages of the copy to a file",
    "cli.export.description": (
        "Write what a search of the copy finds to a file, newest first, in the format of its name: .txt, .json,\n"
        ".jsonl, .csv, .eml (one message) or .mbox. A text that is not here yet is read from the service.\n"
        "With --since-last, write everything new since the last time into a folder of today, for cron.\n"
        "What is written is built from what the service shows and is no signed original."
    ),
    "cli.export.examples": (
        "  pectui export fattura comune -o fatture.mbox\n  pectui export da:studio -bozza -o studio.csv\n"
        "  pectui export -o - --format jsonl | jq .subject\n"
        "  0 3 * * *  pectui sync && pectui export --since-last -o ~/pec-archive"
    ),
    "cli.export.all": "what to look for, as in “pectui search”; without words, everything is written",
    "cli.export.file": "FILE",
    "cli.export.output": "the file to write, or “-” for stdout; with --since-last, the folder of the archive",
    "cli.export.format": "FORMAT",
    "cli.export.formats": "txt, json, jsonl, csv, eml or mbox, instead of what the file's name says",
    "cli.export.force": "replace a file that is there",
    "cli.export.since-last": "write what is new since the last time into a folder of today within FILE",
    "cli.export.since-last-alone": "--since-last takes a folder with -o, and neither words, --format nor --force",
    "cli.export.stdout-json": "-o - writes the messages to stdout: it does not go with --json; --format json does",
    "cli.export.stdout-format": "-o - needs --format: {formats}",
    "cli.export.unknown-format": "The format is one of {formats}",
    "cli.export.nothing-new": "Nothing is new since the last time",
    "cli.export.left.one": "1 message could not be read now: it comes the next time",
    "cli.export.left.many": "{count} messages could not be read now: they come the next time",
    "cli.backup.summary": "write your data into one file",
    "cli.backup.description": (
        "Write the data of every account into one file: sendings, receipts, originals, frozen files, drafts,\n"
        "batches, marks, notes, and the settings without secrets. pectui may go on meanwhile.\n"
        "The letters in it are not encrypted: keep it where only you can read it."
    ),
    "cli.backup.examples": "  pectui backup -o pectui-2026-11-29.zip\n  unzip -p pectui-2026-11-29.zip backup.json",
    "cli.backup.output": "the file to write, a zip",
    "cli.backup.done.one": "1 file is in the backup: {file}",
    "cli.backup.done.many": "{count} files are in the backup: {file}",
    "cli.backup.missing.one": "1 file of a letter or original is not here any more, or was changed; backup.json names it",
    "cli.backup.missing.many": "{count} files of letters or originals are not here any more, or were changed; backup.json names them",
    "cli.restore.summary": "bring a backup of your data to this machine",
    "cli.restore.description": (
        "Check a backup whole, then bring its data to this machine. Data that are here and not in the backup are\n"
        "never touched: then nothing is done. What waited to leave when the backup was made does not leave from\n"
        "here, because the other machine may have sent it since: it is unknown until it is found or you decide."
    ),
    "cli.restore.examples": "  pectui restore pectui-2026-11-29.zip",
    "cli.restore.file": "a file that “pectui backup” wrote",
    "cli.restore.done.one": "Your data are here: 1 sending",
    "cli.restore.done.many": "Your data are here: {count} sendings",
    "cli.restore.held.one": "1 letter was waiting to leave; it is held, since the other machine may have sent it",
    "cli.restore.held.many": "{count} letters were waiting to leave; they are held, since the other machine may have sent them",
    "cli.restore.settings": "The settings are in {path}; passwords and tokens have to be given again",
    # ── purge ────────────────────────────────────────────────────────────────
    "cli.files": "FILE",
    "cli.file": "FILE",
    "cli.import.summary": "take the provider's signed originals in",
    "cli.import.description": (
        "Takes in the signed messages of the provider that the webmail exports: receipts and envelopes of certified "
        "letters. Each is checked without the network and belongs to the sending whose code was signed. With "
        "pec_ca_file an original that is intact, trusted and was valid then counts as a receipt"
    ),
    "cli.import.examples": "  pectui import consegna.eml\n  pectui import export.zip inbox.mbox receipts/\n  pectui import *.eml --json",
    "cli.import.files": ".eml files, folders, .zip archives or .mbox files",
    "cli.import.anyway": "keep what is refused, too; it proves nothing",
    "cli.import.progress.one": "1 file looked at",
    "cli.import.progress.many": "{count} files looked at",
    "cli.import.not-checked": "Signatures were not checked: pip install 'pectui[verify]', then pectui originals --check",
    "cli.import.refused": "Refused: {reason}",
    "cli.import.no-proof": "Proves nothing: {reason}",
    "cli.import.unbound": "Its sending is not known here yet; it is bound when that appears",
    "cli.import.done": "new: {new} · here already: {held} · refused: {refused}",
    "cli.originals.summary": "list the signed originals, and those not fetched yet",
    "cli.originals.description": (
        "Lists the provider's signed originals that were taken in, each with its check. Whether a certificate had been "
        "revoked cannot be seen without the network"
    ),
    "cli.originals.examples": "  pectui originals\n  pectui originals --missing -o to-fetch.txt\n  pectui originals --remove 12",
    "cli.originals.missing": "list the originals not fetched yet, oldest first",
    "cli.originals.check": "check all of them anew",
    "cli.originals.remove": "take originals out again, by their numbers",
    "cli.originals.output": "with --missing: write the list to a new file, to tick off in the webmail",
    "cli.originals.output-of-missing": "-o goes with --missing",
    "cli.originals.count.one": "1 original",
    "cli.originals.count.many": "{count} originals",
    "cli.originals.lacking.one": "1 original is not fetched yet",
    "cli.originals.lacking.many": "{count} originals are not fetched yet",
    "cli.originals.removed": "Original {id} was taken out",
    "cli.dossier.summary": "write the proof of sendings into a folder or a zip",
    "cli.dossier.description": "Writes what was sent, the receipts, the signed originals that were taken in, a page to print, a chronology and the hash of every file. From what is known here, without the network: pectui sent CODE asks for the latest receipts first. Nothing is replaced.",
    "cli.dossier.examples": "  pectui dossier 2026031010000042 -o dossier\n  pectui dossier 2026031010000042 2026031010000043 -o proofs.zip\n  pectui dossier --batch 7F3K -o batch.zip",
    "cli.dossier.codes": "the codes of the sendings",
    "cli.dossier.batch": "everything that left with a batch: a folder for each letter, and one register",
    "cli.dossier.place": "FOLDER|ZIP",
    "cli.dossier.where": "a new or empty folder, or a new .zip",
    "cli.dossier.which": "Give the codes of sendings, or --batch ID",
    "cli.dossier.progress.one": "1 dossier written",
    "cli.dossier.progress.many": "{count} dossiers written",
    "cli.dossier.line": "{code}  signed originals {originals}",
    "cli.dossier.done.one": "1 dossier written to {path}",
    "cli.dossier.done.many": "{count} dossiers written to {path}",
    "cli.register.summary": "write what was sent and received as a table",
    "cli.register.description": "Writes a row for each recipient of a sending and for each message received, oldest first, with the moments of acceptance and delivery, for a spreadsheet. From what is here, without the network: pectui sync brings it up to date first. Nothing is replaced.",
    "cli.register.examples": "  pectui register --from 2026-01-01 --to 2026-03-31 -o first-quarter.xlsx\n  pectui register --tag rossi -o rossi.csv\n  pectui register --sent --from 30d -o sent.csv",
    "cli.register.sent": "only what was sent",
    "cli.register.received": "only what was received",
    "cli.register.tag": "only what has this tag",
    "cli.register.date": "DATE",
    "cli.register.from": "from this day on",
    "cli.register.to": "up to this day, month or year, itself included",
    "cli.register.output": "the new file, .csv or .xlsx",
    "cli.register.no-day": "{text} is no day; write 2026-03-10",
    "cli.register.done.one": "1 row written to {path}",
    "cli.register.done.many": "{count} rows written to {path}",
    "cli.purge.summary": "remove what is kept here of the mailbox",
    "cli.purge.description": (
        "Remove what the copy of the mailbox holds on this machine: texts, lists, first pictures.\n"
        "Sendings, receipts, drafts, marks and notes stay; the service is not asked."
    ),
    "cli.purge.examples": "  pectui purge\n  pectui purge -A studio --json",
    "cli.purge.done": "Removed {size} MB kept of the mailbox of account “{account}”",
    "cli.purge.nothing": "Nothing was kept of the mailbox of account “{account}”",
    # ── doctor ───────────────────────────────────────────────────────────────
    "cli.doctor.self-test": (
        "find out what this account's service really does, asking before each step; says which step may cost"
    ),
    "cli.self-test.yes": "with --self-test: ask nothing, take the steps that only read",
    "cli.self-test.allow-sending": (
        "with --self-test: send a letter to yourself without asking; it may cost"
    ),
    "cli.self-test.allow-deleting": (
        "with --self-test: delete what the test letter brought without asking"
    ),
    "cli.self-test.wait": "with --self-test: how long receipts are waited for (180)",
    "cli.self-test.alone": (
        "--yes, --allow-sending, --allow-deleting and --wait go with --self-test"
    ),
    "cli.self-test.needs-yes": (
        "the self-test asks before each step: run it in a terminal, or with --yes, which takes the steps that only read"
    ),
    "cli.self-test.left-out": "Left out: {option} allows it.",
    "cli.self-test.take": "Take this step?",
    "cli.self-test.sees": "Is it so?",
    "cli.self-test.sees-choice": "y/n, Enter: I do not know",
    "cli.self-test.write": "Write {settings} into the settings of “{account}”?",
    "cli.self-test.written": "Written into the settings: {settings}",
    "cli.self-test.to-set": "For this service, set: {settings}",
    "cli.self-test.open": "not found out",
    "cli.self-test.ended": "The test ended early; this is what it learned so far.",
    "cli.self-test.has-left": (
        "The test letter has left. What it brings into the mailbox has “{subject}” in its subject; a test within a day uses it again."
    ),
    "cli.self-test.calls.one": "1 request was made to the service",
    "cli.self-test.calls.many": "{count} requests were made to the service",
    "cli.self-test.report": (
        "What was learned is kept. To send it to us, without secrets, addresses or texts: pectui doctor --report"
    ),
    "cli.doctor.report": "a text for a bug report in place of the checks: no secret, no address, no letter",
    "cli.doctor.report-made": "Look through it before you paste it anywhere: it has names and numbers, and no secret, address or letter",
    "cli.doctor.summary": "check what a working account needs",
    "cli.doctor.description": (
        "Check settings, password, address, TLS, token and mailbox one by one and say what to do.\n"
        "Only reading calls are made, and it says how many; nothing is sent or changed,\n"
        "but by --self-test, which asks first."
    ),
    "cli.doctor.calls.one": "1 reading call was made to the service",
    "cli.doctor.calls.many": "{count} reading calls were made to the service",
    "cli.doctor.examples": "  pectui doctor\n  pectui doctor -A studio --json\n  pectui doctor --self-test",
    "cli.doctor.status.ok": "ok",
    "cli.doctor.status.warning": "warning",
    "cli.doctor.status.failed": "failed",
    "cli.doctor.status.skipped": "skipped",
    "cli.doctor.well": "Everything needed is there",
    "cli.doctor.trouble": "Something is wrong; begin with the first that failed",
    # ── sandbox and demo ─────────────────────────────────────────────────────
    "cli.sandbox.summary": "serve the sandbox on this machine",
    "cli.sandbox.description": (
        "Serve a PEC Massiva service of our own on the loopback until Ctrl+C: a lively mailbox, sending\n"
        "with receipts, and faults on request. Nothing leaves this machine."
    ),
    "cli.sandbox.examples": (
        "  pectui sandbox --port 8025\n"
        '  pectui sandbox --order oldest --ids stable --fault "POST /send=drop-after"\n'
        '  pectui sandbox --fault "GET /inbox=500*3" --fault "*=slow*"'
    ),
    "cli.sandbox.port": "the port; 0 takes a free one (8025)",
    "cli.sandbox.messages": "how many messages there are (981)",
    "cli.sandbox.ids": "numbers that shift when something is deleted, or that stay (sequence)",
    "cli.sandbox.order": "what the first page holds (newest)",
    "cli.sandbox.bodies": "how bodies are encoded (utf8)",
    "cli.sandbox.first-page": "the number of the first page (1)",
    "cli.sandbox.quota-unit": "in what the quota is counted (KB)",
    "cli.sandbox.attachments": "how files must be packed; “spoiled” takes data URIs for plain base64 (either)",
    "cli.sandbox.receipt-names": "other names of date, subject and body in the receipts of a sending",
    "cli.sandbox.receipt-names-form": "DATE,SUBJECT,BODY",
    "cli.sandbox.not-names": "must be three names separated by commas, not {value}",
    "cli.sandbox.receipt-delay": "until the acceptance receipt comes (2)",
    "cli.sandbox.seed": "another seed, another mailbox (2026)",
    "cli.sandbox.lively": "new letters keep coming",
    "cli.sandbox.fault-form": "CALL=KIND[*TIMES]",
    "cli.sandbox.fault": (
        "something that goes wrong, once or so many times (“*” alone: for ever): drop-before, drop-after, "
        "429, 500, 502-html, truncated, slow … on a call as “GET /inbox”, “POST /send” or “*”; may be repeated"
    ),
    "cli.sandbox.not-port": "{value} is not a port (0 to 65535)",
    "cli.sandbox.not-fault": "{value} is not CALL=KIND, such as “GET /inbox=500”",
    "cli.sandbox.port-taken": "Port {port} cannot be used: {reason}",
    "cli.sandbox.ready": "The sandbox is served at {base_url}. In another terminal:",
    "cli.sandbox.end": "Ctrl+C ends it.",
    "cli.demo.summary": "the program on the built-in sandbox",
    "cli.demo.description": "Open the program on the built-in sandbox: a lively mailbox, no account, no network, nothing kept.",
    "cli.demo.examples": "  pectui demo",
    # ── batch ────────────────────────────────────────────────────────────────
    "cli.batch.summary": "send many letters at once, from a table",
    "cli.batch.description": "Sends a letter to each row of a table (CSV or XLSX). Subject and text are a template: {{ nome }} is the cell of the column “nome”. Everything is checked before anything leaves, confirmed once, and never sent twice.",
    "cli.batch.examples": '  pectui batch check clienti.csv -s "Sollecito {{ pratica }}" -f testo.txt\n  pectui batch preview clienti.csv -s "Sollecito {{ pratica }}" -f testo.txt --row 2\n  pectui batch test clienti.csv -s "Sollecito {{ pratica }}" -f testo.txt --row 2\n  pectui batch send clienti.csv -s "Sollecito {{ pratica }}" -f testo.txt -a "fatture/{{ numero }}.pdf"\n  pectui batch status\n  pectui batch report 7F3K -o esito.xlsx',
    "cli.batch.action": "WHAT",
    "cli.batch.action.help": "check, preview, test (to oneself) or send a table, or split its cells of several addresses; status, report, pause, resume or stop a batch",
    "cli.batch.target": "TABLE|BATCH",
    "cli.batch.target.help": "the table, or the id of a batch",
    "cli.batch.letter": "the letter",
    "cli.batch.subject": "the subject, a template",
    "cli.batch.body": "the text, a template",
    "cli.batch.file": "a file with the text, a template; “-” for stdin",
    "cli.batch.html": "the text is HTML; fields are escaped in it",
    "cli.batch.pattern": "FILE",
    "cli.batch.attach": "files for every letter; with a field in the name, the file of each row",
    "cli.batch.folder": "FOLDER",
    "cli.batch.attachments-from": "the folder of the files that rows name, if it is not that of the table",
    "cli.batch.docx": "a DOCX with fields, filled for each row and attached",
    "cli.batch.pdf": "attach it as PDF (needs LibreOffice)",
    "cli.batch.table": "the table",
    "cli.batch.column": "COLUMN",
    "cli.batch.to": "the column of the addresses; “pec” and other usual names are found",
    "cli.batch.header-row": "the row of the titles, where others stand above",
    "cli.batch.sheet": "the sheet of the workbook",
    "cli.batch.without-hidden": "leave out rows hidden in the workbook",
    "cli.batch.field": "FIELD",
    "cli.batch.may-be-empty": "fields of the letter that may be empty",
    "cli.batch.allow-duplicates": "allow one address in several rows, and letters equal to one that left within 30 days",
    "cli.batch.sending": "preview, sending, afterwards",
    "cli.batch.row": "the row, as the spreadsheet counts",
    "cli.batch.write": "preview: write every letter into this new folder",
    "cli.batch.output": "check: what is found as a table; report: where (.csv, .xlsx); split: the new table (.xlsx)",
    "cli.batch.yes": "send without asking",
    "cli.batch.only-ready": "send the rows that are ready, leave out the others",
    "cli.batch.again": "the same table and template once more, as a new batch",
    "cli.batch.at": "leave at this time: 18:30, tomorrow 9:00, 26/11 09:00",
    "cli.batch.hours": "leave in these hours of the day only, Rome's time",
    "cli.batch.deliver-by": "they must be delivered by then: the report says whether they were",
    "cli.batch.failed-of": "instead of a table: those with whom this batch failed",
    "cli.batch.silent-of": "instead of a table: those who have not answered to this batch",
    "cli.batch.days": "with --silent-of: for how many days",
    "cli.batch.wait": "wait at most so long for the final states",
    "cli.batch.no-hours": "{value} is no span of hours such as 08:00-20:00",
    "cli.batch.which": "Say which batch: “pectui batch status” lists them",
    "cli.batch.no-table": "Say which table",
    "cli.batch.no-subject": "Give a subject with -s",
    "cli.batch.pdf-of-what": "--pdf needs --docx",
    "cli.batch.which-row": "Say which row with --row N",
    "cli.batch.where": "Say where to with -o FILE.csv or FILE.xlsx",
    "cli.batch.not-confirmed": "Not confirmed; nothing was queued",
    "cli.batch.of-the-batch": "{names}: that comes from the batch which is followed; leave it out",
    "cli.batch.over-the-table": "-o names {name}, which the batch is made from and which would be lost: choose another name",
    "cli.batch.not-to-send": "{names} is not for “send”, which sends every row: “preview” and “test” take a row, “preview --write” a folder",
    "cli.batch.kept-back.one": "1 letter stays taken back: an equal one left elsewhere, or you took it back; “pectui batch status {id}” says why",
    "cli.batch.kept-back.many": "{count} letters stay taken back: equal ones left elsewhere, or you took them back; “pectui batch status {id}” says why",
    "cli.batch.say-yes": "Nobody is there to confirm: add --yes",
    "cli.batch.confirm": "{count} {count:letter|letters} will leave. Send {count:it|them}?",
    "cli.batch.reading": "{rows} {rows:row|rows} read …",
    "cli.batch.written": "{count} {count:letter|letters} written to {folder}; nothing was sent",
    "cli.batch.nothing-held": "It has ended: nothing waits that could be held",
    "cli.batch.interrupted": "What has left has left. The rest waits, and leaves whenever a pectui runs: “pectui batch resume {id}” goes on now, “pectui batch stop {id}” takes it back",
    "cli.batch.where-workbook": "Say where to with -o FILE.xlsx",
    "cli.batch.times-with-send": "Times are given with “pectui batch send”",
    "cli.batch.split-a-table": "Only a table can be split, not the rows of a batch",
    "cli.batch.split": "{rows} {rows:row|rows} read, {written} written to {path}, one address to a row",
    "cli.batch.reported": "{rows} {rows:row|rows} written to {path}",
    "cli.batch.checked": "{rows} {rows:row|rows} · {ready} ready · {post} to post · {problems} with problems · addresses in “{column}”",
    "cli.batch.to-post": "To post on paper, by row: {rows}",
    "cli.batch.to-whom": "To",
    "cli.batch.subject-is": "Subject",
    "cli.batch.file-of": "Attachment: {name}, {bytes} {bytes:byte|bytes}",
    "cli.batch.none": "No batch yet",
    "cli.batch.leaves-at": "  leaves at {date}",
    "cli.batch.confirm.left-out.one": "1 row that is not ready is left out.",
    "cli.batch.confirm.left-out.many": "{count} rows that are not ready are left out.",
    "cli.batch.nothing-new": "Confirmed before as {id}: nothing new leaves",
    "cli.batch.receipts": "{final} of {all} {final:has its|have their} last receipt",
    "cli.batch.progress": "{left} of {all} have left",
    "cli.batch.minutes-left.one": "about 1 minute left",
    "cli.batch.minutes-left.many": "about {count} minutes left",
    "cli.batch.of-rows": "rows: {rows}",
    "cli.batch.no-copy": "Who has answered is not known here: run “pectui sync” first",
    "cli.batch.no-address": "No address: this row goes by post, and nothing leaves for it",
    "cli.batch.heading.row": "Row",
    "cli.batch.heading.line": "Line",
    "cli.batch.heading.to": "To",
    "cli.batch.heading.state": "State",
    "cli.batch.heading.code": "Code",
    "cli.batch.heading.reason": "Reason",
    "cli.batch.heading.field": "Field",
    "cli.batch.heading.gravity": "Kind",
    "cli.batch.gravity.problem": "problem",
    "cli.batch.gravity.warning": "warning",
    "cli.batch.gravity.hint": "hint",
    # ── keys ─────────────────────────────────────────────────────────────────
    "cli.keys.summary": "the keys of the program as they are now",
    "cli.keys.description": (
        "List every command of the program with its keys, your own of the settings included. In brackets\n"
        "its name for the table [keys] of the settings file."
    ),
    "cli.keys.examples": "  pectui keys\n  pectui keys --json | jq -r '.places[].commands[] | select(.own) | .id'",
    "cli.keys.own": "{id}, your own keys",
    # ── completions ──────────────────────────────────────────────────────────
    "cli.completions.summary": "a completion script for bash, zsh or fish, or the man page",
    "cli.completions.description": (
        "Print a completion script, or the man page, made from what the commands take. “accounts” prints the\n"
        "names of the accounts, which the scripts ask for."
    ),
    "cli.completions.examples": (
        "  pectui completions bash > ~/.local/share/bash-completion/completions/pectui\n"
        "  pectui completions zsh > ~/.zfunc/_pectui\n"
        "  pectui completions fish > ~/.config/fish/completions/pectui.fish\n"
        "  pectui completions man > ~/.local/share/man/man1/pectui.1"
    ),
    "cli.completions.what": "WHAT",
    "cli.completions.what.help": "bash, zsh, fish, man or accounts",
    "cli.completions.heading": "Completion of pectui for {name}; made by: pectui completions {name}",
    "cli.manual.name": "NAME",
    "cli.manual.synopsis": "SYNOPSIS",
    "cli.manual.description": "DESCRIPTION",
    "cli.manual.options": "OPTIONS",
    "cli.manual.commands": "COMMANDS",
    "cli.manual.exit-status": "EXIT STATUS",
    "cli.manual.files": "FILES",
    "cli.manual.settings": "the settings; PECTUI_CONFIG names another file",
    # ── accounts ─────────────────────────────────────────────────────────────
    "cli.accounts.summary": "the accounts of this machine; add, remove, default",
    "cli.accounts.action": "ACTION",
    "cli.accounts.action.help": "list (without one), add, remove or default",
    "cli.accounts.name": "the account's name",
    "cli.accounts.new": "for a new account",
    "cli.accounts.user": "USER",
    "cli.accounts.username": "the mailbox's user; else that of PECTUI_USERNAME, else it is asked for",
    "cli.accounts.sender": "the PEC address, where the user is none",
    "cli.accounts.sandbox": "the token is one of the service's test environment",
    "cli.accounts.command": "COMMAND",
    "cli.accounts.password-command": "a command that prints the password, instead of the password itself",
    "cli.accounts.token-command": "a command that prints the token, instead of the token itself",
    "cli.accounts.yes": "remove without asking",
    "cli.accounts.which": "Which account? Its name is missing",
    "cli.accounts.none": "No account is set up yet: “pectui accounts add NAME”, or “pectui”",
    "cli.accounts.state": "State",
    "cli.accounts.look": "Last look (Rome)",
    "cli.accounts.not-set-up": "not set up",
    "cli.accounts.lacks": "lacks: {what}",
    "cli.accounts.ready": "ready ({places})",
    "cli.accounts.password": "password",
    "cli.accounts.token": "token",
    "cli.accounts.is-there": "There is an account “{name}” already; “pectui” changes it",
    "cli.accounts.tried-at": "It was tried at {url}, which PECTUI_BASE_URL names; that is not saved. Where the variable is not set, as in cron, the account needs base_url in the settings file",
    "cli.accounts.what-stays": "Sendings, receipts, drafts and notes of “{name}” stay in the data folder and are there again with the same mailbox user. Its settings, its secrets in the keyring and the copy of the mailbox here are removed. Nothing changes at the service.",
    "cli.accounts.say-yes": "Nobody is there to confirm: add --yes",
    "cli.accounts.not-confirmed": "Not confirmed; nothing was removed",
    "cli.accounts.remove": "Remove the account “{name}”?",
    "cli.accounts.removed": "Removed, with {size} MB kept of the mailbox",
    "cli.accounts.is-default": "“{name}” is the default account now",
    "cli.accounts.description": (
        "List the accounts of the settings file, each with its state. “add” asks the service before anything\n"
        "is written, “remove” says what stays, “default” chooses the one that is used without -A."
    ),
    "cli.accounts.examples": (
        "  pectui accounts\n"
        "  pectui accounts add studio --username studio@pec.example --token-command 'pass show pec/token'\n"
        "  pectui accounts remove studio --yes"
    ),
}
