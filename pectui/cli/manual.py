"""The man page, in roff, made from the words of the help."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pectui import __version__
from pectui.catalogue import t
from pectui.cli.described import described, shared_options
from pectui.errors import PectuiError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pectui.cli.described import Described, Taken


def manual() -> str:
    """Return the page, in the language spoken now."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f'.TH PECTUI 1 "" "pectui {__version__}"'
    yield from _section(t("cli.manual.name"), f"pectui \\- {_roff(t('cli.description'))}")
    yield from _section(t("cli.manual.synopsis"), ".B pectui", "[\\-A NAME] [COMMAND] [OPTION...]")
    yield from _section(t("cli.manual.description"), _roff(t("cli.start")), ".PP")
    yield _roff(t("cli.more"))
    yield from _section(t("cli.manual.options"))
    for option in shared_options():
        yield from _entry(option)
    yield from _section(t("cli.manual.commands"))
    for command in described():
        yield from _command(command)
    yield from _section(t("cli.manual.exit-status"))
    errors: list[type[PectuiError]] = [PectuiError, *PectuiError.__subclasses__()]
    for error in errors:
        yield from _item(str(error.exit_code), t(f"errors.{error.kind}.title"))
    yield from _section(t("cli.manual.files"))
    yield from _item("~/.config/pectui/config.toml", t("cli.manual.settings"))


def _section(title: str, *lines: str) -> Iterator[str]:
    yield f'.SH "{_roff(title)}"'
    yield from lines


def _command(command: Described) -> Iterator[str]:
    yield f'.SS "pectui {_roff(command.name)}"'
    own = [one for one in command.options if not one.shared]
    usage = " ".join(one.shown for one in (*own, *command.places))
    yield f".B pectui {_roff(command.name)}"
    if usage:
        yield _roff(usage)
    yield ".PP"
    yield _roff(" ".join(command.description.split()))
    for taken in (*command.places, *own):
        yield from _entry(taken)
    yield ".PP"
    yield _roff(t("cli.examples"))
    yield from (".nf", *map(_roff, command.examples.split("\n")), ".fi")


def _entry(taken: Taken) -> Iterator[str]:
    names = ", ".join(taken.names)
    value = taken.value + ("…" if taken.several else "")
    yield from _item(" ".join(filter(None, (names, value))), taken.help)


def _item(heading: str, words: str) -> Iterator[str]:
    yield ".TP"
    yield f".B {_roff(heading)}"
    yield _roff(words)


def _roff(text: str) -> str:
    """Return text that says itself: no sign of it is read as a request, and all of it is ASCII."""
    plain = text.replace("\\", "\\e").replace("-", "\\-")
    plain = re.sub(r"(?m)^(?=[.'])", r"\\&", plain)
    return re.sub(r"[^\x00-\x7f]", lambda sign: f"\\[u{ord(sign[0]):04X}]", plain)
