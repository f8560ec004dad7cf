"""A process that reads a whole mailbox, as the program does or as little as can be done.

    python -m benchmarks.sync_worker URL FOLDER sync|bare

`sync` keeps the mailbox below FOLDER and ends when everything is held, `bare` only asks for every
page and reads its JSON. Prints its figures as one line of JSON: seconds and seconds of processor
time, both without what loading takes, and peak memory in MB.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from importlib import import_module
from pathlib import Path

from benchmarks.crash_sender import CREDENTIALS, account, options
from benchmarks.measure import peak_mb

_LOADED = {
    "sync": ("pectui.api.client", "pectui.services.mailbox.opening", "pectui.services.session"),
    "bare": ("httpx",),
}
"""What is loaded before the clock starts."""


async def sync(url: str, folder: Path) -> None:
    """Hold everything, with the loop of the program and no pauses."""
    from pectui.services.mailbox.contents import open_local
    from pectui.services.mailbox.opening import lock_of
    from pectui.services.mailbox.sync import Sync
    from pectui.services.session import open_session

    async with open_session(account(url), options(folder)) as session:
        local = await open_local(session.cache, session.books, session.mailbox)
        lock = lock_of(local, session.books)
        keeper = Sync(local, session.mailbox, lock=lock, look_seconds=0.0, gentle=0.0)
        while not keeper.progress.reconciled:
            await keeper.look()
            await keeper.fill()
        await local.intake.index(whole=True)
        await local.aclose()


def bare(url: str) -> None:
    """Ask for one page after the other until one is not full."""
    import httpx

    headers = {
        "Authorization": f"Bearer {CREDENTIALS.token}",
        "X-Username": CREDENTIALS.username,
        "X-Password": CREDENTIALS.password,
    }
    with httpx.Client(base_url=url, headers=headers, trust_env=False) as client:
        number = 1
        while True:
            answer = client.get("/inbox", params={"page": number}).json()
            if len(answer["data"]) < 25 or number * 25 >= answer["total"]:
                return
            number += 1


def main() -> None:
    """Do what was asked for and print the figures."""
    url, folder, what = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    for module in _LOADED[what]:
        import_module(module)
    started, worked = time.perf_counter(), time.process_time()
    if what == "sync":
        asyncio.run(sync(url, folder))
    else:
        bare(url)
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - started,
                "processor": time.process_time() - worked,
                "peak": peak_mb(),
            }
        ),
        flush=True,
    )


if __name__ == "__main__":
    main()
