"""Imports run downwards only: the contract of pyproject.toml, checked by machine."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import pectui

ROOT = Path(pectui.__file__).parent.parent
CONTRACTS = [
    contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
]

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


BREACHES = {
    "catalogue/__init__.py": "pectui.errors",
    "models/mail.py": "pectui.pec.kinds",
    "pec/kinds.py": "socket",
    "system/logs.py": "pectui.services.quota",
    "system/paths.py": "httpx",
    "settings/checks.py": "pydantic",
    "settings/secrets.py": "pectui.settings.loader",
    "signed/mime.py": "cryptography",
    "signed/daticert.py": "pathlib",
    "services/quota.py": "textual",
    "services/session.py": "csv",
    "services/searches.py": "pectui.cli.output",
    "services/demo.py": "sqlite3",
    "tui/counts.py": "sqlite3",
    "tui/theme.py": "pectui.store.data",
    "cli/table.py": "pectui.api.client",
    "store/owner.py": "pectui.api.client",
    "tables/file.py": "pectui.store.data",
    "tables/workbook.py": "openpyxl",
    "cli/purge.py": "pectui.tui.show",
    "tui/show.py": "pectui.tui.app",
    "tui/screens/sent.py": "httpx",
    "api/wire.py": "rich",
    "merge/names.py": "liquid",
    "merge/package.py": "pathlib",
    "search/days.py": "pectui.merge.names",
}
"""Imports that no contract may let pass: where they are put, and of what."""


def module_of(file: str) -> str:
    return "pectui." + file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said of a copy of the house with every breach in it, and a module of no room."""
    folder = tmp_path_factory.mktemp("breached")
    shutil.copytree(
        ROOT / "pectui", folder / "pectui", ignore=shutil.ignore_patterns("__pycache__")
    )
    for file, module in BREACHES.items():
        with (folder / "pectui" / file).open("a", encoding="utf-8") as source:
            source.write(f"\nimport {module}\n")
    (folder / "pectui" / "loose.py").write_text("import httpx\n")
    done = lint(folder, ROOT / "pyproject.toml")
    assert done.returncode == 1
    return done.stdout


@pytest.mark.parametrize("file", BREACHES)
def test_a_breach_of_the_contracts_is_refused(refused: str, file: str) -> None:
    assert re.search(rf"-\s+{re.escape(module_of(file))} -> {BREACHES[file]}\b", refused)


@pytest.mark.parametrize("contract", CONTRACTS)
def test_every_contract_refuses_something(refused: str, contract: str) -> None:
    assert re.search(rf"^{re.escape(contract)} BROKEN", refused, re.MULTILINE)


def test_a_module_of_no_room_is_refused(refused: str) -> None:
    assert re.search(r"^- pectui\.loose$", refused, re.MULTILINE)
    assert "pectui.loose -> httpx" in refused
