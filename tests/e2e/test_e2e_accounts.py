"""Two accounts in a real terminal: a letter of one leaves while the other is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pectui.sandbox import CREDENTIALS, Sandbox, SandboxConfig, SandboxServer

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Open

QUIT = b"\x11"
F9 = b"\x1b[20~"


def settings(folder: Path, **addresses: str) -> dict[str, str]:
    """Write an account for each name and address; return the environment that names the file."""
    file = folder / "accounts.toml"
    tables = [
        f'[accounts.{name}]\nusername = "{CREDENTIALS.username}"\n'
        f'password = "{CREDENTIALS.password}"\ntoken = "{CREDENTIALS.token}"\n'
        f'sender = "{name}@pec.example"\nbase_url = "{address}"\n'
        for name, address in addresses.items()
    ]
    file.write_text("\n".join(tables), encoding="utf-8")
    file.chmod(0o600)
    return {"PECTUI_CONFIG": str(file), "PECTUI_UNDO_SECONDS": "3"}


def sandbox_of(name: str, seed: int) -> Sandbox:
    own = replace(CREDENTIALS, sender=f"{name}@pec.example")
    return Sandbox(SandboxConfig(messages=30, seed=seed, credentials=own))


def test_a_letter_leaves_while_the_other_account_is_shown(open_terminal: Open, home: Path) -> None:
    alfa, beta = sandbox_of("alfa", 1), sandbox_of("beta", 2)
    beta.deliver_mail(sender="comune@pec.example", subject="Solo in beta", body="x")
    with SandboxServer(alfa) as first, SandboxServer(beta) as second:
        env = settings(home, alfa=first.base_url, beta=second.base_url)
        terminal = open_terminal(env=env)
        terminal.wait_for("alfa · 127.0.0.1")
        terminal.wait_for("online")
        terminal.wait_for("▌beta (")
        terminal.send("c")
        terminal.wait_for("Subject")
        terminal.send("rossi@pec.example\tDiffida di alfa\tEgregio")
        terminal.wait_for("Egregio")
        terminal.send(F9)
        terminal.wait_for("y Send")
        terminal.send("y")
        terminal.wait_for("takes it back")
        terminal.send("\x1b")
        terminal.wait_for(lambda text: "takes it back" not in text)
        terminal.send("A")
        terminal.wait_for("beta · 127.0.0.1")
        terminal.wait_for("Solo in beta")
        terminal.wait_for(lambda text: bool(alfa.sends) and "beta · 127.0.0.1" in text)
        assert "Diffida" not in terminal.text
        assert not beta.sends
        terminal.send("A")
        terminal.wait_for("alfa · 127.0.0.1")
        terminal.send("2")
        terminal.wait_for("Diffida di alfa")
        terminal.send(QUIT)
        assert terminal.wait_for_end() == 0
    assert [one.subject.partition(" [")[0] for one in alfa.sends] == ["Diffida di alfa"]
