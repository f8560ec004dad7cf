"""The least a Textual program can be, Header, DataTable, Footer: what pectui stands beside.

With `--libraries` it has used once each of the libraries that pectui is built on.
"""

from __future__ import annotations

import sys
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


def use_libraries() -> tuple[object, ...]:
    """Use each library that pectui is built on, as little as can be; return what holds them."""
    import sqlite3

    import httpx
    from pydantic_settings import BaseSettings

    class Settings(BaseSettings):
        username: str = ""

    return Settings(), httpx.AsyncClient(trust_env=False), sqlite3.connect(":memory:")


if __name__ == "__main__":
    held = use_libraries() if "--libraries" in sys.argv[1:] else ()
    BareApp().run()
