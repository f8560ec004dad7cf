"""Mutants of a module: its source with one small mistake in each, made over the syntax tree.

Mistakes: a comparison or a boolean operator replaced, a number one more or less, True for False, a
sum for a difference, a condition or a `not` turned round, a statement or a returned value dropped.
Left alone is what decides nothing: annotations, docstrings, logging, protocols, words, and a False
returned, for which None is as good. What behaves as before whatever is changed in a line is marked
there, or on the line above: `# mutants: why`.
"""

from __future__ import annotations

import ast
import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_DROPPED = (ast.Expr, ast.AugAssign, ast.Raise, ast.Continue, ast.Break)
_WITH_TEST = (ast.If, ast.IfExp, ast.While)
_MARK = re.compile(r"# mutants: (.+)")
_TURNED_ROUND_BY_ITSELF = (ast.Compare, ast.BoolOp, ast.UnaryOp, ast.Constant)


@dataclass(frozen=True)
class Mutant:
    """One mistake: where it is, the code before and after, and the module that has it."""

    line: int
    old: str
    new: str
    source: str
    same: str = ""
    """Why it behaves as the original does, where its line is marked."""

    @property
    def change(self) -> str:
        """The mistake in words."""
        return f"{self.old}  →  {self.new}"


def mutants(source: str) -> list[Mutant]:
    """Return every mutant of a module, in the order of its lines."""
    tree = ast.parse(source)
    lines = source.splitlines()
    found: dict[tuple[int, str], Mutant] = {}
    for mutant in _Mutator(tree).all():
        same = _marked(lines, mutant.line)
        found.setdefault((mutant.line, mutant.source), replace(mutant, same=same))
    return sorted(found.values(), key=lambda mutant: mutant.line)


def _marked(lines: list[str], number: int) -> str:
    """Return what the mark of a line says, or one that has the line above it for itself."""
    line, above = lines[number - 1], lines[number - 2].strip() if number > 1 else ""
    mark = _MARK.search(line) or _MARK.match(above)
    return mark[1] if mark else ""


class _Mutator:
    """Makes one mistake at a time in a tree, and takes it back."""

    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree

    def all(self) -> Iterator[Mutant]:
        yield from self._within(self._tree)

    def _within(self, node: ast.AST) -> Iterator[Mutant]:
        if _decides_nothing(node):
            return
        yield from self._of(node)
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns", "decorator_list"}:
                continue
            children = value if isinstance(value, list) else [value]
            for index, child in enumerate(children):
                if not isinstance(child, ast.AST):
                    continue
                if isinstance(child, _DROPPED) and isinstance(value, list):
                    yield from self._dropped(value, index)
                yield from self._within(child)

    def _of(self, node: ast.AST) -> Iterator[Mutant]:
        if isinstance(node, ast.Compare):
            yield from self._comparison(node)
        elif isinstance(node, ast.BoolOp):
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield from self._changed(node, node, "op", other)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
            opposite = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
            yield from self._changed(node, node, "op", opposite)
        elif isinstance(node, ast.Constant):
            yield from self._constant(node)
        elif isinstance(node, ast.Return) and node.value is not None and not _is_false(node.value):
            yield from self._changed(node, node, "value", ast.Constant(None))
        elif isinstance(node, _WITH_TEST):
            yield from self._test(node, "test", node.test)
        elif isinstance(node, ast.comprehension):
            for index, test in enumerate(node.ifs):
                yield from self._test(node.ifs, index, test)
        yield from self._without_not(node)

    def _comparison(self, node: ast.Compare) -> Iterator[Mutant]:
        for index, operator in enumerate(node.ops):
            for other in _COMPARISONS[type(operator)]:
                yield from self._changed(node, node.ops, index, other())

    def _constant(self, node: ast.Constant) -> Iterator[Mutant]:
        if isinstance(node.value, bool):
            yield from self._changed(node, node, "value", not node.value)
        elif isinstance(node.value, int | float):
            yield from self._changed(node, node, "value", node.value + 1)
            yield from self._changed(node, node, "value", node.value - 1)

    def _test(self, holder: Any, place: Any, test: ast.expr) -> Iterator[Mutant]:
        if not isinstance(test, _TURNED_ROUND_BY_ITSELF):
            negated = ast.UnaryOp(ast.Not(), test)
            yield from self._changed(test, holder, place, negated, shown=negated)

    def _without_not(self, node: ast.AST) -> Iterator[Mutant]:
        for name, value in ast.iter_fields(node):
            places = enumerate(value) if isinstance(value, list) else [(name, value)]
            holder = value if isinstance(value, list) else node
            for place, child in places:
                if isinstance(child, ast.UnaryOp) and isinstance(child.op, ast.Not):
                    shown = child.operand
                    yield from self._changed(child, holder, place, shown, shown=shown)

    def _dropped(self, body: list[ast.stmt], index: int) -> Iterator[Mutant]:
        statement = body[index]
        if not _decides_nothing(statement):
            nothing = ast.Pass()
            yield from self._changed(statement, body, index, nothing, shown=nothing)

    def _changed(
        self, node: Any, holder: Any, place: Any, value: Any, *, shown: ast.AST | None = None
    ) -> Iterator[Mutant]:
        old = _words(node)
        with _put(holder, place, value):
            yield Mutant(node.lineno, old, _words(shown or node), ast.unparse(self._tree))


@contextmanager
def _put(holder: Any, place: Any, value: Any) -> Iterator[None]:
    """Put `value` at a place of a node or of a list of nodes, for a while."""
    if isinstance(holder, list):
        before, holder[place] = holder[place], value
        yield
        holder[place] = before
    else:
        before = getattr(holder, place)
        setattr(holder, place, value)
        yield
        setattr(holder, place, before)


def _decides_nothing(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr):
        value = node.value
        if isinstance(value, ast.Call) and ast.unparse(value.func).startswith("_LOG."):
            return True
        return isinstance(value, ast.Constant)
    if isinstance(node, ast.ClassDef):
        return any(ast.unparse(base) == "Protocol" for base in node.bases)
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and (node.value is None or node.value is False)


def _words(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())
