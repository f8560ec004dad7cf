"""A guided clean-up: what the receipts of closed sendings weigh, and deleting those chosen.

Only `DELETE /send/{code}` is ever asked, for one sending after the other, each by the careful way
of `Tracking.delete_receipts`: a whole reading copy is held here first, or it is left alone.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.errors import PectuiError, ServiceRefuses, SettingsError, Unreachable
from pectui.pec.weights import MB, receipts_bytes
from pectui.signed.receipts import wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from pectui.models import Sending
    from pectui.services.quota import Fullness, Quotas
    from pectui.services.receipts.tracking import Tracking

_LOG = logging.getLogger(__name__)

DEFAULT_AGE_DAYS = 30
AGES_DAYS = (0, 7, 30, 90, 180, 365)
"""Ages a person may choose from."""
_ENDS = (ServiceRefuses, Unreachable, SettingsError)
"""After one of these the next sending would fare no better."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sending with an estimate of what its receipts take in the mailbox."""

    sending: Sending
    size: int
    """Bytes, an estimate."""

    @property
    def lost_proofs(self) -> int:
        """How many signed originals go with them: those not here, or here and no proof."""
        want = wanted(self.sending)
        return want.total - want.proofs

    @property
    def mb(self) -> float:
        """The estimate in megabytes, as the quota counts them."""
        return self.size / MB

    @property
    def files_unknown(self) -> bool:
        """Whether it was sent elsewhere: then the estimate is the least its receipts take."""
        return not self.sending.body_html and not self.sending.attachments


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a clean-up has come."""

    done: int
    everything: int


@dataclass(frozen=True, slots=True)
class CleanUp:
    """What became of the sendings that were chosen."""

    cleared: tuple[Sending, ...]
    spared: tuple[tuple[Sending, PectuiError], ...]
    """Those that were not deleted, or not certainly, with the reason."""
    left: tuple[Sending, ...]
    """Those not begun with, after a cancel or an error that ends it."""
    after: Fullness | None
    """The quota asked afterwards; None where it could not be."""
    gained_mb: float | None
    """What was gained by it; None where that is not known."""


def weigh(sendings: Iterable[Sending]) -> tuple[Weighed, ...]:
    """Return the sendings whose receipts take room in the mailbox, the heaviest first.

    Before them those of which all signed originals are here and verified: nothing is lost.
    """
    weighed = [Weighed(one, receipts_bytes(one)) for one in sendings if one.code]
    return tuple(sorted((one for one in weighed if one.size), key=_order))


def _order(weighed: Weighed) -> tuple[bool, int]:
    return weighed.lost_proofs > 0, -weighed.size


def loss_words(weighed: Sequence[Weighed]) -> str:
    """Return what is lost for good with the receipts of `weighed`, in a sentence or two."""
    lacking = [one for one in weighed if one.lost_proofs]
    if not lacking:
        return t("cleanup.nothing-lost")
    lost = sum(one.lost_proofs for one in lacking)
    return tn("cleanup.lost", lost, sendings=len(lacking), of=len(weighed))


def closed(weighed: Iterable[Weighed], now: datetime, days: int) -> tuple[Weighed, ...]:
    """Return those whose matter is closed for every recipient, sent at least `days` ago."""
    limit = now - timedelta(days=days)
    return tuple(one for one in weighed if _is_closed(one.sending, limit))


def _is_closed(sending: Sending, limit: datetime) -> bool:
    states = sending.recipient_states
    return (
        bool(states)
        and all(one.state.is_final for one in states)
        and sending.sent_at is not None
        and sending.sent_at <= limit
    )


class Cleaner:
    """Deletes the receipts of chosen sendings, one sending after the other."""

    def __init__(self, tracking: Tracking, quotas: Quotas, *, pause: float = 0.2) -> None:
        self._tracking = tracking
        self._quotas = quotas
        self._pause = pause
        """Seconds between two sendings."""

    async def run(
        self,
        chosen: Sequence[Sending],
        progress: Callable[[Progress], None] = lambda _: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> CleanUp:
        """Delete the receipts of `chosen`; `stop` is asked before each.

        Raises what asking for the quota raises, before anything is deleted. An error with one
        sending is noted and the next one begun, but not after a refusal of the account, without a
        connection or with a database that cannot be written.
        """
        before = await self._quotas.ask()
        cleared: list[Sending] = []
        spared: list[tuple[Sending, PectuiError]] = []
        begun = 0
        for sending in chosen:
            progress(Progress(begun, len(chosen)))
            if stop():
                break
            begun += 1
            try:
                assert sending.code is not None
                cleared.append(await self._tracking.delete_receipts(sending.code, careful=True))
            except PectuiError as error:
                _LOG.info("the receipts of a sending were not deleted: %s", error.kind)
                spared.append((sending, error))
                if isinstance(error, _ENDS):
                    break
            await asyncio.sleep(self._pause)
        after = await self._ask_again()
        return CleanUp(
            cleared=tuple(cleared),
            spared=tuple(spared),
            left=tuple(chosen[begun:]),
            after=after,
            gained_mb=_gained(before, after),
        )

    async def _ask_again(self) -> Fullness | None:
        try:
            return await self._quotas.ask()
        except PectuiError as error:
            _LOG.info("the quota could not be asked after a clean-up: %s", error.kind)
            return None


def _gained(before: Fullness, after: Fullness | None) -> float | None:
    used = after.quota.used_mb if after else None
    if used is None or before.quota.used_mb is None:
        return None
    return before.quota.used_mb - used
