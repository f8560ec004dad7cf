"""`pectui restore`: brings a backup of the user's data to this machine, never over others."""

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
    """Add the file."""
    parser.add_argument("file", metavar=t("cli.file"), help=t("cli.restore.file"))


def run(arguments: argparse.Namespace) -> int:
    """Bring the data back; neither an account nor a password is needed for it."""
    from pectui.cli.runner import run_async
    from pectui.services.keeping.restore import restore
    from pectui.settings.loader import read_settings
    from pectui.system import logs

    options = read_settings(arguments.account).options
    use_language(options.language)
    logs.start_log(options.directories.state)
    path = Path(arguments.file)
    restored = run_async(restore(path, options.directories.data, options.config_file))
    settings = str(restored.settings) if restored.settings else None
    if arguments.json:
        document = {
            "file": str(path),
            "sendings": restored.sendings,
            "held": restored.held,
            "settings": settings,
        }
        output.document({"restored": document})
        return 0
    output.words(tn("cli.restore.done", restored.sendings))
    if restored.held:
        output.words(tn("cli.restore.held", restored.held))
    if settings:
        output.words(t("cli.restore.settings", path=clean_line(settings, None)))
    return 0
