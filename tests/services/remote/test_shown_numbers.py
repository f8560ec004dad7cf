"""A message number given to a command means what the person was shown under it, or nothing."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from pectui.errors import (
    ConnectionLost,
    ConnectionRefused,
    DeletionUnknown,
    Forbidden,
    MessageChanged,
    NotFound,
    NotListed,
    PectuiError,
    ServerFault,
    StoreUnusable,
    TimedOut,
)
from pectui.models import Letter
from pectui.sandbox import Sandbox, SandboxConfig
from pectui.services.remote.reading import Mailbox
from pectui.services.session import open_session
from pectui.store.shown import FILE_NAME, ShownNumbers
from tests.accounts import make_account, make_options
from tests.services.fake_service import FakeService, key_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from pectui.models import Message
    from pectui.services.remote.deletion import Deletion

IDS: tuple[Literal["sequence", "stable"], ...] = ("sequence", "stable")


@pytest.fixture
async def shown(tmp_path: Path) -> AsyncIterator[ShownNumbers]:
    numbers = ShownNumbers(tmp_path / "cache", "studio")
    yield numbers
    await numbers.aclose()


async def show_page(service: FakeService, shown: ShownNumbers, number: int = 1) -> None:
    """List a page to the person, as a process of its own does."""
    mailbox = Mailbox(service, shown)
    page = await mailbox.page(number)
    await mailbox.note_shown(page.envelopes, query=page.query, page=page.number)


async def delete(service: FakeService, shown: ShownNumbers, *ids: int) -> Deletion:
    """Delete numbers, as a process of its own does."""
    mailbox = Mailbox(service, shown)
    listed = await mailbox.listed(ids)
    assert listed.refused == ()
    return await mailbox.delete(listed.envelopes)


async def refusal(service: FakeService, shown: ShownNumbers, number: int) -> PectuiError:
    listed = await Mailbox(service, shown).listed([number])
    assert listed.envelopes == ()
    [(_, error)] = listed.refused
    return error


async def test_a_number_never_shown_is_refused(shown: ShownNumbers) -> None:
    service = FakeService(count=60)
    assert isinstance(await refusal(service, shown, 60), NotListed)
    await show_page(service, shown)
    assert isinstance(await refusal(service, shown, 3), NotListed)
    assert service.deleted == []


async def test_what_the_program_reads_by_itself_is_not_shown(shown: ShownNumbers) -> None:
    service = FakeService(count=60)
    mailbox = Mailbox(service, shown)
    assert [row async for row in mailbox.walk()]
    await mailbox.page(1)
    await mailbox.read_id(60)
    assert isinstance(await refusal(service, shown, 60), NotListed)


async def test_a_number_of_another_mailbox_is_not_meant(tmp_path: Path) -> None:
    service = FakeService(count=60)
    one, other = (ShownNumbers(tmp_path, owner) for owner in ("uno", "altro"))
    await show_page(service, one)
    assert isinstance(await refusal(service, other, 60), NotListed)
    await one.aclose()
    await other.aclose()


@pytest.mark.parametrize("ids", IDS)
async def test_a_number_means_what_was_shown(
    shown: ShownNumbers, ids: Literal["sequence", "stable"]
) -> None:
    service = FakeService(count=60, ids=ids)
    await show_page(service, shown)
    service.remove(40)  # elsewhere: in a sequence every number above leads on by one
    if ids == "sequence":
        assert isinstance(await refusal(service, shown, 50), MessageChanged)
        assert isinstance(await refusal(service, shown, 60), NotFound)
    else:
        await delete(service, shown, 50)
    assert service.deleted == ([] if ids == "sequence" else [50])


@pytest.mark.parametrize("ids", IDS)
async def test_after_a_deletion_numbers_have_to_be_listed_again(
    shown: ShownNumbers, ids: Literal["sequence", "stable"]
) -> None:
    service = FakeService(count=60, ids=ids)
    await show_page(service, shown)
    assert [key_of(row) for row in (await delete(service, shown, 50)).deleted] == [50]
    for number in (50, 51, 49):
        assert isinstance(await refusal(service, shown, number), NotListed)
    await show_page(service, shown)
    await delete(service, shown, 51)
    assert service.deleted == [50, 52 if ids == "sequence" else 51]


async def test_several_go_at_once(shown: ShownNumbers) -> None:
    service = FakeService(count=60)
    await show_page(service, shown)
    result = await delete(service, shown, 40, 52, 45)
    assert [key_of(row) for row in result.deleted] == [52, 45, 40]
    assert (result.refused, result.unknown) == ((), ())


@pytest.mark.parametrize("number", [57, 58])
async def test_a_number_does_not_go_over_to_a_look_alike(shown: ShownNumbers, number: int) -> None:
    service = FakeService(count=57)
    service.arrive(twin_of_last=True)
    service.arrive()
    await show_page(service, shown)
    service.remove(57)  # 58 stands under 57 now, and looks the same
    assert isinstance(await refusal(service, shown, number), MessageChanged)


async def test_a_message_that_was_read_is_told_from_its_look_alikes_by_its_text(
    shown: ShownNumbers,
) -> None:
    service = FakeService(count=57)
    service.arrive(twin_of_last=True)
    service.arrive()
    mailbox = Mailbox(service, shown)
    await mailbox.note_read(await mailbox.read_id(57))
    await mailbox.note_read(await mailbox.read_id(58))
    await delete(service, shown, 58)
    assert service.deleted == [58]
    await mailbox.note_read(await mailbox.read_id(57))
    service.remove(3)  # what stands under 57 now is another
    assert isinstance(await refusal(service, shown, 57), MessageChanged)


# ── a DELETE whose answer is lost ─────────────────────────────────────────────


class Losing(FakeService):
    """Loses the answer of the first DELETE, which it carries out or not; then perhaps is gone."""

    error: PectuiError = ConnectionLost(host="pec.example")
    carried_out = True
    gone_after = False
    _lost = False

    async def delete_message(self, message_id: int) -> None:
        if self._lost:
            return await super().delete_message(message_id)
        self._lost = True
        if self.carried_out:
            await super().delete_message(message_id)
        if self.gone_after:
            self.on_call = self._fail
        raise self.error

    def _fail(self, call: str) -> None:
        raise ConnectionRefused(host="pec.example")


LOST = [ConnectionLost(host="pec.example"), TimedOut(host="pec.example", seconds=9), ServerFault()]


@pytest.mark.parametrize("error", LOST, ids=lambda error: error.kind)
@pytest.mark.parametrize("ids", IDS)
async def test_one_look_tells_that_it_went(
    shown: ShownNumbers, ids: Literal["sequence", "stable"], error: PectuiError
) -> None:
    service = Losing(count=60, ids=ids)
    service.error = error
    await show_page(service, shown)
    result = await delete(service, shown, 50)
    assert [key_of(row) for row in result.deleted] == [50]
    assert (result.refused, result.unknown) == ((), ())
    assert isinstance(await refusal(service, shown, 50), NotListed)
    assert service.deleted == [50]


async def test_one_look_tells_that_it_did_not_go(shown: ShownNumbers) -> None:
    service = Losing(count=60)
    service.carried_out = False
    await show_page(service, shown)
    result = await delete(service, shown, 50)
    assert (result.deleted, result.unknown) == ((), ())
    assert [error for _, error in result.refused] == [service.error]
    assert isinstance(await refusal(service, shown, 50), NotListed), "it may have worked"


async def test_what_may_still_be_carried_out_is_unknown(shown: ShownNumbers) -> None:
    service = Losing(count=60)
    service.error, service.carried_out = TimedOut(host="pec.example", seconds=9), False
    await show_page(service, shown)
    result = await delete(service, shown, 50)
    assert [type(error) for _, error in result.unknown] == [DeletionUnknown]


@pytest.mark.parametrize("carried_out", [True, False])
@pytest.mark.parametrize("ids", IDS)
async def test_out_of_reach_it_is_unknown_and_costs_no_other_message(
    shown: ShownNumbers, tmp_path: Path, ids: Literal["sequence", "stable"], *, carried_out: bool
) -> None:
    service = Losing(count=60, ids=ids)
    service.carried_out, service.gone_after = carried_out, True
    await show_page(service, shown)
    result = await delete(service, shown, 50, 48, 55)
    assert [key_of(row) for row, _ in result.unknown] == [55]
    assert [key_of(row) for row, _ in result.refused] == [50, 48]
    assert result.deleted == ()
    service.on_call = None
    await shown.aclose()
    later = ShownNumbers(tmp_path / "cache", "studio")  # the next process
    for number in (55, 50, 48, 54):
        assert isinstance(await refusal(service, later, number), NotListed)
    await later.aclose()
    assert service.deleted == ([55] if carried_out else [])


class Same(Losing):
    """All messages say the same."""

    async def message(self, message_id: int) -> Message:
        message = await super().message(message_id)
        return replace(message, body=replace(message.body, raw="uguale", text="uguale"))


def same_twins() -> Same:
    service = Same(count=57)
    service.arrive(twin_of_last=True)
    service.arrive()
    return service


@pytest.mark.parametrize("carried_out", [True, False])
async def test_what_moved_up_and_says_the_same_is_told_by_the_list(
    shown: ShownNumbers, *, carried_out: bool
) -> None:
    service = same_twins()
    service.carried_out = carried_out
    await show_page(service, shown)
    result = await delete(service, shown, 57)
    assert [len(result.deleted), len(result.refused)] == ([1, 0] if carried_out else [0, 1])
    assert result.unknown == ()


async def test_without_the_list_a_look_alike_leaves_it_unknown(shown: ShownNumbers) -> None:
    service = same_twins()
    await show_page(service, shown)

    def fail(call: str) -> None:
        if call.startswith("inbox") and service.deleted:
            raise ConnectionRefused(host="pec.example")

    service.on_call = fail
    result = await delete(service, shown, 57)
    assert [type(error) for _, error in result.unknown] == [DeletionUnknown]


async def test_a_kill_between_request_and_answer_outdates_the_numbers(
    shown: ShownNumbers,
) -> None:
    class Killed(FakeService):
        async def delete_message(self, message_id: int) -> None:
            await super().delete_message(message_id)
            raise KeyboardInterrupt

    service = Killed(count=60)
    await show_page(service, shown)
    with pytest.raises(KeyboardInterrupt):
        await delete(service, shown, 50)
    assert isinstance(await refusal(service, shown, 50), NotListed)


async def test_what_certainly_did_nothing_leaves_the_numbers_as_they_were(
    shown: ShownNumbers,
) -> None:
    service = Losing(count=60)
    service.error, service.carried_out = Forbidden(), False
    await show_page(service, shown)
    result = await delete(service, shown, 50)
    assert [type(error) for _, error in result.refused] == [Forbidden]
    await delete(service, shown, 50)
    assert service.deleted == [50]


async def test_where_another_client_was_quicker_the_numbers_have_moved_all_the_same(
    shown: ShownNumbers,
) -> None:
    class Quicker(FakeService):
        async def delete_message(self, message_id: int) -> None:
            self.messages.pop(message_id - 1)
            raise NotFound

    service = Quicker(count=60)
    await show_page(service, shown)
    result = await delete(service, shown, 50)
    assert [type(error) for _, error in result.refused] == [NotFound]
    assert isinstance(await refusal(service, shown, 40), NotListed)


# ── another client in the moment nobody can close ────────────────────────────


async def test_what_went_instead_is_said(shown: ShownNumbers) -> None:
    class Raced(FakeService):
        async def delete_message(self, message_id: int) -> None:
            self.remove(40)
            await super().delete_message(message_id)

    service = Raced(count=60)
    await show_page(service, shown)
    result = await delete(service, shown, 50)
    assert service.deleted == [51]
    assert result.deleted == ()
    [(row, error)] = result.unknown
    assert key_of(row) == 50
    assert "pratica" in error.detail


# ── the file ─────────────────────────────────────────────────────────────────


async def test_only_hashes_are_kept(shown: ShownNumbers, tmp_path: Path) -> None:
    await show_page(FakeService(count=60), shown)
    await shown.aclose()
    for file in (tmp_path / "cache").iterdir():
        kept = file.read_bytes()
        assert b"pratica" not in kept
        assert b"mittente" not in kept
        assert file.stat().st_mode & 0o077 == 0


async def test_a_lost_file_only_leads_to_refusals(shown: ShownNumbers, tmp_path: Path) -> None:
    service = FakeService(count=60)
    await show_page(service, shown)
    await shown.aclose()
    for file in (tmp_path / "cache").iterdir():
        file.write_bytes(b"")
    assert isinstance(await refusal(service, shown, 60), NotListed)


async def test_nothing_is_opened_for_who_lists_nothing(tmp_path: Path) -> None:
    numbers = ShownNumbers(tmp_path / "cache", "studio")
    mailbox = Mailbox(FakeService(count=60), numbers)
    [row, *_] = [row async for row in mailbox.walk()]
    await mailbox.delete([row])
    assert not (tmp_path / "cache").exists()
    await numbers.aclose()


async def test_nothing_is_deleted_while_the_numbers_cannot_be_outdated(
    shown: ShownNumbers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = FakeService(count=60)
    await show_page(service, shown)

    async def full(work: object) -> None:
        raise StoreUnusable(path="cache", reason="full")

    def stuck(self: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError

    mailbox = Mailbox(service, shown)
    listed = await mailbox.listed([50])
    monkeypatch.setattr(await shown._opened(), "run", full)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", stuck)
        refused = (await mailbox.delete(listed.envelopes)).refused
    assert [type(error) for _, error in refused] == [StoreUnusable]
    assert service.deleted == []


async def test_what_cannot_be_written_is_removed(
    shown: ShownNumbers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = FakeService(count=60)
    await show_page(service, shown)

    def full(connection: sqlite3.Connection) -> None:
        connection.execute("DROP TABLE generations")

    mailbox = Mailbox(service, shown)
    listed = await mailbox.listed([50])
    await (await shown._opened()).run(full)
    assert (await mailbox.delete(listed.envelopes)).refused == ()
    assert not (tmp_path / "cache" / FILE_NAME).exists()
    assert isinstance(await refusal(service, shown, 50), NotListed)


async def test_receipts_that_were_deleted_outdate_the_numbers_too(tmp_path: Path) -> None:
    sandbox = Sandbox(SandboxConfig(messages=30, receipt_delay=0.0, send_period=0.0))
    account, options = make_account(), make_options(tmp_path)
    async with open_session(account, options, asgi=sandbox.app, period=0.0) as session:
        letter = Letter(recipients=("a@pec.example",), subject="Prova", body="testo")
        [queued] = await session.outbox.queue(letter)
        [sent] = await session.outbox.deliver([queued.id])
        assert sent.code is not None
        page = await session.mailbox.page()
        await session.mailbox.note_shown(page.envelopes, page=1)
        assert (await session.mailbox.listed([30])).envelopes
        await session.tracking.delete_receipts(sent.code)
        [(_, error)] = (await session.mailbox.listed([30])).refused
        assert isinstance(error, NotListed)
