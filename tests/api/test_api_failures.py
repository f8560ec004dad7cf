"""Statuses and the transport's errors: each becomes one leaf with words and an exit code."""

from __future__ import annotations

import socket
import ssl
from datetime import UTC, datetime

import httpx
import pytest

from pectui.api.failures import read_retry_after, refusal, translate
from pectui.catalogue import LANGUAGES, use_language
from pectui.errors import (
    ConnectionLost,
    ConnectionRefused,
    NameUnknown,
    PectuiError,
    TimedOut,
    TlsFailed,
)

NOW = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("3", 3.0),
        (" 3.5 ", 3.5),
        ("0", 0.0),
        ("-5", 0.0),
        ("1000000000", 300.0),
        ("inf", 300.0),
        ("nan", None),
        ("Tue, 10 Mar 2026 10:00:07 GMT", 7.0),
        ("Tue, 10 Mar 2026 11:00:07 +0100", 7.0),
        ("Tue, 10 Mar 2026 10:00:07 -0000", 7.0),
        ("Tue, 10 Mar 2020 10:00:07 GMT", 0.0),
        ("Tue, 10 Mar 2099 10:00:07 GMT", 300.0),
        ("soon", None),
        ("", None),
        (None, None),
        ("9" * 400, 300.0),
    ],
)
def test_retry_after(text: str | None, seconds: float | None) -> None:
    assert read_retry_after(text, NOW) == seconds


@pytest.mark.parametrize(
    ("status", "kind", "exit_code"),
    [
        (200, "request-invalid", 5),
        (301, "request-invalid", 5),
        (400, "request-invalid", 5),
        (401, "unauthorized", 4),
        (402, "no-credit", 4),
        (403, "forbidden", 4),
        (404, "not-found", 5),
        (406, "request-invalid", 5),
        (413, "request-invalid", 5),
        (417, "request-invalid", 5),
        (422, "request-invalid", 5),
        (428, "request-invalid", 5),
        (429, "too-many-requests", 6),
        (500, "server-fault", 6),
        (502, "server-fault", 6),
        (599, "server-fault", 6),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", [None, "motivo"])
def test_every_status_has_words_and_an_exit_code(
    status: int, kind: str, exit_code: int, language: str, reason: str | None
) -> None:
    use_language("it" if language == "it" else "en")
    error = refusal(status, reason)
    assert (error.kind, error.exit_code) == (kind, exit_code)
    for words in (error.title, error.detail, error.hint):
        assert words
        assert "{" not in words
    if reason and not 300 <= status < 400:
        assert error.detail == reason


def _connecting(cause: Exception) -> httpx.ConnectError:
    error = httpx.ConnectError("x")
    error.__cause__ = OSError("wrapped")
    error.__cause__.__context__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "leaf"),
    [
        (httpx.ConnectTimeout("x"), TimedOut),
        (httpx.ReadTimeout("x"), TimedOut),
        (httpx.PoolTimeout("x"), TimedOut),
        (TimeoutError(), TimedOut),
        (httpx.ReadError("x"), ConnectionLost),
        (httpx.WriteError("x"), ConnectionLost),
        (httpx.RemoteProtocolError("x"), ConnectionLost),
        (httpx.DecodingError("x"), ConnectionLost),
        (ConnectionResetError(), ConnectionLost),
        (httpx.ProxyError("407"), ConnectionRefused),
        (_connecting(OSError("refused")), ConnectionRefused),
        (_connecting(ExceptionGroup("all failed", [OSError("x")])), ConnectionRefused),
        (_connecting(socket.gaierror(-2, "unknown")), NameUnknown),
        (_connecting(ssl.SSLCertVerificationError("self-signed")), TlsFailed),
    ],
)
def test_errors_of_the_transport(error: Exception, leaf: type[PectuiError]) -> None:
    translated = translate(error, "ws.pec.example", 30)
    assert type(translated) is leaf
    assert translated.exit_code == 7
    assert translated.title
    assert "{" not in translated.detail
