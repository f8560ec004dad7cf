"""A letter's subject and body as templates, filled from the rows of a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pectui.merge.compiled import Compiled, whole
from pectui.merge.names import Names, called, empty_findings
from pectui.models.table import Finding, Gravity

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pectui.models.table import Column

_BREAK = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


class Filled(NamedTuple):
    """A subject and a body made of a row. Foreign text."""

    subject: str
    body: str
    """Of the kind the template is: plain text, or HTML with its fields escaped."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with this row; without its number, which the caller knows."""


class Template:
    """A subject and a body with fields, read once and filled for each row.

    Raises TemplateInvalid for what cannot be read or is not done, FieldUnknown for a field that is
    no column. `may_be_empty` names columns by header or key.
    """

    def __init__(
        self,
        subject: str,
        body: str,
        columns: Sequence[Column],
        *,
        is_html: bool = False,
        may_be_empty: Collection[str] = (),
    ) -> None:
        names = Names(columns)
        self._columns = names.columns
        self._may_be_empty = names.positions(may_be_empty)
        self._subject = Compiled(subject.strip(), names)
        self._body = Compiled(body, names, is_html=is_html)
        self.used = self._subject.used | self._body.used
        """Positions of the columns that subject or body ask for."""
        self.findings = tuple(
            Finding(Gravity.HINT, "merge.unused", (("name", called(one)),), field=called(one))
            for one in self._columns
            if one.position not in self.used
        )
        """Hints: the columns that neither asks for."""

    def fill(self, cells: Sequence[str]) -> Filled:
        """Return the letter of a row, with what is wrong with it; it never fails."""
        cells = whole(cells, len(self._columns))
        subject, empty, findings = self._subject.fill(cells)
        body, empty_in_body, more = self._body.fill(cells)
        if empty or empty_in_body:
            empty = empty | empty_in_body
            findings += empty_findings(empty, self._columns, self._may_be_empty)
        if _BREAK.search(subject):
            findings += (self._broken(cells),)
        # A row that costs too much does so in one word, though both texts say it.
        findings += more
        return Filled(subject, body, tuple(dict.fromkeys(findings)) if findings else ())

    def _broken(self, cells: Sequence[str]) -> Finding:
        used = sorted(self._subject.used)
        at = next((one for one in used if _BREAK.search(cells[one].strip())), None)
        name = "" if at is None else called(self._columns[at])
        return Finding(Gravity.PROBLEM, "merge.subject-lines", field=name)
