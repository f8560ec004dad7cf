"""The lint that keeps foreign text out of Textual's markup: rules over the syntax tree of `tui/`.

Textual reads a plain `str` given to a widget, a title or a notification as markup, so that text
from outside can vanish, crash the program or run an action. What may be given is a literal, a text
of the catalogue without foreign values, or `Content`, made by `pectui.tui.show`.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_WIDGETS = frozenset(
    {
        "Button",
        "Checkbox",
        "Collapsible",
        "Label",
        "Link",
        "Markdown",
        "Option",
        "OptionList",
        "RadioButton",
        "RadioSet",
        "Select",
        "Selection",
        "Static",
        "Tab",
        "TabPane",
        "Tabs",
        "Toast",
        "Tooltip",
    }
)
_CONTENT = frozenset(
    {
        "Content",
        "Iterable[Content]",
        "Iterator[Content]",
        "Sequence[Content]",
        "list[Content]",
        "tuple[Content, ...]",
    }
)
"""Declared types of what may be given; the type checker keeps one from being given for another."""
_OF_MANY_TEXTS = frozenset({"OptionList", "RadioSet", "Tabs"})
"""Widgets whose every argument is a text; with the others, only the first is."""
_METHODS = frozenset(
    {"add_column", "add_columns", "add_option", "add_options", "add_row", "set_options", "update"}
)
_ATTRIBUTES = frozenset(
    {"border_subtitle", "border_title", "label", "prompt", "renderable", "tooltip"}
)
_PLAIN_ATTRIBUTES = frozenset({"sub_title", "title"})
"""Shown without markup, but past nobody's gate."""
_KEYWORDS = _ATTRIBUTES | _PLAIN_ATTRIBUTES | {"content", "message"}
_GATE = frozenset({"clean_line", "clean_block", "clean_file_name"})
_NUMBERS = frozenset({"abs", "float", "int", "len", "round", "sum"})
_OF_CONTENT_ONLY = frozenset({"append", "append_text", "stylize", "stylize_before", "truncate"})
_NUMBER_SPEC = re.compile(r"[,_]?(\.\d+)?[bcdeEfFgGnoxX%]$|^,$")


@dataclass(frozen=True, order=True)
class Problem:
    """One place that breaks a rule."""

    path: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.words}"


def name_of(node: ast.expr) -> str:
    """Return the last name of a call's function or of an attribute; "" for anything else."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _annotated(node: ast.expr | None, names: Iterable[str]) -> bool:
    if node is None:
        return False
    return re.sub(r"\s*\|\s*None$", "", ast.unparse(node).strip("\"'")) in names


def functions_returning_content(trees: Iterable[ast.AST]) -> frozenset[str]:
    """Return the names of functions declared to give `Content`; the type checker proves them."""
    return frozenset(
        node.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and _annotated(node.returns, _CONTENT | {"Visual", "Style"})
    )


@dataclass(frozen=True)
class Known:
    """What the rules know from beyond the file they look at."""

    content_functions: frozenset[str] = frozenset()
    """Functions declared to return Content."""
    bracketed: frozenset[str] = frozenset()
    """Keys of catalogue texts in which Textual would read markup."""


def _is_content(test: ast.expr, name: ast.expr) -> bool:
    """Whether `test` reads `isinstance(name, Content)`."""
    return (
        isinstance(test, ast.Call)
        and name_of(test.func) == "isinstance"
        and [ast.unparse(part) for part in test.args] == [ast.unparse(name), "Content"]
    )


class _Scope:
    """The names of one function that hold something safe, or a number."""

    def __init__(self, function: ast.AST | None, known: Known) -> None:
        self.known = known
        self.safe: set[str] = set()
        self.numbers: set[str] = set()
        self.collections: set[str] = set()
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            arguments = function.args
            for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
                if _annotated(argument.annotation, _CONTENT):
                    self.safe.add(argument.arg)
                if _annotated(argument.annotation, {"int", "float"}):
                    self.numbers.add(argument.arg)
        if function is not None:
            self._follow_assignments(function)

    def _follow_assignments(self, function: ast.AST) -> None:
        values: dict[str, list[ast.expr]] = {}
        for node in ast.walk(function):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        values.setdefault(target.id, []).append(node.value)
            elif isinstance(node, ast.For) and isinstance(node.target, ast.Name):
                values.setdefault(node.target.id, []).append(node.iter)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                if _annotated(node.annotation, _CONTENT):
                    self.safe.add(node.target.id)
                elif node.value is not None:
                    values.setdefault(node.target.id, []).append(node.value)
        for name, given in values.items():
            if all(self.is_safe(value) for value in given):
                self.safe.add(name)
            if all(self.is_number(value) for value in given):
                self.numbers.add(name)
            if all(_makes_collection(value) for value in given):
                self.collections.add(name)

    def is_number(self, node: ast.expr) -> bool:
        """Whether it can only be a number, which no markup hides in."""
        match node:
            case ast.Constant(value=value):
                return isinstance(value, int | float)
            case ast.Name(id=name):
                return name in self.numbers
            case ast.Call(func=ast.Name(id=name)):
                return name in _NUMBERS
            case ast.UnaryOp(operand=operand):
                return self.is_number(operand)
            case ast.BinOp(left=left, right=right, op=operator):
                both = self.is_number(left) and self.is_number(right)
                either = self.is_number(left) or self.is_number(right)
                return both or (either and isinstance(operator, ast.Add | ast.Sub))
            case ast.IfExp(body=body, orelse=orelse):
                return self.is_number(body) and self.is_number(orelse)
        return False

    def is_safe(self, node: ast.expr, *, gate: bool = False) -> bool:
        """Whether it may be given to a widget; `gate`: cleaned text is enough here."""
        match node:
            case ast.Constant():
                return True
            case ast.Name(id=name):
                return name in self.safe or name in self.numbers
            case ast.Call():
                return self._is_safe_call(node, gate=gate)
            case ast.IfExp(test=test, body=body, orelse=orelse) if _is_content(test, body):
                return self.is_safe(orelse, gate=gate)
            case ast.IfExp(body=body, orelse=orelse):
                return self.is_safe(body, gate=gate) and self.is_safe(orelse, gate=gate)
            case ast.BoolOp(values=values):
                return all(self.is_safe(value, gate=gate) for value in values)
            case ast.BinOp(left=left, right=right, op=ast.Add()):
                return self.is_safe(left, gate=gate) and self.is_safe(right, gate=gate)
            case ast.JoinedStr(values=values):
                return all(self.is_safe(value, gate=gate) for value in values)
            case ast.FormattedValue(value=value, format_spec=spec):
                return self._is_number_format(spec) or self.is_safe(value, gate=gate)
            case ast.Starred(value=value):
                return self.is_safe(value, gate=gate)
            case ast.List(elts=parts) | ast.Tuple(elts=parts):
                return all(self.is_safe(part, gate=gate) for part in parts)
            case ast.ListComp(elt=part) | ast.GeneratorExp(elt=part):
                return self.is_safe(part, gate=gate)
            case ast.Await(value=value):
                return self.is_safe(value, gate=gate)
        return self.is_number(node)

    def _holds_markup(self, key: ast.expr) -> bool:
        if isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
            start = str(key.values[0].value)
            return any(name.startswith(start) for name in self.known.bracketed)
        return isinstance(key, ast.Constant) and key.value in self.known.bracketed

    def _makes_content(self, call: ast.Call) -> bool:
        is_catalogue = name_of(call.func) in {"t", "tn"}
        makes_widget = name_of(call.func) in _WIDGETS
        return not is_catalogue and not makes_widget and self._is_safe_call(call, gate=False)

    @staticmethod
    def _is_number_format(spec: ast.expr | None) -> bool:
        return (
            isinstance(spec, ast.JoinedStr)
            and len(spec.values) == 1
            and isinstance(spec.values[0], ast.Constant)
            and bool(_NUMBER_SPEC.search(str(spec.values[0].value)))
        )

    def _is_safe_call(self, call: ast.Call, *, gate: bool) -> bool:
        name = name_of(call.func)
        if name in {"t", "tn"}:
            values = (keyword.value for keyword in call.keywords)
            return all(self.is_safe(value, gate=gate) for value in values) and not (
                call.args and self._holds_markup(call.args[0])
            )
        if name == "from_markup":
            return bool(call.args) and isinstance(call.args[0], ast.Constant)
        if isinstance(call.func, ast.Attribute):
            owner = call.func.value
            if name_of(owner) in {"show", "Content"}:
                return True
            # Whatever is done to Content gives Content again, or nothing a widget would take.
            if isinstance(owner, ast.Call) and self._makes_content(owner):
                return True
            if name in _OF_CONTENT_ONLY and self.is_safe(owner):
                return True
        if name == "map" and call.args:
            # The same as calling the function on each.
            return self._is_safe_call(ast.Call(call.args[0], [], []), gate=gate)
        if name in _GATE:
            return gate
        # A widget or an option made here is looked at where it is made.
        return (
            name in self.known.content_functions
            or name in _NUMBERS
            or name in _WIDGETS
            or name in {"Content", "Separator"}
        )


def _told_not_to_read_markup(call: ast.Call) -> bool:
    return any(
        keyword.arg == "markup"
        and isinstance(keyword.value, ast.Constant)
        and keyword.value.value is False
        for keyword in call.keywords
    )


def _makes_collection(value: ast.expr) -> bool:
    """Whether `value` is a dict, a set or a hash: their `update` is not a widget's."""
    if isinstance(value, ast.Call):
        of_hashes = isinstance(value.func, ast.Attribute) and name_of(value.func.value) == "hashlib"
        return of_hashes or name_of(value.func) in {"dict", "set"}
    return isinstance(value, ast.Dict | ast.Set | ast.DictComp | ast.SetComp)


class _Lint(ast.NodeVisitor):
    def __init__(self, path: str, known: Known) -> None:
        self.path = path
        self.file = path.replace("\\", "/").rpartition("/")[2]
        self.known = known
        self.scopes = [_Scope(None, known)]
        self.problems: list[Problem] = []

    def report(self, node: ast.stmt | ast.expr, words: str) -> None:
        self.problems.append(Problem(self.path, node.lineno, words))

    def _visit_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        if node.name == "render" and not _annotated(node.returns, {"Content", "Visual"}):
            self.report(node, "render() must be declared to return Content: a str is markup")
        self.scopes.append(_Scope(node, self.known))
        self.generic_visit(node)
        self.scopes.pop()

    visit_FunctionDef = _visit_function  # noqa: N815 - the names ast.NodeVisitor asks for
    visit_AsyncFunctionDef = _visit_function  # noqa: N815

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        module = node.module or ""
        for alias in node.names:
            if alias.name == "escape" and module.partition(".")[0] in {"rich", "textual"}:
                self.report(node, "escape() does not make text safe: use show or markup=False")
            if alias.name == "work" and module.startswith("textual") and self.file != "workers.py":
                self.report(node, "workers are started through pectui.tui.workers only")

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self._check_assignment(target, node.value)
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self._check_assignment(node.target, node.value)
        self.generic_visit(node)

    def _check_assignment(self, target: ast.expr, value: ast.expr) -> None:
        if not isinstance(target, ast.Attribute):
            return
        plain = target.attr in _PLAIN_ATTRIBUTES
        if (plain or target.attr in _ATTRIBUTES) and not self.scopes[-1].is_safe(value, gate=plain):
            self.report(target, f".{target.attr} is given text that is not Content")

    def visit_Call(self, node: ast.Call) -> None:
        name = name_of(node.func)
        is_method = isinstance(node.func, ast.Attribute)
        if name == "notify" and is_method and self.file != "show.py" and not self._is_show(node):
            self.report(node, "notify() is called in show.py only")
        if name == "escape" and is_method and name_of(node.func.value) == "markup":  # type: ignore[attr-defined]
            self.report(node, "escape() does not make text safe: use show or markup=False")
        if name == "Markdown" and not self._keeps_links_shut(node):
            self.report(node, "Markdown() must be given open_links=False")
        if name in _WIDGETS or (
            is_method and name in _METHODS and not self._is_collection_update(node, name)
        ):
            self._check_call(node, name)
        self.generic_visit(node)

    def _is_collection_update(self, call: ast.Call, name: str) -> bool:
        if name != "update":
            return False
        assert isinstance(call.func, ast.Attribute)
        owner = call.func.value
        return (
            not call.args
            or _makes_collection(call.args[0])
            or (isinstance(owner, ast.Name) and owner.id in self.scopes[-1].collections)
        )

    @staticmethod
    def _is_show(call: ast.Call) -> bool:
        return isinstance(call.func, ast.Attribute) and name_of(call.func.value) == "show"

    @staticmethod
    def _keeps_links_shut(call: ast.Call) -> bool:
        return any(
            keyword.arg == "open_links"
            and isinstance(keyword.value, ast.Constant)
            and keyword.value.value is False
            for keyword in call.keywords
        )

    def _check_call(self, call: ast.Call, name: str) -> None:
        if _told_not_to_read_markup(call):
            return
        first_only = name in _WIDGETS and name not in _OF_MANY_TEXTS
        given: list[ast.expr] = call.args[:1] if first_only else list(call.args)
        given += [word.value for word in call.keywords if word.arg in _KEYWORDS]
        for value in given:
            if not self.scopes[-1].is_safe(value):
                self.report(call, f"{name}() is given text that is not Content: {_shown(value)}")


def _shown(node: ast.expr) -> str:
    text = ast.unparse(node)
    return text if len(text) <= 60 else text[:59] + "…"


def lint_source(source: str, path: str = "example.py", known: Known | None = None) -> list[Problem]:
    """Return what breaks the rules in one file of the screen program."""
    tree = ast.parse(source)
    known = known or Known()
    functions = known.content_functions | functions_returning_content([tree])
    lint = _Lint(path, replace(known, content_functions=functions))
    lint.visit(tree)
    return sorted(lint.problems)


def lint_files(files: Sequence[Path], root: Path, bracketed: frozenset[str]) -> Iterator[Problem]:
    """Yield what breaks the rules in `files`; a function of one may be used in another."""
    sources = {file: file.read_text(encoding="utf-8") for file in files}
    functions = functions_returning_content(ast.parse(source) for source in sources.values())
    for file, source in sources.items():
        yield from lint_source(source, str(file.relative_to(root)), Known(functions, bracketed))
