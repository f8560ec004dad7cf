"""POST /send: exactly once whatever happens, nothing before the mark, attachments streamed."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import os
import tracemalloc
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pectui.api import Limits, open_client
from pectui.api.body import PIECE, LetterBody, base64_length
from pectui.domains import network_address
from pectui.errors import (
    ConnectionRefused,
    FileUnreadable,
    NameUnknown,
    OutcomeUnknown,
    TimedOut,
    Unauthorized,
)
from pectui.models import OutgoingAttachment, SendRequest, Verdict
from tests.api.api_raw_server import (
    CODE,
    PASSWORD,
    Received,
    account,
    answer,
    close,
    drip,
    http,
    in_turn,
    raw_server,
    reset,
    silence,
    truncate,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

SENT = {"success": True, "message": "", "message_id": CODE, "sent": 1}
LETTER = SendRequest("studio@pec.example", ("rossi@pec.example",), "Oggetto", "<p>Testo</p>")
SHORT = Limits(answer=0.2, connect=0.2, write=0.2, call=0.2)


def attach(path: Path, data: bytes, **changes: Any) -> OutgoingAttachment:
    path.write_bytes(data)
    values: dict[str, Any] = {
        "name": path.name,
        "mime": "application/pdf",
        "size": len(data),
        "path": str(path),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    return OutgoingAttachment(**(values | changes))


def letter(*attachments: OutgoingAttachment, **changes: Any) -> SendRequest:
    values: dict[str, Any] = {
        "sender": LETTER.sender,
        "recipients": LETTER.recipients,
        "subject": LETTER.subject,
        "body_html": LETTER.body_html,
    }
    return SendRequest(**(values | changes), attachments=attachments)


@pytest.mark.parametrize(
    ("script", "verdict"),
    [
        pytest.param(close, Verdict.UNKNOWN, id="closed after upload"),
        pytest.param(reset, Verdict.UNKNOWN, id="reset after upload"),
        pytest.param(silence, Verdict.UNKNOWN, id="silence"),
        pytest.param(drip, Verdict.UNKNOWN, id="drip"),
        pytest.param(truncate, Verdict.UNKNOWN, id="truncated"),
        pytest.param(answer(201, b'{"success": true,'), Verdict.UNKNOWN, id="half JSON"),
        pytest.param(answer(500, {"success": False}), Verdict.UNKNOWN, id="500"),
        pytest.param(answer(502, b"<html>"), Verdict.UNKNOWN, id="502"),
        pytest.param(answer(503, b"", "Retry-After: 1"), Verdict.UNKNOWN, id="503"),
        pytest.param(answer(504, b""), Verdict.UNKNOWN, id="504"),
        pytest.param(answer(408, b""), Verdict.UNKNOWN, id="408"),
        pytest.param(answer(409, b""), Verdict.UNKNOWN, id="409"),
        pytest.param(answer(429, b"", "Retry-After: 3"), Verdict.UNSENT, id="429"),
        pytest.param(answer(401, {"success": False}), Verdict.REFUSED, id="401"),
        pytest.param(answer(201, b"x" * 200_000), Verdict.UNKNOWN, id="large nonsense"),
    ],
)
async def test_one_post_whatever_comes_back(script: Any, verdict: Verdict) -> None:
    marks = 0

    async def on_wire() -> None:
        nonlocal marks
        marks += 1

    async with raw_server(script) as server:
        async with open_client(account(server.url), limits=SHORT) as client:
            outcome = await client.send(LETTER, on_wire=on_wire)
        assert server.posts == 1
        assert len(server.requests) == 1
        assert server.connections == 1
    assert marks == 1
    assert outcome.verdict is verdict
    assert outcome.code is None
    assert outcome.error is not None


async def test_an_answer_without_end_is_not_read_to_the_end() -> None:
    async def flood(_: Received, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 201 X\r\nContent-Length: 104857600\r\n\r\n")
        for _step in range(1600):
            writer.write(b"x" * 65536)
            await writer.drain()

    async with raw_server(flood) as server:
        limits = Limits(answer_bytes=1 << 20)
        async with open_client(account(server.url), limits=limits) as client:
            outcome = await client.send(LETTER)
        assert server.posts == 1
    assert outcome.verdict is Verdict.UNKNOWN


async def test_a_wait_asked_for_comes_with_the_outcome() -> None:
    async with raw_server(answer(429, b"", "Retry-After: 100000")) as server:
        async with open_client(account(server.url)) as client:
            outcome = await client.send(LETTER)
        assert server.posts == 1
    assert (outcome.verdict, outcome.retry_after) == (Verdict.UNSENT, 300.0)


async def test_nothing_leaves_where_nobody_listens(unused_tcp_port: int) -> None:
    async def on_wire() -> None:
        raise AssertionError

    for url, leaf in (
        (f"http://127.0.0.1:{unused_tcp_port}", ConnectionRefused),
        ("https://ws.pecmassiva.invalid", NameUnknown),
    ):
        async with open_client(account(url)) as client:
            outcome = await client.send(LETTER, on_wire=on_wire)
        assert outcome.verdict is Verdict.UNSENT
        assert type(outcome.error) is leaf


async def test_two_letters_take_two_connections() -> None:
    async with raw_server(answer(201, SENT)) as server, open_client(account(server.url)) as client:
        for _ in range(2):
            assert (await client.send(LETTER)).code == CODE
        assert (server.posts, server.connections) == (2, 2)
        assert server.requests[0].headers["connection"] == "close"


async def test_the_mark_stands_before_the_first_byte_and_after_the_connection() -> None:
    async with raw_server(answer(201, SENT)) as server:

        async def on_wire() -> None:
            async with asyncio.timeout(5):
                while not server.connections:
                    await asyncio.sleep(0)
            assert server.requests == []

        async with open_client(account(server.url)) as client:
            assert (await client.send(LETTER, on_wire=on_wire)).verdict is Verdict.SENT


class DiskFull(Exception):
    pass


@pytest.mark.parametrize(
    "error",
    [DiskFull("x"), OSError(28, "full"), TimeoutError(), ConnectionResetError(), KeyError()],
)
async def test_a_mark_that_fails_stops_the_letter_and_comes_out(error: Exception) -> None:
    async def on_wire() -> None:
        raise error

    async with raw_server(answer(201, SENT)) as server:
        async with open_client(account(server.url)) as client:
            with pytest.raises(type(error)) as caught:
                await client.send(LETTER, on_wire=on_wire)
            assert caught.value is error
            assert (await client.send(LETTER)).verdict is Verdict.SENT
        assert server.posts == 1


async def test_a_mark_that_takes_too_long_leaves_the_letter_here() -> None:
    async def on_wire() -> None:
        await asyncio.Event().wait()

    limits = Limits(answer=0.05, connect=0.05, write=0)
    async with raw_server(answer(201, SENT)) as server:
        async with open_client(account(server.url), limits=limits) as client:
            outcome = await client.send(LETTER, on_wire=on_wire)
        assert server.posts == 0
    assert outcome.verdict is Verdict.UNSENT
    assert type(outcome.error) is TimedOut


async def test_cancelling_in_flight_is_not_swallowed() -> None:
    arrived = asyncio.Event()

    async def script(received: Received, writer: asyncio.StreamWriter) -> None:
        arrived.set()
        await silence(received, writer)

    async with raw_server(script) as server, open_client(account(server.url)) as client:
        task = asyncio.create_task(client.send(LETTER))
        await arrived.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert task.cancelled()
        assert server.posts == 1


async def test_a_proxys_own_handshake_is_not_the_letter() -> None:
    marks = 0

    async def on_wire() -> None:
        nonlocal marks
        marks += 1

    async with raw_server(answer(403, b"")) as proxy:
        settings_ = account("https://ws.pecmassiva.example", proxy=proxy.url)
        async with open_client(settings_) as client:
            outcome = await client.send(LETTER, on_wire=on_wire)
        assert [one.method for one in proxy.requests] == ["CONNECT"]
        assert PASSWORD not in repr(proxy.requests)
    assert marks == 0
    assert outcome.verdict is Verdict.UNSENT


async def test_an_unknown_outcome_says_why_and_what_next() -> None:
    async with (
        raw_server(answer(500, {"message": "MySQL Error 1205"})) as server,
        open_client(account(server.url)) as client,
    ):
        outcome = await client.send(LETTER)
    assert isinstance(outcome.error, OutcomeUnknown)
    assert "MySQL Error 1205" in outcome.error.detail
    assert "500" in outcome.error.detail
    assert outcome.error.exit_code == 8


async def test_an_early_refusal_is_heard_though_the_upload_goes_on(tmp_path: Path) -> None:
    ended = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(http(401, b'{"success": false}'))
        with suppress(ConnectionError):
            while await reader.read(1 << 20):
                pass
        writer.close()
        ended.set()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with open_client(account(url)) as client:
            outcome = await client.send(letter(attach(tmp_path / "a.pdf", b"x" * 1_000_000)))
        await ended.wait()
    assert outcome.verdict is Verdict.REFUSED
    assert type(outcome.error) is Unauthorized


@pytest.mark.parametrize(
    ("encoding", "start"), [("data-uri", "data:application/pdf;base64,"), ("base64", "")]
)
async def test_attachments_arrive_as_they_are(tmp_path: Path, encoding: str, start: str) -> None:
    files = {"uno è.pdf": b"%PDF\x00\xff" * 70_001, "vuoto.pdf": b"", "b.pdf": os.urandom(PIECE)}
    request = letter(
        *(
            attach(tmp_path / str(n), data, name=name)
            for n, (name, data) in enumerate(files.items())
        )
    )
    async with raw_server(answer(201, SENT)) as server:
        async with open_client(account(server.url, attachment_encoding=encoding)) as client:
            assert (await client.send(request)).verdict is Verdict.SENT
        sent = server.requests[0].json()
    assert list(sent) == [
        "sender", "recipient", "subject", "body", "attachments", "username", "password"
    ]  # fmt: skip
    for (name, data), attachment in zip(files.items(), sent["attachments"], strict=True):
        assert list(attachment) == ["name", "file"]
        assert attachment["name"] == name
        assert attachment["file"].startswith(start)
        assert base64.b64decode(attachment["file"][len(start) :], validate=True) == data


async def test_an_odd_media_type_cannot_break_the_data_uri(tmp_path: Path) -> None:
    for odd in ("", "text", 'a/b",x', "text/plain; charset=utf-8", "a/b\n"):
        async with raw_server(answer(201, SENT)) as server:
            async with open_client(account(server.url)) as client:
                await client.send(letter(attach(tmp_path / "a", b"abc", mime=odd)))
            (attachment,) = server.requests[0].json()["attachments"]
        assert attachment["file"] == "data:application/octet-stream;base64,YWJj"


@example(subject="", body="", recipients=["@À"], data=b"", name="", encoding="base64")
@given(
    subject=st.text(max_size=30),
    body=st.text(max_size=60),
    recipients=st.lists(st.text(max_size=12), max_size=3),
    data=st.binary(max_size=40),
    name=st.text(max_size=12),
    encoding=st.sampled_from(["data-uri", "base64"]),
)
@settings(max_examples=60)
def test_the_length_promised_is_the_length_sent(
    tmp_path_factory: pytest.TempPathFactory,
    subject: str,
    body: str,
    recipients: list[str],
    data: bytes,
    name: str,
    encoding: Any,
) -> None:
    path = tmp_path_factory.getbasetemp() / "property"
    request = letter(
        attach(path, data, name=name),
        attach(path, data, name=name, sha256=""),
        subject=subject,
        body_html=body,
        recipients=tuple(recipients),
    )

    async def collect() -> bytes:
        letter_body = LetterBody(request, encoding, lambda: b'"password": "p"')
        await letter_body.check()
        sent = b"".join([piece async for piece in letter_body])
        assert len(sent) == letter_body.length
        letter_body.close()
        return sent

    sent = json.loads(asyncio.run(collect()))
    assert sent["subject"] == subject
    assert sent["recipient"] == [network_address(one) for one in recipients]
    assert [one["name"] for one in sent["attachments"]] == [name, name]


async def test_a_lone_surrogate_does_not_leave(tmp_path: Path) -> None:
    async with raw_server(answer(201, SENT)) as server:
        async with open_client(account(server.url)) as client:
            await client.send(
                letter(attach(tmp_path / "a", b"x", name="a\udcff.pdf"), subject="x\ud800y")
            )
        sent = server.requests[0].json()
    assert sent["subject"] == "x\ufffdy"
    assert sent["attachments"][0]["name"] == "a\ufffd.pdf"


def _vanish(path: Path) -> None:
    path.unlink()


def _change(path: Path) -> None:
    path.write_bytes(b"y" * path.stat().st_size)


def _grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def _shrink(path: Path) -> None:
    os.truncate(path, 10)


def _fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("harm", [_vanish, _change, _grow, _shrink, _fifo, _folder])
async def test_a_file_that_is_not_the_one_confirmed_stops_everything(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    attachment = attach(tmp_path / "a.pdf", b"x" * 1000)
    harm(tmp_path / "a.pdf")

    async def on_wire() -> None:
        raise AssertionError

    async with raw_server(answer(201, SENT)) as server:
        async with open_client(account(server.url)) as client:
            with pytest.raises(FileUnreadable) as caught:
                await client.send(letter(attachment), on_wire=on_wire)
        assert server.connections == 0
    assert "a.pdf" in caught.value.detail


@pytest.mark.parametrize("path", ["a\x00b", "", "/nonexistent/a.pdf"])
async def test_a_path_that_is_none(path: str) -> None:
    attachment = OutgoingAttachment("a.pdf", "application/pdf", 1, path)
    async with raw_server(answer(201, SENT)) as server, open_client(account(server.url)) as client:
        with pytest.raises(FileUnreadable):
            await client.send(letter(attachment))
        assert server.connections == 0


@pytest.mark.parametrize("harm", [_change, _shrink, _vanish])
async def test_a_file_that_changes_on_the_way_never_completes_a_letter(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    attachment = attach(tmp_path / "a.pdf", b"x" * (3 * PIECE))

    async def on_wire() -> None:
        harm(tmp_path / "a.pdf")

    async with raw_server(answer(201, SENT)) as server:
        async with open_client(account(server.url)) as client:
            outcome = await client.send(letter(attachment), on_wire=on_wire)
        assert server.posts == 0
    # Bytes have left: that no server can read them as a letter is its business, not ours to say.
    assert outcome.verdict is Verdict.UNKNOWN


class Counting:
    """Stands for the connection: takes each piece, keeps none."""

    def __init__(self) -> None:
        self.total = 0
        self.biggest = 0

    async def swallow(self, pieces: AsyncIterator[bytes]) -> None:
        async for piece in pieces:
            self.total += len(piece)
            self.biggest = max(self.biggest, len(piece))


def _fifty(path: Path) -> OutgoingAttachment:
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    digest = hashlib.sha256()
    for _ in range(50):
        digest.update(bytes(1024 * 1024))
    return OutgoingAttachment(path.name, "application/pdf", 50 << 20, str(path), digest.hexdigest())


async def test_fifty_megabytes_pass_in_small_pieces(tmp_path: Path) -> None:
    body = LetterBody(letter(_fifty(tmp_path / "big.pdf")), "data-uri", lambda: b'"x": 1')
    await body.check()
    counting = Counting()
    await counting.swallow(aiter(body))
    assert counting.total == body.length > base64_length(50 << 20)
    assert counting.biggest <= base64_length(PIECE)


async def test_fifty_megabytes_do_not_stay_in_memory(tmp_path: Path) -> None:
    request = letter(_fifty(tmp_path / "big.pdf"))
    async with raw_server(answer(201, SENT)) as server, open_client(account(server.url)) as client:
        await client.send(LETTER)  # whatever is loaded once is loaded now
        tracemalloc.start()
        try:
            outcome = await client.send(request)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert outcome.verdict is Verdict.SENT
        assert int(server.requests[1].headers["content-length"]) > base64_length(50 << 20)
    # The server's own buffers are in it too; the letter as a whole would be 70 MB.
    assert peak < 8 * 1024 * 1024


async def test_a_deadline_grows_with_the_letter() -> None:
    limits = Limits()
    assert limits.sending(0) > limits.answer >= 120
    assert limits.sending(100 << 20) - limits.sending(0) == (100 << 20) / limits.upload_rate


async def test_a_second_letter_may_leave_while_the_first_waits() -> None:
    release = asyncio.Event()

    async def slow(received: Received, writer: asyncio.StreamWriter) -> None:
        await release.wait()
        await answer(201, SENT)(received, writer)

    async with (
        raw_server(in_turn(slow, answer(201, SENT))) as server,
        open_client(account(server.url)) as client,
    ):
        first_marked = asyncio.Event()

        async def on_wire() -> None:
            first_marked.set()

        first = asyncio.create_task(client.send(LETTER, on_wire=on_wire))
        await first_marked.wait()
        while not server.posts:
            await asyncio.sleep(0)
        assert (await client.send(LETTER)).verdict is Verdict.SENT
        release.set()
        assert (await first).verdict is Verdict.SENT
        assert server.posts == 2
