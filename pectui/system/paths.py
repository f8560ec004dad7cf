"""Where configuration, data, cache and state live: private folders, whose names last."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import SettingInvalid

if TYPE_CHECKING:
    from platformdirs import PlatformDirs

_NAME = "pectui"


@dataclass(frozen=True, slots=True)
class Directories:
    """Where this program keeps things; created 0700 when first written to."""

    data: Path
    """User data: sendings, drafts. Never deleted by the program."""
    cache: Path
    """What was seen of the mailbox; deleting it loses nothing but time."""
    state: Path
    """Logs."""


def _platform() -> PlatformDirs:
    # Late: the library takes longer to load than a command to start, and is often not needed.
    from platformdirs import PlatformDirs

    return PlatformDirs(_NAME, appauthor=False)


def _given(variable: str) -> Path | None:
    value = os.environ.get(variable)
    if not value:
        return None
    try:
        return Path(value).expanduser().absolute()
    except RuntimeError:  # "~nobody/…"
        raise SettingInvalid(where=variable, reason=t("settings.reason.no-such-home")) from None


def config_file() -> Path:
    """Return the settings file: PECTUI_CONFIG, or config.toml in the platform's place.

    Raises SettingInvalid, as the functions below do.
    """
    return _given("PECTUI_CONFIG") or Path(_platform().user_config_dir) / "config.toml"


def kinds_file(config: Path) -> Path:
    """Return the file of the user's own rows of the table of kinds, next to the settings file."""
    return config.with_name("kinds.txt")


def themes_folder(config: Path) -> Path:
    """Return the folder of the themes a person made, next to the settings file."""
    return config.with_name("themes")


def own_theme_names(config: Path) -> tuple[str, ...]:
    """Return the names of the themes beside the settings file at `config`."""
    try:
        return tuple(sorted(path.stem for path in themes_folder(config).glob("*.toml")))
    except OSError:
        return ()


def cache_folder() -> Path:
    """Return the cache folder: PECTUI_CACHE_DIR, or the platform's place."""
    return _given("PECTUI_CACHE_DIR") or Path(_platform().user_cache_dir)


def directories() -> Directories:
    """Return the data, cache and state folders, by environment or platform. Creates nothing."""
    return Directories(
        data=_given("PECTUI_DATA_DIR") or Path(_platform().user_data_dir),
        cache=cache_folder(),
        state=_given("PECTUI_STATE_DIR") or Path(_platform().user_state_dir),
    )


def close_to_others(folders: Directories) -> None:
    """Close the platform's folders of this program to others where an older hand left them open.

    A folder of the person's own choice keeps its mode: it may hold more than ours; `doctor` says
    so.
    """
    for variable, folder in (
        ("PECTUI_DATA_DIR", folders.data),
        ("PECTUI_CACHE_DIR", folders.cache),
        ("PECTUI_STATE_DIR", folders.state),
    ):
        if os.environ.get(variable) or folder.name != _NAME:
            continue
        with suppress(OSError):
            status = folder.lstat()
            if stat.S_ISDIR(status.st_mode) and status.st_mode & 0o077:
                folder.chmod(0o700)


def make_private(folder: Path) -> Path:
    """Create `folder` and what is missing above it, closed to others (0700); return it.

    Raises OSError where it cannot be made or is not a folder.
    """
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=0o700, exist_ok=True)
        place.chmod(0o700)
    return folder


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` survive a power cut. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
