"""Finds a command by what it is called, shows its keys, and completes its argument."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from pectui.catalogue import t
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.formats.cells import fit
from pectui.tui.messages import Answer
from pectui.tui.offers import Offer, Spoken, found, spoken_in
from pectui.tui.screens.base import Dialog
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from pectui.tui.messages import CallFailed

_WIDEST, _AROUND = 110, 8
"""Cells of the dialog, and of its frame, padding and scrollbar."""
_KEYS = 2
"""Keys of a command that are shown."""


@dataclass
class Completed(Answer):
    """What the argument typed may become."""

    argument: str
    choices: Sequence[str]


class PaletteScreen(Dialog[Callable[[], object] | None]):
    """Answers what is to be done; None when closed."""

    BINDINGS = bindings("palette")

    def __init__(self, offers: Sequence[Offer], typed: str = "") -> None:
        super().__init__()
        self._offers = offers
        self._commands = [one.spoken for one in offers if one.spoken is not None]
        self._typed = typed
        self._rows: list[Offer | str] = []
        """What the lines of the list stand for: offers, or arguments."""

    def compose(self) -> ComposeResult:
        """Lay out the field, what is found, and how to go on."""
        with Vertical(classes="dialog -tall"):
            yield Input(self._typed, placeholder=t("palette.placeholder"), select_on_focus=False)
            yield Static(id="said")
            found_ = OptionList(id="found", compact=True)
            found_.can_focus = False
            yield found_
            yield Static(t("palette.hint"), classes="dialog-note", markup=False)

    def on_mount(self) -> None:
        """Offer everything."""
        self.query_one(Input).focus()
        self._show()

    @property
    def _list(self) -> OptionList:
        return self.query_one("#found", OptionList)

    @property
    def _line(self) -> str:
        return self.query_one(Input).value

    def on_input_changed(self) -> None:
        """Find what is typed."""
        self._show()

    def _show(self) -> None:
        line = spoken_in(self._line, self._commands)
        if line is None:
            offers = found(self._offers, self._line)
            self._put(offers, [self._offer_row(one) for one in offers])
            self._say(Content("" if offers else t("palette.none")).stylize("$quiet"))
            self._list.highlighted = 0 if offers else None
            return
        command, argument = line

        async def work() -> Completed:
            return Completed(argument, await command.complete(argument))

        self._put([], [])
        words = t("palette.asked", name=command.names[0], argument=command.argument)
        self._say(Content(words).stylize("$quiet"))
        start_call(self, "complete", work, replace=True)

    def on_completed(self, event: Completed) -> None:
        """Show it, where it is still asked."""
        line = spoken_in(self._line, self._commands)
        if line is None or line[1] != event.argument:
            return
        self._put(event.choices, [show.line(one) for one in event.choices])
        if line[0].is_closed and event.argument and event.choices:
            self._list.highlighted = 0

    def failed(self, event: CallFailed) -> None:
        """Go without completions: what is wrong is told where it matters."""
        self.program.note_failure(event.error)

    def _put(self, rows: Sequence[Offer | str], lines: Sequence[Content]) -> None:
        self._rows = list(rows)
        self._list.set_options(lines)

    def _say(self, words: Content) -> None:
        self.query_one("#said", Static).update(words)

    @property
    def _chosen(self) -> Offer | str | None:
        place = self._list.highlighted
        return None if place is None else self._rows[place]

    def action_move(self, lines: int) -> None:
        """Move through what is found."""
        if not self._rows:
            return
        last, place = len(self._rows) - 1, self._list.highlighted
        wanted = (0 if lines > 0 else last) if place is None else place + lines
        self._list.highlighted = min(max(wanted, 0), last)

    def action_complete(self) -> None:
        """Take what is chosen, or the first, into the line."""
        chosen = self._chosen or (self._rows[0] if self._rows else None)
        line = spoken_in(self._line, self._commands)
        if isinstance(chosen, Offer) and chosen.spoken is not None:
            self._go_on(f"{chosen.spoken.names[0]} ")
        elif isinstance(chosen, str) and line is not None:
            self._go_on(f"{line[0].names[0]} {chosen}")

    def _go_on(self, text: str) -> None:
        field = self.query_one(Input)
        field.value = text
        field.cursor_position = len(text)

    def on_input_submitted(self) -> None:
        """Do what is chosen."""
        self._do()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do what is clicked."""
        event.option_list.highlighted = event.option_index
        self._do()

    def _do(self) -> None:
        chosen = self._chosen
        line = spoken_in(self._line, self._commands)
        if line is not None:
            command, argument = line
            self._run(command, chosen if isinstance(chosen, str) else argument.strip())
        elif isinstance(chosen, Offer) and chosen.spoken is not None:
            self._go_on(f"{chosen.spoken.names[0]} ")
        elif isinstance(chosen, Offer):
            self.dismiss(chosen.run)

    def _run(self, command: Spoken, argument: str) -> None:
        if problem := command.check(argument):
            self._say(show.line(f"✗ {problem}").stylize("$text-error"))
        else:
            self.dismiss(lambda: command.run(argument))

    def action_close(self) -> None:
        """Do nothing."""
        self.dismiss(None)

    def _offer_row(self, offer: Offer) -> Content:
        room = min(_WIDEST, self.app.size.width * 94 // 100) - _AROUND
        keys = " ".join(offer.keys[:_KEYS])
        label = offer.label
        if offer.spoken is not None:
            label = f"{offer.spoken.names[0]} {offer.spoken.argument}"
        left = room - cell_len(keys) - 1
        name = min(left, max(cell_len(label), room // 3))
        help_room = left - name - 2
        words = fit(offer.help, help_room) if help_room > 0 else ""
        explained = f"  {words}" if help_room > 0 else ""
        return Content.assemble(
            (fit(label, name), "bold"), (explained, "$quiet"), " ", (keys, "$accent")
        )
