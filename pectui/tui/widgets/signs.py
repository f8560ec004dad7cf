"""The sign and colour of each kind and state, beside its word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.models import Kind, RowKind, State

if TYPE_CHECKING:
    from pectui.models import Judgement

KIND_ICONS: dict[Kind, tuple[str, str]] = {
    Kind.ACCEPTANCE: ("✓", "fair"),
    Kind.NOT_ACCEPTED: ("✗", "bad"),
    Kind.DELIVERY: ("✔", "good"),
    Kind.NOT_DELIVERED: ("✗", "bad"),
    Kind.OVERDUE: ("◷", "doubtful"),
    Kind.CERTIFIED: ("✉", "letter"),
    Kind.ANOMALY: ("!", "doubtful"),
    Kind.SERVICE: ("·", "quiet"),
    Kind.OTHER: ("·", "quiet"),
}
"""Of each kind of message."""

STATE_ICONS: dict[State, tuple[str, str]] = {
    State.DRAFT: ("✎", "quiet"),
    State.QUEUED: ("…", "fair"),
    State.SENDING: ("↑", "fair"),
    State.SENT: ("→", "fair"),
    State.REFUSED: ("✗", "bad"),
    State.UNKNOWN: ("?", "doubtful"),
    State.ACCEPTED: ("✓", "fair"),
    State.NOT_ACCEPTED: ("✗", "bad"),
    State.DELIVERED: ("✔", "good"),
    State.OVERDUE: ("◷", "doubtful"),
    State.FAILED: ("✗", "bad"),
    State.NO_RECEIPT: ("·", "quiet"),
}
"""Of each state of a sending."""

COLOURS = {
    "good": "$text-success",
    "fair": "$text-primary",
    "bad": "$text-error",
    "doubtful": "$text-warning",
    "letter": "$accent",
    "quiet": "$quiet",
}
"""Theme colour of each kind of news."""

VERDICT_ICONS: dict[str, tuple[str, str, str]] = {
    "proof": ("✔", "good", "originals.verdict.proof"),
    "unchecked": ("·", "doubtful", "originals.verdict.unchecked"),
    "no-proof": ("!", "doubtful", "originals.verdict.no-proof"),
    "refused": ("✗", "bad", "originals.verdict.refused"),
}
"""Of each thing that may become of a file taken in as an original, and its word."""


def verdict_of(judgement: Judgement) -> str:
    """Return which of VERDICT_ICONS an original that is kept has."""
    if judgement.is_proof:
        return "proof"
    return "no-proof" if judgement.problem else "unchecked"


ROW_ICONS: dict[str, tuple[str, str]] = {
    State.DELIVERED: STATE_ICONS[State.DELIVERED],
    State.ACCEPTED: STATE_ICONS[State.ACCEPTED],
    State.SENT: STATE_ICONS[State.SENT],
    State.SENDING: STATE_ICONS[State.SENDING],
    State.QUEUED: STATE_ICONS[State.QUEUED],
    State.FAILED: STATE_ICONS[State.FAILED],
    State.NOT_ACCEPTED: STATE_ICONS[State.NOT_ACCEPTED],
    State.REFUSED: STATE_ICONS[State.REFUSED],
    State.UNKNOWN: STATE_ICONS[State.UNKNOWN],
    State.OVERDUE: STATE_ICONS[State.OVERDUE],
    State.NO_RECEIPT: STATE_ICONS[State.NO_RECEIPT],
    State.DRAFT: ("↩", "quiet"),
    RowKind.POST: ("✉", "letter"),
    RowKind.NOT_READY: ("–", "quiet"),
}
"""Of each way a row of a batch may stand, in the order they are told."""

STEP_WORDS = {
    "table": "batch.step.table",
    "letter": "batch.step.letter",
    "check": "batch.step.check",
    "preview": "batch.step.preview",
    "confirm": "batch.step.confirm",
}
"""The name of each step in preparing a batch."""
