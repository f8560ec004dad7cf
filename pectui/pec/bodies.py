"""The text of a message, undone from the form encoding the service may have put it in."""

from __future__ import annotations

import binascii
import json
import re
from typing import NamedTuple

from pectui.models import Body
from pectui.text import REPLACEMENT, storable

_ENCODED = re.compile(r"[A-Za-z0-9_.*~+%-]*", re.ASCII)
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_MIXED = re.compile("[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€")
"""UTF-8 read as cp1252: accented vowels and typographic signs come out as these pairs."""
_MAX_ROUNDS = 2
_ESCAPES_FOR_MORE = 2


class _Decoded(NamedTuple):
    text: str
    charset: str


def _is_encoded(text: str) -> bool:
    """Whether the whole of `text` is form encoding and holds something to undo."""
    if "%" not in text and "+" not in text:
        return False
    return _ENCODED.fullmatch(text) is not None and _BROKEN_ESCAPE.search(text) is None


def _octets(text: str) -> bytes:
    # Quoted-printable is the same with another sign and is undone in C; "=" never occurs here.
    return binascii.a2b_qp(text.replace("+", "=20").replace("%", "="))


def _read(octets: bytes) -> _Decoded:
    for charset in ("utf-8", "cp1252"):
        try:
            return _Decoded(octets.decode(charset), charset)
        except UnicodeDecodeError:
            continue
    return _Decoded(octets.decode("latin-1"), "latin-1")


def _is_encoded_again(octets: bytes) -> bool:
    text = octets.decode("latin-1")
    return text.count("%") >= _ESCAPES_FOR_MORE and _is_encoded(text)


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

    Text is encoded only if all of it is made of form-encoding characters and whole escapes;
    anything else stays as it is. Escaped octets are UTF-8, else cp1252, else Latin-1. What is
    encoded again after one round is decoded once more, never a third time.
    """
    source = _text_of(raw)
    if not _is_encoded(source):
        return _body(source, source, "utf-8", 0)
    rounds = 1
    # A blank that was "+" is a blank after the second round too, so it must not end the search.
    inner = binascii.a2b_qp(source.replace("%", "="))
    if _is_encoded_again(inner):
        rounds, octets = _MAX_ROUNDS, _octets(inner.decode("latin-1"))
    else:
        octets = _octets(source)
    text, charset = _read(octets)
    return _body(text, source, charset, rounds)


def _body(text: str, raw: str, charset: str, rounds: int) -> Body:
    return Body(
        text=text,
        raw=raw,
        charset=charset,
        rounds=rounds,
        html=looks_like_html(text),
        damaged=REPLACEMENT in text,
        uncertain=charset == "latin-1" or (charset == "cp1252" and bool(_MIXED.search(text))),
    )


_BLOCKS = (
    "html|head|body|p|div|br|hr|table|tbody|thead|tr|td|th|ul|ol|li|h[1-6]|img|meta|style|script|"
    "title|link|center|blockquote|pre|dl|dt|dd|section|article|header|footer|form|iframe"
)
_INLINE = "a|b|i|u|s|em|strong|span|font|small|big|sub|sup|code|tt|label|button"
_LOOKED_AT = 200_000
"""Characters; what is HTML shows it long before."""
# Every repetition is bounded, so that a body made of half tags costs no more than another.
_TAG = re.compile(
    rf"<(?=[!/a-z])(?:!doctype\s{{1,9}}html\b[^<>]{{0,300}}"
    rf"|(?:{_BLOCKS})(?:\s{{1,99}}[a-z:-]{{1,99}}\s{{0,9}}=[^<>]{{0,9999}})?\s{{0,99}}/?"
    rf"|a\s[^<>]{{0,300}}?href\s{{0,9}}=[^<>]{{0,9999}}"
    rf"|/(?:{_BLOCKS}|{_INLINE})\s{{0,99}})>",
    re.IGNORECASE,
)


def looks_like_html(text: str) -> bool:
    """Whether `text` is HTML: it has a doctype, a block's tag, a link or any closing tag.

    "a < b", "<rossi@pec.example>" and a lone "<b>" in a sentence do not make it so.
    """
    return _TAG.search(text, 0, _LOOKED_AT) is not None
