"""Words of the calls to the service: what is wrong with an address, an answer, an attachment."""

TEXTS: dict[str, tuple[str, str]] = {
    "api.tls.expired": (
        "The certificate of {host} has expired; see also that this computer's date is right",
        "Il certificato di {host} è scaduto; verifica anche che la data di questo computer sia giusta",
    ),
    "api.tls.not-yet-valid": (
        "The certificate of {host} is not valid yet: this computer's date is probably wrong",
        "Il certificato di {host} non è ancora valido: la data di questo computer è probabilmente sbagliata",
    ),
    "api.tls.self-signed": (
        "The certificate of {host} is signed by itself or by an authority of somebody's own: no known authority vouches for it",
        "Il certificato di {host} è autofirmato o emesso da un'autorità privata: nessuna autorità riconosciuta lo garantisce",
    ),
    "api.tls.wrong-name": (
        "The certificate shown is not that of {host} but of another name: something on the way answers in its place, or the address is wrong",
        "Il certificato presentato non è di {host} ma di un altro nome: qualcosa risponde al suo posto lungo la rete, o l'indirizzo è sbagliato",
    ),
    "api.tls.unknown-authority": (
        "The certificate of {host} comes from an authority that this computer does not know",
        "Il certificato di {host} è stato emesso da un'autorità che questo computer non conosce",
    ),
    "api.tls.revoked": (
        "The certificate of {host} has been revoked",
        "Il certificato di {host} è stato revocato",
    ),
    "api.tls.not-verified": (
        "The certificate of {host} cannot be verified",
        "Il certificato di {host} non è verificabile",
    ),
    "api.tls.no-tls": (
        "{host} does not speak TLS on this port",
        "{host} non usa TLS su questa porta",
    ),
    "api.tls.handshake": (
        "No secure connection to {host} came about: it and this computer do not agree on how",
        "Non è stata stabilita una connessione sicura con {host}: i due sistemi non si accordano",
    ),
    "api.no_header_carries_it": (
        "only plain ASCII characters on one line can be carried in a request, without blanks at "
        "either end",
        "una richiesta può portare solo caratteri ASCII su una riga, senza spazi all'inizio o alla "
        "fine",
    ),
    "api.not_an_address": (
        "not an address such as https://ws.pecmassiva.com",
        "non è un indirizzo come https://ws.pecmassiva.com",
    ),
    "api.http_beyond_loopback": (
        "http:// would send the password in clear text; use https://",
        "http:// trasmetterebbe la password in chiaro; usa https://",
    ),
    "api.no_certificate": (
        "{path} holds no certificate that can be read",
        "{path} non contiene un certificato leggibile",
    ),
    "api.not_a_mailbox": (
        "“{name}” is not the name of a mailbox",
        "“{name}” non è il nome di una casella",
    ),
    "api.proxy_refuses": (
        "The proxy does not open a connection to the service",
        "Il proxy non apre una connessione con il servizio",
    ),
    "api.redirect": (
        "The address answers with a redirect ({status}); redirects are never followed, because "
        "the password would travel with them",
        "L'indirizzo risponde con un reindirizzamento ({status}); i reindirizzamenti non vengono "
        "mai seguiti, perché la password viaggerebbe con loro",
    ),
    "api.rejected": (
        "The service rejects the request with status {status} and gives no reason",
        "Il servizio respinge la richiesta con lo stato {status} senza indicare il motivo",
    ),
    "api.too_many_entries": (
        "The answer holds more than {limit} entries and was not read further",
        "La risposta contiene più di {limit} elementi e non è stata letta oltre",
    ),
    "api.not_json": (
        "The answer (status {status}, {content_type}) is not the JSON the service promises",
        "La risposta (stato {status}, {content_type}) non è il JSON previsto dal servizio",
    ),
    "api.no_content_type": ("type not given", "tipo non indicato"),
    "api.data_missing": (
        "The answer lacks the data that were asked for",
        "La risposta non contiene i dati richiesti",
    ),
    "api.attachment_changed": (
        "no longer the file that was confirmed",
        "non è più il file che era stato confermato",
    ),
    "api.not_a_file": ("not a file", "non è un file"),
    "api.unknown_status": (
        "The service answered with error {status} after the letter had left",
        "Il servizio ha risposto con l'errore {status} dopo la partenza della PEC",
    ),
    "api.unknown_status_reason": (
        "The service answered with error {status} after the letter had left: {reason}",
        "Il servizio ha risposto con l'errore {status} dopo la partenza della PEC: {reason}",
    ),
    "api.unknown_unreadable": (
        "The service took the letter, but its answer cannot be read",
        "Il servizio ha ricevuto la PEC, ma la sua risposta non è leggibile",
    ),
    "api.unknown_no_code": (
        "The service took the letter, but gave no sending code",
        "Il servizio ha ricevuto la PEC, ma non ha dato un codice di invio",
    ),
    "api.unknown_contradiction": (
        "The answer of the service contradicts itself: {reason}",
        "La risposta del servizio si contraddice: {reason}",
    ),
    "api.contradiction_failure_with_code": (
        "a failure with a sending code",
        "un errore con un codice di invio",
    ),
    "api.contradiction_odd_success": (
        "a code, and neither yes nor no to whether it was sent",
        "un codice, ma né conferma né rifiuto dell'invio",
    ),
    "api.contradiction_no_moment": (
        "the code {code}, which spells no moment",
        "il codice {code}, che non indica alcun momento",
    ),
    "api.contradiction_sent_to_nobody": (
        "a sending code, but sent to nobody",
        "un codice di invio, ma nessun destinatario",
    ),
    "api.unknown_failure": (
        "After the letter had begun to leave: {reason}",
        "Dopo l'inizio della trasmissione della PEC: {reason}",
    ),
}
