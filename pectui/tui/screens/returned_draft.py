"""Finds the draft that a refused or cancelled letter became again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.services.sending.drafts import LETTER_KEY

if TYPE_CHECKING:
    from pectui.models import Draft, Sending
    from pectui.services.sending.drafts import Drafts


async def returned_draft(drafts: Drafts, sending: Sending) -> Draft | None:
    """Return the draft that `sending` came back as; None when it was sent on or deleted since."""
    for draft in await drafts.all():
        if draft.meta.get(LETTER_KEY) == sending.letter_id:
            return draft
    return None
