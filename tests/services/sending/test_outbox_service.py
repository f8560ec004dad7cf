"""The outbox against a service on a real socket that goes wrong in every way."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pectui.models import Letter, State
from pectui.sandbox import CREDENTIALS, Fault, Sandbox, SandboxConfig, SandboxServer
from pectui.services.session import Session, open_session
from pectui.settings.configuration import Secret
from tests.accounts import make_account, make_options

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

LETTER = Letter(("rossi@pec.example",), "Diffida", "Buongiorno.")


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(SandboxConfig(messages=30, receipt_delay=0.0, send_period=0.0))


@pytest.fixture
def server(sandbox: Sandbox) -> Iterator[SandboxServer]:
    with SandboxServer(sandbox) as running:
        yield running


@contextlib.asynccontextmanager
async def session_at(base_url: str, folder: Path, **options: Any) -> AsyncIterator[Session]:
    token = Secret(options.pop("token", CREDENTIALS.token))
    account = make_account(base_url=base_url, token=token)
    async with open_session(account, make_options(folder), period=0.0, **options) as session:
        yield session


def posts(sandbox: Sandbox) -> int:
    return sum(one.method == "POST" for one in sandbox.requests)


@pytest.mark.parametrize(
    ("kind", "state", "asked", "sent"),
    [
        ("drop-early", State.UNKNOWN, 1, 0),
        ("drop-before", State.UNKNOWN, 1, 0),
        ("drop-after", State.UNKNOWN, 1, 1),
        ("500", State.UNKNOWN, 1, 0),
        ("502-html", State.UNKNOWN, 1, 0),
        ("502-html-after", State.UNKNOWN, 1, 1),
        ("truncated", State.UNKNOWN, 1, 1),
        ("cut", State.UNKNOWN, 1, 1),
        ("no-code", State.UNKNOWN, 1, 1),
        ("success-false", State.REFUSED, 1, 0),
        ("smtp-error", State.REFUSED, 1, 0),
        ("redirect", State.REFUSED, 1, 0),
        ("422", State.REFUSED, 1, 0),
        ("429", State.QUEUED, 1, 0),
    ],
)
async def test_one_post_and_no_more_whatever_comes_back(
    server: SandboxServer, sandbox: Sandbox, tmp_path: Path, kind: str, state: State, asked: int,
    sent: int,
) -> None:  # fmt: skip
    sandbox.add_fault(Fault("POST /send", kind, retry_after=300))
    async with session_at(server.base_url, tmp_path) as session:
        (queued,) = await session.outbox.queue(LETTER)
        (sending,) = await session.outbox.deliver([queued.id])
        assert sending.state is state, sending.reason
        assert sending.reason
        assert (posts(sandbox), len(sandbox.sends)) == (asked, sent)
        await session.outbox.reconcile()
        found = await session.tracking.sending(queued.id)
        assert found is not None
        if state is State.UNKNOWN:
            assert found.code == (sandbox.sends[0].code if sent else None)
        assert posts(sandbox) == asked


async def test_nobody_listens(tmp_path: Path) -> None:
    async with session_at("http://127.0.0.1:9", tmp_path) as session:
        (queued,) = await session.outbox.queue(LETTER)
        (sending,) = await session.outbox.deliver([queued.id])
    assert sending.state is State.QUEUED
    assert sending.error_kind == "connection-refused"


async def test_a_wrong_token_returns_the_letter(server: SandboxServer, tmp_path: Path) -> None:
    async with session_at(server.base_url, tmp_path, token="wrong") as session:
        (queued,) = await session.outbox.queue(LETTER)
        (sending,) = await session.outbox.deliver([queued.id])
        (draft,) = await session.drafts.all()
    assert sending.state is State.REFUSED
    assert sending.error_kind == "unauthorized"
    assert draft.body == "Buongiorno."


async def test_the_whole_way_from_draft_to_delivery(
    server: SandboxServer, sandbox: Sandbox, tmp_path: Path
) -> None:
    file = tmp_path / "contratto.pdf"
    file.write_bytes(b"%PDF" * 1000)
    letter = Letter(
        ("rossi@pec.example", "mancata.bianchi@pec.example"),
        "Diffida",
        "Buongiorno.",
        attachments=(str(file),),
    )
    async with session_at(server.base_url, tmp_path) as session:
        queued = await session.outbox.queue(letter)
        sendings = await session.outbox.deliver([one.id for one in queued])
        assert [one.state for one in sendings] == [State.SENT, State.SENT]
        assert [one.code for one in sendings] == [one.code for one in sandbox.sends]
        states = []
        for one in sendings:
            assert one.code
            states.append((await session.tracking.refresh(one.code)).state)
        assert states[0] in {State.ACCEPTED, State.DELIVERED}
        (attachment,) = sandbox.sends[0].attachments
        assert attachment.name == "contratto.pdf"


async def test_a_session_that_keeps_nothing(sandbox: Sandbox, tmp_path: Path) -> None:
    async with session_at("http://127.0.0.1:9", tmp_path, asgi=sandbox.app, keep=False) as session:
        (queued,) = await session.outbox.queue(LETTER)
        (sending,) = await session.outbox.deliver([queued.id])
        assert sending.state is State.SENT
    assert not (tmp_path / "data").exists()
    assert not (tmp_path / "cache").exists()


async def test_a_broken_database_is_told_about(server: SandboxServer, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o700)
    (tmp_path / "data" / "pectui.db").write_bytes(b"garbage" * 1000)
    async with session_at(server.base_url, tmp_path) as session:
        (notice,) = session.notices
        assert "pectui.db.broken-" in notice
        assert await session.outbox.pending() == ()


async def test_the_clock_of_a_session_can_be_given(sandbox: Sandbox, tmp_path: Path) -> None:
    at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    async with session_at(
        "http://127.0.0.1:9", tmp_path, asgi=sandbox.app, now=lambda: at
    ) as session:
        (queued,) = await session.outbox.queue(LETTER, delay=10)
    assert queued.queued_at == at
    assert queued.due_at == at + timedelta(seconds=10)
