"""What a `POST /send` must hold: its JSON body read strictly, attachments reduced to a digest."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pectui.sandbox.configuration import Packing

_ADDRESS = re.compile(r"[^@\s,;:<>()\"\[\]\x00-\x20]+@[^@\s,;:<>()\"\[\]]+\.[^@\s.,;:<>()\"\[\]]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]")
_DATA_URI = re.compile(r"data:([\w.+-]+/[\w.+-]+)(?:;[\w-]+=[\w.+-]+)*;base64,")

MAX_MESSAGE = 100 * 1024 * 1024
"""Bytes of a message with its attachments in base64."""


class SubmissionInvalid(Exception):
    """A parameter is missing or is not what it must be."""


@dataclass(frozen=True, slots=True)
class KeptAttachment:
    """What is kept of an attachment; its content is not."""

    name: str
    size: int
    """Bytes, decoded."""
    sha256: str
    """Hex digest of the decoded bytes."""
    mime: str | None
    """As the data URI names it; None for plain base64."""


@dataclass(frozen=True, slots=True)
class Submission:
    """A valid `POST /send`."""

    sender: str
    recipients: tuple[str, ...]
    subject: str
    body: str
    username: str
    password: str = field(repr=False)
    attachments: tuple[KeptAttachment, ...]

    @property
    def size(self) -> int:
        """KiB the message takes in a mailbox: text and attachments in base64."""
        encoded = sum(attachment.size * 4 // 3 for attachment in self.attachments)
        return 4 + (len(self.body.encode(errors="replace")) + encoded) // 1024


def read_submission(content: bytes | bytearray, packing: Packing = "either") -> Submission:
    """Read the body of a `POST /send` whose files are packed so. Raises SubmissionInvalid."""
    try:
        fields = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise SubmissionInvalid("not JSON") from error
    if not isinstance(fields, dict):
        raise SubmissionInvalid("not an object")
    subject = _text(fields, "subject")
    if not subject.strip() or _CONTROL.search(subject):
        raise SubmissionInvalid("subject")
    return Submission(
        sender=_address(fields.get("sender")),
        recipients=_recipients(fields.get("recipient")),
        subject=subject,
        body=_text(fields, "body"),
        username=_text(fields, "username"),
        password=_text(fields, "password"),
        attachments=_attachments(fields.get("attachments", []), packing),
    )


def _text(fields: dict[str, object], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise SubmissionInvalid(name)
    return value


def _address(value: object) -> str:
    if not isinstance(value, str) or not _ADDRESS.fullmatch(value):
        raise SubmissionInvalid("address")
    return value


def _recipients(value: object) -> tuple[str, ...]:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not values:
        raise SubmissionInvalid("recipient")
    return tuple(_address(each) for each in values)


def _attachments(value: object, packing: Packing) -> tuple[KeptAttachment, ...]:
    if not isinstance(value, list):
        raise SubmissionInvalid("attachments")
    return tuple(_attachment(each, packing) for each in value)


def _attachment(value: object, packing: Packing) -> KeptAttachment:
    if not isinstance(value, dict):
        raise SubmissionInvalid("attachments")
    name, file = value.get("name"), value.get("file")
    if not isinstance(name, str) or not name.strip() or not isinstance(file, str):
        raise SubmissionInvalid("attachments")
    head = _DATA_URI.match(file)
    if packing == "spoiled":
        head, file = None, _loosely(file)
    elif _is_packed_wrong(file, packing, has_head=head is not None):
        raise SubmissionInvalid("attachments")
    try:
        content = base64.b64decode(file[head.end() :] if head else file, validate=True)
    except (binascii.Error, ValueError) as error:
        raise SubmissionInvalid("attachments") from error
    digest = hashlib.sha256(content).hexdigest()
    return KeptAttachment(name, len(content), digest, head.group(1) if head else None)


def _is_packed_wrong(file: str, packing: Packing, *, has_head: bool) -> bool:
    if has_head:
        return packing == "base64"
    return packing == "data-uri" or file.startswith("data:")


def _loosely(file: str) -> str:
    """Return what a decoder that skips all other signs takes for base64."""
    signs = _NOT_BASE64.sub("", file.rstrip("="))
    signs = signs[: len(signs) - 1] if len(signs) % 4 == 1 else signs
    return signs + "=" * (-len(signs) % 4)
