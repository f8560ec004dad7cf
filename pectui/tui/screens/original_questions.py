"""What is asked before an original is taken out again, or one that was refused is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from pectui.catalogue import t
from pectui.tui.screens.dialogs.simple import Question, ask
from pectui.tui.screens.original_words import detail_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from pectui.services.proof.originals import Taken
    from pectui.tui.screens.framed import FramedScreen


def ask_to_remove(view: FramedScreen, one: Taken, then: Callable[[], object]) -> None:
    """Ask whether an original is to be taken out again; go on where the person agrees."""
    question = Question(
        t("originals.remove.title"),
        _lines(one, t("originals.remove.detail")),
        yes=t("originals.remove.yes"),
        no=t("originals.remove.no"),
        dangerous=True,
    )
    ask(view, question, then)


def ask_to_keep(view: FramedScreen, one: Taken, then: Callable[[], object]) -> None:
    """Ask whether a file that was refused is to be kept; go on where the person insists."""
    question = Question(
        t("originals.anyway.title"),
        _lines(one, t("originals.anyway.detail")),
        yes=t("originals.anyway.yes"),
        no=t("originals.anyway.no"),
        dangerous=True,
    )
    ask(view, question, then)


def _lines(one: Taken, words: str) -> list[Content]:
    return [*detail_lines(one), Content(""), Content(words)]
