"""What is said of a row says where it is: its row, and its line of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pectui.services.batches.request import BatchRequest

if TYPE_CHECKING:
    from tests.services.batches.batch_desk import BatchDesk

TABLE = """pec;nome
rossi@pec.example;"Ada
La seconda"
bianchi@gmail.com;Bice
verdi@pec.example;Ciro
"""


async def checked(office: BatchDesk, text: str, **fields: Any) -> Any:
    path = office.folder / "tabella.csv"
    path.write_text(text, "utf-8")
    given = {"subject": "Avviso {{ nome | split: 'L' | first }}", "body": "{{ nome }}."} | fields
    return await office.batches.check(BatchRequest(str(path), **given))


async def test_a_warning_of_one_row_names_its_line(office: BatchDesk) -> None:
    check = await checked(office, TABLE)
    (ordinary,) = [one for one in check.warnings if one.key == "batches.ordinary-mail"]
    assert (ordinary.row, ordinary.line) == (3, 4), "a cell above it takes two lines"


async def test_a_column_without_a_name_is_called_by_its_place(office: BatchDesk) -> None:
    check = await checked(
        office, "pec;nome;\nrossi@pec.example;Ada;x\n", subject="Avviso", body="{{ nome }}"
    )
    (idle,) = [one for one in check.hints if one.key == "merge.unused"]
    assert idle.field == "(column 3)"
