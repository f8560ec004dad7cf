"""A cache keeps what was asked for last, and no more than it may."""

from __future__ import annotations

from collections import OrderedDict

from hypothesis import given
from hypothesis import strategies as st

from pectui.cache import Cache

STEPS = st.lists(
    st.tuples(st.sampled_from(["keep", "get", "clear odd", "clear"]), st.integers(0, 5))
)


@given(st.integers(1, 4), STEPS)
def test_it_keeps_what_was_asked_for_last(most: int, steps: list[tuple[str, int]]) -> None:
    cache: Cache[int, str] = Cache(most)
    right: OrderedDict[int, str] = OrderedDict()
    for count, (step, key) in enumerate(steps):
        if step == "keep":
            cache.keep(key, f"{count}")
            right[key] = f"{count}"
            right.move_to_end(key)
            if len(right) > most:
                right.popitem(last=False)
        elif step == "get":
            assert cache.get(key) == right.get(key)
            if key in right:
                right.move_to_end(key)
        elif step == "clear":
            cache.clear()
            right.clear()
        else:
            cache.clear(lambda one: one % 2 == 1)
            right = OrderedDict((one, value) for one, value in right.items() if one % 2 == 0)
        assert list(cache.copy().items()) == list(right.items())
        assert all((one in cache) == (one in right) for one in range(6))
