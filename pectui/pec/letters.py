"""Letters before they leave: text to HTML, subjects of answers, quotation, limits."""

from __future__ import annotations

import re
import unicodedata

from pectui.models import Kind
from pectui.pec.kinds import classify, strip_prefix
from pectui.pec.outgoing import TURNING, fit_line
from pectui.text import ELLIPSIS

MAX_SUBJECT = 120
"""Characters; the service appends a blank and its code after them."""
WARN_BYTES = 30_000_000
"""Encoded size times recipients above which a person should think again."""
MAX_BYTES = 100_000_000
"""Encoded size of one sending times its recipients above which it is not carried."""

_MIME_LINE, _LINE_END = 76, 2
_LINE_ENDS = re.compile("\r\n?")
_BLANK_RUN = re.compile("^ +| {2,}", re.MULTILINE)
_REPLY = re.compile(r"(?:re|r|rif|risposta)\s*:", re.IGNORECASE)
_FORWARD = re.compile(r"(?:fwd?|i|inoltro)\s*:", re.IGNORECASE)


def plain_to_html(text: str) -> str:
    """Return plain text as the HTML the service wants: escaped, line breaks and blanks kept."""
    from html import escape  # late: its table of names is large

    plain = _LINE_ENDS.sub("\n", text).replace("\t", "    ")
    kept = _BLANK_RUN.sub(
        lambda run: "\N{NO-BREAK SPACE}" * (len(run[0]) - 1 or 1) + " " * (len(run[0]) > 1), plain
    )
    return escape(kept, quote=False).replace("\N{NO-BREAK SPACE}", "&nbsp;").replace("\n", "<br>\n")


def tagged(html: str) -> str:
    """Return the HTML of a letter such that nobody takes it for plain text.

    A line alone carries no tag of its own, and its entities would be read as what was written.
    """
    return html if not html.strip() or "<" in html else f"<div>{html}</div>"


def _answer(subject: str, mark: str, marked: re.Pattern[str]) -> str:
    wrapped = classify(subject) in {Kind.CERTIFIED, Kind.ANOMALY}
    own = fit_line(strip_prefix(subject) if wrapped else subject).text
    answer = own if marked.match(own) else f"{mark} {own}".rstrip()
    return answer if len(answer) <= MAX_SUBJECT else answer[: MAX_SUBJECT - 1].rstrip() + ELLIPSIS


def reply_subject(subject: str) -> str:
    """Return the subject of a reply: without the provider's prefix, with one "Re:", in one line.

    The code of the letter answered stays, so that its sender can match the reply.
    """
    return _answer(subject, "Re:", _REPLY)


def forward_subject(subject: str) -> str:
    """Return the subject of a forwarded letter: without the provider's prefix, with one "Fwd:"."""
    return _answer(subject, "Fwd:", _FORWARD)


def quoted(text: str, intro: str) -> str:
    """Return `text` quoted line by line under `intro`, to write above."""
    lines = _LINE_ENDS.sub("\n", text).strip("\n").split("\n")
    return "\n".join([intro, *(f"> {line}".rstrip() for line in lines)])


def encoded_bytes(size: int) -> int:
    """Return the bytes that `size` bytes of a file take in the mail that leaves.

    The service takes base64 out of the JSON and puts it, broken into lines, into the MIME mail:
    100 MB there are about 73 MB of files.
    """
    encoded = -(-size // 3) * 4
    return encoded + -(-encoded // _MIME_LINE) * _LINE_END


def subject_problem(subject: str) -> str | None:
    """Return the catalogue key of what keeps `subject` from being sent; None when nothing does."""
    if not subject.strip():
        return "subjects.empty"
    if not subject.isprintable():
        if any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in subject):
            return "subjects.control"
        if TURNING.search(subject):
            return "subjects.turning"
    if len(subject) > MAX_SUBJECT:
        return "subjects.too-long"
    return None
