"""An export that is cancelled: nothing is left of it, or the whole file."""

from __future__ import annotations

import asyncio
import json
import os
import threading
from typing import TYPE_CHECKING, Any

from pectui.services.exporting.files import export_file
from pectui.services.exporting.formats import Format, Writer

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


async def test_what_is_being_brought_to_the_disk_is_ended_and_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it would be said that nothing was exported, and the file would be there."""
    begun, goes_on = threading.Event(), threading.Event()
    fsync = os.fsync

    def slowly(handle: int) -> None:
        begun.set()
        goes_on.wait(10)
        fsync(handle)

    monkeypatch.setattr(os, "fsync", slowly)
    path = tmp_path / "tutto.json"
    unread: Any = None
    work = export_file(unread, (), Writer(Format.JSON, "", 0), path, force=False)
    export = asyncio.create_task(work)
    await asyncio.to_thread(begun.wait, 10)
    export.cancel()
    await asyncio.sleep(0)
    assert not path.exists()
    goes_on.set()
    assert await export == 0
    assert json.loads(path.read_text())["messages"] == []
