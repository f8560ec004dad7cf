"""Lists the links of a message; copies one, or opens it after a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widgets import OptionList, Static

from pectui.catalogue import t
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.screens.base import Dialog
from pectui.tui.screens.dialogs.simple import Question, ask
from pectui.tui.terminal import clipboard
from pectui.tui.terminal.browser import open_link
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from pectui.html.links import Link

_LONGEST = 300


class LinkScreen(Dialog[None]):
    """Lists links by their real targets."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("links")

    def __init__(self, links: Sequence[Link]) -> None:
        super().__init__()
        self._links = links

    def compose(self) -> ComposeResult:
        """Lay out title, links and keys."""
        with Vertical(classes="dialog"):
            yield Static(show.line(t("reader.links.title")), classes="dialog-title")
            yield OptionList(*(show.line(_line_of(link)) for link in self._links), compact=True)
            yield Static(show.line(t("reader.links.keys")), classes="dialog-note")

    def on_mount(self) -> None:
        """Give the list the keys."""
        self.query_one(OptionList).focus()
        self.query_one(OptionList).highlighted = 0

    @property
    def _chosen(self) -> Link | None:
        index = self.query_one(OptionList).highlighted
        return self._links[index] if index is not None else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Ask about the one chosen."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Ask whether to open the link, naming the host that it leads to."""
        link = self._chosen
        if link is None:
            return
        if not link.safe:
            show.notify(self, t("reader.links.unsafe"), severity="warning")
            return
        lines = [
            t("reader.links.leads", host=clean_line(link.host, _LONGEST)),
            "",
            clean_line(link.target, _LONGEST),
        ]
        if link.shown:
            lines += ["", t("reader.links.claims", shown=clean_line(link.shown, _LONGEST))]
        if link.deceptive:
            lines += ["", f"! {t('reader.html-link-deceptive')}"]
        question = Question(
            t("reader.links.question"),
            lines,
            yes=t("reader.links.yes"),
            no=t("reader.links.no"),
            dangerous=True,
        )
        ask(self, question, lambda: start_call(self, "link", lambda: self._open(link)))

    async def _open(self, link: Link) -> None:
        if await open_link(link.target):
            show.notify(self, t("reader.links.opened"), timeout=3)
        else:
            show.notify(self, t("reader.links.no-browser"), severity="warning")

    def action_copy(self) -> None:
        """Copy where the link leads."""
        if (link := self._chosen) is not None:
            text = clean_line(link.target, None)
            start_call(self, "copy", lambda: clipboard.copy(self, text))

    def action_back(self) -> None:
        """Go back to the message."""
        self.dismiss()


def _line_of(link: Link) -> str:
    mark = f"! {link.host} · " if link.deceptive or link.disguised else ""
    return f"[{link.number}] {mark}{clean_line(link.target, _LONGEST)}"
