"""The styles: read once for a theme, and always those that Textual would read."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest
from textual.color import Color
from textual.css.stylesheet import Stylesheet

from pectui.tui.chosen_theme import choose_theme
from pectui.tui.screens.dialogs.help import HelpScreen
from pectui.tui.stylesheet import ReadOnce
from tests.tui.conftest import MakeProgram, wait_for
from tests.tui.sending_steps import go, run

if TYPE_CHECKING:
    from textual.css.model import RuleSet

    from pectui.tui.app import PectuiApp

LABEL = "Label { color: $ink; }"
SCREENS = 200
"""More than Textual keeps by itself."""


def rule_of(sheet: Stylesheet) -> RuleSet:
    [rule] = [rule for rule in sheet.rules if rule.selectors == "Label"]
    return rule


def test_a_source_is_read_again_only_for_other_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without what the tests of screens are made quick with.
    monkeypatch.setattr(Stylesheet, "_parse_rules", inspect.unwrap(Stylesheet._parse_rules))
    sheet = ReadOnce({"ink": "red"})
    sheet.add_source(LABEL, read_from=("label", ""))
    first = rule_of(sheet)
    assert first.styles.color == Color.parse("red")
    for number in range(SCREENS):
        sheet.add_source(f"#n{number} {{ color: $ink; }}", read_from=(str(number), ""))
    sheet.set_variables({"ink": "red"})
    sheet.reparse()
    assert len(sheet.rules) == SCREENS + 1
    sheet.reparse()
    assert rule_of(sheet) is first
    sheet.set_variables({"ink": "blue"})
    sheet.reparse()
    assert rule_of(sheet).styles.color == Color.parse("blue")


def assert_as_textual_reads(app: PectuiApp) -> None:
    app.refresh_css()
    read = Stylesheet(variables=app.get_css_variables())
    for place, source in app.stylesheet.source.items():
        read.add_source(
            source.content,
            read_from=place,
            is_default_css=source.is_defaults,
            tie_breaker=source.tie_breaker,
            scope=source.scope,
        )
    read.parse()
    assert told(app.stylesheet) == told(read)


def told(sheet: Stylesheet) -> list[tuple[object, ...]]:
    return [
        (rule.selectors, str(rule.styles.get_rules()), rule.is_default_rules, rule.tie_breaker)
        for rule in sheet.rules
    ]


async def test_the_styles_are_those_of_all_screens_and_of_the_theme(
    make_program: MakeProgram,
) -> None:
    app = make_program()
    async with run(app) as pilot:
        await wait_for(pilot, lambda: app.is_open)
        assert_as_textual_reads(app)
        for key in "234561":
            await go(app, pilot, key)
            assert_as_textual_reads(app)
        await pilot.press("f1")
        await wait_for(pilot, lambda: isinstance(app.screen, HelpScreen))
        assert_as_textual_reads(app)
        before = app.get_css_variables()
        choose_theme(app.desk, "pectui-light")
        await wait_for(pilot, lambda: app.stylesheet.rules and app.get_css_variables() != before)
        await pilot.pause()
        assert_as_textual_reads(app)
