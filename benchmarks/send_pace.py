"""Sixty letters of two processes for one mailbox: never nearer than the service allows, nor slower.

The service is a third process on a real socket; its own record of arrivals is measured. Each of the
two sends its thirty letters in three rounds, each like a command of its own, so that the right to
send changes hands. The ideal is the pace the service documents: 59 times one second.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

from benchmarks.crash_sender import CREDENTIALS, account, options
from benchmarks.measure import Result, main
from pectui.models import Letter
from pectui.sandbox import Sandbox, SandboxConfig, SandboxServer
from pectui.services.sending.pace import PERIOD
from pectui.services.session import open_session

PROCESSES = 2
ROUNDS = 3
LETTERS = 10
"""In each round of each process."""
SERVICE_PERIOD = 1.0
"""Seconds the service documents between two sends; the sandbox refuses what comes sooner."""
LIMIT = 1.02
_MODULE = (sys.executable, "-m", "benchmarks.send_pace")


def serve() -> None:
    """Serve the sandbox until standard input ends; print its address, then the sends it took."""
    config = SandboxConfig(
        credentials=CREDENTIALS, messages=30, receipt_delay=0.0, send_period=SERVICE_PERIOD
    )
    with SandboxServer(Sandbox(config)) as server:
        print(server.base_url, flush=True)
        sys.stdin.read()
        print(json.dumps([sent.at for sent in server.sandbox.sends]))


async def send(url: str, folder: Path, name: str) -> None:
    """Send ROUNDS × LETTERS letters; print how many rounds this process ended as the sender."""
    held = 0
    for turn in range(ROUNDS):
        async with open_session(account(url), options(folder)) as session:
            ids: list[str] = []
            for number in range(LETTERS):
                letter = Letter(("rossi@pec.example",), f"{name} {turn}.{number}", "Testo.")
                ids += [one.id for one in await session.outbox.queue(letter)]
            sent = await session.outbox.deliver(ids)
            assert all(one.code for one in sent), [(one.state, one.reason) for one in sent]
            held += session.outbox.sending_here
        # Longer than the other process takes to see that it may send, shorter than a period.
        await asyncio.sleep(PERIOD / 2)
    print(held)


def arrivals() -> list[float]:
    """Let both processes send; return when each letter reached the service, in seconds."""
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(
            [*_MODULE, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as server,
    ):
        assert server.stdin
        assert server.stdout
        url = server.stdout.readline().strip()
        senders = [
            subprocess.Popen(
                [*_MODULE, "send", url, folder, f"Processo {number}"],
                stdout=subprocess.PIPE,
                text=True,
            )
            for number in range(PROCESSES)
        ]
        held = [sender.communicate()[0].strip() for sender in senders]
        server.stdin.close()
        times: list[float] = json.loads(server.stdout.read())
    assert all(int(rounds) for rounds in held), f"not every process was the sender: {held}"
    print(f"rounds each process ended as the sender: {', '.join(held)}")
    assert len(times) == PROCESSES * ROUNDS * LETTERS, f"{len(times)} letters arrived"
    return times


def measure(runs: int) -> list[Result]:
    """Measure the worst of `runs`: the smallest gap and the longest total."""
    gaps: list[float] = []
    totals: list[float] = []
    for _ in range(runs):
        times = arrivals()
        gaps += [later - sooner for sooner, later in pairwise(times)]
        totals.append(times[-1] - times[0])
    letters = PROCESSES * ROUNDS * LETTERS
    ideal = (letters - 1) * SERVICE_PERIOD
    smallest, longest = min(gaps), max(gaps)
    slowest = max(totals)
    return [
        Result(
            "gap at the service",
            f"smallest {smallest:.3f} s, largest {longest:.3f} s of {len(gaps)}; "
            f"{SERVICE_PERIOD:g} s over the smallest",
            SERVICE_PERIOD / smallest,
            1.0,
            " ×",
        ),
        Result(
            "pace of sending",
            f"{letters} letters in {slowest:.2f} s; at one a second they take {ideal:.2f} s",
            slowest / ideal,
            LIMIT,
            " ×",
        ),
    ]


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        serve()
    elif sys.argv[1:2] == ["send"]:
        asyncio.run(send(sys.argv[2], Path(sys.argv[3]), sys.argv[4]))
    else:
        main(measure, runs=1)
