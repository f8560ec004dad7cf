"""What a release is made of: Pythons, pinned actions, addresses that a package index can show."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import pectui
from tests.hygiene import shared_files

ROOT = Path(pectui.__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github/workflows").iterdir())
ADDRESS, REF = "https://forge.example/owner/pectui", "v1.2.3"


def test_the_checks_run_on_every_python_that_is_promised() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    promised = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    assert project["requires-python"] == f">={promised[0]}"
    workflow = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    assert re.findall(r'"(3\.\d+)"', workflow) == promised


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_their_whole_hash(workflow: Path) -> None:
    used = re.findall(r"uses: *(.*)", workflow.read_text(encoding="utf-8"))
    assert used
    for action in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v[\d.]+", action), action


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """Return a folder with README and pyproject.toml as a release has them."""
    if "Source = " in (ROOT / "pyproject.toml").read_text(encoding="utf-8"):
        pytest.skip("these sources are those of a release")
    for name in ("README.md", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    script = ROOT / ".ci/addresses.py"
    subprocess.run([sys.executable, script, f"{ADDRESS}/", REF], cwd=tmp_path, check=True)
    return tmp_path


def test_a_release_has_no_link_that_a_package_index_cannot_follow(released: Path) -> None:
    text = (released / "README.md").read_text(encoding="utf-8")
    before = re.findall(r"\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    after = re.findall(r"\]\(([^)]+)\)", text)
    for old, new in zip(before, after, strict=True):
        middle = "raw" if old.endswith(".svg") else "blob"
        assert new == (old if "://" in old else f"{ADDRESS}/{middle}/{REF}/{old}")
    assert f"({ADDRESS}/raw/{REF}/screenshots/inbox.svg)" in text


def test_a_release_names_where_it_comes_from(released: Path) -> None:
    text = (released / "pyproject.toml").read_text(encoding="utf-8")
    urls = tomllib.loads(text)["project"]["urls"]
    assert urls["Source"] == ADDRESS
    assert all(url.startswith("https://") for url in urls.values())
    assert {"PEC Massiva", "Documentation", "Changelog", "Issues"} < set(urls)


@pytest.mark.parametrize("name", shared_files.FILES)
def test_what_a_wheel_installs_beside_the_program_is_what_the_parsers_say(name: str) -> None:
    message = "write the files anew: python -m tests.hygiene.shared_files"
    file = shared_files.FOLDER / name
    assert file.read_text(encoding="utf-8") == shared_files.text(name), message


def test_a_wheel_installs_completions_and_manual_where_shells_look_for_them() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    targets = project["tool"]["hatch"]["build"]["targets"]
    assert targets["wheel"]["shared-data"] == {
        "share/pectui.bash": "share/bash-completion/completions/pectui",
        "share/_pectui": "share/zsh/site-functions/_pectui",
        "share/pectui.fish": "share/fish/vendor_completions.d/pectui.fish",
        "share/pectui.1": "share/man/man1/pectui.1",
    }
    assert {file.name for file in shared_files.FOLDER.iterdir()} == set(shared_files.FILES)
    assert "share" in targets["sdist"]["include"]


def test_a_container_is_built_from_all_that_the_wheel_is_made_of() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_through = {line[1:] for line in lines if line.startswith("!")}
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = settings["tool"]["hatch"]["build"]["targets"]["wheel"]
    made_of = {
        "pyproject.toml",
        settings["project"]["readme"],
        *settings["project"]["license-files"],
        *wheel["packages"],
        *(name.partition("/")[0] for name in wheel["shared-data"]),
    }
    container = (ROOT / "Containerfile").read_text(encoding="utf-8")
    made_of |= set(re.findall(r"/source/([\w.]+)", container))
    assert made_of == let_through
    extras = re.findall(r"/source\[(\w+)\]", container)
    assert extras
    assert set(extras) <= settings["project"]["optional-dependencies"].keys()
