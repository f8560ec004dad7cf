"""The headers above an open message, and remarks on it: what it is about and who wrote first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from pectui.catalogue import t
from pectui.models import Kind
from pectui.pec.addresses import display_sender, find_address, punycode_domain
from pectui.pec.kinds import strip_prefix
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.formats.times import full_date
from pectui.tui.widgets.signs import KIND_ICONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pectui.models import Envelope, HeldMessage

_COLOURS = {
    "good": "$text-success",
    "fair": "$text-success",
    "bad": "$text-error",
    "doubtful": "$text-warning",
    "letter": "$text-primary",
    "quiet": "$quiet",
}
_LABEL = 9
_LONG = 300
"""Characters of a header shown; the rest of a longer one says nothing a reader needs."""


class MessageHead(Static):
    """Shows an envelope; each remark is a line of its own below it."""

    DEFAULT_CSS = """
    MessageHead { width: 1fr; height: auto; max-height: 50%; padding: 0 1; background: $surface; }
    """

    def show_envelope(self, envelope: Envelope, remarks: Iterable[Content] = ()) -> None:
        """Show the headers of a message and what is to be remarked about it."""
        show.put(self, Content("\n").join([*_lines(envelope), *remarks]))


def added_lines(row: HeldMessage) -> list[Content]:
    """Return what a person added to a message, and that it is only here, line by line."""
    lines = []
    if row.note:
        lines.append(Content.assemble((f"✎ {t('reader.note')}: ", "$accent"), show.line(row.note)))
    if row.tags:
        tags = show.line(" ".join(row.tags))
        lines.append(Content.assemble((f"✎ {t('reader.tags')}: ", "$accent"), tags))
    if not row.here:
        lines.append(Content.styled(f"⌂ {t('reader.only-here')}", "$text-warning"))
    return lines


def _lines(envelope: Envelope) -> list[Content]:
    icon, colour = KIND_ICONS[envelope.kind]
    kind = Content.styled(f"{icon} {t(envelope.kind.key)}", f"bold {_COLOURS[colour]}")
    date = show.line(full_date(envelope.date, clean_line(envelope.date_text, 60)))
    # The kind has its line: what the provider put before the subject says nothing more.
    own = strip_prefix(envelope.subject, envelope.kind)
    subject = show.line(own, _LONG) if own.strip() else _none("reader.no-subject")
    lines = [
        subject.stylize("bold"),
        _labelled(t("reader.from"), _sender(envelope)),
        _labelled(t("reader.to"), _with_real_domain(envelope.recipient)),
        Content("  ").join([kind, date.stylize("$quiet")]),
    ]
    if envelope.kind is Kind.ANOMALY:
        lines.append(Content(f"! {t('reader.anomaly')}").stylize("$text-warning"))
    if envelope.code:
        lines.append(_labelled(t("reader.code"), show.line(envelope.code)))
    return lines


def _none(key: str) -> Content:
    return Content(t(key))


def _labelled(label: str, value: Content) -> Content:
    return Content("").join([Content.styled(f"{label:<{_LABEL}}", "$quiet"), value])


def _sender(envelope: Envelope) -> Content:
    if not envelope.sender.strip():
        return _none("reader.no-sender")
    if envelope.on_behalf_of is None or envelope.kind is Kind.ANOMALY:
        return _with_real_domain(display_sender(envelope.sender))
    behalf = clean_line(envelope.on_behalf_of, _LONG)
    if envelope.kind is not Kind.CERTIFIED:
        behalf = t("reader.on-behalf", address=behalf)
    address = find_address(envelope.sender.rpartition("<")[2]) if "<" in envelope.sender else ""
    shown = _with_real_domain(behalf, envelope.on_behalf_of)
    if not address or address == envelope.on_behalf_of:
        return shown
    through = t("reader.through", sender=clean_line(address, _LONG))
    return Content("  ").join([shown, Content(through).stylize("$quiet")])


def _with_real_domain(text: str, address: str | None = None) -> Content:
    """Return a text with an address, and its domain in ASCII where that is not plain."""
    real = punycode_domain(address or find_address(text))
    shown = show.line(text, _LONG)
    if real is None:
        return shown
    warning = t("reader.real-domain", domain=clean_line(real, _LONG))
    return Content("  ").join([shown, Content(warning).stylize("$text-warning")])
