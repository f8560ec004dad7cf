"""What may leave in a letter: the one rule for composer and command line.

Invisible characters that mean nothing are left out, joiners stay where a script or an emoji needs
them, control characters and those that turn the direction of the text never leave. Who applies the
rule tells the person what it changed (`changes`) or what it refuses.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from pectui.catalogue import tn
from pectui.text import REPLACEMENT

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
"""Also what word processors put between lines and pages."""
_PLAIN = re.compile("[\t\n -~\xa0-\xac\xae-\u02ff\u2010-\u2027\u20a0-\u20bf]*")
"""Texts in which nothing is odd, as most are: known by one quick look."""
_BLANKS = re.compile(r"\s*[\t\n]\s*")
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff"
_TURNING = "\u202a-\u202e\u2066-\u2069"
_BROKEN = "\ud800-\udfff"
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065"
    "\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
)
_ODD = re.compile(f"[{_CONTROLS}{_TURNING}{_BROKEN}{_INVISIBLE}]")
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f"
_BEYOND = re.compile(f"({_FLAG})|[\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]")
"""What is odd beyond the first 65,536 characters; of it the flags of Scotland and others stay."""
_IS_CONTROL = re.compile(f"[{_CONTROLS}]")
TURNING = re.compile(f"[{_TURNING}]")
"""Characters that turn the direction of what follows."""
_IS_BROKEN = re.compile(f"[{_BROKEN}]")

_JOINING_SCRIPTS = re.compile(
    "[\u0600-\u109f\u1780-\u18af\u1900-\u1cff\ua800-\uabff\ufb50-\ufdff\ufe70-\ufefc"
    "\U00010a00-\U00011fff]"
)
"""Scripts whose letters are joined and parted by U+200C and U+200D: Arabic, those of India …"""
_HANGUL = re.compile("[\u1100-\u11ff]")
_MONGOLIAN = re.compile("[\u1800-\u18af]")
_IDEOGRAPH = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_ZWNJ, _ZWJ, _EMOJI_STYLE = "\u200c", "\u200d", "\ufe0f"
_SELECTORS_BEYOND = re.compile("[\U000e0100-\U000e01ef]")


class Fitted(NamedTuple):
    """A text as it may leave, and how many characters did not come along."""

    text: str
    invisible: int = 0
    """Characters that draw nothing and mean nothing."""
    controls: int = 0
    """Control characters."""
    turning: int = 0
    """Characters that turn the direction of what follows, by which it reads as something else."""
    broken: int = 0
    """Halves of characters, of bytes that were no text: they become U+FFFD."""


def _is_emoji(char: str) -> bool:
    return char >= "\U0001f000" or unicodedata.category(char) in {"So", "Sk", "Sm"}


def _is_needed(text: str, at: int) -> bool:
    """Whether the invisible character at this place carries meaning there."""
    char, before, after = text[at], text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    if char in {_ZWNJ, _ZWJ}:
        if (before and _JOINING_SCRIPTS.match(before)) or _JOINING_SCRIPTS.match(after):
            return True
        joins = char == _ZWJ and before != "" and after != ""
        return joins and (before == _EMOJI_STYLE or _is_emoji(before)) and _is_emoji(after)
    if "\u115f" <= char <= "\u1160":
        return bool(_HANGUL.match(before) or _HANGUL.match(after))
    if "\u180b" <= char <= "\u180f":
        return _MONGOLIAN.match(before) is not None
    return _SELECTORS_BEYOND.match(char) is not None and _IDEOGRAPH.match(before) is not None


def fit_block(text: str) -> Fitted:
    r"""Return text of many lines as it may leave: `\n` and `\t` stay, line ends become `\n`."""
    return _fit(text, keep_harmful=False)


def fit_line(text: str) -> Fitted:
    """Return text of one line as it may leave: lines and cells of a table joined by a blank."""
    return _in_one_line(fit_block(text))


def fit_subject(text: str) -> Fitted:
    """Return a subject less what is invisible and harmless; all else stays, to be refused.

    Receipts repeat a subject for years: what it says is for its writer to mend (see
    `pectui.pec.letters.subject_problem`).
    """
    fitted = without_invisible(text)
    stripped = fitted.text.strip()
    return fitted if stripped == fitted.text else fitted._replace(text=stripped)


def without_invisible(text: str) -> Fitted:
    """Return `text` less the invisible characters that mean nothing; all else as it is."""
    return _fit(text, keep_harmful=True)


def _in_one_line(fitted: Fitted) -> Fitted:
    return fitted._replace(text=_BLANKS.sub(" ", fitted.text).strip())


def _fit(text: str, *, keep_harmful: bool) -> Fitted:
    if _PLAIN.fullmatch(text):
        return Fitted(text)
    text = _LINE_ENDS.sub("\n", text)
    found = dict.fromkeys(("invisible", "controls", "turning", "broken"), 0)

    def without(match: re.Match[str]) -> str:
        char = match[0]
        if len(char) > 1 or (kind := _kind(char, match)) is None:
            return char
        if keep_harmful and kind != "invisible":
            return char
        found[kind] += 1
        return REPLACEMENT if kind == "broken" else ""

    if not text.isascii():
        text = _BEYOND.sub(without, text)
    return Fitted(_ODD.sub(without, text), **found)


def _kind(char: str, match: re.Match[str]) -> str | None:
    """Return what sort of odd character this is; None where it is needed."""
    if _IS_CONTROL.match(char):
        return "controls"
    if TURNING.match(char):
        return "turning"
    if _IS_BROKEN.match(char):
        return "broken"
    return None if _is_needed(match.string, match.start()) else "invisible"


def changes(fitted: Fitted) -> tuple[str, ...]:
    """Return in words what was left out of a text."""
    words: list[str] = []
    if fitted.invisible:
        words.append(tn("outgoing.invisible", fitted.invisible))
    if fitted.controls:
        words.append(tn("outgoing.controls", fitted.controls))
    if fitted.turning:
        words.append(tn("outgoing.turning", fitted.turning))
    if fitted.broken:
        words.append(tn("outgoing.broken", fitted.broken))
    return tuple(words)


_UNDECODED = re.compile("[\udc80-\udcff]+")
_SEPARATORS = re.compile(r"[/\\]")


def _decoded(match: re.Match[str]) -> str:
    octets = bytes(ord(char) - 0xDC00 for char in match[0])
    try:
        return octets.decode("cp1252")
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def fit_file_name(name: str) -> str:
    """Return the name under which a file may leave; "" where nothing of it is left.

    Bytes that are no UTF-8 are read as Windows writes names; accents are put together (NFC).
    """
    text = fit_line(_UNDECODED.sub(_decoded, name)).text
    return _SEPARATORS.sub("_", unicodedata.normalize("NFC", text)).strip()


def is_renamed(name: str) -> bool:
    """Whether a file leaves under another name than a person sees here."""
    return fit_file_name(name) != unicodedata.normalize("NFC", name)
