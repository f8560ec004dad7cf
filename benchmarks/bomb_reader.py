"""One bomb of `benchmarks.bombs` made readable in a fresh process; prints its figures as JSON."""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time

from benchmarks.bombs import BOMBS
from benchmarks.measure import peak_mb
from pectui.models import Body
from pectui.services.conversion import readable


async def _read(body: Body) -> tuple[float, float, bool]:
    """Return the seconds taken, the longest in which no key was heard, and whether it gave up."""
    longest, done = 0.0, False

    async def listen() -> None:
        nonlocal longest
        before = time.perf_counter()
        while not done:
            await asyncio.sleep(0.002)
            now = time.perf_counter()
            longest, before = max(longest, now - before), now

    ears = asyncio.create_task(listen())
    await asyncio.sleep(0)
    started = time.perf_counter()
    page = await readable(body)
    taken = time.perf_counter() - started
    done = True
    await ears
    return taken, longest, page.given_up


def main() -> None:
    """Read the bomb named by the one argument."""
    html = BOMBS[sys.argv[1]]()
    taken, silent, given_up = asyncio.run(_read(Body(html, html, html=True)))
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    figures = {"seconds": taken, "silent": silent, "given_up": given_up}
    print(json.dumps(figures | {"mb": max(peak_mb(), child)}))


if __name__ == "__main__":
    main()
