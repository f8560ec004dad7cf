"""httpx without what this client never uses: its own command line, and HTTP/2.

Where click is installed, `import httpx` loads click, rich and pygments for a command nobody here
runs; where h2 is, httpcore loads a protocol that is switched off. Where sniffio is not, httpcore
looks for it in every folder of the path again, four times for each request. Every file of this
package takes httpx from here.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec

_UNUSED = ("click", "h2")
_found = {name: sys.modules.get(name) for name in _UNUSED}
for _name in _UNUSED:
    sys.modules[_name] = None  # type: ignore[assignment]  # taken for "not installed"
try:
    import httpcore  # noqa: F401 - loaded here, or it would find h2 later
    import httpx
finally:
    for _name, _module in _found.items():
        if _module is None:
            del sys.modules[_name]
        else:
            sys.modules[_name] = _module
if find_spec("sniffio") is None:
    sys.modules["sniffio"] = None  # type: ignore[assignment]

__all__ = ["httpx"]
