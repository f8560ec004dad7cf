"""`pectui dossier`: the proof of sendings, in a folder or a zip to hand over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.cli import output
from pectui.cli.local import run_locally
from pectui.cli.parser import sending_code
from pectui.errors import ArgumentInvalid

if TYPE_CHECKING:
    import argparse

    from pectui.cli.local import LocalData
    from pectui.cli.parser import Parser
    from pectui.services.proof.dossier.writing import Dossier

_TELL_EVERY = 100
"""Dossiers between two words about how far it is."""


def add_arguments(parser: Parser) -> None:
    """Add which sendings, and where."""
    parser.add_argument(
        "codes", metavar=t("cli.code"), nargs="*", type=sending_code, help=t("cli.dossier.codes")
    )
    parser.add_argument("--batch", metavar="ID", help=t("cli.dossier.batch"))
    parser.add_argument(
        "-o", "--output", metavar=t("cli.dossier.place"), required=True, help=t("cli.dossier.where")
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the dossiers from what is known here, without the service."""
    if bool(arguments.codes) is (arguments.batch is not None):
        raise ArgumentInvalid(t("cli.dossier.which"))
    path = Path(arguments.output)
    count = 0

    def written(_: Dossier) -> None:
        nonlocal count
        count += 1
        if count % _TELL_EVERY == 0:
            output.words(tn("cli.dossier.progress", count))

    async def work(local: LocalData) -> tuple[Dossier, ...]:
        from pectui.services.proof.dossier.material import Maker
        from pectui.services.proof.dossier.writing import write_batch_dossiers, write_dossiers

        maker = Maker(local.account, local.host)
        if arguments.batch is not None:
            batch = arguments.batch
            return await write_batch_dossiers(local.originals, batch, path, maker, written)
        return await write_dossiers(local.originals, arguments.codes, path, maker, written)

    dossiers = run_locally(arguments, work)
    return output.report(0, lambda: _tell(dossiers, path, as_json=arguments.json))


def _tell(dossiers: tuple[Dossier, ...], path: Path, *, as_json: bool) -> None:
    if as_json:
        rows = [
            {
                "code": one.code,
                "folder": one.folder,
                "originals": one.originals,
                "missing": one.missing,
            }
            for one in dossiers
        ]
        output.document({"path": str(path), "dossiers": rows})
        return
    for one in dossiers:
        output.prose(t("cli.dossier.line", code=one.code, originals=one.originals))
    output.words(tn("cli.dossier.done", len(dossiers), path=str(path)))
