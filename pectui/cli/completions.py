"""`pectui completions`: a shell's completion script, or the man page, made from the parsers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.cli import output

if TYPE_CHECKING:
    import argparse

    from pectui.cli.parser import Parser

SHELLS = ("bash", "zsh", "fish")


def add_arguments(parser: Parser) -> None:
    """Add for what."""
    parser.add_argument(
        "what",
        metavar=t("cli.completions.what"),
        choices=(*SHELLS, "man", "accounts"),
        help=t("cli.completions.what.help"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the text that was asked for."""
    if arguments.what == "accounts":
        names = _account_names()
        if arguments.json:
            output.document({"accounts": names})
        elif names:
            output.data("\n".join(names))
        return 0
    text = text_of(arguments.what)
    if arguments.json:
        output.document({"what": arguments.what, "text": text})
    else:
        output.data(text.rstrip("\n"))
    return 0


def text_of(what: str) -> str:
    """Return the completion script of a shell, or the man page, in the language spoken now."""
    if what == "man":
        from pectui.cli.manual import manual

        return manual()
    from pectui.cli import shells

    return {"bash": shells.bash, "zsh": shells.zsh, "fish": shells.fish}[what]()


def _account_names() -> list[str]:
    """Return the accounts of the settings file, as a script asks for them while one types."""
    from pectui.settings.file import read_settings_file
    from pectui.system.paths import config_file

    return list(read_settings_file(config_file()).accounts)
