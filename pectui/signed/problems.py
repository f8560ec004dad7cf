"""Why something is no original, or proves nothing, as a text of the catalogue."""

from __future__ import annotations

from pectui.catalogue import Phrase


class NotOriginal(ValueError):
    """What was read is no signed original, or none that can be used; `phrase` says why."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.phrase = Phrase(key, **values)

    @property
    def key(self) -> str:
        """The text of the catalogue that says why."""
        return self.phrase.key

    @property
    def words(self) -> str:
        """Why, in a sentence for a person."""
        return str(self.phrase)
