"""Arguments, their errors and the help, in the person's language."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, NoReturn

from pectui.catalogue import t
from pectui.errors import ArgumentInvalid, CodeInvalid, MessageIdInvalid

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from datetime import datetime

# argparse's own words, as it hands them to gettext → their place in the catalogue.
_OWN_WORDS = {
    "usage: ": "cli.parser.usage",
    "options": "cli.parser.options",
    "positional arguments": "cli.parser.arguments",
    "the following arguments are required: %s": "cli.parser.required",
    "unrecognized arguments: %s": "cli.parser.unrecognized",
    "argument %(argument_name)s: %(message)s": "cli.parser.argument",
    "invalid %(type)s value: %(value)r": "cli.parser.invalid",
    "invalid choice: %(value)r (choose from %(choices)s)": "cli.parser.choice",
    "not allowed with argument %s": "cli.parser.not-with",
    "ambiguous option: %(option)s could match %(matches)s": "cli.parser.ambiguous",
    "ignored explicit argument %r": "cli.parser.no-value",
    "expected one argument": "cli.parser.one",
    "expected at most one argument": "cli.parser.at-most-one",
    "expected at least one argument": "cli.parser.at-least-one",
    "one of the arguments %s is required": "cli.parser.one-of",
}


_SECONDS = re.compile(r"[0-9]{1,7}(?:\.[0-9]{0,6})?|\.[0-9]{1,6}")


def _translate(text: str) -> str:
    key = _OWN_WORDS.get(text)
    return t(key) if key else text


def _translate_plural(one: str, many: str, count: int) -> str:
    return (
        t("cli.parser.expected") if one.startswith("expected %s") else one if count == 1 else many
    )


# argparse looks its words up in these two names of its module; there is no other way in.
argparse._ = _translate  # type: ignore[attr-defined]
argparse.ngettext = _translate_plural  # type: ignore[attr-defined]


class _Help(argparse.RawDescriptionHelpFormatter):
    """Keeps indented lines as they are, and breaks sentences at the width of the terminal."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if any(line.startswith(" ") for line in text.splitlines()):
            return super()._fill_text(text, width, indent)
        return argparse.HelpFormatter._fill_text(self, text, width, indent)


class Parser(argparse.ArgumentParser):
    """A parser whose errors are ArgumentInvalid. Options cannot be abbreviated."""

    def __init__(self, prog: str, *, description: str = "", epilog: str = "") -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            add_help=False,
            allow_abbrev=False,
            formatter_class=_Help,
        )

    @property
    def actions(self) -> tuple[argparse.Action, ...]:
        """What it takes, in the order it was added."""
        return tuple(self._actions)

    def error(self, message: str) -> NoReturn:
        """Raise ArgumentInvalid."""
        raise ArgumentInvalid(message)

    def add_shared(self) -> argparse._ArgumentGroup:
        """Add the options that every command takes, before or after its name."""
        shared = self.add_argument_group(t("cli.parser.everywhere"))
        shared.add_argument(
            "-A",
            "--account",
            metavar=t("cli.name"),
            default=argparse.SUPPRESS,
            help=t("cli.account.help"),
        )
        shared.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help=t("cli.json.help")
        )
        shared.add_argument("-h", "--help", action="store_true", help=t("cli.help.help"))
        return shared


def options_first(argv: Sequence[str], *, with_value: Container[str]) -> list[str]:
    """Return the options before the words, for a command whose words may begin with a minus.

    An option has two of them, or is one of those that take a value.
    """
    options: list[str] = []
    words: list[str] = []
    left = list(argv)
    while left:
        one = left.pop(0)
        if one == "--":
            words += left
            break
        if one in with_value:
            options += [one, *left[:1]]
            left = left[1:]
        elif one.startswith("--"):
            options.append(one)
        else:
            words.append(one)
    return [*options, "--", *words]


def positive(text: str) -> int:
    """Return a whole number from 1 up; ArgumentTypeError otherwise."""
    if not (text.isascii() and text.isdigit()) or not 0 < len(text) <= 15 or int(text) < 1:
        raise argparse.ArgumentTypeError(t("cli.not-positive", value=repr(text)))
    return int(text)


def message_id(text: str) -> int:
    """Return a message's number. Raises MessageIdInvalid, which is told as it is."""
    if not (text.isascii() and text.isdigit()) or len(text) > 15 or int(text) < 1:
        raise MessageIdInvalid(id=text)
    return int(text)


def sending_code(text: str) -> str:
    """Return a sending's code. Raises CodeInvalid, which is told as it is."""
    from pectui.pec.codes import is_code

    if not (text.isascii() and is_code(text)):
        raise CodeInvalid(code=text)
    return text


def leaving(text: str) -> datetime:
    """Return the moment a letter is to leave. Raises TimeInvalid, which is told as it is."""
    from pectui.pec.leaving import read_leaving
    from pectui.services.clock import system_now

    return read_leaving(text, system_now())


def seconds(text: str) -> float:
    """Return a number of seconds, 0 or more; ArgumentTypeError otherwise."""
    if not _SECONDS.fullmatch(text):
        raise argparse.ArgumentTypeError(t("cli.not-seconds", value=repr(text)))
    return float(text)
