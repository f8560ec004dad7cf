"""Pages made to freeze or to fill the program: each shown or given up, in bounded time and memory.

Every bomb is read in a fresh process. Its memory is that of the program or of the process it had
the page read in, whichever is more; its silence the longest time in which no key was heard.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks.measure import Result, main

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 5.0
MEGABYTES = 400.0
SILENT_MS = 200.0


def _formatting() -> str:
    opened = "".join(f"<i id={number}>" for number in range(3_000))
    return f"<p>{opened}</p>" + "<p>x</p>" * 3_000


def _rules() -> str:
    rules = "".join(f".a.b{number}{{display:none}}" for number in range(20_000))
    return f"<style>{rules}</style>" + "<p class='a b1'>x</p>" * 50_000


BOMBS: dict[str, Callable[[], str]] = {
    "half tags": lambda: "<p>x</p>" + "<a" * 20_100,
    "empty cells": lambda: (
        f"<table><tr>{'<td>' * 30_000}</tr>{'<tr><td>x</td></tr>' * 15_000}</table>"
    ),
    "open formats": _formatting,
    "attributes": lambda: f"<p {' '.join(f'a{n}=1' for n in range(50_000))}>x</p>",
    "options": lambda: f"<select>{'<option>x' * 50_000}</select>",
    "depth": lambda: "<div>" * 300_000 + "x",
    "depth of tables": lambda: "<table><tr><td>" * 200_000 + "x",
    "depth unseen": lambda: "<span><div></span></div>x" * 40_000,
    "ends of nothing": lambda: "<b>" + "<div>" * 199 + "</b>" * 1_000_000,
    "lists in lists": lambda: "<ol><li>" * 200_000,
    "quotations": lambda: "<blockquote>x" * 200_000,
    "brackets": lambda: "<p>" + "<" * 3_000_000,
    "quotes without end": lambda: "<p>" + '<a b="' * 400_001,
    "comments without end": lambda: "<p>" + "<!--" * 500_000,
    "styles without end": lambda: "<p>x" + "<style>" * 300_000,
    "entities": lambda: "<p>" + "&a" * 1_500_000,
    "a number": lambda: "<p>&#" + "9" * 3_000_000,
    "rulers": lambda: "<hr>" * 500_000,
    "cells of many rows": lambda: f"<table><tr>{'<td rowspan=65534>x' * 60}{'<tr><td>y' * 200_000}",
    "cells of many columns": lambda: (
        "<table>" + "<tr><td colspan=1000>x<td colspan=999>y" * 100_000
    ),
    "rules": _rules,
    "declarations": lambda: f"<p style='{'a:b;' * 500_000}'>x",
    "hidden parts": lambda: "<p style='display:none'>x</p>" * 200_000 + "<p>y",
    "links": lambda: "<a href=http://x.example/>x</a>" * 100_000,
    "links around blocks": lambda: "<a href=x><p>y" * 150_000,
    "a host": lambda: f"<a href='http://{'é' * 1_000_000}.example/'>x</a>",
    "a claim": lambda: f"<a href='http://e.example/'>{'a.' * 1_000_000}</a>",
    "names": lambda: "<p>" + "<x-a>" * 300_000,
    "large": lambda: "<p>parola <b>chiave</b>" * 300_000,
    "too large": lambda: "<p>parola <b>chiave</b>" * 3_000_000,
}


def measure(runs: int) -> list[Result]:
    """Read every bomb, and return the worst of its runs."""
    results = []
    most = 0.0
    for name in BOMBS:
        read = [_read(name) for _ in range(runs)]
        taken, silent, size = (
            max(float(one[key]) for one in read) for key in ("seconds", "silent", "mb")
        )
        most = max(most, size)
        end = "given up" if any(one["given_up"] for one in read) else "shown"
        figures = f"{end}, {size:.0f} MB, silent for {silent * 1000:.0f} ms"
        results.append(Result(f"bomb, {name}", figures, taken, SECONDS, " s"))
        results.append(Result(f"bomb, {name}", "keys", silent * 1000, SILENT_MS, " ms"))
    results.append(Result("bombs", "most memory of all", most, MEGABYTES, " MB"))
    return results


def _read(name: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.bomb_reader", name],
        check=True,
        capture_output=True,
        text=True,
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    main(measure, runs=1)
