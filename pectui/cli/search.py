"""`pectui search`: searches the copy of the mailbox, without the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t, thousands, tn
from pectui.cli import output
from pectui.cli.inbox import message_table
from pectui.cli.local import run_with_copy
from pectui.cli.parser import options_first, positive
from pectui.services.exporting.views import held_view

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pectui.cli.parser import Parser
    from pectui.models import HeldMessage
    from pectui.search import Search
    from pectui.services.mailbox.opening import Copy

_WITH_VALUE = {"--limit", "--account"}


def add_arguments(parser: Parser) -> None:
    """Add the words and how many messages are printed."""
    parser.add_argument("words", metavar=t("cli.search.words"), nargs="*", help=t("cli.search.all"))
    parser.add_argument("--limit", metavar="N", type=positive, help=t("cli.search.limit"))


def arrange(argv: Sequence[str]) -> list[str]:
    """Return the options before the words: a word may begin with a minus, an option has two."""
    return options_first(argv, with_value=_WITH_VALUE)


def run(arguments: argparse.Namespace) -> int:
    """Print what the copy has; neither a password nor the service is asked for."""
    from pectui.search import parse

    search = parse(" ".join(arguments.words))

    async def work(copy: Copy) -> None:
        rows = await copy.search(search)
        shown = list(rows if arguments.limit is None else rows[: arguments.limit])
        _tell(search, len(rows), shown, as_json=arguments.json)
        if not rows and not arguments.json:
            anything = rows if not search.text else await copy.search(parse(""))
            output.words(t("cli.search.nothing" if anything else "cli.search.empty"))
        # Only now has the person seen which number is which message.
        await copy.note_shown(shown)

    run_with_copy(arguments, work)
    return 0


def _tell(search: Search, total: int, rows: Sequence[HeldMessage], *, as_json: bool) -> None:
    if as_json:
        output.document(
            {"query": search.text, "total": total, "messages": [held_view(row) for row in rows]}
        )
        return
    if rows:
        output.data(message_table([row.envelope for row in rows]))
    for problem in search.problems:
        output.words(str(problem))
    if not total:
        return
    found = tn("cli.inbox.messages", total)
    more = total > len(rows)
    output.words(t("cli.search.first", count=thousands(len(rows)), found=found) if more else found)
