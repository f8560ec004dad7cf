"""The template library, bounded: what templates may hold, and what a row may cost.

The cost is counted in steps, not in seconds: a row is filled or refused alike on every machine.
"""

from __future__ import annotations

import sys
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING, Any, TextIO

from liquid import BoundTemplate, Environment, RenderContext
from liquid.builtin import content, output
from liquid.builtin.filters import array, misc, string
from liquid.builtin.illegal import Illegal
from liquid.builtin.output import OutputNode
from liquid.builtin.tags import (
    assign_tag,
    capture_tag,
    case_tag,
    comment_tag,
    for_tag,
    if_tag,
    inline_comment_tag,
    unless_tag,
)
from liquid.exceptions import ResourceLimitError
from liquid.stringify import to_liquid_string
from liquid.undefined import FalsyStrictUndefined
from liquid.utils import ReadOnlyChainMap
from markupsafe import escape

from pectui.merge import markup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_OUTPUT = 2_000_000
"""Characters of one text."""
MAX_LOOPS = 1_000
"""Turns of a loop, with the loops inside it."""
_MAX_STEPS = 10_000
_MAX_TEXT = 100_000
"""Characters that a filter may make."""
_MAX_LIST = 10_000
_MAX_LOCALS = 5_000_000
"""Bytes that a text may set aside with `assign` and `capture`."""
_STEP = 1_000
"""Characters that a filter goes through in one step."""
TERMS = 10
"""Terms of a condition that are worked out in one."""

as_html: Callable[[str], str] = escape
"""The escaping of fields in an HTML letter."""

FILTERS: dict[str, Callable[..., object]] = {
    "append": string.append,
    "prepend": string.prepend,
    "capitalize": string.capitalize,
    "upcase": string.upcase,
    "downcase": string.downcase,
    "strip": string.strip,
    "lstrip": string.lstrip,
    "rstrip": string.rstrip,
    "squish": string.squish,
    "replace": string.replace,
    "replace_first": string.replace_first,
    "replace_last": string.replace_last,
    "remove": string.remove,
    "remove_first": string.remove_first,
    "remove_last": string.remove_last,
    "slice": string.slice_,
    "truncate": string.truncate,
    "truncatewords": string.truncatewords,
    "newline_to_br": string.newline_to_br,
    "strip_newlines": string.strip_newlines,
    "escape": string.escape,
    "url_encode": string.url_encode,
    "split": string.split,
    "join": array.join,
    "first": array.first,
    "last": array.last,
    "size": misc.size,
    "default": misc.default,
}
"""Those of text. Cells are text as a person sees them: no filter takes "1.234,50 €" for a number
or "03/04/2026" for a day in March, and none marks a cell as safe."""

_TAGS = (
    content.Literal,
    Illegal,
    if_tag.IfTag,
    unless_tag.UnlessTag,
    case_tag.CaseTag,
    for_tag.ForTag,
    for_tag.BreakTag,
    for_tag.ContinueTag,
    assign_tag.AssignTag,
    capture_tag.CaptureTag,
    comment_tag.CommentTag,
    inline_comment_tag.InlineCommentTag,
)


class TooLong(ResourceLimitError):
    """More than one row may cost."""

    def __init__(self) -> None:
        super().__init__("too long", token=None)


class EmptyCell(str):
    """A cell without text, which knows its column: printing it is a problem of its row."""

    __slots__ = ("position",)
    position: int


def empty_cell(position: int) -> EmptyCell:
    """Return the empty cell of a column."""
    cell = EmptyCell()
    cell.position = position
    return cell


class _Buffer(StringIO):
    """A bounded text; the library's own changes line ends and fails for lone surrogates."""

    def __init__(self, limit: int) -> None:
        super().__init__(newline="\n")
        self.limit = limit
        self.size = 0

    def write(self, text: str) -> int:
        """Write `text`; raises TooLong."""
        self.size += len(text)
        if self.size > self.limit:
            raise TooLong
        return super().write(text)


class Counted(RenderContext):
    """Counts the steps of one row, and remembers the empty cells that it printed."""

    __slots__ = ("empty", "kept", "steps")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.steps = 0
        self.kept = 0
        self.empty: set[int] = set()
        super().__init__(*args, **kwargs)
        # The library's own names are the time now: a letter says the same whenever it is made.
        self.scope = ReadOnlyChainMap(self.locals, self.globals)

    @property
    def disabled_tags(self) -> list[str]:
        """None; the library asks before each node, which makes it the place to count them."""
        self.charge(1)
        return []

    @disabled_tags.setter
    def disabled_tags(self, value: list[str]) -> None:
        pass

    def charge(self, steps: int) -> None:
        """Count `steps` more; raises TooLong."""
        self.steps += steps
        if self.steps > _MAX_STEPS:
            raise TooLong

    def note(self, value: object) -> None:
        """Remember that `value` was printed, or made into what is printed."""
        if isinstance(value, EmptyCell):
            self.empty.add(value.position)

    def get_buffer(self, buf: TextIO | None = None) -> StringIO:
        """Return a bounded buffer."""
        return _Buffer(MAX_OUTPUT - (buf.size if isinstance(buf, _Buffer) else 0))

    def assign(self, key: str, val: Any) -> None:
        """Set a value aside; counted as it comes, since summing all each time is quadratic."""
        self.kept += sys.getsizeof(val) + (60 * len(val) if isinstance(val, list) else 0)
        if self.kept > _MAX_LOCALS:
            raise TooLong
        self.locals[key] = val


class Field(OutputNode):
    """A field, which tells when it prints an empty cell."""

    __slots__ = ()

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Print the field."""
        value = self.expression.evaluate(context)
        assert isinstance(context, Counted)
        context.note(value)
        return buffer.write(to_liquid_string(value, context.autoescape))


class _OutputTag(output.Output):
    node_class = Field


def _size(value: object) -> int:
    return len(value) if isinstance(value, (str, list)) else 0


def _grown(name: str, value: object, args: tuple[object, ...]) -> int:
    """Return how long the result of a filter may become, for those that multiply."""
    if name == "replace" and args:
        text, old = str(value), str(args[0])
        new = str(args[1]) if len(args) > 1 else ""
        return len(text) + text.count(old) * len(new)
    if name == "join" and isinstance(value, list):
        separator = str(args[0]) if args else " "
        return sum(map(len, map(str, value))) + len(value) * len(separator)
    return _size(value) + sum(map(_size, args))


def _bounded(name: str, function: Callable[..., object]) -> Callable[..., object]:
    needs_environment = getattr(function, "with_environment", False)

    def call(value: object, *args: object, context: Counted, **options: object) -> object:
        for one in args if name in {"default", "size"} else (value, *args):
            context.note(one)
        if _grown(name, value, args) > _MAX_TEXT:
            raise TooLong
        if needs_environment:
            options["environment"] = context.env
        result = function(value, *args, **options)
        if _size(result) > (_MAX_LIST if isinstance(result, list) else _MAX_TEXT):
            raise TooLong
        context.charge(1 + (_size(value) + _size(result)) // _STEP)
        return result

    call.with_context = True  # type: ignore[attr-defined]
    return call


class _Template(BoundTemplate):
    context_class = Counted


class _Environment(Environment):
    """Reads templates that hold nothing but what letters need."""

    block_nesting_limit = markup.MAX_DEPTH + 5
    loop_iteration_limit = MAX_LOOPS
    template_class = _Template

    def __init__(self, *, is_html: bool) -> None:
        super().__init__(undefined=FalsyStrictUndefined, autoescape=is_html)

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        """Register what letters need; the library's own include, render and the like are none."""
        for tag in (*_TAGS, _OutputTag):
            self.add_tag(tag)
        for name, function in FILTERS.items():
            self.add_filter(name, _bounded(name, function))


@cache
def environment(*, is_html: bool) -> Environment:
    """Return what reads plain or HTML templates."""
    return _Environment(is_html=is_html)


def render(template: BoundTemplate, cells: Mapping[str, str]) -> tuple[str, set[int]]:
    """Return a text filled with cells by name, and the columns that it printed empty.

    Raises what the library raises; `is_too_long` and `line_of` tell what to make of it.
    """
    context = Counted(template, globals=cells)
    buffer = context.get_buffer()
    template.render_with_context(context, buffer)
    return buffer.getvalue(), context.empty


def is_too_long(error: Exception) -> bool:
    """Whether filling was stopped because a row cost too much."""
    return isinstance(error, (ResourceLimitError, RecursionError, MemoryError))


def line_of(error: Exception) -> int:
    """Return the line of the template at which filling failed; 1 where it is not known."""
    token = getattr(error, "token", None)
    if token is None or token.start_index < 0:
        return 1
    return int(token.source.count("\n", 0, token.start_index)) + 1
