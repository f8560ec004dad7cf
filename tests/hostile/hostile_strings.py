"""The one table of hostile strings, and what must hold of any text that came from them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from benchmarks.terminal import OWN_SEQUENCES, STRAY


@dataclass(frozen=True)
class Hostile:
    """One string; it stands for a family, and fits in one line of a list."""

    name: str
    text: str
    says: str | None = None
    """What a reader must find of it, where that is not simply its printable ASCII characters."""

    @property
    def words(self) -> str:
        """The printable ASCII of the text: nothing of this may ever vanish."""
        return words_of(self.text if self.says is None else self.says)


HOSTILE = (
    Hostile("colour", "\x1b[31mrosso\x1b[0m"),
    Hostile("link", "\x1b]8;;https://evil.example\x1b\\qui\x1b]8;;\x1b\\"),
    Hostile("clipboard", "\x1b]52;c;cm0gLXJmIC8=\x07"),
    Hostile("title", "\x1b]0;titolo\x07\x1b]2;due\x1b\\"),
    Hostile("questions", "\x1b[c\x1b[6n\x1b[>q\x05"),
    Hostile("reset", "\x1bc\x1b[2J\x1b[?1049l\x1b[?25l"),
    Hostile("device", "\x1bP$qm\x1b\\\x1b_Gi=1\x1b\\\x1b^x\x1b\\"),
    Hostile("bell", "a\x07b\x08c\x0bd\x0ce\x7ff\x1f"),
    Hostile("eight-bit", "\x9b31m-\x9d0;x\x9c-\x90q\x9c-\x85"),
    Hostile("action", "[/red] [bold]x[@click=app.quit]y[/] \\["),
    Hostile("copying", "[@click=app.copy_to_clipboard('x')]z[/]"),
    Hostile("urgent", "[URGENTE] ciao [n.12]"),
    Hostile("closing", "Re: [/ciao] [/]"),
    Hostile("unfinished", "[bold] [[x]] [link=https://e.example]z ["),
    Hostile("styles", "[on red]a[$primary]b :bomb: \\[c] [#ff0000]"),
    Hostile("override", "\u202efdp.exe\u202c \u202dx\u202a\u202b"),
    Hostile("isolates", "\u2066a\u2067b\u2068c\u2069d\u061ce"),
    Hostile("zero-width", "pa\u200bga\u200d\u2060\ufeff\u00adme\u200e\u200f\u034f\u3164!"),
    Hostile("stack", "e" + "\u0301" * 12 + "Z" + "\u0489" * 6 + "\u0e31" * 4),
    Hostile("nul", "a\x00b\x00"),
    Hostile("surrogate", "x\ud800y\udc00z\udfff"),
    Hostile("lines", "a\r\nb\rc\nd\te\u2028f\u2029g"),
    Hostile("wide", "漢字かな 한글 👨\u200d👩\u200d👧 ☎\ufe0f ﷽ ｗ"),
    Hostile("tags", "\U000e0041\U000e007fok\U0001d173"),
    Hostile("formats", "{0} {x!r} %s %(a)s ${y} %1B%5B31m"),
    Hostile("encoded-word", "=?utf-8?b?G1szMW1yb3Nzbw==?=", "[31mrosso"),
    Hostile("page", "<b onclick=x>&#27;[1m</b><script></script>"),
)
"""Every door of the program is tried with all of them."""

ODD_VALUES: tuple[object, ...] = (
    None,
    "",
    42,
    -0.5,
    True,
    ["a", "\x1b[31m"],
    {"k": "[/x]\x07"},
    [],
)
"""What may stand in a field instead of text."""

_ASCII = re.compile(r"[!-~]")
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def words_of(text: str) -> str:
    """Return the printable ASCII characters of `text`, in order, without blanks."""
    return "".join(_ASCII.findall(text))


def marked(number: int, text: str) -> str:
    """Return `text` between two signs by which it is found again in a picture."""
    return f"«{number}:{text}:{number}»"


def between(number: int, picture: str) -> list[str]:
    """Return what stands between the signs of `number`, each time it is there as a whole."""
    return re.findall(f"«{number}:(.*?):{number}»", picture, re.DOTALL)


def harmful(text: str) -> list[str]:
    """Return the characters in `text` that may act on a terminal or hide the order of words."""
    return [repr(found.group()) for found in _HARMFUL.finditer(text)]


def stray(written: bytes) -> list[str]:
    """Return what a program that draws its screen had no reason to write, each with its place."""
    text = OWN_SEQUENCES.sub(b"", written).decode(errors="replace")
    return [
        repr(text[max(0, found.start() - 20) : found.end() + 20]) for found in STRAY.finditer(text)
    ]
