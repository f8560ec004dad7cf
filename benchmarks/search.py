"""Searches over mailboxes of 100,000 and 1,000,000 messages held here, beside notmuch.

Each query is asked as the list asks for it: the columns of the first 128 rows of its result. A
query's time is the median of its runs, and what counts is the 95th percentile over many queries,
taken from messages all over the mailbox. The mailboxes are made in a temporary folder, which takes
some minutes and 3 GB for the larger one; `--folder` keeps them for the next time. notmuch, where it
is installed, has the same mail of the smaller one. The processor's time is told too: it is the same
on a machine that has something else to do.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks import mail
from benchmarks.measure import Result
from pectui.folding import folded, words_of
from pectui.search import Filter, parse
from pectui.store.mailbox.query import query_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SIZES = (100_000, 1_000_000)
QUERIES = 300
ROWS = 128
RUNS = 5
LIMITS_MS: Mapping[str, Mapping[int, float]] = {
    "word": {100_000: 2, 1_000_000: 2},
    "piece of a header": {100_000: 3, 1_000_000: 3},
    "three letters": {100_000: 10, 1_000_000: 60},
}
"""The most that a kind of query may take at a size, in milliseconds."""
_COLUMNS = (
    "number, identity, sender, recipient, date_text, subject, kind, moment, sender_address,"
    " on_behalf_of, code, id, id_text, here, head, unread, flagged, note, tags, has_body"
)
_READ = ", ".join(f"messages.{name}" for name in _COLUMNS.split(", "))
_MOST_OF_NOTMUCH = 12
_NOTMUCH_RUNS = 3


def mailbox(folder: Path, size: int) -> sqlite3.Connection:
    """Open the mailbox of that size in `folder`, made where it is not there yet."""
    path = folder / f"{size}.db"
    making = path.with_suffix(".new")
    if not path.exists():
        making.unlink(missing_ok=True)
        connection = _open(making)
        for setting in ("journal_mode=off", "synchronous=off", "cache_size=-400000"):
            connection.execute(f"PRAGMA {setting}").fetchall()
        mail.build(connection, size)
        connection.close()
        making.rename(path)
    return _open(path)


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.create_function("folded", 1, folded, deterministic=True)
    return connection


def _some_mail(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """Yield sender, subject and text of messages from all over the mailbox."""
    chance = Random(1)
    first, last = connection.execute("SELECT min(number), max(number) FROM messages").fetchone()
    for _ in range(QUERIES):
        yield connection.execute(
            "SELECT sender, subject, text FROM messages JOIN bodies USING (number)"
            " WHERE number >= ? LIMIT 1",
            (chance.randint(first, last),),
        ).fetchone()


def queries(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Return what is asked, by kind of query."""
    chance = Random(2)
    found: dict[str, list[str]] = {kind: [] for kind in LIMITS_MS}
    for sender, subject, text in _some_mail(connection):
        word = chance.choice(words_of(f"{subject} {text}"))
        found["word"].append(f"{word} ")
        if len(word) >= 3:
            found["three letters"].append(word[:3])
        address = re.sub(r".*: |[\"]", "", sender)
        length = chance.randint(3, 10)
        start = chance.randrange(max(1, len(address) - length))
        found["piece of a header"].append(f"from:{address[start : start + length]}")
    return {kind: list(dict.fromkeys(lines)) for kind, lines in found.items()}


def milliseconds(connection: sqlite3.Connection, line: str, runs: int) -> tuple[float, float]:
    """Return the median time of a search's first rows, and that of the processor for it."""
    chosen = query_of(Filter(parse(line)))
    sql = (
        f"SELECT {_READ} FROM {chosen.source} WHERE {chosen.condition}"
        f" ORDER BY {chosen.order} DESC LIMIT {ROWS}"
    )
    times, busy = [], []
    for _ in range(runs):
        started, worked = time.perf_counter(), time.thread_time()
        found = connection.execute(sql, chosen.values).fetchall()
        times.append(time.perf_counter() - started)
        busy.append(time.thread_time() - worked)
        if not found:
            raise LookupError(f"nothing was found by {line!r}, which is in the mailbox")
    return statistics.median(times) * 1000, statistics.median(busy) * 1000


def _high(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def measure_size(folder: Path, size: int, runs: int) -> Iterator[Result]:
    """Measure every kind of query over the mailbox of that size."""
    connection = mailbox(folder, size)
    for kind, lines in queries(connection).items():
        taken = [milliseconds(connection, line, runs) for line in lines]
        times, busy = [pair[0] for pair in taken], [pair[1] for pair in taken]
        yield Result(
            f"{kind}, {size:,} messages",
            f"p50 {statistics.median(times):.2f} ms, worst {max(times):.1f} ms;"
            f" p95 of {len(lines)} queries, processor {_high(busy):.2f} ms",
            _high(times),
            LIMITS_MS[kind][size],
            " ms",
        )
    connection.close()


# Beside it


def notmuch_ms(folder: Path, size: int) -> tuple[float, float] | None:
    """Return the median times of notmuch and of pectui for the same words; None without it."""
    program = shutil.which("notmuch")
    if program is None:
        return None
    config = folder / "notmuch-config"
    maildir = folder / "maildir"
    config.write_text(f"[database]\npath={maildir}\n[new]\ntags=\n", encoding="utf-8")
    command = [program, f"--config={config}"]
    if not (maildir / ".complete").exists():
        _write_maildir(maildir, size)
        subprocess.run([*command, "new", "--quiet"], check=True, capture_output=True)
        (maildir / ".complete").touch()
    connection = mailbox(folder, size)
    words = [line.strip() for line in queries(connection)["word"][:_MOST_OF_NOTMUCH]]
    theirs = []
    for word in words * _NOTMUCH_RUNS:
        started = time.perf_counter()
        subprocess.run(
            [*command, "search", "--format=json", f"--limit={ROWS}", word],
            check=True,
            capture_output=True,
        )
        theirs.append((time.perf_counter() - started) * 1000)
    ours = [milliseconds(connection, f"{word} ", _NOTMUCH_RUNS)[0] for word in words]
    connection.close()
    return statistics.median(theirs), statistics.median(ours)


def _write_maildir(maildir: Path, size: int) -> None:
    for part in ("cur", "new", "tmp"):
        (maildir / part).mkdir(parents=True, exist_ok=True)
    for n, one in enumerate(mail.letters(size)):
        moment = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(one.number >> 20))
        address = re.sub(r".*: |[\"]", "", one.sender)
        text = (
            f"From: {address}\nTo: {mail.MAILBOX}\nSubject: {one.subject}\nDate: {moment}\n"
            f"Message-ID: <{one.number}@pec.example>\nMIME-Version: 1.0\n"
            f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
            f"{one.body}\n"
        )
        (maildir / "cur" / f"{n}:2,S").write_text(text, encoding="utf-8")


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--runs", type=int, default=RUNS, help="runs of a query (default: %(default)s)"
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, choices=SIZES)
    parser.add_argument("--folder", type=Path, help="where mailboxes are kept for the next time")
    parser.add_argument("--check", action="store_true", help="exit 1 where a limit is exceeded")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        held = True
        for size in arguments.sizes:
            for result in measure_size(folder, size, arguments.runs):
                print(result, flush=True)
                held = held and result.holds
        beside = notmuch_ms(folder, min(arguments.sizes))
    if beside:
        print(f"notmuch: p50 {beside[0]:.1f} ms for words, pectui {beside[1]:.2f} ms")
    if arguments.check and not held:
        sys.exit(1)


if __name__ == "__main__":
    main()
