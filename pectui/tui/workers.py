"""The one wrapper around Textual's workers: runs a call, and posts its answer.

Every call has a group of its own, never ends the app, and answers with a message: the one it
returns, or `CallFailed`, which whoever started the call tells the person. It goes on for the
account it was started for, whichever is shown meanwhile.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from textual.app import App
from textual.message import Message

from pectui.errors import PectuiError
from pectui.tui.acting import acting_for, acting_on
from pectui.tui.messages import CallFailed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.dom import DOMNode
    from textual.worker import Worker

_log = logging.getLogger("pectui.tui")


def start_call(
    node: DOMNode,
    group: str,
    work: Callable[[], Awaitable[object]],
    *,
    replace: bool = False,
) -> Worker[None]:
    """Run `work` in the background for `node`; a message it returns, or `CallFailed`, is posted.

    With `replace` an earlier call of the same group on this node is cancelled first. A node that
    goes away takes its calls with it: what must end whatever happens runs on the app.
    """
    account = acting_on(node)

    async def call() -> None:
        with acting_for(account):
            try:
                answer = await work()
            except PectuiError as error:
                answer = CallFailed(group, error)
            except Exception as error:
                _log.exception("call %s", group)
                answer = CallFailed(group, PectuiError(type(error).__name__))
            if isinstance(answer, Message):
                node.post_message(answer)

    return node.run_worker(
        call, name=group, group=_lane(node, group), exclusive=replace, exit_on_error=False
    )


def is_under_way(node: DOMNode, group: str) -> bool:
    """Whether a call of `group` that was started for `node` has not ended."""
    lane = _lane(node, group)
    calls = (one for one in node.app.workers if one.node is node and one.group == lane)
    return any(not one.is_finished for one in calls)


def end_calls(account: str, app: App[object]) -> None:
    """Cancel the calls that the app makes for the account of that key."""
    for one in tuple(app.workers):
        if one.node is app and one.group == _lane_of(one.name, account):
            one.cancel()


def _lane(node: DOMNode, group: str) -> str:
    """Return the calls that may replace each other: those of one node, and of one account."""
    account = acting_on(node) if isinstance(node, App) else None
    return _lane_of(group, account.key) if account is not None else f"call:{group}"


def _lane_of(group: str, account: str) -> str:
    return f"call:{group}:{account}"
