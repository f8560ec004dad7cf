"""What a page's styles say of an element: whether it is hidden, and whether its lines stay.

Rules by the name of an element, a class or an id count, as letters have them; those in @media and
@supports depend on a screen that is not there, and those for elements within others are not read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pectui.html.tokens import Kind, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MOST_CSS = 500_000
"""Characters of a page's style elements that are read."""
_MOST_DECLARATIONS = 128
_MOST_CLASSES = 16
_LONGEST_SELECTOR = 200
_BRACES = re.compile("[{}]")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*+)?+((?:[.#][\w-]++)*+)", re.IGNORECASE)
_PARTS = re.compile(r"[.#][\w-]++")
_ZERO = re.compile(r"[+-]?+(?:0+\.?0*+|\.0++)(?:[a-z]{1,4}+|%)?+")
_PROPERTIES = frozenset({
    "display", "font", "font-size", "height", "max-height", "mso-hide", "opacity", "overflow",
    "overflow-y", "visibility", "white-space",
})  # fmt: skip

Declared = dict[str, tuple[str, bool]]
"""Values by property; the second says whether it was called important."""


class Look(NamedTuple):
    """How an element is shown. None: as the element around it is."""

    gone: bool = False
    """Not there, with all it holds."""
    visible: bool | None = None
    """Elements inside may say otherwise."""
    tiny: bool | None = None
    """Of font size 0; elements inside may say otherwise."""
    space: str | None = None
    """"pre": lines and blanks stay; "lines": lines stay; "fold": neither."""


PLAIN = Look()
_SPACES = {
    "pre": "pre", "pre-wrap": "pre", "break-spaces": "pre", "pre-line": "lines", "normal": "fold",
    "nowrap": "fold",
}  # fmt: skip


def declarations(css: str) -> Declared:
    """Return what `name: value; …` says, as far as it matters here."""
    found: Declared = {}
    for one in css.lower().split(";", _MOST_DECLARATIONS)[:_MOST_DECLARATIONS]:
        name, colon, value = one.partition(":")
        name = name.strip()
        if not colon or name not in _PROPERTIES:
            continue
        value, mark, _ = value.partition("!")
        _declare(found, name, (value.strip(), bool(mark)))
    return found


def _declare(declared: Declared, name: str, said: tuple[str, bool]) -> None:
    if said[1] or not declared.get(name, ("", False))[1]:
        declared[name] = said


def look_of(declared: Declared) -> Look:
    """Return how an element looks of which this is declared."""
    if not declared:
        return PLAIN
    said = {name: value for name, (value, _) in declared.items()}
    cut = "hidden" in (said.get("overflow", ""), said.get("overflow-y", ""))
    flat = any(_is_zero(said.get(name, "")) for name in ("max-height", "height"))
    visibility = said.get("visibility")
    return Look(
        gone=said.get("display") == "none"
        or said.get("mso-hide") == "all"
        or _is_zero(said.get("opacity", ""))
        or (cut and flat),
        visible=None if visibility in {None, "inherit"} else visibility == "visible",
        tiny=_tiny(said),
        space=_SPACES.get(said.get("white-space", "")),
    )


def _tiny(said: Mapping[str, str]) -> bool | None:
    size = said.get("font-size")
    if size is None and "font" in said:
        sizes = [one.partition("/")[0] for one in said["font"].split()[:8]]
        return any(map(_is_zero, sizes))
    return None if size in {None, "inherit"} else _is_zero(size or "")


def _is_zero(value: str) -> bool:
    return "0" in value and _ZERO.fullmatch(value) is not None


class Styles:
    """The rules of a page's own style elements."""

    def __init__(self, css: str = "") -> None:
        self._rules: dict[tuple[str, frozenset[str]], Declared] = {}
        self._by_part: dict[str, list[tuple[str, frozenset[str]]]] = {}
        self._read(css[:_MOST_CSS].lower())

    def __bool__(self) -> bool:
        return bool(self._rules)

    def of(self, name: str, attributes: Mapping[str, str]) -> Look:
        """Return how an element looks by these rules, its own style and "hidden"."""
        own = declarations(attributes["style"]) if "style" in attributes else {}
        if self._rules:
            declared: Declared = {}
            for rule in self._matching(name, attributes):
                for property_name, said in self._rules[rule].items():
                    _declare(declared, property_name, said)
            for property_name, said in own.items():
                _declare(declared, property_name, said)
            own = declared
        if "hidden" in attributes and own.get("display", ("", False))[0] in {"", "none"}:
            return Look(gone=True)
        return look_of(own)

    def _matching(
        self, name: str, attributes: Mapping[str, str]
    ) -> Iterable[tuple[str, frozenset[str]]]:
        """Return the rules for an element, the weakest first."""
        classes = attributes.get("class", "").lower().split(None, _MOST_CLASSES)[:_MOST_CLASSES]
        parts = {f".{one}" for one in classes}
        if "id" in attributes:
            parts.add(f"#{attributes['id'].strip().lower()}")
        found = [
            rule
            for part in (name, *sorted(parts))
            for rule in self._by_part.get(part, ())
            if rule[0] in {"", name} and rule[1] <= parts
        ]
        return sorted(found, key=_weight)

    def _read(self, css: str) -> None:
        css = _without_comments(css)
        depth = begun = 0
        selector = ""
        for brace in _BRACES.finditer(css):
            if brace[0] == "{":
                if depth == 0:
                    selector = css[begun : brace.start()].rpartition(";")[2].strip()
                depth += 1
            elif depth:
                depth -= 1
                if depth == 0 and not selector.startswith("@"):
                    self._add(selector, declarations(css[begun : brace.start()]))
            begun = brace.end()

    def _add(self, selectors: str, declared: Declared) -> None:
        if not declared:
            return
        for selector in selectors.split(","):
            one = selector.strip()
            match = _SELECTOR.fullmatch(one) if 0 < len(one) <= _LONGEST_SELECTOR else None
            if match is None:
                continue
            rule = (match[1] or "", frozenset(_PARTS.findall(match[2])))
            if rule not in self._rules:
                known = self._by_part.setdefault(min(rule[1], default=rule[0]), [])
                if len(known) >= _MOST_CLASSES:
                    continue
                known.append(rule)
                self._rules[rule] = {}
            for name, said in declared.items():
                _declare(self._rules[rule], name, said)


def _weight(rule: tuple[str, frozenset[str]]) -> tuple[int, int, bool]:
    ids = sum(part[0] == "#" for part in rule[1])
    return ids, len(rule[1]) - ids, bool(rule[0])


def _without_comments(css: str) -> str:
    kept, position = [], 0
    while (begun := css.find("/*", position)) >= 0:
        kept.append(css[position:begun])
        end = css.find("*/", begun + 2)
        if end < 0:
            return " ".join(kept)
        position = end + 2
    kept.append(css[position:])
    return " ".join(kept)


def styles_of(html: str) -> Styles:
    """Return the rules of all the style elements of a page; they hold before them as well."""
    if "<style" not in html and "<style" not in html.lower():
        return Styles()
    found, size, within = [], 0, False
    for kind, text, _ in tokens(html):
        if within and kind is Kind.LITERAL and size < _MOST_CSS:
            # A page may hide its rules from the programs of long ago.
            found.append(text.replace("<!--", " ").replace("-->", " "))
            size += len(text)
        within = kind is Kind.START and text == "style"
    return Styles("\n".join(found))
