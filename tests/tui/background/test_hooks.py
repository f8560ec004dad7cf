"""The open program runs the person's own commands for mail that comes, never for what was there."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pectui.tui.app import PectuiApp
from tests.tui.conftest import make_sandbox, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import MakeProgram

KEEP = "import sys; open(sys.argv[1], 'a').write(sys.stdin.read())"


async def test_new_mail_is_handed_to_the_command_once(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    sandbox, events = make_sandbox(), tmp_path / "events"
    command = (sys.executable, "-c", KEEP, str(events))
    app = make_program(sandbox, hooks={"on_message": command})
    async with app.run_test() as pilot:
        assert isinstance(app, PectuiApp)
        await wait_for(pilot, lambda: app.is_open and app.progress.complete, "the mailbox")
        assert not events.exists()
        sandbox.deliver_mail(
            sender="comune@pec.example", subject="Avviso", body="x", date=datetime.now(UTC)
        )
        app.local.sync.wake()
        await wait_for(pilot, events.exists, "the command")
        await wait_for(pilot, lambda: bool(events.read_text()), "the document")
    [document] = map(json.loads, events.read_text().splitlines())
    assert (document["event"], document["account"]) == ("message", "studio")
    assert document["message"]["subject"].endswith("Avviso")
