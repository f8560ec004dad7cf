"""Write the tables of `docs/keys.md` from the registry: `python -m tests.hygiene.key_tables`."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from pectui.catalogue import t
from pectui.commands import COMMANDS, Command, spelled_key
from pectui.settings.presets import PRESETS

PAGE = Path(__file__).parents[2] / "docs/keys.md"
PRESETS_START, PRESETS_END = "<!-- tables: presets -->\n", "<!-- end: presets -->\n"
START, END = "<!-- tables: keys -->\n", "<!-- end: keys -->\n"


def page() -> str:
    """Return the page as it should stand."""
    parts = groupby(COMMANDS.values(), key=lambda command: command.group)
    tables = "\n".join(_table(group, list(commands)) for group, commands in parts)
    text = PAGE.read_text(encoding="utf-8")
    return _with(_with(text, PRESETS_START, PRESETS_END, _presets()), START, END, tables)


def _with(text: str, start: str, end: str, table: str) -> str:
    before, _, rest = text.partition(start)
    return f"{before}{start}{table}{end}{rest.partition(end)[2]}"


def _presets() -> str:
    names = list(PRESETS)
    changed = [one for one in COMMANDS.values() if any(one.id in PRESETS[name] for name in names)]
    rows = "".join(
        f"| {one.help} | {' | '.join(_shown(PRESETS[name].get(one.id, '')) for name in names)} |\n"
        for one in changed
    )
    head = " | ".join(f"`{name}`" for name in names)
    return f"| | {head} |\n|---|{'---|' * len(names)}\n{rows}"


def _shown(keys: str) -> str:
    return " ".join(f"`{spelled_key(key)}`" for key in keys.split(",")) if keys else ""


def _table(group: str, commands: list[Command]) -> str:
    rows = "".join(f"| {_keys(one)} | {one.help} | `{one.id}` |\n" for one in commands)
    return f"## {t(f'shell.help.{group}')}\n\n| keys | what it does | name |\n|---|---|---|\n{rows}"


def _keys(command: Command) -> str:
    return _shown(command.keys)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
