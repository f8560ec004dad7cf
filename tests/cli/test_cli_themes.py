"""Themes that a person made, as `pectui doctor` judges them and commands pass them by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pectui.sandbox import Sandbox


@pytest.fixture
def theme_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the theme `sera` is, which the environment chooses."""
    monkeypatch.setenv("PECTUI_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("PECTUI_THEME", "sera")
    (tmp_path / "themes").mkdir()
    return tmp_path / "themes" / "sera.toml"


def test_the_doctor_names_them(sandbox: Sandbox, cli: Callable[..., Any], theme_file: Path) -> None:
    theme_file.write_text('accent = "#ffaa00"\n')
    done = cli("doctor", "--json")
    checks = {one["name"]: one for one in done.json["checks"]}
    assert (checks["themes"]["status"], done.code) == ("ok", 0)
    assert "sera" in checks["themes"]["detail"]


def test_the_doctor_says_what_is_wrong_and_nothing_else_is_kept_from_working(
    sandbox: Sandbox, cli: Callable[..., Any], theme_file: Path
) -> None:
    theme_file.write_text('acent = "#ffaa00"\n')
    done = cli("doctor", "--json")
    (failed,) = [one for one in done.json["checks"] if one["status"] == "failed"]
    assert failed["name"] == "themes"
    assert all(word in failed["detail"] for word in (str(theme_file), "acent", "“accent”"))
    assert done.code == 3
    assert cli("quota").code == 0
