from __future__ import annotations

import asyncio
import errno
import os
import re
import socket
import socketserver
import ssl
import tempfile
import threading
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pectui.api import open_client
from pectui.catalogue import use_language
from pectui.errors import NotFound, PectuiError, ServerFault, Unauthorized
from pectui.models import FULL, InboxAnswer, Quota
from pectui.sandbox import CREDENTIALS, Fault, Sandbox, SandboxConfig
from pectui.services.doctor import surroundings
from pectui.services.doctor.access import judge_mailbox, judge_scopes, judge_token
from pectui.services.doctor.checks import Check
from pectui.services.doctor.diagnosis import examine, judge_expiry
from pectui.services.doctor.reachability import target_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

NAMES = [
    "settings",
    "secrets",
    "address",
    "connection",
    "token",
    "mailbox",
    "scopes",
    "requests",
    "expiry",
    "kinds",
    "self-test",
    "folders",
    "copies",
    "terminal",
    "clipboard",
]
CERTIFICATES = Path(__file__).parent.parent.parent / "api" / "tls"
SERVICE = ("token", "mailbox", "scopes", "requests")


@pytest.fixture(autouse=True)
def _set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pectui.settings.keyring_process.is_available", lambda: False)
    monkeypatch.setenv("PECTUI_USERNAME", CREDENTIALS.username)
    monkeypatch.setenv("PECTUI_PASSWORD", CREDENTIALS.password)
    monkeypatch.setenv("PECTUI_TOKEN", CREDENTIALS.token)


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(SandboxConfig(messages=30))


async def checks_of(sandbox: Sandbox | None = None, account: str | None = None) -> dict[str, Check]:
    asgi = sandbox.app if sandbox else None
    checks = [check async for check in examine(account, asgi=asgi)]
    names = [check.name for check in checks]
    assert names == [name for name in NAMES if name in names]
    for check in checks:
        assert check.detail
        assert check.title
        assert check.hint or check.status in {"ok", "skipped"}
        assert (check.exit_code > 0) == (check.status == "failed")
    return {check.name: check for check in checks}


def statuses(checks: dict[str, Check]) -> dict[str, str]:
    return {name: check.status for name, check in checks.items() if check.status != "ok"}


async def test_all_is_well(sandbox: Sandbox) -> None:
    checks = await checks_of(sandbox)
    assert statuses(checks) == {}
    assert "30 messages" in checks["mailbox"].detail
    assert "environment" in checks["secrets"].detail


async def test_only_two_reading_requests_are_made_and_it_says_so(sandbox: Sandbox) -> None:
    checks = await checks_of(sandbox)
    calls = {(call.method, call.path) for call in sandbox.requests}
    assert calls == {("GET", "/inbox?page=1"), ("GET", "/quota/INBOX")}
    assert sandbox.sends == []
    assert checks["requests"].detail == "2 made today, 2 of them by these checks; limit 1,000"
    again = await checks_of(sandbox)
    assert again["requests"].detail.startswith("4 made today, 2 of them")


async def test_a_spent_day_is_told(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PECTUI_REQUESTS_PER_DAY", "2")
    spent = (await checks_of(sandbox))["requests"]
    assert spent.status == "warning"
    assert "requests_per_day" in spent.hint
    monkeypatch.setenv("PECTUI_REQUESTS_PER_DAY", "0")
    assert (await checks_of(sandbox))["requests"].detail.endswith("no limit set")


async def test_it_says_how_many_calls_it_made(sandbox: Sandbox) -> None:
    counted: list[int] = []
    assert [check async for check in examine(asgi=sandbox.app, count=counted.append)]
    assert counted == [len(sandbox.requests)]


async def test_no_secret_is_in_any_word(sandbox: Sandbox) -> None:
    sandbox.add_fault(Fault("GET /inbox", "401", times=None))
    words = repr(await checks_of(sandbox))
    assert CREDENTIALS.password not in words
    assert CREDENTIALS.token not in words


async def test_broken_settings_skip_the_account_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox
) -> None:
    path = tmp_path / "config.toml"
    path.write_text("usernam = 'x'")
    monkeypatch.setenv("PECTUI_CONFIG", str(path))
    checks = await checks_of(sandbox)
    assert statuses(checks) == {
        "settings": "failed",
        **dict.fromkeys(("secrets", *SERVICE, "expiry", "kinds", "self-test"), "skipped"),
    }
    assert "“username”" in checks["settings"].detail
    assert checks["settings"].exit_code == 3
    assert sandbox.requests == []


async def test_no_account_at_all(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PECTUI_USERNAME")
    assert (await checks_of(sandbox))["settings"].status == "failed"


async def test_a_missing_secret_leaves_the_connection_to_be_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PECTUI_TOKEN")
    async with listening() as port:
        monkeypatch.setenv("PECTUI_BASE_URL", f"http://127.0.0.1:{port}")
        checks = await checks_of()
    assert statuses(checks) == {"secrets": "failed", **dict.fromkeys(SERVICE, "skipped")}
    assert "127.0.0.1 answers" in checks["connection"].detail


@pytest.mark.parametrize(
    ("faults", "expected"),
    [
        (
            [Fault("GET /inbox", "401", None), Fault("GET /quota/{mailbox}", "401", None)],
            {"token": ("failed", 4), "mailbox": ("skipped", 0), "scopes": ("skipped", 0)},
        ),
        ([Fault("GET /inbox", "401", None)], {"scopes": ("warning", 0)}),
        ([Fault("GET /quota/{mailbox}", "403", None)], {"scopes": ("warning", 0)}),
        ([Fault("GET /quota/{mailbox}", "400", None)], {"mailbox": ("failed", 5)}),
        ([Fault("GET /inbox", "500", None)], {"mailbox": ("failed", 6)}),
        ([Fault("*", "500", None)], {"token": ("failed", 6), "mailbox": ("failed", 6)}),
        ([Fault("*", "402", None)], {"token": ("failed", 4), "mailbox": ("failed", 4)}),
    ],
)
async def test_two_calls_tell_token_scope_and_mailbox_apart(
    faults: list[Fault], expected: dict[str, tuple[str, int]], sandbox: Sandbox
) -> None:
    for fault in faults:
        sandbox.add_fault(fault)
    checks = await checks_of(sandbox)
    found = {name: (check.status, check.exit_code) for name, check in checks.items()}
    assert {name: found[name] for name in statuses(checks)} == expected


async def test_a_lacking_scope_is_named(sandbox: Sandbox) -> None:
    sandbox.add_fault(Fault("GET /inbox", "401", None))
    checks = await checks_of(sandbox)
    assert re.search(r"GET:\S+/inbox", checks["scopes"].detail)
    assert "/quota" not in checks["scopes"].detail


async def test_a_wrong_mailbox_name(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PECTUI_MAILBOX", "NESSUNA")
    checks = await checks_of(sandbox)
    assert checks["mailbox"].status == "failed"
    assert "NESSUNA" in checks["mailbox"].hint


def quota(usage: float | None, limit: float | None) -> Quota:
    return Quota("INBOX", usage, limit)


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (quota(10, 100), "ok"),
        (quota(FULL - 1, 100), "ok"),
        (quota(FULL, 100), "warning"),
        (quota(120, 100), "warning"),
        (quota(None, 100), "ok"),
        (quota(5, None), "ok"),
    ],
)
def test_a_full_mailbox_is_warned_of(answer: Quota, status: str) -> None:
    assert judge_mailbox("INBOX", InboxAnswer((), 1, 3, 1), answer).status == status


ANSWERS: list[Any] = [InboxAnswer((), 1, None, None), Unauthorized(), NotFound(), ServerFault()]


@pytest.mark.parametrize("inbox", ANSWERS)
@pytest.mark.parametrize("space", [quota(1, 2), *ANSWERS[1:]])
def test_every_pair_of_answers_is_judged(
    inbox: InboxAnswer | PectuiError, space: Quota | PectuiError
) -> None:
    checks = [
        judge_token(inbox, space),
        judge_mailbox("INBOX", inbox, space),
        judge_scopes("host.example", inbox, space),
    ]
    failures = [answer for answer in (inbox, space) if isinstance(answer, PectuiError)]
    assert all(check.status == "ok" for check in checks) == (not failures)


TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("days", "status", "words"),
    [
        (-1, "failed", "expired on 9 Mar 2026"),
        (0, "warning", "today"),
        (1, "warning", "tomorrow"),
        (14, "warning", "in 14 days"),
        (15, "ok", "in 15 days"),
    ],
)
def test_the_end_of_the_token(days: int, status: str, words: str) -> None:
    check = judge_expiry(TODAY + timedelta(days=days), TODAY)
    assert check.status == status
    assert words in check.detail
    assert bool(check.hint) == (status != "ok")


async def test_the_noted_end_is_read(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "not noted" in (await checks_of(sandbox))["expiry"].detail
    monkeypatch.setenv("PECTUI_TOKEN_EXPIRES", "2001-01-01")
    assert statuses(await checks_of(sandbox)) == {"expiry": "failed"}


class _Faulty(socketserver.BaseRequestHandler):
    """Answer every request with a fault, over TLS where the server has a certificate."""

    def handle(self) -> None:
        line, context = self.request, getattr(self.server, "tls", None)
        with suppress(OSError):
            if context is not None:
                line = context.wrap_socket(line, server_side=True)
            with line:
                if line.recv(4096):
                    line.sendall(b"HTTP/1.1 500 Fault\r\ncontent-length: 0\r\n\r\n")


@asynccontextmanager
async def listening(context: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """Serve nothing but faults on a loopback socket; gives its port."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Faulty) as server:
        server.tls = context  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            # Off the loop, which has connections to close that the handlers wait for.
            await asyncio.to_thread(server.shutdown)
            await asyncio.to_thread(thread.join)
            await asyncio.to_thread(server.server_close)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "https://nowhere.invalid",
            {"address": "failed", **dict.fromkeys(("connection", *SERVICE), "skipped")},
        ),
        ("closed", {"connection": "failed", **dict.fromkeys(SERVICE, "skipped")}),
    ],
)
async def test_an_unreachable_service(
    url: str, expected: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"http://127.0.0.1:{free_port()}" if url == "closed" else url
    monkeypatch.setenv("PECTUI_BASE_URL", address)
    checks = await checks_of()
    assert statuses(checks) == expected
    failed = next(check for check in checks.values() if check.status == "failed")
    assert failed.exit_code == 7


async def test_a_proxy_is_what_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PECTUI_PROXY", f"http://u:canary-p@127.0.0.1:{free_port()}")
    checks = await checks_of()
    assert "proxy 127.0.0.1" in checks["address"].detail
    assert checks["connection"].status == "failed"
    assert "canary-p" not in repr(checks)


@pytest.mark.parametrize(
    ("url", "proxy", "expected"),
    [
        ("https://a.example", None, ("a.example", 443, True, False)),
        ("https://a.example:8443/x", None, ("a.example", 8443, True, False)),
        ("http://127.0.0.1", None, ("127.0.0.1", 80, False, False)),
        ("http://[::1]:81", None, ("::1", 81, False, False)),
        ("https://a.example", "http://p.example:3128", ("p.example", 3128, False, True)),
    ],
)
def test_whom_this_machine_connects_to(
    url: str, proxy: str | None, expected: tuple[str, int, bool, bool]
) -> None:
    target = target_of(url, proxy)
    assert (target.host, target.port, target.tls, target.is_proxy) == expected


def server_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / "localhost.pem", CERTIFICATES / "localhost-key.pem")
    return context


async def test_a_certificate_nobody_vouches_for(monkeypatch: pytest.MonkeyPatch) -> None:
    async with listening(server_context()) as port:
        monkeypatch.setenv("PECTUI_BASE_URL", f"https://localhost:{port}")
        checks = await checks_of()
    assert statuses(checks) == {"connection": "failed", **dict.fromkeys(SERVICE, "skipped")}
    assert "certificate" in checks["connection"].detail
    assert "ca_file" in checks["connection"].hint


async def test_a_certificate_the_user_vouches_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PECTUI_CA_FILE", str(CERTIFICATES / "localhost.pem"))
    async with listening(server_context()) as port:
        monkeypatch.setenv("PECTUI_BASE_URL", f"https://localhost:{port}")
        checks = await checks_of()
    assert checks["connection"].status == "ok"
    assert "TLSv1.3" in checks["connection"].detail
    assert (checks["token"].status, checks["token"].exit_code) == ("failed", 6)


async def test_a_certificate_named_beside_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = (CERTIFICATES / "localhost.pem").read_bytes()
    (tmp_path / "ca.pem").write_bytes(certificate)
    (tmp_path / "own.toml").write_text('ca_file = "ca.pem"\n')
    monkeypatch.setenv("PECTUI_CONFIG", str(tmp_path / "own.toml"))
    async with listening(server_context()) as port:
        monkeypatch.setenv("PECTUI_BASE_URL", f"https://localhost:{port}")
        checks = await checks_of()
    assert checks["connection"].status == "ok"


async def test_a_certificate_file_without_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ca.pem").write_text("no certificate")
    monkeypatch.setenv("PECTUI_CA_FILE", str(tmp_path / "ca.pem"))
    async with listening() as port:
        monkeypatch.setenv("PECTUI_BASE_URL", f"https://localhost:{port}")
        checks = await checks_of()
    assert checks["connection"].status == "failed"
    assert checks["connection"].exit_code == 3


async def test_a_readable_file_with_secrets_is_warned_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox
) -> None:
    path = tmp_path / "config.toml"
    path.write_text("password = 'old'")
    path.chmod(0o644)
    monkeypatch.setenv("PECTUI_CONFIG", str(path))
    checks = await checks_of(sandbox)
    assert statuses(checks) == {"settings": "warning"}
    assert f"chmod 600 {path}" in checks["settings"].hint


@pytest.fixture
def folders(tmp_path: Path) -> Any:
    from pectui.system.paths import Directories

    return Directories(tmp_path / "a" / "data", tmp_path / "b" / "cache", tmp_path / "c" / "state")


@pytest.mark.parametrize("which", ["data", "cache", "state"])
def test_a_folder_that_is_none(which: str, folders: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    check = surroundings.check_folders(replace(folders, **{which: tmp_path / "file" / "below"}))
    assert check.status == "failed"
    assert str(tmp_path / "file") in check.detail
    assert check.exit_code == 3


def test_looking_at_folders_leaves_nothing(folders: Any, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert surroundings.check_folders(folders).status == "ok"
    assert sorted(tmp_path.rglob("*")) == before
    folders.data.mkdir(parents=True, mode=0o700)
    assert surroundings.check_folders(folders).status == "ok"
    assert list(folders.data.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(folders: Any, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        assert surroundings.check_folders(folders).status == "failed"
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("which", ["data", "cache", "state"])
def test_a_folder_others_may_look_into(which: str, folders: Any) -> None:
    opened = getattr(folders, which)
    opened.mkdir(parents=True)
    opened.chmod(0o755)
    check = surroundings.check_folders(folders)
    assert check.status == "warning"
    assert f"chmod 700 {opened}" in check.hint


@pytest.mark.parametrize("which", ["data", "cache", "state"])
@pytest.mark.parametrize("place", ["/proc/pectui/x", "/dev/null/x", "/sys/pectui"])
def test_a_folder_that_cannot_exist(which: str, place: str, folders: Any) -> None:
    check = surroundings.check_folders(replace(folders, **{which: Path(place)}))
    assert (check.status, check.exit_code) == ("failed", 3)
    assert place in check.detail


def test_a_link_that_leads_nowhere_is_no_folder(folders: Any, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    check = surroundings.check_folders(replace(folders, state=tmp_path / "link"))
    assert check.status == "failed"
    assert "not a folder" in check.detail


@pytest.mark.parametrize("which", ["data", "cache", "state"])
def test_a_full_disk_is_found_out(
    which: str, folders: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, dir: Path, **__: object) -> Any:  # noqa: A002 - the real one's name
        if dir == getattr(folders, which):
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(dir=dir)

    real = tempfile.TemporaryFile
    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    check = surroundings.check_folders(folders)
    assert check.status == "failed"
    assert "disk is full" in check.detail
    assert str(getattr(folders, which)) in check.detail


def test_little_room_is_pointed_out(folders: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surroundings, "_room", lambda place: 1_000_000)
    assert surroundings.check_folders(folders).status == "warning"


async def test_folders_named_wrongly_fail_their_check_only(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PECTUI_STATE_DIR", "~nouser-here/x")
    checks = await checks_of(sandbox)
    assert checks["folders"].status == "failed"
    assert "PECTUI_STATE_DIR" in checks["folders"].detail


@pytest.mark.parametrize(
    ("variables", "status"),
    [
        ({"TERM": "xterm-256color"}, "ok"),
        ({"TERM": ""}, "warning"),
        ({"TERM": "dumb"}, "warning"),
        ({"TERM": "xterm", "TEXTUAL_LOG": "/tmp/keys"}, "warning"),
    ],
)
def test_the_terminal(
    variables: dict[str, str], status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("locale.getencoding", lambda: "UTF-8")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert surroundings.check_terminal().status == status


def test_a_terminal_without_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locale.getencoding", lambda: "ANSI_X3.4-1968")
    assert "ANSI_X3.4-1968" in surroundings.check_terminal().detail


@pytest.mark.parametrize(
    ("variables", "tools", "status", "words"),
    [
        ({"TMUX": "x", "SSH_TTY": "y"}, {"tmux"}, "ok", "tmux"),
        ({"SSH_CONNECTION": "x", "DISPLAY": ":0"}, {"xclip"}, "ok", "SSH"),
        ({"DISPLAY": ":0"}, {"xclip"}, "ok", "xclip"),
        ({"DISPLAY": ":0"}, {"xsel"}, "ok", "xsel"),
        ({"DISPLAY": ":0"}, set(), "warning", "no clipboard tool"),
        ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, {"xclip"}, "warning", "no clipboard tool"),
        ({"WAYLAND_DISPLAY": "w"}, {"wl-copy"}, "ok", "wl-copy"),
        ({}, {"xclip"}, "ok", "handed to the terminal"),
    ],
)
def test_the_clipboard(
    variables: dict[str, str],
    tools: set[str],
    status: str,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("shutil.which", lambda tool: tool if tool in tools else None)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    check = surroundings.check_clipboard()
    assert (check.status, words in check.detail) == (status, True)


async def test_it_speaks_italian(sandbox: Sandbox) -> None:
    use_language("it")
    checks = await checks_of(sandbox)
    assert checks["mailbox"].title == "Casella"
    assert "30 messaggi" in checks["mailbox"].detail


async def test_a_call_uses_the_one_client(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Any] = []

    def watch(account: Any, **more: Any) -> Any:
        opened.append(open_client(account, **more))
        return opened[-1]

    monkeypatch.setattr("pectui.services.doctor.diagnosis.open_client", watch)
    await checks_of(sandbox)
    assert len(opened) == 1
