"""`pectui originals`: the signed originals kept here, and those not fetched yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.cli import output
from pectui.cli.import_ import taken_view, taken_words
from pectui.cli.local import run_with_originals
from pectui.cli.parser import positive
from pectui.cli.views import iso
from pectui.errors import ArgumentInvalid

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pectui.cli.parser import Parser
    from pectui.models import Original, Sending
    from pectui.services.documents import Json
    from pectui.services.proof.originals import Originals, Taken
    from pectui.signed.receipts import Wanted

    Missing = Sequence[tuple[Sending, Wanted]]


def add_arguments(parser: Parser) -> None:
    """Add what is wanted instead of the list."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--missing", action="store_true", help=t("cli.originals.missing"))
    group.add_argument("--check", action="store_true", help=t("cli.originals.check"))
    group.add_argument(
        "--remove", metavar="ID", type=positive, nargs="+", help=t("cli.originals.remove")
    )
    parser.add_argument("-o", "--output", metavar=t("cli.file"), help=t("cli.originals.output"))


def run(arguments: argparse.Namespace) -> int:
    """Print the list that was asked for, or take originals out."""
    if arguments.output is not None and not arguments.missing:
        raise ArgumentInvalid(t("cli.originals.output-of-missing"))
    if arguments.missing:
        return _missing(arguments)
    if arguments.remove:
        return _remove(arguments)

    async def work(originals: Originals) -> tuple[Taken, ...]:
        return await (originals.check_again() if arguments.check else originals.bound())

    everything = run_with_originals(arguments, work)
    if arguments.json:
        output.document({"originals": [taken_view(taken) for taken in everything]})
        return 0
    for taken in everything:
        assert taken.original is not None
        output.prose(f"{taken.original.number}  {taken_words(taken)}")
    output.words(tn("cli.originals.count", len(everything)))
    return 0


def _missing(arguments: argparse.Namespace) -> int:
    from pectui.services.proof.check_lists import check_list

    async def work(originals: Originals) -> Missing:
        return await originals.missing()

    missing = run_with_originals(arguments, work)
    if arguments.output is not None:
        from pectui.system.whole_files import write_new

        write_new(Path(arguments.output), (check_list(missing) + "\n").encode())
    if arguments.json:
        output.document({"missing": [_missing_view(one, want) for one, want in missing]})
    elif missing and arguments.output is None:
        output.prose(check_list(missing))
    output.words(tn("cli.originals.lacking", sum(len(want.missing) for _, want in missing)))
    return 0


def _missing_view(sending: Sending, want: Wanted) -> Json:
    return {
        "sending": sending.id,
        "code": sending.code,
        "subject": sending.subject,
        "sent_at": iso(sending.sent_at),
        "in_mailbox": sending.cleared_at is None,
        "originals": {"proofs": want.proofs, "of": want.total},
        "missing": [
            {"kind": one.kind.value, "date": iso(one.date), "recipient": one.addressee}
            for one in want.missing
        ],
    }


def _remove(arguments: argparse.Namespace) -> int:
    async def work(originals: Originals) -> tuple[Original, ...]:
        return tuple([await originals.remove(number) for number in arguments.remove])

    removed = run_with_originals(arguments, work)

    def tell() -> None:
        if arguments.json:
            output.document({"removed": [one.number for one in removed]})
            return
        for one in removed:
            output.data(t("cli.originals.removed", id=one.number))

    return output.report(0, tell)
