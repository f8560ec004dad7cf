"""Every setting: its type, its check and its default; and where its value is taken from.

The keys are the fields of `SettingValues`; each has a PECTUI_* variable of the same name. Highest
precedence first: argument, environment, account in the file, the file's top level, default.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from pectui.catalogue import Language  # noqa: TC001 - read at run time by pydantic
from pectui.settings import checks
from pectui.settings.configuration import (
    PRODUCTION_URL,
    SANDBOX_URL,
    AttachmentEncoding,
    Colour,
    Keep,
    ReaderPane,
    Signs,
    SubjectReference,
)
from pectui.settings.file import invalid
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.fields import FieldInfo

    from pectui.errors import SettingInvalid
    from pectui.settings.file import SettingsFile

DEFAULT_NAME = "default"
"""The account's name when no [accounts.NAME] table gives one."""
URLS = {"production": PRODUCTION_URL, "sandbox": SANDBOX_URL}

Line = BeforeValidator(checks.one_line)
Limit = Annotated[int, BeforeValidator(checks.limit)]


class SettingValues(BaseSettings):
    """Every key, checked. Secrets are here only as they were given, not as they are found."""

    model_config = SettingsConfigDict(
        env_prefix="PECTUI_",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        validate_default=False,
    )

    account: str | None = None
    """Which account to use; the first one without it."""
    language: Annotated[Language | None, BeforeValidator(checks.language)] = None
    theme: Annotated[str, BeforeValidator(checks.theme)] = ""
    signs: Annotated[Signs, BeforeValidator(checks.signs)] = "auto"
    reader: Annotated[ReaderPane, BeforeValidator(checks.reader)] = "follow"
    quiet: Annotated[bool, BeforeValidator(checks.quiet)] = False
    keys_preset: Annotated[str, BeforeValidator(checks.keys_preset)] = ""
    undo_seconds: Annotated[int, BeforeValidator(checks.undo_seconds)] = 10
    look_seconds: Annotated[int, BeforeValidator(checks.look_seconds)] = 60
    notify: Annotated[str, BeforeValidator(checks.notify)] = "all"
    username: Annotated[str | None, BeforeValidator(checks.username)] = None
    password: SecretStr | None = None
    password_command: str | None = None
    token: SecretStr | None = None
    token_command: str | None = None
    token_expires: Annotated[str | None, BeforeValidator(checks.token_expires)] = None
    sender: Annotated[str | None, BeforeValidator(checks.sender)] = None
    environment: Literal["production", "sandbox"] = "production"
    """Picks `base_url` where nothing of the same or higher precedence gives one."""
    base_url: Annotated[str, BeforeValidator(checks.base_url)] = PRODUCTION_URL
    mailbox: Annotated[str, Line] = "INBOX"
    quota_unit: Literal["KB", "MB", "B"] = "KB"
    attachment_encoding: AttachmentEncoding = "data-uri"
    receipt_fields: Annotated[str, BeforeValidator(checks.receipt_fields)] = ""
    proxy: Annotated[str | None, BeforeValidator(checks.proxy)] = None
    ca_file: Annotated[str | None, Line] = None
    pec_ca_file: Annotated[str | None, Line] = None
    subject_reference: SubjectReference = "batches"
    daily_limit: Limit = 3500
    monthly_limit: Limit = 0
    price: Annotated[str | None, BeforeValidator(checks.price)] = None
    requests_per_day: Limit = 1000
    keep: Keep = "all"
    letter_language: Language = "it"
    colour: Colour = ""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put the sources in order; the file's comes with the arguments, as `file`."""
        assert isinstance(init_settings, InitSettingsSource)
        return init_settings, env_settings, init_settings.init_kwargs.pop("file")


PROGRAM_KEYS = (
    "account", "language", "theme", "signs", "reader", "quiet", "keys_preset",
    "undo_seconds", "look_seconds", "notify",
)  # fmt: skip
"""Keys of the file's top level only: they are about the program, not about one account."""
KEYS = tuple(SettingValues.model_fields)
ACCOUNT_KEYS = tuple(key for key in KEYS if key not in PROGRAM_KEYS)


class FileSource(PydanticBaseSettingsSource):
    """The settings file as a source: the table of the account in use, then the top level.

    Raises SettingInvalid for a key that is none.
    """

    def __init__(self, file: SettingsFile) -> None:
        super().__init__(SettingValues)
        _refuse_unknown(f"{file.path}, {{}}", file.top, KEYS)
        for name, table in file.accounts.items():
            _refuse_unknown(f"{file.path}, accounts.{name}.{{}}", table, ACCOUNT_KEYS)
        self.file = file
        self.account = DEFAULT_NAME
        """The account in use, known once the source was asked."""

    def __call__(self) -> dict[str, Any]:
        """Return the file's values, with the address that `environment` picks among them."""
        self.account = self._chosen()
        values: dict[str, Any] = {}
        # Lowest first: a base_url stands over one below it and over `environment` beside it.
        for table in (self.file.top, self._table, self.current_state):
            url = URLS.get(str(table.get("environment")))
            values |= ({"base_url": url} if url else {}) | _given(table)
        return values

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Return nothing: all values are given at once, by a call."""
        return None, field_name, False

    @property
    def environment(self) -> Mapping[str, Any]:
        """What the environment gave."""
        return self.settings_sources_data["EnvSettingsSource"]

    @property
    def _table(self) -> Mapping[str, Any]:
        return self.file.accounts.get(self.account, {})

    def place_of(self, key: str) -> str:
        """Return where the value of `key` was given, for a person."""
        if key in self.settings_sources_data["InitSettingsSource"]:
            return f"--{key}"
        if key in self.environment:
            return f"PECTUI_{key.upper()}"
        if key in _given(self._table):
            return f"{self.file.path}, accounts.{self.account}.{key}"
        return f"{self.file.path}, {key}" if key in self.file.top else key

    def _chosen(self) -> str:
        """Return the name of the account asked for, or of the first one."""
        names = tuple(self.file.accounts) or (DEFAULT_NAME,)
        wanted = (_given(self.file.top) | self.current_state).get("account", names[0])
        if wanted in names or not isinstance(wanted, str):
            return str(wanted)
        where, name = self.place_of("account"), clean_line(wanted, 64)
        if near := checks.nearest(wanted, names):
            raise invalid(where, "settings.reason.unknown-account-near", name=name, near=near)
        raise invalid(where, "settings.reason.unknown-account", name=name)


def _given(table: Mapping[str, Any]) -> dict[str, Any]:
    # As in the environment: a key left empty in a template is a key not given.
    return {key: value for key, value in table.items() if value != ""}


def _refuse_unknown(place: str, table: Mapping[str, Any], valid: tuple[str, ...]) -> None:
    for key in table:
        if key in valid:
            continue
        where = place.format(clean_line(key, 60))
        if key in PROGRAM_KEYS:
            raise invalid(where, "settings.reason.top-level-only")
        if near := checks.nearest(key.lower().replace("-", "_"), valid):
            raise invalid(where, "settings.reason.unknown-key-near", near=near)
        raise invalid(where, "settings.reason.unknown-key")


def read_values(source: FileSource, account: str | None) -> SettingValues:
    """Read every key, with `account` given as an argument; `source` knows their places then.

    Raises SettingInvalid.
    """
    given: dict[str, Any] = {"file": source} | ({"account": account} if account else {})
    try:
        return SettingValues(**given)
    except ValidationError as error:
        raise _refusal(error, source) from None


def _refusal(error: ValidationError, source: FileSource) -> SettingInvalid:
    """Return our error, in words, for the first that pydantic has."""
    problem = error.errors(include_url=False, include_input=False)[0]
    where = source.place_of(str(problem["loc"][0]))
    match problem:
        case {"type": "value_error", "ctx": {"error": checks.Unfit() as unfit}}:
            return invalid(where, unfit.reason, **unfit.values)
        case {"type": "literal_error", "ctx": {"expected": expected}}:
            choices = re.findall(r"'([^']*)'", expected)
            return invalid(where, "settings.reason.not-one-of", choices=", ".join(choices))
        case {"type": "string_type"}:
            return invalid(where, "settings.reason.not-text")
    return invalid(where, "settings.reason.unusable")
