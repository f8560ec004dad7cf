"""Every command's requests are counted; the doctor tells how many there were today."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from pectui.sandbox import Sandbox
from tests.cli.conftest import Done


def told_by(done: Done) -> tuple[int, int, str]:
    detail = {one["name"]: one for one in done.json["checks"]}["requests"]["detail"]
    found = re.fullmatch(r"(\d+) made today, (\d+) of them by these checks; (.*)", detail)
    assert found is not None, detail
    return int(found[1]), int(found[2]), found[3]


def test_the_commands_of_a_day_add_up(
    cli: Callable[..., Done], sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = cli("inbox", "--json").json["messages"]
    assert cli("show", str(listed[0]["id"])).code == 0
    assert cli("quota").code == 0
    before = len(sandbox.requests)
    assert told_by(cli("doctor", "--json")) == (before + 2, 2, "limit 1,000")

    monkeypatch.setenv("PECTUI_REQUESTS_PER_DAY", "1")
    asked = cli("quota")
    assert (asked.code, len(sandbox.requests)) == (0, before + 3), "what is asked for is asked"
    monkeypatch.setenv("PECTUI_REQUESTS_PER_DAY", "0")
    assert told_by(cli("doctor", "--json"))[2] == "no limit set"


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("free call", "costs nothing")), ("it", ("gratuit", "non costa"))],
)
def test_nothing_is_called_free(
    language: str,
    words: tuple[str, ...],
    cli: Callable[..., Done],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PECTUI_LANGUAGE", language)
    for said in (cli("--help").out, cli("doctor", "--help").out):
        assert not any(word in said.lower() for word in words)
