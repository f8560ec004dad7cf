"""The form that sets up an account: asks the service, then writes and opens it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Label, Static

from pectui.catalogue import t
from pectui.errors import RequestRejected, ServiceFails, ServiceRefuses, Unreachable
from pectui.services.new_account import NewAccount, as_it_will_be, ask_service, problems, write
from pectui.settings.configuration import SANDBOX_URL, Configuration, Secret
from pectui.tui import show
from pectui.tui.commands import bindings, key_label
from pectui.tui.messages import Answer
from pectui.tui.screens.base import BaseScreen
from pectui.tui.widgets.compose.choice import Choice
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.worker import Worker

    from pectui.settings.configuration import Account
    from pectui.tui.messages import CallFailed

_LABELS = {
    "name": "account.form.name",
    "username": "account.form.username",
    "password": "account.form.password",
    "token": "account.form.token",
    "sender": "account.form.sender",
}
_HINTS = {
    "name": "account.form.name.hint",
    "username": "account.form.username.hint",
    "password": "account.form.password.hint",
    "token": "account.form.token.hint",
    "sender": "account.form.sender.hint",
}
FIELDS = tuple(_LABELS)
SECRETS = frozenset({"password", "token"})


@dataclass
class AccountSaved(Answer):
    """The account is written, and read back as the program will use it."""

    configuration: Configuration
    in_keyring: bool


class AccountForm(BaseScreen[None]):
    """Asks for what an account needs. Escape leaves it; without any account, the program."""

    CSS_PATH = "../styles/account.tcss"
    BINDINGS = bindings("form")

    def __init__(self, account: Account | None = None) -> None:
        super().__init__()
        self._account = account
        self._asking: Worker[None] | None = None
        """Asks the service and writes."""
        self._tried: NewAccount | None = None
        self._unasked: NewAccount | None = None
        """What the service could not be asked for: the next time it is written all the same."""

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        with Vertical(classes="dialog -form"):
            yield Static(t("account.form.title"), classes="dialog-title", markup=False)
            yield Static(t("account.form.intro"), id="intro", classes="dialog-note", markup=False)
            yield Static(id="form-problem", classes="dialog-note problem hidden")
            for name in FIELDS:
                with Horizontal(classes="field"):
                    yield Label(t(_LABELS[name]), markup=False)
                    yield Input(
                        self._value(name),
                        id=name,
                        password=name in SECRETS,
                        placeholder=self._hint(name),
                        # Another name would be another account, without the secrets kept.
                        disabled=name == "name" and self._account is not None,
                    )
                yield Static(id=f"{name}-problem", classes="problem hidden")
            yield Choice(t("account.form.sandbox"), self._is_sandbox, id="sandbox")
            with Horizontal(classes="dialog-answers"):
                yield Button(
                    Content(f"{key_label(self, 'form.save')}  {t('account.form.save')}"),
                    id="save",
                    variant="primary",
                )
                yield Button(
                    Content(f"{key_label(self, 'form.leave')}  {t('account.form.cancel')}"),
                    id="leave",
                )
            if self._account is None:
                yield Static(t("account.form.demo"), classes="dialog-note", markup=False)

    @property
    def _is_sandbox(self) -> bool:
        return self._account is not None and self._account.base_url == SANDBOX_URL

    def _value(self, name: str) -> str:
        if self._account is None:
            names = self.program.configuration.account_names
            return next(iter(names), "pec") if name == "name" else ""
        if name in SECRETS:
            return ""
        value = show.line(str(getattr(self._account, name))).plain
        return "" if name == "sender" and value == self._account.username else value

    def _hint(self, name: str) -> str:
        if self._account is not None and name in SECRETS:
            return t("account.form.kept")
        return t(_HINTS[name])

    def on_mount(self) -> None:
        """Begin with the first field to fill in."""
        self._field("username" if self._account is None else "password").focus()

    def _field(self, name: str) -> Input:
        return self.query_one(f"#{name}", Input)

    def on_input_submitted(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Take back what was said of the field: it is another value now."""
        if event.input.id in FIELDS:
            self._say(event.input.id)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save or leave by mouse or Enter."""
        if event.button.id == "save":
            self.action_save()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Give up asking the service, else leave; without an account nothing else is to be seen."""
        if self._asking is not None and not self._asking.is_finished:
            self._asking.cancel()
            self._say("form")
        elif self._account is None:
            self.app.exit()
        else:
            self.dismiss()

    # ── saving ─────────────────────────────────────────────────────────────────────────────────

    def action_save(self) -> None:
        """Look at the values, ask the service, and only then write the account and open it."""
        if self._asking is not None and not self._asking.is_finished:
            return
        new = self._typed()
        found = {**problems(new), **self._missing()}
        for name in (*FIELDS, "form"):
            self._say(name, found.get(name, ""))
        if found:
            self._field(next(name for name in FIELDS if name in found)).focus()
            return
        program, is_asked = self.program, new != self._unasked
        config_file = program.configuration.options.config_file

        async def work() -> Answer:
            if is_asked:
                account = await asyncio.to_thread(as_it_will_be, config_file, new)
                await ask_service(account, program.asgi)
            return AccountSaved(*await asyncio.to_thread(write, config_file, new))

        self._tried = new
        self._say("form", t("account.form.asking"), is_asking=True)
        self._asking = start_call(self, "save-account", work, replace=True)

    def _typed(self) -> NewAccount:
        values = {name: self._field(name).value.strip() for name in FIELDS}
        return NewAccount(
            name=values["name"],
            username=values["username"],
            sender=values["sender"],
            password=Secret(values["password"]),
            token=Secret(values["token"]),
            sandbox=self.query_one("#sandbox", Choice).value,
        )

    def _missing(self) -> dict[str, str]:
        needed = ("name", "username", *(() if self._account else ("password", "token")))
        return {
            name: t("account.form.needed", field=t(_LABELS[name]))
            for name in needed
            if not self._field(name).value.strip()
        }

    def _say(self, place: str, words: str = "", *, is_asking: bool = False) -> None:
        """Say what is wrong at a field, or with "form" of all of them."""
        problem = self.query_one(f"#{place}-problem", Static)
        problem.set_class(is_asking, "-asking")
        problem.set_class(not words, "hidden")
        problem.update(show.block(words, 600))
        if place == "form":
            # In its place, so that the fields stay in view in a small terminal too.
            self.query_one("#intro").set_class(bool(words), "hidden")

    async def on_account_saved(self, event: AccountSaved) -> None:
        """Open the account."""
        words = (
            t("account.form.saved-keyring") if event.in_keyring else t("account.form.saved-file")
        )
        show.notify(self.app, words)
        await self.program.open_account(event.configuration)

    def failed(self, event: CallFailed) -> None:
        """Say what went wrong, where it is to be mended; what was typed stays."""
        error = event.error
        if isinstance(error, ServiceRefuses):
            self._say("form", t("account.form.refused"))
            if not self._field("password").has_focus:
                self._field("password").focus()
        elif isinstance(error, (Unreachable, ServiceFails, RequestRejected)):
            self._unasked = self._tried
            self._say("form", t("account.form.unasked", error=error))
        else:
            self._say("form", t("account.form.not-saved", error=error, hint=error.hint))
