"""An account is tried step by step before it is written, with reading calls only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pectui.errors import ConnectionRefused, NameUnknown, ServerFault, Unauthorized
from pectui.sandbox import Fault, Sandbox, SandboxConfig, SandboxServer
from pectui.services.account_trial import STEPS, Step, try_account
from pectui.settings.configuration import Secret
from tests.accounts import make_account

if TYPE_CHECKING:
    from pectui.errors import PectuiError


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(SandboxConfig(messages=3))


async def test_every_step_is_told_and_only_reading_calls_are_made(sandbox: Sandbox) -> None:
    steps: list[Step] = []
    with SandboxServer(sandbox) as server:
        account = make_account(base_url=server.base_url)
        assert await try_account(account, tell=steps.append) == ()
    assert steps == list(STEPS)
    assert [(one.method, one.path.split("?")[0]) for one in sandbox.requests] == [
        ("GET", "/inbox"),
        ("GET", "/quota/INBOX"),
    ]


@pytest.mark.parametrize("wrong", ["username", "password", "token"])
async def test_who_is_not_let_in_is_refused_at_the_token(sandbox: Sandbox, wrong: str) -> None:
    steps: list[Step] = []
    value = "x@pec.example" if wrong == "username" else Secret("wrong")
    account = make_account(**{wrong: value})
    with pytest.raises(Unauthorized):
        await try_account(account, asgi=sandbox.app, tell=steps.append)
    assert steps == ["token"], "inside this process there is no way to look at"


@pytest.mark.parametrize(
    ("call", "lacking"),
    [("GET /inbox", "GET:127.0.0.1/inbox"), ("GET /quota/{mailbox}", "GET:127.0.0.1/quota")],
)
async def test_a_scope_that_is_lacking_is_named(sandbox: Sandbox, call: str, lacking: str) -> None:
    sandbox.add_fault(Fault(call=call, kind="401"))
    assert await try_account(make_account(), asgi=sandbox.app) == (lacking,)


@pytest.mark.parametrize(
    ("base_url", "error", "step"),
    [
        ("http://127.0.0.1:9", ConnectionRefused, "connection"),
        ("https://nowhere.invalid", NameUnknown, "address"),
    ],
)
async def test_a_way_that_is_closed_ends_at_its_step(
    base_url: str, error: type[PectuiError], step: Step
) -> None:
    steps: list[Step] = []
    with pytest.raises(error):
        await try_account(make_account(base_url=base_url), tell=steps.append)
    assert steps[-1] == step


async def test_a_service_that_fails_is_no_refusal(sandbox: Sandbox) -> None:
    for _ in range(10):
        sandbox.add_fault(Fault(call="*", kind="500"))
    with pytest.raises(ServerFault):
        await try_account(make_account(), asgi=sandbox.app)


async def test_an_answer_that_only_somebody_let_in_gets_lets_in(sandbox: Sandbox) -> None:
    account = make_account(mailbox="NESSUNA")
    assert await try_account(account, asgi=sandbox.app) == ()
