"""The mailbox as it stands at the start."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pectui.sandbox import receipts
from pectui.sandbox.mailbox import ROME, Mail, Mailbox

if TYPE_CHECKING:
    from random import Random

    from pectui.sandbox.configuration import SandboxConfig
    from pectui.sandbox.postman import Codes


def fill(mailbox: Mailbox, config: SandboxConfig, codes: Codes) -> None:
    """Put the messages of the past into `mailbox`, oldest first."""
    now = config.now().astimezone(ROME)
    for n in range(config.messages):
        mailbox.add(
            Mail(
                receipts.on_behalf_of("tribunale.torino@giustizia.example"),
                receipts.own_address(config.credentials.sender),
                now - timedelta(hours=config.messages - n),
                f"{receipts.CERTIFIED}Comunicazione n. {n + 1}",
                f"Perché è così: {n}",
                174,
            )
        )


def new_letter(random: Random, config: SandboxConfig, late: float) -> Mail:
    """Return a letter that arrived `late` seconds ago."""
    return Mail(
        receipts.on_behalf_of("segreteria@comune-alba.example"),
        receipts.own_address(config.credentials.sender),
        config.now().astimezone(ROME) - timedelta(seconds=late),
        f"{receipts.CERTIFIED}Comunicazione {random.randrange(1000)}",
        "Buongiorno",
        12,
    )
