"""The first step: the table, how it is read, and a first look at it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Label, Static

from pectui.catalogue import t
from pectui.services.batches.following import Whom
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.formats.cells import fit
from pectui.tui.typed_paths import typed_paths
from pectui.tui.widgets.batch.step import Facts, Step
from pectui.tui.widgets.compose.choice import Choice
from pectui.tui.widgets.compose.fields import LineField
from pectui.tui.widgets.compose.path_field import PathField

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.widget import Widget

    from pectui.errors import PectuiError
    from pectui.services.batches.glance import Glance
    from pectui.services.batches.preparations import Preparation
    from pectui.services.batches.request import BatchRequest

_MOST_COLUMN = 18


class TableStep(Step):
    """Asks for the table; of a batch that follows another, says whom it goes to."""

    def __init__(self, request: BatchRequest, folder: Path) -> None:
        super().__init__(id="table")
        self._request = request
        self.path = PathField(folder, t("batch.table.path"), request.table)
        self._to = LineField(request.to, placeholder=t("batch.table.to.note"))
        self._sheet = LineField(request.sheet, placeholder=t("batch.table.sheet.note"))
        self._header = LineField(str(request.header_row), type="integer")
        self._may_be_empty = LineField(
            ", ".join(request.may_be_empty), placeholder=t("batch.table.may-be-empty.note")
        )
        self._hidden = Choice(
            t("batch.table.without-hidden"), request.without_hidden, id="without-hidden"
        )
        self._duplicates = Choice(
            t("batch.table.duplicates"), request.allow_duplicates, id="duplicates"
        )

    def compose(self) -> ComposeResult:
        """Lay out the fields, and what is seen of the table."""
        if self._request.follows:
            yield Static(_followed(self._request), id="follows")
        else:
            yield from self._field(t("batch.table.file"), self.path)
        yield Static(id="names")
        yield from self._field(t("batch.table.to"), self._to)
        if not self._request.follows:
            with Horizontal(classes="field"):
                yield Label(t("batch.table.sheet"), markup=False)
                yield self._sheet
                yield Label(t("batch.table.header-row"), markup=False, classes="second")
                yield self._header
        yield from self._field(t("batch.table.may-be-empty"), self._may_be_empty)
        with Horizontal(classes="choices"):
            yield self._duplicates
            if not self._request.follows:
                yield self._hidden
        with Facts(id="seen", can_focus=False):
            yield Static(id="glance")

    def _field(self, name: str, field: Widget) -> ComposeResult:
        with Horizontal(classes="field"):
            yield Label(name, markup=False)
            yield field

    @property
    def first(self) -> Widget:
        """The path, where there is one to be given."""
        return self._to if self._request.follows else self.path

    def filled(self, one: Preparation) -> Preparation:
        """Return `one` with the table as it is to be read."""
        if not self.is_mounted:
            return one
        header = self._header.value
        fields = (name.strip() for name in self._may_be_empty.value.split(","))
        request = replace(
            one.request,
            to=self._to.value.strip(),
            may_be_empty=tuple(filter(None, fields)),
            allow_duplicates=self._duplicates.value,
        )
        if not request.follows:
            request = replace(
                request,
                table=self._table(),
                sheet=self._sheet.value.strip(),
                header_row=int(header) if header.isdigit() and int(header) else 1,
                without_hidden=self._hidden.value,
            )
        return replace(one, request=request)

    def _table(self) -> str:
        paths = typed_paths(self.path.value, self.path.folder)
        return str(paths[0]) if paths else ""

    def take_path(self, path: Path) -> None:
        """Take a table that was chosen."""
        self.path.value = str(path)

    def take_written(self, path: Path) -> None:
        """Take a table that pectui wrote: one sheet, its header in the first row."""
        self._sheet.value, self._header.value, self._hidden.value = "", "1", False
        self.take_path(path)

    def on_path_field_names(self, event: PathField.Names) -> None:
        """Show how the typed path may go on."""
        event.stop()
        self.query_one("#names", Static).update(show.line("  ".join(event.names)))

    def show_glance(self, glance: Glance) -> None:
        """Show the columns with the names they are asked for by, and the first rows."""
        self.query_one("#names", Static).update(Content(""))
        read = [
            t("batch.table.columns", count=len(glance.columns)),
            clean_line(glance.encoding, 20),
            t("batch.table.delimiter", delimiter=_delimiter(glance.delimiter))
            if glance.delimiter
            else "",
            t("batch.table.of-sheet", sheet=clean_line(glance.sheet, 40)) if glance.sheet else "",
        ]
        lines = [Content.styled(" · ".join(filter(None, read)), "$quiet")]
        if len(glance.sheets) > 1:
            names = ", ".join(clean_line(one, 40) for one in glance.sheets)
            lines.append(Content.styled(t("batch.table.sheets", names=names), "$quiet"))
        if glance.recipients:
            lines.append(Content(t("batch.table.found-to", name=glance.recipients)))
        else:
            lines.append(Content.styled(f"! {t('batch.table.no-to')}", "$text-warning"))
        widths = _widths(glance)
        heads = [one.key for one in glance.columns]
        lines.append(Content.styled(_row(heads, widths), "bold"))
        lines += [Content(_row(row, widths)) for row in glance.rows]
        self.query_one("#glance", Static).update(Content("\n").join(lines))

    def show_error(self, error: PectuiError | None) -> None:
        """Say why the table cannot be read; None where none is given yet."""
        if error is None:
            words = Content.styled(t("batch.table.none"), "$quiet")
        else:
            words = show.block(f"✗ {error.detail}\n→ {error.hint}", 1000).stylize("$text-error")
        self.query_one("#glance", Static).update(words)


def _followed(request: BatchRequest) -> Content:
    if request.whom == Whom.FAILED:
        return Content(t("batch.table.failed-of", id=clean_line(request.follows, 20)))
    words = t("batch.table.silent-of", id=clean_line(request.follows, 20), days=request.silent_days)
    return Content(words)


def _delimiter(delimiter: str | None) -> str:
    return {"\t": "Tab"}.get(delimiter or "", delimiter or "")


def _widths(glance: Glance) -> list[int]:
    """Return the cells of each column in the first look."""
    columns = zip(*(map(_cell, row) for row in glance.rows), strict=False)
    longest = [max(map(len, cells), default=0) for cells in columns]
    longest += [0] * (len(glance.columns) - len(longest))
    return [
        min(_MOST_COLUMN, max(len(one.key), most)) + 2
        for one, most in zip(glance.columns, longest, strict=False)
    ]


def _row(cells: tuple[str, ...] | list[str], widths: list[int]) -> str:
    return "".join(fit(_cell(one), w - 1) + " " for one, w in zip(cells, widths, strict=False))


def _cell(text: str) -> str:
    return clean_line(text, 80)
