"""`pectui quota --check`: one line, exit codes and performance data as monitoring plugins have."""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from pectui.cli import quota_check
from pectui.models import Quota
from pectui.pec.forecast import Forecast, Trend
from pectui.sandbox import Fault, Sandbox, SandboxConfig
from pectui.store.schema import FILE_NAME
from pectui.system.paths import directories

if TYPE_CHECKING:
    from collections.abc import Callable

VALUE = r"'?[^=' |]+'?=(?:U|-?[\d.]+(?:s|us|ms|%|B|KB|MB|TB|c)?)(?:;[\d.:@~-]*){0,4}"
LINE = re.compile(
    rf"PECTUI QUOTA (OK|WARNING|CRITICAL|UNKNOWN) - [^|\n]+(?: \| {VALUE}(?: {VALUE})*)?\n"
)
NOTHING = Forecast(Trend.EARLY)


@pytest.fixture
def config() -> SandboxConfig:
    return SandboxConfig(messages=981)


def test_the_line_of_a_plugin(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    done = cli("quota", "--check", "80:95")
    assert done.code == 0
    assert done.err == ""
    assert done.out == (
        "PECTUI QUOTA OK - 16.3 % used (167 of 1024 MB) | quota=16.3%;80;95;0;100 "
        "usage=167MB;819.2;972.8;0;1024 full_in=U;;;0\n"
    )
    assert LINE.fullmatch(done.out)


@pytest.mark.parametrize(
    ("limits", "code", "state"),
    [
        ("16.4:20", 0, "OK"),
        ("16.3:20", 1, "WARNING"),
        ("10:16.4", 1, "WARNING"),
        ("10:16.3", 2, "CRITICAL"),
        ("0:0", 2, "CRITICAL"),
        ("100:100", 0, "OK"),
    ],
)
def test_the_state_is_the_exit_code(
    limits: str, code: int, state: str, sandbox: Sandbox, cli: Callable[..., Any]
) -> None:
    done = cli("quota", f"--check={limits}")
    assert done.code == code
    assert done.out.startswith(f"PECTUI QUOTA {state} - ")
    assert LINE.fullmatch(done.out)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--check",),
        ("--check", "80"),
        ("--check", "95:80"),
        ("--check", "80:101"),
        ("--check", "-1:5"),
        ("--check", "nan:inf"),
        ("--check", "1e1:2e1"),
        ("--check", "a|b\n:\x1b[31m"),
        ("--check", "٣:٤"),
        ("--check", "80:95", "--nonsense"),
        ("--check", "80:95", "too|much"),
        ("-A", "nobody", "--check", "80:95"),
    ],
)
def test_wrong_arguments_are_unknown_not_critical(
    arguments: tuple[str, ...], sandbox: Sandbox, cli: Callable[..., Any]
) -> None:
    done = cli("quota", *arguments)
    assert done.code == 3
    assert done.out.startswith("PECTUI QUOTA UNKNOWN - ")
    assert LINE.fullmatch(done.out), done.out
    assert "\x1b" not in done.out


def test_wrong_arguments_without_check_stay_usage(cli: Callable[..., Any]) -> None:
    assert cli("quota", "--nonsense").code == 2


def test_without_settings_it_is_unknown(cli: Callable[..., Any]) -> None:
    done = cli("quota", "--check", "80:95")
    assert done.code == 3
    assert LINE.fullmatch(done.out)


def test_an_unreachable_service_is_unknown(
    cli: Callable[..., Any], sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PECTUI_BASE_URL", "http://127.0.0.1:1")
    done = cli("quota", "--check", "80:95")
    assert (done.code, done.err) == (3, "")
    assert LINE.fullmatch(done.out)


@pytest.mark.parametrize("kind", ["401", "403", "500", "502-html", "garbage", "success-false"])
def test_what_the_service_says_cannot_break_the_line(
    kind: str, sandbox: Sandbox, cli: Callable[..., Any]
) -> None:
    text = "x | quota=1%;2;3\nCRITICAL \x1b[31m\u202e"
    sandbox.add_fault(Fault("GET /quota/{mailbox}", kind, times=None, text=text))
    done = cli("quota", "--check", "80:95")
    assert done.code == 3
    assert "|" not in done.out
    assert LINE.fullmatch(done.out), done.out
    assert not {"\x1b", "\u202e"} & set(done.out)


def test_a_bug_is_unknown_too(
    sandbox: Sandbox, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(quota_check, "judge", broken)
    done = cli("quota", "--check", "80:95")
    assert done.code == 3
    assert LINE.fullmatch(done.out)


def test_as_json_the_state_is_beside_the_figures(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    done = cli("quota", "--check", "10:95", "--json")
    assert done.code == 1
    assert done.json["percent"] == 16.3
    assert done.json["check"] == {"state": "warning", "warning": 10.0, "critical": 95.0}
    wrong = cli("quota", "--check", "x", "--json")
    assert wrong.code == 3
    assert wrong.json["check"] == {"state": "unknown"}
    assert wrong.error["exit_code"] == 3


@pytest.mark.parametrize("quota", [Quota("INBOX", 5.0, None), Quota("INBOX", None, None)])
def test_without_a_limit_nothing_can_be_judged(quota: Quota) -> None:
    check = quota_check.judge(quota, NOTHING, (80.0, 95.0))
    assert check.exit_code == 3
    assert LINE.fullmatch(check.line + "\n")


def test_what_is_judged_is_what_is_printed() -> None:
    check = quota_check.judge(Quota("INBOX", 949.7, 1000.0), NOTHING, (80.0, 95.0))
    assert check.exit_code == 2
    assert "95.0 %" in check.line


def test_the_forecast_is_in_words_and_seconds() -> None:
    outlook = Forecast(Trend.FILLING, 21.0)
    check = quota_check.judge(Quota("INBOX", 500.0, 1000.0), outlook, (80.0, 95.0))
    assert ", full in about 3 weeks | " in check.line
    assert check.line.endswith(" full_in=1814400s;;;0")


# ── history ──────────────────────────────────────────────────────────────────


def remember(days: int, usage: float, per_day: float) -> None:
    """Write a past of one reading a day for the owner there is."""
    place = directories().data / FILE_NAME
    with closing(sqlite3.connect(place)) as connection, connection:
        owner = connection.execute("SELECT owner FROM quota_readings").fetchone()[0]
        connection.executemany(
            "INSERT INTO quota_readings VALUES (?, 'INBOX', ?, ?, 1048576)",
            [
                (
                    owner,
                    time.time() - n * 86_400,
                    usage - per_day * n,
                )
                for n in range(1, days)
            ],
        )
    connection.close()


def test_the_command_says_when_it_is_full(sandbox: Sandbox, cli: Callable[..., Any]) -> None:
    cli("quota")
    per_day = (1_048_576 - 171_012) / 21
    remember(20, 171_012, per_day)
    assert cli("quota").out.rstrip().endswith(" · full in about 3 weeks")
    known = cli("quota", "--json").json["forecast"]
    assert known["trend"] == "filling"
    assert known["days"] == pytest.approx(21.0, abs=0.5)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", known["full_at"])


def test_a_data_folder_that_cannot_be_used_stops_no_check(
    sandbox: Sandbox, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PECTUI_DATA_DIR", str(tmp_path / "file" / "data"))
    done = cli("quota", "--check", "80:95")
    assert (done.code, done.err) == (0, "")
