"""The documents say what the program does: README, docs, CHANGELOG and checks agree with it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import pectui
from benchmarks import publish
from pectui.catalogue import LANGUAGES, use_language
from pectui.cli.main import COMMANDS, run
from pectui.cli.plain.words import letter_words, words
from pectui.cli.quota_check import STATES
from pectui.merge.engine import FILTERS
from pectui.merge.markup import TAGS
from pectui.models import Kind, State
from pectui.pec.forecast import Trend
from pectui.settings.values import KEYS, SettingValues
from tests.hygiene import key_tables
from tests.unit.test_errors import EXIT_CODES

ROOT = Path(pectui.__file__).parent.parent
README_LINES = 150
PAGES = (
    "commands",
    "plain",
    "settings",
    "keys",
    "searching",
    "certified-mail",
    "safety",
    "originals",
    "batches",
    "proof",
    "keeping",
    "browser",
    "container",
    "compared",
)
DOCUMENTS = (
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "benchmarks/README.md",
    *(f"docs/{page}.md" for page in PAGES),
)


def read(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


README, COMMANDS_PAGE = read("README.md"), read("docs/commands.md")


def table(document: str, name: str) -> list[list[str]]:
    """Return the cells of the table that follows its marker, without the heading."""
    after = read(document).partition(f"<!-- table: {name} -->\n")[2]
    assert after, f"no table {name!r}"
    lines = after.partition("\n\n")[0].splitlines()[2:]
    return [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))] for line in lines
    ]


def test_the_commands_are_the_programs() -> None:
    documented = [
        re.findall(r"`pectui ?([a-z]*)", row[0])[0] for row in table("docs/commands.md", "commands")
    ]
    assert sorted(filter(None, documented)) == sorted(COMMANDS)


@pytest.mark.parametrize(
    "row", table("docs/commands.md", "commands"), ids=lambda row: str(row[0])[:20]
)
def test_a_commands_options_are_in_its_help(
    row: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    words = row[0].strip("`").split()[1:]
    if not words:
        return
    assert run([words[0], "--help"]) == 0
    said = capsys.readouterr().out
    for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", row[0]):
        assert re.search(rf"(?<![\w-]){option}(?![\w-])", said), option


def test_the_settings_are_the_programs() -> None:
    rows = table("docs/settings.md", "settings")
    assert sorted(row[0].strip("`") for row in rows) == sorted(KEYS)
    for key, variable, default, _ in rows:
        assert variable == f"`PECTUI_{key.strip('`').upper()}`"
        value = SettingValues.model_fields[key.strip("`")].default
        if value not in {None, ""}:
            assert default == f"`{str(value).lower() if isinstance(value, bool) else value}`"
        else:
            assert "`" not in default or default == "`username`"


def test_the_exit_codes_are_the_errors() -> None:
    assert [int(row[0]) for row in table("docs/commands.md", "exit codes")] == [
        0,
        *EXIT_CODES.values(),
    ]


@pytest.mark.parametrize("words", [Kind, State], ids=["kind", "state"])
def test_the_words_of_the_json_are_the_models(words: type[Kind] | type[State]) -> None:
    line = COMMANDS_PAGE.partition(f"- `{words.__name__.lower()}`:")[2].partition("\n-")[0]
    line = line.partition("\n\n")[0]
    assert re.findall(r"`([a-z-]+)`", line) == [str(word) for word in words]


def test_the_words_of_the_quota_are_the_programs() -> None:
    trends = COMMANDS_PAGE.partition("- `trend`:")[2].partition(";")[0]
    assert re.findall(r"`([a-z-]+)`", trends) == [str(trend) for trend in Trend]
    states = COMMANDS_PAGE.partition("- `state` of a `check`:")[2].partition("\n\n")[0]
    assert re.findall(r"`([a-z-]+)`", states) == list(STATES)
    codes = COMMANDS_PAGE.partition("and these codes alone:")[2].partition("whatever kept")[0]
    found = re.findall(r"(\d) ([A-Z]+)", codes)
    assert found == [(str(code), state.upper()) for code, state in enumerate(STATES)]


def test_the_tags_and_filters_of_templates_are_the_programs() -> None:
    page = read("docs/batches.md")
    tags, filters = (
        re.findall(r"`(\w+)`", page.partition(f"<!-- {name} -->")[2].partition("\n")[0])
        for name in ("tags", "filters")
    )
    assert sorted(filters) == sorted(FILTERS)
    assert set(tags) - {"raw"} == {one for one in TAGS if one != "#" and not one.startswith("end")}


def test_the_words_of_the_conversation_are_the_programs() -> None:
    named = re.findall(
        r"^- `(\w+)`.*?, in Italian `([\w ]+)`:", read("docs/plain.md"), re.MULTILINE
    )
    spoken = []
    for language in LANGUAGES:
        use_language(language)
        spoken.append([*words().values(), *letter_words().values()])
    assert named == list(zip(*(spoken[LANGUAGES.index(one)] for one in ("en", "it")), strict=True))


def test_the_changelog_has_the_version() -> None:
    heading = rf"^## \[{re.escape(pectui.__version__)}\]"
    assert re.search(heading, read("CHANGELOG.md"), re.MULTILINE)


def test_the_keys_are_the_programs() -> None:
    message = "write the tables anew: python -m tests.hygiene.key_tables"
    assert read("docs/keys.md") == key_tables.page(), message


def test_the_readme_is_short_and_leads_to_every_page() -> None:
    assert len(README.splitlines()) <= README_LINES
    assert {f"docs/{page}.md" for page in PAGES} <= set(re.findall(r"\]\(([^)#]+)", README))
    assert {path.stem for path in (ROOT / "docs").iterdir()} == set(PAGES)


def test_the_readme_begins_with_what_a_newcomer_looks_for() -> None:
    wanted = (
        "![",
        "Certified mail",
        "command: demo",
        "command: test",
        "## Install",
        "`?`",
        "token",
    )
    places = [README.index(one) for one in wanted]
    assert places == sorted(places)


def test_the_glossary_is_the_same_in_both_places() -> None:
    rows = table("CONTRIBUTING.md", "glossary")
    assert 20 <= len(rows) <= 30
    here = " ".join((pectui.__doc__ or "").split())
    for word, meaning in rows:
        assert f"{word} {meaning}" in here, word


@pytest.mark.parametrize("name", ["demo", "test"])
def test_a_command_is_one_line_that_the_checks_can_find(name: str) -> None:
    found = re.findall(rf"^<!-- command: {name} -->\n```sh\n([^\n]+)\n```$", README, re.MULTILINE)
    assert len(found) == 1
    assert f"readme_command {name}" in (ROOT / ".ci/run").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_to_files_that_are_there(document: str) -> None:
    for target, _, heading in re.findall(r"\]\(([^)#\s]*)(#([^)\s]+))?\)", read(document)):
        if target.startswith("https://"):
            continue
        place = (ROOT / document).parent / target if target else ROOT / document
        assert place.exists(), target
        if heading:
            assert heading in anchors(place.read_text(encoding="utf-8")), heading


def anchors(text: str) -> set[str]:
    """Return what a link may name in a page: its headings, in small letters with hyphens."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}


def test_the_files_that_contributing_names_are_there() -> None:
    named = re.findall(r"`([.\w-]+/[\w/.-]*)`", read("CONTRIBUTING.md"))
    assert len(named) > 20
    for path in named:
        assert (ROOT / path).exists() or (ROOT / "pectui" / path).exists(), path


def test_the_map_of_the_house_names_every_room() -> None:
    house = (pectui.__doc__ or "").partition("Words, ")[0]
    for place in Path(pectui.__file__).parent.iterdir():
        name = place.stem
        if not name.startswith("_") and (place.suffix == ".py" or (place / "__init__.py").exists()):
            assert re.search(rf"\b{name}\b", house), name


ROOMS = [
    room
    for room in sorted((ROOT / "pectui").rglob("__init__.py"))
    if room.parent != ROOT / "pectui" and not {"catalogue", "content"} & {*room.parts}
]
"""Every package but those whose modules are named after what is looked up in them."""


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: "-".join(room.parent.parts[-2:]))
def test_the_map_of_a_room_names_every_module(room: Path) -> None:
    words = ast.get_docstring(ast.parse(room.read_text(encoding="utf-8"))) or ""
    for place in room.parent.iterdir():
        if (place.suffix == ".py" and place != room) or (place / "__init__.py").exists():
            assert re.search(rf"^\s*{place.stem}\b|[;,] {place.stem}\b", words, re.MULTILINE), place


def test_the_pins_are_plain() -> None:
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line), line


def test_the_figures_are_those_that_were_measured() -> None:
    assert publish.page(publish.read()) in publish.PAGE.read_text(encoding="utf-8")
