"""Where a link really leads, whether it may be opened, and whether its text says otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from pectui.domains import ascii_domain

SAFE_SCHEMES = frozenset({"http", "https", "mailto"})

_DROPPED = re.compile(r"[\t\n\r]")
_AROUND = "".join(map(chr, range(33)))
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_PLAIN = re.compile(r"https?://([a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+)(?:[/?#]|$)")
"""What most links look like; anything else is taken apart with more care."""
_HOST_LIKE = re.compile(
    r"(?:(?P<scheme>[a-z][a-z0-9+.-]*)://|mailto:)?(?:[^\s/@]*@)?"
    r"(?P<host>[^\s/@:?#.,()]+(?:\.[^\s/@:?#.,()]+)+)\.?(?::\d+)?(?:[/?#]\S*)?",
    re.IGNORECASE,
)
# fmt: off
_FILE_ENDINGS = frozenset({
    "csv", "doc", "docx", "eml", "gif", "htm", "html", "jpeg", "jpg", "odt", "p7m", "pdf", "png",
    "ppt", "pptx", "rtf", "txt", "xls", "xlsx", "xml", "zip",
})
# fmt: on


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a page. Texts are foreign: they pass the gate before they are shown."""

    number: int
    """As it stands in brackets after the shown text, from 1."""
    shown: str
    """The text the page shows for it; may be empty."""
    target: str
    """Where it really leads."""
    safe: bool
    """Whether it may be opened at all: http, https and mailto only."""
    host: str = ""
    """The target's host, in its ASCII form; empty where there is none."""
    deceptive: bool = False
    """Whether the shown text looks like an address on another host."""


def read_link(number: int, shown: str, href: str) -> Link:
    """Return what is to be known about a link, from its text and its href as written."""
    target = _DROPPED.sub("", href).strip(_AROUND)
    scheme_match = _SCHEME.match(target)
    scheme = scheme_match.group(1).lower() if scheme_match else ""
    host = _host(target, scheme)
    claimed = _claimed_host(shown)
    return Link(
        number=number,
        shown=shown,
        target=target,
        safe=scheme in SAFE_SCHEMES and bool(host),
        host=host,
        deceptive=bool(claimed) and not _related(claimed, host),
    )


def _host(target: str, scheme: str) -> str:
    if scheme == "mailto":
        address = target.partition(":")[2].partition("?")[0]
        return _ascii(address.rpartition("@")[2]) if "@" in address else ""
    if not scheme and not target.startswith("//"):
        return ""
    if plain := _PLAIN.match(target):
        return plain[1].lower()
    try:
        # Browsers read a backslash as a slash, so what follows one is no part of the host.
        return _ascii(urlsplit(target.replace("\\", "/")).hostname or "")
    except ValueError:
        return ""


def _claimed_host(shown: str) -> str:
    """Return the host that a person would read in the shown text, or nothing."""
    if "." not in shown:
        return ""
    match = _HOST_LIKE.fullmatch(" ".join(shown.split()).strip("<>()[]\"'“”«»,;"))
    if match is None:
        return ""
    host = _ascii(match["host"])
    ending = host.rpartition(".")[2]
    names_a_file = match["scheme"] is None and ending in _FILE_ENDINGS
    return "" if names_a_file or len(ending) < 2 or ending.isdecimal() else host


def _ascii(host: str) -> str:
    host = host.strip().rstrip(".").lower()
    try:
        return ascii_domain(host)
    except UnicodeError:
        return host


def _related(one: str, other: str) -> bool:
    one, other = one.removeprefix("www."), other.removeprefix("www.")
    return one == other or other.endswith(f".{one}")
