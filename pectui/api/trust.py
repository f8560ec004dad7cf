"""Whom a TLS connection trusts: the system's authorities, and one named in the settings."""

from __future__ import annotations

import ssl

from pectui.catalogue import Phrase, t
from pectui.errors import SettingInvalid, TlsFailed


def trusted(ca_file: str | None) -> ssl.SSLContext:
    """Return what connections are verified with. Raises SettingInvalid for a useless `ca_file`."""
    import truststore

    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if ca_file:
        try:
            context.load_verify_locations(cafile=ca_file)
        except OSError as error:  # ssl.SSLError, for a file that holds no certificate, is one
            reason = t("api.no_certificate", path=ca_file)
            raise SettingInvalid(where="ca_file", reason=reason) from error
    return context


_REASONS = {
    9: "api.tls.not-yet-valid",
    10: "api.tls.expired",
    18: "api.tls.self-signed",
    19: "api.tls.self-signed",
    62: "api.tls.wrong-name",
    64: "api.tls.wrong-name",
    2: "api.tls.unknown-authority",
    20: "api.tls.unknown-authority",
    21: "api.tls.unknown-authority",
    23: "api.tls.revoked",
}
"""OpenSSL's verification codes, and what a person is told."""
_WORDS = (
    ("expired", "api.tls.expired"),
    ("not yet valid", "api.tls.not-yet-valid"),
    ("self-signed", "api.tls.self-signed"),
    ("self signed", "api.tls.self-signed"),
    ("mismatch", "api.tls.wrong-name"),
    ("name", "api.tls.wrong-name"),
    ("revoked", "api.tls.revoked"),
)
"""Words of other systems' verifiers, where there is no code."""


def tls_failed(error: ssl.SSLError, host: str) -> TlsFailed:
    """Return the error that says why a TLS connection to `host` is not trusted."""
    if isinstance(error, ssl.SSLCertVerificationError):
        key = _REASONS.get(getattr(error, "verify_code", 0))
        if key is None:
            words = str(getattr(error, "verify_message", error)).lower()
            key = next((found for sign, found in _WORDS if sign in words), "api.tls.not-verified")
    elif getattr(error, "reason", "") in {
        "WRONG_VERSION_NUMBER",
        "HTTP_REQUEST",
        "UNKNOWN_PROTOCOL",
    }:
        key = "api.tls.no-tls"
    else:
        key = "api.tls.handshake"
    return TlsFailed(Phrase(key, host=host), host=host)
