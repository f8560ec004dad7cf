"""httpx without its own command line.

Where click is installed, `import httpx` loads click, rich and pygments for a command nobody here
runs: more than doubling the time. Every file of this package takes httpx from here.
"""

from __future__ import annotations

import sys

_click = sys.modules.get("click")
sys.modules["click"] = None  # type: ignore[assignment]  # httpx takes this for "not installed"
try:
    import httpx
finally:
    if _click is None:
        del sys.modules["click"]
    else:
        sys.modules["click"] = _click

__all__ = ["httpx"]
