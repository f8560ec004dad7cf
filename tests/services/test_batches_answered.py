"""The next letter goes to those who have not answered, as far as the copy of the mailbox knows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from benchmarks.crash_sender import CREDENTIALS, account, options
from pectui.sandbox import Sandbox, SandboxConfig
from pectui.sandbox.mailbox import Mail
from pectui.services.batches.batches import batches_of
from pectui.services.batches.following import Whom
from pectui.services.batches.request import BatchRequest
from pectui.services.mailbox.opening import open_local_services, open_writers
from pectui.services.session import open_session

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio


async def test_who_wrote_since_is_not_written_to_again(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("pec;n\na@pec.example;1\nb@pec.example;2\n", "utf-8")
    sandbox = Sandbox(SandboxConfig(credentials=CREDENTIALS, messages=3, send_period=0.0))
    later = timedelta()
    place = account("http://127.0.0.1")
    async with open_session(
        place,
        options(tmp_path),
        asgi=sandbox.app,
        now=lambda: datetime.now(UTC) + later,
        period=0.0,
    ) as session:
        batches = batches_of(session)
        batch = await batches.confirm(BatchRequest(str(table), "x {{n}}", "y"))
        await batches.deliver(batch)
        sender = "Per conto di: A@PEC.example <posta-certificata@pec.aruba.it>"
        date = datetime.now(UTC) + timedelta(minutes=5)
        sandbox.mailbox.add(
            Mail(sender, place.sender, date, "POSTA CERTIFICATA: Re: x", "pagato", 3)
        )
        async with open_local_services(session, look_seconds=0.0) as local:
            await local.sync.bring_up_to_date()
        later = timedelta(days=3)
        request = BatchRequest("", "z {{n}}", "y", follows=batch, whom=Whom.SILENT, silent_days=1)
        async with open_writers(session) as are_known:
            assert are_known
            check = await batches.check(request)
        assert list(check.addressees) == ["b@pec.example"]
