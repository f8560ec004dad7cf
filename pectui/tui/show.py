"""Makes text from outside fit for a widget: through the gate, then `Content`.

Nothing else in `tui` may hand foreign text to a widget, a title or a notification.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.content import Content

from pectui.text import clean_block, clean_line

if TYPE_CHECKING:
    from textual.app import App
    from textual.message_pump import MessagePump
    from textual.widgets import Static

    from pectui.errors import PectuiError

Severity = Literal["information", "warning", "error"]

LINE_LIMIT = 1_000
"""Characters of one line; a longer one is cut, visibly."""
BLOCK_LIMIT = 20_000
"""Characters of a block outside the reader, which shows texts of any length in slices."""


def line(text: str, limit: int = LINE_LIMIT) -> Content:
    """Return `text` as one line of literal content."""
    return Content(clean_line(text, limit))


def block(text: str, limit: int = BLOCK_LIMIT) -> Content:
    """Return `text` as literal content of several lines."""
    return Content(clean_block(text, limit))


def put(widget: Static, content: Content, *, layout: bool = True) -> None:
    """Show `content` in `widget`, unless it is what stands there: nothing is drawn for nothing.

    Without `layout` the widget's size is known not to change.
    """
    shown = widget.content
    if not (isinstance(shown, Content) and shown.is_same(content)):
        widget.update(content, layout=layout)


def notify(
    node: MessagePump,
    message: str,
    *,
    title: str = "",
    severity: Severity = "information",
    timeout: float | None = None,
) -> None:
    """Show a notification; message and title pass the gate and carry no markup."""
    app: App[object] = node.app
    # A toast that went while another screen was shown left its place: the next would stand lower.
    shown = {one.identity for one in app._notifications}
    for holder in app.screen.query("ToastHolder"):
        if not any(one in (holder.id or "") for one in shown):
            holder.display = False
    app.notify(
        clean_block(message, 600),
        title=clean_line(title, 120),
        severity=severity,
        timeout=timeout,
        markup=False,
    )


def notify_error(node: MessagePump, error: PectuiError) -> None:
    """Show an error with its next step, long enough to be read."""
    notify(
        node,
        f"{error.detail}\n→ {error.hint}",
        title=error.title,
        severity="error",
        timeout=12,
    )
