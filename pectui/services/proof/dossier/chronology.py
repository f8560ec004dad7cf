"""What happened to a sending, in order: the moment, by whose word, and what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.pec.dates import format_iso
from pectui.pec.moments import moments_of
from pectui.services.proof.reports import kind_words
from pectui.signed.receipts import wanted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pectui.models import Receipt, Sending
    from pectui.services.proof.dossier.folder import DossierFolder

_FILE = "04-cronologia.csv"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a sending."""

    moment: datetime | None
    source: str
    what: str
    moment_text: str = ""
    """As it came, where it cannot be read. Foreign text."""

    @property
    def time(self) -> str:
        """The moment with its offset."""
        return format_iso(self.moment) if self.moment else self.moment_text


def write_chronology(folder: DossierFolder, sending: Sending) -> None:
    """Write it as a table; blocks, raises FileUnwritable."""
    header = (t("dossier.time"), t("dossier.by"), t("dossier.event"))
    rows = [(one.time, one.source, one.what) for one in events_of(sending)]
    folder.add_table(_FILE, header, rows)


def events_of(sending: Sending) -> list[Event]:
    """Return what happened, oldest first; what has no moment that can be read comes first.

    Providers tell seconds: what lies within one stands in the order in which such things happen.
    """
    return sorted(
        _events(sending), key=lambda one: int(one.moment.timestamp()) if one.moment else 0
    )


def _events(sending: Sending) -> Iterator[Event]:
    here = t("dossier.by.pectui")
    if sending.sent_at != sending.queued_at:
        yield Event(sending.queued_at, here, t("dossier.event.queued"))
    if sending.sent_at is not None:
        what = t("dossier.event.sent", code=sending.code or "—")
        yield Event(sending.sent_at, t("dossier.by.service"), what)
    want = wanted(sending)
    proven = {id(receipt) for receipt, one in want.pairs if one and one.judgement.is_proof}
    for receipt in sorted(sending.receipts, key=lambda one: (one.kind.value, one.addressee or "")):
        by = t("dossier.by.original" if id(receipt) in proven else "dossier.by.receipt")
        yield Event(receipt.date, by, _receipt_words(receipt), receipt.date_text)
    for moments in moments_of(sending):
        if moments.effective is not None:
            what = t("dossier.event.effective", address=moments.address)
            yield Event(moments.effective, t("dossier.by.rule"), what)
    for original in sending.originals:
        what = t("dossier.event.original", kind=t(original.data.kind.key))
        yield Event(original.taken_at, here, what)
    if sending.cleared_at is not None:
        yield Event(sending.cleared_at, here, t("dossier.event.cleared"))


def _receipt_words(receipt: Receipt) -> str:
    whom = f" · {receipt.addressee}" if receipt.addressee else ""
    return f"{kind_words(receipt)}{whom}"
