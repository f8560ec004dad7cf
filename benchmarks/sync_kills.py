"""The mailbox on this machine killed again and again while it is kept: nothing doubled or missing.

    python -m benchmarks.sync_kills [--kills 200] [--each 6] [--messages 2500] [--seed N]

A process keeps it like the sandbox's on a real loopback socket, reads messages and flags some;
mail arrives and vanishes there before every 25th request. Each named point between a page and its
commit (`sync_victim.POINTS`) is hit `--each` times at least, the other kills come at random
moments; now and then, once everything is held, the cache is deleted and begun anew. After each kill
the file is checked. In the end the mailbox holds still, one undisturbed run brings everything up to
date, and what is held is compared with the sandbox's own messages. Exits with 1 where anything is
wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from benchmarks.crash_sender import CREDENTIALS, account, options
from benchmarks.full_sync import gone_at, held_at
from benchmarks.killing import lines
from benchmarks.moving import Moving
from benchmarks.sync_victim import POINTS
from pectui.models import RECEIPT_KINDS
from pectui.pec.bodies import decode_body
from pectui.sandbox import SandboxConfig, SandboxServer
from pectui.services.mailbox.contents import open_local
from pectui.services.mailbox.opening import lock_of
from pectui.services.mailbox.sync import Sync
from pectui.services.sending.lock import owner_of
from pectui.services.session import open_session
from pectui.store.database import Database
from pectui.store.mailbox.copy import file_of
from pectui.store.mailbox.schema import MIGRATIONS

EVERY = 25
CHANGES = 10_000_000
_RECEIPTS = ", ".join(f"'{kind}'" for kind in RECEIPT_KINDS)
_CHECKS = {
    "file": "SELECT * FROM (SELECT quick_check AS said FROM pragma_quick_check(1))"
    " WHERE said != 'ok'",
    "count": "SELECT 1 FROM state WHERE name = 'count here'"
    " AND value != (SELECT count(*) FROM messages WHERE here)",
    "places": "SELECT 1 FROM messages WHERE place IS NOT NULL AND NOT here",
    "bodies": "SELECT number FROM messages"
    " WHERE has_body != (number IN (SELECT number FROM bodies))",
    "heads": f"SELECT code FROM messages WHERE code IS NOT NULL AND kind IN ({_RECEIPTS})"
    " GROUP BY code HAVING sum(head) != 1",
    "search": "SELECT 1 WHERE (SELECT count(*) FROM messages_text WHERE messages_text MATCH"
    " 'every:' || char(57344)) != (SELECT count(*) FROM messages WHERE indexed)",
}
"""What must hold of the file at every moment: queries that find nothing."""


class Bodies(NamedTuple):
    """What became of the bodies that were read."""

    held: int
    wrong: int
    """Texts that no message with that sender, date and subject ever had."""
    of_equals: int
    """Texts held more often than messages on the service say so."""
    lost: int


@dataclass
class Loop:
    """The state of one loop of kills."""

    sandbox: Moving
    url: str
    folder: Path
    kills: int
    each: int
    chance: random.Random
    killed: int = 0
    anew: int = 0
    before_anew: dict[str, int] = field(default_factory=lambda: {"read": 0, "flagged": 0})
    """How many promises of each kind had been made when the cache was deleted last."""
    broken: Counter[str] = field(default_factory=Counter)

    @property
    def cache(self) -> Path:
        """The file the mailbox is held in."""
        return file_of(options(self.folder).directories.cache, owner_of(account(self.url)))

    def next_point(self) -> str | None:
        """Return the point still hit least, or None when each had its share."""
        hits = Counter(lines(self.folder / "points"))
        left = [point for point in POINTS if hits[point] < self.each]
        self.chance.shuffle(left)
        return min(left, key=lambda point: hits[point]) if left else None


async def kill_one(loop: Loop) -> None:
    """Start a process, let it live a moment, and see it die."""
    point = loop.next_point() if loop.chance.random() < 0.6 else None
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "benchmarks.sync_victim",
        loop.url,
        str(loop.folder),
        str(loop.chance.random()),
        *([point] if point else []),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    await process.stdout.readline()
    try:
        async with asyncio.timeout(4.0 if point else loop.chance.uniform(0.0, 1.5)):
            await process.wait()
    except TimeoutError:
        process.kill()
    _, said = await process.communicate()
    if process.returncode != -9:
        raise RuntimeError(f"a process ended by itself: {said.decode()}")
    loop.killed += 1


async def _ask(database: Database, query: str) -> list[sqlite3.Row]:
    return await database.read(lambda connection: connection.execute(query).fetchall())


async def check(loop: Loop) -> None:
    """Open the file as the next process would, and look for what must not be."""
    if not loop.cache.exists():
        return
    database = Database.open(loop.cache, MIGRATIONS, durable=False)
    for name, query in _CHECKS.items():
        loop.broken[name] += bool(await _ask(database, query))
    complete = await _ask(database, "SELECT value FROM state WHERE name = 'complete'")
    await database.aclose()
    if complete and loop.chance.random() < 0.1:
        shutil.rmtree(options(loop.folder).directories.cache)
        loop.anew += 1
        loop.before_anew = {kind: len(lines(loop.folder / kind)) for kind in loop.before_anew}


async def settle(loop: Loop) -> int:
    """Bring everything up to date undisturbed; return the requests it took."""
    loop.sandbox.changes_left = 0
    before = loop.sandbox.asked
    async with open_session(account(loop.url), options(loop.folder)) as session:
        local = await open_local(session.cache, session.books, session.mailbox)
        sync = Sync(local, session.mailbox, lock=lock_of(local, session.books), gentle=0.0)
        for _ in range(3):
            await sync.bring_up_to_date()
        await local.aclose()
    return loop.sandbox.asked - before


async def held_bodies(loop: Loop) -> Bodies:
    """Compare the bodies that are held with what the messages say or said."""
    database = Database.open(loop.cache, MIGRATIONS, durable=False)
    rows = await _ask(
        database,
        "SELECT fingerprint, identity, raw, here FROM messages LEFT JOIN bodies USING (number)",
    )
    await database.aclose()
    texts = loop.sandbox.texts({row["fingerprint"] for row in rows if row["raw"] is not None})
    held = [row for row in rows if row["raw"] is not None]
    wrong = [
        row for row in held if decode_body(row["raw"]).text not in texts.get(row["fingerprint"], ())
    ]
    shown = Counter((row["fingerprint"], row["raw"]) for row in held if row["here"])
    there = loop.sandbox.bodies()
    doubled = [
        key for key, count in shown.items() if count > there[key[0], decode_body(key[1]).text]
    ]
    # Of equals, what one says is forgotten when another comes or goes.
    equals = Counter(row["fingerprint"] for row in rows)
    single = {row["identity"] for row in rows if equals[row["fingerprint"]] == 1}
    has_body = {row["identity"] for row in held}
    promised = {*lines(loop.folder / "read")[loop.before_anew["read"] :]} & single
    return Bodies(len(held), len(wrong), len(doubled), len(promised - has_body))


async def lost_flags(loop: Loop) -> int:
    """Return how many messages that were flagged are not any more."""
    database = Database.open(loop.cache, MIGRATIONS, durable=False)
    rows = await _ask(database, "SELECT identity, flagged FROM messages")
    await database.aclose()
    flagged = {row["identity"] for row in rows if row["flagged"]}
    promised = lines(loop.folder / "flagged")
    # What vanished unseen before the cache was deleted is nowhere any more.
    since = {*promised[loop.before_anew["flagged"] :]}
    held = {row["identity"] for row in rows}
    return len((({*promised} & held) | since) - flagged)


async def run(loop: Loop) -> bool:
    """Run the whole loop and print the figures; return whether the promise was kept."""
    # Some points are rarely come to: they are waited for, but not for ever.
    while loop.killed < loop.kills or (loop.next_point() and loop.killed < 2 * loop.kills):
        await kill_one(loop)
        await check(loop)
    requests = await settle(loop)
    await check(loop)
    held, there = held_at(loop.url, loop.folder), loop.sandbox.multiset()
    doubled, missing = (held - there).total(), (there - held).total()
    false = (gone_at(loop.url, loop.folder) - loop.sandbox.lost()).total()
    bodies = await held_bodies(loop)
    flags = await lost_flags(loop)
    hits = Counter(lines(loop.folder / "points"))
    print(f"kills {loop.killed}, of these at named points {hits.total()}")
    for point in POINTS:
        print(f"    {point:22} {hits[point]}")
    print(
        f"meanwhile {loop.sandbox.arrived} messages came and {loop.sandbox.vanished} went;"
        f" the cache was begun anew {loop.anew} times"
    )
    print("files not as they must be after a kill: ", end="")
    print(", ".join(f"{name} {loop.broken[name]}" for name in _CHECKS))
    print(
        f"in the end, after {requests} requests: {held.total()} held of {there.total()}, doubled"
        f" {doubled} · missing {missing} · falsely only here {false}"
    )
    print(
        f"bodies held {bodies.held}: wrong {bodies.wrong} · read and lost {bodies.lost};"
        f" flags lost {flags}"
    )
    print(
        f"texts of another message with the same second, sender and subject: {bodies.of_equals}"
        " (moved while it was read, or gone unseen: nothing tells them apart)"
    )
    return not (
        doubled or missing or false or bodies.wrong or bodies.lost or flags or loop.broken.total()
    )


def main() -> None:
    """Run the loop of kills; exit 1 when the promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--each", type=int, default=6)
    parser.add_argument("--messages", type=int, default=2_500)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    config = SandboxConfig(credentials=CREDENTIALS, messages=arguments.messages)
    sandbox = Moving(config, every=EVERY, changes=CHANGES, seed=arguments.seed)
    with tempfile.TemporaryDirectory() as folder, SandboxServer(sandbox) as server:
        chance = random.Random(arguments.seed)
        loop = Loop(sandbox, server.base_url, Path(folder), arguments.kills, arguments.each, chance)
        sys.exit(0 if asyncio.run(run(loop)) else 1)


if __name__ == "__main__":
    main()
