"""The rules of deletion: what is ambiguous, which page a row is of, what is asked for once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

import pytest

from pectui.errors import MessageChanged, MessageIdInvalid, NotFound
from pectui.models import Body, Envelope, Message
from pectui.pec.envelopes import id_of
from pectui.services.remote.deletion import Deleter, DeletionPlan
from pectui.services.remote.listing import Page
from tests.services.fake_service import Stored

if TYPE_CHECKING:
    from pectui.services.remote.listing import Listing


def row(message_id: int, twin: int | None = None) -> Envelope:
    """Return a row; those of the same twin look alike."""
    return Stored(message_id, twin or message_id).envelope(message_id)


def page(number: int, *rows: Envelope, pages: int = 3, query: str = "") -> Page:
    return Page(number=number, pages=pages, total=None, envelopes=rows, query=query)


@dataclass
class Mailbox:
    """Messages by id; after a delete the higher ids move down where `moves`."""

    messages: dict[int, Envelope]
    moves: bool = False
    deleted: list[int] = field(default_factory=list)

    async def message(self, message_id: int) -> Message:
        if message_id not in self.messages:
            raise NotFound
        text = f"testo {message_id}"
        return Message(self.messages[message_id], Body(text, text))

    async def delete_message(self, message_id: int) -> None:
        self.deleted.append(message_id)
        gone = self.messages.pop(message_id)
        if self.moves:
            self.messages[message_id] = replace(gone, id=message_id)


@dataclass
class List:
    """The list as it stands now, with a note of what was asked of it."""

    rows: dict[int, tuple[Envelope, ...]]
    last: int
    asked: list[int] = field(default_factory=list)
    queries: list[str] = field(default_factory=list)
    opened: bool = False

    @property
    def pages(self) -> int:
        return self.last if self.opened else 0

    async def open(self) -> None:
        self.opened = True

    async def page(self, number: int) -> tuple[Envelope, ...]:
        self.asked.append(number)
        return self.rows.get(number, ())

    def anew(self, query: str) -> Listing:
        self.queries.append(query)
        return cast("Listing", self)


@pytest.mark.parametrize(
    ("number", "which", "known", "ambiguous"),
    [
        (2, 1, (), False),
        (2, 0, (), True),
        (2, 0, (1,), False),
        (2, 0, (3,), True),
        (2, -1, (), True),
        (2, -1, (3,), False),
        (2, -1, (1,), True),
        (1, 0, (), True),  # another may arrive in the same second
        (3, -1, (), False),
    ],
)
def test_at_the_edge_of_what_was_read_a_look_alike_may_hide(
    number: int, which: int, known: tuple[int, ...], ambiguous: bool
) -> None:
    here = page(number, row(30), row(29), row(28))
    others = [page(other, row(100 + other)) for other in known]
    plan = DeletionPlan([here.envelopes[which]], [*others, here])
    assert plan.is_ambiguous(here.envelopes[which]) is ambiguous


def test_a_page_of_another_search_says_nothing_of_this_one() -> None:
    here = page(2, row(30), row(29))
    plan = DeletionPlan([here.envelopes[0]], [here, page(1, row(60), query="pratica")])
    assert plan.is_ambiguous(here.envelopes[0])


def test_a_row_of_no_known_page_is_ambiguous_and_has_none() -> None:
    here = page(2, row(30), row(29), row(28))
    plan = DeletionPlan([row(5), row(29)], [page(1, row(60)), here])
    assert plan.is_ambiguous(row(5)) is True
    assert plan.page_of(row(5)) is None
    assert plan.page_of(row(29)) is here


async def test_a_row_of_no_known_page_with_a_look_alike_beside_it_stays() -> None:
    chosen = row(30)
    now = List({1: (chosen,), 2: (row(29, twin=30),)}, last=4)
    mailbox = Mailbox({30: chosen})
    result = await Deleter(mailbox, now.anew, {}).run(DeletionPlan([chosen], []))
    assert mailbox.deleted == []
    [(_, error)] = result.refused
    assert isinstance(error, MessageChanged)


async def test_a_row_of_no_known_page_goes_where_nothing_on_the_list_looks_like_it() -> None:
    chosen = row(30)
    now = List({1: (row(31),), 2: (chosen,), 3: (row(29),), 4: (row(28),)}, last=4)
    mailbox = Mailbox({30: chosen})
    result = await Deleter(mailbox, now.anew, {}).run(DeletionPlan([chosen], []))
    assert (mailbox.deleted, result.refused) == ([30], ())
    assert now.asked[:3] == [1, 2, 3], "until it is found, and the page beside it"


async def test_a_number_listed_twice_is_asked_for_once() -> None:
    # After the first delete a third message of the same looks stands under the number.
    chosen = row(30)
    plan = DeletionPlan([chosen, chosen], [page(2, row(31), chosen, row(29))])
    mailbox = Mailbox({30: chosen}, moves=True)
    result = await Deleter(mailbox, List({}, 3).anew, {}).run(plan)
    assert mailbox.deleted == [30]
    assert [type(error) for _, error in result.refused] == [MessageChanged]


@pytest.mark.parametrize(("text", "shown"), [("../send/1", "../send/1"), ("", "—")])
def test_what_is_no_number_is_named(text: str, shown: str) -> None:
    with pytest.raises(MessageIdInvalid) as raised:
        id_of(replace(row(1), id=None, id_text=text))
    assert shown in raised.value.detail
