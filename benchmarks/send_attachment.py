"""An attachment of 50 MB sent, beside the same letter without it and beside httpx's `json=`.

Each contestant is a fresh process that sends one letter to a socket that reads it all and answers
as the service does. Memory is the process's high-water mark; time is that of the call alone, for
the program with both readings of the frozen file: the check before, the stream after.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.crash_sender import account
from benchmarks.measure import Result, figures_of, main, peak_mb, tell_figures

if TYPE_CHECKING:
    from pectui.settings.configuration import Account

SIZE = 50 * 1024 * 1024
MEMORY_LIMIT = 8.0
TIME_LIMIT = 0.5
_MODULE = "benchmarks.send_attachment"
_DOCUMENT = b'{"success":true,"sent":1,"message":"","message_id":"20260302090000123"}'
_ANSWER = b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n" + (
    b"Connection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(_DOCUMENT), _DOCUMENT)
)
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Figures:
    """What one process took."""

    seconds: float
    peak_mb: float


def serve() -> None:
    """Take one letter after the other: read it whole, answer that it was sent."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
        while True:
            connection, _ = listener.accept()
            with connection:
                _take(connection)


def _take(connection: socket.socket) -> None:
    head = b""
    while b"\r\n\r\n" not in head:
        head += connection.recv(1 << 16)
    head, _, rest = head.partition(b"\r\n\r\n")
    found = _LENGTH.search(head)
    assert found, "no length"
    left = int(found[1]) - len(rest)
    buffer = bytearray(1 << 20)
    while left and (read := connection.recv_into(buffer)):
        left -= read
    connection.sendall(_ANSWER)


async def streamed(whose: Account, path: Path | None) -> float:
    """Send as the outbox does, with the file frozen; return the seconds of the call."""
    from pectui.api import open_client
    from pectui.models import OutgoingAttachment, SendRequest

    attachments: tuple[OutgoingAttachment, ...] = ()
    if path is not None:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        attachments = (OutgoingAttachment(path.name, "application/pdf", SIZE, str(path), digest),)
    request = SendRequest(
        whose.sender, ("rossi@pec.example",), "Documenti", "<p>Testo.</p>", attachments
    )
    async with open_client(whose) as client:
        started = time.perf_counter()
        outcome = await client.send(request)
        seconds = time.perf_counter() - started
    assert outcome.code, outcome
    return seconds


def naive(whose: Account, path: Path) -> float:
    """Send as a short script does; return the seconds of the call."""
    import httpx

    with httpx.Client(trust_env=False, timeout=60) as client:
        started = time.perf_counter()
        file = f"data:application/pdf;base64,{base64.b64encode(path.read_bytes()).decode()}"
        letter = {
            "sender": whose.sender,
            "recipient": ["rossi@pec.example"],
            "subject": "Documenti",
            "body": "<p>Testo.</p>",
            "attachments": [{"name": path.name, "file": file}],
            "username": whose.username,
            "password": "password",
        }
        client.post(f"{whose.base_url}/send", json=letter).raise_for_status()
        return time.perf_counter() - started


def contest(name: str, url: str, path: Path) -> None:
    """Be one contestant and print the figures."""
    whose = account(url)
    if name == "naive":
        seconds = naive(whose, path)
    else:
        seconds = asyncio.run(streamed(whose, path if name == "with" else None))
    tell_figures(seconds, peak_mb())


def _run(name: str, url: str, path: Path) -> Figures:
    return Figures(*figures_of(_MODULE, name, url, path))


def _medians(figures: list[Figures]) -> Figures:
    return Figures(
        statistics.median(one.seconds for one in figures),
        statistics.median(one.peak_mb for one in figures),
    )


def measure(runs: int) -> list[Result]:
    """Measure the three in turn, after one unmeasured round."""
    taken: dict[str, list[Figures]] = {"with": [], "without": [], "naive": []}
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(
            [sys.executable, "-m", _MODULE, "serve"], stdout=subprocess.PIPE, text=True
        ) as server,
    ):
        assert server.stdout
        try:
            url = server.stdout.readline().strip()
            path = Path(folder) / "documenti.pdf"
            path.write_bytes(bytes(range(256)) * (SIZE // 256))
            for run in range(runs + 1):
                for name, figures in taken.items():
                    one = _run(name, url, path)
                    if run:
                        figures.append(one)
        finally:
            server.terminate()
    ours, bare, theirs = (_medians(figures) for figures in taken.values())
    return [
        Result(
            "memory for 50 MB",
            f"peak {ours.peak_mb:.1f} MB, without the attachment {bare.peak_mb:.1f} MB, "
            f"httpx json= {theirs.peak_mb:.0f} MB (medians of {runs})",
            ours.peak_mb - bare.peak_mb,
            MEMORY_LIMIT,
            " MB",
        ),
        Result(
            "time for 50 MB",
            f"{ours.seconds:.2f} s, httpx json= {theirs.seconds:.2f} s (medians of {runs})",
            ours.seconds / theirs.seconds,
            TIME_LIMIT,
            " ×",
        ),
    ]


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        serve()
    elif sys.argv[1:2] and sys.argv[1] in {"with", "without", "naive"}:
        contest(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
    else:
        main(measure, runs=5)
