"""Where a link really leads, whether it may be opened, and whether its text says otherwise."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from pectui.domains import network_domain

SAFE_SCHEMES = frozenset({"http", "https", "mailto"})

_DROPPED = re.compile(r"[\t\n\r]")
_AROUND = "".join(map(chr, range(33)))
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]{0,30}):")
_PLAIN = re.compile(r"https?://([a-zA-Z0-9-]++(?:\.[a-zA-Z0-9-]++)+)(?:[/?#]|$)")
"""What most links look like; anything else is taken apart with more care."""
_DOTS = re.compile("[\u3002\uff0e\uff61]")
"""What browsers take for a dot between the parts of a host."""
_EDGES = "<>()[]{}\"'“”«»‘’,;:!?…"
_HOST = re.compile(r"[^\s/@:?#.,()\[\]<>\"'“”«»;!]++(?:\.[^\s/@:?#.,()\[\]<>\"'“”«»;!]++)+")
_ENDING = re.compile(r"[a-z]{2,24}|xn--[a-z0-9-]{1,59}")
_LONGEST_HOST = 253
_MOST_WORDS = 200
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
    """Whether the shown text names another host than the one it leads to."""
    disguised: bool = False
    """Whether the target itself begins like another host: `https://bank.example@host/`."""


def read_link(number: int, shown: str, href: str) -> Link:
    """Return what is to be known about a link, from its text and its href as written."""
    target = _DROPPED.sub("", href).strip(_AROUND)
    scheme_match = _SCHEME.match(target)
    scheme = scheme_match.group(1).lower() if scheme_match else ""
    host, disguised = _host(target, scheme)
    return Link(
        number=number,
        shown=shown,
        target=target,
        safe=scheme in SAFE_SCHEMES and bool(host),
        host=host,
        deceptive=any(not _related(claimed, host) for claimed in _claimed_hosts(shown)),
        disguised=disguised,
    )


def _host(target: str, scheme: str) -> tuple[str, bool]:
    """Return a target's host, and whether something that looks like one stands before it."""
    if scheme == "mailto":
        address = target.partition(":")[2].partition("?")[0]
        return (_ascii(address.rpartition("@")[2]) if "@" in address else ""), False
    if not scheme and not target.startswith("//"):
        return "", False
    if plain := _PLAIN.match(target):
        return plain[1].lower(), False
    try:
        # Browsers read a backslash as a slash, so what follows one is no part of the host.
        parts = urlsplit(target.replace("\\", "/"))
        return _ascii(parts.hostname or ""), "@" in parts.netloc
    except ValueError:
        return "", False


def _claimed_hosts(shown: str) -> list[str]:
    """Return the hosts that a person would read in the shown text."""
    text = _DOTS.sub(".", unicodedata.normalize("NFKC", shown))
    if "." not in text:
        return []
    words = text.split(None, _MOST_WORDS)[:_MOST_WORDS]
    return [host for word in words if (host := _claimed_host(word, alone=len(words) == 1))]


def _claimed_host(word: str, *, alone: bool) -> str:
    """Return the host that one word names, or nothing."""
    scheme, colon, rest = word.strip(_EDGES).partition("://")
    address = rest if colon else scheme.removeprefix("mailto:")
    address = address.partition("/")[0].partition("?")[0].partition("#")[0].rpartition("@")[2]
    match = _HOST.match(address.rstrip("."))
    if match is None:
        return ""
    last = match[0].rpartition(".")[2]
    if not alone and not colon and not last.islower():
        return ""  # two sentences with no blank between them
    host = _ascii(match[0])
    ending = host.rpartition(".")[2]
    names_a_file = not colon and ending in _FILE_ENDINGS
    return "" if names_a_file or _ENDING.fullmatch(ending) is None else host


def _ascii(host: str) -> str:
    """Return a host as the network knows it."""
    host = host.strip().rstrip(".").lower()
    if host.isascii() or len(host) > _LONGEST_HOST:
        return host
    return network_domain(_DOTS.sub(".", host))


def _related(one: str, other: str) -> bool:
    one, other = one.removeprefix("www."), other.removeprefix("www.")
    return one == other or other.endswith(f".{one}")
