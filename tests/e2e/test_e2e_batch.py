"""Many letters at once in a real terminal of 80 × 24: from a table to its report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.tui.screens.dialogs.simple import UNSEEN

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.sandbox import Sandbox
    from tests.e2e.conftest import Open

F9 = b"\x1b[20~"


def test_from_a_table_to_its_report(
    open_terminal: Open, account: dict[str, str], sandbox: Sandbox, home: Path
) -> None:
    table = home / "clienti.csv"
    table.write_text(
        "PEC;Nome;Importo\nada@pec.example;Ada;1,50\nbruno@pec.example;Bruno;2,00\n;Carla;3,00\n"
    )
    terminal = open_terminal(env=account)
    terminal.wait_for("online")
    terminal.send("6")
    terminal.wait_for("No batches")
    terminal.settle()
    # Typed in one go: what comes right behind the key is the path.
    terminal.send(f"n{table}")
    terminal.wait_for("addresses in “PEC”")
    terminal.send(F9)
    terminal.wait_for("F7 inserts")
    terminal.settle()
    terminal.send("Sollecito {{ nome }}\t")
    terminal.settle()
    terminal.send("Gentile {{ nome }}, mancano {{ importo }} euro.")
    terminal.settle()
    terminal.send(F9)
    terminal.wait_for("3 rows · 2 ready")
    terminal.wait_for("1 to post")
    terminal.settle()
    terminal.send(F9)
    terminal.wait_for("Gentile Ada, mancano 1,50 euro.")
    terminal.settle()
    terminal.send(b"\x1b[C")
    terminal.wait_for("Gentile Bruno")
    terminal.send(F9)
    terminal.wait_for("2 letters will leave")
    terminal.settle()
    terminal.send(F9)
    terminal.wait_for("Not yet")
    terminal.settle(quiet=UNSEEN + 0.2)
    assert not sandbox.sends
    terminal.send("y")
    terminal.wait_for("2 of 2 left")
    assert sorted(one.recipients[0] for one in sandbox.sends) == [
        "ada@pec.example",
        "bruno@pec.example",
    ]
    terminal.settle()
    terminal.send("s")
    terminal.wait_for("Save the report")
    terminal.settle()
    report = home / "esito.csv"
    terminal.send(b"\x7f" * 200)
    terminal.settle()
    terminal.send(f"{report}\r")
    terminal.wait_for("3 rows written")
    lines = report.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 4
    assert lines[0].startswith('"PEC";"Nome"')
    assert "ada@pec.example" in lines[1]
