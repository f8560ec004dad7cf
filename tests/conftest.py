"""What every test stands on: a clean environment, own folders, no network but the loopback."""

from __future__ import annotations

import gc
import ipaddress
import logging
import os
import signal
import socket
import sys
import tempfile
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from pectui.catalogue import use_language
from pectui.system import processes, redaction
from tests.fake_keyring import FakeKeyring
from tests.quick import quick_textual, without_paces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

settings.register_profile(
    "pectui",
    deadline=None,  # time is measured in benchmarks/, on a machine that has nothing else to do
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.register_profile("ci", settings.get_profile("pectui"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "pectui")


def _lay_files_into_memory() -> None:
    """Have temporary folders in memory where there is room: no test is about the disk's speed.

    The program waits for the disk at each commit of the user's data, and so would every test.
    """
    memory = "/dev/shm"
    if os.environ.get("TMPDIR") or not os.access(memory, os.W_OK):
        return
    room = os.statvfs(memory)
    if room.f_bavail * room.f_frsize > 2**30 and not room.f_flag & os.ST_NOEXEC:
        os.environ["TMPDIR"] = memory
        tempfile.tempdir = None  # to be looked for again


_lay_files_into_memory()

# Hundreds of programs are started, and each would compile the whole of pectui anew; with several
# workers each test is rewritten for its assertions as often.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Of a shell that runs the tests in the background; commands begun here would ignore Ctrl-C too.
    signal.signal(signal.SIGINT, signal.default_int_handler)


# Until all tests are collected next to nothing is garbage; looking for it took a third of the time.
gc.disable()


def pytest_collection_finish() -> None:
    """Take the thousands of tests out of what each full collection of garbage walks through.

    That was a sixth of what a test of a screen took; with fewer of them it is next to nothing.
    """
    gc.freeze()
    gc.set_threshold(3_000, 15, 10)
    gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run two workers more than there are processors: programs in terminals are waited for."""
    return (os.cpu_count() or 1) + 2


_KEPT = ("XDG_RUNTIME_DIR",)
_CLEARED = (
    "LC_ALL",
    "LC_MESSAGES",
    "LANGUAGE",
    "COLUMNS",
    "LINES",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLORTERM",
    "EDITOR",
    "VISUAL",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "DBUS_SESSION_BUS_ADDRESS",
    "TMUX",
    "STY",
    "SSH_TTY",
    "SSH_CONNECTION",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "SSLKEYLOGFILE",
    "TEXTUAL",
    "TEXTUAL_LOG",
    "TEXTUAL_DRIVER",
    "TEXTUAL_ANIMATIONS",
)


@pytest.fixture(autouse=True)
def clean_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give each test a home of its own, no settings, English, and a clock in UTC."""
    for name in list(os.environ):
        if name.startswith(("PECTUI_", "XDG_")) and name not in _KEPT:
            monkeypatch.delenv(name)
    for name in _CLEARED:
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name, folder in (
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_CACHE_HOME", ".cache"),
        ("XDG_STATE_HOME", ".local/state"),
    ):
        monkeypatch.setenv(name, str(home / folder))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    # Not Rome: whatever leans on the machine's zone instead of naming Europe/Rome is then wrong.
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    use_language("en")
    yield
    use_language("en")


class NetworkForbidden(AssertionError):
    """A test reached for something beyond the loopback."""


_RESERVED = (".invalid", ".example", ".test")
"""Names that resolve nowhere, by RFC 6761: a test may ask for them and learns just that."""
_reached: list[str] = []


def _is_loopback(host: object) -> bool:
    if host is None or host in {"", "localhost", b"localhost"}:
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _forbid(what: str) -> NetworkForbidden:
    _reached.append(what)
    return NetworkForbidden(f"no network in tests: {what}")


@pytest.fixture(autouse=True)
def logging_as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let no test's log, level or secret reach the next one."""
    monkeypatch.setattr(redaction, "_hidden", [])
    monkeypatch.setattr(processes, "_held", {})
    monkeypatch.setattr(processes, "_speaks_of", [])
    root, own = logging.getLogger(), logging.getLogger("pectui")
    before = (list(root.handlers), root.level, own.level)
    yield
    for handler in [handler for handler in root.handlers if handler not in before[0]]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(before[1])
    own.setLevel(before[2])


@pytest.fixture(autouse=True, scope="session")
def network_guard() -> Iterator[None]:
    """Stop every connection and look-up that leaves the machine."""
    resolve = socket.getaddrinfo
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded_resolve(host: Any, *arguments: Any, **options: Any) -> Any:
        if _is_loopback(host):
            return resolve(host, *arguments, **options)
        name = host.decode() if isinstance(host, bytes) else str(host)
        if name.rstrip(".").endswith(_RESERVED):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        raise _forbid(f"name {name}")

    def check(sock: socket.socket, address: Any) -> None:
        if sock.family in {socket.AF_INET, socket.AF_INET6} and not _is_loopback(address[0]):
            raise _forbid(f"address {address[0]}")

    def guarded_connect(sock: socket.socket, address: Any) -> None:
        check(sock, address)
        connect(sock, address)

    def guarded_connect_ex(sock: socket.socket, address: Any) -> int:
        check(sock, address)
        return connect_ex(sock, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", guarded_resolve)
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        yield


@pytest.fixture(autouse=True)
def reached(network_guard: None) -> Iterator[list[str]]:
    """Fail the test that reached out, though the program may have handled the error.

    Gives the list of what was reached for, to be cleared by a test that means to.
    """
    _reached.clear()
    yield _reached
    assert not _reached, f"the network was reached for: {_reached}"


@pytest.fixture
def quick_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run programs without paces, and look sooner whether they rest; other tests keep both."""
    without_paces(monkeypatch)
    quick_textual(monkeypatch)


@pytest.fixture
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
    """Give a keyring of our own, which every process finds."""
    library, kept = tmp_path / "library", tmp_path / "kept.json"
    fake = FakeKeyring(kept)
    fake.install(library)
    monkeypatch.syspath_prepend(str(library))
    monkeypatch.setenv("PYTHONPATH", str(library))
    monkeypatch.setenv("FAKE_KEYRING", str(kept))
    return fake
