"""Shows an open message: headers, text in several views, and the search in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical

from pectui.catalogue import t
from pectui.models import Body
from pectui.services.conversion import at_once, readable
from pectui.text import clean_text
from pectui.tui import show
from pectui.tui.commands import binding
from pectui.tui.messages import Answer
from pectui.tui.widgets.chrome.empty_state import EmptyState
from pectui.tui.widgets.reader.find_bar import FindBar
from pectui.tui.widgets.reader.message_head import MessageHead
from pectui.tui.widgets.reader.shown_body import Mode, ShownBody
from pectui.tui.widgets.reader.text_view import TextView
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.content import Content

    from pectui.errors import PectuiError
    from pectui.models import Envelope, Message
    from pectui.services.conversion import Readable
    from pectui.tui.messages import CallFailed

_NOTHING = Body("", "")


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

        shown: ShownBody
        with_hidden: bool
        page: Readable

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes="-notice -empty")
        self.message: Message | None = None
        """The message shown; None while there is none."""
        self.shown = ShownBody(_NOTHING)
        """Its body."""
        self.text = TextView()
        self.find_bar = FindBar()
        self._head = MessageHead()
        self._notice = EmptyState()
        self._added: tuple[Content, ...] = ()
        """Lines about what the person has written to the message."""
        self._searched: tuple[str, ...] = ()
        """Phrases the message was found by; they are marked."""

    def compose(self) -> ComposeResult:
        """Lay out headers, search line, text and notice."""
        yield self._head
        yield self.find_bar
        yield self.text
        yield self._notice

    def on_mount(self) -> None:
        """Begin without a message."""
        self.show_empty()

    # ── what is shown ──────────────────────────────────────────────────────────────────────────

    def show_empty(self) -> None:
        """Say that no message is open."""
        self._close(empty=True)
        self._notice.say(t("reader.none.title"), t("reader.none.detail"))

    def show_loading(self, envelope: Envelope) -> None:
        """Show the headers that are known, while the body is fetched."""
        self._close()
        self._head.show_envelope(envelope)
        self._notice.say(t("reader.loading"))

    def show_headers(self, envelope: Envelope) -> None:
        """Show the headers of a message whose text is not here, and how to have it."""
        self._close()
        self._head.show_envelope(envelope)
        self._notice.say(t("reader.not-here"), t("reader.not-here.detail"))

    def show_error(self, error: PectuiError) -> None:
        """Say why the message is not here."""
        self._close()
        self._notice.say_error(error)

    def show_message(
        self, message: Message, searched: tuple[str, ...] = (), added: Sequence[Content] = ()
    ) -> None:
        """Show a message: a page as readable text, anything else as it was written.

        `searched` are the phrases it was found by, to be marked; `added` is what the person has
        written to it.
        """
        self._close()
        self.message, self.shown = message, ShownBody(message.body)
        self._added, self._searched = tuple(added), searched
        self._show()

    def show_added(self, added: Sequence[Content]) -> None:
        """Show what the person has written to the message now."""
        self._added = tuple(added)
        if self.message is not None:
            self._show_head(self.message)

    def cycle_mode(self) -> None:
        """Show the body in the next of its views."""
        if self.message is None:
            return
        self.shown.next_mode()
        self._show()
        self.post_message(self.ModeChanged(self.shown.mode))

    def toggle_hidden(self) -> None:
        """Show what the page hides, or leave it out again."""
        if self.shown.hidden:
            self.shown.toggle_hidden()
            self._show()

    def text_for_copy(self) -> str:
        """Return what is selected, else the whole text as shown; clean. Empty without a message."""
        if self.message is None:
            return ""
        selection = self.text.text_selection
        if selection is not None and (selected := self.text.get_selection(selection)):
            return selected[0]
        return clean_text(self.shown.text)

    def focus_text(self) -> None:
        """Take the keys."""
        self.text.focus()

    def _show(self) -> None:
        """Show the body in its view; a long page first becomes text in a thread."""
        message, shown = self.message, self.shown
        if message is None:
            return
        if shown.lacks_page:
            body = replace(shown.body, html=True)
            page = at_once(body, show_hidden=shown.with_hidden)
            if page is None:
                self._convert(message, body)
                return
            self._take(page)
        self.remove_class("-empty", "-notice")
        self._show_head(message)
        text = shown.text
        self.text.show(t("reader.empty-body") if not text or text.isspace() else text)
        is_finding = self.has_class("-finding")
        self.text.find(*((self.find_bar.words,) if is_finding else self._searched))

    def _show_head(self, message: Message) -> None:
        self._head.show_envelope(message.envelope, [*self._added, *self.shown.remarks()])

    def _convert(self, message: Message, body: Body) -> None:
        self._show_head(message)
        self.remove_class("-empty")
        self.add_class("-notice")
        self._notice.say(t("reader.converting"))
        shown, with_hidden = self.shown, self.shown.with_hidden

        async def work() -> Answer:
            page = await readable(body, show_hidden=with_hidden)
            return self._Converted(shown, with_hidden, page)

        start_call(self, "html", work, replace=True)

    def _take(self, page: Readable) -> None:
        self.shown.take(page)
        self.refresh_bindings()

    def on_reader__converted(self, event: _Converted) -> None:
        """Show the page, if it is of the body still shown, and as it is wanted."""
        event.stop()
        if event.shown is self.shown and event.with_hidden is self.shown.with_hidden:
            self._take(event.page)
            if self.shown.mode is Mode.HTML:
                self._show()

    def on_call_failed(self, event: CallFailed) -> None:
        """Show a page that could not be made readable as it was written; the screen says why."""
        if event.group == "html":
            self.shown.mode = Mode.PLAIN
            self._show()

    def _close(self, *, empty: bool = False) -> None:
        """Leave the message, its text and the search in it for a notice."""
        self.message, self.shown = None, ShownBody(_NOTHING)
        self.set_class(empty, "-empty")
        self.add_class("-notice")
        self.action_close_find()
        self.text.show("")

    # ── the search ─────────────────────────────────────────────────────────────────────────────

    def open_find(self) -> None:
        """Open the line in which words to find are typed."""
        if self.message is None:
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
            show.give_keys(self.text)

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
