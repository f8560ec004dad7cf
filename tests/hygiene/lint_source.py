"""The lint over the program's source: docstrings, nothing left open, one place for what has one."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from typing import TypeGuard

from tests.hygiene.lint_text import Problem, name_of

MAX_LINES = 400
MAX_METHODS = 30
"""Of a class in tui; what does more has parts: see `FramedScreen.take_parts`."""
_OPEN = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
_PRINTERS = ("pectui/cli/output.py",)
_WORKERS = ("pectui/tui/workers.py",)
_REGISTRY = "pectui/tui/commands.py"
_REASONS = ("pectui/system/reasons.py", "pectui/system/logs.py")
"""Words of the operating system are put into ours, but in a log."""
_SCREENS = "pectui/tui/"
_CHANGES = "a worker changes what is on the screen: it returns a message, whose handler does"
_HANDLERS = ("on_", "watch_", "action_")
_GOING = frozenset({"push_screen", "switch_screen", "query_one"})


def lint_source(source: str, path: str) -> list[Problem]:
    """Return what breaks the rules in one file of the program."""
    tree = ast.parse(source)
    problems = [*_docstring(tree, path), *_left_open(source, path)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "NotImplementedError":
            problems.append(Problem(path, node.lineno, "NotImplementedError: left open"))
        if _prints(node) and path not in _PRINTERS:
            problems.append(Problem(path, node.lineno, f"output outside {_PRINTERS[0]}"))
        if _starts_a_worker(node) and path not in _WORKERS:
            problems.append(Problem(path, node.lineno, f"a worker beside {_WORKERS[0]}"))
        if _quotes_the_system(node) and path not in _REASONS:
            problems.append(Problem(path, node.lineno, f"words of the system: {_REASONS[0]}"))
        if path != _REGISTRY and _binds_keys(node):
            problems.append(Problem(path, node.lineno, "keys beside the registry of commands"))
        if isinstance(node, ast.ClassDef) and path.startswith(f"{_SCREENS}screens/"):
            problems += [Problem(path, node.lineno, words) for words in _left_below(node)]
        if isinstance(node, ast.ClassDef) and path.startswith(_SCREENS):
            problems += [Problem(path, node.lineno, words) for words in _too_much(node)]
            problems += [Problem(path, line, _CHANGES) for line in _changes_in_workers(node)]
    return sorted(problems)


def _methods(node: ast.ClassDef) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [one for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]


def _left_below(screen: ast.ClassDef) -> list[str]:
    """Return what a screen leaves to those below it."""
    return [
        f"{one.name}: left to a class below; give it a part instead"
        for one in _methods(screen)
        if any("abstract" in ast.unparse(d) for d in one.decorator_list)
    ]


def _too_much(node: ast.ClassDef) -> list[str]:
    """Return what makes a class several things: many methods. A protocol only lists them."""
    count = len(_methods(node))
    if count <= MAX_METHODS or any(ast.unparse(base) == "Protocol" for base in node.bases):
        return []
    return [f"{node.name}: {count} methods; give its subjects parts"]


def _binds_keys(node: ast.AST) -> TypeGuard[ast.Assign | ast.AnnAssign | ast.Call]:
    """Whether keys are bound that neither help nor settings know of."""
    if isinstance(node, ast.Call):
        return name_of(node.func) == "Binding"
    if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
        return False
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if not any(isinstance(one, ast.Name) and one.id == "BINDINGS" for one in targets):
        return False
    asked = {
        text
        for call in ast.walk(node.value)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"binding", "bindings"}
        for text in ast.walk(call)
    }
    texts = (one for one in ast.walk(node.value) if isinstance(one, ast.Constant))
    return any(one not in asked for one in texts)


def _changes_in_workers(screen: ast.ClassDef) -> list[int]:
    """Return where work of a screen or a widget changes it, instead of telling it."""
    functions = ast.FunctionDef | ast.AsyncFunctionDef
    methods = [one for one in screen.body if isinstance(one, functions)]
    if not any(one.name.startswith(_HANDLERS) for one in methods):
        return []
    started = {
        part.attr
        for call in ast.walk(screen)
        if isinstance(call, ast.Call) and name_of(call.func) == "start_call"
        for part in ast.walk(call)
        if isinstance(part, ast.Attribute)
    }
    works = [
        one
        for method in methods
        for one in ast.walk(method)
        if isinstance(one, ast.AsyncFunctionDef) and (one is not method or one.name in started)
    ]
    return [node.lineno for work in works for node in ast.walk(work) if _changes(node)]


def _changes(node: ast.AST) -> TypeGuard[ast.Attribute]:
    """Whether an attribute of `self` is set, or another screen or a widget of it is reached for."""
    if not isinstance(node, ast.Attribute):
        return False
    is_own = isinstance(node.value, ast.Name) and node.value.id == "self"
    is_set = is_own and (isinstance(node.ctx, ast.Store) or node.attr == "dismiss")
    return is_set or node.attr in _GOING


def _starts_a_worker(node: ast.AST) -> TypeGuard[ast.Attribute | ast.ImportFrom]:
    """Whether a worker is started whose failure would end the program, or be told to nobody."""
    return (isinstance(node, ast.Attribute) and node.attr == "run_worker") or (
        isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("textual")
        and any(one.name == "work" for one in node.names)
    )


def _quotes_the_system(node: ast.AST) -> TypeGuard[ast.Attribute | ast.Constant]:
    """Whether a person is told the words of an error of the operating system."""
    if isinstance(node, ast.Constant):
        return bool(node.value == "strerror")
    return isinstance(node, ast.Attribute) and node.attr == "strerror"


def _prints(node: ast.AST) -> TypeGuard[ast.Call]:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"print", "breakpoint"}
    )


def _docstring(tree: ast.Module, path: str) -> list[Problem]:
    text = ast.get_docstring(tree)
    return [] if text and text.strip() else [Problem(path, 1, "a module without a docstring")]


def _left_open(source: str, path: str) -> list[Problem]:
    if not _OPEN.search(source):
        return []  # to take a file apart for what it does not hold took most of the time
    return [
        Problem(path, token.start[0], f"left open: {token.string.strip()}")
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type in {tokenize.COMMENT, tokenize.STRING} and _OPEN.search(token.string)
    ]


def too_long(source: str) -> bool:
    """Whether a file is long enough to ask if it is still one thing."""
    return source.count("\n") > MAX_LINES
