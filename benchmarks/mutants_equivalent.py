"""Mutants that were looked at and change nothing anybody could see, with the reason."""

from __future__ import annotations

EQUIVALENT: dict[tuple[str, str], str] = {}
"""By file and change."""
