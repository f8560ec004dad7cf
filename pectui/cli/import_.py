"""`pectui import`: takes the provider's signed originals in, checks them and binds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import apart, t, tn
from pectui.cli import output
from pectui.cli.local import run_with_originals
from pectui.cli.views import local
from pectui.errors import RequestRejected
from pectui.signed.words import judgement_words
from pectui.text import clean_line

if TYPE_CHECKING:
    import argparse

    from pectui.cli.parser import Parser
    from pectui.services.documents import Json
    from pectui.services.proof.originals import Originals, Taken

_TELL_EVERY = 500
"""Files between two words about how far it is."""


def add_arguments(parser: Parser) -> None:
    """Add the files, and that those refused are to be kept."""
    parser.add_argument("files", metavar=t("cli.files"), nargs="+", help=t("cli.import.files"))
    parser.add_argument("--anyway", action="store_true", help=t("cli.import.anyway"))


@dataclass(slots=True)
class _Told:
    """What is to be told at the end: the files for a person or as JSON, and how many there were."""

    as_json: bool
    files: list[Json | str] = field(default_factory=list)
    new: int = 0
    held: int = 0
    refused: int = 0

    def add(self, taken: Taken) -> None:
        """Note what became of one file."""
        self.files.append(taken_view(taken) if self.as_json else taken_words(taken))
        self.new += taken.is_new
        self.refused += taken.original is None
        self.held += taken.original is not None and not taken.is_new
        if len(self.files) % _TELL_EVERY == 0:
            output.words(tn("cli.import.progress", len(self.files)))

    def tell(self) -> None:
        """Print it."""
        if self.as_json:
            output.document({"originals": self.files})
            return
        for file in self.files:
            output.data(str(file))
        output.words(
            t("cli.import.done", **apart(new=self.new, held=self.held, refused=self.refused))
        )


def run(arguments: argparse.Namespace) -> int:
    """Take the files in; 5 when any was refused."""
    from pectui.services.proof.checks import can_check

    told = _Told(arguments.json)

    async def work(originals: Originals) -> None:
        paths = [Path(file) for file in arguments.files]
        async for taken in originals.take_in(paths, anyway=arguments.anyway):
            told.add(taken)

    run_with_originals(arguments, work)
    if not can_check():
        output.words(t("cli.import.not-checked"))
    return output.report(RequestRejected.exit_code if told.refused else 0, told.tell)


def taken_view(taken: Taken) -> Json:
    """Return the JSON of one file."""
    data, judgement, original = taken.data, taken.judgement, taken.original
    return {
        "file": taken.file,
        "id": original.number if original else None,
        "new": taken.is_new,
        "sending": taken.sending,
        "code": data.code if data else None,
        "kind": data.kind.value if data else None,
        "sender": data.sender if data else None,
        "recipient": data.recipient if data else None,
        "intact": judgement.intact,
        "signer": judgement.signer,
        "trusted": judgement.trusted,
        "valid_then": judgement.valid_then,
        "problem": taken.problem,
    }


def taken_words(taken: Taken) -> str:
    """Return one file for a person: what it is, and how it was judged, line by line."""
    lines = [clean_line(taken.file, None)]
    if data := taken.data:
        whom = f"  {clean_line(data.sender)}"
        whom += f" → {clean_line(data.recipient)}" if data.recipient else ""
        kind = t(data.kind.key)
        lines.append(f"  {kind}  {data.code or '—'}  {local(data.date)}{whom}")
        lines.append(f"  {clean_line(data.subject, 120)}")
        lines.append(f"  {judgement_words(taken.judgement)}")
    if taken.problem:
        key = "cli.import.refused" if taken.original is None else "cli.import.no-proof"
        lines.append(f"  {t(key, reason=taken.problem)}")
    elif taken.original is not None and data and data.kind.is_receipt and taken.sending is None:
        lines.append(f"  {t('cli.import.unbound')}")
    return "\n".join(lines)
