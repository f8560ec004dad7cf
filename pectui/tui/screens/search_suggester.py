"""Completes an address in a search, behind the cursor: the right arrow takes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.suggester import Suggester

from pectui.errors import PectuiError
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from pectui.services.addresses.memory import Addresses

_ADDRESS = re.compile(r"(?:^|\s)-?(?:from|da|to|a):(\S+)$", re.IGNORECASE)


class SearchSuggester(Suggester):
    """Goes on with an address that is typed as a sender or a recipient."""

    def __init__(self, addresses: Callable[[], Addresses]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._addresses = addresses
        self._is_prepared = False

    async def get_suggestion(self, value: str) -> str | None:
        """Return the line with a known address at its end; None where there is none."""
        match = _ADDRESS.search(value)
        if match is None:
            return None
        typed = match[1]
        try:
            if not self._is_prepared:
                await self._addresses().prepare()
                self._is_prepared = True
            found = await self._addresses().complete(typed)
        except PectuiError:
            return None  # a search goes without; what is wrong with the disk is told elsewhere
        whole = (clean_line(one.address) for one in found)
        return next(
            (
                value + one[len(typed) :]
                for one in whole
                if one.casefold().startswith(typed.casefold())
            ),
            None,
        )
