"""A mailbox of any size, held on this machine as if it had been read from the sandbox's pages.

    python -m benchmarks.mailbox_of [--messages 100000] [--home FOLDER] [COMMAND …]

Starts the program (or COMMAND) on it, with a sandbox that has the same messages as its service, and
everything in a temporary home. The rows are the sandbox's own, taken over by the same code as its
pages, only in one transaction and indexed afterwards; bodies are left to be read.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.crash_sender import account
from benchmarks.moving import envelope_of
from pectui.sandbox.configuration import PAGE_ROWS
from pectui.sandbox.mailbox import mail_date
from pectui.services.mailbox.contents import READ_BEFORE
from pectui.services.sending.lock import owner_of
from pectui.store.mailbox.copy import MailboxCopy
from pectui.store.mailbox.messages import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.sandbox.mailbox import Mail
    from pectui.store.mailbox.tables import CopyTables
    from pectui.store.owner import Owner


def hold(cache: Path, url: str, mails: Sequence[Mail]) -> Path:
    """Hold `mails` (oldest first) of the sandbox at `url` below the folder `cache`; return where.

    The same is found there as after a synchronisation without end: nothing is left to be filled.
    """
    return asyncio.run(_hold(cache, owner_of(account(url)), mails))


async def _hold(cache: Path, owner: Owner, mails: Sequence[Mail]) -> Path:
    copy = await asyncio.to_thread(MailboxCopy.open, cache, owner)
    await copy.run(lambda tables: _take_all(tables, mails))
    while await copy.run(lambda tables: tables.index.add_some()):
        continue
    await copy.aclose()
    return copy.path


def _take_all(tables: CopyTables, mails: Sequence[Mail]) -> None:
    reading = Reading(tables.reconciliation.begin_reading(), time.time() - READ_BEFORE)
    tables.stage.begin()
    for end in range(len(mails), 0, -PAGE_ROWS):
        first = max(0, end - PAGE_ROWS)
        rows = [envelope_of(mails[place], place + 1) for place in range(end - 1, first - 1, -1)]
        tables.messages.add_missing(rows, reading, {})
        tables.stage.add(rows, len(mails), moved=False)
    tables.reconciliation.reconcile_stage(reading, len(mails))


def write_mbox(path: Path, mails: Sequence[Mail]) -> None:
    """Write the same mail as an mbox, for programs that read one."""
    with path.open("w", encoding="utf-8") as file:
        for mail in mails:
            moment = mail.date.strftime("%a %b %d %H:%M:%S %Y")
            body = mail.body.replace("\nFrom ", "\n>From ")
            writer = envelope_of(mail).sender_address
            file.write(
                f"From mailbox {moment}\nFrom: {writer}\nTo: {mail.recipient}\n"
                f"Subject: {mail.subject}\nDate: {mail_date(mail.date)}\nStatus: RO\n"
                f"Message-ID: <{mail.uid}@pec.example>\nMIME-Version: 1.0\n"
                f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
                f"\n{body}\n\n"
            )


def main() -> None:
    """Start the program on a mailbox of that size."""
    from benchmarks.server import sandbox_environment

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--home", type=Path, help="instead of one that is removed afterwards")
    parser.add_argument("command", nargs="*", default=[sys.executable, "-m", "pectui"])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        home = arguments.home or Path(temporary)
        with sandbox_environment(home, messages=arguments.messages, held=True) as env:
            terminal = {name: os.environ[name] for name in ("TERM",) if name in os.environ}
            done = subprocess.run(arguments.command, env={**env, **terminal}, check=False)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
