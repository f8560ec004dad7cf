"""The account view: shows what is set, and checks that it works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from pectui.catalogue import t, thousands
from pectui.pec.dates import format_day
from pectui.services.receipts.cleanup import weigh
from pectui.settings.process import environment_of
from pectui.text import clean_block, clean_line
from pectui.tui import show
from pectui.tui.commands import bindings
from pectui.tui.messages import Answer, SendingsArrived
from pectui.tui.own_commands import answer_of
from pectui.tui.screens.account_form import AccountForm
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.widgets.chrome.quota_summary import QuotaSummary
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from textual.widget import Widget

    from pectui.services.receipts.cleanup import Weighed
    from pectui.tui.messages import CallFailed

SIGNS = {
    "ok": ("✔", "$text-success"),
    "warning": ("!", "$text-warning"),
    "failed": ("✗", "$text-error"),
    "skipped": ("·", "$quiet"),
}
_SECONDS = 120.0


@dataclass
class ChecksArrived(Answer):
    """What the doctor found, as its JSON says it."""

    checks: list[dict[str, Any]]


class AccountScreen(FramedScreen):
    """Shows the account in use and checks it on demand."""

    VIEW: ClassVar[str] = "account"
    CSS_PATH = "../styles/account.tcss"
    BINDINGS = bindings("account")

    checking: var[bool] = var(default=False)
    weighed: var[tuple[Weighed, ...]] = var(())
    """Sendings whose receipts take room, the heaviest first."""

    def body(self) -> Iterable[Widget]:
        """Lay out facts and checks."""
        yield Static(id="heading", classes="heading")
        with VerticalScroll(id="account"):
            yield QuotaSummary(id="room")
            yield Static(id="facts")
            yield Static(id="checks")

    def on_mount(self) -> None:
        """Show what is set."""
        self.query_one("#account").focus()
        self.watch(self.app, "quota", self._show_quota, init=False)
        self.watch_checking()

    def on_screen_resume(self) -> None:
        """Show what is set now, and weigh what is known here."""
        self.query_one("#facts", Static).update(Content("\n").join(self._facts()))
        self._show_quota()
        self.read_sendings()

    def on_sendings_arrived(self, event: SendingsArrived) -> None:
        """Show what their receipts take."""
        self.weighed = weigh(event.sendings)

    def watch_weighed(self) -> None:
        """Show what fills the mailbox."""
        self._show_quota()

    def _show_quota(self) -> None:
        if self.is_laid_out:
            program = self.program
            self.query_one(QuotaSummary).show_quota(program.quota, program.outlook, self.weighed)

    def watch_checking(self) -> None:
        """Say that checks are running."""
        checking = Content.styled(t("account.checking"), "$text-accent")
        heading = Content.styled(t("account.heading"), "bold")
        self.show_heading(heading, checking if self.checking else Content(""))

    def _facts(self) -> list[Content]:
        account, options = self.session.account, self.session.options
        lines = [
            fact(t("account.name"), account.name),
            fact(t("account.sender"), account.sender),
            fact(t("account.username"), account.username),
            fact(t("account.service"), account.base_url),
            fact(t("account.mailbox"), account.mailbox),
            fact(t("account.expires"), _expiry(account.token_expires)),
            fact(t("account.requests"), self._requests()),
            fact(t("account.settings"), str(options.config_file)),
            fact(t("account.data"), str(options.directories.data)),
            Content(""),
            Content(t("account.scopes")),
            Content(""),
        ]
        hint = t("account.demo") if self.program.demo else t("account.check.hint")
        lines.append(Content.styled(hint, "$quiet"))
        return lines

    def _requests(self) -> str:
        requests = self.session.requests
        made, limit = thousands(requests.made_today), thousands(requests.limit)
        if not requests.limit:
            return t("account.requests.no-limit", made=made)
        if requests.is_spent:
            return t("account.requests.spent", made=made, limit=limit)
        return t("account.requests.limit", made=made, limit=limit)

    def action_check(self) -> None:
        """Let the doctor look, in a process of its own: a password command may hang there."""
        if self.program.demo:
            show.notify(self, t("account.demo"))
            return
        name = self.session.account.name

        async def work() -> Answer | None:
            return ChecksArrived(await run_doctor(name))

        self.checking = True
        start_call(self, "doctor", work, replace=True)

    def on_checks_arrived(self, event: ChecksArrived) -> None:
        """Show what the doctor found."""
        self.checking = False
        lines = [line for check in event.checks for line in check_lines(check)]
        self.query_one("#checks", Static).update(Content("\n").join(lines))

    def failed(self, event: CallFailed) -> None:
        """Say what went wrong."""
        self.checking = False
        super().failed(event)

    def action_edit(self) -> None:
        """Change the account's settings."""
        if self.program.demo:
            show.notify(self, t("account.demo"))
            return
        outline = self.program.configuration.outline
        self.app.push_screen(AccountForm(outline, purpose="edit"))

    def action_back(self) -> None:
        """Go back to the inbox."""
        self.go_to_inbox()


def _expiry(noted: str | None) -> str:
    """Return the day on which the token expires, as its owner noted it."""
    return format_day(date.fromisoformat(noted)) if noted else t("account.expires.unknown")


async def run_doctor(account: str) -> list[dict[str, Any]]:
    """Return the checks of `pectui doctor --json`. Raises CommandFailed when it cannot be run."""
    arguments, own = ("--json", "--account", account), environment_of(account)
    answer = await answer_of("doctor", *arguments, key="checks", environment=own, seconds=_SECONDS)
    checks: list[dict[str, Any]] = answer["checks"]
    return checks


def check_lines(check: dict[str, Any]) -> list[Content]:
    """Return one check: sign, what was looked at, what was found, what to do."""
    sign, colour = SIGNS.get(str(check.get("status")), SIGNS["skipped"])
    title = clean_line(str(check.get("title") or check.get("name", "")))
    detail = clean_line(str(check.get("detail", "")), 400)
    lines = [Content.assemble((f"{sign} {title}", colour), f"  {detail}")]
    if hint := check.get("hint"):
        lines.append(Content.styled(f"    → {clean_block(str(hint), 400)}", "$quiet"))
    return lines


def fact(name: str, value: str) -> Content:
    """Return one setting as a line."""
    return Content.assemble((f"{name:<24}", "$quiet"), show.line(value))
