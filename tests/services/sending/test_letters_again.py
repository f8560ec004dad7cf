"""A new letter begun from one that was sent says the same, as it was typed, and is another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from pectui.pec.references import reference_of
from tests.services.outbox_desk import Desk, letter

PEOPLE = ("a@pec.example", "b@pec.example")


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("Egregi,\n\n  rientro & <fine>\n", False),
        ("\n\nspazi  doppi\te tab\n\n\n", False),
        ("<p>già <b>HTML</b></p>\n", True),
        ("", False),
    ],
)
async def test_the_text_is_as_it_was_typed(desk: Desk, body: str, html: bool) -> None:
    queued = await desk.outbox.queue(letter("Diffida", PEOPLE[0], body=body, html=html))
    (sent,) = await desk.outbox.deliver([queued[0].id])
    draft = await desk.drafts.again(sent)
    assert (draft.body, draft.html) == (body, html)
    assert draft.recipients == PEOPLE[0]
    assert draft.id not in {one.id for one in await desk.drafts.all()}


async def test_it_has_no_reference_of_another_sending(desk: Desk) -> None:
    queued = await desk.outbox.queue(letter("Diffida", *PEOPLE))
    sent = await desk.outbox.deliver([one.id for one in queued])
    assert all(reference_of(one.subject) for one in sent)
    for one in sent:
        draft = await desk.drafts.again(one)
        assert draft.subject == "Diffida"


async def test_a_reference_of_its_writer_s_own_stays(desk: Desk) -> None:
    subject = "Pratica [rif. 7F3K]"
    queued = await desk.outbox.queue(letter(subject, PEOPLE[0]))
    assert (await desk.drafts.again(queued[0])).subject == subject


async def test_the_files_are_those_that_were_sent(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "atto.pdf"
    path.write_bytes(b"x")
    queued = await desk.outbox.queue(letter("Diffida", PEOPLE[0], attachments=(str(path),)))
    (sent,) = await desk.outbox.deliver([queued[0].id])
    (copy,) = sent.attachments
    assert (await desk.drafts.again(sent)).attachments == (copy.path,)
    Path(copy.path).unlink()
    assert (await desk.drafts.again(sent)).attachments == (str(path),)
