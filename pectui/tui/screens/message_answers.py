"""Answers or forwards a message, and finds the sending it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.tui import show
from pectui.tui.messages import DraftReady, RelatedFound
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from pectui.models import Draft, HeldMessage, Message
    from pectui.tui.screens.framed import FramedScreen


def reply(view: FramedScreen, row: HeldMessage) -> None:
    """Write an answer to a message; a machine that wrote a receipt gets none."""
    if row.envelope.kind.is_receipt:
        show.notify(view, t("inbox.no-answer"), severity="warning", timeout=8)
        return
    from pectui.services.sending.replies import reply_draft

    _answer(view, row, lambda message: reply_draft(message, view.session.account))


def forward(view: FramedScreen, row: HeldMessage) -> None:
    """Write a letter that carries a message's text on."""
    from pectui.services.sending.replies import forward_draft

    _answer(view, row, lambda message: forward_draft(message, view.session.account))


def _answer(
    view: FramedScreen, row: HeldMessage, make: Callable[[Message], Awaitable[Draft]]
) -> None:
    local = view.program.local

    async def work() -> DraftReady:
        return DraftReady(await make(await local.read(row)))

    start_call(view, "answer", work, replace=True)


def find_related(view: FramedScreen, row: HeldMessage) -> None:
    """Find the sending of a receipt or a reply, or what answers another letter."""
    code, tracking = row.envelope.code, view.session.tracking

    async def work() -> RelatedFound:
        is_known = code is not None and await tracking.sending(code) is not None
        return RelatedFound(row, code if is_known else None)

    start_call(view, "related", work, replace=True)
