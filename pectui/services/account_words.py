"""Words of the questions about an account, and where its secrets may go: on a screen, in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import SettingsMissing
from pectui.settings.configuration import SANDBOX_URL
from pectui.settings.keyring_process import is_available

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pectui.errors import PectuiError
    from pectui.services.account_trial import Step
    from pectui.settings.accounts import SecretPlace
    from pectui.settings.configuration import Outline

SECRETS = ("password", "token")
COMMANDS = ("password_command", "token_command")
FIRST_NAME = "pec"

LABELS = {
    "username": "account.form.username",
    "password": "account.form.password",
    "password_command": "account.form.password-command",
    "token": "account.form.token",
    "token_command": "account.form.token-command",
    "sender": "account.form.sender",
    "proxy": "account.form.proxy",
    "ca_file": "account.form.ca-file",
    "place": "account.form.place",
    "name": "account.form.name",
}
"""What stands before the answer to each question."""
HELP = {
    "username": "account.form.username.help",
    "password_command": "account.form.password-command.help",
    "token": "account.form.token.help",
    "token_command": "account.form.token-command.help",
    "sender": "account.form.sender.help",
    "proxy": "account.form.proxy.help",
    "ca_file": "account.form.ca-file.help",
    "sandbox": "account.form.sandbox.help",
    "name": "account.form.name.help",
}
"""Where the answer is found; of a password, that depends on how it is typed."""
PLACES: dict[SecretPlace, str] = {
    "keyring": "account.form.place.keyring",
    "command": "account.form.place.command",
    "file": "account.form.place.file",
    "session": "account.form.place.session",
}
"""Where secrets may go."""
PLACES_HELP: dict[SecretPlace, str] = {
    "keyring": "account.form.place.keyring.help",
    "command": "account.form.place.command.help",
    "file": "account.form.place.file.help",
    "session": "account.form.place.session.help",
}
SAVED: dict[SecretPlace, str] = {
    "keyring": "account.form.saved-keyring",
    "command": "account.form.saved-command",
    "file": "account.form.saved-file",
    "session": "account.form.saved-session",
}
STEP_WORDS: dict[Step, str] = {
    "address": "account.form.step.address",
    "connection": "account.form.step.connection",
    "token": "account.form.step.token",
    "mailbox": "account.form.step.mailbox",
}


def label(name: str) -> str:
    """Return the words before the answer to a question."""
    return t(LABELS[name]) if name in LABELS else ""


def saved_words(place: SecretPlace) -> str:
    """Return that the account is saved, and where its secrets are."""
    return t(SAVED[place])


def lacking_words(scopes: Iterable[str]) -> str:
    """Return which scopes a token lacks, and where they are added."""
    return t("account.form.lacking", scopes=", ".join(scopes))


def places(first: SecretPlace) -> dict[str, str]:
    """Return where secrets can be kept, with their words; `first` is where they are now."""
    possible = [one for one in PLACES if one != "keyring" or first == one or is_available()]
    return {one: t(PLACES[one]) for one in possible}


def first_place(outline: Outline | None) -> SecretPlace:
    """Return where the secrets of an account are; of a new one, where they are best."""
    if outline is None or not outline.name:
        return "keyring" if is_available() else "file"
    # An account without secrets was set up to be asked for them at each start.
    source = next(iter(outline.sources.values()), "environment")
    return "session" if source == "environment" else as_place(source)


def as_place(name: str) -> SecretPlace:
    """Return the place of that name."""
    return next(place for place in PLACES if place == name)


def is_sandbox(outline: Outline) -> bool:
    """Whether the token is one of the service's test environment."""
    return outline.base_url == SANDBOX_URL


def is_unkept(outline: Outline, problem: PectuiError) -> bool:
    """Whether an account lacks nothing but the secrets that its owner wants kept nowhere."""
    lacks_secret = isinstance(problem, SettingsMissing) and problem.values.get("key") in SECRETS
    return lacks_secret and not outline.sources
