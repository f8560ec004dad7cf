"""What sort of file a table is in: its content decides, not its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import TableUnreadable

if TYPE_CHECKING:
    from pectui.tables.file import TableFile

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_PAGE = re.compile(rb"(\xef\xbb\xbf)?\s*<(\?xml|!doctype|html|table|head|meta)\b", re.IGNORECASE)
_NO_TABLE = (b"%PDF-", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"PK\x05\x06")


def is_zip(file: TableFile) -> bool:
    """Whether the file is an archive, as every workbook of today is."""
    with file.reader() as stream:
        return stream.read(len(_ZIP)) == _ZIP


def refuse_others(file: TableFile) -> None:
    """Raise TableUnreadable for a sort of file that is known and is no table."""
    with file.reader() as stream:
        start = stream.read(1 << 16)
    if not start:
        raise TableUnreadable(path=str(file.path), reason=t("tables.unreadable.empty"))
    if start.startswith(_OLD_OFFICE):
        protected = _PROTECTED in start or file.path.suffix.lower() in {".xlsx", ".xlsm"}
        reason = t("tables.unreadable.protected" if protected else "tables.unreadable.xls")
        raise TableUnreadable(path=str(file.path), reason=reason)
    if _PAGE.match(start):
        raise TableUnreadable(path=str(file.path), reason=t("tables.unreadable.page"))
    if start.startswith(_NO_TABLE):
        raise TableUnreadable(path=str(file.path), reason=t("tables.unreadable.not-text"))
