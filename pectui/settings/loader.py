"""Settings and secrets read into what the program starts with.

`read_configuration` is the whole of it; `read_settings` stops before any secret is looked for.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

from pectui.catalogue import preferred_language, t
from pectui.errors import SecretUnavailable, SettingsError, SettingsMissing
from pectui.settings import checks
from pectui.settings.configuration import Account, Configuration, Options, Outline
from pectui.settings.file import SettingsFile, invalid, read_kind_rows, read_settings_file
from pectui.settings.values import KEYS, FileSource, SettingValues, read_values
from pectui.system import paths
from pectui.system.redaction import hide

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pectui.settings.secrets import FoundSecret, Places, SecretName, SecretSource


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings read and checked, before any secret is looked for."""

    values: SettingValues
    source: FileSource
    options: Options

    @property
    def file(self) -> SettingsFile:
        """The settings file."""
        return self.source.file

    @property
    def account_name(self) -> str:
        """The account in use."""
        return self.source.account

    @property
    def account_names(self) -> tuple[str, ...]:
        """The accounts in the file."""
        return tuple(self.file.accounts)

    @property
    def has_account(self) -> bool:
        """Whether anything at all says who the user is."""
        return bool(self.file.accounts or self.values.username or self.values.token)

    @property
    def uses_file(self) -> bool:
        """Whether the file says anything at all."""
        return bool(self.file.top or self.file.accounts)


def read_configuration(account: str | None = None, *, need_account: bool = True) -> Configuration:
    """Read settings and secrets for the account of that name, or the default one.

    Without `need_account` an account that is not set up yet, or cannot be used, is left out of the
    configuration, which then says why. Raises SettingInvalid, SettingsMissing, SecretUnavailable.
    """
    settings = read_settings(account)
    if not need_account and not settings.has_account:
        return Configuration(settings.options, None, settings.account_names)
    problem: SettingsError | None = None
    ready: Account | None = None
    sources: Mapping[SecretName, SecretSource | None] = {}
    try:
        check_account(settings)
        secrets = find_account_secrets(settings)
        sources = {name: found.source for name, found in secrets.items()}
        ready = make_account(settings, secrets)
    except SettingsError as error:
        if need_account:
            raise
        problem = error
        sources = _sources_as_far_as_known(settings)
    outline = _outline(settings, sources)
    return Configuration(settings.options, ready, settings.account_names, outline, problem)


def _sources_as_far_as_known(settings: Settings) -> dict[SecretName, SecretSource | None]:
    """Return where each secret is; where only a silent keyring is left, it is there."""
    try:
        return find_secret_sources(settings)
    except SecretUnavailable:
        return {"password": "keyring", "token": "keyring"}


def _outline(settings: Settings, sources: Mapping[SecretName, SecretSource | None]) -> Outline:
    """Return what the settings say of the account, and where its secrets are."""
    keys = ("username", "sender", "proxy", "ca_file", "password_command", "token_command")
    said = {key: getattr(settings.values, key) or "" for key in keys}
    found: dict[str, str] = {name: source for name, source in sources.items() if source}
    return Outline(settings.account_name, base_url=settings.values.base_url, sources=found, **said)


def read_settings(account: str | None = None) -> Settings:
    """Read and check everything but the secrets; runs no command, asks no keyring.

    Raises SettingInvalid.
    """
    file = read_settings_file(paths.config_file())
    source = FileSource(file)
    hooks: Mapping[str, tuple[str, ...]] = {}
    if file.hooks:
        from pectui.settings.hooks import read_hooks  # late: as with keys

        hooks = read_hooks(f"{file.path}, hooks", file.hooks)
    values = read_values(source, account)
    keys: Mapping[str, str] = {}
    if file.keys or values.keys_preset:
        from pectui.settings.own_keys import check_own_keys  # late: most files have none
        from pectui.settings.presets import keys_with

        check_own_keys(f"{file.path}, keys", file.keys, values.keys_preset)
        keys = keys_with(values.keys_preset, file.keys)
    more = {
        "language": preferred_language(values.language),
        "directories": paths.directories(),
        "config_file": file.path,
        "keys": keys,
        "hooks": hooks,
        "kind_rows": read_kind_rows(paths.kinds_file(file.path)),
    }
    return Settings(values, source, Options(**_shared(values, Options) | more))


def check_account(settings: Settings) -> None:
    """Check that everything but the secrets is there.

    Raises SettingsMissing, naming `username` or `sender`, and SettingInvalid for `ca_file` and
    `pec_ca_file`.
    """
    _sender(settings)
    certificate_file(settings, "ca_file")
    certificate_file(settings, "pec_ca_file")


def find_account_secrets(settings: Settings) -> dict[SecretName, FoundSecret]:
    """Look for the password and the token, and check that a header can carry them.

    Raises SettingsMissing, SettingInvalid, SecretUnavailable.
    """
    from pectui.settings.secrets import find_secrets  # late: what only reads needs none

    found = find_secrets(
        settings.account_name,
        _secret_places(settings),
        file=settings.file.path,
        file_is_private=settings.file.is_private,
    )
    for name, secret in found.items():
        hide(secret.secret.reveal())
        _check_secret(settings, name, secret)
    return found


def find_secret_sources(settings: Settings) -> dict[SecretName, SecretSource | None]:
    """Return where each secret is, None for nowhere; a command counts without being run.

    Raises SecretUnavailable where only a silent keyring is left.
    """
    from pectui.settings.secrets import secret_source

    wanted = _secret_places(settings)
    return {name: secret_source(settings.account_name, name, wanted[name]) for name in wanted}


def _secret_places(settings: Settings) -> dict[SecretName, Places]:
    from pectui.settings.secrets import Places

    names: tuple[SecretName, ...] = ("password", "token")
    wanted: dict[SecretName, Places] = {}
    for name in names:
        given = getattr(settings.values, name)
        value = given.get_secret_value() if given else None
        place = "environment" if name in settings.source.environment else "file"
        command = getattr(settings.values, f"{name}_command")
        wanted[name] = Places(command=command, **{place: value})
    return wanted


def make_account(settings: Settings, secrets: Mapping[SecretName, FoundSecret]) -> Account:
    """Put together what was read. Raises what `check_account` raises."""
    more = {
        "name": settings.account_name,
        "sender": _sender(settings),
        "password": secrets["password"].secret,
        "token": secrets["token"].secret,
        "ca_file": certificate_file(settings, "ca_file"),
        "pec_ca_file": certificate_file(settings, "pec_ca_file"),
    }
    account = Account(**_shared(settings.values, Account) | more)
    hide(*account.secrets)
    return account


def certificate_file(settings: Settings, key: Literal["ca_file", "pec_ca_file"]) -> str | None:
    """Return the path of an authority's certificate; one in the file is relative to the file.

    Raises SettingInvalid where there is no such file.
    """
    given = getattr(settings.values, key)
    if given is None:
        return None
    folder = None if key in settings.source.environment else settings.file.path.parent
    where = settings.source.place_of(key)
    try:
        path = checks.file_path(given, folder)
    except checks.Unfit as unfit:
        raise invalid(where, unfit.reason) from None
    if not path.is_file():
        raise invalid(where, "settings.reason.no-such-file", path=str(path))
    return str(path)


def _shared(values: SettingValues, kind: type[Account | Options]) -> dict[str, Any]:
    """Return the values that `kind` has fields for."""
    return {one.name: getattr(values, one.name) for one in fields(kind) if one.name in KEYS}


def _sender(settings: Settings) -> str:
    username = settings.values.username
    if not username:
        raise SettingsMissing(key="username")
    sender = settings.values.sender or username
    if "@" not in sender:
        raise SettingsMissing(t("settings.sender-missing", username=username), key="sender")
    return sender


def _check_secret(settings: Settings, name: SecretName, found: FoundSecret) -> None:
    check = checks.password if name == "password" else checks.token
    try:
        check(found.secret.reveal())
    except checks.Unfit as unfit:
        where = {
            "command": settings.source.place_of(f"{name}_command"),
            "keyring": f"{t('settings.source.keyring')}, {settings.account_name}/{name}",
        }.get(found.source, settings.source.place_of(name))
        raise invalid(where, unfit.reason, **unfit.values) from None
