"""Tells of letters stored here what they answer, and whether one is its writer's first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pectui.models import HeldMessage
    from pectui.services.mailbox.contents import LocalMailbox


async def replies_to(
    local: LocalMailbox, code: str, most: int, own: str
) -> tuple[HeldMessage, ...]:
    """Return the `most` newest letters that answer a sending: they name its code.

    None is from `own`, the mailbox's own address. Raises StoreUnusable.
    """
    return await local.copy.read(lambda tables: tables.rows.replies_to(code, most, own))


async def reply_counts(local: LocalMailbox, own: str) -> dict[str, int]:
    """Return how many letters answer the sending with each code. Raises StoreUnusable."""
    return await local.copy.read(lambda tables: tables.rows.count_replies(own))


async def is_first_from(local: LocalMailbox, row: HeldMessage) -> bool:
    """Whether no older letter came from its sender; False until all messages are here.

    A receipt is no letter. Raises StoreUnusable.
    """
    address = row.envelope.sender_address
    if not (address and row.envelope.kind.is_letter):
        return False
    return await local.copy.read(
        lambda tables: (
            bool(tables.state.get("complete")) and tables.senders.is_first(row.number, address)
        )
    )
