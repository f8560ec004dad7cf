"""The originals not fetched yet, as a list to work through in the provider's webmail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.pec.dates import ROME
from pectui.services.proof.reports import kind_words
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pectui.models import Receipt, Sending
    from pectui.signed.receipts import Wanted


def check_list(missing: Iterable[tuple[Sending, Wanted]]) -> str:
    """Return the list: a line for each sending, below it one to tick for each original."""
    return "\n".join(line for sending, want in missing for line in _lines(sending, want))


def _lines(sending: Sending, want: Wanted) -> Iterator[str]:
    words = t("originals.of", proofs=want.proofs, total=want.total)
    yield f"{sending.code or '—'}  {clean_line(sending.subject, 120)}  ({words})"
    if sending.cleared_at is not None:
        yield f"    {t('originals.cleared')}"
    for receipt in want.missing:
        yield f"    [ ] {_moment(receipt)}  {kind_words(receipt)}{_whom(receipt)}"
        yield f"        {clean_line(receipt.subject, 160)}"


def _moment(receipt: Receipt) -> str:
    if receipt.date is None:
        return clean_line(receipt.date_text, 40) or "—"
    return f"{receipt.date.astimezone(ROME):%Y-%m-%d %H:%M}"


def _whom(receipt: Receipt) -> str:
    return f"  {clean_line(receipt.addressee, 80)}" if receipt.addressee else ""
