"""The least a Textual program can be, Header, DataTable, Footer: what pectui stands beside."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Header

ROWS = [
    (f"Mittente {number}", f"Oggetto del messaggio numero {number}", "10/03/2026 10:00")
    for number in range(25)
]


class BareApp(App[None]):
    """Shows a page of 25 rows that are there already."""

    BINDINGS: ClassVar = [("ctrl+q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        """Compose the three widgets."""
        yield Header()
        yield DataTable(cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(DataTable)
        table.add_columns("Sender", "Subject", "Date")
        table.add_rows(ROWS)
        table.focus()


if __name__ == "__main__":
    BareApp().run()
