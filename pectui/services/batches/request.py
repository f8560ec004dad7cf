"""What a batch is made from: a table, a template, files, and what the person allows."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pectui.catalogue import Language


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """What a person asks for; nothing of it is read or checked yet."""

    table: str
    """Path of the table."""
    subject: str
    """A template, as the body is."""
    body: str
    is_html: bool = False
    to: str = ""
    """The column of the recipients, by name; "" finds it by the usual names."""
    files: tuple[str, ...] = ()
    """Files for every letter, or patterns with fields for a file of each row."""
    files_from: str = ""
    """Another folder than the table's from which the files of rows are taken."""
    form: str = ""
    """Path of a DOCX with fields, filled for each row and attached; or ""."""
    as_pdf: bool = False
    """Whether that letter is attached as PDF."""
    header_row: int = 1
    sheet: str = ""
    without_hidden: bool = False
    """Whether rows hidden in the workbook are left out."""
    may_be_empty: tuple[str, ...] = ()
    allow_duplicates: bool = False
    """Whether one address may stand in several rows, and equal letters leave again."""
    language: Language = "it"
    """Of dates and numbers in letters."""
    again: int = 0
    """0 for the batch of this table and template, 1 and on for the same once more."""
    follows: str = ""
    """The id of a batch whose rows are written to once more; then there is no table."""
    whom: str = ""
    """Which of its rows (see `following.Whom`)."""
    silent_days: int = 0
    """Days in which they have not answered."""

    @property
    def name(self) -> str:
        """The table's name."""
        return Path(self.table).name

    def from_anywhere(self) -> BatchRequest:
        """Return it with whole paths: a batch is gone on with from another folder too."""
        beside = Path(self.table).parent

        def whole(one: str) -> str:
            if "{" in one:
                return one
            found = Path(one) if Path(one).exists() else beside / one
            return str(found.absolute())

        files = tuple(map(whole, self.files))
        paths = (self.table, self.files_from, self.form)
        table, files_from, form = (str(Path(one).absolute()) if one else "" for one in paths)
        return replace(self, table=table, files=files, files_from=files_from, form=form)

    def as_json(self) -> str:
        """Return it as JSON, as it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False)


def request_from(text: str) -> BatchRequest:
    """Return what `as_json` wrote. Fields of another version are left out."""
    given = json.loads(text)
    known = {one.name for one in fields(BatchRequest)}
    values = {name: value for name, value in given.items() if name in known}
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return replace(BatchRequest("", "", ""), **(values | lists))
