"""The user's own editor for the text of a letter; the program steps aside and comes back."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from pectui.catalogue import t
from pectui.errors import FileUnreadable

if TYPE_CHECKING:
    from textual.app import App


def edit(app: App[None], text: str) -> str:
    """Return `text` as the person left it in $VISUAL, $EDITOR or vi.

    Raises FileUnreadable where no editor can be run; the text is then unchanged on the screen.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    descriptor, name = tempfile.mkstemp(prefix="pectui-", suffix=".txt")
    path = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        with app.suspend():
            subprocess.run([*shlex.split(command), name], check=True)  # noqa: S603
        return path.read_text(encoding="utf-8", errors="replace").removesuffix("\n")
    except (OSError, ValueError, subprocess.SubprocessError, SuspendNotSupported) as error:
        reason = getattr(error, "strerror", None) or t("compose.editor.failed")
        raise FileUnreadable(path=command, reason=reason) from error
    finally:
        path.unlink(missing_ok=True)
