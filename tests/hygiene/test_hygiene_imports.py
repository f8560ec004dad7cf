"""Imports run downwards only: the contract of pyproject.toml, checked by machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pectui

ROOT = Path(pectui.__file__).parent.parent

_COMMAND = (
    sys.executable,
    "-c",
    "from importlinter.cli import lint_imports_command; lint_imports_command()",
    "--no-cache",
)


def lint(folder: Path, config: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*_COMMAND, "--config", str(config)],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_import_contract_is_kept() -> None:
    done = lint(ROOT, ROOT / "pyproject.toml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_broken_contract_is_found(tmp_path: Path) -> None:
    house = tmp_path / "house"
    house.mkdir()
    (house / "__init__.py").write_text("")
    (house / "ground.py").write_text("import house.roof\n")
    (house / "roof.py").write_text("")
    config = tmp_path / "contract.toml"
    config.write_text(
        '[tool.importlinter]\nroot_package = "house"\n'
        '[[tool.importlinter.contracts]]\nname = "down"\ntype = "layers"\n'
        'layers = ["house.roof", "house.ground"]\n'
    )
    done = lint(tmp_path, config)
    assert done.returncode == 1
    assert "house.ground is not allowed to import house.roof" in done.stdout
