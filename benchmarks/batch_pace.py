"""1,000 letters of one batch, sent by two processes that nobody disturbs, beside the pace alone.

    python -m benchmarks.batch_pace [--check] [--runs N]

Both processes do what `pectui batch send` does, on the same table, and so on the same batch. The
service is a third process on a real socket, whose own record of arrivals is measured, and its limit
is scaled to two letters a second. The ideal is that limit: 999 times half a second.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

from benchmarks.batch_check import BODY, SUBJECT, make
from benchmarks.crash_sender import CREDENTIALS, account, options
from benchmarks.measure import Result, main
from pectui.sandbox import Sandbox, SandboxConfig, SandboxServer
from pectui.services.batches.batches import batches_of
from pectui.services.batches.request import BatchRequest
from pectui.services.session import open_session

PROCESSES = 2
PERIOD = 0.5
"""Seconds. The window in which a start is on time is not scaled: 4 ms, of a shorter period too
much."""
ROWS = 1_000
LIMIT = 1.02
_MODULE = (sys.executable, "-m", "benchmarks.batch_pace")


def serve() -> None:
    """Serve the sandbox until standard input ends; print its address, then the sends it took."""
    config = SandboxConfig(credentials=CREDENTIALS, messages=30, receipt_delay=0.0, send_period=0.0)
    with SandboxServer(Sandbox(config)) as server:
        print(server.base_url, flush=True)
        sys.stdin.read()
        print(json.dumps([(sent.at, sent.recipients[0]) for sent in server.sandbox.sends]))


async def send(url: str, table: Path, home: Path) -> None:
    """Confirm the batch, or find it confirmed; say so, and work until every letter has left."""
    async with open_session(account(url), options(home), period=PERIOD) as session:
        batches = batches_of(session)
        batch = await batches.confirm(BatchRequest(str(table), SUBJECT, BODY))
        print(batch, flush=True)
        status, error = await batches.deliver(batch)
    assert error is None, error
    assert not status.waiting, status


def arrivals(rows: int) -> list[float]:
    """Let both processes send; return when each letter reached the service, in seconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, rows)
        with subprocess.Popen(
            [*_MODULE, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as server:
            assert server.stdin
            assert server.stdout
            url = server.stdout.readline().strip()
            command = [*_MODULE, "send", url, str(folder / f"{rows}.csv"), str(folder / "home")]
            senders: list[subprocess.Popen[str]] = []
            for _ in range(PROCESSES):
                senders.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
                said = senders[-1].stdout
                assert said
                said.readline()
            ended = [sender.wait() for sender in senders]
            server.stdin.close()
            sent: list[tuple[float, str]] = json.loads(server.stdout.read())
    assert not any(ended), ended
    assert len(sent) == len({recipient for _, recipient in sent}) == rows, len(sent)
    return sorted(at for at, _ in sent)


def measure(runs: int, rows: int = ROWS) -> list[Result]:
    """Measure the worst of `runs`."""
    measured = [arrivals(rows) for _ in range(runs)]
    slowest = max(times[-1] - times[0] for times in measured)
    smallest = min(later - sooner for times in measured for sooner, later in pairwise(times))
    ideal = (rows - 1) * PERIOD
    return [
        Result(
            f"pace of a batch of {rows:,} letters",
            f"{slowest:.2f} s, at {1 / PERIOD:.0f} a second they take {ideal:.2f} s;"
            f" smallest gap {smallest * 1000:.0f} ms",
            slowest / ideal,
            LIMIT,
            " ×",
        ),
    ]


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        serve()
    elif sys.argv[1:2] == ["send"]:
        asyncio.run(send(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4])))
    else:
        main(measure, runs=1)
