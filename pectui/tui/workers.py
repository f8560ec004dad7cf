"""The one wrapper around Textual's workers: runs a call, and posts its answer.

Every call has a group of its own, never ends the app, and answers with a message: the one it
returns, or `CallFailed`, which whoever started the call tells the person.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from textual.message import Message

from pectui.errors import PectuiError
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

    async def call() -> None:
        try:
            answer = await work()
        except PectuiError as error:
            node.post_message(CallFailed(group, error))
        except Exception as error:
            _log.exception("call %s", group)
            bug = PectuiError(type(error).__name__)
            node.post_message(CallFailed(group, bug))
        else:
            if isinstance(answer, Message):
                node.post_message(answer)

    return node.run_worker(
        call, name=group, group=f"call:{group}", exclusive=replace, exit_on_error=False
    )
