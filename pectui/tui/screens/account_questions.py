"""What the set-up of an account asks: words of each question, and where its answer is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.content import Content

from pectui.catalogue import t
from pectui.errors import SecretUnavailable, SettingsMissing
from pectui.services.new_account import field_of
from pectui.settings.configuration import SANDBOX_URL
from pectui.settings.keyring_process import is_available
from pectui.tui.formats.cells import fit_end

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pectui.errors import PectuiError, SettingsError
    from pectui.services.account_trial import Step
    from pectui.settings.accounts import SecretPlace
    from pectui.settings.configuration import Outline

SECRETS = ("password", "token")
COMMANDS = ("password_command", "token_command")
TYPED = (
    "username", "password", "password_command", "token", "token_command", "sender",
    "proxy", "ca_file",
)  # fmt: skip
"""Questions whose answer is typed, before the others."""
ORDER = (*TYPED, "place", "sandbox", "name")
INPUTS = (*TYPED, "name")
FIRST_NAME = "pec"

Kind = Literal["first", "session", "mend", "edit", "renew"]
"""Why the questions are asked: nothing is set up yet; secrets are kept nowhere; what is set up
cannot be used; it is to be changed; the service no longer lets it in."""

_TITLES: dict[Kind, str] = {
    "first": "account.form.title",
    "session": "account.form.title.session",
    "mend": "account.form.title.mend",
    "edit": "account.form.title.edit",
    "renew": "account.form.title.renew",
}
_LABELS = {
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
_HINTS = {
    "username": "account.form.username.hint",
    "password": "account.form.password.hint",
    "password_command": "account.form.password-command.hint",
    "token": "account.form.token.hint",
    "token_command": "account.form.token-command.hint",
    "sender": "account.form.sender.hint",
    "proxy": "account.form.proxy.hint",
    "ca_file": "account.form.ca-file.hint",
    "name": "account.form.name.hint",
}
_HELP = {
    "username": "account.form.username.help",
    "password": "account.form.password.help",
    "password_command": "account.form.password-command.help",
    "token": "account.form.token.help",
    "token_command": "account.form.token-command.help",
    "sender": "account.form.sender.help",
    "proxy": "account.form.proxy.help",
    "ca_file": "account.form.ca-file.help",
    "sandbox": "account.form.sandbox.help",
    "name": "account.form.name.help",
}
_PLACES: dict[SecretPlace, str] = {
    "keyring": "account.form.place.keyring",
    "command": "account.form.place.command",
    "file": "account.form.place.file",
    "session": "account.form.place.session",
}
_MOST_PATH = 40
"""Characters of the path of the settings file: what is said of it counts more."""
_PLACES_HELP: dict[SecretPlace, str] = {
    "keyring": "account.form.place.keyring.help",
    "command": "account.form.place.command.help",
    "file": "account.form.place.file.help",
    "session": "account.form.place.session.help",
}
_SAVED: dict[SecretPlace, str] = {
    "keyring": "account.form.saved-keyring",
    "command": "account.form.saved-command",
    "file": "account.form.saved-file",
    "session": "account.form.saved-session",
}
_STEPS: dict[Step, str] = {
    "address": "account.form.step.address",
    "connection": "account.form.step.connection",
    "token": "account.form.step.token",
    "mailbox": "account.form.step.mailbox",
}


def title(kind: Kind, name: str) -> str:
    """Return what is asked for, of the account of that name."""
    return t(_TITLES[kind], name=name)


def is_unkept(outline: Outline, problem: PectuiError) -> bool:
    """Whether an account lacks nothing but the secrets that its owner wants kept nowhere."""
    lacks_secret = isinstance(problem, SettingsMissing) and problem.values.get("key") in SECRETS
    return lacks_secret and not outline.sources


def label(name: str) -> str:
    """Return the words before a question's field."""
    return t(_LABELS[name]) if name in _LABELS else ""


def hint(name: str) -> str:
    """Return what stands in a field that is empty."""
    return t(_HINTS[name])


def help_of(name: str, place: SecretPlace, config_file: Path, reveal: str) -> str:
    """Return where the answer to a question is found; for a button, what else can be done.

    `reveal` is the key that shows secrets.
    """
    if name == "place":
        words = t(_PLACES_HELP[place], path=fit_end(str(config_file), _MOST_PATH))
        return words if is_available() else f"{words} {t('account.form.place.no-keyring')}"
    return t(_HELP[name], reveal=reveal) if name in _HELP else t("account.form.intro")


def places(first: SecretPlace) -> dict[str, str]:
    """Return where secrets can be kept, with their words."""
    possible = [one for one in _PLACES if one != "keyring" or first == one or is_available()]
    return {one: t(_PLACES[one]) for one in possible}


def first_place(outline: Outline | None) -> SecretPlace:
    """Return where the secrets of an account are; of a new one, where they are best."""
    if outline is None or not outline.name:
        return "keyring" if is_available() else "file"
    # An account without secrets was set up to be asked for them at each start.
    source = next(iter(outline.sources.values()), "environment")
    return "session" if source == "environment" else as_place(source)


def as_place(name: str) -> SecretPlace:
    """Return the place of that name."""
    return next(place for place in _PLACES if place == name)


def is_sandbox(outline: Outline) -> bool:
    """Whether the token is one of the service's test environment."""
    return outline.base_url == SANDBOX_URL


def blamed(error: SettingsError) -> str | None:
    """Return the question an error of the settings is about, None for none."""
    place = "place" if isinstance(error, SecretUnavailable) else None
    return field_of(error) or place


def words_of(error: PectuiError) -> str:
    """Return an error of the settings in the words of the form, not of the file."""
    if isinstance(error, SettingsMissing) and (key := str(error.values.get("key", ""))) in _LABELS:
        return t("account.form.needed", field=label(key))
    reason = error.values.get("reason")
    return str(reason) if reason else whole(error)


def whole(error: PectuiError) -> str:
    """Return an error with its next step."""
    return f"{error}. {error.hint}"


def saved_words(place: SecretPlace) -> str:
    """Return that the account is saved, and where its secrets are."""
    return t(_SAVED[place])


def steps_line(steps: Sequence[Step], now: Step | None, has_failed: bool) -> Content:
    """Return how far the trial of the account has come; before it, what will be looked at."""
    if now is None:
        return Content.styled(t("account.form.before"), "$quiet")
    parts: list[Content] = []
    reached = steps.index(now)
    for number, step in enumerate(steps):
        sign, colour = ("✔", "$text-success") if number < reached else ("·", "$quiet")
        if number == reached:
            sign, colour = ("✗", "$text-error") if has_failed else ("…", "$text-accent")
        parts.append(Content.styled(f"{sign} {t(_STEPS[step])}", colour))
    return Content("  ").join(parts)
