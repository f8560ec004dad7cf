"""An account being set up: its values looked at, read as at a start, and written.

What is refused leaves no trace: not in the settings file, not in the keyring.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import FileUnwritable, SettingsError
from pectui.settings import checks
from pectui.settings.accounts import (
    SECRET_NAMES,
    open_beside,
    restored_on_failure,
    save_account,
)
from pectui.settings.configuration import Configuration, Secret
from pectui.settings.file import name_problem, read_settings_file
from pectui.settings.process import start_reading
from pectui.system import processes
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pectui.settings.accounts import SecretPlace
    from pectui.settings.configuration import Account
    from pectui.settings.secrets import SecretName

_CHECKS: Mapping[str, Callable[[str], object]] = {
    "username": checks.username,
    "password": checks.password,
    "token": checks.token,
    "sender": checks.sender,
    "proxy": checks.proxy,
    "ca_file": lambda text: checks.file_path(text, None),
}
_KEPT = Secret("")
_FIELD = re.compile(
    r"(?:^|[\W_])(?<!pec_)(username|sender|password|token|proxy|ca_file)(?:_command)?$"
)
"""How the place of a value ends: a key of the file, a variable, an entry of the keyring."""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What a person typed; an empty secret is the one kept already, an empty sender the user."""

    name: str
    username: str
    sender: str = ""
    password: Secret = _KEPT
    token: Secret = _KEPT
    sandbox: bool | None = False
    """Whether the token is one of the service's test environment; None leaves it as it is."""
    password_command: str = ""
    token_command: str = ""
    """Commands that print a secret, to be written instead of it."""
    proxy: str | None = None
    ca_file: str | None = None
    """What the way to the service needs; None leaves it as it is."""
    place: SecretPlace | None = None
    """Where secrets that were typed go; without one the keyring, else the file."""
    moves: bool = False
    """Whether secrets that were not typed go there too."""
    only_secrets: bool = False
    """Whether user, sender and environment are not asked for, and stay as they are."""

    @property
    def fields(self) -> dict[str, str]:
        """The values of the settings file, by key; an empty one is taken out."""
        fields: dict[str, str] = {}
        if not self.only_secrets:
            fields |= {"username": self.username, "sender": self.sender}
        if self.sandbox is not None and not self.only_secrets:
            fields["environment"] = "sandbox" if self.sandbox else ""
        # What is not given stays as it is.
        commands = {"password_command": self.password_command, "token_command": self.token_command}
        fields |= {key: command for key, command in commands.items() if command}
        if self.proxy is not None:
            fields["proxy"] = self.proxy
        if self.ca_file is not None:
            path = checks.file_path(self.ca_file, None) if self.ca_file else ""
            fields["ca_file"] = str(path)
        return fields

    @property
    def commanded(self) -> list[SecretName]:
        """The secrets for which a command was given."""
        return [name for name in SECRET_NAMES if self.fields.get(f"{name}_command")]

    @property
    def secrets(self) -> dict[SecretName, Secret]:
        """The secrets that were typed."""
        typed: dict[SecretName, Secret] = {"password": self.password, "token": self.token}
        return {name: secret for name, secret in typed.items() if secret}


def problems(new: NewAccount) -> dict[str, str]:
    """Return what is wrong with the values themselves, in words by field; empty ones aside."""
    found: dict[str, str] = {}
    if reason := name_problem(new.name):
        found["name"] = t(reason)
    values = {"username": new.username, "sender": new.sender}
    values |= {"proxy": new.proxy or "", "ca_file": new.ca_file or ""}
    values |= {name: secret.reveal() for name, secret in new.secrets.items()}
    for name, value in values.items():
        try:
            if value:
                _CHECKS[name](value)
        except checks.Unfit as unfit:
            found[name] = t(unfit.reason, **unfit.values)
    if "username" not in found and not new.sender and not _is_address(new.username):
        found["sender"] = t("account.form.sender-needed")
    return found


def _is_address(text: str) -> bool:
    try:
        checks.sender(text)
    except checks.Unfit:
        return False
    return True


def field_of(error: SettingsError) -> str | None:
    """Return which value of an account an error of the settings is about, None for none."""
    for place in ("key", "source", "where"):
        if found := _FIELD.search(str(error.values.get(place, "")).lower()):
            return found[1]
    return None


def as_it_will_be(config_file: Path, new: NewAccount) -> Account:
    """Return the account as the program would open it, with nothing written; blocks.

    Settings are read as at a start, from a copy of the file with the new values, and secrets that
    were typed are handed over in the reading process's environment: what is tried is what will be
    written, whatever variables of the same values there are. Raises PectuiError.
    """
    read_settings_file(config_file)  # says what is wrong with a broken file, in place
    copy = _copied(config_file)
    try:
        save_account(copy, new.name, new.fields)
        given = {f"PECTUI_{key.upper()}": "" for key in new.fields}
        given |= {f"PECTUI_{name.upper()}": value.reveal() for name, value in new.secrets.items()}
        # What was given for this session is not asked where a command is to print it now.
        given |= {f"PECTUI_{name.upper()}": "" for name in new.commanded}
        environment = {"PECTUI_CONFIG": str(copy), **given}
        pending = start_reading(new.name, need_account=True, environment=environment)
        account = pending.result().account
        assert account is not None
        return account
    finally:
        copy.unlink(missing_ok=True)


def _copied(config_file: Path) -> Path:
    """Return a private copy of the settings file, beside it: paths in it are relative to there."""
    try:
        number, place = open_beside(config_file)
        with open(number, "wb") as stream:  # noqa: PTH123 - it is open already
            if config_file.exists():
                with config_file.open("rb") as source:
                    shutil.copyfileobj(source, stream)
    except OSError as error:
        reason = system_reason(error)
        raise FileUnwritable(path=str(config_file), reason=reason) from error
    return place


def write(
    config_file: Path, new: NewAccount, account: Account
) -> tuple[Configuration, SecretPlace]:
    """Write the account, read it back and return it, with the place its secrets went to.

    `account` is what it was tried as. Secrets that are wanted for this session only go nowhere
    but into this process. Blocks. Where the account cannot be read back the file is as before.
    Raises PectuiError.
    """
    known: dict[SecretName, Secret] = {"password": account.password, "token": account.token}
    secrets = known if new.moves and new.place != "command" else new.secrets
    commanded = new.commanded
    with restored_on_failure(config_file):
        place = save_account(config_file, new.name, new.fields, secrets, place=new.place)
        for name in (*secrets, *commanded):
            held = known[name].reveal() if place == "session" else ""
            processes.hold(new.name, {f"PECTUI_{name.upper()}": held})
        # A command has printed its secret already: it may have asked for a passphrase.
        printed = {f"PECTUI_{name.upper()}": known[name].reveal() for name in commanded}
        pending = start_reading(new.name, need_account=True, environment=printed)
        configuration = pending.result()
    outline = configuration.outline
    assert outline is not None
    sources = dict(outline.sources) | {str(name): "command" for name in commanded}
    options = replace(configuration.options, config_file=config_file)
    outline = replace(outline, sources=sources)
    return replace(configuration, options=options, outline=outline), place
