"""Names of attachments by row: plain text, and none where a field is empty."""

from __future__ import annotations

import pytest

from pectui.errors import FieldUnknown, TemplateInvalid
from pectui.merge import FilledName, NamePattern, fill_pattern
from pectui.models.table import Column

COLUMNS = [Column(0, "Codice cliente", "codice_cliente"), Column(1, "anno", "anno")]


@pytest.mark.parametrize(
    ("pattern", "row", "name"),
    [
        ("contratti/{{ codice_cliente }}.pdf", ("A & B", "2026"), "contratti/A & B.pdf"),
        (" {{ ['Codice cliente'] }}/{{ anno }}.pdf ", ("{{ x }}", "2026"), "{{ x }}/2026.pdf"),
        ("{{ codice_cliente | downcase }}.pdf", ("AB", ""), "ab.pdf"),
        ("informativa.pdf", ("", ""), "informativa.pdf"),
        ("{{ codice_cliente }}", (" a.pdf|b.pdf ", ""), "a.pdf|b.pdf"),
        ("{% if anno %}{{ anno }}.pdf{% endif %}", ("a", ""), ""),
    ],
)
def test_a_name_is_filled(pattern: str, row: tuple[str, str], name: str) -> None:
    assert fill_pattern(pattern, COLUMNS, row) == FilledName(name)
    assert NamePattern(pattern, COLUMNS).fill(row) == FilledName(name)


@pytest.mark.parametrize("pattern", ["c/{{ anno }}.pdf", "c/{{ anno | upcase }}.pdf"])
def test_an_empty_field_attaches_nothing_and_is_a_problem_unless_allowed(pattern: str) -> None:
    made = fill_pattern(pattern, COLUMNS, ("a", " "))
    assert (made.name, [one.words for one in made.findings]) == ("", ["anno is empty"])
    assert fill_pattern(pattern, COLUMNS, ("a",), ["anno"]) == FilledName("")
    assert NamePattern(pattern, COLUMNS).used == {1}


def test_errors_are_those_of_a_template() -> None:
    with pytest.raises(FieldUnknown, match="did you mean anno"):
        fill_pattern("{{ ano }}.pdf", COLUMNS, ("a", "b"))
    with pytest.raises(TemplateInvalid, match="not allowed"):
        fill_pattern("{% include 'x' %}", COLUMNS, ("a", "b"))
