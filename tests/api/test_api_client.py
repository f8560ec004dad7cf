"""The seven calls against a real socket: what leaves, what is read, what is refused unasked."""

from __future__ import annotations

import logging
import sys
import threading
from subprocess import run
from typing import TYPE_CHECKING, Any

import pytest

from pectui.api import Client, Limits, open_client
from pectui.errors import (
    AnswerUnreadable,
    CodeInvalid,
    ConnectionLost,
    MessageIdInvalid,
    NotFound,
    PectuiError,
    RequestInvalid,
    ServerFault,
    SettingInvalid,
    SettingsMissing,
    TooManyRequests,
    Unauthorized,
)
from pectui.models import Body, SendRequest, Verdict
from pectui.pec.bodies import decode_body
from pectui.settings.configuration import Secret
from tests.api.api_raw_server import (
    CODE,
    PASSWORD,
    TOKEN,
    account,
    answer,
    close,
    in_turn,
    raw_server,
    reset,
    truncate,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

QUICK = Limits(retry_pauses=(0.0, 0.0))
ROW = {
    "sender": "posta-certificata@pec.example",
    "recipient": "studio@pec.example",
    "date": "Wed, 26 Aug 2020 10:00:35 +0200",
    "object": f"CONSEGNA: Invio di prova {CODE}",
    "id": 3,
    "body": "Ricevuta",
    "usage": 171012,
    "limit": 1048576,
}
OK = {"success": True, "message": "", "data": [ROW], "total": 1, "page": 1, "n_of_pages": 1}
LETTER = SendRequest("studio@pec.example", ("rossi@pec.example",), "Oggetto", "<p>Testo</p>")

Call = tuple[str, "Callable[[Client], Awaitable[object]]"]
CALLS: dict[str, Call] = {
    "inbox": ("GET /inbox", lambda c: c.inbox()),
    "page": ("GET /inbox?page=2", lambda c: c.inbox(page=2)),
    "search": ("GET /inbox?q=a+%26+b%3D%C3%A8&page=1", lambda c: c.inbox(page=1, query="a & b=è")),
    "message": ("GET /inbox/3", lambda c: c.message(3)),
    "delete": ("DELETE /inbox/3", lambda c: c.delete_message(3)),
    "receipts": (f"GET /send/{CODE}", lambda c: c.receipts(CODE)),
    "delete receipts": (f"DELETE /send/{CODE}", lambda c: c.delete_receipts(CODE)),
    "quota": ("GET /quota/INBOX", lambda c: c.quota("INBOX")),
}
GETS = [name for name, (line, _) in CALLS.items() if line.startswith("GET")]
DELETES = [name for name, (line, _) in CALLS.items() if line.startswith("DELETE")]


@pytest.mark.parametrize("name", CALLS)
async def test_what_leaves(name: str) -> None:
    line, call = CALLS[name]
    async with raw_server(answer(200, OK)) as server:
        async with open_client(account(server.url)) as client:
            await call(client)
        (received,) = server.requests
    assert f"{received.method} {received.target}" == line
    assert received.headers["authorization"] == f"Bearer {TOKEN}"
    assert received.headers["x-username"] == "studio@pec.example"
    assert received.headers["x-password"] == PASSWORD
    assert received.headers["accept-encoding"] == "identity"
    assert "cookie" not in received.headers
    assert received.body == b""


async def test_a_letter_carries_its_credentials_in_the_body() -> None:
    async with raw_server(answer(201, {"success": True, "message_id": CODE, "sent": 1})) as server:
        async with open_client(account(server.url)) as client:
            outcome = await client.send(LETTER)
        (received,) = server.requests
    assert outcome.verdict is Verdict.SENT
    assert f"{received.method} {received.target}" == "POST /send"
    assert received.headers["authorization"] == f"Bearer {TOKEN}"
    assert received.headers["content-type"] == "application/json"
    assert "x-password" not in received.headers
    assert "transfer-encoding" not in received.headers
    assert received.json() == {
        "sender": "studio@pec.example",
        "recipient": ["rossi@pec.example"],
        "subject": "Oggetto",
        "body": "<p>Testo</p>",
        "username": "studio@pec.example",
        "password": PASSWORD,
    }


async def test_a_base_url_may_have_a_path() -> None:
    async with raw_server(answer(200, OK)) as server:
        async with open_client(account(server.url + "/v1/")) as client:
            await client.quota("INBOX")
        assert server.requests[0].target == "/v1/quota/INBOX"


async def test_cookies_are_not_kept() -> None:
    async with raw_server(answer(200, OK, "Set-Cookie: session=1; Path=/")) as server:
        async with open_client(account(server.url)) as client:
            await client.inbox()
            await client.inbox()
        assert all("cookie" not in one.headers for one in server.requests)


async def test_reading_keeps_a_connection_and_deleting_takes_a_fresh_one() -> None:
    async with raw_server(answer(200, OK)) as server, open_client(account(server.url)) as client:
        await client.inbox()
        await client.inbox()
        assert server.connections == 1
        await client.delete_message(3)
        assert server.connections == 2
        await client.delete_message(2)
        assert server.connections == 3


async def test_what_is_read() -> None:
    async with raw_server(answer(200, OK)) as server, open_client(account(server.url)) as client:
        assert [one.id for one in (await client.inbox()).envelopes] == [3]
        message = await client.message(9)
        assert (message.envelope.id, message.body.text) == (9, "Ricevuta")
        (receipt,) = await client.receipts(CODE)
        assert (receipt.envelope.id, receipt.envelope.code) == (None, CODE)
        quota = await client.quota("INBOX")
        assert (quota.usage, quota.limit, quota.unit) == (171012, 1048576, "KB")


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize(
    ("status", "document", "leaf"),
    [
        (200, {"success": False, "message": "no"}, RequestInvalid),
        (200, {"success": "false", "message": ["no"]}, RequestInvalid),
        (200, b"<html>", AnswerUnreadable),
        (200, b'{"success": true, "da', AnswerUnreadable),
        (200, b"[" * 10_000, AnswerUnreadable),
        (400, {"success": False, "message": "no"}, RequestInvalid),
        (401, {"success": False, "message": "Authorization is not valid or empty"}, Unauthorized),
        (401, b"<html>" + b"x" * 1_000_000, Unauthorized),
        (404, b"<html>", NotFound),
        (422, {"success": False, "message": None, "error": 7, "data": None}, RequestInvalid),
        (500, {"success": False, "message": "MySQL Error 1205"}, ServerFault),
        (502, b"<html>502 Bad Gateway</html>", ServerFault),
        (429, {"success": False, "message": "slow down"}, TooManyRequests),
    ],
)
async def test_refusals(name: str, status: int, document: object, leaf: type[PectuiError]) -> None:
    async with (
        raw_server(answer(status, document)) as server,
        open_client(account(server.url), limits=QUICK) as client,
    ):
        with pytest.raises(leaf) as caught:
            await CALLS[name][1](client)
    assert type(caught.value) is leaf
    assert len(caught.value.detail) <= 400
    assert "<html>" not in caught.value.detail


async def test_an_empty_answer_to_a_delete_is_enough() -> None:
    async with raw_server(answer(204, b"")) as server, open_client(account(server.url)) as client:
        await client.delete_message(3)
        await client.delete_receipts(CODE)


async def test_no_receipts_yet_is_no_error() -> None:
    document = {"success": False, "message": "Result empty"}
    for status in (404, 200):
        async with (
            raw_server(answer(status, document)) as server,
            open_client(account(server.url)) as client,
        ):
            assert await client.receipts(CODE) == ()


async def test_a_refusal_that_speaks_of_empty_is_no_empty_answer() -> None:
    document = {"success": False, "message": "Authorization is not valid or empty"}
    for status, leaf in ((401, Unauthorized), (200, RequestInvalid)):
        async with (
            raw_server(answer(status, document)) as server,
            open_client(account(server.url)) as client,
        ):
            for call in (client.receipts(CODE), client.inbox()):
                with pytest.raises(leaf):
                    await call


async def test_a_page_behind_the_last_may_be_a_404() -> None:
    document = {"success": False, "message": "Result empty"}
    async with (
        raw_server(answer(404, document)) as server,
        open_client(account(server.url)) as client,
    ):
        assert (await client.inbox(page=99)).envelopes == ()


async def test_a_message_or_sending_that_is_gone() -> None:
    document = {"success": False, "message": "Email not found"}
    async with (
        raw_server(answer(404, document)) as server,
        open_client(account(server.url)) as client,
    ):
        for call in (client.message(3), client.delete_message(3), client.delete_receipts(CODE)):
            with pytest.raises(NotFound, match="Email not found"):
                await call


@pytest.mark.parametrize(
    "odd",
    [0, -1, 10**20, True, 3.0, "3", "../send/1", None, [3], pytest.param(10**5000, id="huge")],
)
async def test_addresses_are_built_from_whole_numbers_only(odd: Any) -> None:
    async with raw_server(answer(200, OK)) as server, open_client(account(server.url)) as client:
        for call in (client.message, client.delete_message):
            with pytest.raises(MessageIdInvalid) as caught:
                await call(odd)
            assert caught.value.detail
        assert server.requests == []


@pytest.mark.parametrize(
    "odd", ["", "1", "2" * 21, "2020082610003492/../x", "２" * 16, CODE + "\n"]
)
async def test_addresses_are_built_from_codes_only(odd: str) -> None:
    async with raw_server(answer(200, OK)) as server, open_client(account(server.url)) as client:
        for call in (client.receipts, client.delete_receipts):
            with pytest.raises(CodeInvalid):
                await call(odd)
        assert server.requests == []


@pytest.mark.parametrize(
    ("name", "target"),
    [("INBOX", "/quota/INBOX"), ("INBOX.Archivio 2020", "/quota/INBOX.Archivio%202020")],
)
async def test_mailbox_names_are_quoted(name: str, target: str) -> None:
    async with raw_server(answer(200, OK)) as server, open_client(account(server.url)) as client:
        assert (await client.quota(name)).mailbox == name
        assert server.requests[0].target == target


@pytest.mark.parametrize("odd", ["", "..", "a/../b", "x\r\ny", "?", "#", "%2e", "é", "x" * 101])
async def test_odd_mailbox_names_are_refused(odd: str) -> None:
    async with raw_server(answer(200, OK)) as server, open_client(account(server.url)) as client:
        with pytest.raises(SettingInvalid):
            await client.quota(odd)
        assert server.requests == []


@pytest.mark.parametrize("status", [429, 502, 503, 504])
@pytest.mark.parametrize("name", GETS)
async def test_reading_is_asked_again(name: str, status: int) -> None:
    script = in_turn(answer(status, b"<html>"), answer(status, b""), answer(200, OK))
    async with raw_server(script) as server:
        async with open_client(account(server.url), limits=QUICK) as client:
            await CALLS[name][1](client)
        assert len(server.requests) == 3


@pytest.mark.parametrize("name", DELETES)
@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
async def test_deleting_is_never_asked_again(name: str, status: int) -> None:
    script = in_turn(answer(status, b"<html>"), answer(200, OK))
    async with raw_server(script) as server:
        async with open_client(account(server.url), limits=QUICK) as client:
            with pytest.raises(PectuiError):
                await CALLS[name][1](client)
        assert len(server.requests) == 1


@pytest.mark.parametrize("name", DELETES)
async def test_a_delete_whose_connection_breaks_is_not_asked_again(name: str) -> None:
    for script in (close, reset, truncate):
        async with raw_server(script) as server:
            async with open_client(account(server.url), limits=QUICK) as client:
                with pytest.raises(ConnectionLost):
                    await CALLS[name][1](client)
            assert len(server.requests) == 1


async def test_a_lost_connection_is_asked_again_when_reading() -> None:
    async with raw_server(in_turn(close, truncate, answer(200, OK))) as server:
        async with open_client(account(server.url), limits=QUICK) as client:
            await client.inbox()
        assert len(server.requests) == 3


async def test_repeats_end_and_are_logged_without_the_search(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    async with raw_server(answer(503, b"")) as server:
        async with open_client(account(server.url), limits=QUICK) as client:
            with pytest.raises(ServerFault):
                await client.inbox(query="parola")
        assert len(server.requests) == 3
    ours = [one.getMessage() for one in caplog.records if one.name == "pectui.api"]
    assert len(ours) == 2
    assert all("GET /inbox" in line and "503" in line for line in ours)
    assert "parola" not in caplog.text


async def test_a_wait_beyond_patience_is_handed_to_the_caller() -> None:
    async with raw_server(answer(429, b"", "Retry-After: 1000000000")) as server:
        async with open_client(account(server.url)) as client:
            with pytest.raises(TooManyRequests) as caught:
                await client.inbox()
        assert len(server.requests) == 1
    assert caught.value.values["retry_after"] == 300.0


async def test_waits_asked_for_are_kept_and_bounded_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("pectui.api.client.asyncio.sleep", sleep)
    async with raw_server(answer(429, b"", "Retry-After: 6")) as server:
        async with open_client(account(server.url)) as client:
            with pytest.raises(TooManyRequests):
                await client.inbox()
        assert len(server.requests) == 2
    assert waits == [6.0]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("name", [*CALLS, "send"])
async def test_redirects_are_never_followed(name: str, status: int) -> None:
    async with raw_server(answer(200, OK)) as other:
        script = answer(status, b"", f"Location: {other.url}/inbox")
        async with raw_server(script) as server, open_client(account(server.url)) as client:
            if name == "send":
                outcome = await client.send(LETTER)
                assert outcome.verdict is Verdict.REFUSED
                error: PectuiError | None = outcome.error
            else:
                with pytest.raises(RequestInvalid) as caught:
                    await CALLS[name][1](client)
                error = caught.value
            assert len(server.requests) == 1
        assert other.connections == 0
    assert error is not None
    assert "redirect" in error.detail


@pytest.mark.parametrize(
    "url",
    [
        "http://ws.pecmassiva.example",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://128.0.0.1",
        "http://0.0.0.0",
        "http://127.1",
        "http://127.0.0.256",
        "ftp://127.0.0.1",
        "ws.pecmassiva.example",
        "https://",
        "https://user:pass@ws.pecmassiva.example",
        "https://ws.pecmassiva.example/?x=1",
        "https://ws.pecmassiva.example:99999",
        "https://[::1",
        "",
    ],
)
def test_addresses_that_must_not_carry_a_password(url: str) -> None:
    with pytest.raises(SettingInvalid) as caught:
        open_client(account(url))
    assert "base_url" in caught.value.detail


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://127.0.0.1:8000", "127.0.0.1:8000"),
        ("http://127.9.9.9", "127.9.9.9"),
        ("http://localhost:1", "localhost:1"),
        ("http://LOCALHOST:1", "localhost:1"),
        ("http://[::1]:1", "[::1]:1"),
        ("https://ws.pecmassiva.example", "ws.pecmassiva.example"),
    ],
)
async def test_addresses_that_may(url: str, host: str) -> None:
    async with open_client(account(url)) as client:
        assert client.host == host


@pytest.mark.parametrize("key", ["username", "password", "token"])
@pytest.mark.parametrize("value", ["perché", "€", "a\nb", "a\r\nx-evil: 1", "a\x00", " a", "a\t"])
def test_credentials_no_header_can_carry(key: str, value: str) -> None:
    given = value if key == "username" else Secret(value)
    with pytest.raises(SettingInvalid) as caught:
        open_client(account("https://ws.pecmassiva.example", **{key: given}))
    assert key in caught.value.detail
    assert value.strip() not in caught.value.detail or value.strip() == "a"


@pytest.mark.parametrize("key", ["username", "password", "token"])
def test_credentials_nobody_gave(key: str) -> None:
    given = "" if key == "username" else Secret("")
    with pytest.raises(SettingsMissing):
        open_client(account("https://ws.pecmassiva.example", **{key: given}))


@pytest.mark.parametrize("proxy", ["nonsense", "ftp://proxy.example", "socks5://127.0.0.1:1"])
def test_proxies_that_are_none(proxy: str) -> None:
    with pytest.raises(SettingInvalid) as caught:
        open_client(account("https://ws.pecmassiva.example", proxy=proxy))
    assert "proxy" in caught.value.detail


async def test_variables_of_the_environment_change_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "nonsense://x:y:z")
    monkeypatch.setenv("SSL_CERT_FILE", "/nonexistent.pem")
    async with raw_server(answer(200, OK)) as server, open_client(account(server.url)) as client:
        await client.inbox()
    async with open_client(account("https://ws.pecmassiva.example")):
        pass


async def test_the_proxy_set_is_the_way() -> None:
    async with raw_server(answer(200, OK)) as proxy:
        settings = account("http://127.0.0.1:1", proxy=proxy.url)
        async with open_client(settings) as client:
            await client.inbox()
        assert proxy.requests[0].target == "http://127.0.0.1:1/inbox"


async def test_a_large_answer_is_read_away_from_the_event_loop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    threads: dict[int, threading.Thread] = {}

    def watched(raw: object) -> Body:
        threads[len(str(raw))] = threading.current_thread()
        return decode_body(raw)

    monkeypatch.setattr("pectui.api.wire.decode_body", watched)
    for size in (10, 5_000_000):
        async with (
            raw_server(answer(200, {"data": ROW | {"body": "x" * size}})) as server,
            open_client(account(server.url)) as client,
        ):
            assert len((await client.message(3)).body.text) == size
    assert threads[10] is threading.current_thread()
    assert threads[5_000_000] is not threading.current_thread()


async def test_an_application_in_this_process() -> None:
    seen: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        while (await receive()).get("more_body"):
            pass
        seen.append(f"{scope['method']} {scope['path']}")
        if scope["path"] == "/quota/INBOX":
            raise ConnectionAbortedError
        await send({"type": "http.response.start", "status": 200, "headers": []})
        body = f'{{"success": true, "data": [], "message_id": "{CODE}"}}'
        await send({"type": "http.response.body", "body": body.encode()})

    async def on_wire() -> None:
        seen.append("on wire")

    async with open_client(account("http://demo.example"), asgi=app, limits=QUICK) as client:
        await client.inbox()
        assert (await client.send(LETTER, on_wire=on_wire)).verdict is Verdict.SENT
        with pytest.raises(ConnectionLost):
            await client.quota("INBOX")
    assert seen[:3] == ["GET /inbox", "on wire", "POST /send"]


def test_importing_the_package_is_cheap_and_loading_httpx_brings_no_command_line() -> None:
    program = (
        "import sys, pectui.api\n"
        "from pectui.api import open_client\n"
        "assert 'httpx' not in sys.modules\n"
        "import pectui.api.client\n"
        "assert 'httpx' in sys.modules\n"
        "unwanted = {'click', 'rich', 'pygments', 'truststore', 'textual', 'pydantic'}\n"
        "assert not unwanted & sys.modules.keys(), unwanted & sys.modules.keys()\n"
    )
    run([sys.executable, "-c", program], check=True)


def test_plain_http_is_opened_without_certificates_and_without_the_names_of_html() -> None:
    program = (
        "import sys\n"
        "from pectui.api import open_client\n"
        "from pectui.settings.configuration import Account, Secret\n"
        "open_client(Account('a', 'u', 'u@x.example', Secret('p&ssword'), Secret('t<ken'),"
        " base_url='http://127.0.0.1:1'))\n"
        "assert not {'html', 'truststore'} & sys.modules.keys()\n"
    )
    run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("name", CALLS)
async def test_every_request_that_leaves_is_counted(name: str) -> None:
    counted: list[None] = []
    async with raw_server(answer(200, OK)) as server:
        async with open_client(account(server.url), on_request=lambda: counted.append(None)) as c:
            await CALLS[name][1](c)
            assert len(counted) == 1
            await c.send(LETTER)
        assert len(counted) == len(server.requests) == 2


async def test_repeats_and_lost_answers_are_counted_too() -> None:
    counted: list[None] = []
    script = in_turn(answer(503, {}), reset, answer(200, OK))
    async with (
        raw_server(script) as server,
        open_client(
            account(server.url), limits=QUICK, on_request=lambda: counted.append(None)
        ) as client,
    ):
        await client.inbox()
        assert len(counted) == len(server.requests) == 3


async def test_what_never_left_is_not_counted() -> None:
    counted: list[None] = []
    async with raw_server(answer(200, OK)) as server:
        url = server.url
    async with open_client(
        account(url), limits=QUICK, on_request=lambda: counted.append(None)
    ) as client:
        with pytest.raises(PectuiError):
            await client.inbox()
    assert counted == []
