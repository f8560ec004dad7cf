"""Letters filled from rows: what a field may be called, what is empty, what is refused."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pectui.catalogue import use_language
from pectui.errors import FieldUnknown, TemplateInvalid, UsageError
from pectui.merge import Template, nearest_name
from pectui.merge.engine import FILTERS
from pectui.models.table import Column, Gravity

COLUMNS = [
    Column(0, "pec", "pec"),
    Column(1, "Ragione sociale", "ragione_sociale"),
    Column(2, "importo", "importo"),
    Column(3, "città", "città"),
    Column(4, "N. pratica (2026)", "n_pratica_2026"),
]
ROW = ("a@pec.example", "Rossi & Figli <S.r.l.>", "", "Forlì", "001234")
TWO = [Column(0, "A b", "a"), Column(1, "b", "b")]
CELLS = st.text(
    st.one_of(st.sampled_from("{}%<>&'\"\\|\n \u202e\x00aé"), st.characters()), max_size=40
)


def body(text: str, *, is_html: bool = False, may_be_empty: tuple[str, ...] = ()) -> str:
    """Return the body of ROW, which is to be without findings."""
    template = Template("x", text, COLUMNS, is_html=is_html, may_be_empty=may_be_empty)
    filled = template.fill(ROW)
    assert filled.findings == ()
    return filled.body


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Spett.le {{ ragione_sociale }}", "Spett.le Rossi & Figli <S.r.l.>"),
        ("{{ città }}", "Forlì"),
        ("{{ citta\u0300 }}", "Forlì"),  # an accent as a Mac writes it
        ('{{ ["Ragione sociale"] }}', "Rossi & Figli <S.r.l.>"),
        ("{{ ['N. pratica (2026)'] }}", "001234"),
        ("{{ n_pratica_2026 }}", "001234"),
        ("a {{- città -}} b", "aForlìb"),
        ("100 % di %s {{ città }}", "100 % di %s Forlì"),
        ("{% comment %}{{ boh }}{% endcomment %}{% # nota %}{{ città }}", "Forlì"),
        ("{% raw %}{{ città }}{% endraw %}", "{{ città }}"),
        ("a } b }} { c %} d", "a } b }} { c %} d"),
        ("{% if importo %}Euro {{ importo }}{% else %}da definire{% endif %}", "da definire"),
        ("{% unless importo %}no{% endunless %}", "no"),
        ("{% if importo == blank %}no{% endif %}", "no"),
        ("{% if importo == '' %}no{% endif %}", "no"),
        ("{% if importo and città %}sì{% else %}no{% endif %}", "no"),
        ("{% if importo or città %}sì{% endif %}", "sì"),
        ("{% case città %}{% when 'Forlì', 'Cesena' %}FC{% else %}?{% endcase %}", "FC"),
        ("{{ importo | default: 'da definire' }}", "da definire"),
        ("{{ città | upcase }}", "FORLÌ"),
        ("{% assign parti = pec | split: '@' %}{{ parti.last }}", "pec.example"),
        ("{% for i in (1..3) %}{{ forloop.index }}{% endfor %}", "123"),
        ("{{ ragione_sociale | replace: ' & ', ' e ' | truncate: 11 }}", "Rossi e ..."),
    ],
)
def test_a_text_is_filled(text: str, given: str) -> None:
    assert body(text) == given


def test_fields_are_escaped_in_an_html_letter_and_in_it_alone() -> None:
    text = "<b>{{ ragione_sociale }}</b>"
    assert body(text, is_html=True) == "<b>Rossi &amp; Figli &lt;S.r.l.&gt;</b>"
    assert body(text) == "<b>Rossi & Figli <S.r.l.></b>"
    subject = Template("{{ ragione_sociale }}", "x", COLUMNS, is_html=True).fill(ROW).subject
    assert subject == "Rossi & Figli <S.r.l.>"


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("{{ importp }}", FieldUnknown, "no column importp; did you mean importo?"),
        ("{{ Ragione_sociale }}", FieldUnknown, "did you mean ragione_sociale?"),
        ("{{ xyzzy }}", FieldUnknown, "no column xyzzy"),
        ("{{ now }}", FieldUnknown, "no column now"),
        ("{{ today }}", FieldUnknown, "no column today"),
        ("{{ importo.size }}", FieldUnknown, "no column importo.size; did you mean importo?"),
        ("{{ città[0] }}", FieldUnknown, "did you mean città?"),
        ("Spett.le {{ Ragione sociale }}", TemplateInvalid, "write {{ ragione_sociale }}"),
        ("{{ ragione  Sociale }}", TemplateInvalid, "line 1, character 1"),
        ("{{ N. pratica (2026) | strip }}", TemplateInvalid, "write {{ n_pratica_2026 }}"),
        ("{% if Ragione sociale %}x{% endif %}", TemplateInvalid, "write ragione_sociale"),
        ("a\nb {{ ''.__class__.__mro__ }}", TemplateInvalid, "line 2"),
        ("a\n\n{{ città", TemplateInvalid, "line 3, character 1: “{{ città” is not closed"),
        ("{% if città %}", TemplateInvalid, "“{% if città %}” is not closed"),
        ("{% if città %}{% endfor %}", TemplateInvalid, "“{% endfor %}” cannot be read here"),
        ("{% raw %}", TemplateInvalid, "is not closed"),
        ("{% comment %}", TemplateInvalid, "is not closed"),
        ("{{ }}", TemplateInvalid, "cannot be read here"),
        ("{% %}", TemplateInvalid, "cannot be read here"),
        ("{{ città, importo }}", TemplateInvalid, "cannot be read here"),
        ("{{ imp\u202eorto }}", TemplateInvalid, "“\N{REPLACEMENT CHARACTER}” cannot be read here"),
        ("{{ ['imp\u202eorto'] }}", FieldUnknown, "no column imp\N{REPLACEMENT CHARACTER}orto"),
        ("{{ (1..9) }}", TemplateInvalid, "cannot be read here"),
        ("{% assign x = (1..9) %}", TemplateInvalid, "cannot be read here"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(
    text: str, error: type[UsageError], words: str
) -> None:
    for subject, letter in (("x", text), (text, "x")):
        with pytest.raises(error) as raised:
            Template(subject, letter, COLUMNS)
        assert words in raised.value.detail
        assert raised.value.exit_code == 2


NOT_ALLOWED = (
    *('{% include "/etc/passwd" %}', '{% render "x" %}', '{% extends "x" %}', "{% block x %}"),
    *("{% liquid\necho 1 %}", "{% tablerow i in (1..9) %}", "{% cycle 'a', 'b' %}", "{% doc %}"),
    *("{% increment x %}", "{% echo 1 %}", '{% layout "x" %}', "{% macro x %}", "{% foo %}"),
    *("{{ città | safe }}", "{{ città | date: '%Y' }}", "{{ importo | times: 2 }}"),
    *("{{ città | currency }}", "{{ città | url_decode }}", "{{ città | foo }}"),
    *("{% if città %}{{ 'x' | base64_decode }}{% endif %}", "{% assign a = città | safe %}"),
)


@pytest.mark.parametrize("text", NOT_ALLOWED)
def test_what_letters_do_without_is_not_allowed(text: str) -> None:
    with pytest.raises(TemplateInvalid, match="not allowed in letters"):
        Template("x", text, COLUMNS)


def findings(text: str, *, subject: str = "x", row: tuple[str, ...] = ROW) -> list[tuple[str, str]]:
    found = Template(subject, text, COLUMNS).fill(row).findings
    assert all(one.gravity is Gravity.PROBLEM and one.row is None for one in found)
    return [(one.field, one.words) for one in found]


def test_an_empty_field_that_is_printed_is_a_problem_of_its_row() -> None:
    empty = [("importo", "importo is empty")]
    assert findings("{{ importo }}") == empty
    assert findings("{{ importo }}{{ importo }}", subject="{{ importo }}") == empty
    assert findings("{{ importo }}", row=(*ROW[:2], " \u00a0", *ROW[3:])) == empty
    assert findings("{% if città %}{{ importo }}{% endif %}") == empty
    assert findings("{{ importo | append: ' €' }}") == empty
    assert findings("{{ 'a' | append: importo }}") == empty
    assert findings("{% assign x = importo %}{{ x }}") == empty
    assert findings("{% capture x %}{{ importo }}{% endcapture %}") == empty
    assert findings("{{ importo }}", row=ROW[:2]) == empty, "a row that is too short"


def test_an_empty_field_is_none_where_it_may_be_empty_or_is_only_asked_for() -> None:
    assert findings("{% if importo %}{{ importo }}{% endif %}") == []
    assert findings("{% if importo contains 'x' %}a{% endif %}") == []
    assert body("{{ importo }}", may_be_empty=("importo",)) == ""
    row = (*ROW[:1], " ", *ROW[2:])
    for name in ("Ragione sociale", "ragione_sociale"):
        filled = Template("x", "-{{ ragione_sociale }}-", COLUMNS, may_be_empty=[name]).fill(row)
        assert (filled.body, filled.findings) == ("--", ())
    with pytest.raises(FieldUnknown, match="did you mean importo"):
        Template("x", "x", COLUMNS, may_be_empty=["importp"])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b"])
def test_a_line_break_in_the_subject_is_a_problem_of_its_row(end: str) -> None:
    row = (*ROW[:3], f"Forlì{end}Cesena", "1")
    broken = "the subject would hold a line break"
    assert findings("{{ città }}", row=row) == []
    assert findings("x", subject="{{ pec }} {{ città }}", row=row) == [("città", broken)]
    assert findings("x", subject="{{ città | upcase }}", row=row) == [("città", broken)]
    assert findings("x", subject=f"a{end}b") == [("", broken)]
    assert findings("x", subject=f"{end}a{end}") == [], "the end of its file is none of the subject"


def test_columns_used_and_not_used_are_told() -> None:
    template = Template(
        "{{ pec }}", "{% if importo %}{{ ['Ragione sociale'] }}{% endif %}", COLUMNS
    )
    assert template.used == {0, 1, 2}
    assert [(one.gravity, one.field) for one in template.findings] == [
        (Gravity.HINT, "città"),
        (Gravity.HINT, "N. pratica (2026)"),
    ]


def test_a_name_of_two_columns_is_refused() -> None:
    doubled = [Column(0, "Nome", "nome"), Column(1, "Nome", "nome_2")]
    with pytest.raises(FieldUnknown, match="two columns"):
        Template("x", "{{ Nome }}", doubled)
    assert Template("x", "{{ nome_2 }}", doubled).fill(("a", "b")).body == "b"


def test_a_name_set_in_the_text_is_no_column() -> None:
    assert body("{% assign importo = 'dieci' %}{{ importo }}") == "dieci"
    assert body("{% for pec in (1..2) %}{{ pec }}{% endfor %}") == "12"
    ((field, words),) = findings("\n{% if importo %}{% assign s = 1 %}{% endif %}{{ s }}")
    assert (field, "line 2" in words) == ("", True)


def test_no_text_knows_the_time() -> None:
    for name in ("now", "today"):
        ((_, words),) = findings(f"{{{{ {name} }}}}{{% assign {name} = 1 %}}")
        assert "cannot be worked out" in words


_VOCABULARY = """
    {{ }} {% %} {{- -%} a b x 1 0.5 ' " 's' if elsif else endif unless endunless case when endcase
    for endfor in (1..3) (1..a) ( ) .. limit: offset:continue reversed assign capture endcapture
    comment endcomment raw endraw break continue = == < > contains and or not nil blank empty | : ,
    . [ ] # size split join first append replace default slice forloop .index include
"""
_WORDS = st.sampled_from([*_VOCABULARY.split(), " ", "\n", "['A b']", "\u202e", "\x00", "\ud800"])
_PARTS = st.one_of(
    st.lists(_WORDS, max_size=8).map(lambda words: "{{ " + " ".join(words) + " }}"),
    st.lists(_WORDS, max_size=8).map(lambda words: "{% " + " ".join(words) + " %}"),
    st.lists(_WORDS, max_size=5).map(
        lambda words: "{% if " + " ".join(words) + " %}{{ a }}{% endif %}"
    ),
    st.lists(_WORDS, max_size=5).map(
        lambda words: "{% for x in " + " ".join(words) + " %}{{ x }}{% endfor %}"
    ),
    _WORDS,
)


@given(st.lists(_PARTS, max_size=6), CELLS, CELLS, st.booleans())
def test_whatever_is_written_is_refused_in_words_or_filled(
    parts: list[str], a: str, b: str, is_html: bool
) -> None:
    text = "".join(parts)
    try:
        template = Template("x", text, TWO, is_html=is_html)
    except UsageError:
        return
    made = template.fill((a, b))
    assert type(made.body) is str
    assert template.fill((a, b)) == made
    for one in made.findings:
        assert one.words


def test_the_nearest_name() -> None:
    assert nearest_name("ragione socale", COLUMNS) == "Ragione sociale"
    assert nearest_name("IMPORTO", COLUMNS) == "importo"
    assert nearest_name("zzz", COLUMNS) is None
    assert nearest_name("x" * 1_000_000, [Column(0, "y" * 1_000_000, "k")]) is None


def test_words_are_spoken_in_the_language_of_the_person() -> None:
    use_language("it")
    assert findings("{{ importo }}") == [("importo", "importo è vuoto")]
    with pytest.raises(FieldUnknown, match=r"nessuna colonna importp; forse importo\?"):
        Template("x", "{{ importp }}", COLUMNS)


PLAIN = st.sampled_from(
    [
        *(
            "{{ a }}",
            "{{ b }}",
            "{{- a }}",
            "{{ b -}}",
            "{{ ['A b'] }}",
            "{% comment %}{{ x }}{% endcomment %}",
        ),
        *(
            "testo ",
            " <p class='x'>",
            "%",
            "%s",
            "%(a)s",
            "{ ",
            "}}",
            "\n",
            " ",
            "{% raw %}{{ a }}{% endraw %}",
        ),
    ]
)


@given(st.lists(PLAIN, max_size=12), CELLS, CELLS, st.booleans())
def test_plain_texts_are_filled_as_the_library_fills_them(
    pieces: list[str], a: str, b: str, is_html: bool
) -> None:
    text = "".join(pieces)
    may = ("a", "b")
    quick = Template("x", text, TWO, is_html=is_html, may_be_empty=may).fill((a, b))
    # One condition, and the text is no longer plain.
    text = "{% if b %}{% endif %}|" + text
    whole = Template("x", text, TWO, is_html=is_html, may_be_empty=may).fill((a, b))
    assert f"|{quick.body}" == whole.body
    assert quick.findings == whole.findings == ()


@given(CELLS, CELLS)
def test_no_cell_is_ever_taken_for_a_template(a: str, b: str) -> None:
    may = ("a", "b")
    row = ("{{ b }}" + a, "{% if a %}{{ a }}{% endif %}" + b)
    for text in ("{{ a }}|{{ b }}", "{{ a }}{% if a %}|{% endif %}{{ b }}"):
        assert Template("x", text, TWO, may_be_empty=may).fill(row).body == "|".join(row)
    assert Template("{{ a }}", "x", TWO).fill(row).subject == row[0].strip() or a != a.strip()


_HTML = ("<b>", "&", '"', "'", ">", "</p><script>")
_ARGUMENTS = {
    **dict.fromkeys(("append", "prepend", "remove", "remove_first", "remove_last", "default"), 1),
    **dict.fromkeys(("replace", "replace_first", "replace_last"), 2),
    **dict.fromkeys(("split", "join"), 1),
    **dict.fromkeys(("slice", "truncate", "truncatewords"), 0),
}


@pytest.mark.parametrize("name", FILTERS)
@settings(max_examples=25)
@given(st.lists(st.one_of(st.sampled_from(_HTML), CELLS), min_size=2, max_size=2), st.data())
def test_no_filter_lets_a_cell_into_the_html(
    name: str, cells: list[str], data: st.DataObject
) -> None:
    arguments = ["a", "b", "'x'", "' '"]
    count = _ARGUMENTS.get(name, 0)
    chosen = [data.draw(st.sampled_from(arguments)) for _ in range(count)]
    fixed = {"slice": ": 0, 5", "truncate": ": 5", "truncatewords": ": 1"}.get(name, "")
    call = f"{name}: {', '.join(chosen)}" if chosen else f"{name}{fixed}"
    start = data.draw(st.sampled_from(["a", "captured", "b | split: ' '"]))
    after = data.draw(st.sampled_from(["", " | strip", " | upcase", " | join: a", " | first"]))
    text = f"{{% capture captured %}}{{{{ a }}}}{{% endcapture %}}{{{{ {start} | {call}{after} }}}}"
    template = Template("x", text, TWO, is_html=True, may_be_empty=("a", "b"))
    made = template.fill(cells).body
    if name == "newline_to_br":
        made = re.sub("<br />|<BR />", "", made)
    assert not set("<>\"'") & set(made)


@given(CELLS)
def test_escaping_is_complete(cell: str) -> None:
    made = Template("x", "{{ a }}", TWO, is_html=True, may_be_empty=("a",)).fill((cell, "")).body
    assert not set("<>\"'") & set(made)
    assert html.unescape(made) == ("" if cell.isspace() else cell) or "&" in cell or "\x00" in cell
