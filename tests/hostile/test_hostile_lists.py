"""Odd lists: ids that are none, totals that lie, servers that repeat themselves for ever."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qs

import pytest

from pectui.api import open_client
from pectui.cli.main import run
from pectui.sandbox import CREDENTIALS, Sandbox, SandboxConfig, SandboxServer
from pectui.sandbox.web import Response
from pectui.services.remote.reading import Mailbox
from tests.accounts import make_account
from tests.hostile.hostile_program import empty_sandbox, running

IDS: tuple[object, ...] = (
    3.0,
    "3",
    None,
    -1,
    10**20,
    3,
    3,
    "../send/1",
    True,
    0,
    "٣",
    [1],
    {"a": 1},
)
READABLE = {3}
"""What becomes a number a call is made with, of all of these."""


def odd_sandbox() -> Sandbox:
    sandbox = empty_sandbox()
    for number, value in enumerate(IDS):
        sandbox.deliver_mail(
            sender=f"m{number}@pec.example",
            subject=f"«{number}» {value!r}",
            certified=False,
            raw={"id": value},
        )
    return sandbox


async def test_odd_ids_are_listed_and_only_whole_numbers_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = odd_sandbox()
    async with running(tmp_path, sandbox, monkeypatch) as on:
        rows = on.inbox.messages.rows
        await on.until(lambda: on.picture.count("«") == len(IDS), "the rows")
        assert {row.envelope.id for row in rows} == READABLE | {None}
        for index, row in enumerate(rows):
            on.inbox.messages.move_to(index)
            on.press("enter")
            if row.envelope.id_text:
                await on.until(lambda: len(on.program._notifications), "why it cannot be opened")
                on.program._notifications.clear()
                assert on.inbox.messages.has_focus
            else:
                await on.until(lambda: on.inbox.panes.is_reading, "the message or its lack")
                on.press("q")
                # Not by the list alone: it hears a moment later that it lost the keys.
                await on.until(lambda: not on.inbox.panes.is_reading, "the list")
                await on.until(lambda: on.program.focused is on.inbox.messages, "its keys")
            on.assert_clean()
        await on.assert_alive()
    for received in sandbox.requests:
        name = received.path.partition("?")[0].removeprefix("/inbox").strip("/")
        assert name in {"", "3", "quota/INBOX"}, received.path


def test_odd_ids_on_the_command_line(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with SandboxServer(odd_sandbox()) as server:
        for name, value in (
            ("BASE_URL", server.base_url),
            ("USERNAME", CREDENTIALS.username),
            ("PASSWORD", CREDENTIALS.password),
            ("TOKEN", CREDENTIALS.token),
        ):
            monkeypatch.setenv(f"PECTUI_{name}", value)
        assert run(["inbox"]) == 0
        table = capfd.readouterr().out
        assert run(["inbox", "--json"]) == 0
        rows = json.loads(capfd.readouterr().out)["messages"]
    assert all(f"«{number}»" in table for number in range(len(IDS)))
    assert len(rows) == len(IDS)
    assert {row["id"] for row in rows} == READABLE | {None}
    assert all("id_text" in row for row in rows if row["id"] is None)


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("numbers", ["number", "text"])
async def test_every_row_of_981_is_reached_though_39_pages_are_promised(
    order: Literal["newest", "oldest"], numbers: Literal["number", "text"]
) -> None:
    sandbox = Sandbox(SandboxConfig(order=order, numbers=numbers))
    assert len(sandbox.mailbox.mails) == 981
    async with open_client(make_account(), asgi=sandbox.app) as client:
        mailbox = Mailbox(client)
        answer = await client.inbox()
        assert answer.pages == 39
        found = [envelope async for envelope in mailbox.walk()]
        page = await mailbox.page(40)
    assert sorted(envelope.id or 0 for envelope in found) == list(range(1, 982))
    assert page.envelopes
    dates = [envelope.date for envelope in found if envelope.date]
    assert dates == sorted(dates, reverse=True)


def service(pages: Any) -> Any:
    """A service whose `GET /inbox` answers what `pages(number)` returns."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        found = parse_qs(scope["query_string"].decode()).get("page", ["1"])
        document = pages(int(found[0])) | {"success": True, "message": ""}
        await Response(json.dumps(document).encode()).send(receive, send)

    return app


def row(number: int) -> dict[str, object]:
    return {
        "sender": f"m{number}@pec.example",
        "recipient": "studio@pec.example",
        "date": f"Tue, 10 Mar 2026 10:{number // 60:02}:{number % 60:02} +0100",
        "object": f"riga {number}",
        "id": number + 1,
    }


LYING = {
    "as text": {"total": "60", "page": "1", "n_of_pages": "2"},
    "zero": {"total": 0, "page": 0, "n_of_pages": 0},
    "missing": {},
    "far too many": {"total": 10**9, "n_of_pages": 10**9},
    "negative": {"total": -60, "n_of_pages": -3},
    "no numbers": {"total": "molti", "page": None, "n_of_pages": []},
    "one page": {"total": 60, "n_of_pages": 1},
}


@pytest.mark.parametrize("beyond", ["last page again", "first page again", "nothing"])
@pytest.mark.parametrize("lie", LYING.values(), ids=LYING)
async def test_the_walk_reaches_all_and_ends_whatever_is_claimed(
    lie: dict[str, object], beyond: str
) -> None:
    asked: list[int] = []

    def pages(number: int) -> dict[str, object]:
        asked.append(number)
        assert len(asked) < 100, "the walk does not end"
        number = max(1, number)
        if number > 3:
            number = {"last page again": 3, "first page again": 1, "nothing": 9}[beyond]
        start = (number - 1) * 25
        return {"data": [row(n) for n in range(start, min(start + 25, 60))], **lie}

    async with open_client(make_account(), asgi=service(pages)) as client:
        mailbox = Mailbox(client)
        found = [envelope.id or 0 async for envelope in mailbox.walk()]
    assert set(found) == set(range(1, 61))
    assert len(found) == 60
