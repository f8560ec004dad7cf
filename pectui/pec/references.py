"""Short references in subjects, `[rif. 7F3K]`: they tell sendings of equal letters apart.

A receipt repeats the subject of its letter, so a reference makes it certain whose it is, even when
the answer to the sending was lost and its code is not known.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ALPHABET = "34679ACDEFGHJKMNPQRTVWXY"
"""Characters that nobody takes for another, read or spelt: no 0 O, 1 I L, 2 Z, 5 S, 8 B, U."""
LENGTH = 4
_AT_END = re.compile(rf"(?<!\s)\s*+\[rif\. ([{ALPHABET}]{{{LENGTH},}}(?:-[0-9]{{1,7}})?)\]\s*\Z")
_TRIES = 100  # mutants: one more or less decides nothing
"""Random references that may all be taken before a longer one is made."""


def new_reference(
    is_taken: Callable[[str], bool], choose: Callable[[Sequence[str]], str] = secrets.choice
) -> str:
    """Return a reference for which `is_taken` does not hold."""
    length = LENGTH
    while True:
        for _ in range(_TRIES):
            reference = "".join(choose(ALPHABET) for _ in range(length))
            if not is_taken(reference):
                return reference
        length += 1


def batch_reference(batch: str, row: int) -> str:
    """Return the reference of one letter of many: `7F3K-14` of row 14 in the batch 7F3K."""
    return f"{batch}-{row}"


def batch_id(seed: bytes, is_taken: Callable[[str], bool]) -> str:
    """Return the id for a batch of this seed (at least 16 bytes), the same each time.

    It is longer where `is_taken` holds of a shorter one.
    """
    number = int.from_bytes(seed[:16])
    letters = ""
    while len(letters) < LENGTH or is_taken(letters):
        number, digit = divmod(number, len(ALPHABET))
        letters += ALPHABET[digit]
    return letters


def with_reference(subject: str, reference: str) -> str:
    """Return `subject` with `reference` at its end."""
    mark = f"[rif. {reference}]"
    bare = subject.rstrip()
    return f"{bare} {mark}" if bare else mark


def reference_of(subject: str) -> str | None:
    """Return the reference at the end of `subject`, or None."""
    match = _AT_END.search(subject)
    return match[1] if match else None


def without_reference(subject: str) -> str:
    """Return `subject` without the reference at its end and the blanks before it."""
    return _AT_END.sub("", subject)
