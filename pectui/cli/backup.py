"""`pectui backup`: writes the user's data into one file, while the program runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn, use_language
from pectui.cli import output
from pectui.text import clean_line

if TYPE_CHECKING:
    import argparse

    from pectui.cli.parser import Parser


def add_arguments(parser: Parser) -> None:
    """Add the file, and that it may replace another."""
    parser.add_argument(
        "-o", "--output", metavar=t("cli.file"), required=True, help=t("cli.backup.output")
    )
    parser.add_argument("--force", action="store_true", help=t("cli.export.force"))


def run(arguments: argparse.Namespace) -> int:
    """Write the data of every account; no password is needed for it."""
    from pectui.services.clock import system_now
    from pectui.services.keeping.backup import write_backup
    from pectui.settings.loader import read_settings
    from pectui.system import logs

    options = read_settings(arguments.account).options
    use_language(options.language)
    logs.start_log(options.directories.state)
    path = Path(arguments.output)
    backup = write_backup(
        options.directories.data, options.config_file, path, system_now(), force=arguments.force
    )
    if arguments.json:
        document = {"file": str(path), "files": backup.files, "missing": list(backup.missing)}
        output.document({"backup": document})
        return 0
    output.words(tn("cli.backup.done", backup.files, file=clean_line(str(path), None)))
    if backup.missing:
        output.words(tn("cli.backup.missing", len(backup.missing)))
    return 0
