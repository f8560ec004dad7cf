"""Shows an open message: headers, text in several views, and the search in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content

from pectui.catalogue import t, tn
from pectui.services.conversion import at_once, readable
from pectui.text import clean_text
from pectui.tui.commands import binding
from pectui.tui.messages import Answer
from pectui.tui.widgets.chrome.empty_state import EmptyState
from pectui.tui.widgets.reader.find_bar import FindBar
from pectui.tui.widgets.reader.message_head import MessageHead
from pectui.tui.widgets.reader.text_view import TextView
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from pectui.errors import PectuiError
    from pectui.html.links import Link
    from pectui.models import Body, Envelope, Message
    from pectui.services.conversion import Readable
    from pectui.tui.messages import CallFailed


class Mode(StrEnum):
    """How a body is shown."""

    HTML = "html"
    """The words of a page, its links listed."""
    PLAIN = "plain"
    """The decoded text, as it was written."""
    RAW = "raw"
    """What the service answered, before decoding."""


_MODES = {
    Mode.HTML: "reader.mode.html",
    Mode.PLAIN: "reader.mode.plain",
    Mode.RAW: "reader.mode.raw",
}


class Reader(Vertical):
    """Shows one message, or says why there is none."""

    DEFAULT_CSS = """
    Reader {
        EmptyState { display: none; }
        FindBar { display: none; }
        TextView { padding: 0 1; }
        &.-notice EmptyState { display: block; }
        &.-notice TextView { display: none; }
        &.-empty MessageHead { display: none; }
        &.-finding FindBar { display: block; }
    }
    """
    BINDINGS: ClassVar = [binding("find.close")]

    @dataclass
    class ModeChanged(Answer):
        """The body is shown in another way."""

        mode: Mode

    @dataclass
    class _Converted(Answer):
        """A page has become text, in a thread."""

        body: Body
        page: Readable
        show_hidden: bool

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._message: Message | None = None
        self._mode = Mode.PLAIN
        self._page: Readable | None = None
        """The message's HTML as text, once it was asked for."""
        self._hidden = 0
        """Parts that the page hides."""
        self._show_hidden = False
        self._added: tuple[Content, ...] = ()
        """Lines about what the person has written to the message."""
        self._searched: tuple[str, ...] = ()
        """Phrases the message was found by; they are marked."""

    def compose(self) -> ComposeResult:
        """Lay out headers, search line, text and notice."""
        yield MessageHead()
        yield FindBar()
        yield TextView()
        yield EmptyState()

    def on_mount(self) -> None:
        """Begin without a message."""
        self.show_empty()

    @property
    def message(self) -> Message | None:
        """The message shown; None while there is none."""
        return self._message

    @property
    def mode(self) -> Mode:
        """How its body is shown."""
        return self._mode

    @property
    def text(self) -> TextView:
        """The view of the text."""
        return self.query_one(TextView)

    @property
    def find_bar(self) -> FindBar:
        """The line of the search."""
        return self.query_one(FindBar)

    # ── what is shown ──────────────────────────────────────────────────────────────────────────

    def show_empty(self) -> None:
        """Say that no message is open."""
        self._message = None
        self._close()
        self.add_class("-empty")
        self._notice.say(t("reader.none.title"), t("reader.none.detail"))
        self.text.show("")

    def show_loading(self, envelope: Envelope) -> None:
        """Show the headers that are known, while the body is fetched."""
        self._message = None
        self._close()
        self._head.show_envelope(envelope)
        self._notice.say(t("reader.loading"))
        self.text.show("")

    def show_headers(self, envelope: Envelope) -> None:
        """Show the headers of a message whose text is not here, and how to have it."""
        self._message = None
        self._close()
        self._head.show_envelope(envelope)
        self._notice.say(t("reader.not-here"), t("reader.not-here.detail"))
        self.text.show("")

    def show_error(self, error: PectuiError) -> None:
        """Say why the message is not here."""
        self._message = None
        self._close()
        self._notice.say_error(error)

    def show_message(
        self, message: Message, searched: tuple[str, ...] = (), added: Sequence[Content] = ()
    ) -> None:
        """Show a message: a page as readable text, anything else as it was written.

        `searched` are the phrases it was found by, to be marked; `added` is what the person has
        written to it.
        """
        self._message = message
        self._added = tuple(added)
        self._page, self._hidden, self._show_hidden = None, 0, False
        self._close()
        self._searched = searched
        self._show_mode(Mode.HTML if message.body.html else Mode.PLAIN)

    def show_added(self, added: Sequence[Content]) -> None:
        """Show what the person has written to the message now."""
        self._added = tuple(added)
        if self._message is not None:
            remarks = self._remarks(self._message.body)
            self._head.show_envelope(self._message.envelope, remarks)

    def cycle_mode(self) -> None:
        """Show the body in the next of its views."""
        if self._message is None:
            return
        modes = modes_of(self._message.body)
        index = modes.index(self._mode) if self._mode in modes else -1
        self._show_mode(modes[(index + 1) % len(modes)])
        self.post_message(self.ModeChanged(self._mode))

    @property
    def hidden(self) -> int:
        """How many parts the page shown hides."""
        return self._hidden if self._mode is Mode.HTML else 0

    @property
    def links(self) -> tuple[Link, ...]:
        """The links of the page shown."""
        page = self._page if self._message is not None and self._mode is Mode.HTML else None
        return page.links if page is not None else ()

    def toggle_hidden(self) -> None:
        """Show what the page hides, or leave it out again."""
        if self.hidden:
            self._page, self._show_hidden = None, not self._show_hidden
            self._show_mode(Mode.HTML)

    def text_for_copy(self) -> str:
        """Return what is selected, else the whole text as shown; clean. Empty without a message."""
        if self._message is None:
            return ""
        selection = self.text.text_selection
        if selection is not None and (selected := self.text.get_selection(selection)):
            return selected[0]
        return clean_text(self._source(self._message.body))

    def focus_text(self) -> None:
        """Take the keys."""
        self.text.focus()

    def _show_mode(self, mode: Mode) -> None:
        message = self._message
        if message is None:
            return
        self._mode = mode
        body = message.body
        if mode is Mode.HTML and self._page is None:
            page = at_once(replace(body, html=True), show_hidden=self._show_hidden)
            if page is None:
                self._convert(message)
                return
            self._keep(page)
        self.remove_class("-empty", "-notice")
        self._head.show_envelope(message.envelope, self._remarks(body))
        source = self._source(body)
        self.text.show(t("reader.empty-body") if not source or source.isspace() else source)
        if self.has_class("-finding"):
            self.text.find(self.find_bar.words)
        else:
            self.text.find(*self._searched)

    def _source(self, body: Body) -> str:
        if self._mode is Mode.RAW:
            return body.raw
        if self._mode is Mode.HTML and self._page is not None:
            return self._page.text
        return body.text

    def _convert(self, message: Message) -> None:
        self._head.show_envelope(message.envelope, self._remarks(message.body))
        self._say(t("reader.converting"))
        body, show_hidden = message.body, self._show_hidden

        async def work() -> Answer:
            page = await readable(replace(body, html=True), show_hidden=show_hidden)
            return self._Converted(body, page, show_hidden)

        start_call(self, "html", work, replace=True)

    def _keep(self, page: Readable) -> None:
        self._page = page
        if not self._show_hidden:
            self._hidden = page.hidden
        self.refresh_bindings()

    def on_reader__converted(self, event: _Converted) -> None:
        """Show the page, if its message is still the one open."""
        event.stop()
        message = self._message
        wanted = message is not None and message.body is event.body
        if wanted and event.show_hidden is self._show_hidden:
            self._keep(event.page)
            if self._mode is Mode.HTML:
                self._show_mode(Mode.HTML)

    def on_call_failed(self, event: CallFailed) -> None:
        """Show a page that could not be made readable as it was written; the screen says why."""
        if event.group == "html":
            self._show_mode(Mode.PLAIN)

    def _remarks(self, body: Body) -> list[Content]:
        facts = [t(_MODES[self._mode])]
        warnings = []
        page = self._page if self._mode is Mode.HTML else None
        if page is not None and page.links:
            facts.append(tn("reader.links", len(page.links)))
            if any(link.deceptive or link.disguised for link in page.links):
                warnings.append(t("reader.deceptive"))
        if page is not None and page.given_up:
            warnings.append(t("reader.given-up"))
        if self.hidden and self._show_hidden:
            facts.append(t("reader.hidden-shown"))
        elif self.hidden:
            facts.append(tn("reader.hidden", self.hidden))
        if body.uncertain:
            warnings.append(t("reader.uncertain", charset=body.charset))
        elif body.charset != "utf-8":
            facts.append(t("reader.charset", charset=body.charset))
        if body.damaged:
            warnings.append(t("reader.damaged"))
        return [
            *self._added,
            Content(" · ".join(facts)).stylize("$quiet"),
            *(Content(f"! {warning}").stylize("$text-warning") for warning in warnings),
        ]

    @property
    def _head(self) -> MessageHead:
        return self.query_one(MessageHead)

    @property
    def _notice(self) -> EmptyState:
        return self.query_one(EmptyState)

    def _say(self, title: str) -> None:
        self.remove_class("-empty")
        self.add_class("-notice")
        self._notice.say(title)

    def _close(self) -> None:
        """Leave the text, and the search in it, for a notice."""
        self.remove_class("-empty")
        self.add_class("-notice")
        self.action_close_find()

    # ── the search ─────────────────────────────────────────────────────────────────────────────

    def open_find(self) -> None:
        """Open the line in which words to find are typed."""
        if self._message is None:
            return
        self.add_class("-finding")
        self.find_bar.open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Escape to others while nothing is searched."""
        return self.has_class("-finding") if action == "close_find" else True

    def action_close_find(self) -> None:
        """Close the search and go back to the text."""
        had_keys = self.find_bar.has_focus_within
        self.remove_class("-finding")
        self._searched = ()
        self.text.find()
        if had_keys:
            self.text.focus()

    def on_find_bar_changed(self, event: FindBar.Changed) -> None:
        """Find the words typed."""
        event.stop()
        if self.has_class("-finding"):
            self.find_bar.say(0, 0, done=False)
            self.text.find(event.words)

    def on_find_bar_stepped(self, event: FindBar.Stepped) -> None:
        """Go to the next or the previous place."""
        event.stop()
        self.text.action_step(event.by)

    def on_text_view_found(self, event: TextView.Found) -> None:
        """Show the count."""
        event.stop()
        self.find_bar.say(event.current, event.count, done=event.done)


def modes_of(body: Body) -> tuple[Mode, ...]:
    """Return the views a body has, the best one first."""
    if body.html:
        return (Mode.HTML, Mode.PLAIN, Mode.RAW)
    if "<" in body.text:
        return (Mode.PLAIN, Mode.HTML, Mode.RAW)
    return (Mode.PLAIN, Mode.RAW)
