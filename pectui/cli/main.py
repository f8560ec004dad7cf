"""Which command is meant, and what stands around it: help, errors, signals, exit codes."""

from __future__ import annotations

import signal
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pectui import __version__
from pectui.catalogue import preferred_language, t, use_language
from pectui.cli import output
from pectui.cli.wants import wants_check, wants_json
from pectui.errors import ArgumentInvalid, PectuiError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from pectui.cli.parser import Parser

    Screen = Callable[[str | None, bool], int]

COMMANDS = (
    "inbox",
    "show",
    "search",
    "export",
    "sync",
    "plain",
    "send",
    "sent",
    "batch",
    "delete",
    "import",
    "originals",
    "dossier",
    "register",
    "quota",
    "backup",
    "restore",
    "purge",
    "accounts",
    "doctor",
    "keys",
    "completions",
    "sandbox",
    "demo",
)
_MODULES = {"import": "import_", "plain": "plain.command"}
"""Commands whose module has another name than they."""
ALIKE = 0.6
"""How alike a word must be to a command's name to be taken for a slip of the fingers."""


class Interrupted(Exception):
    """A signal that asks to end came; `number` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def run(argv: Sequence[str], screen: Screen | None = None) -> int:
    """Run the command in `argv` (without the program's name); return its exit code.

    `screen` opens the screen program, given an account's name and whether it is the demo; without
    it those two ways to start are wrong usage. Nothing raises, no traceback is printed.
    """
    use_language(preferred_language())
    as_json = wants_json(argv)
    output.prepare(as_json=as_json)
    tell = _unknown_state if wants_check(argv) else output.failure
    try:
        return _run(argv, screen)
    except PectuiError as error:
        return tell(error, as_json=as_json)
    except KeyboardInterrupt:
        output.words(t("cli.interrupted"))
        return 128 + signal.SIGINT
    except Interrupted as interruption:
        if wants_check(argv):
            return tell(PectuiError(t("cli.quota.check-ended")), as_json=as_json)
        return 128 + interruption.number
    except Exception as error:
        return tell(_bug(error), as_json=as_json)


def _run(argv: Sequence[str], screen: Screen | None) -> int:
    if not argv and screen is not None:
        return screen(None, False)  # nothing to parse: the parser is not loaded to stay in memory
    from pectui.cli.parser import Parser

    before, rest = _split(argv)
    top = Parser("pectui")
    top.add_shared().add_argument("--version", action="store_true")
    given = top.parse_args(before)
    if given.version:
        output.data(f"pectui {__version__}")
        return 0
    if given.help:
        _tell_help()
        return 0
    if not rest:
        if screen is None or getattr(given, "json", False):
            raise ArgumentInvalid(t("cli.no-command", commands=", ".join(COMMANDS)))
        return screen(getattr(given, "account", None), False)
    if rest[0] not in COMMANDS:
        raise ArgumentInvalid(_unknown(rest[0]))
    return _run_command(rest[0], rest[1:], given, screen)


def _split(argv: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Return the options before the command's name, and the name with what follows it."""
    index = 0
    while index < len(argv) and argv[index].startswith("-"):
        index += 2 if argv[index] in {"-A", "--account"} else 1
    return argv[:index], argv[index:]


def parser_of(name: str) -> Parser:
    """Return the parser of one command, in the language spoken now."""
    from pectui.cli.parser import Parser

    parser = Parser(
        f"pectui {name}",
        description=t(f"cli.{name}.description"),
        epilog=f"{t('cli.examples')}\n{t(f'cli.{name}.examples')}",
    )
    _module_of(name).add_arguments(parser)
    parser.add_shared()
    return parser


def _module_of(name: str) -> Any:
    return import_module(f"pectui.cli.{_MODULES.get(name, name)}")


def _run_command(
    name: str, argv: Sequence[str], given: argparse.Namespace, screen: Screen | None
) -> int:
    import argparse

    command = _module_of(name)
    parser = parser_of(name)
    if arrange := getattr(command, "arrange", None):
        argv = arrange(argv)
    options = argv[: argv.index("--")] if "--" in argv else argv
    # Asked for help, nobody wants to hear what is missing.
    if "-h" in options or "--help" in options:
        output.data(parser.format_help().rstrip())
        return 0
    defaults = argparse.Namespace(
        account=getattr(given, "account", None), json=getattr(given, "json", False)
    )
    arguments = parser.parse_args(argv, defaults)
    if name != "demo":
        return int(command.run(arguments))
    if screen is None:
        raise ArgumentInvalid(t("cli.no-screen"))
    return screen(None, True)


def _unknown(command: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(command, COMMANDS, 1, ALIKE)
    if near:
        return t("cli.unknown-command-near", command=command, near=near[0])
    return t("cli.unknown-command", command=command, commands=", ".join(COMMANDS))


def _tell_help() -> None:
    """Print what there is; what a command does goes on below itself in a narrow terminal."""
    indent = max(map(len, COMMANDS)) + 4
    output.prose("\n".join((t("cli.usage"), "", t("cli.description"), "", t("cli.commands"))))
    output.prose(f"{'':<{indent}}{t('cli.start')}", hang=0)
    for name in COMMANDS:
        output.prose(f"{f'  {name}':<{indent}}{t(f'cli.{name}.summary')}", hang=indent - 2)
    output.prose("\n".join(("", t("cli.options"), "", t("cli.more"))))


def _unknown_state(error: PectuiError, *, as_json: bool) -> int:
    from pectui.cli.quota_check import unknown  # late: one option of one command

    return unknown(error, as_json=as_json)


def _bug(error: Exception) -> PectuiError:
    """Keep the traceback in a file of its own; return an error that names it."""
    from pectui.system.logs import write_crash

    try:
        place = str(write_crash(error))
    except PectuiError as failure:
        place = failure.detail
    return PectuiError(t("cli.bug", what=type(error).__name__, path=place))
