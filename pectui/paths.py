"""Where configuration, data, cache and state live, and making such a place private."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import PlatformDirs

from pectui.configuration import Directories

_PLACES = PlatformDirs("pectui", appauthor=False)


def _place(variable: str, default: str) -> Path:
    return Path(os.environ.get(variable) or default).expanduser().absolute()


def config_file() -> Path:
    """Return the settings file: PECTUI_CONFIG, or config.toml in the platform's place."""
    return _place("PECTUI_CONFIG", str(Path(_PLACES.user_config_dir) / "config.toml"))


def directories() -> Directories:
    """Return the data, cache and state folders, by environment or platform. Creates nothing."""
    return Directories(
        data=_place("PECTUI_DATA_DIR", _PLACES.user_data_dir),
        cache=_place("PECTUI_CACHE_DIR", _PLACES.user_cache_dir),
        state=_place("PECTUI_STATE_DIR", _PLACES.user_state_dir),
    )


def make_private(folder: Path) -> Path:
    """Create `folder` and what is missing above it, closed to others (0700); return it.

    Raises OSError where it cannot be made or is not a folder.
    """
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=0o700, exist_ok=True)
        place.chmod(0o700)
    return folder
