"""JSON to models, leniently: one odd field or row never costs the rest of an answer."""

from __future__ import annotations

import json
import math
import re
from codecs import BOM_UTF8
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from pectui.api.limits import LISTING, RECEIPTS
from pectui.catalogue import t
from pectui.errors import AnswerTooLarge, AnswerUnreadable
from pectui.models import InboxAnswer, Message, Quota
from pectui.pec.bodies import decode_body
from pectui.pec.codes import is_code
from pectui.pec.envelopes import read_envelope
from pectui.text import REPLACEMENT, clean_line, storable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pectui.models import Envelope, QuotaUnit

Document = dict[str, object]
"""An answer's JSON object, its strings fit to be saved as UTF-8."""

NO_NAMES: Mapping[str, str] = MappingProxyType({})
MAX_REASON = 300
"""Characters shown of what the service said."""

_FALSE_WORDS = frozenset({"", "false", "0", "no"})
_TRUE_WORDS = frozenset({"true", "1", "yes", "ok", "success"})
_REASON_KEYS = ("message", "error", "errors", "detail", "description", "reason")
_NESTING = 4
_MAX_JSON_TEXT = 64 * 1024
"""Characters of a text that is read as JSON once more: what unfolds there was not counted."""
_DEEPEST = 40
"""Levels of JSON; the service uses three, and some steps here are recursive."""
_TOO_DEEP = object()
_SIGNS = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[\[\]{}]', re.DOTALL)
_UNFIT = re.compile(rb"\x00|\\u(?:0000|[dD][89a-fA-F])")
"""What a text that is not fit to be saved is made of: NUL, and halves of a pair."""
_EXACT = 2**53


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the service, whatever its status."""

    status: int
    document: Document | None
    """None when it is not a JSON object (or a list, which is read as its `data`)."""
    content_type: str = ""
    retry_after: float | None = None
    """Seconds, 0 to 300."""
    size: int = 0
    """Bytes of its body, blanks at either end not counted."""

    @property
    def succeeded(self) -> bool:
        """Whether status and `success` both say so."""
        return 200 <= self.status < 300 and not says_failure(self.document)

    def without(self, redact: Callable[[str], str]) -> Answer:
        """Return this answer with all its text put through `redact`."""
        changed = change_text(self.document, redact)
        return replace(self, document=changed if isinstance(changed, dict) else None)

    @property
    def reason(self) -> str | None:
        """What the service said, as one short clean line; None when it said nothing readable."""
        return reason_of(self.document)


def _lenient_int(digits: str) -> int | str:
    # Python refuses to read integers of thousands of digits; one such id must not cost the page.
    return int(digits) if len(digits) < 100 else digits


def change_text(value: object, change: Callable[[str], str]) -> object:
    """Return a JSON value with every string in it, keys included, put through `change`."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [change_text(item, change) for item in value]
    if isinstance(value, dict):
        return {change(key): change_text(item, change) for key, item in value.items()}
    return value


def _mend(text: str) -> str:
    # SQLite's own functions take NUL for the end of a text.
    return storable(text).replace("\x00", REPLACEMENT)


def parse(raw: bytes) -> Document | None:
    """Return the JSON object in `raw`; a list stands for `{"data": list}`; None for all else.

    Any content type, a byte order mark and control characters inside strings are borne; bytes
    that are not UTF-8, NUL and lone surrogates become U+FFFD; what is nested too deep reads as
    null, and costs no other row.
    """
    raw = raw.removeprefix(BOM_UTF8)
    try:
        value = _load(raw)
        if value is _TOO_DEEP and isinstance(value := _load(_cut_depths(raw)), list):
            return None
    except ValueError:
        return None
    if _UNFIT.search(raw):
        value = change_text(value, _mend)
    if isinstance(value, list):
        return {"data": value}
    return value if isinstance(value, dict) else None


def _load(raw: bytes) -> object:
    """Return the JSON in `raw`, or `_TOO_DEEP`; raises ValueError."""
    try:
        value = json.loads(
            raw.decode("utf-8", errors="replace"),
            strict=False,
            parse_int=_lenient_int,
            parse_constant=lambda _: None,
        )
    except RecursionError:
        return _TOO_DEEP
    # So few brackets cannot open so many levels: a page of mail is not walked through for it.
    is_flat = raw.count(b"{") + raw.count(b"[") <= _DEEPEST
    return value if is_flat or not _is_deeper(value, _DEEPEST) else _TOO_DEEP


def _is_deeper(value: object, levels: int) -> bool:
    if isinstance(value, dict):
        return not levels or any(_is_deeper(item, levels - 1) for item in value.values())
    if isinstance(value, list):
        return not levels or any(_is_deeper(item, levels - 1) for item in value)
    return False


def _cut_depths(raw: bytes) -> bytes:
    """Return JSON with null in place of whatever lies deeper than `_DEEPEST` levels."""
    kept, start, depth = bytearray(), 0, 0
    for found in _SIGNS.finditer(raw):
        sign = found.group()[:1]
        if sign in b"[{":
            depth += 1
            if depth == _DEEPEST + 1:
                kept += raw[start : found.start()] + b"null"
        elif sign in b"]}":
            if depth == _DEEPEST + 1:
                start = found.end()
            depth -= 1
    if depth <= _DEEPEST:
        kept += raw[start:]
    return bytes(kept)


def says_failure(document: Mapping[str, object] | None) -> bool:
    """Whether `success` is there and false-like: false, "false", 0, "0" or an empty string."""
    if document is None or "success" not in document:
        return False
    success = document["success"]
    if isinstance(success, str):
        return success.strip().lower() in _FALSE_WORDS
    return isinstance(success, bool | int | float) and not success


def says_success(document: Mapping[str, object]) -> bool:
    """Whether nothing in the answer denies success: true-like where `success` is there."""
    success = document.get("success", True)
    if isinstance(success, str):
        return success.strip().lower() in _TRUE_WORDS
    return isinstance(success, bool | int | float) and success == 1


def _words(value: object, depth: int = 0) -> list[str]:
    if depth > _NESTING or value is None or isinstance(value, bool):
        return []
    if isinstance(value, str):
        text = value.strip()
        if text[:1] in ("{", "[") and len(text) <= _MAX_JSON_TEXT:
            try:
                return _words(json.loads(text), depth + 1)
            except (ValueError, RecursionError):
                return [text]
        # A page of HTML says nothing that fits in a line.
        return [] if not text or text.startswith("<") else [text]
    if isinstance(value, list):
        return [word for item in value[:10] for word in _words(item, depth + 1)]
    if isinstance(value, dict):
        named = [value[key] for key in _REASON_KEYS if key in value] or list(value.values())[:10]
        return [word for item in named for word in _words(item, depth + 1)]
    return [str(value)]


def reason_of(document: Mapping[str, object] | None) -> str | None:
    """Return what `message` says, unpacked from nested JSON, lists and null; else None."""
    if document is None:
        return None
    said = _words(document.get("message"))
    if not said:
        said = [word for word in _words(document.get("error")) if not word.lstrip("-").isdigit()]
    return clean_line("; ".join(dict.fromkeys(said)), MAX_REASON) or None


def number(value: object) -> float | None:
    """Return a finite number given as int, float or text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        read = float(value)
    except (ValueError, OverflowError):
        return None
    return read if math.isfinite(read) else None


def whole(value: object) -> int | None:
    """Return a whole number, 0 or more, given as int, float or text; None for anything else."""
    read = number(value)
    if read is None or read < 0 or read != int(read) or read >= _EXACT:
        return None
    return int(read)


def sending_code(document: Mapping[str, object]) -> str | None:
    """Return `message_id` when it is a sending code: 14 to 20 digits, also as a number."""
    text = sending_text(document)
    return text if text.isascii() and is_code(text) else None


def sending_text(document: Mapping[str, object]) -> str:
    """Return `message_id` as text, whatever it holds: a code, or why the mail server failed."""
    value = document.get("message_id")
    data = document.get("data")
    if value is None and isinstance(data, dict):
        value = data.get("message_id")
    if isinstance(value, float):
        value = whole(value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).strip()


def data_of(answer: Answer) -> object:
    """Return the `data` of a successful answer; raises AnswerUnreadable when there is none."""
    if answer.document is None:
        raise unreadable(answer)
    if "data" not in answer.document:
        raise AnswerUnreadable(t("api.data_missing"))
    return answer.document["data"]


def unreadable(answer: Answer) -> AnswerUnreadable:
    """Return the error of an answer that is not JSON."""
    content_type = clean_line(answer.content_type, 60) or t("api.no_content_type")
    return AnswerUnreadable(t("api.not_json", status=answer.status, content_type=content_type))


def too_many(limit: int) -> AnswerTooLarge:
    """Return the error of an answer with more entries than `limit`."""
    return AnswerTooLarge(t("api.too_many_entries", limit=limit))


def _limited_rows(data: object, limit: int) -> list[object]:
    # PHP writes an empty list as {}: that is no row, while an empty object in a list is one.
    rows = [] if data == {} else _rows(data)
    if len(rows) > limit:
        raise too_many(limit)
    return rows


def _rows(data: object) -> list[object]:
    if isinstance(data, list):
        return data
    if isinstance(data, dict):
        # PHP writes a list with gaps as an object, and a list of one as that one.
        numbered = bool(data) and all(key.isdecimal() for key in data)
        return list(data.values()) if numbered else [data]
    return []


def _first(row: Mapping[str, object], *keys: str) -> object:
    for key in keys:
        if row.get(key) not in (None, ""):
            return row[key]
    return None


def _envelope(row: object, message_id: object, names: Mapping[str, str] = NO_NAMES) -> Envelope:
    if not isinstance(row, dict):
        return read_envelope(id=None, sender=None, recipient=None, date=None, subject=row)
    return read_envelope(
        id=message_id,
        sender=row.get("sender"),
        recipient=row.get("recipient"),
        date=_first(row, names.get("date", "date"), "date", "data"),
        subject=_first(row, names.get("subject", "object"), "object", "subject"),
    )


def read_inbox(answer: Answer) -> InboxAnswer:
    """Read `GET /inbox`: `{data: [{sender, recipient, date, object, id}], total, page, …}`."""
    rows = _limited_rows(data_of(answer), LISTING.rows)
    document = answer.document or {}
    return InboxAnswer(
        envelopes=tuple(
            _envelope(row, row.get("id") if isinstance(row, dict) else None) for row in rows
        ),
        page=whole(document.get("page")),
        total=whole(document.get("total")),
        pages=whole(document.get("n_of_pages")),
    )


def read_message(answer: Answer, message_id: int) -> Message | None:
    """Read `GET /inbox/{id}`: one object, or a list of one; None when there is nothing in it."""
    rows = [row for row in _rows(data_of(answer)) if isinstance(row, dict) and row]
    return _message(rows[0], message_id) if rows else None


def read_receipts(answer: Answer, names: Mapping[str, str] = NO_NAMES) -> tuple[Message, ...]:
    """Read `GET /send/{code}`: keys `date|data`, `subject|object`, `body|message`, mixed or not.

    `names` are other names for `date`, `subject` and `body`, which come first.
    """
    rows = _limited_rows(data_of(answer), RECEIPTS.rows)
    return tuple(_message(row, None, names) for row in rows)


def _message(row: object, message_id: int | None, names: Mapping[str, str] = NO_NAMES) -> Message:
    body = None
    if isinstance(row, dict):
        body = _first(row, names.get("body", "body"), "body", "message")
    return Message(_envelope(row, message_id, names), decode_body(body))


def read_quota(answer: Answer, mailbox: str, unit: QuotaUnit) -> Quota:
    """Read `GET /quota/{mailbox}`: `{usage, limit}`, unlimited as 0, null or -1."""
    rows = [row for row in _rows(data_of(answer)) if isinstance(row, dict)]
    if not rows:
        raise AnswerUnreadable(t("api.data_missing"))
    usage, limit = number(rows[0].get("usage")), number(rows[0].get("limit"))
    return Quota(
        mailbox=mailbox,
        usage=usage if usage is not None and usage >= 0 else None,
        limit=limit if limit is not None and limit > 0 else None,
        unit=unit,
    )
