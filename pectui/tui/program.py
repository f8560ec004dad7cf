"""What a screen may ask of the program; no screen imports the app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from pathlib import Path

    from textual.app import App
    from textual.screen import Screen

    from pectui.errors import PectuiError
    from pectui.models import Draft, HeldMessage, MailView, Quota
    from pectui.pec.forecast import Forecast
    from pectui.services.mailbox.opening import LocalServices
    from pectui.services.mailbox.sync import Progress
    from pectui.services.session import Session
    from pectui.settings.configuration import Configuration
    from pectui.tui.counts import Counts
    from pectui.tui.glance import Glance
    from pectui.tui.messages import Answer

R = TypeVar("R")


class Renewing(Protocol):
    """What asks for a password or token that expired."""

    def note(self) -> None:
        """Take over that the service no longer lets the account read its mailbox."""

    def suspect(self) -> None:
        """Have the mailbox looked at, after something else was refused."""

    def ask(self) -> None:
        """Ask for a new password or token, where that is due and nothing is being written."""

    def renew(self, configuration: Configuration) -> None:
        """Go on with another password or token for the account in use."""


class Program(Protocol):
    """The program: services of the account in use, what is known of it, and where one can go."""

    counts: Counts
    """Letters that wait, and what needs a look."""
    connection: str
    """What the last call met: "connecting", "online", "waiting" (no answer yet), "offline" or
    "refused"."""
    last_folder: Path | None
    """Where a file was attached from last."""
    farewell_words: str
    """What was done while quitting, to be said at the end."""

    @property
    def app(self) -> App[object]:
        """The program as Textual knows it."""

    @property
    def configuration(self) -> Configuration:
        """The settings in use."""

    @property
    def asgi(self) -> Callable[..., Any] | None:
        """What to talk to instead of the network."""

    @property
    def demo(self) -> bool:
        """Whether it runs on the built-in sandbox."""

    # ── the account in use ─────────────────────────────────────────────────────────────────────

    @property
    def glances(self) -> tuple[Glance, ...]:
        """Every account, in the order of the settings, where every screen names them."""

    @property
    def label(self) -> str:
        """Its name where there are several accounts, else nothing."""

    @property
    def session(self) -> Session:
        """Its services."""

    @property
    def local(self) -> LocalServices:
        """The mailbox on this machine, and what keeps it up to date."""

    @property
    def mailbox(self) -> str:
        """The PEC address."""

    @property
    def quota(self) -> Quota | None:
        """How full the mailbox is."""

    @property
    def outlook(self) -> Forecast | None:
        """When the mailbox will be full."""

    @property
    def progress(self) -> Progress:
        """How much of the mailbox is stored here."""

    @property
    def spent(self) -> bool:
        """Whether the requests of the day are used up."""

    @property
    def view_counts(self) -> Mapping[MailView, int]:
        """Messages in those views of the mailbox whose number is told."""

    @property
    def unread(self) -> int:
        """Messages that wait to be read."""

    async def open_account(self, configuration: Configuration) -> None:
        """Open the services of the configuration's account and show its inbox."""

    @property
    def renewal(self) -> Renewing:
        """What asks for a password or token that expired."""

    # ── what the program does for a screen ─────────────────────────────────────────────────────

    def note_failure(self, error: PectuiError) -> None:
        """Take over what a failed call tells of the connection."""

    def retry_connection(self) -> None:
        """Let pollers ask again, after a person asked for it."""

    def refresh_quota(self) -> None:
        """Ask how full the mailbox is."""

    def count(self) -> None:
        """Count again what the top bar shows."""

    def delete(self, chosen: Sequence[HeldMessage]) -> None:
        """Delete messages in the background."""

    def keep_picture(self, screen: Screen[Any]) -> None:
        """Keep what is on `screen` as the picture of the next start."""

    @property
    def is_aside(self) -> bool:
        """Whether an editor has the terminal."""

    async def edit_file(self, path: Path, look: Callable[[], Awaitable[None]]) -> float:
        """Let the person change a file in an editor. Raises EditorFailed."""

    def use_theme(self, name: str) -> None:
        """Draw in the theme of that name. Raises SettingInvalid for one a person made wrongly."""

    async def lend_terminal(self, work: Callable[[], R]) -> R:
        """Return `work()`, run in a thread: what it starts may ask in the terminal."""

    # ── going somewhere ────────────────────────────────────────────────────────────────────────

    async def action_view(self, name: str) -> None:
        """Go to one of the six views."""

    async def show_in_inbox(self, words: str) -> None:
        """Show in the inbox the stored messages that match `words`."""

    def show_sending(self, code: str) -> None:
        """Show the sending with this code, known here or not."""

    def write(self, draft: Draft) -> None:
        """Open `draft` for writing."""

    async def action_leave(self) -> None:
        """Quit; where letters have not left, ask first."""


class Host(Program, Protocol):
    """The program as what goes on in its background knows it: that also changes what it shows."""

    view_counts: Mapping[MailView, int]
    progress: Progress
    configuration: Configuration
    session: Session

    @property
    def is_open(self) -> bool:
        """Whether an account is open."""

    @property
    def is_shown(self) -> bool:
        """Whether its account is the one on the screen."""

    def call(
        self, group: str, work: Callable[[], Awaitable[object]], *, replace: bool = False
    ) -> None:
        """Run `work` in the background for the account; its answer comes to the program."""

    def is_calling(self, group: str) -> bool:
        """Whether such a call of the account has not ended."""

    def tell_new(self, rows: Sequence[HeldMessage]) -> None:
        """Tell the person of mail that has just arrived, newest first."""

    def note_requests(self) -> None:
        """Take over whether the day's requests are used up."""

    def follow_receipts(self) -> None:
        """See to what waits for receipts, unless that is going on already."""

    def tell_screens(self, message: Callable[[], Answer]) -> None:
        """Post a message to every screen, whether it is in view or not."""
