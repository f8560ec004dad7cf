"""A text as the template library reads it, judged before the first row is filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from liquid import RenderContext
from liquid.builtin.content import ContentNode
from liquid.builtin.expressions import FilteredExpression, Path
from liquid.builtin.expressions.logical import (
    BooleanExpression,
    LogicalAndExpression,
    LogicalOrExpression,
)
from liquid.builtin.expressions.loop import LoopExpression
from liquid.builtin.expressions.primitive import RangeLiteral
from liquid.builtin.tags.comment_tag import CommentNode
from liquid.builtin.tags.inline_comment_tag import InlineCommentNode
from liquid.exceptions import LiquidError, UnknownFilterError
from liquid.expression import Expression

from pectui.merge import engine, markup

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from liquid import BoundTemplate
    from liquid.ast import Node
    from liquid.builtin.output import OutputNode

    from pectui.merge.names import Names


class _Given(Expression):
    """A field asked whether there is one: an empty cell counts as no."""

    __slots__ = ("asked",)

    def __init__(self, asked: Expression) -> None:
        super().__init__(asked.token)
        self.asked = asked

    def evaluate(self, context: RenderContext) -> object:
        """Return the value, None for an empty cell."""
        value = self.asked.evaluate(context)
        return None if isinstance(value, engine.EmptyCell) else value

    def children(self) -> list[Expression]:
        """Return the field."""
        return [self.asked]


class _Condition(_Given):
    """A whole condition, which costs what its length costs."""

    __slots__ = ("steps",)

    def __init__(self, asked: Expression) -> None:
        super().__init__(asked)
        terms = 0
        waiting = [asked]
        while waiting:
            waiting += waiting.pop().children()
            terms += 1
        self.steps = terms // engine.TERMS

    def evaluate(self, context: RenderContext) -> object:
        """Return the value; raises TooLong."""
        assert isinstance(context, engine.Counted)
        context.charge(self.steps)
        return super().evaluate(context)


class _Turns(Expression):
    """A range that a loop goes through, bounded before the library makes a list of it."""

    __slots__ = ("range",)

    def __init__(self, asked: RangeLiteral) -> None:
        super().__init__(asked.token)
        self.range = asked

    def __str__(self) -> str:
        return str(self.range)

    def evaluate(self, context: RenderContext) -> object:
        """Return the range; raises TooLong."""
        turns = self.range.evaluate(context)
        if turns.stop - turns.start > engine.MAX_LOOPS:
            raise engine.TooLong
        return turns

    def children(self) -> list[Expression]:
        """Return where the range starts and stops."""
        return [self.range.start, self.range.stop]


class Parsed:
    """A text as the library reads it: its columns, and its plain pieces where it has no others."""

    def __init__(self, source: str, names: Names, *, is_html: bool) -> None:
        try:
            self._template = engine.environment(is_html=is_html).from_string(source)
            _judge(source, self._template)
            self.columns = _columns(source, self._template, names)
        except LiquidError as error:
            raise _refused(source, error) from error
        except RecursionError as error:
            raise markup.wrong(source, 0, source) from error

    def pieces(self) -> list[str | int] | None:
        """Return text and columns by turns; None for a text with more than plain fields."""
        found: list[str | int] = []
        for node in self._template.nodes:
            if isinstance(node, ContentNode):
                found.append(node.text)
            elif isinstance(node, engine.Field) and (name := _plain_name(node)) in self.columns:
                found.append(self.columns[name])
            elif not isinstance(node, (CommentNode, InlineCommentNode)):
                return None
        return found

    def render(self, cells: Mapping[str, str]) -> tuple[str, set[int]]:
        """Return the text filled with cells by name, as `engine.render` does."""
        return engine.render(self._template, cells)


def _plain_name(node: OutputNode) -> str:
    asked = node.expression
    if not isinstance(asked, FilteredExpression) or asked.filters:
        return ""
    path = asked.left.path if isinstance(asked.left, Path) else []
    return path[0] if len(path) == 1 and isinstance(path[0], str) else ""


def _nodes(template: BoundTemplate) -> Iterator[Node]:
    context = RenderContext(template)
    waiting = list(template.nodes)
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.children(context, include_partials=False)


def _judge(source: str, template: BoundTemplate) -> None:
    """Refuse ranges outside loops and other filters; let empty cells count as no in conditions."""
    for node in _nodes(template):
        waiting = list(node.expressions())
        while waiting:
            asked = waiting.pop()
            if isinstance(asked, RangeLiteral):
                raise markup.wrong(source, asked.token.start_index, f"{asked}")
            if isinstance(asked, FilteredExpression):
                for one in asked.filters or ():
                    if one.name not in engine.FILTERS:
                        raise markup.not_allowed(source, one.token.start_index, f"| {one.name}")
            _ask(asked)
            waiting += asked.children()


def _ask(asked: Expression) -> None:
    if isinstance(asked, LoopExpression) and isinstance(asked.iterable, RangeLiteral):
        asked.iterable = _Turns(asked.iterable)
    if isinstance(asked, BooleanExpression):
        asked.expression = _Condition(asked.expression)
    elif isinstance(asked, (LogicalAndExpression, LogicalOrExpression)):
        if isinstance(asked.left, Path):
            asked.left = _Given(asked.left)
        if isinstance(asked.right, Path):
            asked.right = _Given(asked.right)


def _columns(source: str, template: BoundTemplate, names: Names) -> dict[str, int]:
    """Return the names a text takes from the table, and where their columns stand."""
    analysis = template.analyze(include_partials=False)
    found: dict[str, int] = {}
    unknown: list[tuple[int, str]] = []
    for name, uses in analysis.globals.items():
        column = names.find(name)
        if column is not None:
            found[name] = column.position
        for use in uses:
            if column is None and name not in analysis.locals:
                unknown.append((use.span.index, name))
            elif column is not None and (len(use.segments) > 1):
                unknown.append((use.span.index, str(use)))
    if unknown:
        raise names.unknown(min(unknown)[1])
    return found


def _refused(source: str, error: LiquidError) -> Exception:
    token = error.token
    start = -1 if token is None else token.start_index
    if isinstance(error, UnknownFilterError) and token is not None:
        return markup.not_allowed(source, start, f"| {token.value}")
    near = "" if token is None or start < 0 else token.value
    return markup.wrong(source, start, near or source[max(start, 0) :][:60])
