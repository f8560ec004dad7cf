"""Where in a part of a DOCX the fields are, so that only they are written anew.

All bytes around a field stay as Word wrote them. A field is one element, or runs between two marks:

    <w:fldSimple w:instr=" MERGEFIELD Nome "> …what it shows… </w:fldSimple>
    begin  MERGEFIELD Nome  separate  …what it shows…  end
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pectui.merge.package import (
    MAX_DEPTH,
    Attributes,
    element_end,
    invalid,
    local,
    parse,
    parser,
)
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_FIELDS = 2_000

_WORDS = re.compile(r'"([^"]*)"|(\S+)')
_MAKES_TEXT = frozenset({"t", "instrText", "delText"})
_WORD = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo"})
_REFUSED = frozenset(
    {
        *("IF", "NEXT", "NEXTIF", "SKIPIF", "COMPARE", "MERGEREC", "MERGESEQ", "ASK", "FILLIN"),
        *("ADDRESSBLOCK", "GREETINGLINE", "DATABASE", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT"),
        *("LINK", "DDE", "DDEAUTO", "MACROBUTTON", "RD"),
    }
)
"""Fields that only Word works out, or that read what is not in the form."""


@dataclass(frozen=True, slots=True)
class Field:
    """A MERGEFIELD: the bytes it takes up, and how it is written."""

    start: int
    end: int
    name: str
    switches: tuple[tuple[str, str], ...]
    """Such as (`*`, `Upper`) or (`b`, text before)."""
    prefix: bytes
    """Of the namespace of Word's elements, such as `w:`."""
    look: bytes
    """The properties of its run, as they stand in the part."""
    splits_run: bool
    """Whether it begins and ends within runs: the one before is closed, the last goes on."""


@dataclass(slots=True)
class _Open:
    """A field that has begun."""

    start: int
    parent: int
    """The element that holds the run of its beginning."""
    simple: bool = False
    asks: list[str] = field(default_factory=list)
    shows: bool = False
    """Whether it has come to what it shows."""
    look: bytes | None = None
    first_look: bytes = b""
    prefix: bytes = b""


@dataclass(slots=True)
class Found:
    """What is in a part."""

    fields: list[Field]
    is_changed: bool
    """Whether changes to its text are recorded in it."""


def find(data: bytes) -> Found:
    """Return the fields of a part, outermost ones only, in their order; raises FormInvalid."""
    reader = _Reader(data)
    parse(reader.parser, data)
    kept: list[Field] = []
    for one in sorted(reader.fields, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    if len(kept) > MAX_FIELDS:
        raise invalid("merge.form-large")
    return Found(kept, reader.is_changed)


def _word_name(tag: str) -> str:
    """Return the name of one of Word's own elements; "" for another's, such as a drawing's."""
    space, _, name = tag.rpartition(" ")
    return name if space in _WORD else ""


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.parser = parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.fields: list[Field] = []
        self.is_changed = False
        self._path: list[tuple[str, int, int]] = []
        """Open elements: name, number, where they begin."""
        self._count = 0
        self._open: list[_Open] = []
        self._look = b""
        self._mark = ""

    def _start(self, tag: str, attributes: Attributes) -> None:
        name, at = _word_name(tag), self.parser.CurrentByteIndex
        self._count += 1
        self._path.append((name, self._count, at))
        if len(self._path) > MAX_DEPTH:
            raise invalid("merge.form-broken")
        given = {local(one): value for one, value in attributes.items()}
        if name == "r":
            self._look = b""
        elif name == "fldSimple":
            parent = self._path[-2][1] if len(self._path) > 1 else 0
            made = _Open(at, parent, simple=True, asks=[given.get("instr", "")], shows=True)
            made.prefix = self._prefix(at)
            self._open.append(made)
        elif name == "fldChar":
            self._mark = given.get("fldCharType", "")
            self._begin_or_show(at)
        elif name in _MAKES_TEXT and self._open and self._open[-1].shows:
            if self._open[-1].look is None:
                self._open[-1].look = self._look
        elif name in _CHANGES:
            self.is_changed = True

    def _begin_or_show(self, at: int) -> None:
        if self._mark == "begin":
            made = _Open(at, self._holder())
            made.first_look, made.prefix = self._look, self._prefix(self._run_start())
            self._open.append(made)
        elif self._mark == "separate" and self._open:
            self._open[-1].shows = True

    def _end(self, tag: str) -> None:
        name, at = _word_name(tag), self.parser.CurrentByteIndex
        _, _, begin = self._path[-1]
        if name == "rPr" and len(self._path) > 1 and self._path[-2][0] == "r":
            self._look = self.data[begin : element_end(self.data, begin, at)]
        elif self._open and self._is_end(name):
            self._close(element_end(self.data, begin, at))
        self._path.pop()

    def _is_end(self, name: str) -> bool:
        if self._open[-1].simple:
            return name == "fldSimple"
        return name == "fldChar" and self._mark == "end"

    def _text(self, text: str) -> None:
        if self._open and not self._open[-1].shows and self._path[-1][0] == "instrText":
            self._open[-1].asks.append(text)

    def _close(self, end: int) -> None:
        done = self._open.pop()
        words = [quoted or plain for quoted, plain in _WORDS.findall("".join(done.asks))]
        kind = words[0].upper() if words else ""
        if kind in _REFUSED:
            raise invalid("merge.form-field", field=clean_line(kind, 40))
        if kind != "MERGEFIELD":
            return
        name = words[1] if len(words) > 1 else ""
        if self._open and not self._open[-1].shows:
            raise invalid("merge.form-nested", field=clean_line(name, 80))
        if not done.simple and (done.parent != self._holder() or not done.parent):
            raise invalid("merge.form-split", field=clean_line(name, 80))
        look = done.look if done.look is not None else done.first_look
        self.fields.append(
            Field(
                done.start,
                end,
                name,
                _switches(words[2:]),
                done.prefix,
                look,
                splits_run=not done.simple,
            )
        )

    def _run(self) -> int:
        """Return where in the path the run is that is being read; -1 for none."""
        # A field's mark is a child of its run, nothing deeper.
        at = len(self._path) - 2
        return at if at > 0 and self._path[at][0] == "r" else -1

    def _holder(self) -> int:
        run = self._run()
        return self._path[run - 1][1] if run > 0 else 0

    def _run_start(self) -> int:
        run = self._run()
        return self._path[run][2] if run > 0 else self._path[-1][2]

    def _prefix(self, at: int) -> bytes:
        tag = re.match(rb"<([^\s/>]*)", self.data[at : at + 100])
        before, colon, _ = (tag[1] if tag else b"").rpartition(b":")
        return before + colon


def _switches(words: Sequence[str]) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        if word.startswith("\\") and len(word) > 1:
            takes = word[1].lower() in "*#@bf"
            value = word[2:] or (waiting.pop(0) if takes and waiting else "")
            found.append((word[1].lower(), value))
    return tuple(found)
