"""Setting up an account: a form that saves, checks and opens it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message as Told
from textual.screen import Screen
from textual.widgets import Button, Input, Label, Static

from pectui.accounts import save_account
from pectui.catalogue import t
from pectui.configuration import SANDBOX_URL, Configuration, Secret
from pectui.settings_process import start_reading
from pectui.tui import show
from pectui.tui.widgets.choice import Choice
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult

    from pectui.configuration import Account
    from pectui.tui.app import PectuiApp
    from pectui.tui.messages import CallFailed

FIELDS = ("name", "username", "password", "token", "sender")
SECRETS = frozenset({"password", "token"})


@dataclass
class AccountSaved(Told):
    """The account is written, and read back as the program will use it."""

    configuration: Configuration
    in_keyring: bool


class AccountForm(Screen[None]):
    """Asks for what an account needs. Escape leaves it; without any account, the program."""

    CSS_PATH = "../styles/account.tcss"
    BINDINGS = [("escape", "leave"), ("f9,ctrl+r", "save")]  # noqa: RUF012

    def __init__(self, account: Account | None = None) -> None:
        super().__init__()
        self._account = account

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        with Vertical(classes="dialog -form"):
            yield Static(t("account.form.title"), classes="dialog-title", markup=False)
            yield Static(t("account.form.intro"), classes="dialog-note", markup=False)
            for name in FIELDS:
                with Horizontal(classes="field"):
                    yield Label(t(f"account.form.{name}"), markup=False)
                    yield Input(
                        self._value(name),
                        id=name,
                        password=name in SECRETS,
                        placeholder=self._hint(name),
                        # Another name would be another account, without the secrets kept.
                        disabled=name == "name" and self._account is not None,
                    )
            yield Choice(t("account.form.sandbox"), self._is_sandbox, id="sandbox")
            with Horizontal(classes="dialog-answers"):
                yield Button(Content(f"F9  {t('account.form.save')}"), id="save", variant="primary")
                yield Button(Content(f"Esc  {t('account.form.cancel')}"), id="leave")
            if self._account is None:
                yield Static(t("account.form.demo"), classes="dialog-note", markup=False)

    @property
    def program(self) -> PectuiApp:
        """The app, by its own type."""
        return cast("PectuiApp", self.app)

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
        return t(f"account.form.{name}.hint")

    def on_mount(self) -> None:
        """Begin with the first field to fill in."""
        self.query_one("#username" if self._account is None else "#password", Input).focus()

    def on_input_submitted(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save or leave by mouse or Enter."""
        if event.button.id == "save":
            self.action_save()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Leave the form; without an account there is nothing else to show."""
        if self._account is None:
            self.app.exit()
        else:
            self.dismiss()

    def action_save(self) -> None:
        """Write the account, read it back, and open it."""
        values = {name: self.query_one(f"#{name}", Input).value.strip() for name in FIELDS}
        needed = (
            ("name", "username") if self._account else ("name", "username", "password", "token")
        )
        for name in needed:
            if not values[name]:
                field = t(f"account.form.{name}")
                show.notify(self, t("account.form.needed", field=field), severity="warning")
                self.query_one(f"#{name}", Input).focus()
                return
        environment = "sandbox" if self.query_one("#sandbox", Choice).value else ""
        config_file = self.program.configuration.options.config_file

        async def work() -> Told | None:
            return await asyncio.to_thread(_save, config_file, values, environment)

        self.query_one(".dialog").disabled = True
        start_call(self, "save-account", work, replace=True)

    async def on_account_saved(self, event: AccountSaved) -> None:
        """Open the account."""
        words = (
            t("account.form.saved-keyring") if event.in_keyring else t("account.form.saved-file")
        )
        show.notify(self.app, words)
        await self.program.open_account(event.configuration)

    def on_call_failed(self, event: CallFailed) -> None:
        """Say what went wrong; what was typed stays."""
        event.stop()
        self.query_one(".dialog").disabled = False
        if self.focused is None:
            self.query_one("#username", Input).focus()
        show.notify_error(self, event.error)


def _save(config_file: Path, values: dict[str, str], environment: str) -> AccountSaved:
    """Write and read back; blocks. Raises PectuiError."""
    secrets = {name: Secret(values[name]) for name in ("password", "token") if values[name]}
    fields = {"username": values["username"], "sender": values["sender"]}
    place = save_account(
        config_file,
        values["name"],
        {**fields, "environment": environment},
        secrets,  # type: ignore[arg-type]
    )
    configuration = start_reading(values["name"]).result()
    return AccountSaved(configuration, place == "keyring")
