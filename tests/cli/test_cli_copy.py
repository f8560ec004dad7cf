"""`pectui sync` and `pectui search`, as scripts meet the copy of the mailbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from pectui.sandbox import Sandbox
    from tests.cli.conftest import Done


def deliver(sandbox: Sandbox, subject: str) -> int:
    return sandbox.deliver_mail(sender="ufficio@pec.example", subject=subject, body="testo")


def test_a_sync_says_what_is_here_what_came_and_what_went(
    cli: Callable[..., Done], sandbox: Sandbox
) -> None:
    first = cli("sync", "--json")
    assert first.code == 0
    assert first.json == {"held": 60, "total": 60, "new": 60, "gone": 0, "complete": True}
    deliver(sandbox, "Verbale della Łódź")
    oldest = sandbox.mailbox.get(1)
    assert oldest is not None
    sandbox.mailbox.remove(oldest)
    then = cli("sync", "--json").json
    assert then == {"held": 60, "total": 60, "new": 1, "gone": 1, "complete": True}


def test_a_sync_without_news_is_one_request(cli: Callable[..., Done], sandbox: Sandbox) -> None:
    cli("sync")
    cli("sync")
    before = len(sandbox.requests)
    assert cli("sync", "--json").json["new"] == 0
    assert len(sandbox.requests) - before == 1


def test_a_search_asks_neither_for_the_service_nor_for_a_password(
    cli: Callable[..., Done], sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(sandbox, "Verbale della Łódź")
    cli("sync")
    before = len(sandbox.requests)
    monkeypatch.delenv("PECTUI_PASSWORD")
    monkeypatch.delenv("PECTUI_TOKEN")
    found = cli("search", "lodz", "--json").json
    assert (found["query"], found["total"]) == ("lodz", 1)
    [message] = found["messages"]
    assert message["subject"].endswith("Verbale della Łódź")
    assert message.keys() >= {"id", "kind", "sender", "on_behalf_of", "recipient", "date", "code"}
    assert message["on_service"] is True
    assert (message["flagged"], message["tags"], message["note"]) == (False, [], "")
    assert message["unread"] is True
    assert cli("search", "-lodz", "--json").json["total"] == 60
    assert cli("search", "from:ufficio", "-lodz", "--json").json["total"] == 0
    assert len(cli("search", "--limit", "2", "--json").json["messages"]) == 2
    assert len(sandbox.requests) == before


def test_what_a_search_printed_is_listed_and_what_a_sync_read_is_not(
    cli: Callable[..., Done], sandbox: Sandbox
) -> None:
    number = str(deliver(sandbox, "Verbale"))
    cli("sync")
    refused = cli("delete", number, "--yes", "--json")
    assert refused.json["refused"], "nobody has seen the number"
    cli("search", "verbale")
    assert cli("delete", number, "--yes", "--json").json == {
        "deleted": [int(number)],
        "refused": [],
    }


def test_what_was_deleted_does_not_stay_as_a_copy_of_something_lost(
    cli: Callable[..., Done], sandbox: Sandbox
) -> None:
    number = str(deliver(sandbox, "Da eliminare"))
    cli("sync")
    cli("search", "eliminare")
    assert cli("delete", number, "--yes").code == 0
    assert cli("search", "eliminare", "--json").json["total"] == 0
    assert cli("sync", "--json").json["complete"] is True
    assert cli("search", "eliminare", "--json").json["total"] == 0


def test_without_the_network_the_inbox_points_to_the_copy_here(
    cli: Callable[..., Done], sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("sync")
    monkeypatch.setenv("PECTUI_BASE_URL", "http://127.0.0.1:1")
    done = cli("inbox")
    assert done.code == 7
    assert "“pectui search”" in done.err
    assert "sent" not in done.err, "nothing was to be sent"
    assert cli("search").code == 0
    done = cli("inbox", "--json")
    assert (done.code, done.error["exit_code"], done.err) == (7, 7, "")
