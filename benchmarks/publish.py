"""Measure, and write the figures into benchmarks/README.md with the commit they are true of.

    python -m benchmarks.publish [NAME …]    measure these, or all, and write the page
    python -m benchmarks.publish --page      only write the page from what was measured

Refuses where the tree differs from its commit: nobody could measure the same. What each said last
is kept in benchmarks/results.json.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
PAGE = HERE / "README.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"

COMMANDS: dict[str, tuple[str, ...]] = {
    "start_to_first_row": ("--check",),
    "quota_command": ("--check",),
    "memory_at_rest": ("--check",),
    "cursor_repaint": ("--check",),
    "one_key": ("--check",),
    "search": ("--check", "--sizes", "100000"),
    "html_to_text": ("--check",),
    "bombs": ("--check",),
    "reader_body": ("--check",),
    "full_sync": ("--check",),
    "bytes_written": ("--check",),
    "rest": ("--check",),
    "send_attachment": ("--check",),
    "send_pace": ("--check",),
    "import_originals": ("--check",),
    "register": ("--check",),
    "batch_check": ("--check",),
    "batch_confirm": ("--check",),
    "batch_pace": ("--check",),
    "sync_kills": (),
    "crash_loop": (),
    "batch_loop": ("--rows", "1500"),
    "mutation": ("--check", "--sample", "6"),
}
"""Every benchmark that is published, with its arguments; each ends with 1 where it is not kept."""


@dataclass(frozen=True)
class Measured:
    """What a benchmark said of one tree."""

    commit: str
    python: str
    command: str
    kept: bool
    said: list[str]


def _git(*arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=HERE.parent, check=True, capture_output=True, text=True
    ).stdout.strip()


def measure(name: str) -> Measured:
    """Run one benchmark on the tree as it was committed."""
    command = ["-m", f"benchmarks.{name}", *COMMANDS[name]]
    done = subprocess.run(
        [sys.executable, *command],
        cwd=HERE.parent,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=False,
    )
    said = [line.rstrip() for line in done.stdout.splitlines() if line.strip()]
    return Measured(
        commit=_git("rev-parse", "--short=10", "HEAD"),
        python=platform.python_version(),
        command=" ".join(["python", *command]),
        kept=done.returncode == 0 and bool(said),
        said=said,
    )


def read() -> dict[str, Measured]:
    """Return what was measured last, by the names of the benchmarks."""
    if not RESULTS.exists():
        return {}
    kept = json.loads(RESULTS.read_text(encoding="utf-8"))
    return {name: Measured(**kept[name]) for name in COMMANDS if name in kept}


def page(results: dict[str, Measured]) -> str:
    """Return the part of the page that tells the figures."""
    lines = [
        "| benchmark | kept | commit | Python | command |",
        "|---|---|---|---|---|",
    ]
    for name in COMMANDS:
        if name not in results:
            lines.append(f"| `{name}` | **not measured** | – | – | `python -m benchmarks.{name}` |")
            continue
        one = results[name]
        kept = "yes" if one.kept else "**no**"
        link = f"[`{name}`](#{name})"
        lines.append(f"| {link} | {kept} | `{one.commit}` | {one.python} | `{one.command}` |")
    for name, one in results.items():
        lines += ["", f"#### {name}", "", "```text", *one.said, "```"]
    return "\n".join(lines)


def write_page(results: dict[str, Measured]) -> None:
    """Put the figures between the two marks of the page."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n\n{page(results)}\n\n{END}{after}", encoding="utf-8")


def main() -> None:
    """Measure what is asked for, and write the page after each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="benchmarks (default: all)")
    parser.add_argument("--page", action="store_true", help="measure nothing")
    arguments = parser.parse_args()
    names = [] if arguments.page else arguments.names or list(COMMANDS)
    if unknown := set(names) - set(COMMANDS):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    results = read()
    for name in names:
        if _git("status", "--porcelain", "--", "pectui", "benchmarks/*.py", "pyproject.toml"):
            sys.exit("the tree differs from its commit: commit first")
        print(f"── {name}", flush=True)
        results[name] = measure(name)
        print("\n".join(results[name].said), flush=True)
        kept = {one: asdict(results[one]) for one in COMMANDS if one in results}
        RESULTS.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        write_page(results)
    write_page(results)


if __name__ == "__main__":
    main()
