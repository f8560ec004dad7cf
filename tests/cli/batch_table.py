"""Small tables for the tests of `pectui batch`, and the command that reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Done

SUBJECT = "Sollecito {{ nome }}"
BODY = "Gentile {{ nome }},\ndeve {{ importo }} euro.\n"
TABLE = (
    "pec;nome;importo\r\n"
    "rossi@pec.example;Rossi;10,00\r\n"
    "bianchi@pec.example;Bianchi;20,50\r\n"
    "verdi@pec.example;Verdi;1.000,00\r\n"
)


@dataclass
class Desk:
    """A folder with a table and a template, and the commands on them."""

    folder: Path
    cli: Callable[..., Done]

    @property
    def table(self) -> Path:
        return self.folder / "clienti.csv"

    def write(self, text: str | bytes, name: str = "clienti.csv") -> Path:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def batch(
        self, action: str, *more: str, subject: str = SUBJECT, body: str = BODY, table: str = ""
    ) -> Done:
        (self.folder / "testo.txt").write_text(body, "utf-8")
        letter = ("-s", subject, "-f", str(self.folder / "testo.txt"))
        return self.cli("batch", action, table or str(self.table), *letter, *more, "--json")

    def send_in_words(self, *more: str) -> Done:
        (self.folder / "testo.txt").write_text(BODY, "utf-8")
        letter = ("-s", SUBJECT, "-f", str(self.folder / "testo.txt"))
        return self.cli("batch", "send", str(self.table), *letter, "--yes", *more)

    def check(self, *more: str, **letter: str) -> Any:
        return self.batch("check", *more, **letter).json

    def preview(self, row: int, *more: str, **letter: str) -> Any:
        return self.batch("preview", "--row", str(row), *more, **letter).json

    def send(self, *more: str, **letter: str) -> Done:
        return self.batch("send", "--yes", *more, **letter)

    def status(self, batch: str = "") -> Any:
        return self.cli("batch", "status", *([batch] if batch else []), "--json").json["batches"]


def problem_rows(check: Any) -> list[int]:
    return [one["row"] for one in check["problems"]]
