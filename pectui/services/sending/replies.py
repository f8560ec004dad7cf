"""Letters that answer or carry on a message: whom they go to, their subject, the quotation."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.models import Draft
from pectui.pec.dates import format_full
from pectui.pec.letters import forward_subject, quoted, reply_subject
from pectui.pec.outgoing import fit_block, fit_line
from pectui.services.conversion import readable
from pectui.text import clean_line

if TYPE_CHECKING:
    from pectui.models import Body, Envelope, Message
    from pectui.settings.configuration import Account


async def reply_draft(message: Message, account: Account) -> Draft:
    """Return a draft that answers whoever wrote `message`, with its text quoted below."""
    envelope = message.envelope
    intro = t("answering.wrote", date=_date(envelope), sender=_sender(envelope))
    return Draft(
        id=uuid.uuid4().hex,
        account=account.name,
        # A text without an address, or a provider's machine, is nobody an answer could reach.
        recipients=clean_line(envelope.on_behalf_of or envelope.sender_address),
        subject=reply_subject(envelope.subject),
        body=f"\n\n{quoted(await _readable(message.body), intro)}\n",
    )


async def forward_draft(message: Message, account: Account) -> Draft:
    """Return a draft that carries the text of `message` on; the service gives no attachments."""
    envelope = message.envelope
    heading = "\n".join(
        (
            f"---------- {t('answering.forwarded')} ----------",
            t("answering.from", sender=_sender(envelope)),
            t("answering.date", date=_date(envelope)),
            t("answering.subject", subject=fit_line(envelope.subject).text),
        )
    )
    return Draft(
        id=uuid.uuid4().hex,
        account=account.name,
        subject=forward_subject(envelope.subject),
        body=f"\n\n{heading}\n\n{await _readable(message.body)}\n",
    )


async def _readable(body: Body) -> str:
    """Return a body as text that may leave in a letter."""
    return fit_block((await readable(body)).text).text


def _sender(envelope: Envelope) -> str:
    return clean_line(envelope.on_behalf_of or envelope.sender_address or envelope.sender)


def _date(envelope: Envelope) -> str:
    if envelope.date is None:
        return clean_line(envelope.date_text, 60)
    return format_full(envelope.date)
