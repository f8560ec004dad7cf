"""Pasting into the program in a real terminal: nothing pasted is a key, nothing pasted is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.terminal import Terminal
    from pectui.sandbox import Sandbox
    from tests.e2e.conftest import Open

REVIEW = b"\x1b[20~"
ATTACH = b"\x1b[17~"
QUIT = b"\x11"


def paste(terminal: Terminal, text: str) -> None:
    """Paste as terminals do: line ends are what Enter sends."""
    body = text.replace("\r\n", "\n").replace("\n", "\r")
    terminal.send(f"\x1b[200~{body}\x1b[201~")


def open_letter(open_terminal: Open, account: dict[str, str]) -> Terminal:
    terminal = open_terminal(env={**account, "PECTUI_UNDO_SECONDS": "0", "EDITOR": "false"})
    terminal.wait_for("online")
    terminal.send("c")
    terminal.wait_for("Subject")
    return terminal


def test_a_pasted_letter_leaves_whole(
    open_terminal: Open, account: dict[str, str], sandbox: Sandbox, tmp_path: Path
) -> None:
    files = [tmp_path / "uno.pdf", tmp_path / "due parole.pdf"]
    for file in files:
        file.write_bytes(b"x")
    column = '\n\nAnna Bo\ta@pec.example\r\n"B, Bo" <b@pec.example>;\n\nc@pec.example,\n'
    terminal = open_letter(open_terminal, account)
    paste(terminal, column)
    terminal.send("\t")
    paste(terminal, "Diffida ad\nadempiere\n")
    terminal.send("\t")
    paste(terminal, "Egregi,\n\tsi diffida.\u00ad\n")
    terminal.send("Saluti" + ATTACH.decode())
    paste(terminal, f"{files[0]}\n{files[1].as_uri()}\n")
    terminal.send("\r")
    terminal.wait_for("2 attachments")
    terminal.send(REVIEW)
    terminal.wait_for("y Send")
    terminal.send("y")
    terminal.wait_for("3 sendings done")
    terminal.send(QUIT)
    assert terminal.wait_for_end() == 0
    assert sorted(one.recipients[0][0] for one in sandbox.sends) == ["a", "b", "c"]
    for sent in sandbox.sends:
        assert sent.subject.startswith("Diffida ad adempiere [rif. ")
        assert "si diffida.<br>\nSaluti" in sent.body
        assert [file.name for file in sent.attachments] == ["uno.pdf", "due parole.pdf"]


def test_neither_control_sequences_in_a_paste_nor_bytes_that_are_no_text_press_a_key(
    open_terminal: Open, account: dict[str, str]
) -> None:
    terminal = open_letter(open_terminal, account)
    terminal.send("a@pec.example\tx\t")
    terminal.wait_for("1 recipient")
    paste(terminal, "prima\x1b]0;x\x07\x1b[20~\x11\x1b\x1bOP\x07dopo")
    terminal.send("!")
    terminal.wait_for("dopo!")
    assert "prima]0;x[20~OPdopo!" in terminal.text
    terminal.wait_for("control characters are left")
    assert "New letter" in terminal.text
    assert terminal.stray_controls() == []
    terminal.send(b"a\xe9b\x1b[200~c\xff\x1b[201~d")
    terminal.wait_for("d ")
    terminal.settle()
    terminal.send(QUIT)
    assert terminal.wait_for_end() == 0
