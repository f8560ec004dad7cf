"""The text of a message, undone from the form encoding the service may have put it in."""

from __future__ import annotations

import binascii
import codecs
import json
import re
from typing import NamedTuple

from pectui.html.detection import looks_like_html
from pectui.models import Body
from pectui.text import REPLACEMENT, storable

__all__ = ["decode_body", "looks_like_html"]

_ENCODED = re.compile(r"[A-Za-z0-9_.*~+%!'()-]*+", re.ASCII)
"""What a form-encoded text is made of, with the signs that some encoders leave alone."""
_RAW_ENDS = " \t\r\n"
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_MULTI_BYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_NAMED_CHARSET = re.compile(
    rb"<meta\b[^<>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([\w-]{1,30})", re.IGNORECASE
)
_PAGE_HEAD = 4_096
"""Bytes in which a page names its charset."""
_ONE_BYTE = re.compile(r"iso8859-\d{1,2}|latin\d|cp125\d|mac-roman|koi8-[ru]")
_MAX_ROUNDS = 2
_ESCAPES_FOR_MORE = 2


class _Decoded(NamedTuple):
    text: str
    charset: str
    uncertain: bool = False


def _is_encoded(text: str) -> bool:
    """Whether the whole of `text` is form encoding and holds something to undo."""
    if "%" not in text and "+" not in text:
        return False
    return _ENCODED.fullmatch(text) is not None and _BROKEN_ESCAPE.search(text) is None


def _octets(text: str) -> bytes:
    # Quoted-printable is the same with another sign and is undone in C; "=" never occurs here.
    return binascii.a2b_qp(text.replace("+", "=20").replace("%", "="))


def _read(octets: bytes) -> _Decoded:
    try:
        return _Decoded(octets.decode(), "utf-8")
    except UnicodeDecodeError:
        pass
    named = _named_charset(octets)
    if named is not None:
        try:
            return _Decoded(octets.decode(named), named)
        except UnicodeDecodeError:
            pass
    if _MULTI_BYTE.search(octets):
        return _Decoded(octets.decode("utf-8", _STRAY), "utf-8", uncertain=True)
    try:
        return _Decoded(octets.decode("cp1252"), "cp1252")
    except UnicodeDecodeError:
        return _Decoded(octets.decode("latin-1"), "latin-1", uncertain=True)


def _named_charset(octets: bytes) -> str | None:
    """Return the charset a page names, if it is one of a byte for each character."""
    match = _NAMED_CHARSET.search(octets, 0, _PAGE_HEAD)
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii", "replace")).name
    except LookupError:
        return None
    if name in {"iso8859-1", "latin-1"}:
        return "cp1252"  # as browsers read it
    return name if _ONE_BYTE.fullmatch(name) else None


def _read_stray(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are no UTF-8 as cp1252, but a character that was cut as damage."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    octets, start, end = error.object, error.start, error.end
    try:
        text = octets[start:end].decode("cp1252")
    except UnicodeDecodeError:
        text = octets[start:end].decode("latin-1")
    if end < len(octets):
        return text, end
    before = octets[start - 1 : start].isalpha()
    return (text if len(text) == 1 and text.islower() and before else REPLACEMENT), end


_STRAY = "pectui-stray"
codecs.register_error(_STRAY, _read_stray)


def _is_encoded_again(octets: bytes) -> bool:
    text = octets.decode("latin-1")
    return text.count("%") >= _ESCAPES_FOR_MORE and _is_encoded(text.rstrip(_RAW_ENDS))


def _text_of(raw: object) -> str:
    """Return what a body of any JSON type says."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        return storable(raw)
    if isinstance(raw, list) and all(isinstance(item, str) for item in raw):
        return storable("\n".join(raw))
    return storable(json.dumps(raw, ensure_ascii=False, default=str))


def decode_body(raw: object) -> Body:
    """Return the body of a message as the service gave it, decoded; never raises.

    Text is encoded only if all of it, raw blanks and line ends after it aside, is made of
    form-encoding characters and whole escapes; anything else stays as it is. Escaped octets are
    UTF-8, else what the page itself names, else cp1252, else Latin-1; where UTF-8 holds stray
    bytes, those alone are cp1252. What is encoded again after one round is decoded once more, never
    a third time. A byte order mark is no text.
    """
    source = _text_of(raw)
    encoded = source.rstrip(_RAW_ENDS)
    if not _is_encoded(encoded):
        return _body(_Decoded(source, "utf-8"), source, 0)
    rounds = 1
    # A blank that was "+" is a blank after the second round too, so it must not end the search.
    inner = binascii.a2b_qp(encoded.replace("%", "="))
    if _is_encoded_again(inner):
        rounds, octets = _MAX_ROUNDS, _octets(inner.decode("latin-1").rstrip(_RAW_ENDS))
    else:
        octets = _octets(encoded)
    return _body(_read(octets), source, rounds)


def _body(decoded: _Decoded, raw: str, rounds: int) -> Body:
    text = decoded.text.removeprefix("\ufeff")
    return Body(
        text=text,
        raw=raw,
        charset=decoded.charset,
        rounds=rounds,
        html=looks_like_html(text),
        damaged=REPLACEMENT in text,
        uncertain=decoded.uncertain,
    )
