"""pyperclip in a process of its own: what it starts may stay for days, and gets no secrets."""

from __future__ import annotations

import subprocess
import sys
from typing import Any, ClassVar


class _Watched(subprocess.Popen[Any]):
    """A tool whose end is looked at: pyperclip takes any end for success."""

    started: ClassVar[list[subprocess.Popen[Any]]] = []

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.started.append(self)


def _main() -> int:
    """Put standard input on the desktop's clipboard; return 1 where that cannot be done."""
    import pyperclip

    subprocess.Popen = _Watched  # type: ignore[misc]
    try:
        pyperclip.copy(sys.stdin.buffer.read().decode())
    except Exception:
        return 1
    return int(any(tool.returncode for tool in _Watched.started))


if __name__ == "__main__":
    sys.exit(_main())
