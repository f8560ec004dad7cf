"""A message as text to read: headers, its words made readable, and what this copy is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.models import Kind
from pectui.pec.codes import without_code
from pectui.pec.dates import ROME, format_full
from pectui.pec.kinds import strip_prefix
from pectui.text import clean_file_name, clean_line

if TYPE_CHECKING:
    from pectui.models import Envelope

_RULE = "─" * 72
_STEM_BYTES = 116


def proposed_stem(envelope: Envelope) -> str:
    """Return a safe file name, without a suffix, made of date and subject.

    The subject of a letter is the one its sender wrote; that of a receipt says which receipt it is.
    """
    date = f"{envelope.date.astimezone(ROME):%Y-%m-%d %H.%M} " if envelope.date else ""
    written = envelope.kind is Kind.CERTIFIED
    subject = strip_prefix(envelope.subject, envelope.kind) if written else envelope.subject
    subject = clean_line(without_code(subject), 80)
    kind = t(envelope.kind.key)
    return clean_file_name(date + (subject or kind), kind, _STEM_BYTES)


def copy_of(envelope: Envelope, words: str, notes: list[str]) -> str:
    """Return the text of a message whose words are readable and clean already."""
    date = format_full(envelope.date) if envelope.date else clean_line(envelope.date_text, 60)
    headers = [
        (t("reader.date"), date or "—"),
        (t("reader.from"), clean_line(envelope.sender)),
        (t("reader.to"), clean_line(envelope.recipient)),
        (t("reader.subject"), clean_line(envelope.subject)),
        (t("reader.code"), envelope.code or ""),
    ]
    lines = [f"{label}: {value}" for label, value in headers if value]
    marked = [f"[{note}]\n" for note in notes]
    return "\n".join(
        [*lines, "", *marked, words.rstrip("\n"), "", _RULE, t("reader.saved-note"), ""]
    )
