"""The sign and colour of each kind and state, beside its word."""

from __future__ import annotations

from pectui.models import Kind, State

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
