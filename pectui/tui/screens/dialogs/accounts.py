"""Every account at a glance: what is new, in trouble and waiting; to go to one, or take one out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from pectui.catalogue import t, tn
from pectui.text import clean_line
from pectui.tui.commands import COMMANDS, bindings, key_label
from pectui.tui.screens.base import Dialog
from pectui.tui.widgets.chrome.quota_bar import quota_words
from pectui.tui.widgets.chrome.top_bar import CONNECTIONS

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from pectui.tui.glance import Glance


class AccountsScreen(Dialog[tuple[str, str] | None]):
    """Lists the accounts as they are now; answers "open" or "remove", and with which."""

    BINDINGS = bindings("accounts")

    def __init__(self, glances: tuple[Glance, ...]) -> None:
        super().__init__()
        self._glances = glances

    def compose(self) -> ComposeResult:
        """Lay out the accounts, and what can be done with one."""
        with Vertical(classes="dialog -wide"):
            yield Static(Content(t("accounts.title")), classes="dialog-title")
            yield OptionList(compact=True, id="accounts")
            yield Static(Content(self._keys()), classes="dialog-note")

    def on_mount(self) -> None:
        """Begin at the account that is shown, and follow what changes."""
        self._show([one.is_shown for one in self._glances].index(True))
        self.query_one(OptionList).focus()
        self.watch(self.app, "glances", self._follow, init=False)

    def _follow(self, glances: tuple[Glance, ...]) -> None:
        """Show the accounts as they are now; the cursor stays."""
        self._glances = glances
        if glances:
            self._show(self.query_one(OptionList).highlighted or 0)
        else:
            self.dismiss(None)  # there is but one left, and nothing to choose

    def _show(self, cursor: int) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(_lines(one), one.key) for one in self._glances])
        options.highlighted = min(cursor, len(self._glances) - 1)

    def _keys(self) -> str:
        ids = ("accounts.open", "accounts.remove", "accounts.close")
        return "   ".join(f"{key_label(self, one)} {COMMANDS[one].label}" for one in ids)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to an account by mouse or Enter."""
        self.dismiss(("open", event.option.id or ""))

    def action_open(self) -> None:
        """Go to the account under the cursor."""
        self._answer("open")

    def action_remove(self) -> None:
        """Take the account under the cursor out, after a question."""
        self._answer("remove")

    def action_cancel(self) -> None:
        """Stay where one is."""
        self.dismiss(None)

    def _answer(self, what: str) -> None:
        index = self.query_one(OptionList).highlighted
        if index is not None:
            self.dismiss((what, self._glances[index].key))


def _lines(one: Glance) -> Content:
    """Return an account in two lines: who it is; how it is reached and what there is to see to."""
    title = Content.styled(f" {one.title} ", f"bold #ffffff on {one.colour}")
    address = clean_line(one.address, 60)
    first = Content.assemble(title, (f"  {address}" if address else "", "$quiet"))
    return first + Content("\n  ") + Content("  ").join(_second(one))


def _second(one: Glance) -> list[Content]:
    if one.is_being_removed:
        return [Content.styled(f"○ {t('accounts.being-removed')}", "$quiet")]
    if one.problem:
        state = Content.styled(f"✗ {t('accounts.not-open')}", "$text-error")
        return [state, Content.styled(clean_line(one.problem, 300), "$quiet")]
    if not one.is_open:
        return [Content.styled(f"○ {t('accounts.opening')}", "$quiet")]
    sign, colour, key = CONNECTIONS[one.connection]
    parts = [Content.styled(f"{sign} {t(key)}", colour)]
    if one.unread:
        parts.append(Content.styled(tn("accounts.unread", one.unread), "bold"))
    if one.trouble:
        parts.append(Content.styled(tn("accounts.trouble", one.trouble), "$text-error"))
    if one.waiting:
        parts.append(Content.styled(tn("accounts.waiting", one.waiting), "$text-warning"))
    if one.batched:
        parts.append(Content.styled(tn("accounts.batched", one.batched), "$text-warning"))
    if not one.signs:
        parts.append(Content.styled(t("accounts.quiet"), "$quiet"))
    return [*parts, quota_words(one.quota, roomy=False)]
