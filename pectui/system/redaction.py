"""Secrets struck out of a text in every form that a program or a service may give them."""

from __future__ import annotations

import base64
import re
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

STRUCK_OUT = "•••"

_LEAST_ENCODED = 5
"""Characters of base64 below which it could be part of any word."""
_RUN = "[A-Za-z0-9+/_-]*"
_IN_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}
"""All that HTML escapes, by name; the library that does it brings 2,000 names more."""


_hidden: list[str] = []


def hide(*secrets: str) -> None:
    """Strike these out of all that is logged from now on, in every form they travel in."""
    _hidden.extend(one for one in secrets if one and one not in _hidden)
    # Longest first: one secret can be part of another.
    _hidden.sort(key=len, reverse=True)


def redacted(text: str) -> str:
    """Return `text` without any hidden secret."""
    return strike_out(text, map(pattern_of, _hidden))


def strike_out(text: str, patterns: Iterable[re.Pattern[str]]) -> str:
    """Return `text` without what any of the patterns finds."""
    for pattern in patterns:
        text = pattern.sub(STRUCK_OUT, text)
    return text


@lru_cache(maxsize=64)
def pattern_of(secret: str) -> re.Pattern[str]:
    """Return what finds `secret`: as it is, escaped sign by sign, in hex or inside any base64.

    Escaped as in JSON, Python, URLs or HTML, also partly. Of base64 the whole word goes: what
    stands around the secret in it, a user's name for instance, is no loss.
    """
    raw = secret.encode(errors="surrogatepass")
    forms = ["".join(map(_sign, secret)), f"(?i:{raw.hex()})"]
    forms += [f"{_RUN}{re.escape(core)}{_RUN}={{0,2}}" for core in _in_base64(raw)]
    return re.compile("|".join(forms))


def _sign(sign: str) -> str:
    """Return a pattern of all the ways to write one sign."""
    raw = sign.encode(errors="surrogatepass")
    units = sign.encode("utf-16-be", errors="surrogatepass")
    code = ord(sign)
    ways = {
        re.escape(sign),
        "(?i:" + "".join(f"%{byte:02x}" for byte in raw) + ")",
        "(?i:" + "".join(rf"\\+x{byte:02x}" for byte in raw) + ")",
        "(?i:"
        + "".join(rf"\\+u{high:02x}{low:02x}" for high, low in zip(*[iter(units)] * 2, strict=True))
        + ")",
        f"&#0*{code};",
        f"(?i:&#x0*{code:x};)",
        re.escape(_IN_HTML.get(sign, sign)),
    }
    if sign == "\\":
        ways.add(r"\\{1,8}")
    elif not sign.isalnum():
        ways.add(rf"\\{{1,8}}{re.escape(sign)}")
    if sign == " ":
        ways.add(r"\+")
    if code < 0x100:
        ways.add(rf"(?i:\\+x{code:02x})")
    return f"(?:{'|'.join(sorted(ways, key=len, reverse=True))})"


def _in_base64(raw: bytes) -> set[str]:
    """Return what base64 holds of `raw` wherever it begins in it, in both alphabets."""
    cores = set()
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + raw).decode()
        core = encoded[ceil(before * 8 / 6) : (before + len(raw)) * 8 // 6]
        if len(core) >= _LEAST_ENCODED:
            cores |= {core, core.replace("+", "-").replace("/", "_")}
    return cores
