"""Answers within the size limit made to cost seconds and gigabytes: bounded, whatever they hold."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pectui.api import Limits, open_client
from pectui.api.limits import LISTING, RECEIPTS
from pectui.api.meter import Meter
from pectui.api.wire import parse
from pectui.errors import AnswerTooLarge, TimedOut
from tests.api.api_raw_server import CODE, Received, account, answer, http, in_turn, raw_server

if TYPE_CHECKING:
    from tests.api.api_raw_server import Script

MB = 1_000_000
ROW = {
    "sender": "a@pec.example",
    "recipient": "b@pec.example",
    "date": "",
    "object": "uno",
    "id": 3,
}


@dataclass(frozen=True)
class Bomb:
    """`head`, then `unit` as often as fills `size` bytes, then `tail`."""

    call: str
    head: bytes
    unit: bytes
    tail: bytes
    result: str
    size: int = 63 * MB
    mib: int = 150
    seconds: float = 3.0
    status: int = 200


_LIST, _END = b'{"success":true,"data":[', b"[]]}"
_FIELD = b'{"success":true,"data":{"id":3,"sender":"a","object":"x","body":"'
BOMBS = {
    "empty lists": Bomb("inbox", _LIST, b"[],", _END, "AnswerTooLarge"),
    "empty lists found": Bomb("search", _LIST, b"[],", _END, "AnswerTooLarge"),
    "empty lists with blanks": Bomb("inbox", _LIST, b" [ ] ,\n", _END, "AnswerTooLarge"),
    "empty objects": Bomb("inbox", _LIST, b"{},", _END, "AnswerTooLarge"),
    "empty strings": Bomb("inbox", _LIST, b'"",', _END, "AnswerTooLarge"),
    "strings of signs": Bomb("inbox", _LIST, b'"\\\\","\\"",', _END, "AnswerTooLarge"),
    "numbers": Bomb("inbox", _LIST, b"1e9,", _END, "AnswerTooLarge"),
    "lists in lists": Bomb("inbox", _LIST, b"[", b"", "AnswerTooLarge"),
    "keys": Bomb("inbox", b'{"a":1', b',"a":1', b"}", "AnswerTooLarge"),
    "rows by number": Bomb("inbox", b'{"data":{"0":1', b',"0":1', b"}}", "AnswerTooLarge"),
    "receipts": Bomb("receipts", _LIST, b"[],", _END, "AnswerTooLarge"),
    "one message": Bomb("message", _LIST, b"[],", _END, "AnswerTooLarge"),
    "a quota": Bomb("quota", _LIST, b"[],", _END, "AnswerTooLarge"),
    "a deletion": Bomb("delete", b'{"success":true,"x":[', b"[],", _END, "AnswerTooLarge"),
    "a refusal": Bomb("inbox", b'{"message":[', b"[],", _END, "ServerFault", status=500),
    "a long subject": Bomb("inbox", b'{"data":[{"object":"', b"x", b'"}]}', "AnswerTooLarge"),
    "blanks": Bomb("inbox", b'{"data":[', b" ", b"]}", "AnswerTooLarge"),
    "a long number": Bomb("inbox", b'{"data":[{"id":', b"9", b"}]}", "InboxAnswer", 7 * MB),
    "a long fraction": Bomb("inbox", b'{"data":[{"id":0.', b"9", b"}]}", "InboxAnswer", 7 * MB),
    "a long exponent": Bomb("inbox", b'{"data":[{"id":1e', b"9", b"}]}", "InboxAnswer", 7 * MB),
    "backslashes": Bomb(
        "message", _FIELD, b"\\\\" * 4_000 + b"n", b'"}}', "Message", 31 * MB, mib=250, seconds=1.5
    ),
    "JSON in a text": Bomb(
        "inbox", b'{"success":false,"message":"[', b"[],", b'[]]"}', "RequestInvalid", 7 * MB
    ),
    "NULs": Bomb("inbox", b'{"data":[{"object":"', b"\\u0000", b'"}]}', "InboxAnswer", 7 * MB),
    "halves": Bomb("inbox", b'{"data":[{"object":"', b"\\ud800", b'"}]}', "InboxAnswer", 7 * MB),
    "a long body": Bomb(
        "message", _FIELD, b"ciao, [x] ", b'"}}', "Message", 31 * MB, mib=250, seconds=1.5
    ),
    "a coded body": Bomb("message", _FIELD, b"%25e8+", b'"}}', "Message", mib=700, seconds=8),
}

BODIES = [name for name, bomb in BOMBS.items() if bomb.result == "Message"]
LISTS = [name for name in BOMBS if name not in BODIES]


def bursting(bomb: Bomb) -> Script:
    async def script(_: Received, writer: asyncio.StreamWriter) -> None:
        times = bomb.size // len(bomb.unit)
        step = 65_536 // len(bomb.unit)
        size = len(bomb.head) + times * len(bomb.unit) + len(bomb.tail)
        writer.write(http(bomb.status, b"", length=size, kind="application/json") + bomb.head)
        for place in range(0, times, step):
            writer.write(bomb.unit * min(step, times - place))
            await writer.drain()
        writer.write(bomb.tail)
        await writer.drain()

    return script


async def what_they_cost(*bombs: Bomb) -> list[dict[str, Any]]:
    """Let one process ask for all of `bombs`, one after the other."""
    scripts = [answer(404, {}), *map(bursting, bombs)]
    async with raw_server(in_turn(*scripts)) as server:
        client = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.api.bomb_client", server.url),
            *(bomb.call for bomb in bombs),
            stdout=asyncio.subprocess.PIPE,
        )
        told, _ = await client.communicate()
    assert client.returncode == 0
    costs: list[dict[str, Any]] = json.loads(told)
    return costs


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the peak out of /proc")
@pytest.mark.parametrize("names", [LISTS, *([name] for name in BODIES)], ids=lambda names: names[0])
async def test_an_answer_costs_no_more_than_its_kind_may(names: list[str]) -> None:
    bombs = [BOMBS[name] for name in names]
    for name, bomb, cost in zip(names, bombs, await what_they_cost(*bombs), strict=True):
        assert cost["result"] == bomb.result, name
        assert cost["mib"] < bomb.mib, name
        assert cost["seconds"] < bomb.seconds, name
        assert cost["held"] < 2.0, f"{name}: no key was answered meanwhile"


async def test_a_page_has_room_for_many_more_rows_than_the_service_lists() -> None:
    rows = [ROW | {"object": f"riga {number}, [con] {{segni}}"} for number in range(LISTING.rows)]
    script = in_turn(answer(200, {"data": rows}), answer(200, {"data": [*rows, ROW]}))
    async with raw_server(script) as server, open_client(account(server.url)) as client:
        assert len((await client.inbox()).envelopes) == LISTING.rows
        with pytest.raises(AnswerTooLarge) as caught:
            await client.inbox()
    assert str(LISTING.rows) in caught.value.detail
    assert caught.value.exit_code == 6


async def test_a_sending_to_thousands_may_have_all_its_receipts() -> None:
    item = {"sender": "a@pec.example", "data": "", "object": f"CONSEGNA: x {CODE}", "message": "y"}
    rows = [item] * RECEIPTS.rows
    script = in_turn(answer(200, {"data": rows}), answer(200, {"data": [*rows, item]}))
    async with raw_server(script) as server, open_client(account(server.url)) as client:
        assert len(await client.receipts(CODE)) == RECEIPTS.rows
        with pytest.raises(AnswerTooLarge):
            await client.receipts(CODE)


async def test_the_deadline_covers_parsing_and_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    release = asyncio.Event()

    async def never(*_: object) -> object:
        await release.wait()
        return None

    for module in ("exchange", "client"):
        with monkeypatch.context() as patch:
            patch.setattr(f"pectui.api.{module}.in_thread_if_large", never)
            limits = Limits(call=0.2, retry_pauses=())
            async with (
                raw_server(answer(200, {"data": [ROW]})) as server,
                open_client(account(server.url), limits=limits) as client,
            ):
                for call in (client.inbox(), client.message(3), client.receipts(CODE)):
                    with pytest.raises(TimedOut):
                        await call


NESTED: Any = "fondo"
for _level in range(300):
    NESTED = [NESTED] if _level % 2 else {"message": NESTED}
DEEP = b"[" * 5_000 + b'"\\"]"' + b"]" * 5_000
ODD_ROWS: dict[str, object] = {
    "null": None,
    "a number": 7,
    "a list": [],
    "a list of lists": [[[]], [{}]],
    "nested fields": dict.fromkeys(ROW, NESTED),
    "lists as fields": {key: [1, "x", None] for key in ROW},
    "huge numbers": dict.fromkeys(ROW, 10**90),
    "infinite numbers": dict.fromkeys(ROW, float("inf")),
    "many keys": {f"k{number}": number for number in range(5_000)},
    "long texts": dict.fromkeys(ROW, "x" * 500_000),
    "control signs": dict.fromkeys(ROW, "\x00\x1b[2J\ud800\u202e"),
    "booleans": dict.fromkeys(ROW, True),
}


@pytest.mark.parametrize("name", ODD_ROWS)
async def test_one_odd_row_never_empties_a_page(name: str) -> None:
    document = {"data": [ROW, ODD_ROWS[name], ROW | {"id": 4}], "total": 3}
    async with (
        raw_server(answer(200, document)) as server,
        open_client(account(server.url)) as client,
    ):
        envelopes = (await client.inbox()).envelopes
        letters = await client.receipts(CODE)
    assert [envelopes[0].id, envelopes[-1].id] == [3, 4]
    assert len(envelopes) == len(letters) == 3


def test_a_row_nested_without_end_costs_only_itself() -> None:
    row = json.dumps(ROW).encode()
    for deep in (DEEP, b'{"object":' + DEEP + b"}", b'{"id":5,"object":[' + DEEP + b',"x"]}'):
        document = parse(b'{"data":[' + row + b"," + deep + b"," + row + b'],"total":3}')
        assert document is not None
        rows = document["data"]
        assert isinstance(rows, list)
        assert (rows[0], rows[2], document["total"]) == (ROW, ROW, 3)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.sampled_from(['"', "\\", '\\"', ","]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def entries(value: object) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + sum(map(entries, inner))


def test_long_runs_of_backslashes_are_read_as_pairs() -> None:
    for run in (4_096, 5_001, 10_002):
        value = ["\\" * run + '"[,', "\\" * run]
        raw = json.dumps(value).encode()
        for cut in (len(raw), run, 1_000):
            meter = Meter()
            for place in range(0, len(raw), cut):
                meter.feed(raw[place : place + cut])
            assert meter.values == 2


@given(JSON, st.booleans(), st.integers(1, 7))
@settings(max_examples=100)
def test_the_meter_counts_what_json_holds_however_it_is_cut(
    value: object, ascii_only: bool, cut: int
) -> None:
    raw = json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    meter = Meter()
    for place in range(0, len(raw), cut):
        meter.feed(raw[place : place + cut])
    assert entries(value) - 1 <= meter.values <= 2 * entries(value)
