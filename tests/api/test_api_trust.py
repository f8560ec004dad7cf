"""Why a certificate is not trusted is told apart, by real connections."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from pectui.api import open_client
from pectui.api.trust import tls_failed
from pectui.catalogue import use_language
from pectui.errors import TlsFailed
from tests.api.api_raw_server import account, answer, raw_server
from tests.api.test_api_hostile import OK

TLS = Path(__file__).parent / "tls"


def server(certificate: str, key: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / certificate, TLS / key)
    return context


@pytest.mark.parametrize(
    ("certificate", "key", "trusted", "words"),
    [
        ("localhost.pem", "localhost-key.pem", None, "signed by itself"),
        ("other.pem", "other-key.pem", None, "authority that this computer does not know"),
        ("expired.pem", "other-key.pem", "authority.pem", "has expired"),
    ],
)
async def test_the_reason_is_named(
    certificate: str, key: str, trusted: str | None, words: str
) -> None:
    ca_file = str(TLS / trusted) if trusted else None
    async with (
        raw_server(answer(200, OK), server(certificate, key)) as running,
        open_client(account(running.url, ca_file=ca_file)) as client,
    ):
        with pytest.raises(TlsFailed) as caught:
            await client.inbox()
    assert words in caught.value.detail


def failure(code: int, message: str = "") -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, message)
    error.verify_code, error.verify_message = code, message
    return error


@pytest.mark.parametrize("language", ["en", "it"])
def test_every_reason_has_words_of_its_own(language: str) -> None:
    use_language("it" if language == "it" else "en")
    codes = (9, 10, 18, 20, 23, 62, 99)
    said = {tls_failed(failure(code), "pec.example").detail for code in codes}
    said.add(tls_failed(ssl.SSLError(1, "[SSL: X] x"), "pec.example").detail)
    assert len(said) == len(codes) + 1


def test_words_of_another_verifier_are_read() -> None:
    assert "expired" in tls_failed(failure(0, "“x” certificate is expired"), "h").detail
    assert "another name" in tls_failed(failure(0, "name mismatch"), "h").detail
