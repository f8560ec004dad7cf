"""One pass over a page: every visible word in reading order, at any depth, in linear time.

The page is not held as a tree. What is open is a stack of bounded height, so that neither a page's
depth nor what it repeats makes one of its tags cost more than another.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pectui.catalogue import t
from pectui.html import tags
from pectui.html.entities import unescape
from pectui.html.links import Link, read_link
from pectui.html.lists import BULLETS, List
from pectui.html.page import NBSP, Page, fold
from pectui.html.styles import PLAIN, Look, styles_of
from pectui.html.tables import MAX_COLUMNS, MAX_DEPTH, MAX_ROWSPAN, Cell, Table
from pectui.html.tokens import Kind, attributes_of, tokens
from pectui.text import storable, without_joiners

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    Leave = Callable[[], None] | None
    Enter = Callable[[str, Mapping[str, str]], Leave]

DEEPEST = 200
"""Open elements that are kept apart; deeper ones still show every word and every link."""
_RULED = {"h1": "═", "h2": "─"}
_RULE = 40
_MAX_RULE = 60
_STRUCK = "~~"
_SHOWN_LINES = 8
"""Lines kept as a link's shown text; links may hold whole tables with links in them."""
_SHOWN_CHARACTERS = 1_000
_CACHED_LOOKS = 1_000
_WITH_ATTRIBUTES = frozenset({"a", "img", "input", "li", "ol", "td", "th"})
_TABLE = frozenset({"table"})
_IN_TABLE = tags.SECTIONS | {"table", "tr"}
_WALLS = tags.CELLS | {"caption", "table"}
"""Nothing outside is ended by what stands inside of these."""
_REACHING = frozenset({
    "a", "b", "big", "code", "del", "em", "font", "i", "nobr", "s", "small", "strike", "strong",
    "tt", "u",
})  # fmt: skip
"""Elements within a line that are ended although blocks in them are still open."""
_ITEM_WALLS = tags.SPECIAL - {"address", "div", "p", "li", "dd", "dt"}
_LIST_WALLS = _WALLS | tags.LISTS
_AROUND_ROWS = _IN_TABLE - {"tr"}
_ENDS_ITS_LIKE = frozenset({"a", "li", "option"})
_TERMS = frozenset({"dd", "dt"})


@dataclass(frozen=True, slots=True)
class HtmlText:
    """A page as text. Foreign: it passes the gate before it is shown."""

    text: str
    """Lines of any length, the list of links at the end."""
    links: tuple[Link, ...]
    hidden: int = 0
    """Parts with words that the page hides and that are left out."""


class _State(NamedTuple):
    """How what stands here is shown."""

    space: str = "fold"
    gone: bool = False
    visible: bool = True
    tiny: bool = False
    region: list[bool] | None = None
    """Of what is hidden: whether it was counted. None where it is none that counts."""


_Open = tuple[str, "Leave", _State | None]
"""An open element: its name, how it is left, and what to go back to where it has changed that."""


def walk(html: str, *, show_hidden: bool = False) -> HtmlText:
    """Return the words of a page and its links; `pectui.html.to_text` says how."""
    source = storable(html).replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    page = _Walk(source, show_hidden=show_hidden).run()
    # A page that hides everything hides nothing: its rules were not understood.
    return _Walk(source, show_hidden=True).run() if page.hidden and not page.text else page


class _Walk:
    """The state of one walk: the page being written, and what is open around it."""

    def __init__(self, html: str, *, show_hidden: bool) -> None:
        self._html = html
        self._show_hidden = show_hidden
        self._styles = styles_of(html)
        self._looks: dict[tuple[str, str], Look] = {}
        self._written: dict[str, Mapping[str, str]] = {}
        """Attributes by how they are written."""
        self._page = Page()
        self._links: list[Link] = []
        self._tables: list[Table | None] = []
        self._lists: list[List] = []
        self._image = t("reader.html-image", alt="\0").partition("\0")
        self._opened: list[_Open] = []
        self._count: defaultdict[str, int] = defaultdict(int)
        """How many of each element are open."""
        self._beyond: defaultdict[str, int] = defaultdict(int)
        """How many of each were begun too deep to be kept."""
        self._state = _State()
        self._silent = False
        """Whether no text is shown here."""
        self._unseen = False
        """Whether no picture is shown here either."""
        self._pictures = 0
        self._hidden = 0
        self._begins_pre = False
        self._enter: dict[str, Enter] = {
            "a": self._anchor,
            "blockquote": self._blockquote,
            "br": self._line_break,
            "dd": self._definition,
            "del": self._struck,
            "hr": self._horizontal,
            "img": self._picture,
            "input": self._field,
            "li": self._item,
            "q": self._quoted,
            "s": self._struck,
            "strike": self._struck,
            "sub": self._lowered,
            "sup": self._raised,
            "table": self._table,
            "td": self._cell,
            "th": self._cell,
            "tr": self._row,
        }
        self._enter |= dict.fromkeys(tags.BLOCKS | tags.SECTIONS, self._block)
        self._enter |= dict.fromkeys(tags.PARAGRAPHS, self._paragraph)
        self._enter |= dict.fromkeys(tags.LISTS, self._list)
        self._enter |= dict.fromkeys(tags.PREFORMATTED, self._preformatted)
        self._enter |= dict.fromkeys(_RULED, self._ruled)

    def run(self) -> HtmlText:
        """Walk the whole page and return its text."""
        # Enums are looked up slowly, and this is done for each tag and each text.
        is_text, is_literal, is_start = Kind.TEXT, Kind.LITERAL, Kind.START
        frame = tags.FRAME
        for kind, text, written in tokens(self._html):
            if kind is is_text:
                self._text(unescape(text) if "&" in text else text)
            elif kind is is_literal:
                self._text(text)
            elif text in frame:
                if kind is is_start and (written or self._styles):
                    self._frame(text, written)
            elif kind is is_start:
                self._begins_pre = False
                self._start("img" if text == "image" else text, written)
            else:
                self._end(text)
        self._close(0)
        self._page.end_line()
        lines = self._page.lines
        if self._links:
            lines += ["", t("reader.html-links"), *map(_link_line, self._links)]
        return HtmlText("\n".join(lines).strip("\n"), tuple(self._links), self._hidden)

    # ── what is open ───────────────────────────────────────────────────────────────────────────

    def _frame(self, name: str, written: str) -> None:
        """Show the page as its own frame says; the frame stays open to the end."""
        look = self._look(name, written)
        if look is not PLAIN:
            self._change(look, name, dropped=False)

    def _start(self, name: str, written: str) -> None:
        if self._opened:
            self._make_room(name)
        look = self._look(name, written) if written or self._styles else PLAIN
        void = name in tags.VOID or (written.endswith("/") and name not in tags.HTML_NAMES)
        enter = self._enter.get(name)
        if void:
            # A picture has a size of its own: newsletters put text of size 0 around each of them.
            silent = self._unseen if name == "img" else self._silent
            if enter is not None and not silent and (not look.gone or self._show_hidden):
                enter(name, self._attributes(name, written))
            return
        dropped = name in tags.DROPPED
        # An element that changes nothing is kept only where its end could be taken for another's.
        if enter is None and look is PLAIN and not dropped and not self._count[name]:
            return
        kept = name == "a" or dropped or look.gone
        if len(self._opened) >= DEEPEST and not kept:
            self._beyond[name] += 1
            if name in tags.SPECIAL and not self._state.gone:
                self._page.end_line()
            return
        before = self._state
        gone = dropped or before.gone or (look.gone and not self._show_hidden)
        leave = (
            enter(name, self._attributes(name, written)) if enter is not None and not gone else None
        )
        changed = look is not PLAIN or dropped or name in tags.PREFORMATTED
        if changed:
            self._change(look, name, dropped=dropped)
        self._opened.append((name, leave, before if changed else None))
        self._count[name] += 1

    def _change(self, look: Look, name: str, *, dropped: bool) -> None:
        """Show from here on what an element with this look holds."""
        space, gone, visible, tiny, region = self._state
        if look.space is not None or name in tags.PREFORMATTED:
            space = look.space or "pre"
        if dropped:
            gone, region = True, None
        elif not self._show_hidden and not gone:
            was_silent = not visible or tiny
            gone = look.gone
            visible = visible if look.visible is None else look.visible
            tiny = tiny if look.tiny is None else look.tiny
            if (gone or not visible or tiny) and not was_silent:
                region = [False]
        self._set(_State(space, gone, visible, tiny, region))

    def _set(self, state: _State) -> None:
        self._state = state
        self._unseen = state.gone or not state.visible
        self._silent = self._unseen or state.tiny
        self._page.space = state.space

    def _look(self, name: str, written: str) -> Look:
        key = (name, written)
        look = self._looks.get(key)
        if look is None:
            if len(self._looks) >= _CACHED_LOOKS:
                self._looks.clear()
            look = self._looks[key] = self._read_look(name, written)
        return look

    def _attributes(self, name: str, written: str) -> Mapping[str, str]:
        if not written or name not in _WITH_ATTRIBUTES:
            return {}
        attributes = self._written.get(written)
        if attributes is None:
            if len(self._written) >= _CACHED_LOOKS:
                self._written.clear()
            attributes = self._written[written] = _all_attributes(written)
        return attributes

    def _read_look(self, name: str, written: str) -> Look:
        if not self._styles:
            lower = written.lower()
            if "style" not in lower and "hidden" not in lower and name != "font":
                return PLAIN
        attributes = _all_attributes(written)
        look = self._styles.of(name, attributes)
        if name == "font" and "size" in attributes and look.tiny is None:
            look = look._replace(tiny=False)
        return PLAIN if look == PLAIN else look

    def _make_room(self, name: str) -> None:
        """End what cannot go on when `name` begins."""
        top, count = self._opened[-1][0], self._count
        if name in tags.TABLE_PARTS:
            if count["table"]:
                self._make_room_in_table(name)
        elif name == "table" and top in _IN_TABLE:
            self._close(self._find(_TABLE))
        elif name in _TERMS:
            self._close(self._find(_TERMS, _ITEM_WALLS))
        elif name in _ENDS_ITS_LIKE and count[name]:
            self._close(self._find({name}, _ITEM_WALLS if name == "li" else _WALLS))
        elif name in tags.HEADINGS and top in tags.HEADINGS:
            self._close(len(self._opened) - 1)
        if count["p"] and name in tags.ENDS_PARAGRAPH:
            self._close(self._find({"p"}, _WALLS))

    def _make_room_in_table(self, name: str) -> None:
        if name in tags.CELLS:
            around: Container[str] = _IN_TABLE
        else:
            around = _AROUND_ROWS if name == "tr" else _TABLE
        while self._opened[-1][0] not in around:
            self._close(len(self._opened) - 1)
        if name in tags.CELLS and self._opened[-1][0] != "tr":
            self._start("tr", "")

    def _end(self, name: str) -> None:
        if name == "br":
            self._start("br", "")
        elif self._beyond and self._beyond[name]:
            self._beyond[name] -= 1
            if name in tags.SPECIAL and not self._state.gone:
                self._page.end_line()
        elif self._opened and self._opened[-1][0] == name:
            self._close(len(self._opened) - 1)
        elif self._count[name]:
            self._close(self._find({name}, _walls_of(name)))
        elif name == "p" and not self._state.gone:
            self._page.end_block()
        elif name in tags.HEADINGS:
            self._close(self._find(tags.HEADINGS, _WALLS))

    def _find(self, names: Container[str], walls: Container[str] = ()) -> int:
        """Return the place of the nearest open one of `names`, -1 where a wall stands before it."""
        for index in range(len(self._opened) - 1, -1, -1):
            name = self._opened[index][0]
            if name in names:
                return index
            if name in walls:
                return -1
        return -1

    def _close(self, index: int) -> None:
        """End the open elements from `index` on; none for -1."""
        if index < 0:
            return
        while len(self._opened) > index:
            name, leave, before = self._opened.pop()
            self._count[name] -= 1
            if leave is not None:
                leave()
            if before is not None:
                self._set(before)
            else:
                self._page.space = self._state.space
        if self._beyond and index < DEEPEST:
            self._beyond.clear()

    # ── text ───────────────────────────────────────────────────────────────────────────────────

    def _text(self, text: str) -> None:
        begins_pre, self._begins_pre = self._begins_pre, False
        if self._silent:
            region = self._state.region
            if region is not None and not region[0] and without_joiners(text).strip():
                region[0] = True
                self._hidden += 1
            return
        page = self._page
        if page.space != "fold":
            *lines, text = text[begins_pre and text.startswith("\n") :].split("\n")
            for line in lines:
                page.pieces.append(line)
                page.break_line()
        # Blanks alone at the start of a line, such as those between blocks, show nothing.
        if page.pieces or page.space == "pre" or not text.isspace() or NBSP in text:
            page.pieces.append(text)

    # ── blocks ─────────────────────────────────────────────────────────────────────────────────

    def _block(self, name: str, attributes: Mapping[str, str]) -> Leave:
        self._page.end_line()
        return self._page.end_line

    def _paragraph(self, name: str, attributes: Mapping[str, str]) -> Leave:
        self._page.end_block()
        return self._page.end_block

    def _ruled(self, name: str, attributes: Mapping[str, str]) -> Leave:
        page, sign = self._page, _RULED[name]
        page.end_block()
        before = len(page.lines)

        def leave() -> None:
            page.end_line()
            if len(page.lines) > before:
                length = len(page.lines[-1]) - len(page.prefix)
                page.add(sign * min(_MAX_RULE, max(1, length)))
            page.end_block()

        return leave

    def _blockquote(self, name: str, attributes: Mapping[str, str]) -> Leave:
        page = self._page
        page.end_block()
        before = page.quote()

        def leave() -> None:
            page.outdent(before)
            page.end_block()

        return leave

    def _definition(self, name: str, attributes: Mapping[str, str]) -> Leave:
        page = self._page
        page.end_line()
        before = page.indent("  ")
        return lambda: page.outdent(before)

    def _preformatted(self, name: str, attributes: Mapping[str, str]) -> Leave:
        self._page.end_block()
        self._begins_pre = True
        return self._page.end_block

    def _horizontal(self, name: str, attributes: Mapping[str, str]) -> Leave:
        self._page.end_line()
        self._page.add("─" * _RULE)
        return None

    def _line_break(self, name: str, attributes: Mapping[str, str]) -> Leave:
        self._page.break_line()
        return None

    # ── lists ──────────────────────────────────────────────────────────────────────────────────

    def _list(self, name: str, attributes: Mapping[str, str]) -> Leave:
        page, lists = self._page, self._lists
        end = page.end_line if lists else page.end_block
        end()
        lists.append(List.read(name, attributes, len(lists)))

        def leave() -> None:
            lists.pop()
            end()

        return leave

    def _item(self, name: str, attributes: Mapping[str, str]) -> Leave:
        page = self._page
        page.end_line()
        mark = self._lists[-1].mark(attributes) if self._lists else f"{BULLETS[0]} "
        before = page.item(mark)
        return lambda: page.outdent(before)

    # ── tables ─────────────────────────────────────────────────────────────────────────────────

    def _table(self, name: str, attributes: Mapping[str, str]) -> Leave:
        page, tables = self._page, self._tables
        page.end_block()
        table = Table() if len(tables) < MAX_DEPTH else None
        tables.append(table)

        def leave() -> None:
            tables.pop()
            page.end_line()
            for line in table.lines() if table is not None else ():
                page.add(line)
            page.end_block()

        return leave

    def _row(self, name: str, attributes: Mapping[str, str]) -> Leave:
        if self._tables and (table := self._tables[-1]) is not None:
            table.begin_row()
            return None
        return self._block(name, attributes)

    def _cell(self, name: str, attributes: Mapping[str, str]) -> Leave:
        table = self._tables[-1] if self._tables else None
        if table is None:
            return self._block(name, attributes)
        columns = min(_span(attributes.get("colspan")) or 1, MAX_COLUMNS)
        rows = min(_span(attributes.get("rowspan")) or MAX_ROWSPAN, MAX_ROWSPAN)
        outer, inner = self._page, Page()
        inner.space = outer.space
        self._page = inner
        lists, self._lists = self._lists, []

        def leave() -> None:
            inner.end_line()
            table.add_cell(Cell(inner.lines, columns, rows), head=name == "th")
            self._page, self._lists = outer, lists

        return leave

    # ── within a line ──────────────────────────────────────────────────────────────────────────

    def _anchor(self, name: str, attributes: Mapping[str, str]) -> Leave:
        href = attributes.get("href", "").strip()
        if not href or href.startswith("#"):
            return None
        page = self._page
        first_line, first_piece = len(page.lines), len(page.pieces)
        pictures = self._pictures

        def leave() -> None:
            nothing = len(page.lines) == first_line and len(page.pieces) == first_piece
            if self._silent and nothing and self._pictures == pictures:
                return
            whole = page.lines[first_line : first_line + _SHOWN_LINES]
            pieces = page.pieces if whole else page.pieces[first_piece:]
            shown = fold(" ".join([*whole, "".join(pieces)])[:_SHOWN_CHARACTERS])
            mark = self._note_link(shown, href)
            if whole and not pieces:
                page.lines[-1] += mark
            else:
                page.pieces.append(mark)

        return leave

    def _note_link(self, shown: str, href: str) -> str:
        link = read_link(len(self._links) + 1, shown, href)
        self._links.append(link)
        named = link.deceptive or link.disguised
        return f" [{link.number} → {link.host}]" if named else f" [{link.number}]"

    def _picture(self, name: str, attributes: Mapping[str, str]) -> Leave:
        self._pictures += 1
        alt = fold(attributes.get("alt", ""))
        if alt:
            self._page.pieces.append(f"{self._image[0]}{alt}{self._image[2]}")
        return None

    def _field(self, name: str, attributes: Mapping[str, str]) -> Leave:
        value = attributes.get("value")
        if value and attributes.get("type", "").lower() in tags.FORM_TEXT:
            self._page.pieces.append(f"[{value}]")
        return None

    def _struck(self, name: str, attributes: Mapping[str, str]) -> Leave:
        return self._between(_STRUCK, _STRUCK)

    def _raised(self, name: str, attributes: Mapping[str, str]) -> Leave:
        return self._between("^", "")  # 10<sup>6</sup> is not 106

    def _lowered(self, name: str, attributes: Mapping[str, str]) -> Leave:
        return self._between("_", "")

    def _quoted(self, name: str, attributes: Mapping[str, str]) -> Leave:
        return self._between("“", "”")

    def _between(self, before: str, after: str) -> Leave:
        if self._silent:
            return None
        pieces = self._page.pieces
        pieces.append(before)
        return lambda: pieces.append(after)


def _walls_of(name: str) -> Container[str]:
    """Return what the end tag of `name` does not reach across."""
    if name == "table":
        return ()
    if name in tags.TABLE_PARTS:
        return _TABLE
    if name == "li":
        return _LIST_WALLS
    return _WALLS if name in _REACHING or name in tags.SPECIAL else tags.SPECIAL


def _all_attributes(written: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in attributes_of(written).items()}


def _span(text: str | None) -> int:
    digits = "1" if text is None else text.strip()[:6]
    return int(digits) if digits.isascii() and digits.isdecimal() else 1


def _link_line(link: Link) -> str:
    notes = []
    if (link.host and not link.host.isascii()) or "xn--" in link.host or link.disguised:
        notes.append(link.host)
    if link.deceptive:
        notes.append(t("reader.html-link-deceptive"))
    if not link.safe:
        notes.append(t("reader.html-link-unsafe"))
    return f"[{link.number}] {link.target}" + (f"  ({'; '.join(notes)})" if notes else "")
