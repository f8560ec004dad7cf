"""The lint over the program's source: docstrings, nothing left open, one place for what has one."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from typing import TypeGuard

from tests.hygiene.lint_text import Problem

MAX_LINES = 400
_OPEN = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
_PRINTERS = ("pectui/cli/output.py",)
_WORKERS = ("pectui/tui/workers.py",)


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
    return sorted(problems)


def _starts_a_worker(node: ast.AST) -> TypeGuard[ast.Attribute | ast.ImportFrom]:
    """Whether a worker is started whose failure would end the program, or be told to nobody."""
    return (isinstance(node, ast.Attribute) and node.attr == "run_worker") or (
        isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("textual")
        and any(one.name == "work" for one in node.names)
    )


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
    return [
        Problem(path, token.start[0], f"left open: {token.string.strip()}")
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type in {tokenize.COMMENT, tokenize.STRING} and _OPEN.search(token.string)
    ]


def too_long(source: str) -> bool:
    """Whether a file is long enough to ask if it is still one thing."""
    return source.count("\n") > MAX_LINES
