"""`pectui search`: searches the copy of the mailbox, without the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.cli import output
from pectui.cli.inbox import message_table
from pectui.cli.local import run_with_copy
from pectui.cli.parser import positive
from pectui.cli.views import message_view

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pectui.cli.parser import Parser
    from pectui.cli.views import Json
    from pectui.models import HeldMessage
    from pectui.search import Search
    from pectui.services.mailbox.opening import Copy

_FLAGS = {"--json", "--help"}
_WITH_VALUE = {"--limit", "--account"}


def add_arguments(parser: Parser) -> None:
    """Add the words and how many messages are printed."""
    parser.add_argument("words", metavar=t("cli.search.words"), nargs="*", help=t("cli.search.all"))
    parser.add_argument("--limit", metavar="N", type=positive, help=t("cli.search.limit"))


def arrange(argv: Sequence[str]) -> list[str]:
    """Return the options before the words: a word may begin with a minus, an option has two."""
    options: list[str] = []
    words: list[str] = []
    left = list(argv)
    while left:
        one = left.pop(0)
        if one == "--":
            words += left
            break
        if one in _WITH_VALUE:
            options += [one, *left[:1]]
            left = left[1:]
        elif one in _FLAGS or one.startswith("--"):
            options.append(one)
        else:
            words.append(one)
    return [*options, "--", *words]


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
            {"query": search.text, "total": total, "messages": [_view(row) for row in rows]}
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
    output.words(t("cli.search.first", count=len(rows), found=found) if more else found)


def _view(row: HeldMessage) -> Json:
    return message_view(row.envelope) | {
        "on_service": row.here,
        "unread": row.unread,
        "flagged": row.flagged,
        "tags": list(row.tags),
        "note": row.note,
    }
