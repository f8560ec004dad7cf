"""The questions about an account on a screen: which are asked, what was answered, what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Static

from pectui.catalogue import t
from pectui.services import account_words
from pectui.services.new_account import NewAccount, problems
from pectui.settings.configuration import Outline, Secret
from pectui.tui import show
from pectui.tui.commands import bindings, key_label
from pectui.tui.screens import account_questions as questions
from pectui.tui.screens.base import BaseScreen
from pectui.tui.widgets.compose.choice import Choice
from pectui.tui.widgets.form.entry import Entry, Line
from pectui.tui.widgets.form.one_of import OneOf

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from pectui.errors import SettingsError
    from pectui.settings.accounts import SecretPlace

Purpose = Literal["first", "beside", "edit", "renew"]
"""To open the program, to open another account in it, to change the account in use, to give it a
new password or token."""


class AccountEntries(BaseScreen[None]):
    """Asks for what an account needs, says where it is found, and what is wrong beside it."""

    CSS_PATH = "../styles/account.tcss"
    BINDINGS = bindings("form")

    def __init__(
        self,
        outline: Outline | None = None,
        problem: SettingsError | None = None,
        purpose: Purpose = "first",
    ) -> None:
        super().__init__()
        self._outline = outline or Outline("")
        self._problem = problem
        self._purpose = purpose
        place = account_words.first_place(outline)
        self._places = OneOf(account_words.places(place), place, id="place")
        self._way = {name for name in ("proxy", "ca_file") if getattr(self._outline, name)}
        """Questions about the way to the service: asked only where there is need."""
        self._looked_at: dict[str, str] = {}
        """The answers that something was said of, by the names of their questions."""

    def compose(self) -> ComposeResult:
        """Lay out the questions."""
        name = show.line(self._outline.name, 40).plain
        with Vertical(classes="dialog -form"):
            title = questions.title(self._kind, name)
            yield Static(title, classes="dialog-title", markup=False)
            with VerticalScroll(id="entries", can_focus=False):
                for name in questions.TYPED:
                    yield self._entry(name, self._input(name))
                yield self._entry("place", self._places)
                yield self._entry("sandbox", self._sandbox())
                yield self._entry("name", self._input("name"))
            yield Static(id="help", classes="dialog-note")
            yield Static(id="form-problem", classes="problem hidden")
            yield Static(id="steps")
            with Horizontal(classes="dialog-answers"):
                save = Content(f"{key_label(self, 'form.save')}  {t('account.form.save')}")
                yield Button(save, id="save", variant="primary")
                leave = Content(f"{key_label(self, 'form.leave')}  {t('account.form.cancel')}")
                yield Button(leave, id="leave")

    @property
    def _kind(self) -> questions.Kind:
        """Why the questions are asked."""
        if self._purpose == "edit" or self._purpose == "renew":
            return self._purpose
        if self._problem is None:
            return "first"
        return "session" if account_words.is_unkept(self._outline, self._problem) else "mend"

    def _entry(self, name: str, field: Input | OneOf | Choice) -> Entry:
        return Entry(account_words.label(name), field, hidden=not self._is_asked(name))

    def _sandbox(self) -> Choice:
        return Choice(
            t("account.form.sandbox"), account_words.is_sandbox(self._outline), id="sandbox"
        )

    def _input(self, name: str) -> Input:
        return Line(
            self._first_answer(name),
            id=name,
            password=name in account_words.SECRETS
            or (name == "proxy" and "@" in self._outline.proxy),
            placeholder=t("account.form.kept") if self._is_kept(name) else questions.hint(name),
            # Another name would be another account, without the secrets kept.
            disabled=name == "name" and self._kind != "first",
        )

    def _first_answer(self, name: str) -> str:
        if name == "name":
            return self._outline.name or account_words.FIRST_NAME
        if name in account_words.SECRETS:
            return ""
        return show.line(str(getattr(self._outline, name))).plain

    def _is_asked(self, name: str) -> bool:
        """Whether a question is to be seen: it depends on the purpose, and on other answers."""
        if name in account_words.SECRETS:
            return self.place != "command"
        if name in account_words.COMMANDS:
            return self.place == "command"
        if name in {"proxy", "ca_file"}:
            return name in self._way
        return name == "place" or self._purpose != "renew"

    def _is_kept(self, name: str) -> bool:
        """Whether a secret, or the command for it, is known where the questions begin."""
        source = self._outline.sources.get(name.removesuffix("_command"))
        if name in account_words.COMMANDS and account_words.first_place(self._outline) != "command":
            return source == "command"
        return name in {*account_words.SECRETS, *account_words.COMMANDS} and source is not None

    def on_mount(self) -> None:
        """Begin with what is wrong, or with the first question."""
        first = next(name for name in questions.ORDER if self._is_asked(name))
        if self._kind in {"session", "edit"}:
            first = "password"
        wrong = None
        self._remember()
        if self._kind == "mend":
            assert self._problem is not None
            wrong = questions.blamed(self._problem)
            words = questions.words_of(self._problem) if wrong else self._problem.with_hint
            self.say(wrong or "form", words)
        self.go_to(wrong or first)

    # ── answers ────────────────────────────────────────────────────────────────────────────────

    @property
    def place(self) -> SecretPlace:
        """Where secrets are to go."""
        return account_words.as_place(self._places.chosen)

    def field(self, name: str) -> Input:
        """Return where the answer to a question is typed."""
        return self.query_one(f"#{name}", Input)

    def answers(self) -> NewAccount:
        """Return what was answered."""
        typed = {name: self.field(name).value.strip() for name in questions.INPUTS}
        # A secret typed before another place was chosen is none of the answers.
        typed |= {name: "" for name in questions.INPUTS if not self._is_asked(name)} | {
            name: self.field(name).value.strip() for name in ("name", "username", "sender")
        }
        sandbox = self.query_one("#sandbox", Choice).value
        return NewAccount(
            name=typed["name"],
            username=typed["username"],
            sender=typed["sender"],
            password=Secret(typed["password"]),
            token=Secret(typed["token"]),
            password_command=typed["password_command"],
            token_command=typed["token_command"],
            sandbox=None if sandbox == account_words.is_sandbox(self._outline) else sandbox,
            proxy=typed["proxy"] if "proxy" in self._way else None,
            ca_file=typed["ca_file"] if "ca_file" in self._way else None,
            place=self.place,
            moves=self.place != account_words.first_place(self._outline),
            only_secrets=self._purpose == "renew",
        )

    def look_at(self, new: NewAccount) -> bool:
        """Say what is wrong with the answers themselves, beside each; whether nothing is."""
        found = {**problems(new), **self._missing()}
        self._remember()
        self.say("form")
        for entry in self.query(Entry):
            entry.say()
            entry.suspect(False)
        for name, words in found.items():
            self.say(name, words)
        if found:
            self.go_to(next(name for name in questions.ORDER if name in found))
        return not found

    def _remember(self) -> None:
        self._looked_at = {name: self.field(name).value for name in questions.INPUTS}

    def _missing(self) -> dict[str, str]:
        needed = ("name", "username", *account_words.SECRETS, *account_words.COMMANDS)
        return {
            name.removesuffix("_command"): t("account.form.needed", field=account_words.label(name))
            for name in needed
            if self._is_asked(name) and not self._is_kept(name)
            if not self.field(name).value.strip()
        }

    def changed(self) -> list[str]:
        """Return which of user, password and token is another than at the beginning."""
        names = ("username", "password", "token")
        fields = {name: self.field(self._shown(name)).value.strip() for name in names}
        return [name for name in names if fields[name] != self._first_answer(self._shown(name))]

    # ── what is wrong ──────────────────────────────────────────────────────────────────────────

    def _shown(self, name: str) -> str:
        """Return the question that stands for a secret where a command prints it."""
        is_commanded = name in account_words.SECRETS and self.place == "command"
        return f"{name}_command" if is_commanded else name

    def say(self, name: str, words: str = "") -> None:
        """Say what is wrong at a question, or with "form" of all of them."""
        if name == "form":
            problem = self.query_one("#form-problem", Static)
            problem.set_class(not words, "hidden")
            problem.update(show.block(words, 600))
            return
        for entry in self.query(Entry):
            if entry.field.id == self._shown(name):
                entry.say(words)

    def go_to(self, name: str) -> None:
        """Put the cursor at a question, in view with what is said of it."""
        field = self.query_one(f"#{self._shown(name)}")
        # At once: what is typed right after is meant for it.
        self.set_focus(field)
        entry = next(one for one in field.ancestors if isinstance(one, Entry))
        self.call_after_refresh(entry.scroll_visible, animate=False)

    def blame(self, name: str | None, words: str) -> None:
        """Say what is wrong at a question and go there; without one, say it of all of them."""
        self.say(name or "form", words)
        if name is not None:
            self.go_to(name)

    def suspect(self, names: list[str]) -> None:
        """Mark questions as those of which one is wrong."""
        shown = {self._shown(name) for name in names}
        for entry in self.query(Entry):
            entry.suspect(entry.field.id in shown)

    def ask_way(self, name: str) -> None:
        """Ask for something that the way to the service may need."""
        self._way.add(name)
        self._show_asked()

    def _show_asked(self) -> None:
        for entry in self.query(Entry):
            entry.set_class(not self._is_asked(entry.field.id or ""), "hidden")

    # ── while it is answered ───────────────────────────────────────────────────────────────────

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say where the answer is found."""
        self._help(event.widget.id or "")

    def _help(self, name: str) -> None:
        config_file = self.program.configuration.options.config_file
        reveal = key_label(self, "form.reveal")
        words = questions.help_of(name, self.place, config_file, reveal)
        self.query_one("#help", Static).update(show.block(words, 400))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Take back what was said of the answer, once it is another one."""
        name, answer = event.input.id or "", event.input.value
        # Told late: by then it may have been looked at.
        if self._looked_at.get(name) != answer:
            self.say(name.removesuffix("_command"))

    def on_one_of_changed(self) -> None:
        """Ask for secrets, or for commands that print them."""
        self._show_asked()
        self.say("place")
        self._help("place")

    def action_reveal(self) -> None:
        """Show what was typed of the secrets, or hide it again."""
        fields = [self.field(name) for name in account_words.SECRETS]
        hide = not all(field.password for field in fields)
        for field in fields:
            field.password = hide
