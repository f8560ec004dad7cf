"""What stands between braces in a template, judged before the library reads it.

The library's own lexer is quadratic where braces stay open or hold long runs of blanks, and its
words are for programmers: what gets past this has an end, is short, and is of a kind that letters
need.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import TemplateInvalid
from pectui.merge.names import called, normal, spelled
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pectui.merge.names import Names
    from pectui.models.table import Column

MAX_TEMPLATE = 1_000_000
"""Characters."""
MAX_FIELDS = 5_000
MAX_DEPTH = 20
_LONGEST = 1_000
"""Characters between two braces."""

_OPENING = re.compile(r"\{[{%]")
_END_RAW = re.compile(r"\{%-?\s*endraw\s*-?%\}")
_NAME = re.compile(r"#|\w+")
_BLANKS = re.compile(r"\s{100}")
_ODD = re.compile(r"[^\w-]")

_BLOCKS = frozenset({"if", "unless", "case", "for", "capture", "comment"})
_WITHIN = frozenset({"else", "elsif", "when", "break", "continue", "assign", "#"})
TAGS = _BLOCKS | _WITHIN | {f"end{name}" for name in _BLOCKS}


@dataclass(frozen=True, slots=True)
class Markup:
    """One pair of braces and what it holds."""

    start: int
    inner: str
    is_tag: bool

    @property
    def name(self) -> str:
        """The name of a tag, such as `if`; "" where it has none."""
        found = _NAME.match(self.inner) if self.is_tag else None
        return found[0] if found else ""


def place(source: str, index: int) -> str:
    """Return in words where in a template something stands."""
    index = len(source.rstrip()) if index < 0 else index
    line = source.count("\n", 0, index) + 1
    column = index - (source.rfind("\n", 0, index) + 1) + 1
    return t("merge.place", line=line, column=column)


def _near(source: str, start: int) -> str:
    return clean_line(source[start : start + 60].split("\n", 1)[0], 40)


def check(source: str, names: Names) -> None:
    """Raise TemplateInvalid for braces that stay open, are too long, or ask for what is not done.

    A header with blanks written bare is told how to be written.
    """
    if len(source) > MAX_TEMPLATE:
        raise TemplateInvalid(t("merge.template-long"))
    headers = _headers(names)
    open_blocks: list[Markup] = []
    for count, markup in enumerate(_markups(source)):
        if count >= MAX_FIELDS:
            raise TemplateInvalid(t("merge.too-many", limit=str(MAX_FIELDS)))
        if open_blocks and open_blocks[-1].name == "comment":
            if markup.name in {"comment", "endcomment"}:
                _nest(source, markup, open_blocks)
            continue
        _check_blank(source, markup, headers)
        if markup.is_tag:
            _check_tag(source, markup)
            _nest(source, markup, open_blocks)
        elif not markup.inner:
            raise _wrong(source, markup)
    if open_blocks:
        raise _open(source, open_blocks[-1].start, "{%")


def _markups(source: str) -> Iterator[Markup]:
    end = 0
    while opening := _OPENING.search(source, end):
        start, is_tag = opening.start(), opening[0] == "{%"
        close = source.find("%}" if is_tag else "}}", start + 2)
        if close < 0:
            raise _open(source, start, opening[0])
        inner = source[start + 2 : close].removeprefix("-").removesuffix("-")
        if len(inner) > _LONGEST or _BLANKS.search(inner):
            raise _at(source, start, "merge.markup-long")
        markup = Markup(start, inner.strip(), is_tag)
        end = close + 2
        if markup.is_tag and markup.inner == "raw":
            raw_end = _END_RAW.search(source, end)
            if raw_end is None:
                raise _open(source, start, "{%")
            end = raw_end.end()
        else:
            yield markup


def _nest(source: str, markup: Markup, open_blocks: list[Markup]) -> None:
    if markup.name in _BLOCKS:
        open_blocks.append(markup)
        if len(open_blocks) > MAX_DEPTH:
            raise _at(source, markup.start, "merge.too-deep")
    elif markup.name.startswith("end"):
        if not open_blocks or f"end{open_blocks[-1].name}" != markup.name:
            raise _wrong(source, markup)
        open_blocks.pop()


def _check_tag(source: str, markup: Markup) -> None:
    if not markup.name:
        raise _wrong(source, markup)
    if markup.name not in TAGS:
        raise not_allowed(source, markup.start, markup.name)


def _headers(names: Names) -> dict[str, Column]:
    """Return the headers that no template can say bare, which it asks for by another name."""
    return {
        normal(column.name).casefold(): column
        for column in names.columns
        if _ODD.search(normal(column.name))
    }


def _check_blank(source: str, markup: Markup, headers: dict[str, Column]) -> None:
    said = normal(markup.inner.split("|", 1)[0])
    wanted = headers.get(said.casefold())
    if wanted is None and markup.is_tag:
        # In a condition the header stands among other words; in quotes it is one's own text.
        bare = re.sub(r"\"[^\"]*\"|'[^']*'", '""', normal(markup.inner).casefold())
        found = (
            headers[one] for one in headers if " " in one and one in bare and _is_in(one, bare)
        )
        wanted = next(found, None)
    if wanted is not None:
        say = spelled(wanted)
        raise TemplateInvalid(
            t(
                "merge.say",
                place=place(source, markup.start),
                name=called(wanted),
                say=clean_line(say if markup.is_tag else f"{{{{ {say} }}}}", 100),
            )
        )


def _is_in(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def not_allowed(source: str, start: int, name: str) -> TemplateInvalid:
    """Return the error that a template asks for something that letters do without."""
    at = place(source, start)
    return TemplateInvalid(t("merge.not-allowed", place=at, name=clean_line(name, 40)))


def wrong(source: str, start: int, near: str) -> TemplateInvalid:
    """Return the error that something cannot be read as a template."""
    at = place(source, start)
    return TemplateInvalid(t("merge.syntax", place=at, near=clean_line(near, 60)))


def _wrong(source: str, markup: Markup) -> TemplateInvalid:
    return wrong(source, markup.start, _near(source, markup.start))


def _open(source: str, start: int, opening: str) -> TemplateInvalid:
    at, near = place(source, start), _near(source, start)
    if opening == "{{":
        return TemplateInvalid(t("merge.open-field", place=at, near=near))
    return TemplateInvalid(t("merge.open-tag", place=at, near=near))


def _at(source: str, start: int, key: str) -> TemplateInvalid:
    return TemplateInvalid(t(key, place=place(source, start), limit=str(_LONGEST)))
