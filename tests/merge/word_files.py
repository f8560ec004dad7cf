"""Small Word documents, part by part."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def typed(**kinds: str) -> str:
    """Return the content types of parts: `document="document.main"` and so on."""
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relations(*each: tuple[str, str, str]) -> str:
    """Return the relations of a part, each as kind, target and mode."""
    inner = "".join(
        f'<Relationship Id="r{at}" Type="{_RELATION}/{kind}" Target="{target}"{mode}/>'
        for at, (kind, target, mode) in enumerate(each)
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{inner}</Relationships>"
    )


def document(inner: str) -> str:
    """Return a part with paragraphs."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:document xmlns:w="{W}" xmlns:x="urn:x" x:Ignorable="y"><w:body>{inner}</w:body>'
        "</w:document>"
    )


def packed(parts: dict[str, str | bytes]) -> bytes:
    """Return parts as a file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def docx(inner: str, **more: str | bytes) -> bytes:
    """Return a document with paragraphs; `more` are parts below `word/` by their stem."""
    kinds = {"document": "document.main", **{name: name.rstrip("0123456789") for name in more}}
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": typed(**kinds),
        "word/document.xml": document(inner),
        "word/media/logo.png": b"\x89PNG" + bytes(range(256)) * 20,
    }
    parts |= {f"word/{name}.xml": data for name, data in more.items()}
    return packed(parts)


def field(asks: str, shows: str = "«x»", look: str = "") -> str:
    """Return a field between two marks, as Word writes it."""
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> {asks} </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r>{look}<w:t>{shows}</w:t></w:r>"
        f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def simple(asks: str, look: str = "") -> str:
    """Return a field in one element."""
    quoted = asks.replace('"', "&quot;")
    return f'<w:fldSimple w:instr=" {quoted} "><w:r>{look}<w:t>«x»</w:t></w:r></w:fldSimple>'


def parts_of(octets: bytes) -> dict[str, bytes]:
    """Return the parts of a file."""
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def text_of(octets: bytes, part: str = "word/document.xml") -> str:
    """Return what a part says, line ends and tabs included; it must be well-formed."""
    root = ElementTree.fromstring(parts_of(octets)[part])
    marks = {f"{{{W}}}br": "\n", f"{{{W}}}tab": "\t", f"{{{W}}}p": ""}
    said = ""
    for one in root.iter():
        assert not (one.tag == f"{{{W}}}t" and len(one))
        said += (one.text or "") if one.tag == f"{{{W}}}t" else marks.get(one.tag, "")
    return said
