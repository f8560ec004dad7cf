from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be a machine without the optional library."""
    monkeypatch.setattr("pectui.settings.keyring_process.is_available", lambda: False)


@pytest.fixture
def write_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Write the settings file the program will read; 0600 unless another mode is given."""

    def write(text: str | bytes, mode: int = 0o600) -> Path:
        path = tmp_path / "config.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        path.chmod(mode)
        monkeypatch.setenv("PECTUI_CONFIG", str(path))
        return path

    return write
