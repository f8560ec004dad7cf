"""Write the tables of `docs/keys.md` from the registry: `python -m tests.hygiene.key_tables`."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from pectui.catalogue import t
from pectui.commands import COMMANDS, Command, spelled_key

PAGE = Path(__file__).parents[2] / "docs/keys.md"
START, END = "<!-- tables: keys -->\n", "<!-- end: keys -->\n"


def page() -> str:
    """Return the page as it should stand."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    parts = groupby(COMMANDS.values(), key=lambda command: command.group)
    tables = "\n".join(_table(group, list(commands)) for group, commands in parts)
    return f"{before}{START}{tables}{END}{rest.partition(END)[2]}"


def _table(group: str, commands: list[Command]) -> str:
    rows = "".join(f"| {_keys(one)} | {one.help} | `{one.id}` |\n" for one in commands)
    return f"## {t(f'shell.help.{group}')}\n\n| keys | what it does | name |\n|---|---|---|\n{rows}"


def _keys(command: Command) -> str:
    return " ".join(f"`{spelled_key(key)}`" for key in command.keys.split(","))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
