"""Knows the refused or cancelled letter that became a draft again, and that draft."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from pectui.domains import address_key
from pectui.errors import PectuiError
from pectui.models import State
from pectui.pec.addresses import split_addresses
from pectui.services.sending.drafts import CAME_KEY, LETTER_KEY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pectui.models import Draft, Sending
    from pectui.services.sending.drafts import Drafts
    from pectui.services.sending.outbox import Outbox

_LOG = logging.getLogger(__name__)


async def returned_draft(drafts: Drafts, sending: Sending) -> Draft | None:
    """Return the draft that `sending` came back as, taken up to be written on.

    None when it was sent on or deleted since.
    """
    found = [
        draft for draft in await drafts.all() if draft.meta.get(LETTER_KEY) == sending.letter_id
    ]
    if not found:
        return None
    wanted = _addressees(sending.recipients)
    holding = (one for one in found if wanted <= _with_whom(one))
    return await drafts.take_up(next(holding, found[0]))


async def dismiss_refused(outbox: Outbox, drafts: Drafts, draft: Draft) -> None:
    """Clear away the refused letter that `draft` came back from: it has been queued anew.

    It stays among the sendings. Who came back into another draft stays until that is sent. What
    fails is logged: the new letter leaves all the same.
    """
    letter_id = draft.meta.get(LETTER_KEY)
    if letter_id is None:
        return
    try:
        kept: set[str] = set()
        for other in await drafts.all():
            if other.id != draft.id and other.meta.get(LETTER_KEY) == letter_id:
                kept |= _with_whom(other)
        for one in await outbox.pending():
            if one.state is not State.REFUSED or one.letter_id != letter_id:
                continue
            if kept.isdisjoint(_addressees(one.recipients)):
                await outbox.dismiss(one.id)
    except PectuiError as error:
        _LOG.warning("a refused letter stays in the outbox: %s", error)


def _with_whom(draft: Draft) -> set[str]:
    """Return with whom a draft came back, whatever was made of its recipients since."""
    return _addressees(split_addresses(draft.meta.get(CAME_KEY) or draft.recipients))


def _addressees(addresses: Iterable[str]) -> set[str]:
    return set(map(address_key, addresses))
