"""What waits in an account that is removed: it becomes drafts, and leaves from nowhere."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Any

import pytest

from pectui.errors import FileUnwritable
from pectui.models import BatchPhase, Letter
from pectui.services.accounts import letters_held, letters_left, remove_account
from pectui.services.batches.batches import batches_of
from pectui.services.session import Session, open_session
from pectui.settings import accounts
from pectui.settings.loader import read_settings
from tests.tui.batch_steps import people, request_for, write_table

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.accounts.two_accounts import Office


def beta(office: Office) -> Any:
    """Open the account as a program does that has read the settings."""
    configuration = office.program("beta").configuration
    assert configuration.account is not None
    return open_session(configuration.account, configuration.options)


async def queue(session: Session) -> None:
    ready, _ = await session.outbox.review(Letter(("rossi@pec.example",), "Di beta", "x"))
    await session.outbox.queue(ready, delay=0)


async def take_in_hand(session: Session) -> None:
    """Do what a program that is killed then has done: it has the next letter in hand."""
    claimed = await session.books.data.run(lambda tables: tables.steps.claim_next())
    assert claimed is not None


async def remove(office: Office) -> int:
    """Remove the account; return how many letters were said not to leave."""
    settings = read_settings("beta")
    with letters_held(settings):
        left = await letters_left(settings)
        await remove_account(office.file, "beta")
    return left


async def test_what_a_killed_program_had_in_hand_becomes_a_draft(office: Office) -> None:
    opened = beta(office)
    again = beta(office)
    async with opened as session:
        await queue(session)
        await take_in_hand(session)
    assert await remove(office) == 1
    async with again as session:
        assert not await session.outbox.pending()
        assert [one.subject for one in await session.drafts.all()] == ["Di beta"]


async def test_a_batch_whose_last_letter_a_killed_program_had_in_hand_is_stopped(
    office: Office, tmp_path: Path
) -> None:
    opened = beta(office)
    again = beta(office)
    async with opened as session:
        table = write_table(tmp_path, *people(1))
        batch = await batches_of(session).confirm(request_for(table))
        await take_in_hand(session)
    assert await remove(office) == 1
    async with again as session:
        status = await batches_of(session).status(batch)
        assert (status.phase, status.waiting) == (BatchPhase.STOPPED, 0)


async def test_a_removal_that_cannot_be_written_leaves_every_letter_as_it_was(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    before = office.file.read_bytes()
    async with beta(office) as session:
        await queue(session)
    with monkeypatch.context() as patch:
        patch.setattr(accounts, "open_beside", refuse)
        with pytest.raises(FileUnwritable):
            await remove(office)
    assert office.file.read_bytes() == before
    async with beta(office) as session:
        assert len(await session.outbox.pending()) == 1
        assert not await session.drafts.all()
