"""The source keeps the house's rules, and each rule is shown to be able to fail."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

import pectui
from tests.hygiene.lint_source import MAX_METHODS, lint_source, too_long

ROOT = Path(pectui.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))


def test_every_file_keeps_the_rules() -> None:
    problems = [
        str(problem)
        for file in FILES
        for problem in lint_source(
            file.read_text(encoding="utf-8"), file.relative_to(ROOT.parent).as_posix()
        )
    ]
    assert not problems, "\n".join(problems)


LONG = {
    "errors.py": "one tree, read from its root; parted, a leaf would have to be looked for",
    "html/walk.py": "one pass over a page, whose methods share its place in it",
    "services/mailbox/contents.py": "one copy: what is asked of it, each change told by one way",
    "services/remote/deletion.py": "one decision, whose doubts are looked at in their order",
    "services/sending/sender.py": "one loop: what begins, what is in flight, when to go on",
    "store/sending/sendings.py": "one table: the record, and each question asked of it",
}
"""Why these are one thing, though they are long."""


def _long_files() -> set[str]:
    return {
        file.relative_to(ROOT).as_posix()
        for file in FILES
        if "catalogue" not in file.parts and too_long(file.read_text(encoding="utf-8"))
    }


@pytest.mark.filterwarnings("default::UserWarning")
def test_long_files_are_named() -> None:
    for name in sorted(_long_files() - LONG.keys()):
        warnings.warn(f"pectui/{name}: is it still one thing?", stacklevel=1)


def test_what_is_excused_for_its_length_is_there() -> None:
    assert {name for name in LONG if not (ROOT / name).is_file()} == set()


@pytest.mark.parametrize(
    "body",
    [
        "# TODO: later",
        "x = 1  # FIXME",
        'x = "XXX"',
        "raise NotImplementedError",
        "raise NotImplementedError()",
        'print("x")',
        "breakpoint()",
    ],
)
def test_a_broken_rule_is_found(body: str) -> None:
    assert lint_source(f'"""Words."""\n{body}\n', "pectui/x.py")


@pytest.mark.parametrize("source", ["", "x = 1\n", '"""   """\n'])
def test_a_missing_docstring_is_found(source: str) -> None:
    assert lint_source(source, "pectui/x.py")


def test_output_has_its_one_place() -> None:
    source = '"""Words."""\nprint("x")\n'
    assert lint_source(source, "pectui/cli/output.py") == []
    assert lint_source(source, "pectui/cli/quota.py")


@pytest.mark.parametrize("body", ["why = error.strerror", 'why = getattr(error, "strerror", "")'])
def test_words_of_the_system_have_their_one_place(body: str) -> None:
    source = f'"""Words."""\n{body}\n'
    assert lint_source(source, "pectui/system/reasons.py") == []
    assert lint_source(source, "pectui/services/purge.py")


@pytest.mark.parametrize("body", ["from textual import work", "node.run_worker(call())"])
def test_workers_have_their_one_place(body: str) -> None:
    source = f'"""Words."""\n{body}\n'
    assert lint_source(source, "pectui/tui/workers.py") == []
    assert lint_source(source, "pectui/tui/app.py")


@pytest.mark.parametrize(
    "body",
    [
        'BINDINGS = [("escape", "close")]',
        'BINDINGS: ClassVar = [*bindings("list"), ("j,down", "down")]',
        'keys = Binding("escape", "close")',
        'screen._bindings.bind("x", binding.Binding("x", "close"))',
    ],
)
def test_keys_have_their_one_place(body: str) -> None:
    source = f'"""Words."""\n{body}\n'
    assert lint_source(source, "pectui/tui/commands.py") == []
    assert lint_source(source, "pectui/tui/screens/inbox.py")


@pytest.mark.parametrize(
    "body",
    ['BINDINGS = bindings("inbox", "reader")', 'BINDINGS = [binding(f"list.{x}") for x in MOVES]'],
)
def test_keys_of_the_registry_are_no_others(body: str) -> None:
    assert lint_source(f'"""Words."""\n{body}\n', "pectui/tui/screens/inbox.py") == []


@pytest.mark.parametrize(
    ("head", "count", "is_one"),
    [
        ("class One:", MAX_METHODS, True),
        ("class One:", MAX_METHODS + 1, False),
        ("class Told(Protocol):", MAX_METHODS + 1, True),
    ],
)
@pytest.mark.parametrize("path", ["screens/x", "widgets/list/x", "app"])
def test_a_class_of_the_screen_is_one_thing(
    path: str, head: str, count: int, *, is_one: bool
) -> None:
    source = f'"""Words."""\n{head}\n' + "    def one(self): ...\n" * count
    assert (lint_source(source, f"pectui/tui/{path}.py") == []) is is_one


@pytest.mark.parametrize(("room", "may"), [("screens", False), ("widgets", True)])
def test_a_screen_leaves_nothing_to_those_below(room: str, *, may: bool) -> None:
    body = "    @property\n    @abstractmethod\n    def one(self): ...\n"
    source = f'"""Words."""\nclass Screen:\n{body}'
    assert (lint_source(source, f"pectui/tui/{room}/x.py") == []) is may


SCREEN = '''"""Words."""
class Inbox:
    def on_mount(self):
        async def work():
            {work}
        start_call(self, "x", work)
        start_call(self, "y", lambda: self._ask("z"))

    async def _ask(self, words):
        {ask}

    async def on_unmount(self):
        self.closed = True
'''


@pytest.mark.parametrize(
    "change", ["self.rows = 1", "self.count += 1", "self.dismiss()", "self.app.push_screen(x)"]
)
def test_work_that_changes_its_screen_is_found(change: str) -> None:
    path = "pectui/tui/screens/inbox.py"
    assert lint_source(SCREEN.format(work="return Answer()", ask="return Answer()"), path) == []
    assert lint_source(SCREEN.format(work=change, ask="return Answer()"), path)
    assert lint_source(SCREEN.format(work="return Answer()", ask=change), path)


def test_a_long_file_is_seen() -> None:
    assert too_long("x\n" * 401)
    assert not too_long("x\n" * 400)
