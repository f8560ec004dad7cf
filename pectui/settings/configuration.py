"""An account and the program's options, as plain data: what `pectui.settings` reads and checks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pectui.catalogue import Language
    from pectui.errors import SettingsError
    from pectui.models import QuotaUnit
    from pectui.system.paths import Directories

PRODUCTION_URL = "https://ws.pecmassiva.com"
SANDBOX_URL = "https://test.ws.pecmassiva.com"

AttachmentEncoding = Literal["data-uri", "base64"]
SubjectReference = Literal["never", "batches", "always"]
ReaderPane = Literal["follow", "enter"]
"""What the reader beside the list shows: what is under the cursor, or only what is opened."""
Signs = Literal["auto", "unicode", "ascii"]
"""What is drawn besides letters: as the terminal is known to show, all signs, or ASCII only."""
Environment = Literal["production", "sandbox", "other"]
"""Which service an account is at: the real one, its test service, or one at another address."""
Colour = Literal["", "red", "green", "yellow", "blue", "magenta", "cyan"]
"""The colour an account is told by; without one, one by its place among the accounts."""
Keep = Literal["all", "headers", "none"]
"""What of the mailbox is kept on this machine: texts and headers, headers only, nothing."""

THEMES = (
    "pectui-dark", "pectui-light", "pectui-high-contrast", "pectui-monochrome",
    "ansi-dark", "ansi-light", "atom-one-dark", "atom-one-light",
    "catppuccin-frappe", "catppuccin-latte", "catppuccin-macchiato", "catppuccin-mocha", "dracula",
    "flexoki", "gruvbox", "monokai", "nord", "rose-pine", "rose-pine-dawn", "rose-pine-moon",
    "solarized-dark", "solarized-light", "textual-dark", "textual-light", "tokyo-night",
)  # fmt: skip
"""Our own themes and Textual's, by name: settings are checked without loading Textual."""

KEYS_PRESETS = ("mutt", "aerc", "nmail", "gmail")
"""Programs whose keys may be chosen in place of ours."""

SHORT_THEMES = tuple(name.removeprefix("pectui-") for name in THEMES if name.startswith("pectui-"))
"""Our own, as a person names them."""

NOTIFY_ALL = ("bell", "title", "desktop", "toast")
"""The ways in which new mail is told: the terminal's bell and title, a popup of the desktop, a line
on the screen."""
NOTIFY_FORCED = ("osc9", "osc99", "osc777")
"""Popups asked for by a sequence of the person's choice, where the terminal is not recognised."""

HOOKS = ("on_message", "on_receipt", "on_trouble")
"""Events for which a person may have a command run."""


class Secret:
    """A password or token that no repr, log or traceback shows."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the secret itself; only for the call that carries it."""
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return "Secret(•••)" if self._value else "Secret()"

    __str__ = __repr__


@dataclass(frozen=True, slots=True)
class Account:
    """One mailbox at the service, ready to be used: everything is checked."""

    name: str
    username: str
    sender: str
    """The PEC address letters leave from; need not equal `username`."""
    password: Secret
    token: Secret
    base_url: str = PRODUCTION_URL
    """Without a trailing slash; https, or http on the loopback only."""
    mailbox: str = "INBOX"
    quota_unit: QuotaUnit = "KB"
    attachment_encoding: AttachmentEncoding = "data-uri"
    receipt_fields: str = ""
    """Other names of the fields of a sending's receipts: "date=when, body=text"."""
    proxy: str | None = None
    ca_file: str | None = None
    pec_ca_file: str | None = None
    """Certificates of the authority that is trusted to certify providers."""
    token_expires: str | None = None
    """ISO date noted by the user; the service cannot be asked."""
    subject_reference: SubjectReference = "batches"
    """Which letters get a short reference at the end of their subject."""
    daily_limit: int = 3500
    """Sends a day that the plan allows; 0: no limit."""
    monthly_limit: int = 0
    """Sends a month that the plan allows; 0: no limit."""
    price: str | None = None
    """EUR a send, as a decimal number."""
    requests_per_day: int = 1000
    """Requests a day from which looks in the background are stretched; 0: no limit."""
    keep: Keep = "all"
    """What of the mailbox is kept in the cache."""
    letter_language: Language = "it"
    """The language of dates and numbers inside letters, whatever the screen's."""

    colour: Colour = ""
    """What it is told by among several, beside its name."""

    @property
    def environment(self) -> Environment:
        """Which service it is at: what is sent at a sandbox reaches nobody."""
        known: dict[str, Environment] = {PRODUCTION_URL: "production", SANDBOX_URL: "sandbox"}
        return known.get(self.base_url, "other")

    @property
    def receipt_names(self) -> dict[str, str]:
        """What a sending's receipts call `date`, `subject` and `body`, where that was given."""
        pairs = (one.partition("=") for one in self.receipt_fields.split(",") if one)
        return {role.strip(): name.strip() for role, _, name in pairs}

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything about it that no log may hold, its proxy's password included."""
        proxy = urlsplit(self.proxy or "")
        return self.password.reveal(), self.token.reveal(), unquote(proxy.password or "")


@dataclass(frozen=True, slots=True)
class Options:
    """What belongs to the program and not to an account."""

    language: Language
    directories: Directories
    config_file: Path
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys that differ from the usual ones: command id → keys, comma-separated."""
    theme: str = ""
    signs: Signs = "auto"
    """What is drawn besides letters."""
    reader: ReaderPane = "follow"
    """What the reader beside the list shows."""
    quiet: bool = False
    """Whether the screen keeps still unless something is typed or comes."""
    undo_seconds: int = 10
    """How long a confirmed letter waits on screen before it leaves; 0 switches it off."""
    look_seconds: int = 60
    """Between two looks for new mail; 0 looks only when asked."""
    notify: str = "all"
    """How new mail is told: "all", "none", or ways separated by commas."""

    hooks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words of the commands to run, by their events, of `HOOKS`."""
    kind_rows: tuple[tuple[str, str], ...] = ()
    """The user's own rows of the table of kinds: name, words."""

    @property
    def notify_ways(self) -> frozenset[str]:
        """The ways in which new mail is told, of `NOTIFY_ALL` and `NOTIFY_FORCED`."""
        if self.notify == "all":
            return frozenset(NOTIFY_ALL)
        return frozenset(self.notify.split(",")) - {"none"}


@dataclass(frozen=True, slots=True)
class Outline:
    """What the settings say of an account, whole or not: what its set-up begins with."""

    name: str
    username: str = ""
    sender: str = ""
    base_url: str = PRODUCTION_URL
    proxy: str = field(default="", repr=False)
    ca_file: str = ""
    password_command: str = field(default="", repr=False)
    token_command: str = field(default="", repr=False)
    sources: Mapping[str, str] = field(default_factory=dict)
    """Where each secret was found, of `settings.secrets.SecretSource`; without what is nowhere."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """Everything the program starts with."""

    options: Options
    account: Account | None
    """None when no account is set up yet, or the one that is cannot be used."""
    account_names: tuple[str, ...] = ()
    outline: Outline | None = None
    """What is known of the account; None when none is set up yet."""
    problem: SettingsError | None = None
    """Why the account that is set up cannot be used."""
