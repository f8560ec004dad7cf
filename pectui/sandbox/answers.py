"""JSON answers, the service's own texts, and the form encoding of bodies."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from pectui.sandbox.web import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pectui.sandbox.configuration import Bodies

UNAUTHORIZED = "Authorization is not valid or empty"
POST_INVALID = "Post parameter is not valid"
RESULT_EMPTY = "Result empty"
EMAIL_NOT_FOUND = "Email not found"
MESSAGE_NOT_FOUND = "Message not found"
MESSAGE_DELETED = "Message deleted"
# The service's own spelling.
OPERATION_DONE = "Operation succefull"
MAILBOX_INVALID = "An error occured: the requested mailbox might be unavailable"
NOT_FOUND = "Not found"
NOT_ALLOWED = "Method not allowed"
TOO_MANY = "Too Many Requests"
TOO_LARGE = "Request Entity Too Large"


def as_json(content: object) -> bytes:
    """Return `content` as JSON; ASCII, so that even half characters can be answered."""
    return json.dumps(content, separators=(",", ":")).encode("ascii")


def answer(
    content: Mapping[str, object], status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Return an answer of the service."""
    return Response(as_json(content), status, headers)


def data(content: object, **more: object) -> Response:
    """Return a success that carries `content` under `data`, with `more` beside it."""
    return answer({"data": content, "success": True, "message": "", **more})


def done(message: str) -> Response:
    """Return a success that only says so."""
    return answer({"success": True, "message": message})


def failure(status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return a failure with the service's words."""
    return answer({"success": False, "message": message}, status, headers)


def encode_body(text: str, bodies: Bodies) -> str:
    """Return `text` as the service hands out bodies."""
    if bodies == "plain":
        return text
    if bodies == "damaged":
        return text.encode("ascii", "replace").decode().replace("?", "\ufffd")
    if bodies == "twice":
        return quote_plus(encode_body(text, "utf8"))
    if bodies == "utf8":
        return quote_plus(text, encoding="utf-8", errors="replace")
    # "Latin-1" in mail is what Windows makes of it: the euro sign and typographic quotes are there.
    return quote_plus(text, encoding="cp1252", errors="replace")
