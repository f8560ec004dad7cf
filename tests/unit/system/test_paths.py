"""Where things live: by environment, else by platform; private from the start."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pectui.system.paths import config_file, directories, make_private

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def open_umask() -> Iterator[None]:
    """Let everybody write to what is made without a thought."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.parametrize("part", ["data", "cache", "state"])
def test_a_folder_is_the_environments(
    part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"PECTUI_{part.upper()}_DIR", str(tmp_path / "mine"))
    assert getattr(directories(), part) == tmp_path / "mine"


def test_without_a_word_the_folders_are_the_platforms_and_apart() -> None:
    places = directories()
    assert len({places.data, places.cache, places.state, config_file().parent}) == 4
    assert all("pectui" in str(place) for place in (places.data, places.cache, places.state))


def test_the_settings_file_is_the_environments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert config_file().name == "config.toml"
    monkeypatch.setenv("PECTUI_CONFIG", str(tmp_path / "other.toml"))
    assert config_file() == tmp_path / "other.toml"


def test_the_home_sign_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PECTUI_DATA_DIR", "~/pec")
    assert directories().data == Path.home() / "pec"


def test_asking_for_places_makes_none() -> None:
    directories()
    assert list(Path.home().iterdir()) == []


@pytest.mark.usefixtures("open_umask")
def test_a_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    made = make_private(tmp_path / "a" / "b")
    for folder in (made, made.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert make_private(made) == made


def test_a_file_in_the_way_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(OSError, match="taken"):
        make_private(tmp_path / "taken" / "below")
