"""Makes text from outside fit for a widget: through the gate, then `Content`.

Nothing else in `tui` may hand foreign text to a widget, a title or a notification.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from textual.app import ScreenStackError
from textual.content import Content
from textual.dom import DOMNode
from textual.notifications import Notification

from pectui.catalogue import t
from pectui.text import clean_block, clean_line
from pectui.tui.acting import acting_on

if TYPE_CHECKING:
    from textual.app import App
    from textual.message_pump import MessagePump
    from textual.screen import Screen
    from textual.widget import Widget
    from textual.widgets import Static

    from pectui.errors import PectuiError

Severity = Literal["information", "warning", "error"]

LINE_LIMIT = 1_000
"""Characters of one line; a longer one is cut, visibly."""
BLOCK_LIMIT = 20_000
"""Characters of a block outside the reader, which shows texts of any length in slices."""
_LEAST_SECONDS = 2.0
"""For which a notice is shown again after a dialog, however little of its time was left."""


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


def give_keys(widget: Widget) -> None:
    """Have a widget take the keys from the next one on: that one may be here already."""
    widget.screen.set_focus(widget)


def notify(
    node: MessagePump,
    message: str,
    *,
    title: str = "",
    severity: Severity = "information",
    timeout: float | None = None,
) -> None:
    """Show a notification; message and title pass the gate and carry no markup.

    What concerns an account that is not shown names it.

    While a dialog is open that `node` is no part of, it waits: a question is not to be covered, nor
    answered with half an eye on something else.
    """
    app: App[object] = node.app
    account = acting_on(node)
    if account is not None and account.label and not account.is_shown:
        title = t("accounts.of", name=account.label, words=title) if title else account.label
    notice = Notification(
        clean_block(message, 600),
        clean_line(title, 120),
        severity,
        timeout or app.NOTIFICATION_TIMEOUT,
    )
    try:
        screen = app.screen
    except ScreenStackError:
        return  # the program is ending, and nobody is there to be told
    waiting = waiting_of(screen)
    if waiting is None or (isinstance(node, DOMNode) and screen in node.ancestors_with_self):
        _raise(app, notice)
    else:
        waiting.append(notice)


def waiting_of(screen: Screen[object]) -> list[Notification] | None:
    """Return the notices that wait until `screen` ends; None where it is no dialog."""
    waiting: list[Notification] | None = getattr(screen, "waiting_notices", None)
    return waiting


def put_off_notices(app: App[object]) -> list[Notification]:
    """Take away the notices that are shown, and return those that matter also later."""
    notices = [
        replace(one, timeout=max(one.time_left, _LEAST_SECONDS))
        for one in app._notifications
        if one.severity != "information"
    ]
    app.clear_notifications()
    return notices


def show_put_off(app: App[object], notices: list[Notification]) -> None:
    """Show what waited; where another dialog is open by now, it waits on."""
    waiting = waiting_of(app.screen)
    if waiting is not None:
        waiting += notices
        return
    for one in notices:
        _raise(app, one)


def _raise(app: App[object], notice: Notification) -> None:
    # A toast that went while another screen was shown left its place: the next would stand lower.
    shown = {one.identity for one in app._notifications}
    for holder in app.screen.query("ToastHolder"):
        if not any(one in (holder.id or "") for one in shown):
            holder.display = False
    app.notify(
        notice.message,
        title=notice.title,
        severity=notice.severity,
        timeout=notice.timeout,
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
