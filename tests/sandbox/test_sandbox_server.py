"""The sandbox on a real socket: answers, drops, large uploads, starting and stopping."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import closing, suppress
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from pectui.sandbox import Fault, Sandbox, SandboxConfig, SandboxServer, serve
from tests.sandbox.sandbox_client import LOGIN, letter, over_socket

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def server() -> Iterator[SandboxServer]:
    with SandboxServer(Sandbox(SandboxConfig(messages=30, send_period=0.0))) as running:
        yield running


def test_it_answers_on_the_loopback(server: SandboxServer) -> None:
    assert server.base_url.startswith("http://127.0.0.1:")
    answer = over_socket(server.base_url, "GET", "/inbox?q=&page=2")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert len(answer.data) == 5


def test_a_connection_serves_many_calls(server: SandboxServer) -> None:
    with closing(http.client.HTTPConnection(urlsplit(server.base_url).netloc)) as connection:
        for _ in range(3):
            connection.request("GET", "/quota/INBOX", headers=LOGIN)
            assert json.loads(connection.getresponse().read())["success"] is True


@pytest.mark.parametrize("kind", ["drop-early", "drop-before", "drop-after"])
def test_a_drop_closes_the_connection_without_a_byte(server: SandboxServer, kind: str) -> None:
    server.sandbox.add_fault(Fault("POST /send", kind))
    content = json.dumps(letter()).encode()
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        over_socket(server.base_url, "POST", "/send", content)
    assert len(server.sandbox.sends) == (kind == "drop-after")
    assert over_socket(server.base_url, "GET", "/inbox").status == 200


def test_half_of_an_answer(server: SandboxServer) -> None:
    server.sandbox.add_fault(Fault("GET /inbox", "cut"))
    with closing(http.client.HTTPConnection(urlsplit(server.base_url).netloc)) as connection:
        connection.request("GET", "/inbox", headers=LOGIN)
        with connection.getresponse() as response, pytest.raises(http.client.IncompleteRead):
            response.read()


def test_a_slow_answer_outlasts_a_clients_patience(server: SandboxServer) -> None:
    server.sandbox.add_fault(Fault("POST /send", "slow-after", seconds=60.0))
    content = json.dumps(letter()).encode()
    with pytest.raises(TimeoutError):
        over_socket(server.base_url, "POST", "/send", content, timeout=0.3)
    assert len(server.sandbox.sends) == 1


def test_a_client_that_leaves_while_sending_does_no_harm(server: SandboxServer) -> None:
    address = urlsplit(server.base_url)
    assert address.port is not None
    with socket.create_connection(("127.0.0.1", address.port)) as connection:
        connection.sendall(
            b"POST /send HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
            + b"".join(f"{name}: {value}\r\n".encode() for name, value in LOGIN.items())
            + b'\r\n{"sender":'
        )
    assert over_socket(server.base_url, "GET", "/inbox").status == 200
    assert server.sandbox.sends == []


def test_a_large_upload_is_read_and_only_its_digest_kept(server: SandboxServer) -> None:
    content = os.urandom(6 * 1024 * 1024)
    attachment = {"name": "planimetria.pdf", "file": base64.b64encode(content).decode()}
    body = json.dumps(letter(attachments=[attachment])).encode()
    assert over_socket(server.base_url, "POST", "/send", body, timeout=30).status == 201
    (kept,) = server.sandbox.sends[0].attachments
    assert (kept.size, kept.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert server.sandbox.requests[-1].size == len(body)
    assert server.sandbox.requests[-1].body == b""


def test_a_body_beyond_all_bounds_is_not_read_to_its_end(
    server: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pectui.sandbox.app.MAX_REQUEST", 100_000)
    with closing(_raw(server)) as connection:
        connection.sendall(
            b"POST /send HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n" + b"x" * 200_000
        )
        assert connection.recv(4096).startswith(b"HTTP/1.1 413 ")


def _raw(server: SandboxServer) -> socket.socket:
    port = urlsplit(server.base_url).port
    assert port is not None
    return socket.create_connection(("127.0.0.1", port), timeout=10)


def test_it_starts_and_stops_quickly_even_with_calls_under_way() -> None:
    sandbox = Sandbox(SandboxConfig(messages=3))
    sandbox.add_fault(Fault("GET /inbox", "slow", seconds=3_600.0))
    start = perf_counter()
    with SandboxServer(sandbox) as server:
        connection = http.client.HTTPConnection(urlsplit(server.base_url).netloc)
        idle = http.client.HTTPConnection(urlsplit(server.base_url).netloc)
        idle.request("GET", "/quota/INBOX", headers=LOGIN)
        assert idle.getresponse().read()
        connection.request("GET", "/inbox", headers=LOGIN)
        while not sandbox.requests[1:]:
            assert perf_counter() - start < 10
    assert perf_counter() - start < 2
    idle.close()
    connection.close()
    assert not any(thread.name == "pectui-sandbox" for thread in threading.enumerate())


def test_one_server_may_serve_again_and_two_serve_apart() -> None:
    sandbox = Sandbox(SandboxConfig(messages=3))
    server = SandboxServer(sandbox)
    for _ in range(2):
        with server:
            assert over_socket(server.base_url, "GET", "/inbox").status == 200
    with pytest.raises(RuntimeError):
        _ = server.base_url
    with SandboxServer(sandbox) as one, SandboxServer(Sandbox()) as other:
        assert one.base_url != other.base_url
        assert len(over_socket(other.base_url, "GET", "/inbox").data) == 25


def test_a_taken_port_and_a_public_address_are_refused(server: SandboxServer) -> None:
    port = urlsplit(server.base_url).port
    assert port is not None
    with pytest.raises(OSError, match=r"in use"), SandboxServer(Sandbox(), port=port):
        pass
    with pytest.raises(ValueError, match=r"loopback"), SandboxServer(Sandbox(), host="0.0.0.0"):
        pass


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_serving_ends_on_a_signal(number: signal.Signals) -> None:
    ready = asyncio.get_running_loop().create_future()
    sandbox = Sandbox(SandboxConfig(messages=3))
    task = asyncio.create_task(serve(sandbox, "127.0.0.1", 0, ready.set_result))
    base_url = await asyncio.wait_for(ready, 10)
    answer = await asyncio.to_thread(over_socket, base_url, "GET", "/inbox")
    assert answer.status == 200
    os.kill(os.getpid(), number)
    await asyncio.wait_for(task, 10)
    with pytest.raises(ConnectionRefusedError):
        await asyncio.to_thread(over_socket, base_url, "GET", "/inbox")


def heads(connection: socket.socket, count: int) -> bytes:
    """Read until `count` answers have begun and the last one is whole, or the server closes."""
    told = b""
    while told.count(b"HTTP/1.1 ") < count or not told.rstrip().endswith((b"}", b"Continue")):
        piece = connection.recv(65_536)
        if not piece:
            break
        told += piece
    return told


def head(line: str, *more: str) -> bytes:
    fields = [line, "Host: x", *(f"{name}: {value}" for name, value in LOGIN.items()), *more]
    return "\r\n".join(fields).encode() + b"\r\n\r\n"


def test_calls_sent_in_one_go_are_answered_one_by_one(server: SandboxServer) -> None:
    calls = (("GET", "/quota/INBOX"), ("GET", "/inbox/3"), ("DELETE", "/inbox/3"), ("GET", "/no"))
    with closing(_raw(server)) as connection:
        connection.sendall(b"".join(head(f"{m} {path} HTTP/1.1") for m, path in (*calls, calls[0])))
        told = heads(connection, 5)
    statuses = [part[:3] for part in told.split(b"HTTP/1.1 ")[1:]]
    assert statuses == [b"200", b"200", b"200", b"404", b"200"]
    seen = [(received.method, received.path) for received in server.sandbox.requests]
    assert seen == [*calls, calls[0]]


def test_a_body_in_chunks_and_a_client_that_asks_before_it_uploads(server: SandboxServer) -> None:
    body = json.dumps(letter()).encode()
    chunks = b"".join(b"%x\r\n%s\r\n" % (1, body[n : n + 1]) for n in range(len(body)))
    with closing(_raw(server)) as connection:
        connection.sendall(head("POST /send HTTP/1.1", "Transfer-Encoding: chunked"))
        connection.sendall(chunks + b"0\r\n\r\n")
        assert heads(connection, 1).startswith(b"HTTP/1.1 201 ")
        length = f"Content-Length: {len(body)}"
        connection.sendall(head("POST /send HTTP/1.1", "Expect: 100-continue", length))
        assert heads(connection, 1).startswith(b"HTTP/1.1 100 ")
        connection.sendall(body)
        assert heads(connection, 1).startswith(b"HTTP/1.1 201 ")
    assert len(server.sandbox.sends) == 2


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00 no HTTP\r\n\r\n",
        b"GET /inbox HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"GET /inbox HTTP/1.1\r\n\r\n",
        b"GET /inbox HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n",
        b"GET /inbox HTTP/1.1\r\nX: " + b"x" * 100_000,
    ],
)
def test_what_is_no_http_is_told_so(server: SandboxServer, sent: bytes) -> None:
    with closing(_raw(server)) as connection:
        connection.sendall(sent)
        assert heads(connection, 1).split(b" ")[1] in {b"400", b"431"}
        assert connection.recv(1) == b""
    assert over_socket(server.base_url, "GET", "/inbox").status == 200


def test_answers_without_a_body_have_none(server: SandboxServer) -> None:
    server.sandbox.add_fault(Fault("GET /inbox", "304"))
    with closing(_raw(server)) as connection:
        connection.sendall(
            head("GET /inbox HTTP/1.1") + head("HEAD /inbox HTTP/1.1", "Connection: close")
        )
        told = b"".join(iter(lambda: connection.recv(65_536), b""))
    assert [part[:3] for part in told.split(b"HTTP/1.1 ")[1:]] == [b"304", b"405"]
    assert b"{" not in told


def test_many_clients_at_once_are_all_answered(server: SandboxServer) -> None:
    waiting = [_raw(server) for _ in range(200)]
    try:
        for connection in waiting:
            connection.sendall(head("GET /quota/INBOX HTTP/1.1"))
        for connection in waiting:
            assert heads(connection, 1).startswith(b"HTTP/1.1 200 ")
    finally:
        for connection in waiting:
            connection.close()


def test_a_bug_is_an_answer_and_the_service_goes_on(
    server: SandboxServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: object) -> int:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(type(server.sandbox.mailbox), "usage", property(broken))
        assert over_socket(server.base_url, "GET", "/quota/INBOX").status == 500
    assert "ZeroDivisionError" in caplog.text
    assert over_socket(server.base_url, "GET", "/quota/INBOX").status == 200


def test_a_client_that_does_not_read_holds_up_no_end() -> None:
    sandbox = Sandbox(SandboxConfig(messages=3))
    sandbox.add_fault(Fault("GET /inbox", "huge"))
    start = perf_counter()
    with SandboxServer(sandbox) as server, closing(_raw(server)) as connection:
        connection.sendall(head("GET /inbox HTTP/1.1"))
        assert connection.recv(100).startswith(b"HTTP/1.1 200 ")
        server.__exit__(None, None, None)
        assert perf_counter() - start < 5


def test_who_connects_as_it_ends_is_let_go() -> None:
    sandbox = Sandbox(SandboxConfig(messages=1))
    for _ in range(20):
        with SandboxServer(sandbox) as running:
            connection = _raw(running)
        with connection, suppress(ConnectionResetError):
            assert connection.recv(1) == b""


def test_a_client_that_leaves_a_drip_is_noticed(
    server: SandboxServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "pectui.sandbox")
    server.sandbox.add_fault(Fault("GET /inbox", "drip", seconds=3_600.0))
    with closing(_raw(server)) as connection:
        connection.sendall(head("GET /inbox HTTP/1.1"))
        assert connection.recv(100).startswith(b"HTTP/1.1 200 ")
    deadline = perf_counter() + 10
    while "the client has left" not in caplog.text:
        assert perf_counter() < deadline


def test_every_start_has_secrets_of_its_own() -> None:
    code = "from pectui.sandbox import CREDENTIALS as c; print(c.username, c.password, c.token)"
    starts = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
        ).stdout.split()
        for _ in range(2)
    ]
    (user, *secrets), (same_user, *others) = starts
    assert user == same_user
    assert not set(secrets) & set(others)
    assert all(len(secret) >= 16 for secret in (*secrets, *others))


def test_in_process_it_loads_no_http_server_and_no_client_code() -> None:
    code = (
        "import sys, pectui.sandbox;"
        "print(sorted(n for n in sys.modules if n.partition('.')[0] in {'h11', 'httpx'}"
        " or n.startswith(('pectui.api', 'pectui.pec'))))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout.strip() == "[]"
