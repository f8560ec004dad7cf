"""Foreign text cannot become markup: the lint over `tui/`, and the proof that it can fail."""

from __future__ import annotations

from pathlib import Path

import pytest

import pectui
from tests.hygiene.lint_catalogue import areas, bracketed
from tests.hygiene.lint_text import Known, lint_files, lint_source

ROOT = Path(pectui.__file__).parent


def test_the_screen_program_gives_widgets_no_bare_text() -> None:
    files = sorted((ROOT / "tui").rglob("*.py"))
    assert files
    texts = {key: pair for table in areas().values() for key, pair in table.items()}
    found = lint_files(files, ROOT.parent, bracketed(texts))
    problems = [str(problem) for problem in found]
    assert not problems, "\n".join(problems)


REFUSED = {
    "a variable in Static": "Static(subject)",
    "an attribute in Label": "Label(envelope.subject)",
    "an f-string in Button": "Button(f'Open {subject}')",
    "a method's result": "Static(message.title())",
    "format": "Static('{}'.format(subject))",
    "percent": "Static('%s' % subject)",
    "join": "Static(' '.join(parts))",
    "cleaned, but still markup": "Static(clean_line(subject))",
    "a catalogue text with a foreign value": "Static(t('inbox.from', sender=sender))",
    "update": "widget.update(body)",
    "a table's cell": "table.add_row('1', subject)",
    "cells in a list": "table.add_row(*cells)",
    "cells in a generator": "table.add_row(*(row.subject for row in rows))",
    "the second of many texts": "OptionList('x', subject)",
    "an option": "menu.add_option(Option(subject))",
    "options": "menu.add_options([subject])",
    "a border's title": "self.border_title = subject",
    "a tooltip": "widget.tooltip = envelope.sender",
    "a tooltip by keyword": "Button('Open', tooltip=subject)",
    "the window's title": "self.title = subject",
    "notify outside show": "self.notify('done')",
    "notify of the app": "self.app.notify(text, markup=False)",
    "escape of rich": "from rich.markup import escape",
    "escape of textual": "from textual.markup import escape",
    "escape by module": "Static(markup.escape(subject))",
    "markup switched on": "Static(subject, markup=True)",
    "markup made of a variable": "Static(Content.from_markup(subject))",
    "links that open by themselves": "Markdown('x')",
    "a worker around the wrapper": "from textual import work",
    "another name asked": "Static(a if isinstance(b, Content) else show.line(a))",
    "a catalogue text worked on": "Static(t('inbox.from').replace('x', sender))",
    "a number worked on": "Static(str(len(rows)).join(subjects))",
    "each of some texts": "def f(texts):\n    for line in texts:\n        Static(line)",
    "each through something": "OptionList(*map(str.title, answers))",
    "one branch of two": "Static('x' if ready else subject)",
    "a name that is not always safe": "def f(s):\n    a = 'x'\n    a = s\n    Static(a)",
    "a str from render": "def render(self) -> str:\n    return self.text",
    "an undeclared render": "def render(self):\n    return self.text",
}


@pytest.mark.parametrize("source", REFUSED.values(), ids=REFUSED.keys())
def test_the_lint_refuses(source: str) -> None:
    assert lint_source(source)


ALLOWED = {
    "a literal": "Static('Inbox')",
    "nothing": "Static()",
    "a catalogue text": "Static(t('inbox.empty'))",
    "a counted text": "Static(tn('inbox.count', count))",
    "a number as value": "Static(t('inbox.page', page=len(pages), of=40))",
    "a number by annotation": "def f(page: int):\n    Static(t('inbox.page', page=page))",
    "through show": "Static(show.line(subject))",
    "Content": "Static(Content(subject))",
    "Content assembled": "Static(Content.assemble(icon, subject))",
    "without markup": "Static(subject, markup=False)",
    "a function giving Content": "def words(x: str) -> Content: ...\nStatic(words(subject))",
    "an argument declared as Content": "def f(c: Content):\n    Static(c)",
    "a local name made safely": "def f(s):\n    a = show.line(s)\n    widget.update(a)",
    "a formatted number": "Static(f'{quota.percent:.0f} %')",
    "a dict's update": "values.update({'a': b})",
    "a hash's update": "def f(x):\n    d = hashlib.sha256()\n    d.update(x)",
    "a dict's update by keyword": "values.update(a=b)",
    "a cleaned window title": "self.title = clean_line(subject)",
    "show's own notify": "show.notify(self, title, message)",
    "html's escape": "from html import escape",
    "an option made safely": "menu.add_option(Option(show.line(subject)))",
    "render declared": "def render(self) -> Content:\n    return Content(self.text)",
    "a name asked whether it is Content": "Static(a if isinstance(a, Content) else show.line(a))",
    "Content joined": "Static(Content('\\n').join([show.line(a), show.line(b).stylize('bold')]))",
    "a name that holds Content, styled": "def f(c: Content):\n    Static(c.stylize('bold'))",
    "a switch's value": "Checkbox(t('compose.html'), draft.html)",
    "each of many": "def f():\n    for line in g():\n        Static(line)\n"
    "def g() -> Iterator[Content]: ...",
    "each through show": "OptionList(*map(show.line, answers))",
    "shut links": "Markdown('x', open_links=False)",
}


@pytest.mark.parametrize("source", ALLOWED.values(), ids=ALLOWED.keys())
def test_the_lint_allows(source: str) -> None:
    assert lint_source(source) == []


@pytest.mark.parametrize("key", ['"a.keys"', 'f"a.{name}"'])
def test_a_catalogue_text_with_brackets_is_no_markup(key: str) -> None:
    keys = bracketed({"a.keys": ("table [keys]", "tabella [keys]"), "b.x": ("[1]", "[ x ]")})
    assert keys == {"a.keys"}
    known = Known(bracketed=keys)
    assert lint_source(f"Static(t({key}))", known=known)
    assert lint_source(f"Static(t({key}), markup=False)", known=known) == []
    assert lint_source("Static(t('b.x'))", known=known) == []


def test_notify_is_allowed_in_show() -> None:
    assert lint_source("node.notify(message, markup=False)", "pectui/tui/show.py") == []


def test_the_place_is_named() -> None:
    (problem,) = lint_source("\nStatic(subject)", "pectui/tui/screens/inbox.py")
    assert str(problem).startswith("pectui/tui/screens/inbox.py:2: Static()")
