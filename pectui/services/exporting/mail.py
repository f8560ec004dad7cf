"""A message built anew as mail, from what the service gives: it says that it is no original.

Text from outside reaches a header through the gate and as an encoded word, so that no line of it
can begin another header; bodies are quoted-printable, in which no line begins with "From ".
"""

from __future__ import annotations

import binascii
import hashlib
import html
import re
import time
from email.header import Header
from email.utils import format_datetime
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.text import clean_line, storable

if TYPE_CHECKING:
    from pectui.services.exporting.messages import Exported

COPY_HEADER = "X-Pectui-Copy"
_COPY = "built by pectui from what the service shows; not the provider's signed original"
_NOWHERE = "unknown@pectui.invalid"
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}")
_PLAIN = re.compile(r"[ -~]{0,60}")
_LONGEST = 400
_LINE_OF_BOX = re.compile(rb"^From ", re.MULTILINE)


def as_mail(exported: Exported) -> bytes:
    """Return a message as mail, its lines ending in LF. All of it is ASCII."""
    envelope = exported.row.envelope
    headers = [
        (COPY_HEADER, _COPY),
        ("From", _mailbox(envelope.sender, envelope.sender_address)),
        ("To", _mailbox(envelope.recipient, envelope.recipient)),
        ("Subject", _encoded(envelope.subject)),
        ("Date", format_datetime(envelope.date) if envelope.date else ""),
        ("Message-ID", f"<{_mark(exported.row.identity)}@pectui.invalid>"),
        ("X-Pectui-Kind", envelope.kind.value),
        ("X-Pectui-Code", _encoded(envelope.code or "")),
        ("X-Pectui-Date", "" if envelope.date else _encoded(envelope.date_text)),
        ("X-Pectui-Tags", _encoded(" ".join(exported.row.tags))),
        ("X-Pectui-Note", _encoded(exported.row.note)),
        ("MIME-Version", "1.0"),
    ]
    head = "".join(f"{name}: {value}\n" for name, value in headers if value)
    return head.encode("ascii") + _content(exported)


def box_line(exported: Exported) -> bytes:
    """Return the line that begins a message in an mbox."""
    date = exported.row.envelope.date
    moment = time.gmtime(date.timestamp() if date else 0)
    return f"From pectui@localhost {time.asctime(moment)}\n".encode("ascii")


def _content(exported: Exported) -> bytes:
    notice = t("exporting.no-original")
    notes = "".join(f"[{note}]\n" for note in exported.notes)
    plain = _part("plain", f"[{notice}]\n{notes}\n{exported.words}\n")
    body = exported.body
    if body is None or not body.html:
        return plain
    page = _part("html", f"<p>[{html.escape(notice)}]</p>\n{body.text}")
    border = f"pectui-{_mark(exported.row.identity)}"
    return b"".join(
        (
            f'Content-Type: multipart/alternative; boundary="{border}"\n\n'.encode("ascii"),
            f"--{border}\n".encode("ascii") + plain + b"\n",
            f"--{border}\n".encode("ascii") + page + b"\n",
            f"--{border}--\n".encode("ascii"),
        )
    )


def _part(subtype: str, text: str) -> bytes:
    lines = storable(text).replace("\r\n", "\n").replace("\r", "\n").encode()
    quoted = _LINE_OF_BOX.sub(b"=46rom ", binascii.b2a_qp(lines, istext=True))
    return (
        f"Content-Type: text/{subtype}; charset=utf-8\n"
        "Content-Transfer-Encoding: quoted-printable\n\n"
    ).encode("ascii") + quoted


def _encoded(text: str) -> str:
    """Return text for a header: as it is where it is short and plain, else as encoded words."""
    line = clean_line(text, _LONGEST)
    if _PLAIN.fullmatch(line) and "=?" not in line:
        return line
    return Header(line, "utf-8", maxlinelen=75).encode()


def _mailbox(shown: str, address: str) -> str:
    """Return a sender or recipient: what is shown of it as a name, then its address."""
    bare = address.strip().removeprefix("<").removesuffix(">")
    target = bare if _ADDRESS.fullmatch(bare) else _NOWHERE
    line = clean_line(shown, _LONGEST)
    if line.casefold() in {"", target.casefold(), f"<{target.casefold()}>"}:
        return target
    # As an encoded word, no character of a name means anything to who parses addresses.
    return f"{Header(line, 'utf-8', maxlinelen=75).encode()} <{target}>"


def _mark(identity: str) -> str:
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:32]
