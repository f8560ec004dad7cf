"""Whom a TLS connection trusts: the system's authorities, and one named in the settings."""

from __future__ import annotations

import ssl

from pectui.catalogue import t
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
    9: "not-yet-valid",
    10: "expired",
    18: "self-signed",
    19: "self-signed",
    62: "wrong-name",
    64: "wrong-name",
    2: "unknown-authority",
    20: "unknown-authority",
    21: "unknown-authority",
    23: "revoked",
}
"""OpenSSL's verification codes, and the reason a person is told."""
_WORDS = (
    ("expired", "expired"),
    ("not yet valid", "not-yet-valid"),
    ("self-signed", "self-signed"),
    ("self signed", "self-signed"),
    ("mismatch", "wrong-name"),
    ("name", "wrong-name"),
    ("revoked", "revoked"),
)
"""Words of other systems' verifiers, where there is no code."""


def tls_failed(error: ssl.SSLError, host: str) -> TlsFailed:
    """Return the error that says why a TLS connection to `host` is not trusted."""
    if isinstance(error, ssl.SSLCertVerificationError):
        reason = _REASONS.get(getattr(error, "verify_code", 0))
        if reason is None:
            words = str(getattr(error, "verify_message", error)).lower()
            reason = next((found for sign, found in _WORDS if sign in words), "not-verified")
    elif getattr(error, "reason", "") in {
        "WRONG_VERSION_NUMBER",
        "HTTP_REQUEST",
        "UNKNOWN_PROTOCOL",
    }:
        reason = "no-tls"
    else:
        reason = "handshake"
    return TlsFailed(t(f"api.tls.{reason}", host=host), host=host)
