"""The settings: argument > environment > account in the file > the file's top level > default.

`read_configuration` is the whole of it; `read_settings` stops before any secret is looked for.
The keys are the fields of `SettingValues`; each has a PECTUI_* variable of the same name.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from pydantic import SecretStr, ValidationError, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict

from pectui.catalogue import Language, preferred_language, t
from pectui.errors import SettingsMissing
from pectui.models import QuotaUnit  # noqa: TC001 - read at run time by pydantic
from pectui.settings import checks
from pectui.settings.configuration import (
    PRODUCTION_URL,
    SANDBOX_URL,
    Account,
    AttachmentEncoding,
    Configuration,
    Keep,
    Options,
    SubjectReference,
)
from pectui.settings.file import SettingsFile, invalid, read_kind_rows, read_settings_file
from pectui.settings.secrets import FoundSecret, Places, SecretName, find_secrets
from pectui.system import paths
from pectui.system.redaction import hide
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic_settings import PydanticBaseSettingsSource

DEFAULT_NAME = "default"
"""The account's name when no [accounts.NAME] table gives one."""
URLS = {"production": PRODUCTION_URL, "sandbox": SANDBOX_URL}


class SettingValues(BaseSettings):
    """Every key, checked. Secrets are here only as they were given, not as they are found."""

    model_config = SettingsConfigDict(
        env_prefix="PECTUI_",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    account: str | None = None
    """Which account to use; the first one without it."""
    language: Language | None = None
    theme: str = ""
    undo_seconds: int = 10
    look_seconds: int = 60
    notify: str = "all"
    username: str | None = None
    password: SecretStr | None = None
    password_command: str | None = None
    token: SecretStr | None = None
    token_command: str | None = None
    token_expires: str | None = None
    sender: str | None = None
    environment: Literal["production", "sandbox"] = "production"
    """Picks `base_url` where nothing of the same or higher precedence gives one."""
    base_url: str = PRODUCTION_URL
    mailbox: str = "INBOX"
    quota_unit: QuotaUnit = "KB"
    attachment_encoding: AttachmentEncoding = "data-uri"
    proxy: str | None = None
    ca_file: str | None = None
    subject_reference: SubjectReference = "batches"
    daily_limit: int = 3500
    monthly_limit: int = 0
    price: str | None = None
    requests_per_day: int = 1000
    keep: Keep = "all"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take values as given: `_merge` has put the sources in order and knows their places."""
        return (init_settings,)

    @field_validator("*", mode="before")
    @classmethod
    def _check(cls, value: Any, info: Any) -> Any:
        check = checks.CHECKS.get(info.field_name)
        if check is None or value is None:
            return value
        try:
            return check(value)
        except checks.Unfit as unfit:
            raise PydanticCustomError(
                "unfit", "", {"reason": unfit.reason, **unfit.values}
            ) from None


PROGRAM_KEYS = ("account", "language", "theme", "undo_seconds", "look_seconds", "notify")
"""Keys of the file's top level only: they are about the program, not about one account."""
KEYS = tuple(SettingValues.model_fields)
ACCOUNT_KEYS = tuple(key for key in KEYS if key not in PROGRAM_KEYS)


class Layer(NamedTuple):
    """The values of one source, and how a place in it is named ("{key}" is put in)."""

    place: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings read and checked, before any secret is looked for."""

    values: SettingValues
    file: SettingsFile
    layers: tuple[Layer, ...]
    """Highest precedence first."""
    options: Options
    account_name: str
    account_names: tuple[str, ...]

    @property
    def has_account(self) -> bool:
        """Whether anything at all says who the user is."""
        named = any(key in layer.values for layer in self.layers for key in ("username", "token"))
        return bool(self.account_names) or named

    @property
    def uses_file(self) -> bool:
        """Whether the file says anything at all."""
        return bool(self.file.top or self.file.accounts)

    def place_of(self, key: str) -> str:
        """Return where the value of `key` was given, for a person."""
        return _place_of(self.layers, key)


def read_configuration(account: str | None = None, *, need_account: bool = True) -> Configuration:
    """Read settings and secrets for the account of that name, or the default one.

    Without `need_account` a program nobody has set up yet gets a configuration with no account.
    Raises SettingInvalid, SettingsMissing, SecretUnavailable.
    """
    settings = read_settings(account)
    if not need_account and not settings.has_account:
        return Configuration(settings.options, None, settings.account_names)
    check_account(settings)
    ready = make_account(settings, find_account_secrets(settings))
    return Configuration(settings.options, ready, settings.account_names)


def read_settings(account: str | None = None) -> Settings:
    """Read and check everything but the secrets; runs no command, asks no keyring.

    Raises SettingInvalid.
    """
    file = read_settings_file(paths.config_file())
    _refuse_unknown(f"{file.path}, {{key}}", file.top, KEYS)
    for name, table in file.accounts.items():
        _refuse_unknown(f"{file.path}, accounts.{name}.{{key}}", table, ACCOUNT_KEYS)
    if file.keys:
        from pectui.settings.own_keys import check_own_keys  # late: most files have none

        check_own_keys(f"{file.path}, keys", file.keys)
    given = Layer("--account", {"account": account} if account else {})
    environment = Layer("PECTUI_{KEY}", EnvSettingsSource(SettingValues)())
    top = Layer(f"{file.path}, {{key}}", _without_empty(file.top))
    name = _choose(file, (given, environment, top))
    own = Layer(
        f"{file.path}, accounts.{name}.{{key}}", _without_empty(file.accounts.get(name, {}))
    )
    layers = tuple(_with_url(layer) for layer in (given, environment, own, top))
    values = _merge(layers)
    options = Options(
        language=preferred_language(values.language),
        directories=paths.directories(),
        config_file=file.path,
        keys=file.keys,
        theme=values.theme,
        undo_seconds=values.undo_seconds,
        look_seconds=values.look_seconds,
        notify=values.notify,
        kind_rows=read_kind_rows(paths.kinds_file(file.path)),
    )
    return Settings(values, file, layers, options, name, tuple(file.accounts))


def check_account(settings: Settings) -> None:
    """Check that everything but the secrets is there.

    Raises SettingsMissing, naming `username` or `sender`, and SettingInvalid for `ca_file`.
    """
    _sender(settings)
    ca_file(settings)


def find_account_secrets(settings: Settings) -> dict[SecretName, FoundSecret]:
    """Look for the password and the token, and check that a header can carry them.

    Raises SettingsMissing, SettingInvalid, SecretUnavailable.
    """
    wanted: dict[SecretName, Places] = {
        name: Places(
            environment=settings.layers[1].values.get(name),
            command=getattr(settings.values, f"{name}_command"),
            file=_first(settings.layers[2:], name),
        )
        for name in get_args(SecretName)
    }
    found = find_secrets(
        settings.account_name,
        wanted,
        file=settings.file.path,
        file_is_private=settings.file.is_private,
    )
    for name, secret in found.items():
        hide(secret.secret.reveal())
        _check_secret(settings, name, secret)
    return found


def make_account(settings: Settings, secrets: Mapping[SecretName, FoundSecret]) -> Account:
    """Put together what was read. Raises what `check_account` raises."""
    values = settings.values
    account = Account(
        name=settings.account_name,
        username=_username(settings),
        sender=_sender(settings),
        password=secrets["password"].secret,
        token=secrets["token"].secret,
        base_url=values.base_url,
        mailbox=values.mailbox,
        quota_unit=values.quota_unit,
        attachment_encoding=values.attachment_encoding,
        proxy=values.proxy,
        ca_file=ca_file(settings),
        token_expires=values.token_expires,
        subject_reference=values.subject_reference,
        daily_limit=values.daily_limit,
        monthly_limit=values.monthly_limit,
        price=values.price,
        requests_per_day=values.requests_per_day,
        keep=values.keep,
    )
    hide(*account.secrets)
    return account


def ca_file(settings: Settings) -> str | None:
    """Return the path of the authority's certificate; one in the file is relative to the file.

    Raises SettingInvalid where there is no such file.
    """
    if settings.values.ca_file is None:
        return None
    in_environment = "ca_file" in settings.layers[1].values
    folder = None if in_environment else settings.file.path.parent
    try:
        path = checks.file_path(settings.values.ca_file, folder)
    except checks.Unfit as unfit:
        raise invalid(settings.place_of("ca_file"), unfit.reason) from None
    if not path.is_file():
        raise invalid(settings.place_of("ca_file"), "no-such-file", path=str(path))
    return str(path)


def _without_empty(table: Mapping[str, Any]) -> dict[str, Any]:
    # As in the environment: a key left empty in a template is a key not given.
    return {key: value for key, value in table.items() if value != ""}


def _with_url(layer: Layer) -> Layer:
    """Let `environment` decide over the `base_url` of lower layers, but not over its own."""
    url = URLS.get(str(layer.values.get("environment")))
    if url is None or "base_url" in layer.values:
        return layer
    return Layer(layer.place, {**layer.values, "base_url": url})


def _first(layers: Iterable[Layer], key: str) -> Any:
    return next((layer.values[key] for layer in layers if key in layer.values), None)


def _place_of(layers: Iterable[Layer], key: str) -> str:
    place = next((layer.place for layer in layers if key in layer.values), "{key}")
    return place.replace("{KEY}", key.upper()).replace("{key}", key)


def _merge(layers: tuple[Layer, ...]) -> SettingValues:
    merged: dict[str, Any] = {}
    for layer in reversed(layers):
        merged.update(layer.values)
    try:
        return SettingValues(**merged)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
    key = str(problem["loc"][0])
    context = dict(problem.get("ctx", {}))
    where = _place_of(layers, key)
    if problem["type"] == "unfit":
        raise invalid(where, context.pop("reason"), **context)
    if problem["type"] == "literal_error":
        raise invalid(where, "not-one-of", choices=", ".join(_choices(key)))
    if problem["type"] == "string_type":
        raise invalid(where, "not-text")
    raise invalid(where, "unusable")


def _choices(key: str) -> list[str]:
    annotation = SettingValues.model_fields[key].annotation
    words: list[str] = []
    for part in (annotation, *get_args(annotation)):
        words += [word for word in get_args(part) if isinstance(word, str)]
    return list(dict.fromkeys(words))


def _refuse_unknown(place: str, table: Mapping[str, Any], valid: tuple[str, ...]) -> None:
    for key in table:
        if key in valid:
            continue
        where = place.replace("{key}", clean_line(key, 60))
        if key in PROGRAM_KEYS:
            raise invalid(where, "top-level-only")
        near = difflib.get_close_matches(key.lower().replace("-", "_"), valid, 1)
        if near:
            raise invalid(where, "unknown-key-near", near=near[0])
        raise invalid(where, "unknown-key")


def _choose(file: SettingsFile, layers: tuple[Layer, ...]) -> str:
    wanted = _first(layers, "account")
    if wanted is None:
        return next(iter(file.accounts), DEFAULT_NAME)
    if not isinstance(wanted, str):
        raise invalid(_place_of(layers, "account"), "not-text")
    names = tuple(file.accounts) or (DEFAULT_NAME,)
    if wanted in names:
        return wanted
    where, name = _place_of(layers, "account"), clean_line(wanted, 64)
    if near := difflib.get_close_matches(wanted, names, 1):
        raise invalid(where, "unknown-account-near", name=name, near=near[0])
    raise invalid(where, "unknown-account", name=name)


def _username(settings: Settings) -> str:
    if not settings.values.username:
        raise SettingsMissing(key="username")
    return settings.values.username


def _sender(settings: Settings) -> str:
    username = _username(settings)
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
            "environment": f"PECTUI_{name.upper()}",
            "command": settings.place_of(f"{name}_command"),
            "keyring": f"{t('settings.source.keyring')}, {settings.account_name}/{name}",
            "file": settings.place_of(name),
        }[found.source]
        raise invalid(where, unfit.reason, **unfit.values) from None
