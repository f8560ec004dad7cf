"""References in subjects: put on, read, taken off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.pec.references import (
    ALPHABET,
    LENGTH,
    batch_id,
    batch_reference,
    new_reference,
    reference_of,
    with_reference,
    without_reference,
)

REFERENCES = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH + 2)


@given(subject=st.text().filter(lambda one: "[rif." not in one), reference=REFERENCES)
def test_what_is_put_on_is_read_and_taken_off(subject: str, reference: str) -> None:
    whole = with_reference(subject, reference)
    assert reference_of(whole) == reference
    assert without_reference(whole) == subject.rstrip()


@pytest.mark.parametrize(
    ("subject", "reference"),
    [
        ("Diffida [rif. AC34]", "AC34"),
        ("Diffida [rif. AC34] ", "AC34"),
        ("Diffida [rif. AC34-1]", "AC34-1"),
        ("Diffida [rif. AC34-1048576]", "AC34-1048576"),
        ("Diffida [rif. AC34-]", None),
        ("Diffida [rif. AC34-12345678]", None),
        ("Diffida [rif. AC34-1-2]", None),
        ("[rif. AC34]", "AC34"),
        ("Diffida [rif. AC34] 2026030210000010", None),
        ("[rif. AC34] Diffida", None),
        ("Diffida [rif. 1234]", None),
        ("Diffida [rif. ac34]", None),
        ("Diffida [rif. AC3]", None),
        ("Diffida (rif. AC34)", None),
        ("Diffida rif. AC34", None),
        ("", None),
    ],
)
def test_reading(subject: str, reference: str | None) -> None:
    assert reference_of(subject) == reference


def test_no_character_is_taken_for_another() -> None:
    assert not set(ALPHABET) & set("0O1IL2Z5S8BU")
    assert len(set(ALPHABET)) == len(ALPHABET)


def test_a_longer_one_where_all_short_ones_are_taken() -> None:
    assert len(new_reference(lambda one: len(one) == LENGTH)) == LENGTH + 1


@given(seed=st.binary(min_size=16, max_size=32), row=st.integers(1, 1_048_576))
def test_the_reference_of_a_row_names_its_batch(seed: bytes, row: int) -> None:
    batch = batch_id(seed, lambda _: False)
    assert len(batch) == LENGTH
    assert batch == batch_id(seed, lambda _: False)
    reference = batch_reference(batch, row)
    assert reference == f"{batch}-{row}"
    assert reference_of(with_reference("Sollecito", reference)) == reference
    assert without_reference(with_reference("Sollecito", reference)) == "Sollecito"


@given(seed=st.binary(min_size=16, max_size=16), length=st.integers(LENGTH, LENGTH + 4))
def test_a_batch_whose_id_is_taken_gets_a_longer_one(seed: bytes, length: int) -> None:
    found = batch_id(seed, lambda one: len(one) < length)
    assert len(found) == length
    assert found.startswith(batch_id(seed, lambda _: False))
