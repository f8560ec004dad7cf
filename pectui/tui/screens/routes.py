"""Builds each screen when it is first asked for.

The inbox stands on the screen before the others are even read from disk: start and memory at rest
are those of what is in use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.screen import Screen

    from pectui.models import Draft, Sending
    from pectui.services.batches.preparations import Preparation
    from pectui.settings.configuration import Configuration
    from pectui.tui.glance import Glance
    from pectui.tui.offers import Offer
    from pectui.tui.screens.account_entries import Purpose


def palette(offers: Sequence[Offer]) -> Screen[Any]:
    """Return the palette with what it offers."""
    from pectui.tui.screens.dialogs.palette import PaletteScreen

    return PaletteScreen(offers)


def sent() -> Screen[Any]:
    """Return the list of what was sent."""
    from pectui.tui.screens.sent import SentScreen

    return SentScreen()


def sending(one: Sending | str) -> Screen[Any]:
    """Return the timeline of a sending, or of the one with a code."""
    from pectui.tui.screens.sending import SendingScreen

    return SendingScreen(one)


def originals(*, pick: bool = False) -> Screen[Any]:
    """Return the list of signed originals; with `pick`, it asks at once for files to take in."""
    from pectui.tui.screens.originals import OriginalsScreen

    return OriginalsScreen(pick=pick)


def service_search(words: str) -> Screen[Any]:
    """Return what the service finds for `words`."""
    from pectui.tui.screens.service_search import ServiceSearchScreen

    return ServiceSearchScreen(words)


def outbox() -> Screen[Any]:
    """Return the outbox."""
    from pectui.tui.screens.outbox import OutboxScreen

    return OutboxScreen()


def drafts() -> Screen[Any]:
    """Return the list of drafts."""
    from pectui.tui.screens.drafts import DraftsScreen

    return DraftsScreen()


def account() -> Screen[Any]:
    """Return the account in use."""
    from pectui.tui.screens.account import AccountScreen

    return AccountScreen()


def accounts(glances: tuple[Glance, ...]) -> Screen[tuple[str, str] | None]:
    """Return the accounts at a glance."""
    from pectui.tui.screens.dialogs.accounts import AccountsScreen

    return AccountsScreen(glances)


def batches() -> Screen[Any]:
    """Return the list of batches."""
    from pectui.tui.screens.batches.room import BatchesScreen

    return BatchesScreen()


def batch(batch_id: str) -> Screen[Any]:
    """Return one batch, its rows and how they stand."""
    from pectui.tui.screens.batches.one import BatchScreen

    return BatchScreen(batch_id)


def preparation(one: Preparation) -> Screen[Any]:
    """Return the steps that lead `one` from its table to its confirmation."""
    from pectui.tui.screens.batches.preparation import PreparationScreen

    return PreparationScreen(one)


def cleanup() -> Screen[Any]:
    """Return what fills the mailbox, to be cleaned up."""
    from pectui.tui.screens.cleanup import CleanUpScreen

    return CleanUpScreen()


def account_form(configuration: Configuration, purpose: Purpose = "first") -> Screen[Any]:
    """Return the form that sets up a first account, or one that cannot be used."""
    from pectui.tui.screens.account_form import AccountForm

    return AccountForm(configuration.outline, configuration.problem, purpose)


def compose(draft: Draft) -> Screen[Any]:
    """Return the form that writes `draft`."""
    from pectui.tui.screens.compose import ComposeScreen

    return ComposeScreen(draft)


def help_keys(place: str, working: Sequence[str]) -> Screen[Any]:
    """Return the help for the place of a group, where the commands `working` are most useful."""
    from pectui.tui.screens.dialogs.help import HelpScreen

    return HelpScreen(place, working)


def quit_question(letters: tuple[Sending, ...], batched: int = 0) -> Screen[bool]:
    """Return the question what becomes of letters that have not left, `batched` in batches."""
    from pectui.tui.screens.dialogs.quit import QuitScreen

    return QuitScreen(letters, batched)
