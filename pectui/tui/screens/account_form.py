"""The form that sets up an account: tries it at the service, then writes and opens it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.reactive import var
from textual.widgets import Button, Static

from pectui.catalogue import t
from pectui.errors import ServiceRefuses, SettingsError, TlsFailed, Unreachable
from pectui.services import account_words
from pectui.services.account_trial import LEAVES_OPEN, STEPS, Step, lacks_inbox, try_account
from pectui.services.new_account import as_it_will_be, write
from pectui.tui import show
from pectui.tui.messages import Answer
from pectui.tui.screens import account_questions as questions
from pectui.tui.screens.account_entries import AccountEntries
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from textual.worker import Worker

    from pectui.services.new_account import NewAccount
    from pectui.settings.accounts import SecretPlace
    from pectui.settings.configuration import Configuration
    from pectui.tui.messages import CallFailed


@dataclass
class StepBegun(Answer):
    """The account is tried: this is looked at now."""

    step: Step


@dataclass
class ScopeLacking(Answer):
    """The token lets nobody read the mailbox; nothing is written."""

    scopes: tuple[str, ...]


@dataclass
class AccountSaved(Answer):
    """The account is written, and read back as the program will use it."""

    configuration: Configuration
    place: SecretPlace
    lacking: tuple[str, ...]
    """Scopes that the token has not."""


class AccountForm(AccountEntries):
    """Tries what was answered, then saves it. Escape leaves; without any account, the program."""

    step: var[Step | None] = var(None, init=False)
    """What of the account is looked at, or was when it failed."""
    has_failed: var[bool] = var(default=False, init=False)

    _asking: Worker[None] | None = None
    """Tries the account and writes it."""
    _tried: NewAccount | None = None
    _unasked: NewAccount | None = None
    """What could not be tried, or not all of it: the next time it is written all the same."""

    def on_mount(self) -> None:
        """Say what will be looked at."""
        self.watch_step()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save or leave by mouse or Enter."""
        if event.button.id == "save":
            self.action_save()
        else:
            self.action_leave()

    @property
    def _is_asking(self) -> bool:
        return self._asking is not None and not self._asking.is_finished

    def action_leave(self) -> None:
        """Give up trying, else leave; without an account nothing else is to be seen."""
        if self._is_asking:
            assert self._asking is not None
            self._asking.cancel()
            self.step = None
        elif self._purpose == "first":
            self.app.exit()
        else:
            self.dismiss()

    def action_save(self) -> None:
        """Look at the answers, try the account, and only then write it and open it."""
        if self._is_asking:
            return
        self.step, self.has_failed = None, False
        new = self.answers()
        if not self.look_at(new):
            return
        program, tell = self.program, self.begin_step
        config_file = program.configuration.options.config_file
        is_tried = new != self._unasked
        lend = program.lend_terminal if self.place == "command" else asyncio.to_thread

        async def work() -> Answer:
            lacking: tuple[str, ...] = ()
            account = await lend(partial(as_it_will_be, config_file, new))
            if is_tried:
                lacking = await try_account(account, asgi=program.asgi, tell=tell)
                if lacks_inbox(lacking):
                    return ScopeLacking(lacking)
            saved = await lend(partial(write, config_file, new, account))
            return AccountSaved(*saved, lacking)

        self._tried = new
        self.step = self._steps[0]
        self._asking = start_call(self, "save-account", work, replace=True)

    def begin_step(self, step: Step) -> None:
        """Tell what is looked at now."""
        self.post_message(StepBegun(step))

    def on_step_begun(self, event: StepBegun) -> None:
        """Show what is looked at."""
        if self._is_asking:
            self.step = event.step

    @property
    def _steps(self) -> tuple[Step, ...]:
        """What is looked at: to a service inside this process there is no way."""
        return STEPS if self.program.asgi is None else STEPS[2:]

    def watch_step(self) -> None:
        """Show how far the trial has come; before it, what it is."""
        words = questions.steps_line(self._steps, self.step, self.has_failed)
        self.query_one("#steps", Static).update(words)

    watch_has_failed = watch_step

    async def on_account_saved(self, event: AccountSaved) -> None:
        """Open the account, or let the open one go on."""
        show.notify(self.app, account_words.saved_words(event.place))
        if event.lacking:
            words = account_words.lacking_words(event.lacking)
            show.notify(self.app, words, severity="warning", timeout=20)
        if self._purpose == "renew":
            self.dismiss()
            self.program.renewal.renew(event.configuration)
        else:
            if self._purpose != "first":
                self.dismiss()
            await self.program.open_account(event.configuration)

    # ── what was met ───────────────────────────────────────────────────────────────────────────

    def on_scope_lacking(self, event: ScopeLacking) -> None:
        """Say which scopes the token needs; the person may know better."""
        self.has_failed = True
        self._unasked = self._tried
        lacking = account_words.lacking_words(event.scopes)
        self.blame("token", f"{lacking} {t('account.form.again')}")

    def failed(self, event: CallFailed) -> None:
        """Say what went wrong, where it is to be mended; what was typed stays."""
        error = event.error
        self.has_failed = True
        if isinstance(error, SettingsError) and (name := questions.blamed(error)):
            self.step = None
            self.blame(name, questions.words_of(error))
        elif isinstance(error, ServiceRefuses):
            self._blame_suspect()
        elif isinstance(error, Unreachable):
            # Where it is no fault of the network, this is what it wants to be told.
            name = "ca_file" if isinstance(error, TlsFailed) else "proxy"
            self.ask_way(name)
            self._unasked = self.answers()
            self.blame(name, f"{error}. {t('account.form.again')}")
        elif isinstance(error, LEAVES_OPEN):
            self._unasked = self._tried
            self.blame(None, f"{error}. {t('account.form.again')}")
        else:
            self.step = None
            self.blame(None, t("account.form.not-saved", problem=error.with_hint))

    def _blame_suspect(self) -> None:
        """Say that user, password or token is wrong: of several, one where the cursor may stay."""
        suspects = self.changed() or ["username", "password", "token"]
        self.suspect(suspects if len(suspects) > 1 else [])
        here = (self.focused.id or "").removesuffix("_command") if self.focused else ""
        suspect = here if here in suspects else suspects[min(1, len(suspects) - 1)]
        self.blame(suspect, t("account.form.refused"))
