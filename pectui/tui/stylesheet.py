"""The styles of the program, each read once for a theme.

Textual reads all of them anew, hundreds of rules, for each screen that is opened the first time,
and three times as the program starts.
"""

from __future__ import annotations

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

_KEPT = 1024
"""Sources whose rules are kept; every widget brings one."""


class ReadOnce(Stylesheet):
    """A stylesheet that reads a source again only where the theme's colours are others."""

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        # Set, not changed: where a later Textual keeps its rules elsewhere, nothing breaks.
        self._parse_cache = LRUCache(_KEPT)
        self._read_with = variables

    def set_variables(self, variables: dict[str, str]) -> None:
        """Forget what was read with other variables."""
        if variables != self._read_with:
            super().set_variables(variables)
            self._read_with = variables

    def reparse(self) -> None:
        """Have the rules of all sources, as they stand now."""
        self.parse()
