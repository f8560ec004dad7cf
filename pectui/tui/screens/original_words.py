"""One file taken in as an original, told in a few lines: what it is and what it proves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from pectui.catalogue import t
from pectui.signed.words import judgement_words
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.formats.times import full_date
from pectui.tui.widgets.list.taken_list import verdict, verdict_colour

if TYPE_CHECKING:
    from pectui.services.proof.originals import Taken


def detail_lines(one: Taken) -> list[Content]:
    """Return the lines of one file, its verdict first; clean."""
    icon, _, word = verdict(one)
    lines = [
        Content.assemble(
            (f"{icon} {word}", f"bold {verdict_colour(one)}"), "  ", show.line(one.file, 200)
        )
    ]
    if data := one.data:
        # Who wrote the letter is part of what is proven: another's letter may name this code.
        whom = f" · {clean_line(data.sender, 120)}"
        whom += f" → {clean_line(data.recipient, 120)}" if data.recipient else ""
        lines += [
            Content(f"{t(data.kind.key)} · {full_date(data.date)}{whom}"),
            show.line(data.subject, 200),
            Content.styled(judgement_words(one.judgement), "$quiet"),
        ]
    if one.problem:
        key = "originals.refused" if one.original is None else "originals.no-proof"
        lines.append(Content.styled(t(key, reason=one.problem), "$text-warning"))
    elif one.sending is not None and data and data.code:
        lines.append(Content.styled(t("originals.bound", code=data.code), "$quiet"))
    elif one.original is not None and data and data.kind.is_receipt:
        lines.append(Content.styled(t("originals.unbound"), "$text-warning"))
    return lines
