"""Messages and sendings as the JSON of the outside contract; texts are as they came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.pec.dates import format_iso
from pectui.pec.life import untold_deliveries
from pectui.pec.moments import moments_of

if TYPE_CHECKING:
    from datetime import datetime

    from pectui.models import Envelope, Sending

Json = dict[str, object]


def iso(moment: datetime | None) -> str | None:
    """Return a moment as ISO 8601 with its offset, or None."""
    return format_iso(moment) if moment else None


def message_view(envelope: Envelope) -> Json:
    """Return one row of the mailbox; with `date_text` where its date cannot be read."""
    view: Json = {
        "id": envelope.id,
        "kind": envelope.kind.value,
        "sender": envelope.sender,
        "on_behalf_of": envelope.on_behalf_of,
        "recipient": envelope.recipient,
        "date": iso(envelope.date),
        "subject": envelope.subject,
        "code": envelope.code,
    }
    if envelope.date is None:
        view["date_text"] = envelope.date_text
    if envelope.id is None:
        view["id_text"] = envelope.id_text
    return view


def sending_view(sending: Sending) -> Json:
    """Return how one sending stands, with its recipients and receipts."""
    return {
        "id": sending.id,
        "code": sending.code,
        "subject": sending.subject,
        "sent_at": iso(sending.sent_at),
        "state": sending.state.value,
        "reason": sending.reason,
        "leaves_at": iso(sending.leave_at),
        "deliver_by": iso(sending.deliver_by),
        **_waiting(sending),
        "untold_deliveries": untold_deliveries(sending.recipients, sending.receipts),
        "recipients": _recipients(sending),
        "receipts": [
            {
                "kind": receipt.kind.value,
                "date": iso(receipt.date),
                "sender": receipt.sender,
                "subject": receipt.subject,
                "addressee": receipt.addressee,
                "understood": receipt.kind.is_receipt,
            }
            | ({} if receipt.date else {"date_text": receipt.date_text})
            for receipt in sending.receipts
        ],
        "originals": _originals(sending),
    }


def _originals(sending: Sending) -> Json:
    """Return how many signed originals prove, and of how many there are to have."""
    from pectui.signed.receipts import wanted

    want = wanted(sending)
    return {"proofs": want.proofs, "of": want.total}


def _waiting(sending: Sending) -> Json:
    """Return what a sending waits for and since when, and whether it needs a look."""
    from pectui.pec.waiting import needs_look, standing
    from pectui.services.clock import system_now

    now = system_now()
    how = standing(sending, now)
    return {
        "waits_for": how.awaited.value if how.awaited else None,
        "waits_since": iso(how.since),
        "needs_look": needs_look(sending, now),
    }


def _recipients(sending: Sending) -> list[Json]:
    from pectui.services.proof.deadlines import in_time

    known = sending.recipient_states
    if not known:
        unknown = {"at": None, "late": False}
        unknown |= dict.fromkeys(("accepted_at", "delivered_at", "effective_at", "in_time"))
        return [
            {"address": address, "state": sending.state.value, **unknown}
            for address in sending.recipients
        ]
    return [
        {
            "address": one.address,
            "state": one.state.value,
            "at": iso(one.at),
            "late": one.late,
            "accepted_at": iso(moments.accepted),
            "delivered_at": iso(moments.delivered),
            "effective_at": iso(moments.effective),
            "in_time": in_time(moments, sending.deliver_by),
        }
        for one, moments in zip(known, moments_of(sending), strict=True)
    ]
