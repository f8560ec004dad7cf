from __future__ import annotations

import pytest

from pectui.pec.addresses import typed_addresses
from pectui.tui.widgets.compose.typed_recipients import TypedRecipients


@pytest.mark.parametrize(
    "text", ["", "  ", "a@pec.example;b@pec.example", "Rossi <a@pec.example> "]
)
def test_what_was_given_stays_as_it_was_written(text: str) -> None:
    assert TypedRecipients(text).with_typed("") == text


def test_what_is_typed_stands_behind_the_others() -> None:
    there = TypedRecipients("a@pec.example;b@pec.example")
    assert there.with_typed("c") == "a@pec.example, b@pec.example, c"


def test_each_is_there_once() -> None:
    there = TypedRecipients("a@pec.example")
    there.insert(typed_addresses("A@PEC.example, b@pec.example"))
    assert there.with_typed("") == "a@pec.example, b@pec.example"


def test_one_that_is_taken_back_is_typed_at_its_place() -> None:
    there = TypedRecipients("a@pec.example, Rossi <b@pec.example>, c@pec.example")
    assert there.take_back(1).written == "Rossi <b@pec.example>"
    assert there.with_typed("d") == "a@pec.example, d, c@pec.example"
    there.insert(typed_addresses("d@pec.example"))
    assert there.with_typed("e") == "a@pec.example, d@pec.example, c@pec.example, e"


def test_where_one_is_removed_the_next_is_typed_at_the_end() -> None:
    there = TypedRecipients("a@pec.example, b@pec.example")
    there.remove(0)
    assert there.with_typed("c") == "b@pec.example, c"
