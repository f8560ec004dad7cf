"""Drafts: on disk at once, in full, until they are deleted or leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pectui.errors import StoreUnusable
from pectui.models import Draft, Letter
from pectui.services.sending.drafts import letter_of, template_name, with_leave_at
from pectui.services.sending.returned import returned_draft
from tests.services.fake_service import FakeService
from tests.services.outbox_desk import Desk, letter, open_desk

if TYPE_CHECKING:
    from pathlib import Path

BOTH = ("uno@pec.example", "due@pec.example")
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


async def test_saved_listed_and_deleted(desk: Desk) -> None:
    first = await desk.drafts.save(desk.drafts.new_draft(subject="A"))
    desk.clock.move(1)
    second = await desk.drafts.save(desk.drafts.new_draft(subject="B"))
    assert [one.subject for one in await desk.drafts.all()] == ["B", "A"]
    desk.clock.move(1)
    await desk.drafts.save(first)
    assert [one.subject for one in await desk.drafts.all()] == ["A", "B"]
    await desk.drafts.delete(first.id)
    await desk.drafts.delete(first.id)
    assert await desk.drafts.get(first.id) is None
    assert await desk.drafts.get(second.id) == second


def test_another_process_reads_what_was_typed(tmp_path_factory: object) -> None:
    import asyncio
    import tempfile
    from pathlib import Path

    @settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        recipients=TEXT,
        subject=TEXT,
        body=TEXT,
        html=st.booleans(),
        together=st.booleans(),
        attachments=st.lists(TEXT).map(tuple),
        meta=st.dictionaries(TEXT, TEXT),
    )
    def check(**fields: object) -> None:
        async def roundtrip() -> None:
            with tempfile.TemporaryDirectory() as folder:
                service = FakeService(0)
                data = Path(folder) / "data"
                async with open_desk(data, service) as desk:
                    draft = await desk.drafts.save(desk.drafts.new_draft(**fields))
                async with open_desk(data, service) as desk:
                    assert await desk.drafts.all() == (draft,)
                    assert isinstance(draft, Draft)

        asyncio.run(roundtrip())

    check()


async def test_typed_characters_that_no_file_can_hold(desk: Desk) -> None:
    draft = await desk.drafts.save(desk.drafts.new_draft(body="a\ud800b", attachments=("\udcff",)))
    (kept,) = await desk.drafts.all()
    assert kept.body == "a\ufffdb"
    assert kept.attachments == draft.attachments


async def test_a_draft_is_on_disk_when_save_returns(tmp_path: Path, service: FakeService) -> None:
    async with (
        open_desk(tmp_path / "data", service) as desk,
        open_desk(tmp_path / "data", service) as other,
    ):
        draft = await desk.drafts.save(desk.drafts.new_draft(body="testo"))
        assert await other.drafts.get(draft.id) == draft


async def test_a_draft_becomes_the_letter_with_all_it_holds(desk: Desk) -> None:
    moment = desk.books.now() + timedelta(days=1)
    draft = desk.drafts.new_draft(
        recipients=" uno@pec.example; due@pec.example,",
        subject=" Diffida ",
        body="<p>Gentili</p>\n",
        html=True,
        together=True,
        attachments=("/tmp/atto.pdf",),
    )
    assert letter_of(with_leave_at(draft, moment)) == Letter(
        recipients=BOTH,
        subject="Diffida",
        body="<p>Gentili</p>\n",
        html=True,
        together=True,
        attachments=("/tmp/atto.pdf",),
        draft_id=draft.id,
        leave_at=moment,
    )


async def test_a_template_is_copied_and_never_consumed(desk: Desk) -> None:
    fields: dict[str, Any] = {
        "recipients": "a@pec.example, b@pec.example",
        "subject": "Sollecito",
        "body": "<p>Gentili</p>",
        "html": True,
        "together": True,
        "attachments": ("/tmp/atto.pdf",),
    }
    draft = await desk.drafts.save(desk.drafts.new_draft(**fields, why="è tornata"))
    template = await desk.drafts.keep_as_template(draft, " Sollecito ")
    assert template_name(template) == "Sollecito"
    assert await desk.drafts.all() == (draft,), "the draft stays, the template is none"
    assert await desk.drafts.templates() == (template,)
    letter = desk.drafts.from_template(template)
    assert letter.id != template.id
    assert template_name(letter) is None
    assert letter.reason is None
    assert {name: getattr(letter, name) for name in fields} == fields
    await desk.drafts.save(letter)
    await desk.drafts.delete(letter.id)
    assert await desk.drafts.templates() == (template,)


async def test_no_template_replaces_another_of_its_name(desk: Desk) -> None:
    for name in ("Prova", "prova", "", "Altra"):
        await desk.drafts.keep_as_template(desk.drafts.new_draft(subject="Prova"), name)
    names = [template_name(one) for one in await desk.drafts.templates()]
    assert names == ["Altra", "Prova", "prova (2)", "Prova (3)"]


@pytest.mark.parametrize("newer_first", [False, True])
async def test_a_letter_and_what_it_was_before_it_was_changed_come_back_side_by_side(
    desk: Desk, *, newer_first: bool
) -> None:
    """One of two recipients comes back, is written to anew, and then both are undone."""
    first, second = await desk.outbox.queue(letter("Diffida", "a@x.example", "b@x.example"))
    await desk.outbox.cancel(first.id)
    (draft,) = await desk.drafts.all()
    changed = letter("Diffida", "a@x.example", body="Cambiata", draft_id=draft.id)
    (newer,) = await desk.outbox.queue(changed)
    undone = (newer.id, second.id) if newer_first else (second.id, newer.id)
    for one in undone:
        assert await desk.outbox.cancel(one)
    drafts = {one.body: one.recipients for one in await desk.drafts.all()}
    assert drafts == {
        "Cambiata": "a@x.example",
        letter("Diffida", "a@x.example").body: "b@x.example",
    }


async def test_who_comes_back_while_a_draft_is_written_on_is_in_another(desk: Desk) -> None:
    later = desk.books.now() + timedelta(days=1)
    queued = await desk.outbox.queue(letter("Avviso", *BOTH, leave_at=later))
    first, second = queued
    await desk.outbox.cancel(first.id)
    (draft,) = await desk.drafts.all()
    writing = await desk.drafts.take_up(draft)
    await desk.outbox.cancel(second.id)
    await desk.drafts.save(replace(writing, body="Un altro testo."))
    kept = await desk.drafts.all()
    assert sorted(one.recipients for one in kept) == ["due@pec.example", "uno@pec.example"]


async def test_who_came_back_before_is_in_the_draft_that_is_opened(desk: Desk) -> None:
    later = desk.books.now() + timedelta(days=1)
    queued = await desk.outbox.queue(letter("Avviso", *BOTH, leave_at=later))
    first, second = queued
    await desk.outbox.cancel(first.id)
    (listed,) = await desk.drafts.all()
    await desk.outbox.cancel(second.id)
    writing = await desk.drafts.take_up(listed)
    assert writing.recipients == "uno@pec.example, due@pec.example"


async def test_what_comes_back_into_a_draft_that_is_still_open_stands_beside_it(desk: Desk) -> None:
    """Open in two programs: sent in one, saved in the other, and taken back."""
    later = desk.books.now() + timedelta(days=1)
    draft = await desk.drafts.save(desk.drafts.new_draft(recipients="uno@pec.example"))
    (queued,) = await desk.outbox.queue(
        letter("A", "uno@pec.example", leave_at=later, draft_id=draft.id)
    )
    open_still = await desk.drafts.save(replace(draft, recipients="due@pec.example"))
    await desk.outbox.cancel(queued.id)
    await desk.drafts.save(replace(open_still, body="c"))
    kept = sorted(one.recipients for one in await desk.drafts.all())
    assert kept == ["due@pec.example", "uno@pec.example"]


async def test_who_comes_back_under_the_id_of_a_deleted_draft_is_not_written_over(
    desk: Desk,
) -> None:
    later = desk.books.now() + timedelta(days=1)
    first, second = await desk.outbox.queue(letter("Avviso", *BOTH, leave_at=later))
    await desk.outbox.cancel(first.id)
    (draft,) = await desk.drafts.all()
    writing = await desk.drafts.take_up(draft)
    await desk.drafts.delete(draft.id)
    await desk.outbox.cancel(second.id)
    await desk.drafts.save(replace(writing, body="c"))
    kept = sorted(one.recipients for one in await desk.drafts.all())
    assert kept == ["due@pec.example", "uno@pec.example"]


async def test_a_draft_whose_recipient_was_corrected_is_still_that_letters(desk: Desk) -> None:
    later = desk.books.now() + timedelta(days=1)
    first, second = await desk.outbox.queue(letter("Avviso", *BOTH, leave_at=later))
    await desk.outbox.cancel(first.id)
    (draft,) = await desk.drafts.all()
    writing = await desk.drafts.take_up(draft)
    await desk.drafts.save(replace(writing, recipients="unoo@pec.example"))
    desk.clock.move(1)
    await desk.outbox.cancel(second.id)
    found = await returned_draft(desk.drafts, first)
    assert found is not None
    assert found.recipients == "unoo@pec.example"


async def test_a_draft_is_opened_as_it_was_saved_last(desk: Desk) -> None:
    listed = await desk.drafts.save(desk.drafts.new_draft(body="prima"))
    await desk.drafts.save(replace(listed, body="scritto altrove"))
    assert (await desk.drafts.take_up(listed)).body == "scritto altrove"


async def test_a_draft_is_opened_where_nothing_can_be_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = await desk.drafts.save(desk.drafts.new_draft(body="testo"))

    async def refuse(*_: object) -> None:
        raise StoreUnusable(path="", reason="")

    monkeypatch.setattr(desk.books.data, "run", refuse)
    assert (await desk.drafts.take_up(draft)).body == "testo"
