"""The right to send: one holder, and no way to lock oneself out."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from pectui.services.sending.lock import SenderLock
from pectui.store.owner import Owner

if TYPE_CHECKING:
    from pathlib import Path

OWNER = Owner("studio@service.example", "studio")


def test_one_holder_at_a_time(tmp_path: Path) -> None:
    first, second = SenderLock(tmp_path, OWNER), SenderLock(tmp_path, OWNER)
    assert first.take()
    assert not second.take()
    assert second.holder() == os.getpid()
    first.release()
    assert second.take()
    second.release()


def test_a_full_disk_does_not_lock_this_process_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = SenderLock(tmp_path, OWNER)

    def full(_handle: int, _octets: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(OSError, match="No space"):
            lock.take()
    assert not lock.held
    assert lock.take()
    lock.release()
