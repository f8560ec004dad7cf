"""The top line: where one is, whose mailbox it is, and whether the service answers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from pectui.catalogue import t
from pectui.commands import COMMANDS
from pectui.models import MailView
from pectui.text import clean_line
from pectui.tui.counts import Counts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.strip import Strip

VIEWS = ("inbox", "sent", "outbox", "drafts", "account", "batches")
"""The views in the order of their keys, 1 first."""

_SHORT_NAMES = {
    "inbox": "shell.tab.inbox",
    "sent": "shell.tab.sent",
    "outbox": "shell.tab.outbox",
    "drafts": "shell.tab.drafts",
    "account": "shell.tab.account",
    "batches": "shell.tab.batches",
}
"""What the views are called where there is no room for their whole names."""
CONNECTIONS = {
    "connecting": ("○", "$quiet", "shell.connecting"),
    "online": ("●", "$text-success", "shell.online"),
    "waiting": ("◌", "$text-warning", "shell.waiting"),
    "offline": ("◌", "$text-warning", "shell.offline"),
    "refused": ("✗", "$text-error", "shell.refused"),
}


class TopBar(Widget):
    """Names the views with their keys, the mailbox, and the state of the connection."""

    view: reactive[str] = reactive("inbox")
    mailbox: reactive[str] = reactive("")
    connection: reactive[str] = reactive("connecting")
    counts: reactive[Counts] = reactive(Counts())
    """Letters in the outbox, and what needs a look."""
    view_counts: reactive[Mapping[MailView, int]] = reactive({})
    """Messages in views of the mailbox: the unread ones are told."""
    demo: reactive[bool] = reactive(default=False)

    def __init__(self, view: str) -> None:
        super().__init__()
        self.set_reactive(TopBar.view, view)
        self._places: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        """Follow what the app knows of mailbox, connection and outbox."""
        for name in ("mailbox", "connection", "counts", "view_counts", "demo"):
            self.watch(self.app, name, partial(self.set_reactive_value, name))

    def set_reactive_value(self, name: str, value: object) -> None:
        """Take over a value of the app."""
        setattr(self, name, value)

    def render(self) -> Content:
        """Draw the line; the mailbox's name gives way first, then the names of other views."""
        texts = self._texts()
        tabs: list[Content] = []
        self._places = []
        column = 0
        for view, text in zip(VIEWS, texts, strict=True):
            here = view == self.view
            tabs.append(
                Content.styled(text, "bold $block-cursor-foreground on $primary" if here else "")
            )
            self._places.append((column, column + cell_len(text), view))
            column += cell_len(text)
        sign, colour, key = CONNECTIONS[self.connection]
        state = t("shell.demo") if self.demo else t(key)
        right = Content.assemble(
            (clean_line(self.mailbox, 80), "$quiet"), " ", (sign, colour), " ", (state, colour)
        )
        room = self.size.width - column
        if right.cell_length > room:
            state = t("shell.demo-short") if self.demo else t(key)
            right = Content.assemble((sign, colour), " ", (state, colour))
        if right.cell_length > room:
            right = Content.styled(sign, colour)
        gap = " " * max(0, room - right.cell_length)
        return Content("").join([*tabs, Content(gap), right])

    def _texts(self) -> list[str]:
        """Return number, name and count of each view: as much of the names as leaves room.

        All are short where the usual state of the connection would lose its word; not where another
        one would, lest names come and go with the connection.
        """
        counts = {view: self._count(view) for view in VIEWS}
        texts = _texts({view: COMMANDS[f"app.{view}"].label for view in VIEWS}, counts)
        # A name stands whole or not at all; that of the view one is at stands always.
        others = [view for view in VIEWS if view != self.view]
        short = {view: t(key) for view, key in _SHORT_NAMES.items()}
        bare = {view: count.strip("()") for view, count in counts.items()}
        state = t("shell.demo-short") if self.demo else t("shell.online")
        if sum(map(cell_len, texts)) + cell_len(f"● {state}") > self.size.width:
            texts = _texts(short, bare)
        while others and sum(map(cell_len, texts)) >= self.size.width:
            short[others.pop()] = ""
            texts = _texts(short, bare)
        return texts

    def _count(self, view: str) -> str:
        """Return what is told beside the name of a view; empty where nothing is."""
        if view == "inbox" and (unread := self.view_counts.get(MailView.UNREAD)):
            return f"({unread})"
        if view == "outbox" and self.counts.waiting:
            return f"({self.counts.waiting})"
        if view == "batches" and self.counts.batched:
            return f"({self.counts.batched})"
        if view == "sent" and self.counts.trouble:
            return f"(!{self.counts.trouble})"
        return ""

    def without_state(self, strip: Strip) -> Strip:
        """Return a drawn line of this bar without what stands right of the views."""
        end = self._places[-1][1] if self._places else 0
        return strip.crop(0, end).extend_cell_length(strip.cell_length, self.rich_style)

    async def on_click(self, event: events.Click) -> None:
        """Go to the view under the mouse."""
        for start, end, view in self._places:
            if start <= event.x < end:
                await self.app.run_action(f"app.view('{view}')")
                return


def _texts(names: Mapping[str, str], counts: Mapping[str, str]) -> list[str]:
    return [
        f" {' '.join(filter(None, (str(number), names[view], counts[view])))} "
        for number, view in enumerate(VIEWS, 1)
    ]
