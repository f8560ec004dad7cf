"""Asks for the password or token that expired, in place, and lets everything go on with the new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.tui.screens import routes
from pectui.tui.screens.framed import FramedScreen

if TYPE_CHECKING:
    from pectui.settings.configuration import Configuration
    from pectui.tui.program import Host


class Renewal:
    """What becomes of a refusal: asked about once, until a person has the service asked again."""

    def __init__(self, program: Host) -> None:
        self._program = program
        self._is_known = False
        """Whether the person was told."""
        self._is_due = False
        """Whether they are still to be asked."""

    def note(self) -> None:
        """Take over that the service no longer lets the account read its mailbox."""
        self._program.connection = "refused"
        if not (self._is_known or self._program.demo):
            self._is_known = self._is_due = True
            self.ask()

    def suspect(self) -> None:
        """Have the mailbox looked at: that tells whether it is the account that is refused."""
        if not self._is_known:
            self._program.local.sync.wake()

    def forget(self) -> None:
        """Let the next refusal be asked about: a person wants the service to be asked."""
        self._is_known = False

    def ask(self) -> None:
        """Ask for a new password or token, where that is due and nothing is being written."""
        screen = self._program.app.screen
        if not self._is_due or not isinstance(screen, FramedScreen):
            return
        if not self._program.is_shown:
            return  # asked for once its account is
        if screen.has_class("-typing") or screen.has_work:
            return
        self._is_due = False
        form = routes.account_form(self._program.configuration, "renew")
        self._program.app.push_screen(form)

    def renew(self, configuration: Configuration) -> None:
        """Go on with another password or token for the account in use."""
        program = self._program
        assert configuration.account is not None
        program.configuration = configuration
        program.session = program.session.renewed(configuration.account)
        self._is_due = False
        program.retry_connection()
        from pectui.services.batches.holding import go_on  # late: it is seldom needed

        outbox, books = program.session.outbox, program.session.books
        program.call("renewed", lambda: go_on(outbox, books))
