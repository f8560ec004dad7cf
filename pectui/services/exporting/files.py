"""Messages written to a file, one or a selection, or to where a command's data go."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from pathlib import PurePath
from typing import TYPE_CHECKING

from pectui.catalogue import tn
from pectui.errors import ArgumentInvalid
from pectui.models import HeldMessage
from pectui.services.exporting.formats import NAMES, Format, Writer, format_of
from pectui.services.exporting.messages import exported_as
from pectui.services.exporting.selection import still_here
from pectui.system.whole_files import check_free, whole_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pectui.models import Message
    from pectui.services.exporting.messages import Reading


async def export_file(
    reading: Reading,
    rows: Sequence[HeldMessage],
    writer: Writer,
    path: Path,
    *,
    force: bool,
    on_written: Callable[[int], None] = lambda _: None,
) -> int:
    """Write messages, newest first, to a file, whole or not at all; return how many they are.

    Cancelled before it is whole, it leaves nothing behind. `on_written` is told how many are
    written, after each. Raises ArgumentInvalid where the format does not take so many,
    FileUnwritable, StoreUnusable.
    """
    check_count(writer.format, len(rows))
    with ExitStack() as stack:
        file = stack.enter_context(whole_file(path, force=force))
        count = await export(reading, rows, writer, file.write, on_written)
        # A large file takes the disk a while; from here on it is too late to cancel.
        closing = asyncio.ensure_future(asyncio.to_thread(stack.close))
        try:
            await asyncio.shield(closing)
        except asyncio.CancelledError:
            await closing
    return count


async def export(
    reading: Reading,
    rows: Sequence[HeldMessage],
    writer: Writer,
    write: Callable[[bytes], object],
    on_written: Callable[[int], None] = lambda _: None,
) -> int:
    """Hand messages to `write`, one after the other; return how many they are."""
    write(writer.begin())
    count = 0
    for row in still_here(rows):
        write(writer.message(await reading.exported(row)))
        count += 1
        on_written(count)
    write(writer.end())
    return count


def check_count(wanted: Format, count: int) -> None:
    """Raise ArgumentInvalid where a file of one message is asked for and there are more or none."""
    if wanted is Format.EML and count != 1:
        raise ArgumentInvalid(tn("exporting.one-only", count))


def check_target(path: Path, count: int) -> Format:
    """Return the format of a new file of `count` messages, by its name.

    Raises ArgumentInvalid where the name says none, or one that does not take so many;
    FileUnwritable where no new file can be written.
    """
    wanted = format_of(path)
    check_count(wanted, count)
    check_free(path)
    return wanted


async def single(message: Message, name: str) -> bytes:
    """Return one message as a file of this name, which says in which format; else as text."""
    suffix = PurePath(name).suffix.lower().removeprefix(".")
    writer = Writer(Format(suffix) if suffix in NAMES else Format.TXT, total=1)
    envelope = message.envelope
    identity = "\n".join((envelope.sender, envelope.date_text, envelope.subject))
    exported = await exported_as(HeldMessage(0, identity, envelope), message.body)
    return writer.begin() + writer.message(exported) + writer.end()
