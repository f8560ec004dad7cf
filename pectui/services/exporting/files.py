"""Messages written to a file, one or a selection, or to where a command's data go."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from pectui.catalogue import tn
from pectui.errors import ArgumentInvalid
from pectui.models import HeldMessage
from pectui.services.exporting.formats import NAMES, Format, Writer
from pectui.services.exporting.messages import exported_as
from pectui.system.whole_files import whole_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pectui.models import Message
    from pectui.services.exporting.messages import Reading


async def export_file(
    reading: Reading, rows: Sequence[HeldMessage], writer: Writer, path: Path, *, force: bool
) -> None:
    """Write messages, newest first, to a file: whole or not at all.

    Raises ArgumentInvalid where the format does not take so many, FileUnwritable, StoreUnusable.
    """
    check_count(writer.format, len(rows))
    with whole_file(path, force=force) as file:
        await export(reading, rows, writer, file.write)


async def export(
    reading: Reading,
    rows: Sequence[HeldMessage],
    writer: Writer,
    write: Callable[[bytes], object],
) -> None:
    """Hand messages to `write`, one after the other."""
    write(writer.begin())
    for index in range(len(rows)):
        write(writer.message(await reading.exported(rows[index])))
    write(writer.end())


def check_count(wanted: Format, count: int) -> None:
    """Raise ArgumentInvalid where a file of one message is asked for and there are more or none."""
    if wanted is Format.EML and count != 1:
        raise ArgumentInvalid(tn("exporting.one-only", count))


async def single(message: Message, name: str) -> bytes:
    """Return one message as a file of this name, which says in which format; else as text."""
    suffix = PurePath(name).suffix.lower().removeprefix(".")
    writer = Writer(Format(suffix) if suffix in NAMES else Format.TXT, total=1)
    envelope = message.envelope
    identity = "\n".join((envelope.sender, envelope.date_text, envelope.subject))
    exported = await exported_as(HeldMessage(0, identity, envelope), message.body)
    return writer.begin() + writer.message(exported) + writer.end()
