"""Words of the calls to the service: what is wrong with an address, an answer, an attachment."""

TEXTS: dict[str, str] = {
    "api.tls.expired": "The certificate of {host} has expired; see also that this computer's date is right",
    "api.tls.not-yet-valid": "The certificate of {host} is not valid yet: this computer's date is probably wrong",
    "api.tls.self-signed": "The certificate of {host} is signed by itself or by an authority of somebody's own: no known authority vouches for it",
    "api.tls.wrong-name": "The certificate shown is not that of {host} but of another name: something on the way answers in its place, or the address is wrong",
    "api.tls.unknown-authority": "The certificate of {host} comes from an authority that this computer does not know",
    "api.tls.revoked": "The certificate of {host} has been revoked",
    "api.tls.not-verified": "The certificate of {host} cannot be verified",
    "api.tls.no-tls": "{host} does not speak TLS on this port",
    "api.tls.handshake": "No secure connection to {host} came about: it and this computer do not agree on how",
    "api.no_header_carries_it": (
        "only plain ASCII characters on one line can be carried in a request, without blanks at "
        "either end"
    ),
    "api.not_an_address": "not an address such as https://ws.pecmassiva.com",
    "api.http_beyond_loopback": "http:// would send the password in clear text; use https://",
    "api.no_certificate": "{path} holds no certificate that can be read",
    "api.not_a_mailbox": "“{name}” is not the name of a mailbox",
    "api.proxy_refuses": "The proxy does not open a connection to the service",
    "api.redirect": (
        "The address answers with a redirect ({status}); redirects are never followed, because "
        "the password would travel with them"
    ),
    "api.rejected": "The service rejects the request with status {status} and gives no reason",
    "api.too_many_entries": "The answer holds more than {limit} entries and was not read further",
    "api.not_json": "The answer (status {status}, {content_type}) is not the JSON the service promises",
    "api.no_content_type": "type not given",
    "api.data_missing": "The answer lacks the data that were asked for",
    "api.attachment_changed": "no longer the file that was confirmed",
    "api.not_a_file": "not a file",
    "api.unknown_status": "The service answered with error {status} after the letter had left",
    "api.unknown_status_reason": "The service answered with error {status} after the letter had left: {reason}",
    "api.unknown_unreadable": "The service took the letter, but its answer cannot be read",
    "api.unknown_no_code": "The service took the letter, but gave no sending code",
    "api.unknown_contradiction": "The answer of the service contradicts itself: {reason}",
    "api.contradiction_failure_with_code": "a failure with a sending code",
    "api.contradiction_odd_success": "a code, and neither yes nor no to whether it was sent",
    "api.contradiction_no_moment": "the code {code}, which spells no moment",
    "api.contradiction_sent_to_nobody": "a sending code, but sent to nobody",
    "api.unknown_failure": "After the letter had begun to leave: {reason}",
}
