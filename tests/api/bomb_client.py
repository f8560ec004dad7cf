"""A client in a process of its own, which prints what calls came to and what they cost."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.api import Client, Limits, open_client
from pectui.errors import PectuiError
from tests.api.api_raw_server import CODE, account

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

CALLS: dict[str, Callable[[Client], Awaitable[object]]] = {
    "inbox": lambda client: client.inbox(),
    "search": lambda client: client.inbox(query="x"),
    "message": lambda client: client.message(3),
    "receipts": lambda client: client.receipts(CODE),
    "quota": lambda client: client.quota("INBOX"),
    "delete": lambda client: client.delete_message(3),
}


def peak() -> float:
    """Return the most memory this process has held, in MiB."""
    found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found.group(1)) / 1024


async def cost_of(client: Client, call: str) -> dict[str, object]:
    held = 0.0

    async def watch() -> None:
        nonlocal held
        while True:
            since = time.monotonic()
            await asyncio.sleep(0.01)
            held = max(held, time.monotonic() - since)

    before, start = peak(), time.process_time()
    watching = asyncio.create_task(watch())
    try:
        result = type(await CALLS[call](client)).__name__
    except PectuiError as error:
        result = type(error).__name__
    watching.cancel()
    seconds = time.process_time() - start
    return {"result": result, "seconds": seconds, "mib": peak() - before, "held": held}


async def main(url: str, *calls: str) -> None:
    async with open_client(account(url), limits=Limits(retry_pauses=())) as client:
        # What is loaded late is no cost of an answer.
        await asyncio.gather(client.quota("INBOX"), return_exceptions=True)
        sys.stdout.write(json.dumps([await cost_of(client, call) for call in calls]))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
