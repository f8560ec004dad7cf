"""From the start of the process to the first row's text on the screen, beside a bare Textual app.

pectui holds a mailbox of 1,000 or of 100,000 messages on this machine. It starts as it does every
day; without the picture of last time, so that everything is drawn from what is held; and for the
very first time, in a home nobody ever used, where a sandbox on a loopback socket is asked. The bare
app has its rows in its source; mutt and neomutt, where they are installed, have the same mail in an
mbox. All run in the same pseudo-terminal, in turn.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Result, main, median_ms, take_turns
from benchmarks.server import sandbox_environment
from benchmarks.terminal import Terminal, environment, homes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LIMIT = 1.0
GROWTH_LIMIT = 0.1
"""What the larger mailbox may take longer than the smaller, in starts of the bare app: no more than
two medians of the same differ."""
SMALL, LARGE = 1_000, 100_000
QUIT = b"\x11"
PECTUI = (sys.executable, "-m", "pectui")
BARE = (sys.executable, "-m", "benchmarks.bare_app")
READERS = ("mutt", "neomutt")
_PATIENCE = 60.0
_MUTTRC = """set folder="~"
set sort=reverse-date
set index_format="%n %s"
set quit=yes
"""


def first_row(env: Mapping[str, str]) -> bytes:
    """Return the words that the newest message's row begins with."""
    done = subprocess.run(
        [*PECTUI, "inbox", "--json"], env=dict(env), capture_output=True, check=True
    )
    newest = json.loads(done.stdout)["messages"][0]
    return str(newest["on_behalf_of"] or newest["sender"])[:10].encode()


def start(
    command: tuple[str, ...], env: Mapping[str, str], wanted: bytes, quit_with: bytes = QUIT
) -> float:
    """Start a program, then quit it; return the seconds until it had written `wanted`."""
    with Terminal(command, env=env, draw=False) as terminal:
        taken = terminal.wait_for_bytes(wanted, _PATIENCE)
        terminal.wait_for_raw_keys()
        terminal.settle(0.3)  # quit at rest, or the next start would find less than it should
        terminal.send(quit_with)
        terminal.wait_for_end()
        return taken


def start_at_first(env: Mapping[str, str], wanted: bytes) -> float:
    """Start pectui in a home that nobody ever used."""
    with tempfile.TemporaryDirectory() as folder:
        return start(PECTUI, {**env, **homes(Path(folder))}, wanted)


def pictures(home: Path) -> list[Path]:
    """Return the pictures kept in a home."""
    return list((home / ".cache").rglob("*.ansi"))


def see_once(home: Path, env: Mapping[str, str], wanted: bytes) -> None:
    """Start pectui and let it rest until it has kept its picture."""
    with Terminal(PECTUI, env=env, draw=False) as terminal:
        terminal.wait_for_bytes(wanted, _PATIENCE)
        while not pictures(home):
            terminal.read(0.1)
        terminal.send(QUIT)
        terminal.wait_for_end()


def start_without_picture(home: Path, env: Mapping[str, str], wanted: bytes) -> float:
    """Start pectui on what it holds, with no picture of last time; put it back afterwards."""
    aside = [(picture, picture.with_suffix(".aside")) for picture in pictures(home)]
    for picture, place in aside:
        picture.rename(place)
    taken = start(PECTUI, env, wanted)
    for picture, place in aside:
        place.replace(picture)
    return taken


def contestants(stack: ExitStack, sizes: tuple[int, ...]) -> dict[str, Callable[[], float]]:
    """Make the mailboxes; return what is to be started, by name."""
    found: dict[str, Callable[[], float]] = {}
    for size in sizes:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        mbox = home / "mbox"
        env = stack.enter_context(sandbox_environment(home, messages=size, held=True, mbox=mbox))
        wanted = first_row(env)
        see_once(home, env, wanted)
        if size == min(sizes):
            bare = environment(home)
            found["bare"] = partial(start, BARE, bare, b"Oggetto del messaggio")
            found["first"] = partial(start_at_first, env, wanted)
        found[f"later {size}"] = partial(start, PECTUI, env, wanted)
        found[f"unpictured {size}"] = partial(start_without_picture, home, env, wanted)
        rc = home / "muttrc"
        rc.write_text(_MUTTRC)
        for reader in filter(shutil.which, READERS):
            command = (reader, "-n", "-R", "-F", str(rc), "-f", str(mbox))
            found[f"{reader} {size}"] = partial(start, command, environment(home), wanted, b"q")
    return found


def measure(runs: int) -> list[Result]:
    """Measure the programs in turn."""
    with ExitStack() as stack:
        times = take_turns(runs, contestants(stack, (SMALL, LARGE)))
    ms = {name: median_ms(taken) for name, taken in times.items()}
    bare = ms["bare"]
    results = []
    for size in (SMALL, LARGE):
        beside = "".join(
            f", {reader} {ms[f'{reader} {size}']:.0f} ms"
            for reader in READERS
            if f"{reader} {size}" in ms
        )
        figures = (
            f"pectui {ms[f'later {size}']:.0f} ms, without its picture"
            f" {ms[f'unpictured {size}']:.0f} ms, bare Textual app {bare:.0f} ms{beside}"
            f" (medians of {runs})"
        )
        later = ms[f"later {size}"] / bare
        results.append(Result(f"start to first row, {size:,} held", figures, later, LIMIT, " ×"))
    for name, what in (("later", "start to first row"), ("unpictured", "without its picture")):
        growth = (ms[f"{name} {LARGE}"] - ms[f"{name} {SMALL}"]) / bare
        figures = f"{LARGE:,} held beside {SMALL:,}, in starts of the bare app"
        results.append(Result(f"{what}, growth", figures, growth, GROWTH_LIMIT, " ×"))
    first = f"{ms['first']:.0f} ms; nothing held, the service asked on a loopback socket"
    results.append(Result("very first start", first, ms["first"] / bare, float("inf"), " ×"))
    return results


if __name__ == "__main__":
    main(measure, runs=11)
