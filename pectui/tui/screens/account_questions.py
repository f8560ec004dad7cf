"""What the set-up of an account asks: words of each question, and where its answer is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.content import Content

from pectui.catalogue import t
from pectui.errors import SecretUnavailable, SettingsMissing
from pectui.services.account_words import HELP, LABELS, PLACES_HELP, STEP_WORDS, label
from pectui.services.new_account import field_of
from pectui.settings.keyring_process import is_available
from pectui.tui.formats.cells import fit_end

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pectui.errors import PectuiError, SettingsError
    from pectui.services.account_trial import Step
    from pectui.settings.accounts import SecretPlace

TYPED = (
    "username", "password", "password_command", "token", "token_command", "sender",
    "proxy", "ca_file",
)  # fmt: skip
"""Questions whose answer is typed, before the others."""
ORDER = (*TYPED, "place", "sandbox", "name")
INPUTS = (*TYPED, "name")
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
_MOST_PATH = 40
"""Characters of the path of the settings file: what is said of it counts more."""


def title(kind: Kind, name: str) -> str:
    """Return what is asked for, of the account of that name."""
    return t(_TITLES[kind], name=name)


def hint(name: str) -> str:
    """Return what stands in a field that is empty."""
    return t(_HINTS[name])


def help_of(name: str, place: SecretPlace, config_file: Path, reveal: str) -> str:
    """Return where the answer to a question is found; for a button, what else can be done.

    `reveal` is the key that shows secrets.
    """
    if name == "place":
        words = t(PLACES_HELP[place], path=fit_end(str(config_file), _MOST_PATH))
        return words if is_available() else f"{words} {t('account.form.place.no-keyring')}"
    if name == "password":
        return t("account.form.password.help", reveal=reveal)
    return t(HELP[name]) if name in HELP else t("account.form.intro")


def blamed(error: SettingsError) -> str | None:
    """Return the question an error of the settings is about, None for none."""
    place = "place" if isinstance(error, SecretUnavailable) else None
    return field_of(error) or place


def words_of(error: PectuiError) -> str:
    """Return an error of the settings in the words of the form, not of the file."""
    if isinstance(error, SettingsMissing) and (key := str(error.values.get("key", ""))) in LABELS:
        return t("account.form.needed", field=label(key))
    reason = error.values.get("reason")
    return str(reason) if reason else error.with_hint


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
        parts.append(Content.styled(f"{sign} {t(STEP_WORDS[step])}", colour))
    return Content("  ").join(parts)
