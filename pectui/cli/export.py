"""`pectui export`: writes messages of the copy to a file, or what is new to an archive."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pectui.catalogue import t, tn
from pectui.cli import output
from pectui.cli.parser import options_first
from pectui.errors import ArgumentInvalid
from pectui.text import clean_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from pectui.cli.parser import Parser
    from pectui.services.exporting.formats import Format
    from pectui.services.exporting.messages import Reading, Reads
    from pectui.services.mailbox.opening import Copy

T = TypeVar("T")

_WITH_VALUE = {"-o", "--output", "--format", "--account", "-A"}
_STDOUT = "-"


def add_arguments(parser: Parser) -> None:
    """Add the words, where it is written, and in which format."""
    parser.add_argument("words", metavar=t("cli.search.words"), nargs="*", help=t("cli.export.all"))
    parser.add_argument(
        "-o", "--output", metavar=t("cli.export.file"), required=True, help=t("cli.export.output")
    )
    parser.add_argument("--format", metavar=t("cli.export.format"), help=t("cli.export.formats"))
    parser.add_argument("--force", action="store_true", help=t("cli.export.force"))
    parser.add_argument("--since-last", action="store_true", help=t("cli.export.since-last"))


def arrange(argv: Sequence[str]) -> list[str]:
    """Return the options before the words, as `pectui search` takes them."""
    return options_first(argv, with_value=_WITH_VALUE)


def run(arguments: argparse.Namespace) -> int:
    """Write what is asked for; of an archive, with the code of what kept texts from being read."""
    if arguments.since_last:
        return _archive(arguments)
    wanted = _format(arguments)
    if arguments.output != _STDOUT:
        from pectui.system.whole_files import check_free

        check_free(Path(arguments.output), force=arguments.force)

    from pectui.search import parse
    from pectui.services.exporting.files import check_count, export, export_file
    from pectui.services.exporting.formats import Writer

    search = parse(" ".join(arguments.words))

    async def work(copy: Copy, reading: Reading) -> int:
        for problem in search.problems:
            output.words(str(problem))
        rows = await copy.search(search)
        check_count(wanted, len(rows))
        writer = Writer(wanted, search.text, len(rows))
        if arguments.output == _STDOUT:
            return await export(reading, rows, writer, output.octets)
        path = Path(arguments.output)
        return await export_file(reading, rows, writer, path, force=arguments.force)

    count, reading = _run(arguments, work)
    if arguments.json:
        document = {"exported": count, "file": arguments.output, "missing": reading.missing}
        output.document(document)
    elif arguments.output != _STDOUT:
        file = clean_line(arguments.output, None)
        output.words(tn("exporting.done", count, file=file))
    return 0


def _format(arguments: argparse.Namespace) -> Format:
    """Return the format that is asked for. Raises ArgumentInvalid."""
    from pectui.services.exporting.formats import NAMES, Format, format_of

    if arguments.output == _STDOUT and arguments.json:
        raise ArgumentInvalid(t("cli.export.stdout-json"))
    if arguments.format is not None:
        if arguments.format not in NAMES:
            raise ArgumentInvalid(t("cli.export.unknown-format", formats=", ".join(NAMES)))
        return Format(arguments.format)
    if arguments.output == _STDOUT:
        raise ArgumentInvalid(t("cli.export.stdout-format", formats=", ".join(NAMES)))
    return format_of(Path(arguments.output))


def _archive(arguments: argparse.Namespace) -> int:
    """Write what is new into a folder of today."""
    from pectui.services.exporting.archive import archive

    if arguments.words or arguments.force or arguments.format or arguments.output == _STDOUT:
        raise ArgumentInvalid(t("cli.export.since-last-alone"))
    folder = Path(arguments.output).absolute()
    made, reading = _run(arguments, lambda copy, reading: archive(copy, reading, folder))
    place = str(made.place) if made.place else None
    if arguments.json:
        output.document({"exported": made.count, "file": place, "left": made.left})
    elif place is None:
        output.words(t("cli.export.nothing-new"))
    else:
        output.words(tn("exporting.done", made.count, file=clean_line(place, None)))
    if made.left:
        output.words(tn("cli.export.left", made.left))
    return reading.refusal.exit_code if reading.refusal and made.left else 0


def _run(
    arguments: argparse.Namespace, work: Callable[[Copy, Reading], Awaitable[T]]
) -> tuple[T, Reading]:
    """Run `work` on the copy; return its result, and what became of the reading."""
    from pectui.cli.local import run_with_copy
    from pectui.services.exporting.messages import Reading

    async def main(copy: Copy) -> tuple[T, Reading]:
        reading = Reading(copy.mailbox, lambda: _service(arguments))
        try:
            result = await work(copy, reading)
        finally:
            await reading.aclose()
        if reading.missing and not arguments.since_last:
            output.words(tn("exporting.missing", reading.missing))
        if reading.refusal:
            output.words(str(reading.refusal))
        return result, reading

    return run_with_copy(arguments, main)


@contextlib.asynccontextmanager
async def _service(arguments: argparse.Namespace) -> AsyncIterator[Reads]:
    """Open what reads from the service: only where a text is not here are secrets asked for."""
    from pectui.cli.runner import account_of
    from pectui.services.mailbox.opening import open_local_services
    from pectui.services.session import open_session
    from pectui.settings.loader import read_configuration

    configuration = read_configuration(arguments.account)
    async with (
        open_session(account_of(configuration), configuration.options) as session,
        open_local_services(session, look_seconds=0) as services,
    ):
        yield services
