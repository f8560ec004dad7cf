"""An account being set up: its values looked at, asked for at the service, and only then written.

What is refused leaves no trace: not in the settings file, not in the keyring.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pectui.api import open_client
from pectui.catalogue import t
from pectui.errors import FileUnwritable, NoCredit, NotFound, RequestInvalid, ServiceRefuses
from pectui.settings import checks
from pectui.settings.accounts import restored_on_failure, save_account
from pectui.settings.configuration import Configuration, Secret
from pectui.settings.file import name_problem, read_settings_file
from pectui.settings.process import start_reading
from pectui.system.paths import make_private
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pectui.api import Client
    from pectui.settings.configuration import Account
    from pectui.settings.secrets import SecretName

_CHECKS: Mapping[str, Callable[[str], object]] = {
    "username": checks.username,
    "password": checks.password,
    "token": checks.token,
    "sender": checks.sender,
}
_KEPT = Secret("")
_LET_IN = (NotFound, RequestInvalid, NoCredit)
"""Answers that only somebody gets whose credentials are right."""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What a person typed; an empty secret is the one kept already, an empty sender the user."""

    name: str
    username: str
    sender: str = ""
    password: Secret = _KEPT
    token: Secret = _KEPT
    sandbox: bool = False
    """Whether the token is one of the service's test environment."""
    password_command: str = ""
    token_command: str = ""
    """Commands that print a secret, to be written instead of it."""

    @property
    def fields(self) -> dict[str, str]:
        """The values of the settings file, by key; an empty one is taken out."""
        environment = "sandbox" if self.sandbox else ""
        fields = {"username": self.username, "sender": self.sender, "environment": environment}
        commands = {"password_command": self.password_command, "token_command": self.token_command}
        # What is not given stays as it is.
        return fields | {key: command for key, command in commands.items() if command}

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


def as_it_will_be(config_file: Path, new: NewAccount) -> Account:
    """Return the account as the program would open it, with nothing written; blocks.

    Settings are read as at a start, from a copy of the file with the new values; secrets that were
    typed are handed over in the reading process's environment. Raises PectuiError.
    """
    read_settings_file(config_file)  # says what is wrong with a broken file, in place
    copy = _copied(config_file)
    try:
        save_account(copy, new.name, new.fields, use_keyring=False)
        given = {f"PECTUI_{name.upper()}": value.reveal() for name, value in new.secrets.items()}
        environment = {"PECTUI_CONFIG": str(copy), **given}
        account = start_reading(new.name, environment=environment).result().account
        assert account is not None
        return account
    finally:
        copy.unlink(missing_ok=True)


def _copied(config_file: Path) -> Path:
    """Return a private copy of the settings file, beside it: paths in it are relative to there."""
    try:
        folder = make_private(config_file.parent)
        number, name = tempfile.mkstemp(prefix=".config-", suffix=".toml", dir=folder)
        with open(number, "wb") as stream:  # noqa: PTH123 - it is open already
            if config_file.exists():
                with config_file.open("rb") as source:
                    shutil.copyfileobj(source, stream)
    except OSError as error:
        reason = system_reason(error)
        raise FileUnwritable(path=str(config_file), reason=reason) from error
    return Path(name)


async def ask_service(account: Account, asgi: Callable[..., Any] | None = None) -> None:
    """Ask the service whether it lets this account in: one reading call, a second where refused.

    Raises what the calls raise, where neither was let in.
    """
    async with open_client(account, asgi=asgi) as client:
        try:
            await _is_let_in(client, account)
        except ServiceRefuses:
            # A token without this call's scope may well have the other's.
            try:
                await client.inbox(page=1)
            except _LET_IN:
                return


async def _is_let_in(client: Client, account: Account) -> None:
    try:
        await client.quota(account.mailbox)
    except _LET_IN:
        return


def write(config_file: Path, new: NewAccount) -> tuple[Configuration, bool]:
    """Write the account and read it back; return it, and whether its secrets are in a keyring.

    Blocks. Where it cannot be read back the file is as before. Raises PectuiError.
    """
    with restored_on_failure(config_file):
        place = save_account(config_file, new.name, new.fields, new.secrets)
        configuration = start_reading(new.name).result()
    options = replace(configuration.options, config_file=config_file)
    return replace(configuration, options=options), place == "keyring"
