"""The word that deletes: what goes is told, with what it proves, before it is agreed to."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from pectui.catalogue import t, tn
from pectui.cli.plain.mailbox import row_line
from pectui.errors import ArgumentInvalid
from pectui.models import Draft, HeldMessage, Sending
from pectui.services.mailbox.deletion import delete_held, deletion_warnings
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.cli.plain.desk import Desk
    from pectui.services.mailbox.deletion import LocalDeletion

T = TypeVar("T")

PATIENCE = 3.0
"""Seconds the answer to a DELETE is waited for when the person ends the deletion."""


async def delete(desk: Desk, rest: str) -> None:
    """Delete what has the numbers given, else the message opened last. Raises ArgumentInvalid."""
    numbers = list(dict.fromkeys(rest.replace(",", " ").split()))
    rows = [desk.row(number) for number in numbers] if numbers else [desk.message]
    if messages := _all_of(rows, HeldMessage):
        await _delete_messages(desk, messages)
    elif drafts := _all_of(rows, Draft):
        await _delete_drafts(desk, drafts)
    elif len(sendings := _all_of(rows, Sending)) == 1:
        await _delete_receipts(desk, sendings[0])
    else:
        raise ArgumentInvalid(t("plain.delete-what", word=t("plain.word.delete")))


def _all_of(rows: Sequence[object], kind: type[T]) -> list[T]:
    """Return the rows where all of them are of one kind; else none."""
    found = [row for row in rows if isinstance(row, kind)]
    return found if len(found) == len(rows) else []


# ── messages ──────────────────────────────────────────────────────────────────────────────────


async def _delete_messages(desk: Desk, chosen: Sequence[HeldMessage]) -> None:
    console = desk.console
    rows = await desk.local.mailbox.with_receipts(chosen)
    envelopes = [row.envelope for row in rows]
    for words in deletion_warnings(envelopes, only_here=any(not row.here for row in rows)):
        console.tell(words)
    line = await row_line(desk)
    for row in rows:
        console.tell(line(row))
    if not await console.agree(tn("inbox.delete.title", len(rows))):
        console.tell(t("plain.nothing-deleted"))
        return
    is_ended = asyncio.Event()
    local, remote = desk.local.mailbox, desk.session.mailbox
    work = asyncio.create_task(delete_held(local, remote, rows, stop=is_ended.is_set))
    try:
        _tell(desk, await asyncio.shield(work))
    except asyncio.CancelledError:
        # Not in the middle of a message: nobody would know whether it is gone.
        is_ended.set()
        await asyncio.wait([work], timeout=PATIENCE)
        console.end_line()
        if work.done():
            _tell(desk, work.result())
        else:
            console.warn(t("plain.delete-open", word=t("plain.word.sync")))
        raise
    finally:
        work.cancel()


def _tell(desk: Desk, deletion: LocalDeletion) -> None:
    """Tell what became of the messages."""
    console = desk.console
    if deletion.deleted:
        console.tell(f"{tn('inbox.deleted', len(deletion.deleted))}.")
        desk.opened = None
    gone = {row.identity for row in deletion.deleted}
    if desk.message is not None and desk.message.identity in gone:
        desk.message = None
    for rows, title in (
        (deletion.refused, t("inbox.refused.title")),
        (deletion.unknown, t("inbox.unknown.title")),
    ):
        if not rows:
            continue
        console.tell(f"{title}:")
        for row, error in rows:
            subject = clean_line(row.envelope.subject, 120)
            console.tell(t("inbox.refused", subject=subject, reason=error.detail))
        for hint in dict.fromkeys(error.hint for _, error in rows):
            console.tell(hint)


# ── drafts, receipts of a sending ─────────────────────────────────────────────────────────────


async def _delete_drafts(desk: Desk, drafts: Sequence[Draft]) -> None:
    console = desk.console
    for draft in drafts:
        console.tell(clean_line(draft.subject) or t("drafts.no-subject"))
        console.tell(t("drafts.delete.final"))
        if await console.agree(t("drafts.delete.title")):
            await desk.session.drafts.delete(draft.id)
            console.tell(t("plain.letter.discarded"))
        else:
            console.tell(t("plain.nothing-deleted"))


async def _delete_receipts(desk: Desk, sending: Sending) -> None:
    """Delete the receipts of a sending from the mailbox; their reading copies stay here."""
    console = desk.console
    if sending.code is None:
        raise ArgumentInvalid(t("sent.no-code"))
    console.tell(f"{sending.code}: {clean_line(sending.subject) or t('cli.no-subject')}")
    for line in (t("sent.delete.evidence"), t("sent.delete.copy")):
        console.tell(line)
    if not await console.agree(t("sent.delete.title")):
        console.tell(t("plain.nothing-deleted"))
        return
    await desk.session.tracking.delete_receipts(sending.code)
    console.tell(f"{t('sent.deleted')}.")
