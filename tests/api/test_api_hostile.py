"""Servers and networks at their worst: each a clear error, none a crash, none without end."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
import ssl
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pectui.api import Limits, open_client
from pectui.errors import (
    AnswerTooLarge,
    AnswerUnreadable,
    ConnectionLost,
    ConnectionRefused,
    NameUnknown,
    PectuiError,
    ServerFault,
    SettingInvalid,
    TimedOut,
    TlsFailed,
    Unauthorized,
)
from pectui.models import SendRequest, Verdict
from tests.api.api_raw_server import (
    CODE,
    PASSWORD,
    TOKEN,
    Received,
    account,
    answer,
    close,
    drip,
    http,
    raw_server,
    silence,
    truncate,
)

if TYPE_CHECKING:
    from tests.api.api_raw_server import Script

SHORT = Limits(call=0.2, search=0.2, answer=0.2, connect=0.2, write=0.2, retry_pauses=(0.0,))
TLS = Path(__file__).parent / "tls"
LETTER = SendRequest("studio@pec.example", ("rossi@pec.example",), "Oggetto", "<p>Testo</p>")
OK = {"success": True, "data": [], "message": ""}


async def _flood(_: Received, writer: asyncio.StreamWriter) -> None:
    writer.write(http(200, b"", length=100 << 20))
    for _step in range(1600):
        writer.write(b" " * 65536)
        await writer.drain()


async def _nonsense(_: Received, writer: asyncio.StreamWriter) -> None:
    writer.write(b"\x16\x03\x01 this is no HTTP\r\n\r\n")
    writer.close()


async def _endless_head(_: Received, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for _step in range(10_000):
        writer.write(b"X-Header: " + b"x" * 1000 + b"\r\n")
        await writer.drain()


def _says(head: bytes, *, over_and_over: bytes = b"", slowly: bool = False) -> Script:
    """Answer with raw bytes and close; or go on with others until the client has left."""

    async def script(_: Received, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while over_and_over:
            writer.write(over_and_over)
            await writer.drain()
            await asyncio.sleep(0.01 if slowly else 0)
        await writer.drain()
        writer.close()

    return script


_CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
_EMPTY = b"Content-Length: 2\r\n\r\n{}"
ADVERSARIES = {
    "early answers without end": (
        _says(b"", over_and_over=b"HTTP/1.1 103 Early\r\nLink: x\r\n\r\n" * 900),
        TimedOut,
    ),
    "100 without end": (_says(b"", over_and_over=b"HTTP/1.1 100 Go on\r\n\r\n" * 900), TimedOut),
    "a head by drips": (
        _says(b"HTTP/1.1 200 OK\r\nX: ", over_and_over=b"x", slowly=True),
        TimedOut,
    ),
    "a byte a chunk": (_says(_CHUNKED, over_and_over=b"1\r\n \r\n" * 10_000), TimedOut),
    "a chunk's extension": (_says(_CHUNKED + b"1;", over_and_over=b"x" * 65_536), ConnectionLost),
    "trailers": (_says(_CHUNKED + b"0\r\n", over_and_over=b"X: y\r\n" * 900), ConnectionLost),
    "many headers": (
        _says(b"HTTP/1.1 200 OK\r\n", over_and_over=b"X: y\r\n" * 900),
        ConnectionLost,
    ),
    "a chunk of any size": (_says(_CHUNKED + b"f" * 20 + b"\r\n{}"), ConnectionLost),
    "a negative chunk": (_says(_CHUNKED + b"-1\r\n{}"), ConnectionLost),
    "HTTP/0.9": (_says(b"<html>ciao"), ConnectionLost),
    "two lengths": (
        _says(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\nciao!"),
        ConnectionLost,
    ),
    "a negative length": (
        _says(b"HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\n{}"),
        ConnectionLost,
    ),
    "a length of 5,000 digits": (
        _says(b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\n{}"),
        ConnectionLost,
    ),
    "NUL in a header": (_says(b"HTTP/1.1 200 OK\r\nX: a\0b\r\n" + _EMPTY), ConnectionLost),
    "a line break in a header": (_says(b"HTTP/1.1 200 OK\r\nX: a\rb\r\n" + _EMPTY), ConnectionLost),
    "no name in a header": (_says(b"HTTP/1.1 200 OK\r\n: a\r\n" + _EMPTY), ConnectionLost),
    "another protocol": (_says(b"HTTP/1.1 101 Switch\r\nUpgrade: x\r\n\r\n"), ConnectionLost),
    "a coding of transfer": (
        _says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        ConnectionLost,
    ),
    "nothing by 204": (_says(b"HTTP/1.1 204 No\r\n\r\n"), AnswerUnreadable),
    "headers in no charset": (
        _says(b"HTTP/1.1 200 \xff\r\nContent-Type: \xff\x80\r\nRetry-After: \xff\r\n" + _EMPTY),
        AnswerUnreadable,
    ),
    "a status beyond": (_says(b"HTTP/1.1 999 X\r\n" + _EMPTY), ServerFault),
    "cookies": (
        _says(b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b;" + b" x;" * 25_000 + b"\r\n" + _EMPTY),
        AnswerUnreadable,
    ),
}


@pytest.mark.parametrize("name", ADVERSARIES)
async def test_an_adversary_gets_a_clear_error_and_no_more_than_the_deadline(name: str) -> None:
    script, leaf = ADVERSARIES[name]
    async with (
        raw_server(script) as server,
        open_client(account(server.url), limits=SHORT) as client,
    ):
        async with asyncio.timeout(20):
            with pytest.raises(leaf):
                await client.inbox()
            outcome = await client.send(LETTER)
        assert outcome.verdict is Verdict.UNKNOWN
        assert server.posts == 1


async def test_what_was_not_asked_for_answers_no_later_request() -> None:
    async def plain(received: Received, writer: asyncio.StreamWriter) -> None:
        document = {"data": [], "total": received.target.partition("page=")[2]}
        await answer(200, document)(received, writer)

    async def with_more(received: Received, writer: asyncio.StreamWriter) -> None:
        mine = json.dumps({"data": [], "total": received.target.partition("page=")[2]}).encode()
        foreign = json.dumps({"data": [], "total": 666}).encode()
        writer.write(http(200, mine) + http(200, foreign) + http(200, foreign))
        await writer.drain()

    for script, connections in ((plain, 1), (with_more, 4)):
        async with raw_server(script) as server, open_client(account(server.url)) as client:
            totals = [(await client.inbox(page=page)).total for page in (1, 2, 3, 4)]
            assert totals == [1, 2, 3, 4]
            assert server.connections == connections


_BOMB = gzip.compress(b" " * (20 << 20))


@pytest.mark.parametrize(
    ("script", "leaf"),
    [
        pytest.param(silence, TimedOut, id="silence"),
        pytest.param(drip, TimedOut, id="drip"),
        pytest.param(close, ConnectionLost, id="close"),
        pytest.param(truncate, ConnectionLost, id="truncated"),
        pytest.param(_nonsense, ConnectionLost, id="not HTTP"),
        pytest.param(_endless_head, ConnectionLost, id="endless headers"),
        pytest.param(
            answer(200, _BOMB, "Content-Encoding: gzip"), AnswerUnreadable, id="gzip bomb"
        ),
    ],
)
async def test_bad_servers(script: Script, leaf: type[PectuiError]) -> None:
    async with (
        raw_server(script) as server,
        open_client(account(server.url), limits=SHORT) as client,
    ):
        for call in (client.inbox(), client.delete_message(3)):
            with pytest.raises(leaf) as caught:
                await call
            assert caught.value.title
            assert caught.value.hint


async def test_a_hundred_megabytes_are_not_read() -> None:
    limits = Limits(answer_bytes=2 << 20)
    async with raw_server(_flood) as server:
        async with open_client(account(server.url), limits=limits) as client:
            with pytest.raises(AnswerTooLarge) as caught:
                await client.inbox()
        assert len(server.requests) == 1
    assert "2 MB" in caught.value.detail


def test_the_cap_is_where_the_program_says() -> None:
    assert Limits().answer_bytes == 64 * 1024 * 1024


async def test_a_long_search_may_be_cancelled() -> None:
    arrived = asyncio.Event()

    async def script(received: Received, writer: asyncio.StreamWriter) -> None:
        arrived.set()
        await silence(received, writer)

    async with raw_server(script) as server, open_client(account(server.url)) as client:
        task = asyncio.create_task(client.inbox(query="x"))
        await arrived.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_a_search_is_given_more_time_than_a_page() -> None:
    limits = Limits(call=0.05, search=30, retry_pauses=())
    release = asyncio.Event()

    async def slow(received: Received, writer: asyncio.StreamWriter) -> None:
        await release.wait()
        await answer(200, OK)(received, writer)

    async with (
        raw_server(slow) as server,
        open_client(account(server.url), limits=limits) as client,
    ):
        search = asyncio.create_task(client.inbox(query="x"))
        with pytest.raises(TimedOut):
            await client.inbox()
        assert not search.done()
        release.set()
        assert (await search).envelopes == ()


async def test_a_refusal_with_a_broken_body_is_still_that_refusal() -> None:
    async def script(_: Received, writer: asyncio.StreamWriter) -> None:
        writer.write(http(401, b'{"succ', length=500))
        await writer.drain()
        writer.close()

    async with raw_server(script) as server, open_client(account(server.url)) as client:
        with pytest.raises(Unauthorized):
            await client.inbox()
        assert (await client.send(LETTER)).verdict is Verdict.REFUSED


async def test_no_log_quotes_what_came_broken(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    broken = b"HTTP/1.1 500 X\r\nTransfer-Encoding: chunked\r\n\r\nGentile cliente\r\n"
    async with (
        raw_server(_says(broken)) as server,
        open_client(account(server.url), limits=SHORT) as client,
    ):
        with pytest.raises(ServerFault):
            await client.inbox()
    assert "status 500" in caplog.text
    assert "Gentile" not in caplog.text


async def test_nobody_there(unused_tcp_port: int) -> None:
    for url, leaf in (
        (f"http://127.0.0.1:{unused_tcp_port}", ConnectionRefused),
        ("https://ws.pecmassiva.invalid", NameUnknown),
    ):
        async with open_client(account(url), limits=SHORT) as client:
            with pytest.raises(leaf):
                await client.inbox()


def _server_tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "localhost.pem", TLS / "localhost-key.pem")
    return context


async def test_a_self_signed_certificate_is_not_trusted() -> None:
    async def on_wire() -> None:
        raise AssertionError

    async with raw_server(answer(200, OK), _server_tls()) as server:
        async with open_client(account(server.url)) as client:
            with pytest.raises(TlsFailed) as caught:
                await client.inbox()
            outcome = await client.send(LETTER, on_wire=on_wire)
        assert server.requests == []
    assert caught.value.exit_code == 7
    assert "ca_file" in caught.value.hint
    assert outcome.verdict is Verdict.UNSENT
    assert type(outcome.error) is TlsFailed


async def test_a_certificate_named_in_the_settings_is_trusted() -> None:
    async with raw_server(answer(200, OK), _server_tls()) as server:
        settings = account(server.url, ca_file=str(TLS / "localhost.pem"))
        async with open_client(settings) as client:
            await client.inbox()
            assert (await client.send(LETTER)).verdict is Verdict.UNKNOWN
        assert [one.method for one in server.requests] == ["GET", "POST"]


async def test_a_trusted_certificate_for_another_name_is_not() -> None:
    def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.2", 0, ssl=_server_tls())
    async with server:
        url = f"https://127.0.0.2:{server.sockets[0].getsockname()[1]}"
        settings = account(url, ca_file=str(TLS / "localhost.pem"))
        async with open_client(settings) as client:
            with pytest.raises(TlsFailed, match="another name"):
                await client.inbox()


async def test_plain_http_where_tls_is_expected() -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(http(400, b"this is the plain port"))
        writer.close()

    server = await asyncio.start_server(plain, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        async with open_client(account(f"https://127.0.0.1:{port}")) as client:
            with pytest.raises(TlsFailed, match="does not speak TLS"):
                await client.inbox()


@pytest.mark.parametrize("content", [None, b"", b"not a certificate"])
def test_a_certificate_file_that_is_none(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingInvalid) as caught:
        open_client(account("https://ws.pecmassiva.example", ca_file=str(path)))
    assert "ca.pem" in caught.value.detail


def _everything_said(error: BaseException) -> str:
    """Return all a handler of any kind could print of an error: texts, attributes, causes."""
    said: list[str] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is None:
            continue
        said += [str(one), repr(one), repr(vars(one)), *traceback.format_exception(one)]
        request = getattr(one, "_request", None)
        if request is not None:
            said += [repr(request), repr(request.headers.raw), repr(vars(request))]
        waiting += [one.__cause__, one.__context__]
    return "\n".join(said)


@pytest.mark.parametrize(
    "script",
    [
        silence,
        close,
        truncate,
        answer(401, {"message": f"bad credentials {PASSWORD} / {TOKEN}"}),
        answer(200, {"success": False, "message": [f'{{"x": "{PASSWORD}"}}'], "error": TOKEN}),
        answer(500, {"message": PASSWORD, "message_id": TOKEN}),
        answer(302, b"", f"Location: /?{TOKEN}"),
        answer(200, f"<html>{PASSWORD}".encode()),
    ],
)
async def test_no_secret_in_an_error_or_a_log(
    script: Script, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "pectui")
    said: list[str] = []
    async with raw_server(script) as server:
        async with open_client(account(server.url), limits=SHORT) as client:
            said += [repr(client), repr(vars(client)), repr(vars(client._exchange.auth))]
            for call in (
                client.inbox(query="x"),
                client.message(3),
                client.delete_message(3),
                client.delete_receipts(CODE),
                client.quota("INBOX"),
            ):
                with pytest.raises(PectuiError) as caught:
                    await call
                said.append(_everything_said(caught.value))
            outcome = await client.send(LETTER)
            said.append(repr(outcome))
            if outcome.error is not None:
                said.append(_everything_said(outcome.error))
        assert any(PASSWORD in repr(one) for one in server.requests)
    for text in (*said, caplog.text):
        assert PASSWORD not in text
        assert TOKEN not in text


async def test_the_libraries_below_log_nothing_by_themselves(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    async with raw_server(answer(200, OK)) as server, open_client(account(server.url)) as client:
        await client.inbox(query="parola-segreta")
        await client.send(LETTER)
    assert "parola-segreta" not in caplog.text
    assert not [one for one in caplog.records if one.name.startswith(("httpx", "httpcore"))]
