"""One page of HTML made readable in a process that may take so much memory and time, no more.

Request and answer are a line of JSON and the text after it, on standard input and output.
"""

from __future__ import annotations

import contextlib
import gc
import json
import resource
import sys
from dataclasses import asdict

from pectui import catalogue
from pectui.html import to_text

MEMORY = 400_000_000
"""Bytes of address space."""
CPU_SECONDS = 5
MOST_ANSWERED = 16_000_000
"""Characters of text."""
MOST_LINKS = 20_000


def _limit(which: int, most: int) -> None:
    # Some systems refuse to limit an address space; time is limited from outside in any case.
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(which, (most, most))


def main() -> None:
    """Answer the one request."""
    gc.disable()  # there are no cycles, and the process ends with its page
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, CPU_SECONDS)
    _limit(resource.RLIMIT_AS, MEMORY)
    try:
        request = json.loads(sys.stdin.buffer.readline())
        catalogue.use_language(request["language"])
        page = to_text(sys.stdin.buffer.read().decode(), show_hidden=request["show_hidden"])
        if len(page.text) > MOST_ANSWERED or len(page.links) > MOST_LINKS:
            sys.exit(1)
        head = {"links": [asdict(link) for link in page.links], "hidden": page.hidden}
        line = json.dumps(head, ensure_ascii=False)
        sys.stdout.buffer.write(f"{line}\n{page.text}".encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    except MemoryError:
        sys.exit(1)


if __name__ == "__main__":
    main()
