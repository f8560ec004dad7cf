"""What `tests/conftest.py` promises every test: no network, no settings of the machine's user."""

from __future__ import annotations

import asyncio
import os
import socket
import time
from pathlib import Path

import pytest

from pectui.system.paths import config_file, directories


def test_a_name_beyond_the_loopback_is_refused_and_remembered(reached: list[str]) -> None:
    with pytest.raises(AssertionError, match="no network in tests"):
        socket.create_connection(("pec.it", 443))
    assert reached == ["name pec.it"]
    reached.clear()


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1"])
async def test_an_address_beyond_the_loopback_is_refused(address: str, reached: list[str]) -> None:
    with pytest.raises(AssertionError, match="no network in tests"):
        await asyncio.open_connection(address, 443)
    assert reached
    reached.clear()


def test_a_reserved_name_resolves_nowhere() -> None:
    with pytest.raises(socket.gaierror):
        socket.create_connection(("ws.pec.invalid", 443))


async def test_the_loopback_is_open() -> None:
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("localhost", port)
        assert await reader.read() == b""
        writer.close()
        await writer.wait_closed()


def test_every_place_lies_in_the_tests_own_folder(tmp_path: Path) -> None:
    places = directories()
    for place in (config_file(), places.data, places.cache, places.state, Path.home()):
        assert place.is_relative_to(tmp_path)


def test_no_setting_comes_from_the_machine() -> None:
    assert [name for name in os.environ if name.startswith("PECTUI_")] == []
    assert time.tzname[0] == "UTC"
