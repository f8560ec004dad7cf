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
from pectui.tui.formats.cells import fit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.strip import Strip

VIEWS = ("inbox", "sent", "outbox", "drafts", "account", "batches")
"""The views in the order of their keys, 1 first."""

_LONGEST, _SHORTEST = 12, 4
"""Cells of the name of a view that is not shown, from which on and down to which it is cut."""
_SIGNS = {
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
        sign, colour, key = _SIGNS[self.connection]
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
        """Return number, name and count of each view, names as long as the sign leaves room for."""
        names = {view: COMMANDS[f"app.{view}"].label for view in VIEWS}
        texts: list[str] = []
        for most in (*range(_LONGEST, _SHORTEST - 1, -1), 0):
            texts = []
            for number, view in enumerate(VIEWS, 1):
                name = names[view]
                if view != self.view and cell_len(name) > most:
                    name = fit(name, most)
                texts.append(f" {' '.join(filter(None, (str(number), name, self._count(view))))} ")
            if sum(map(cell_len, texts)) < self.size.width:
                break
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
