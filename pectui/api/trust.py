"""Whom a TLS connection trusts: the system's authorities, and one named in the settings."""

from __future__ import annotations

import ssl

from pectui.catalogue import t
from pectui.errors import SettingInvalid


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
