"""Words of the command line: help, questions, tables, errors of arguments."""

TEXTS: dict[str, str] = {
    # ── the program ──────────────────────────────────────────────────────────
    "cli.description": "Posta elettronica certificata nel terminale, con il servizio PEC Massiva.",
    "cli.usage": "uso: pectui [-A NOME] [COMANDO] [OPZIONI…]",
    "cli.commands": "comandi:",
    "cli.start": "(nessun comando) apre il programma sull'account",
    "cli.options": (
        "opzioni:\n"
        "  -A, --account NOME  l'account da usare, al posto di quello predefinito\n"
        "  --json              un documento JSON su stdout\n"
        "  -h, --help          questo aiuto; dopo un comando, l'aiuto di quel comando\n"
        "  --version           la versione del programma"
    ),
    "cli.more": "Senza un account? “pectui demo” mostra tutto, solo su questo computer.",
    "cli.examples": "esempi:",
    "cli.name": "NOME",
    "cli.text": "TESTO",
    "cli.address": "INDIRIZZO",
    "cli.code": "CODICE",
    "cli.days": "GIORNI",
    "cli.seconds": "SECONDI",
    "cli.time": "ORA",
    "cli.account.help": "l'account da usare, al posto di quello predefinito",
    "cli.json.help": "un documento JSON su stdout",
    "cli.help.help": "mostra questo aiuto",
    "cli.no-command": "Indica un comando: {commands}",
    "cli.no-screen": "Qui non si può aprire il programma a schermo intero",
    "cli.unknown-command": "Il comando “{command}” non esiste; ci sono {commands}",
    "cli.unknown-command-near": "Il comando “{command}” non esiste; intendevi “{near}”?",
    "cli.interrupted": "Interrotto",
    "cli.bug": "Un errore non previsto ({what}); i dettagli sono in {path}",
    "cli.yes-or-no": "s/N",
    "cli.typed-before": "Quanto digitato prima di questa domanda non vale come risposta.",
    "cli.moment": "{moment:%d/%m/%Y %H:%M}",
    "cli.day": "{moment:%d/%m/%y}",
    "cli.stream": "l'output",
    "cli.stream-closed": "è chiuso",
    "cli.and-more": "{first} e altri {count}",
    "cli.no-subject": "(senza oggetto)",
    "cli.on-behalf-of": "per conto di {address}",
    # ── argparse's own words ─────────────────────────────────────────────────
    "cli.parser.usage": "uso: ",
    "cli.parser.options": "opzioni",
    "cli.parser.arguments": "argomenti",
    "cli.parser.everywhere": "in ogni comando",
    "cli.parser.required": "argomenti mancanti: %s",
    "cli.parser.unrecognized": "non previsto: %s",
    "cli.parser.argument": "argomento %(argument_name)s: %(message)s",
    "cli.parser.invalid": "%(value)r non è valido",
    "cli.parser.choice": "%(value)r non è tra %(choices)s",
    "cli.parser.not-with": "non insieme a %s",
    "cli.parser.ambiguous": "%(option)s può voler dire %(matches)s",
    "cli.parser.no-value": "non accetta valori, nemmeno %r",
    "cli.parser.one": "manca un valore",
    "cli.parser.at-most-one": "al massimo un valore",
    "cli.parser.at-least-one": "manca un valore",
    "cli.parser.one-of": "serve uno tra %s",
    "cli.parser.expected": "servono %s valori",
    "cli.not-positive": "{value} non è un numero intero da 1 in su",
    "cli.not-seconds": "{value} non è un numero di secondi",
    # ── inbox ────────────────────────────────────────────────────────────────
    "cli.inbox.summary": "una pagina della posta in arrivo, dai messaggi più recenti",
    "cli.inbox.description": "Elenca una pagina della posta in arrivo, dal messaggio più recente. Gli orari sono di Roma.",
    "cli.inbox.examples": (
        "  pectui inbox\n"
        "  pectui inbox -p 2\n"
        "  pectui inbox -q fattura --json | jq -r '.messages[].subject'"
    ),
    "cli.inbox.query": "cerca presso il servizio; in una casella grande può richiedere alcuni minuti",
    "cli.inbox.page": "quale pagina; 1 è la più recente",
    "cli.inbox.number": "N.",
    "cli.inbox.kind": "Tipo",
    "cli.inbox.date": "Data (Roma)",
    "cli.inbox.sender": "Da",
    "cli.inbox.subject": "Oggetto",
    "cli.inbox.place": "Pagina {page} di {pages}",
    "cli.inbox.messages.one": "{count} messaggio",
    "cli.inbox.messages.many": "{count} messaggi",
    "cli.inbox.empty": "La posta in arrivo è vuota",
    "cli.inbox.nothing-found": "Nessun risultato",
    "cli.inbox.offline": "La copia su questo computer: “pectui search”, con o senza parole",
    "cli.inbox.past-the-end": "La pagina {page} non esiste: l'ultima è la {pages}",
    # ── show ─────────────────────────────────────────────────────────────────
    "cli.show.summary": "un messaggio, decodificato",
    "cli.show.description": "Mostra un messaggio come testo leggibile, anche se è HTML. La lettura non cambia nulla sul servizio.",
    "cli.show.examples": "  pectui show 981\n  pectui show 981 --raw\n  pectui show 981 --json | jq -r .body",
    "cli.show.id": "il numero del messaggio, come lo elenca “pectui inbox”",
    "cli.show.raw": "il corpo così come lo ha fornito il servizio",
    "cli.show.from": "Da",
    "cli.show.to": "A",
    "cli.show.date": "Data",
    "cli.show.kind": "Tipo",
    "cli.show.subject": "Oggetto",
    "cli.show.code": "Codice",
    "cli.show.note": "Nota",
    "cli.show.empty": "(vuoto)",
    # ── configurazione ───────────────────────────────────────────────────────
    "cli.set-up.intro": (
        "Non c'è ancora un account. Qualche domanda, ciascuna con l'indicazione di dove si trova la "
        "risposta; poi si prova tutto, e solo allora si salva. Il solo Invio accetta ciò che è tra "
        "parentesi. Ctrl+C interrompe senza salvare; “pectui plain --demo” non richiede un account."
    ),
    "cli.set-up.secrets": "Password e token di “{name}” non sono conservati: si chiedono a ogni avvio, e si provano.",
    "cli.set-up.renew": "Un'altra password o un altro token per “{name}”; il solo Invio mantiene quelli che ci sono. Ctrl+C lascia tutto com'era.",
    "cli.set-up.password": "La password con cui accedi alla webmail della tua PEC. Non si vede mentre la scrivi.",
    "cli.set-up.before": "{label} [{answer}]",
    "cli.set-up.kept": "{label} [come prima]",
    "cli.set-up.place": "Dove conservare password e token:",
    "cli.set-up.number": "Numero",
    "cli.set-up.step": "{number} di {all}: {step}",
    "cli.set-up.anyway": "Salvare comunque?",
    "cli.set-up.again": "Ancora una volta; il solo Invio mantiene le risposte date.",
    # ── plain ────────────────────────────────────────────────────────────────
    "cli.plain.summary": "il programma come conversazione a righe, senza schermo intero",
    "cli.plain.description": (
        "Legge, scrive e segue la PEC a semplici righe, per lettori di schermo, barre braille, "
        "connessioni lente e script: nulla viene ridisegnato, ogni novità è una riga. “aiuto” elenca che cosa "
        "si può scrivere."
    ),
    "cli.plain.examples": "  pectui plain\n  pectui plain --demo\n  printf 'elenco\\nesci\\n' | pectui plain",
    "cli.plain.demo": "con la sandbox integrata: una casella inventata, senza account né rete; non resta nulla",
    "cli.plain.no-json": "Una conversazione non è un documento: --json vale per gli altri comandi",
    # ── send ─────────────────────────────────────────────────────────────────
    "cli.send.summary": "invia una PEC",
    "cli.send.description": (
        "Invia una PEC. Il testo viene da -b, da -f o da stdin. Ogni destinatario ha un invio proprio,\n"
        "con le proprie ricevute, salvo con --together. Se la risposta del servizio va persa, la PEC\n"
        "non viene mai inviata di nuovo da sola: il codice di uscita è 8 e “pectui sent” continua a cercare."
    ),
    "cli.send.examples": (
        '  pectui send -t comune@pec.example -s "Istanza" -f istanza.txt -a documento.pdf\n'
        '  echo "Buongiorno" | pectui send -t a@pec.example b@pec.example -s "Avviso"\n'
        '  pectui send -t a@pec.example -s "Avviso" -b "<p>Buongiorno</p>" --html --json'
    ),
    "cli.send.to": "destinatari; se ne possono indicare più di uno, anche separati da virgole",
    "cli.send.subject": "l'oggetto, al massimo 120 caratteri",
    "cli.send.body": "il testo; gli altri utenti del computer possono leggerlo nell'elenco dei processi, a differenza di -f o stdin",
    "cli.send.file": "un file con il testo, in UTF-8; “-” è stdin",
    "cli.send.attach": "file da allegare; se ne possono indicare più di uno",
    "cli.send.at": "quando parte: 18:30, “domani 9:00”, “26/11 09:00”; ora di Roma",
    "cli.send.waits": "È in coda e parte il {date} o dopo: quando pectui è aperto, o con il prossimo pectui send",
    "cli.send.again": "invia anche se una PEC identica è in coda, in partenza, di esito sconosciuto o risulta partita",
    "cli.send.dry-run.help": "controlla la PEC e mostra che cosa partirebbe; nulla viene inviato né messo in coda",
    "cli.send.would-wait": "Partirebbe il {date} o dopo: quando pectui è aperto, o con il prossimo pectui send",
    "cli.send.dry-run": "Solo controllata: nulla è stato inviato né messo in coda",
    "cli.send.file-of": "{name} · {mime} · {bytes} byte",
    "cli.send.earlier": (
        "Una PEC identica è partita il {date}, come risulta dalle ricevute o dal codice: a questo destinatario ora non è stato inviato nulla; con --again parte una seconda volta"
    ),
    "cli.send.html": "il testo è già HTML",
    "cli.send.together": "un solo invio per tutti i destinatari: un solo codice, e ricevute che possono non distinguerli",
    "cli.send.type-it": "Scrivi il testo della PEC; Ctrl+D su una riga vuota lo conclude",
    "cli.send.stdin": "standard input",
    "cli.send.not-utf8": "il testo non è in UTF-8",
    "cli.send.interrupted": "“pectui sent” dice a che punto è la PEC; non inviarla di nuovo prima di saperlo",
    "cli.send.kept": "Nulla è stato inviato; la PEC è tra le bozze",
    # ── sent ─────────────────────────────────────────────────────────────────
    "cli.sent.summary": "gli invii registrati su questo computer e il loro stato",
    "cli.sent.description": "Elenca gli invii registrati su questo computer. Con un codice, chiede al servizio le sue ricevute.",
    "cli.sent.no-answer-in-time": "Il servizio non ha risposto in tempo: questo è quanto risultava prima",
    "cli.sent.examples": "  pectui sent\n  pectui sent 2026031010000042\n  pectui sent 2026031010000042 --wait 300 --json",
    "cli.sent.code": "il codice di un invio: viene interrogato il servizio",
    "cli.sent.wait": "termina quando lo stato è definitivo, o allo scadere dei secondi indicati",
    "cli.sent.rebuild": "cerca in tutta la posta in arrivo le PEC inviate da un altro computer o programma",
    "cli.sent.rebuild-has-no-code": "--rebuild cerca tutti gli invii: non si indica un codice",
    "cli.sent.reading": "{read} {read:messaggio|messaggi} della posta in arrivo {read:letto|letti}, {found} {found:invio trovato|invii trovati}",
    "cli.sent.found.one": "{count} invio trovato",
    "cli.sent.found.many": "{count} invii trovati",
    "cli.sent.reading-receipts": "Lettura delle loro ricevute; Ctrl+C ferma, ciò che è stato trovato resta",
    "cli.sent.wait-needs-code": "--wait richiede il codice di un invio",
    "cli.sent.remove-copies": "rimuove le copie degli allegati delle PEC concluse da almeno GIORNI giorni; le PEC restano",
    "cli.sent.remove-copies-alone": "--remove-copies non ammette né un codice né --rebuild",
    "cli.sent.removed-copies.one": "Rimosse le copie di una PEC, {size} MB",
    "cli.sent.removed-copies.many": "Rimosse le copie di {count} PEC, {size} MB",
    "cli.sent.heading.code": "Codice",
    "cli.sent.heading.state": "Stato",
    "cli.sent.heading.date": "Data (Roma)",
    "cli.sent.heading.recipients": "A",
    "cli.sent.heading.subject": "Oggetto",
    "cli.sent.count.one": "{count} invio",
    "cli.sent.count.many": "{count} invii",
    "cli.sent.none": "Da qui non è ancora partito nulla",
    "cli.sent.not-looked": "Non è stato possibile cercare gli esiti in sospeso: {reason}",
    "cli.sent.receipts": "Ricevute:",
    # ── delete ───────────────────────────────────────────────────────────────
    "cli.delete.summary": "elimina messaggi, dopo averli controllati uno per uno",
    "cli.delete.description": (
        "Elimina messaggi dal servizio, in modo definitivo. Ognuno viene prima riletto: se il suo\n"
        "numero porta a un messaggio diverso da quello elencato, l'eliminazione viene rifiutata. Lo\n"
        "stesso vale per un numero non elencato su questo computer dopo l'ultima eliminazione:\n"
        "ogni eliminazione può spostare i numeri degli altri."
    ),
    "cli.delete.examples": "  pectui delete 981\n  pectui delete 12 15 18 --yes",
    "cli.delete.ids": "i numeri dei messaggi, come li elenca “pectui inbox”",
    "cli.delete.yes": "non chiedere conferma",
    "cli.delete.needs-yes": "Qui non si può chiedere conferma: aggiungi --yes per eliminare",
    "cli.delete.will-go.one": "Questo messaggio sarà eliminato in modo definitivo:",
    "cli.delete.will-go.many": "Questi {count} messaggi saranno eliminati in modo definitivo:",
    "cli.delete.sure": "Eliminare?",
    "cli.delete.nothing": "Nulla è stato eliminato",
    "cli.delete.deleted": "{id} eliminato",
    "cli.delete.unknown": "{id}: non si sa se è stato eliminato: {reason}",
    "cli.delete.refused": "{id} non eliminato: {reason}",
    # ── quota ────────────────────────────────────────────────────────────────
    "cli.quota.summary": "quanto è piena la casella, in una riga",
    "cli.quota.description": "Mostra quanto è piena la casella: barra, percentuale, spazio usato e limite. Una casella piena non riceve le ricevute.",
    "cli.quota.examples": "  pectui quota\n  pectui quota --json | jq .percent\n  pectui quota --check 80:95",
    "cli.quota.check": "risponde come un plugin di monitoraggio: codice di uscita 1 da WARN per cento, 2 da CRIT per cento, 3 se lo stato non è noto",
    "cli.quota.not-thresholds": "servono due percentuali da 0 a 100, per esempio 80:95, la seconda non minore; non {value}",
    "cli.quota.check-used": "{percent} % usato ({used} di {limit} MB)",
    "cli.quota.check-ended": "terminato da un segnale",
    "cli.quota.figures": "{percent} % · {used} di {limit} MB",
    "cli.quota.unlimited": "{used} MB usati, nessun limite noto",
    "cli.quota.unknown": "il servizio non fornisce i dati",
    "cli.quota.filling": "si sta riempiendo",
    "cli.quota.full": "quasi piena",
    "cli.quota.over": "PIENA",
    # ── sync ─────────────────────────────────────────────────────────────────
    "cli.sync.summary": "aggiorna la copia della casella",
    "cli.sync.description": (
        "Aggiorna una volta la copia della casella su questo computer, con le ricevute e lo stato degli\n"
        "invii, e termina: per cron e script. La prima volta legge tutto."
    ),
    "cli.sync.examples": "  pectui sync\n  pectui sync --json\n  */10 * * * *  pectui sync",
    "cli.sync.held.one": "1 messaggio su questo computer",
    "cli.sync.held.many": "{count} messaggi su questo computer",
    "cli.sync.done": "{held} · nuovi: {new} · non più sul servizio: {gone}",
    "cli.sync.not-complete": "La casella è cambiata durante ogni lettura: esegui di nuovo il comando per il resto",
    "cli.sync.not-kept": "Dopo questo comando non ne resta nulla",
    "cli.sync.waiting": "Un'altra istanza di {who} sta scrivendo la copia; attendo",
    "cli.sync.process": "pectui (processo {process})",
    "cli.sync.another": "pectui",
    "cli.sync.progress": "letti {held} di {total}",
    # ── search ───────────────────────────────────────────────────────────────
    "cli.search.summary": "cerca nella copia della casella, senza rete",
    "cli.search.description": (
        "Cerca nella copia della casella su questo computer, dal più recente; al servizio non si chiede nulla.\n"
        "La sintassi è quella di / nel programma. Le parole possono iniziare con un meno; le opzioni ne hanno due."
    ),
    "cli.search.examples": (
        "  pectui search fattura comune\n  pectui search da:studio -bozza --limit 20\n"
        "  pectui search è:non-letto --json"
    ),
    "cli.search.words": "PAROLE",
    "cli.search.all": "che cosa cercare; senza parole elenca tutto",
    "cli.search.limit": "stampa al massimo i N più recenti",
    "cli.search.nothing": "Nessun risultato",
    "cli.search.empty": "La copia è vuota: “pectui sync” la riempie",
    "cli.search.first": "{count:il più recente|i {count} più recenti} di {found}",
    # ── export, backup, restore ──────────────────────────────────────────────
    "cli.export.summary": "scrive su file i messaggi della copia",
    "cli.export.description": (
        "Scrive su file ciò che una ricerca trova nella copia, dal più recente, nel formato indicato dal nome:\n"
        ".txt, .json, .jsonl, .csv, .eml (un messaggio) o .mbox. Un testo che non è ancora qui si legge dal servizio.\n"
        "Con --since-last scrive in una cartella del giorno tutto ciò che è nuovo dall'ultima volta, per cron.\n"
        "Ciò che si scrive è ricostruito da ciò che mostra il servizio e non è un originale firmato."
    ),
    "cli.export.examples": (
        "  pectui export fattura comune -o fatture.mbox\n  pectui export da:studio -bozza -o studio.csv\n"
        "  pectui export -o - --format jsonl | jq .subject\n"
        "  0 3 * * *  pectui sync && pectui export --since-last -o ~/archivio-pec"
    ),
    "cli.export.all": "che cosa cercare, come in “pectui search”; senza parole scrive tutto",
    "cli.export.file": "FILE",
    "cli.export.output": "il file da scrivere, o “-” per stdout; con --since-last, la cartella dell'archivio",
    "cli.export.format": "FORMATO",
    "cli.export.formats": "txt, json, jsonl, csv, eml o mbox, invece di quello indicato dal nome del file",
    "cli.export.force": "sostituisce un file che esiste già",
    "cli.export.since-last": "scrive ciò che è nuovo dall'ultima volta in una cartella del giorno dentro FILE",
    "cli.export.since-last-alone": "--since-last richiede una cartella con -o, senza parole, --format o --force",
    "cli.export.stdout-json": "-o - scrive i messaggi su stdout: non va insieme a --json; usa --format json",
    "cli.export.stdout-format": "-o - richiede --format: {formats}",
    "cli.export.unknown-format": "Il formato è uno tra {formats}",
    "cli.export.nothing-new": "Dall'ultima volta non c'è nulla di nuovo",
    "cli.export.left.one": "1 messaggio non si è potuto leggere ora: sarà scritto la prossima volta",
    "cli.export.left.many": "{count} messaggi non si sono potuti leggere ora: saranno scritti la prossima volta",
    "cli.backup.summary": "scrive i tuoi dati in un file",
    "cli.backup.description": (
        "Scrive in un solo file i dati di tutti gli account: invii, ricevute, originali, copie degli allegati, bozze,\n"
        "invii massivi, contrassegni, note e impostazioni senza segreti. Intanto pectui può restare aperto.\n"
        "Le PEC nel file non sono cifrate: tienilo dove solo tu puoi leggerlo."
    ),
    "cli.backup.examples": "  pectui backup -o pectui-2026-11-29.zip\n  unzip -p pectui-2026-11-29.zip backup.json",
    "cli.backup.output": "il file da scrivere, uno zip",
    "cli.backup.done.one": "1 file nel backup: {file}",
    "cli.backup.done.many": "{count} file nel backup: {file}",
    "cli.backup.missing.one": "1 file di una PEC o di un originale non è più qui o è stato modificato; è indicato in backup.json",
    "cli.backup.missing.many": "{count} file di PEC o di originali non sono più qui o sono stati modificati; sono indicati in backup.json",
    "cli.restore.summary": "porta su questo computer un backup dei tuoi dati",
    "cli.restore.description": (
        "Controlla tutto il backup, poi porta i suoi dati su questo computer. I dati che sono qui e non nel backup\n"
        "non vengono mai toccati: in quel caso non si fa nulla. Ciò che era in attesa di invio quando il backup è stato\n"
        "fatto non parte da qui, perché l'altro computer può averlo inviato: il suo esito resta sconosciuto finché non si trova o decidi tu."
    ),
    "cli.restore.examples": "  pectui restore pectui-2026-11-29.zip",
    "cli.restore.file": "un file scritto da “pectui backup”",
    "cli.restore.done.one": "I tuoi dati sono qui: 1 invio",
    "cli.restore.done.many": "I tuoi dati sono qui: {count} invii",
    "cli.restore.held.one": "1 PEC era in attesa di invio; è trattenuta, perché l'altro computer può averla inviata",
    "cli.restore.held.many": "{count} PEC erano in attesa di invio; sono trattenute, perché l'altro computer può averle inviate",
    "cli.restore.settings": "Le impostazioni sono in {path}; password e token vanno inseriti di nuovo",
    # ── purge ────────────────────────────────────────────────────────────────
    "cli.files": "FILE",
    "cli.file": "FILE",
    "cli.import.summary": "importa gli originali firmati dal gestore",
    "cli.import.description": (
        "Importa i messaggi firmati dal gestore ed esportati dalla webmail: ricevute e buste di trasporto. Ciascuno è verificato senza rete e appartiene all'invio il cui codice è stato firmato. Con pec_ca_file, un originale integro, attendibile e con un certificato valido in quel momento vale come ricevuta"
    ),
    "cli.import.examples": "  pectui import consegna.eml\n  pectui import export.zip inbox.mbox ricevute/\n  pectui import *.eml --json",
    "cli.import.files": "file .eml, cartelle, archivi .zip o file .mbox",
    "cli.import.anyway": "salva anche ciò che è rifiutato, che comunque non fa prova",
    "cli.import.progress.one": "1 file esaminato",
    "cli.import.progress.many": "{count} file esaminati",
    "cli.import.not-checked": "Le firme non sono state verificate: pip install 'pectui[verify]', poi pectui originals --check",
    "cli.import.refused": "Rifiutato: {reason}",
    "cli.import.no-proof": "Non fa prova: {reason}",
    "cli.import.unbound": "Il suo invio non è ancora registrato qui; verrà associato quando comparirà",
    "cli.import.done": "nuovi: {new} · già presenti: {held} · rifiutati: {refused}",
    "cli.originals.summary": "elenca gli originali firmati e quelli ancora da scaricare",
    "cli.originals.description": (
        "Elenca gli originali firmati dal gestore già importati, ciascuno con la sua verifica. Un'eventuale revoca del certificato non si può accertare senza rete"
    ),
    "cli.originals.examples": "  pectui originals\n  pectui originals --missing -o da-scaricare.txt\n  pectui originals --remove 12",
    "cli.originals.missing": "elenca gli originali ancora da scaricare, dai più vecchi",
    "cli.originals.check": "li verifica tutti di nuovo",
    "cli.originals.remove": "rimuove originali, per numero",
    "cli.originals.output": "con --missing: scrive l'elenco in un nuovo file, da spuntare nella webmail",
    "cli.originals.output-of-missing": "-o va con --missing",
    "cli.originals.count.one": "1 originale",
    "cli.originals.count.many": "{count} originali",
    "cli.originals.lacking.one": "1 originale ancora da scaricare",
    "cli.originals.lacking.many": "{count} originali ancora da scaricare",
    "cli.originals.removed": "L'originale {id} è stato rimosso",
    "cli.dossier.summary": "scrive la prova degli invii in una cartella o in uno zip",
    "cli.dossier.description": "Scrive ciò che è stato inviato, le ricevute, gli originali firmati importati, una pagina da stampare, la cronologia e l'impronta di ogni file. Da ciò che è registrato qui, senza rete: pectui sent CODICE chiede prima le ultime ricevute. Non sostituisce nulla.",
    "cli.dossier.examples": "  pectui dossier 2026031010000042 -o fascicolo\n  pectui dossier 2026031010000042 2026031010000043 -o prove.zip\n  pectui dossier --batch 7F3K -o invio-massivo.zip",
    "cli.dossier.codes": "i codici degli invii",
    "cli.dossier.batch": "tutto ciò che è partito con un invio massivo: una cartella per PEC e un registro",
    "cli.dossier.place": "CARTELLA|ZIP",
    "cli.dossier.where": "una cartella nuova o vuota, o un nuovo .zip",
    "cli.dossier.which": "Indica i codici degli invii, oppure --batch ID",
    "cli.dossier.progress.one": "1 fascicolo scritto",
    "cli.dossier.progress.many": "{count} fascicoli scritti",
    "cli.dossier.line": "{code}  originali firmati {originals}",
    "cli.dossier.done.one": "1 fascicolo scritto in {path}",
    "cli.dossier.done.many": "{count} fascicoli scritti in {path}",
    "cli.register.summary": "scrive in una tabella ciò che è stato inviato e ricevuto",
    "cli.register.description": "Scrive una riga per ogni destinatario di un invio e per ogni messaggio ricevuto, dai più vecchi, con accettazione e consegna, per un foglio di calcolo. Da ciò che è registrato qui, senza rete: prima lo aggiorna pectui sync. Non sostituisce nulla.",
    "cli.register.examples": "  pectui register --from 2026-01-01 --to 2026-03-31 -o primo-trimestre.xlsx\n  pectui register --tag rossi -o rossi.csv\n  pectui register --sent --from 30g -o inviate.csv",
    "cli.register.sent": "solo ciò che è stato inviato",
    "cli.register.received": "solo ciò che è stato ricevuto",
    "cli.register.tag": "solo ciò che ha questa etichetta",
    "cli.register.date": "DATA",
    "cli.register.from": "da questo giorno",
    "cli.register.to": "fino a questo giorno, mese o anno compreso",
    "cli.register.output": "il nuovo file, .csv o .xlsx",
    "cli.register.no-day": "{text} non è un giorno; scrivi 2026-03-10",
    "cli.register.done.one": "1 riga scritta in {path}",
    "cli.register.done.many": "{count} righe scritte in {path}",
    "cli.purge.summary": "rimuove la copia della casella da questo computer",
    "cli.purge.description": (
        "Rimuove ciò che la copia della casella contiene su questo computer: testi, elenchi, prime schermate.\n"
        "Invii, ricevute, bozze, contrassegni e note restano; al servizio non si chiede nulla."
    ),
    "cli.purge.examples": "  pectui purge\n  pectui purge -A studio --json",
    "cli.purge.done": "Rimossi {size} MB della copia della casella dell'account “{account}”",
    "cli.purge.nothing": "Della casella dell'account “{account}” non c'era alcuna copia",
    # ── doctor ───────────────────────────────────────────────────────────────
    "cli.doctor.self-test": (
        "accerta come si comporta davvero il servizio di questo account, chiedendo prima di ogni passo; dice quale può costare"
    ),
    "cli.self-test.yes": "con --self-test: non chiede nulla, esegue i passi che leggono soltanto",
    "cli.self-test.allow-sending": (
        "con --self-test: invia senza chiedere una PEC al proprio indirizzo; può costare"
    ),
    "cli.self-test.allow-deleting": (
        "con --self-test: elimina senza chiedere ciò che la PEC di prova ha portato"
    ),
    "cli.self-test.wait": "con --self-test: quanto si attendono le ricevute (180)",
    "cli.self-test.alone": (
        "--yes, --allow-sending, --allow-deleting e --wait valgono con --self-test"
    ),
    "cli.self-test.needs-yes": (
        "la prova chiede prima di ogni passo: eseguila in un terminale, o con --yes, che esegue i passi che leggono soltanto"
    ),
    "cli.self-test.left-out": "Saltato: lo permette {option}.",
    "cli.self-test.take": "Eseguire questo passo?",
    "cli.self-test.sees": "È così?",
    "cli.self-test.sees-choice": "s/n, Invio: non lo so",
    "cli.self-test.write": "Scrivere {settings} nelle impostazioni di “{account}”?",
    "cli.self-test.written": "Scritto nelle impostazioni: {settings}",
    "cli.self-test.to-set": "Per questo servizio imposta: {settings}",
    "cli.self-test.open": "non accertato",
    "cli.self-test.ended": "La prova è finita prima; questo è quanto ha accertato finora.",
    "cli.self-test.has-left": (
        "La PEC di prova è partita. Ciò che porta nella casella ha nell'oggetto “{subject}”; una prova entro un giorno usa quella."
    ),
    "cli.self-test.calls.one": "È stata fatta 1 richiesta al servizio",
    "cli.self-test.calls.many": "Sono state fatte {count} richieste al servizio",
    "cli.self-test.report": (
        "Quanto accertato è salvato. Per inviarcelo, senza segreti, indirizzi o testi: pectui doctor --report"
    ),
    "cli.doctor.report": "un testo per una segnalazione al posto dei controlli: nessun segreto, indirizzo o messaggio",
    "cli.doctor.report-made": "Rileggilo prima di incollarlo da qualche parte: contiene nomi e numeri, nessun segreto, indirizzo o messaggio",
    "cli.doctor.summary": "controlla ciò che serve a un account per funzionare",
    "cli.doctor.description": (
        "Controlla impostazioni, password, indirizzo, TLS, token e casella uno per uno e dice che cosa fare.\n"
        "Fa solo richieste di lettura e dice quante; nulla viene inviato o modificato,\n"
        "se non da --self-test, che prima chiede."
    ),
    "cli.doctor.calls.one": "Fatta 1 richiesta di lettura al servizio",
    "cli.doctor.calls.many": "Fatte {count} richieste di lettura al servizio",
    "cli.doctor.examples": "  pectui doctor\n  pectui doctor -A studio --json\n  pectui doctor --self-test",
    "cli.doctor.status.ok": "ok",
    "cli.doctor.status.warning": "attenzione",
    "cli.doctor.status.failed": "non riuscito",
    "cli.doctor.status.skipped": "saltato",
    "cli.doctor.well": "C'è tutto il necessario",
    "cli.doctor.trouble": "Qualcosa non va; comincia dal primo controllo non riuscito",
    # ── sandbox and demo ─────────────────────────────────────────────────────
    "cli.sandbox.summary": "avvia la sandbox su questo computer",
    "cli.sandbox.description": (
        "Avvia un servizio PEC Massiva di prova, solo su questo computer, fino a Ctrl+C: una casella\n"
        "realistica, invii con ricevute e guasti a richiesta. Nulla esce da questo computer."
    ),
    "cli.sandbox.examples": (
        "  pectui sandbox --port 8025\n"
        '  pectui sandbox --order oldest --ids stable --fault "POST /send=drop-after"\n'
        '  pectui sandbox --fault "GET /inbox=500*3" --fault "*=slow*"'
    ),
    "cli.sandbox.port": "la porta; 0 ne sceglie una libera (8025)",
    "cli.sandbox.messages": "quanti messaggi ci sono (981)",
    "cli.sandbox.ids": "numeri che cambiano quando si elimina qualcosa, o che restano (sequence)",
    "cli.sandbox.order": "che cosa contiene la prima pagina (newest)",
    "cli.sandbox.bodies": "come sono codificati i corpi (utf8)",
    "cli.sandbox.first-page": "il numero della prima pagina (1)",
    "cli.sandbox.quota-unit": "in quale unità è espresso lo spazio (KB)",
    "cli.sandbox.attachments": "come vanno codificati gli allegati; “spoiled” prende i data URI per semplice base64 (either)",
    "cli.sandbox.receipt-names": "altri nomi di data, oggetto e testo nelle ricevute di un invio",
    "cli.sandbox.receipt-names-form": "DATA,OGGETTO,TESTO",
    "cli.sandbox.not-names": "devono essere tre nomi separati da virgole, non {value}",
    "cli.sandbox.receipt-delay": "attesa della ricevuta di accettazione (2)",
    "cli.sandbox.seed": "un altro seme genera un'altra casella (2026)",
    "cli.sandbox.lively": "continuano ad arrivare nuovi messaggi",
    "cli.sandbox.fault-form": "CHIAMATA=TIPO[*VOLTE]",
    "cli.sandbox.fault": (
        "un guasto, una volta o più volte (“*” da solo: sempre): drop-before, drop-after, 429, 500, 502-html, "
        "truncated, slow … su una chiamata come “GET /inbox”, “POST /send” o “*”; si può ripetere"
    ),
    "cli.sandbox.not-port": "{value} non è una porta (da 0 a 65535)",
    "cli.sandbox.not-fault": "{value} non è CHIAMATA=TIPO, come “GET /inbox=500”",
    "cli.sandbox.port-taken": "La porta {port} non si può usare: {reason}",
    "cli.sandbox.ready": "La sandbox è attiva su {base_url}. In un altro terminale:",
    "cli.sandbox.end": "Ctrl+C la chiude.",
    "cli.demo.summary": "il programma sulla sandbox integrata",
    "cli.demo.description": "Apre il programma sulla sandbox integrata: una casella realistica, senza account, senza rete, senza lasciare traccia.",
    "cli.demo.examples": "  pectui demo",
    # ── batch ────────────────────────────────────────────────────────────────
    "cli.batch.summary": "invia molte PEC insieme, da una tabella",
    "cli.batch.description": "Invia una PEC a ogni riga di una tabella (CSV o XLSX). Oggetto e testo sono un modello: {{ nome }} è la cella della colonna “nome”. Tutto viene controllato prima che parta qualcosa, confermato una volta sola e mai inviato due volte.",
    "cli.batch.examples": '  pectui batch check clienti.csv -s "Sollecito {{ pratica }}" -f testo.txt\n  pectui batch preview clienti.csv -s "Sollecito {{ pratica }}" -f testo.txt --row 2\n  pectui batch test clienti.csv -s "Sollecito {{ pratica }}" -f testo.txt --row 2\n  pectui batch send clienti.csv -s "Sollecito {{ pratica }}" -f testo.txt -a "fatture/{{ numero }}.pdf"\n  pectui batch status\n  pectui batch report 7F3K -o esito.xlsx',
    "cli.batch.action": "COSA",
    "cli.batch.action.help": "check, preview, test (al proprio indirizzo) o send per una tabella, o split per dividere le celle con più indirizzi; status, report, pause, resume o stop per un invio massivo",
    "cli.batch.target": "TABELLA|INVIO",
    "cli.batch.target.help": "la tabella, o l'identificativo di un invio massivo",
    "cli.batch.letter": "la PEC",
    "cli.batch.subject": "l'oggetto, un modello",
    "cli.batch.body": "il testo, un modello",
    "cli.batch.file": "un file con il testo, un modello; “-” per stdin",
    "cli.batch.html": "il testo è HTML; i caratteri speciali dei campi vengono convertiti",
    "cli.batch.pattern": "FILE",
    "cli.batch.attach": "file per ogni PEC; con un campo nel nome, il file di ciascuna riga",
    "cli.batch.folder": "CARTELLA",
    "cli.batch.attachments-from": "la cartella dei file indicati dalle righe, se non è quella della tabella",
    "cli.batch.docx": "un DOCX con campi, compilato per ogni riga e allegato",
    "cli.batch.pdf": "lo allega come PDF (serve LibreOffice)",
    "cli.batch.table": "la tabella",
    "cli.batch.column": "COLONNA",
    "cli.batch.to": "la colonna degli indirizzi; “pec” e altri nomi usuali si riconoscono da sé",
    "cli.batch.header-row": "la riga dei titoli, se sopra ce ne sono altre",
    "cli.batch.sheet": "il foglio della cartella di lavoro",
    "cli.batch.without-hidden": "esclude le righe nascoste nel foglio",
    "cli.batch.field": "CAMPO",
    "cli.batch.may-be-empty": "campi della PEC che possono essere vuoti",
    "cli.batch.allow-duplicates": "ammette lo stesso indirizzo in più righe e PEC identiche ad altre partite negli ultimi 30 giorni",
    "cli.batch.sending": "anteprima, invio, dopo",
    "cli.batch.row": "la riga, con il numero che ha nel foglio di calcolo",
    "cli.batch.write": "preview: scrive ogni PEC in questa nuova cartella",
    "cli.batch.output": "check: i problemi trovati, come tabella; report: il file (.csv, .xlsx); split: la nuova tabella (.xlsx)",
    "cli.batch.yes": "invia senza chiedere",
    "cli.batch.only-ready": "invia le righe pronte, esclude le altre",
    "cli.batch.again": "la stessa tabella con lo stesso modello un'altra volta, come nuovo invio massivo",
    "cli.batch.at": "parte a quest'ora: 18:30, domani 9:00, 26/11 09:00",
    "cli.batch.hours": "parte solo in questa fascia oraria, ora di Roma",
    "cli.batch.deliver-by": "devono essere consegnate entro questo momento: il resoconto dice se lo sono state",
    "cli.batch.failed-of": "invece di una tabella: i destinatari che questo invio massivo non ha raggiunto",
    "cli.batch.silent-of": "invece di una tabella: i destinatari che non hanno risposto a questo invio massivo",
    "cli.batch.days": "con --silent-of: da quanti giorni",
    "cli.batch.wait": "attende gli stati definitivi al massimo per questo tempo",
    "cli.batch.no-hours": "{value} non è una fascia oraria come 08:00-20:00",
    "cli.batch.which": "Indica quale invio massivo: “pectui batch status” li elenca",
    "cli.batch.no-table": "Indica quale tabella",
    "cli.batch.no-subject": "Indica un oggetto con -s",
    "cli.batch.pdf-of-what": "--pdf richiede --docx",
    "cli.batch.which-row": "Indica la riga con --row N",
    "cli.batch.where": "Indica il file con -o FILE.csv o FILE.xlsx",
    "cli.batch.not-confirmed": "Non confermato; nulla è stato messo in coda",
    "cli.batch.of-the-batch": "{names}: viene dall'invio massivo a cui si fa seguito; non va indicato",
    "cli.batch.over-the-table": "-o indica {name}, un file di questo invio massivo che andrebbe perso: scegli un altro nome",
    "cli.batch.not-to-send": "{names} non vale per “send”, che invia ogni riga: “preview” e “test” prendono una riga, “preview --write” una cartella",
    "cli.batch.kept-back.one": "1 PEC resta annullata: una identica è partita altrove, o l'hai annullata tu; “pectui batch status {id}” dice perché",
    "cli.batch.kept-back.many": "{count} PEC restano annullate: altre identiche sono partite altrove, o le hai annullate tu; “pectui batch status {id}” dice perché",
    "cli.batch.say-yes": "Qui non si può chiedere conferma: aggiungi --yes",
    "cli.batch.confirm": "{count:Partirà|Partiranno} {count} PEC. {count:Inviarla|Inviarle}?",
    "cli.batch.reading": "{rows} {rows:riga letta|righe lette} …",
    "cli.batch.written": "{count} PEC {count:scritta|scritte} in {folder}; non è stato inviato nulla",
    "cli.batch.nothing-held": "È concluso: non c'è più nulla da fermare",
    "cli.batch.interrupted": "Ciò che è partito è partito. Il resto attende e parte quando pectui è aperto: “pectui batch resume {id}” prosegue ora, “pectui batch stop {id}” ne annulla l'invio",
    "cli.batch.where-workbook": "Indica il file con -o FILE.xlsx",
    "cli.batch.times-with-send": "Gli orari si indicano con “pectui batch send”",
    "cli.batch.split-a-table": "Si può dividere solo una tabella, non le righe di un invio massivo",
    "cli.batch.split": "{rows} {rows:riga letta|righe lette}, {written} {written:scritta|scritte} in {path}, un indirizzo per riga",
    "cli.batch.reported": "{rows} {rows:riga scritta|righe scritte} in {path}",
    "cli.batch.checked": "{rows} {rows:riga|righe} · {ready} {ready:pronta|pronte} · {post} da spedire per posta · {problems} con problemi · indirizzi in “{column}”",
    "cli.batch.to-post": "Da spedire per posta, per riga: {rows}",
    "cli.batch.to-whom": "A",
    "cli.batch.subject-is": "Oggetto",
    "cli.batch.file-of": "Allegato: {name}, {bytes} byte",
    "cli.batch.none": "Ancora nessun invio massivo",
    "cli.batch.leaves-at": "  parte il {date}",
    "cli.batch.confirm.left-out.one": "1 riga non pronta resta esclusa.",
    "cli.batch.confirm.left-out.many": "{count} righe non pronte restano escluse.",
    "cli.batch.nothing-new": "Già confermato come {id}: non parte niente di nuovo",
    "cli.batch.receipts": "{final} di {all} {final:ha|hanno} l'ultima ricevuta",
    "cli.batch.progress": "{left} di {all} sono partite",
    "cli.batch.minutes-left.one": "manca circa 1 minuto",
    "cli.batch.minutes-left.many": "mancano circa {count} minuti",
    "cli.batch.of-rows": "righe: {rows}",
    "cli.batch.no-copy": "Qui non si sa chi ha risposto: esegui prima “pectui sync”",
    "cli.batch.no-address": "Nessun indirizzo: questa riga va spedita per posta, e da qui non parte nulla",
    "cli.batch.heading.row": "Riga",
    "cli.batch.heading.line": "Riga del file",
    "cli.batch.heading.to": "A",
    "cli.batch.heading.state": "Stato",
    "cli.batch.heading.code": "Codice",
    "cli.batch.heading.reason": "Motivo",
    "cli.batch.heading.field": "Campo",
    "cli.batch.heading.gravity": "Tipo",
    "cli.batch.gravity.problem": "problema",
    "cli.batch.gravity.warning": "avviso",
    "cli.batch.gravity.hint": "nota",
    # ── keys ─────────────────────────────────────────────────────────────────
    "cli.keys.summary": "i tasti del programma come sono ora",
    "cli.keys.description": (
        "Elenca ogni comando del programma con i suoi tasti, compresi quelli scelti nelle impostazioni. Tra\n"
        "parentesi il suo nome per la tabella [keys] del file delle impostazioni."
    ),
    "cli.keys.examples": "  pectui keys\n  pectui keys --json | jq -r '.places[].commands[] | select(.own) | .id'",
    "cli.keys.own": "{id}, tasti personalizzati",
    # ── completions ──────────────────────────────────────────────────────────
    "cli.completions.summary": "uno script di completamento per bash, zsh o fish, o la pagina di manuale",
    "cli.completions.description": (
        "Scrive uno script di completamento, o la pagina di manuale, a partire da ciò che i comandi accettano.\n"
        "“accounts” scrive i nomi degli account, di cui gli script hanno bisogno."
    ),
    "cli.completions.examples": (
        "  pectui completions bash > ~/.local/share/bash-completion/completions/pectui\n"
        "  pectui completions zsh > ~/.zfunc/_pectui\n"
        "  pectui completions fish > ~/.config/fish/completions/pectui.fish\n"
        "  pectui completions man > ~/.local/share/man/man1/pectui.1"
    ),
    "cli.completions.what": "COSA",
    "cli.completions.what.help": "bash, zsh, fish, man o accounts",
    "cli.completions.heading": "Completamento di pectui per {name}; fatto da: pectui completions {name}",
    "cli.manual.name": "NOME",
    "cli.manual.synopsis": "SINTASSI",
    "cli.manual.description": "DESCRIZIONE",
    "cli.manual.options": "OPZIONI",
    "cli.manual.commands": "COMANDI",
    "cli.manual.exit-status": "CODICI DI USCITA",
    "cli.manual.files": "FILE",
    "cli.manual.settings": "le impostazioni; PECTUI_CONFIG indica un altro file",
    # ── accounts ─────────────────────────────────────────────────────────────
    "cli.accounts.summary": "gli account di questo computer: elenco, aggiunta, rimozione, predefinito",
    "cli.accounts.action": "AZIONE",
    "cli.accounts.action.help": "list (se manca), add, remove o default",
    "cli.accounts.name": "il nome dell'account",
    "cli.accounts.new": "per un account nuovo",
    "cli.accounts.user": "UTENTE",
    "cli.accounts.username": "l'utente della casella; altrimenti quello di PECTUI_USERNAME, o viene chiesto",
    "cli.accounts.sender": "l'indirizzo PEC, se l'utente non è un indirizzo",
    "cli.accounts.sandbox": "il token è dell'ambiente di prova del servizio",
    "cli.accounts.command": "COMANDO",
    "cli.accounts.password-command": "un comando che scrive la password, al posto della password stessa",
    "cli.accounts.token-command": "un comando che scrive il token, al posto del token stesso",
    "cli.accounts.yes": "rimuove senza chiedere",
    "cli.accounts.which": "Quale account? Manca il nome",
    "cli.accounts.none": "Nessun account configurato: “pectui accounts add NOME”, oppure “pectui”",
    "cli.accounts.state": "Stato",
    "cli.accounts.look": "Ultimo controllo (Roma)",
    "cli.accounts.not-set-up": "da configurare",
    "cli.accounts.lacks": "manca: {what}",
    "cli.accounts.ready": "pronto ({places})",
    "cli.accounts.password": "password",
    "cli.accounts.token": "token",
    "cli.accounts.is-there": "L'account “{name}” c'è già; “pectui” lo modifica",
    "cli.accounts.tried-at": "È stato provato su {url}, indicato da PECTUI_BASE_URL, che non viene salvato. Dove la variabile non c'è, come in cron, all'account serve base_url nel file delle impostazioni",
    "cli.accounts.what-stays": "Invii, ricevute, bozze e note di “{name}” restano nella cartella dei dati e si ritrovano con lo stesso utente della casella. Vengono rimossi le sue impostazioni, i suoi segreti nel portachiavi e la copia della casella su questo computer. Sul servizio non cambia nulla.",
    "cli.accounts.say-yes": "Qui non si può chiedere conferma: aggiungi --yes",
    "cli.accounts.not-confirmed": "Non confermato; non è stato rimosso nulla",
    "cli.accounts.remove": "Rimuovere l'account “{name}”?",
    "cli.accounts.removed": "Rimosso, con {size} MB della copia della casella",
    "cli.accounts.is-default": "“{name}” è ora l'account predefinito",
    "cli.accounts.description": (
        "Elenca gli account del file delle impostazioni, ognuno con il suo stato. “add” interroga il servizio\n"
        "prima di scrivere, “remove” dice che cosa resta, “default” sceglie quello usato senza -A."
    ),
    "cli.accounts.examples": (
        "  pectui accounts\n"
        "  pectui accounts add studio --username studio@pec.example --token-command 'pass show pec/token'\n"
        "  pectui accounts remove studio --yes"
    ),
}
