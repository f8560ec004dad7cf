"""Why something is no original, or proves nothing, as a reason of the catalogue."""

from __future__ import annotations

from pectui.catalogue import t


class NotOriginal(ValueError):
    """What was read is no signed original; `reason` is a key below `originals.problem`."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values

    @property
    def words(self) -> str:
        """Why, in a sentence for a person."""
        return problem_words(self.reason, **self.values)


def problem_words(reason: str, **values: object) -> str:
    """Return a problem in a sentence for a person."""
    return t(f"originals.problem.{reason}", **values)
