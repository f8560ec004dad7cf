"""The parts of a DOCX, bounded and without what may act or point outside.

A form comes from one's own computer and its letters go to strangers: macros and links to files are
refused, and what Word keeps of the table it was tried with (its path, a query that Word would offer
to run) is left out.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.parsers import expat

from pectui.catalogue import t
from pectui.errors import FormInvalid
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_PARTS = 2_000
MAX_BYTES = 60_000_000
"""Of all parts, unpacked."""
MAX_DEPTH = 500
MAX_XML = 15_000_000
"""Bytes of a part that is read; pictures are none."""
TYPES = "[Content_Types].xml"

_OLD = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = 0x1
_TAG_END = re.compile(rb"""<(?:"[^"]*"|'[^']*'|[^"'>])*>""")
_MACROS = re.compile(r"macroEnabled|vbaProject|vbaData|activeX", re.IGNORECASE)
_MAIN = "wordprocessingml.document.main+xml"
_SETTINGS = "wordprocessingml.settings+xml"
_RECIPIENTS = "mailMergeRecipientData+xml"
_OWN_TABLE = ("/mailMergeSource", "/mailMergeHeaderSource", "/recipientData", "/attachedTemplate")
"""Relations to the table and the template of whoever wrote the form."""

Attributes = dict[str, str]


def local(name: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return name.rpartition(" ")[2]


def invalid(key: str, **values: str) -> FormInvalid:
    """Return the error that says by `key` why a file is no form."""
    return FormInvalid(t(key, **values))


def parser() -> expat.XMLParserType:
    """Return a parser of one part, in UTF-8, that refuses declarations of entities."""
    made = expat.ParserCreate("utf-8", " ")
    made.buffer_text = True

    def refuse(*_: object) -> None:
        raise invalid("merge.form-broken")

    made.StartDoctypeDeclHandler = refuse
    return made


def parse(made: expat.XMLParserType, data: bytes) -> None:
    """Run a parser over a part; raises FormInvalid."""
    if len(data) > MAX_XML:
        raise invalid("merge.form-large")
    if b"\0" in data:  # UTF-16, which Word does not write, and in which no place would be right
        raise invalid("merge.form-broken")
    try:
        made.Parse(data, True)
    except expat.ExpatError as error:
        raise invalid("merge.form-broken") from error


def element_end(data: bytes, start: int, last: int) -> int:
    """Return where an element ends that begins at `start`, with its end tag, if any, at `last`."""
    # Of an element without an end tag the parser says, at its end, where the next thing begins.
    tag = _tag_end(data, start)
    return tag if data.endswith(b"/>", start, tag) else _tag_end(data, last)


def _tag_end(data: bytes, start: int) -> int:
    found = _TAG_END.match(data, start)
    if found is None:
        raise invalid("merge.form-broken")
    return found.end()


def opened(octets: bytes) -> dict[str, bytes]:
    """Return the parts of a DOCX by name, in their order; raises FormInvalid."""
    if octets.startswith(_OLD):
        raise invalid("merge.form-old")
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            parts = _read(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,  # a method of packing that is not known, too
        ValueError,
        LookupError,
        struct.error,
        EOFError,
        OverflowError,
        OSError,
    ) as error:
        raise invalid("merge.form-not-docx") from error
    return _without_own_table(parts)


def _read(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [one for one in archive.infolist() if not one.is_dir()]
    if len(entries) > MAX_PARTS:
        raise invalid("merge.form-large")
    parts: dict[str, bytes] = {}
    left = MAX_BYTES
    for entry in entries:
        name = entry.filename
        if name in parts or _is_outside(name):
            raise invalid("merge.form-broken")
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise invalid("merge.form-broken")
        if entry.flag_bits & _ENCRYPTED:
            raise invalid("merge.form-old")
        with archive.open(entry) as part:
            # What is declared may be untrue: no more is unpacked than there is room for.
            parts[name] = part.read(left + 1)
        left -= len(parts[name])
        if left < 0:
            raise invalid("merge.form-large")
    return parts


def _is_outside(name: str) -> bool:
    return name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/")


def content_types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the content type of each part that has one of its own, by its name."""
    found: dict[str, str] = {}

    def start(name: str, attributes: Attributes) -> None:
        if local(name) == "Override":
            found[attributes.get("PartName", "").lstrip("/")] = attributes.get("ContentType", "")
        elif local(name) == "Default" and _MACROS.search(attributes.get("ContentType", "")):
            raise invalid("merge.form-macros")

    if TYPES not in parts:
        raise invalid("merge.form-not-docx")
    made = parser()
    made.StartElementHandler = start
    parse(made, parts[TYPES])
    return found


def _without_own_table(parts: dict[str, bytes]) -> dict[str, bytes]:
    types = content_types(parts)
    if any(map(_MACROS.search, (*parts, *types.values()))):
        raise invalid("merge.form-macros")
    if not any(kind.endswith(_MAIN) for kind in types.values()):
        raise invalid("merge.form-not-docx")
    if any(name.startswith("_xmlsignatures/") for name in parts):
        raise invalid("merge.form-signed")
    dropped = {name for name, kind in types.items() if kind.endswith(_RECIPIENTS)}
    kept = {name: data for name, data in parts.items() if name not in dropped}
    for name, data in kept.items():
        if name == TYPES:
            kept[name] = cut(
                data, lambda _, given: given.get("PartName", "").lstrip("/") in dropped
            )
        elif name.endswith(".rels"):
            kept[name] = cut(data, _is_own_relation)
        elif types.get(name, "").endswith(_SETTINGS):
            kept[name] = cut(data, lambda tag, _: tag in {"mailMerge", "attachedTemplate"})
    return kept


def _is_own_relation(tag: str, attributes: Attributes) -> bool:
    kind = attributes.get("Type", "")
    if tag != "Relationship":
        return False
    if kind.endswith(_OWN_TABLE):
        return True
    if attributes.get("TargetMode") == "External" and not kind.endswith("/hyperlink"):
        raise invalid("merge.form-linked", target=clean_line(attributes.get("Target", ""), 80))
    return False


def cut(data: bytes, is_cut: Callable[[str, Attributes], bool]) -> bytes:
    """Return a part without the elements that `is_cut` names; all else stays as it is."""
    made = parser()
    depth = cut_at = begin = 0
    ranges: list[tuple[int, int]] = []

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth, cut_at, begin
        depth += 1
        if depth > MAX_DEPTH:
            raise invalid("merge.form-broken")
        if not cut_at and is_cut(local(name), attributes):
            cut_at, begin = depth, made.CurrentByteIndex

    def end(_: str) -> None:
        nonlocal depth, cut_at
        if depth == cut_at:
            ranges.append((begin, element_end(data, begin, made.CurrentByteIndex)))
            cut_at = 0
        depth -= 1

    made.StartElementHandler = start
    made.EndElementHandler = end
    parse(made, data)
    for first, last in reversed(ranges):
        data = data[:first] + data[last:]
    return data


def packed(parts: Mapping[str, bytes], base: bytes = b"") -> bytes:
    """Return parts as a DOCX, behind those of `base`; the same bytes for the same parts."""
    made = io.BytesIO(base)
    with zipfile.ZipFile(made, "a" if base else "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name)  # of 1980: a letter does not tell when it was made
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, data)
    return made.getvalue()
