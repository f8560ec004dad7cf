"""Knows the refused or cancelled letter that became a draft again, and that draft."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from pectui.errors import PectuiError
from pectui.models import State
from pectui.services.sending.drafts import LETTER_KEY

if TYPE_CHECKING:
    from pectui.models import Draft, Sending
    from pectui.services.sending.drafts import Drafts
    from pectui.services.sending.outbox import Outbox

_LOG = logging.getLogger(__name__)


async def returned_draft(drafts: Drafts, sending: Sending) -> Draft | None:
    """Return the draft that `sending` came back as; None when it was sent on or deleted since."""
    for draft in await drafts.all():
        if draft.meta.get(LETTER_KEY) == sending.letter_id:
            return draft
    return None


async def dismiss_refused(outbox: Outbox, draft: Draft) -> None:
    """Clear away the refused letter that `draft` came back from: it has been queued anew.

    It stays among the sendings. What fails is logged: the new letter leaves all the same.
    """
    letter_id = draft.meta.get(LETTER_KEY)
    if letter_id is None:
        return
    try:
        for one in await outbox.pending():
            if one.state is State.REFUSED and one.letter_id == letter_id:
                await outbox.dismiss(one.id)
    except PectuiError as error:
        _LOG.warning("a refused letter stays in the outbox: %s", error)
