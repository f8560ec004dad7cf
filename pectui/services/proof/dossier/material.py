"""What is known of a sending here, with every text made readable: what a dossier is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import NotFound
from pectui.models import Body
from pectui.pec.bodies import looks_like_html
from pectui.pec.dates import ROME
from pectui.services.conversion import readable
from pectui.services.proof.dossier.folder import LONGEST_NAME, safe_name
from pectui.signed.receipts import Wanted, wanted

if TYPE_CHECKING:
    from pectui.models import Original, Receipt, Sending
    from pectui.services.proof.originals import Originals
    from pectui.store.data import Tables

    Read = tuple[Receipt, str]


@dataclass(frozen=True, slots=True)
class Maker:
    """Whose dossier it is."""

    account: str
    """The user of the service. Foreign text."""
    host: str
    """Of the service."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a dossier is made of. Texts are clean, everything else is as it came."""

    maker: Maker
    sending: Sending
    sender: str
    """The address it was sent from; "" where it was sent elsewhere."""
    text: str
    """The letter as it is read; "" where it was sent elsewhere."""
    receipts: tuple[Read, ...]
    """Oldest first, each with its text as it is read."""
    originals: tuple[tuple[Original, bytes | None], ...]
    """Oldest first; None where the file is missing or was changed."""

    @property
    def wanted(self) -> Wanted:
        """Which originals there are to have, and which are here."""
        return wanted(self.sending)

    @property
    def originals_count(self) -> str:
        """How many originals prove, of how many there are to have."""
        return f"{self.wanted.proofs}/{self.wanted.total}"


async def material_of(originals: Originals, code: str, maker: Maker) -> Material:
    """Gather what is known of the sending with a code. Raises NotFound."""
    books = originals.books

    def work(tables: Tables) -> tuple[Sending, str]:
        record = tables.sendings.by_code(code)
        if record is None:
            raise NotFound(t("dossier.unknown-code", code=code))
        return books.load(tables, record), record.letter.sender

    sending, sender = await books.data.read(work)
    receipts = sorted(sending.receipts, key=_order)
    return Material(
        maker,
        sending,
        sender,
        await _read(sending.body_html, html=True),
        tuple([(one, await _read(one.body, html=looks_like_html(one.body))) for one in receipts]),
        tuple([(one, await _content(originals, one)) for one in _sorted(sending.originals)]),
    )


def folder_name(sending: Sending) -> str:
    """Return the name of the folder of a dossier: day, subject, code; safe, at most 120 bytes."""
    day = f"{(sending.sent_at or sending.queued_at).astimezone(ROME):%Y-%m-%d} "
    end = f" - {safe_name(sending.code or sending.id, '0', 40)}"
    left = LONGEST_NAME - len(day) - len(end)
    return day + safe_name(sending.subject, t("dossier.no-subject"), left) + end


def _order(receipt: Receipt) -> tuple[float, str, str, str]:
    moment = receipt.date.timestamp() if receipt.date else 0.0
    return moment, receipt.kind.value, receipt.addressee or "", receipt.subject


def _sorted(originals: tuple[Original, ...]) -> list[Original]:
    # Of two within one second, what comes first in life comes first in the alphabet, too.
    return sorted(
        originals, key=lambda one: (one.data.date.timestamp(), one.data.kind.value, one.sha256)
    )


async def _read(text: str, *, html: bool) -> str:
    return (await readable(Body(text, text, html=html))).clean if text else ""


async def _content(originals: Originals, original: Original) -> bytes | None:
    try:
        return await originals.content(original)
    except NotFound:
        return None
