"""Words of the calls to the service: what is wrong with an address, an answer, an attachment."""

TEXTS: dict[str, str] = {
    "api.tls.expired": "Il certificato di {host} è scaduto; verifica anche che la data di questo computer sia giusta",
    "api.tls.not-yet-valid": "Il certificato di {host} non è ancora valido: la data di questo computer è probabilmente sbagliata",
    "api.tls.self-signed": "Il certificato di {host} è autofirmato o emesso da un'autorità privata: nessuna autorità riconosciuta lo garantisce",
    "api.tls.wrong-name": "Il certificato presentato non è di {host} ma di un altro nome: qualcosa risponde al suo posto lungo la rete, o l'indirizzo è sbagliato",
    "api.tls.unknown-authority": "Il certificato di {host} è stato emesso da un'autorità che questo computer non conosce",
    "api.tls.revoked": "Il certificato di {host} è stato revocato",
    "api.tls.not-verified": "Il certificato di {host} non è verificabile",
    "api.tls.no-tls": "{host} non usa TLS su questa porta",
    "api.tls.handshake": "Non è stata stabilita una connessione sicura con {host}: i due sistemi non si accordano",
    "api.no_header_carries_it": (
        "una richiesta può portare solo caratteri ASCII su una riga, senza spazi all'inizio o alla "
        "fine"
    ),
    "api.not_an_address": "non è un indirizzo come https://ws.pecmassiva.com",
    "api.http_beyond_loopback": "http:// trasmetterebbe la password in chiaro; usa https://",
    "api.no_certificate": "{path} non contiene un certificato leggibile",
    "api.not_a_mailbox": "“{name}” non è il nome di una casella",
    "api.proxy_refuses": "Il proxy non apre una connessione con il servizio",
    "api.redirect": (
        "L'indirizzo risponde con un reindirizzamento ({status}); i reindirizzamenti non vengono "
        "mai seguiti, perché la password viaggerebbe con loro"
    ),
    "api.rejected": "Il servizio respinge la richiesta con lo stato {status} senza indicare il motivo",
    "api.too_many_entries": "La risposta contiene più di {limit} elementi e non è stata letta oltre",
    "api.not_json": "La risposta (stato {status}, {content_type}) non è il JSON previsto dal servizio",
    "api.no_content_type": "tipo non indicato",
    "api.data_missing": "La risposta non contiene i dati richiesti",
    "api.attachment_changed": "non è più il file che era stato confermato",
    "api.not_a_file": "non è un file",
    "api.unknown_status": "Il servizio ha risposto con l'errore {status} dopo la partenza della PEC",
    "api.unknown_status_reason": "Il servizio ha risposto con l'errore {status} dopo la partenza della PEC: {reason}",
    "api.unknown_unreadable": "Il servizio ha ricevuto la PEC, ma la sua risposta non è leggibile",
    "api.unknown_no_code": "Il servizio ha ricevuto la PEC, ma non ha dato un codice di invio",
    "api.unknown_contradiction": "La risposta del servizio si contraddice: {reason}",
    "api.contradiction_failure_with_code": "un errore con un codice di invio",
    "api.contradiction_odd_success": "un codice, ma né conferma né rifiuto dell'invio",
    "api.contradiction_no_moment": "il codice {code}, da cui non si ricava una data",
    "api.contradiction_sent_to_nobody": "un codice di invio, ma nessun destinatario",
    "api.unknown_failure": "Dopo l'inizio della trasmissione della PEC: {reason}",
}
