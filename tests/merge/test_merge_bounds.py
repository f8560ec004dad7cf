"""Templates that loop, double, nest or swell: stopped, in little time and little memory."""

from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc

import pytest

from pectui.errors import TemplateInvalid
from pectui.merge import Filled, Template
from pectui.models.table import Column

COLUMNS = [Column(0, "a", "a"), Column(1, "b", "b")]
ROW = ("x", "y")
SECONDS = 2.0
"""What a row may take here: a machine that does much else at once is no reason to fail."""
MEMORY = 12_000_000

_DOUBLING = "{% assign x = 'x' %}" + "{% assign x = x | append: x %}" * 30 + "{{ x }}"
_CAPTURING = "{% assign x = 'xxxxxxxxxx' %}" + (
    "{% capture x %}{{ x }}{{ x }}{% endcapture %}" * 30 + "{{ x }}"
)
_LOOP = "{% for i in (1..1000) %}"
_TERMS = "{% if " + "1 and " * 150 + "1 %}{% endif %}"
_BIG = (
    "{% assign y = '' %}"
    "{% for i in (1..900) %}{% assign y = y | append: '0123456789' %}{% endfor %}"
)
STOPPED = {
    "a loop without end": "{% for i in (1..999999999) %}x{% endfor %}",
    "a loop beyond counting": "{% for i in (1..99999999999999999999999) %}x{% endfor %}",
    "a loop of cells' numbers": "{% for i in (1..a) %}x{% endfor %}",
    "loops within loops": (_LOOP * 6) + "x" + "{% endfor %}" * 6,
    "loops without text": "{% for i in (1..1000) %}{% endfor %}" * 2000,
    "loops backwards": "{% for i in (1..999999999) reversed %}x{% endfor %}",
    "loops of long conditions": (_LOOP + _TERMS + "{% endfor %}") * 20,
    "doubling": _DOUBLING,
    "doubling by capture": _CAPTURING,
    "replacing nothing": "{{ 'x'" + " | replace: '', 'zzzzzzzzzz'" * 20 + " }}",
    "replacing all": "{{ 'xxxxxxxxxx'" + " | replace: 'x', 'xxxxxxxxxx'" * 20 + " }}",
    "joining": _BIG + "{{ y | split: '' | join: y }}",
    "splitting": _BIG + "{{ y | append: y | split: '' }}",
    "keeping": _BIG + "".join(f"{{% assign z{i} = y | append: '{i}' %}}" for i in range(900)),
    "cases within cases": (
        "{% case 1 %}{% when 1, 1, 1, 1, 1, 1, 1, 1 %}" * 9 + "x" + "{% endcase %}" * 9
    ),
    "a large text often": "{% for i in (1..1000) %}" + "x" * 3000 + "{% endfor %}",
}


def filled(text: str, row: tuple[str, str] = ROW, *, is_html: bool = False) -> Filled:
    return Template("x", text, COLUMNS, is_html=is_html).fill(row)


@pytest.mark.parametrize("name", STOPPED)
def test_what_costs_too_much_is_stopped(name: str) -> None:
    row = ("999999999", "y")
    filled("{{ a }}", row)  # the library is loaded by the first
    started = time.perf_counter()
    made = filled(STOPPED[name], row)
    assert time.perf_counter() - started < SECONDS
    assert [one.words for one in made.findings] == ["stopped: too long"]
    assert made.body == ""
    template = Template("x", STOPPED[name], COLUMNS)
    tracemalloc.start()
    try:
        template.fill(row)
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()


def test_a_row_that_is_stopped_stops_no_other() -> None:
    template = Template("x", "{% for i in (1..a) %}x{% endfor %}", COLUMNS)
    assert template.fill(("999999999", "")).findings
    assert template.fill(("3", "")).body == "xxx"


@pytest.mark.parametrize("is_html", [False, True])
@pytest.mark.parametrize(
    "text", ["{{ a }}" * 4000, "{% if a %}" + "{{ a }}" * 4000 + "{% endif %}"]
)
def test_a_text_that_cells_would_swell_is_stopped(text: str, is_html: bool) -> None:
    template = Template("x", text, COLUMNS, is_html=is_html)
    tracemalloc.start()
    try:
        made = template.fill(("&" * 30_000, ""))
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()
    assert [one.words for one in made.findings] == ["stopped: too long"]


REFUSED = {
    "deep nesting": "{% if a %}" * 10_000 + "{% endif %}" * 10_000,
    "a huge text": "x" * 5_000_000,
    "a huge text of fields": "{{ a }}" * 700_000,
    "too many fields": "{{ a }}" * 6_000,
    "open braces": "{{" * 400_000,
    "open tags": "{%" * 400_000,
    "open braces with blanks": ("{{" + " " * 90) * 9_000,
    "a field of blanks": "{{" + " " * 900_000 + "}}",
    "a tag of blanks": "{% if" + " " * 900_000 + "a %}{% endif %}",
    "raw and raw": "{% raw %}" * 100_000,
    "comments in comments": "{% comment %}" * 50_000,
    "a long field": "{{ a" + "[a" * 400_000 + " }}",
    "a tower of brackets": "{{ a" + "[a" * 400 + "]" * 90 + " }}",
    "quotes": "{{ " + "'" * 999 + " }}",
    "an end alone": "{% endif %}" * 90_000,
    "digits": "{% for i in (1.." + "9" * 4_000 + ") %}{% endfor %}",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_template_for_a_letter_is_refused_at_once(name: str) -> None:
    filled("{{ a }}")
    started = time.perf_counter()
    with pytest.raises(TemplateInvalid):
        Template("x", REFUSED[name], COLUMNS)
    assert time.perf_counter() - started < SECONDS


def test_the_largest_text_is_read_and_filled_in_little_time() -> None:
    text = ("{{ a }}" + "Gentile cliente, { } % " * 8 + "\n") * 4_900
    started = time.perf_counter()
    made = filled(text)
    assert time.perf_counter() - started < SECONDS
    assert made.body == text.replace("{{ a }}", "x")


def test_the_library_is_loaded_by_the_first_template() -> None:
    code = (
        "import sys, pectui.merge\n"
        "from pectui.models.table import Column\n"
        "assert not {'liquid', 'markupsafe', 'babel'} & set(sys.modules)\n"
        "pectui.merge.Template('x', 'y', [Column(0, 'a', 'a')])\n"
        "assert 'liquid' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_plain_text_is_filled_at_the_speed_of_joining() -> None:
    text = "Spett.le {{ a }},\nil termine scade il {{ b }} per {{ a }}: {{ b }}.\n" * 2
    template = Template("Avviso {{ a }}", text, COLUMNS)
    best = float("inf")
    for _ in range(20):
        started = time.perf_counter()
        for _ in range(1_000):
            template.fill(ROW)
        best = min(best, (time.perf_counter() - started) / 1_000)
    assert best < 20e-6, "measured: 3 µs on an idle machine"
