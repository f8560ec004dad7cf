"""Write `share/`, which a wheel installs, from the parsers: `python -m tests.hygiene.shared_files`.

Completion scripts and the man page, in English.
"""

from __future__ import annotations

from pathlib import Path

from pectui.catalogue import use_language
from pectui.cli.completions import text_of

FOLDER = Path(__file__).parents[2] / "share"
FILES = {"pectui.bash": "bash", "_pectui": "zsh", "pectui.fish": "fish", "pectui.1": "man"}
"""Name of each file → what `pectui completions` calls it."""


def text(name: str) -> str:
    """Return what one of the files should hold."""
    use_language("en")
    return text_of(FILES[name]).rstrip("\n") + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in FILES:
        (FOLDER / name).write_text(text(name), encoding="utf-8")
