"""Titles, details and next steps of `pectui.errors`."""

TEXTS: dict[str, tuple[str, str]] = {
    "errors.bug.title": ("Something in pectui is broken", "Qualcosa in pectui non funziona"),
    "errors.bug.detail": ("An error nobody foresaw", "Un errore non previsto"),
    "errors.bug.hint": (
        "The log file has the details; nothing of your letters is in it",
        "I dettagli sono nel file di log, che non contiene nulla delle tue PEC",
    ),
    "errors.usage.title": ("This cannot be done as asked", "La richiesta non è valida"),
    "errors.usage.detail": ("Wrong usage", "Uso errato"),
    "errors.usage.hint": ("See --help", "Vedi --help"),
    "errors.argument-invalid.title": ("Argument not valid", "Argomento non valido"),
    "errors.argument-invalid.detail": ("An argument does not fit", "Un argomento non va bene"),
    "errors.argument-invalid.hint": (
        "See the command's --help",
        "Vedi --help del comando",
    ),
    "errors.time-invalid.title": ("Not a time to leave at", "Non è un orario di partenza"),
    "errors.time-invalid.detail": (
        "“{text}” cannot be read as a time",
        "“{text}” non è un orario valido",
    ),
    "errors.time-invalid.hint": (
        "Write it as 18:30, tomorrow 9:00, 26/11 09:00 or 2026-11-26 09:00; the hour of Rome",
        "Scrivilo come 18:30, domani 9:00, 26/11 09:00 o 2026-11-26 09:00; ora di Roma",
    ),
    "errors.address-invalid.title": ("Not an e-mail address", "Non è un indirizzo e-mail"),
    "errors.address-invalid.detail": (
        "“{address}” is not an address such as name@domain.it",
        "“{address}” non è un indirizzo come nome@dominio.it",
    ),
    "errors.address-invalid.hint": (
        "Check the address for blanks and typing errors",
        "Controlla spazi ed errori di battitura nell'indirizzo",
    ),
    "errors.message-id-invalid.title": ("Not a message number", "Non è il numero di un messaggio"),
    "errors.message-id-invalid.detail": (
        "“{id}” is not a whole positive number",
        "“{id}” non è un numero intero positivo",
    ),
    "errors.message-id-invalid.hint": (
        "“pectui inbox” lists the messages with their numbers",
        "“pectui inbox” elenca i messaggi con i loro numeri",
    ),
    "errors.code-invalid.title": ("Not a sending code", "Non è un codice di invio"),
    "errors.code-invalid.detail": (
        "“{code}” is not a code of 14 to 20 digits",
        "“{code}” non è un codice di 14-20 cifre",
    ),
    "errors.code-invalid.hint": (
        "“pectui sent” lists the sendings with their codes",
        "“pectui sent” elenca gli invii con i loro codici",
    ),
    "errors.file-unreadable.title": ("File cannot be read", "Il file non si può leggere"),
    "errors.file-unreadable.detail": ("{path}: {reason}", "{path}: {reason}"),
    "errors.file-unreadable.hint": (
        "Check that the file exists and that you may read it",
        "Controlla che il file esista e che tu possa leggerlo",
    ),
    "errors.file-changed.title": (
        "A file is no longer what was shown",
        "Un file non è più quello mostrato",
    ),
    "errors.file-changed.detail": (
        "{path} has changed since the letter was reviewed; nothing was sent",
        "{path} è cambiato dopo il controllo della PEC; nulla è stato inviato",
    ),
    "errors.file-changed.hint": (
        "Look at the letter again, then confirm it",
        "Ricontrolla la PEC, poi conferma",
    ),
    "errors.file-unwritable.title": ("File cannot be written", "Il file non si può scrivere"),
    "errors.file-unwritable.detail": ("{path}: {reason}", "{path}: {reason}"),
    "errors.file-unwritable.hint": (
        "Choose another name or folder",
        "Scegli un altro nome o un'altra cartella",
    ),
    "errors.editor-failed.title": (
        "The editor could not be used",
        "L'editor non si può usare",
    ),
    "errors.editor-failed.detail": ("{command}: {reason}", "{command}: {reason}"),
    "errors.editor-failed.hint": (
        "Name one that is installed in VISUAL or EDITOR, with the options it needs to wait, as in "
        "“code --wait”; the text is unchanged",
        "Indica in VISUAL o EDITOR un editor installato, con le opzioni che servono perché "
        "attenda, come “code --wait”; il testo è rimasto com'era",
    ),
    "errors.letter-invalid.title": (
        "The letter cannot leave yet",
        "La PEC non può ancora partire",
    ),
    "errors.letter-invalid.detail": ("Something is missing", "Manca qualcosa"),
    "errors.letter-invalid.hint": (
        "Mend what is named and try again; the text is kept",
        "Correggi quanto indicato e riprova; il testo è conservato",
    ),
    "errors.terminal-missing.title": ("No terminal", "Nessun terminale"),
    "errors.terminal-missing.detail": (
        "The program needs a terminal for its screen and its keys",
        "Il programma ha bisogno di un terminale per lo schermo e i tasti",
    ),
    "errors.terminal-missing.no-screen": (
        "This terminal says of itself that it can show lines only (TERM={term})",
        "Questo terminale dichiara di mostrare soltanto righe (TERM={term})",
    ),
    "errors.terminal-missing.hint": (
        "Without one, use a command such as “pectui inbox”; --help lists them",
        "Senza terminale usa un comando, come “pectui inbox”; --help li elenca",
    ),
    "errors.settings.title": ("Settings not usable", "Impostazioni non utilizzabili"),
    "errors.settings.detail": (
        "The settings cannot be used",
        "Le impostazioni non si possono usare",
    ),
    "errors.settings.hint": (
        "“pectui doctor” checks them one by one",
        "“pectui doctor” le controlla una per una",
    ),
    "errors.settings-missing.title": ("A setting is missing", "Manca un'impostazione"),
    "errors.settings-missing.detail": (
        "No value for “{key}”",
        "Nessun valore per “{key}”",
    ),
    "errors.settings-missing.hint": (
        "Run “pectui” for the guided set-up, or try “pectui demo” without an account",
        "Avvia “pectui” per la configurazione guidata, o prova “pectui demo” senza account",
    ),
    "errors.setting-invalid.title": ("A setting is not valid", "Un'impostazione non è valida"),
    "errors.setting-invalid.detail": ("{where}: {reason}", "{where}: {reason}"),
    "errors.setting-invalid.hint": (
        "Correct it; the README lists every setting",
        "Correggila; il README elenca tutte le impostazioni",
    ),
    "errors.secret-unavailable.title": (
        "Password or token not available",
        "Password o token non disponibili",
    ),
    "errors.secret-unavailable.detail": ("{source}: {reason}", "{source}: {reason}"),
    "errors.secret-unavailable.hint": (
        "Try the command by hand, unlock the keyring, or set PECTUI_PASSWORD and PECTUI_TOKEN",
        "Prova il comando a mano, sblocca il portachiavi, o imposta PECTUI_PASSWORD e PECTUI_TOKEN",
    ),
    "errors.store-unusable.title": (
        "The data on this machine cannot be used",
        "I dati su questo computer non si possono usare",
    ),
    "errors.store-unusable.detail": ("{path}: {reason}", "{path}: {reason}"),
    "errors.store-unusable.hint": (
        "Check free space and permissions; PECTUI_DATA_DIR and PECTUI_CACHE_DIR name other folders",
        "Controlla spazio libero e permessi; PECTUI_DATA_DIR e PECTUI_CACHE_DIR indicano altre "
        "cartelle",
    ),
    "errors.store-busy.title": (
        "The copy of the mailbox is in use",
        "La copia della casella è in uso",
    ),
    "errors.store-busy.detail": (
        "Another pectui has {path} open",
        "Un'altra istanza di pectui usa {path}",
    ),
    "errors.store-busy.hint": (
        "Close it, or wait until it has ended, and try again",
        "Chiudila, o attendi che termini, e riprova",
    ),
    "errors.service-refuses.title": ("The service refuses", "Il servizio rifiuta"),
    "errors.service-refuses.detail": ("The request was refused", "La richiesta è stata rifiutata"),
    "errors.service-refuses.hint": (
        "“pectui doctor” checks token and mailbox",
        "“pectui doctor” controlla token e casella",
    ),
    "errors.unauthorized.title": ("Not authorised (401)", "Non autorizzato (401)"),
    "errors.unauthorized.detail": (
        "The service does not accept the credentials",
        "Il servizio non accetta le credenziali",
    ),
    "errors.unauthorized.hint": (
        "The service says the same for all of these: token expired or without the scope of this "
        "call, token of the other environment (sandbox or production), wrong mailbox user or "
        "password. “pectui doctor” checks each",
        "Il servizio risponde allo stesso modo per ognuna di queste cause: token scaduto o senza lo "
        "scope di questa chiamata, token dell'altro ambiente (sandbox o produzione), utente o "
        "password della casella errati. “pectui doctor” le controlla una per una",
    ),
    "errors.no-credit.title": ("No credit left (402)", "Credito esaurito (402)"),
    "errors.no-credit.detail": (
        "The PEC Massiva account has no credit for this call",
        "L'account PEC Massiva non ha credito per questa chiamata",
    ),
    "errors.no-credit.hint": (
        "Top up in the PEC Massiva console, then try again; nothing was sent",
        "Ricarica nella console di PEC Massiva e riprova; nulla è stato inviato",
    ),
    "errors.forbidden.title": ("Not allowed (403)", "Non consentito (403)"),
    "errors.forbidden.detail": (
        "The token may not make this call",
        "Il token non può fare questa chiamata",
    ),
    "errors.forbidden.hint": (
        "Add the scope to the token in the PEC Massiva console",
        "Aggiungi lo scope al token nella console di PEC Massiva",
    ),
    "errors.request-rejected.title": (
        "The service rejects this",
        "Il servizio respinge la richiesta",
    ),
    "errors.request-rejected.detail": ("The request was rejected", "La richiesta è stata respinta"),
    "errors.request-rejected.hint": ("Check what was asked", "Controlla che cosa è stato chiesto"),
    "errors.not-found.title": ("Not there (404)", "Non trovato (404)"),
    "errors.not-found.detail": (
        "The service has nothing under this number or name",
        "Nessun elemento con questo numero o nome",
    ),
    "errors.not-found.hint": (
        "It may have been deleted elsewhere: refresh the list",
        "Forse è stato eliminato altrove: aggiorna l'elenco",
    ),
    "errors.request-invalid.title": (
        "The service rejects this",
        "Il servizio respinge la richiesta",
    ),
    "errors.request-invalid.detail": (
        "The service gave no reason",
        "Il servizio non ha indicato il motivo",
    ),
    "errors.request-invalid.hint": (
        "Check addresses, subject and attachments; for a quota, the mailbox name",
        "Controlla indirizzi, oggetto e allegati; per la quota, il nome della casella",
    ),
    "errors.message-changed.title": ("The mailbox has changed", "La casella è cambiata"),
    "errors.message-changed.detail": (
        "Number {id} now leads to another message; nothing was deleted",
        "Il numero {id} ora porta a un altro messaggio; nulla è stato eliminato",
    ),
    "errors.message-changed.hint": (
        "Refresh the list and choose again",
        "Aggiorna l'elenco e scegli di nuovo",
    ),
    "errors.not-listed.title": ("Not listed before", "Non elencato prima"),
    "errors.not-listed.detail": (
        "Number {id} was not listed on this machine since the last deletion; nothing was deleted",
        "Il numero {id} non è stato elencato su questo computer dopo l'ultima eliminazione; nulla è stato eliminato",
    ),
    "errors.not-listed.hint": (
        "List the messages (pectui inbox) and use the numbers you see there",
        "Elenca i messaggi (pectui inbox) e usa i numeri che vedi lì",
    ),
    "errors.copy-incomplete.title": ("Left alone", "Non toccato"),
    "errors.copy-incomplete.detail": (
        "It is not certain that all of it is kept here",
        "Non è certo che qui ne sia conservata una copia completa",
    ),
    "errors.copy-incomplete.hint": (
        "Nothing of it was deleted; look at the sending, and at the webmail",
        "Non ne è stato eliminato nulla; controlla l'invio e la webmail",
    ),
    "errors.service-fails.title": ("The service fails", "Il servizio non funziona"),
    "errors.service-fails.detail": ("The service has a fault", "Il servizio ha un guasto"),
    "errors.service-fails.hint": ("Try again in a few minutes", "Riprova tra qualche minuto"),
    "errors.server-fault.title": (
        "The service fails ({status})",
        "Il servizio non funziona ({status})",
    ),
    "errors.server-fault.detail": ("The service has a fault", "Il servizio ha un guasto"),
    "errors.server-fault.hint": ("Try again in a few minutes", "Riprova tra qualche minuto"),
    "errors.too-many-requests.title": ("Too many requests (429)", "Troppe richieste (429)"),
    "errors.too-many-requests.detail": (
        "The service asks to slow down",
        "Il servizio chiede di rallentare",
    ),
    "errors.too-many-requests.hint": ("Wait a minute and try again", "Attendi un minuto e riprova"),
    "errors.answer-unreadable.title": ("Unreadable answer", "Risposta illeggibile"),
    "errors.answer-unreadable.detail": (
        "The answer is not what the service promises",
        "La risposta non è quella prevista dal servizio",
    ),
    "errors.answer-unreadable.hint": (
        "Check base_url; a proxy between here and the service may have answered instead",
        "Controlla base_url; forse ha risposto un proxy tra qui e il servizio",
    ),
    "errors.answer-too-large.title": ("Answer too large", "Risposta troppo grande"),
    "errors.answer-too-large.detail": (
        "The answer is larger than {limit_mb} MB and was not read further",
        "La risposta supera {limit_mb} MB e non è stata letta oltre",
    ),
    "errors.answer-too-large.hint": (
        "Use the provider's webmail meanwhile; if it happens again, tell the service's support",
        "Intanto usa la webmail del gestore; se si ripete, segnalalo all'assistenza del servizio",
    ),
    "errors.unreachable.title": (
        "The service cannot be reached",
        "Il servizio non è raggiungibile",
    ),
    "errors.unreachable.detail": ("{host} does not answer", "{host} non risponde"),
    "errors.unreachable.hint": (
        "Check the network and base_url; nothing was sent",
        "Controlla la rete e base_url; nulla è stato inviato",
    ),
    "errors.name-unknown.title": ("Name not found", "Nome non trovato"),
    "errors.name-unknown.detail": (
        "The name {host} does not resolve",
        "Impossibile risolvere il nome {host}",
    ),
    "errors.name-unknown.hint": (
        "Check the network, the DNS and base_url; nothing was sent",
        "Controlla la rete, il DNS e base_url; nulla è stato inviato",
    ),
    "errors.connection-refused.title": ("No connection", "Nessuna connessione"),
    "errors.connection-refused.detail": (
        "No connection to {host} could be made",
        "Impossibile collegarsi a {host}",
    ),
    "errors.connection-refused.hint": (
        "Check the network, the proxy setting and base_url; nothing was sent",
        "Controlla la rete, il proxy e base_url; nulla è stato inviato",
    ),
    "errors.tls-failed.title": ("Connection not trusted", "Connessione non affidabile"),
    "errors.tls-failed.detail": (
        "The certificate of {host} cannot be verified",
        "Il certificato di {host} non è verificabile",
    ),
    "errors.tls-failed.hint": (
        "If your network uses its own authority, name its certificate with ca_file; "
        "nothing was sent",
        "Se la tua rete usa una propria autorità, indica il suo certificato con ca_file; "
        "nulla è stato inviato",
    ),
    "errors.timed-out.title": ("No answer in time", "Nessuna risposta in tempo"),
    "errors.timed-out.detail": (
        "{host} did not answer within {seconds} seconds",
        "{host} non ha risposto entro {seconds} secondi",
    ),
    "errors.timed-out.hint": (
        "Try again; searching a large mailbox can take minutes",
        "Riprova; la ricerca in una casella grande può richiedere minuti",
    ),
    "errors.connection-lost.title": ("Connection lost", "Connessione interrotta"),
    "errors.connection-lost.detail": (
        "The connection to {host} broke before the answer was complete",
        "La connessione con {host} si è interrotta prima della fine della risposta",
    ),
    "errors.connection-lost.hint": (
        "Check the network and try again",
        "Controlla la rete e riprova",
    ),
    "errors.outcome-uncertain.title": ("Outcome not certain", "Esito non certo"),
    "errors.outcome-uncertain.detail": (
        "It is not certain that the letter left",
        "Non è certo che la PEC sia partita",
    ),
    "errors.outcome-uncertain.hint": (
        "Look for the acceptance receipt before sending again",
        "Cerca la ricevuta di accettazione prima di inviare di nuovo",
    ),
    "errors.outcome-unknown.title": (
        "It is not known whether the letter left",
        "Non si sa se la PEC è partita",
    ),
    "errors.outcome-unknown.detail": (
        "The answer of the service was lost",
        "La risposta del servizio non è arrivata",
    ),
    "errors.outcome-unknown.hint": (
        "pectui does not send it again by itself; it looks for the acceptance receipt. "
        "Send again only when you are sure there is none: the recipient would get it twice, with legal "
        "force",
        "pectui non la invia di nuovo da solo; cerca la ricevuta di accettazione. Invia di nuovo "
        "solo se sei certo che non c'è: il destinatario la riceverebbe due volte, con valore legale",
    ),
    "errors.letter-repeated.title": (
        "An equal letter is not settled yet; nothing was sent",
        "Una PEC uguale non è ancora definita; nulla è stato inviato",
    ),
    "errors.letter-repeated.detail": (
        "An equal letter is queued, under way or of unknown outcome",
        "Una PEC uguale è in coda, in partenza o di esito incerto",
    ),
    "errors.letter-repeated.hint": (
        "“pectui sent” says how it stands; in the outbox it can be taken back or cleared away. "
        "“pectui send … --again” sends it a second time all the same",
        "“pectui sent” dice a che punto è; dalla posta in uscita si può annullare o rimuovere. "
        "“pectui send … --again” la invia comunque una seconda volta",
    ),
    "errors.still-queued.title": (
        "The letter could not be taken back",
        "Non è stato possibile annullare l'invio",
    ),
    "errors.still-queued.detail": (
        "It is in the outbox and will leave",
        "È nella posta in uscita e partirà",
    ),
    "errors.still-queued.hint": (
        "Do not send it again: make room on the disk, then open pectui to let it leave, or take it "
        "back in the outbox",
        "Non inviarla di nuovo: libera spazio sul disco, poi apri pectui per farla partire, oppure "
        "annulla l'invio dalla posta in uscita",
    ),
    "errors.deletion-unknown.title": (
        "It is not known whether it was deleted",
        "Non si sa se è stato eliminato",
    ),
    "errors.deletion-unknown.detail": (
        "The answer of the service was lost",
        "La risposta del servizio è andata persa",
    ),
    "errors.deletion-unknown.hint": (
        "List the messages again: what is not there any more is gone. Numbers listed before may lead elsewhere",
        "Elenca di nuovo i messaggi: ciò che non c'è più è stato eliminato. I numeri visti prima possono portare altrove",
    ),
    "errors.sent-partially.title": (
        "Sent to some recipients only",
        "Inviata solo ad alcuni destinatari",
    ),
    "errors.sent-partially.detail": (
        "The service sent to {sent} of {given} recipients and does not say which",
        "Il servizio ha inviato a {sent} destinatari su {given} e non dice quali",
    ),
    "errors.sent-partially.hint": (
        "The receipts will tell; write again only to those who have none",
        "Lo diranno le ricevute; riscrivi solo a chi non ne ha",
    ),
}
