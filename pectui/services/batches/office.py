"""Turns letters made as DOCX into PDF with LibreOffice, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.errors import OfficeFailed
from pectui.system import processes
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from collections.abc import Sequence

PROGRAMS = ("soffice", "libreoffice")
SECONDS_TO_START = 60.0
SECONDS_EACH = 30.0
"""After which a letter is given up."""


def find_office() -> str:
    """Return the path of LibreOffice. Raises OfficeFailed where there is none."""
    for name in PROGRAMS:
        if found := shutil.which(name):
            return found
    raise OfficeFailed


def to_pdf(letters: Sequence[bytes]) -> list[bytes]:
    """Return each letter as PDF, in order. Blocks; raises OfficeFailed."""
    program = find_office()
    with tempfile.TemporaryDirectory(prefix="pectui-") as place:
        folder = Path(place)
        names = [folder / f"{position:05d}.docx" for position in range(len(letters))]
        for name, octets in zip(names, letters, strict=True):
            name.write_bytes(octets)
        said = _convert(program, folder, names)
        try:
            return [name.with_suffix(".pdf").read_bytes() for name in names]
        except OSError as error:
            # A file that it cannot load is told in words alone: it ends with 0.
            raise OfficeFailed(said or system_reason(error)) from error


def _convert(program: str, folder: Path, names: Sequence[Path]) -> str:
    """Write a PDF beside each file; return what the program said."""
    # A profile of its own: another LibreOffice of the person may be open.
    profile = (folder / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore",
               "--convert-to", "pdf", "--outdir", str(folder), *map(str, names)]  # fmt: skip
    try:
        code, words = processes.run_whole(command, SECONDS_TO_START + SECONDS_EACH * len(names))
    except (OSError, subprocess.SubprocessError) as error:
        raise OfficeFailed(str(error)) from error
    if code:
        raise OfficeFailed(words.strip() or str(code))
    return words.strip()
