"""One iterative walk over a parsed page: every visible word in reading order, at any depth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.html.depth import flatten
from pectui.html.links import Link, read_link
from pectui.html.lists import BULLETS, List
from pectui.html.page import NBSP, Page, fold
from pectui.html.tables import MAX_DEPTH, Table
from pectui.html.tags import BLOCKS, DROPPED, FORM_TEXT, PARAGRAPHS
from pectui.text import storable

if TYPE_CHECKING:
    from collections.abc import Callable

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_RULED = {"h1": "═", "h2": "─"}
_RULE = 40
_MAX_RULE = 60
_STRUCK = "~~"
_SHOWN_LINES = 8
"""Lines kept as a link's shown text; links may hold whole tables with links in them."""


@dataclass(frozen=True, slots=True)
class HtmlText:
    """A page as text. Foreign: it passes the gate before it is shown."""

    text: str
    """Lines of any length, the list of links at the end."""
    links: tuple[Link, ...]


def walk(html: str) -> HtmlText:
    """Return the words of a page and its links; `pectui.html.to_text` says how."""
    from selectolax.lexbor import LexborHTMLParser

    source = flatten(storable(html))
    parser = LexborHTMLParser(source)
    # To look at every style costs more than to see that no page of this sort hides anything.
    hidden = _hidden_nodes(parser) if _may_hide(source) else frozenset()
    return _Walk(parser, hidden).run()


class _Walk:
    """The state of one walk: the page being written, and what is open around it."""

    def __init__(self, parser: LexborHTMLParser, hidden: frozenset[int]) -> None:
        self._parser = parser
        self._page = Page()
        self._links: list[Link] = []
        self._tables: list[Table | None] = []
        self._lists: list[List] = []
        self._image = t("reader.html-image", alt="\0").partition("\0")
        self._hidden = hidden
        """Elements that are not displayed, by their identity in memory."""
        self._enter: dict[str, Callable[[LexborNode], Callable[[], None] | None]] = {
            "a": self._anchor,
            "blockquote": self._blockquote,
            "br": self._line_break,
            "dd": self._definition,
            "del": self._struck,
            "hr": self._horizontal,
            "img": self._picture,
            "input": self._field,
            "li": self._item,
            "listing": self._preformatted,
            "menu": self._list,
            "ol": self._list,
            "plaintext": self._preformatted,
            "pre": self._preformatted,
            "q": self._quoted,
            "s": self._struck,
            "strike": self._struck,
            "sub": self._lowered,
            "sup": self._raised,
            "table": self._table,
            "td": self._cell,
            "th": self._heading_cell,
            "tr": self._row,
            "ul": self._list,
            "xmp": self._preformatted,
        }
        self._enter |= dict.fromkeys(BLOCKS, self._block)
        self._enter |= dict.fromkeys(PARAGRAPHS, self._paragraph)
        self._enter |= dict.fromkeys(_RULED, self._ruled)

    def run(self) -> HtmlText:
        """Walk the whole tree and return its text."""
        root = self._parser.root
        if root is not None:
            self._walk(root)
        self._page.end_line()
        lines = self._page.lines
        if self._links:
            lines += ["", t("reader.html-links"), *map(_link_line, self._links)]
        return HtmlText("\n".join(lines).strip("\n"), tuple(self._links))

    def _walk(self, root: LexborNode) -> None:
        enter, hidden = self._enter, self._hidden
        opened: list[LexborNode] = []
        leaves: list[Callable[[], None] | None] = []
        node: LexborNode | None = root
        while True:
            if node is None:
                if not opened:
                    return
                leave = leaves.pop()
                if leave is not None:
                    leave()
                node = opened.pop().next
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._write(node.text_content or "")
                node = node.next
            elif tag in DROPPED or tag[0] in "-!" or (hidden and node.mem_id in hidden):
                node = node.next
            else:
                begin = enter.get(tag)
                leaves.append(begin(node) if begin is not None else None)
                opened.append(node)
                node = node.first_child

    def _write(self, text: str) -> None:
        page = self._page
        if page.pre:
            *lines, text = text.split("\n")
            for line in lines:
                page.pieces.append(line)
                page.break_line()
        # Blanks alone at the start of a line, such as those between blocks, show nothing.
        if page.pieces or page.pre or not text.isspace() or NBSP in text:
            page.pieces.append(text)

    # ── blocks ─────────────────────────────────────────────────────────────────────────────────

    def _block(self, node: LexborNode) -> Callable[[], None]:
        self._page.end_line()
        return self._page.end_line

    def _paragraph(self, node: LexborNode) -> Callable[[], None]:
        self._page.end_block()
        return self._page.end_block

    def _ruled(self, node: LexborNode) -> Callable[[], None]:
        page, sign = self._page, _RULED[node.tag or ""]
        page.end_block()
        before = len(page.lines)

        def leave() -> None:
            page.end_line()
            if len(page.lines) > before:
                length = len(page.lines[-1]) - len(page.prefix)
                page.add(sign * min(_MAX_RULE, max(1, length)))
            page.end_block()

        return leave

    def _blockquote(self, node: LexborNode) -> Callable[[], None]:
        page = self._page
        page.end_block()
        before = page.quote()

        def leave() -> None:
            page.outdent(before)
            page.end_block()

        return leave

    def _definition(self, node: LexborNode) -> Callable[[], None]:
        page = self._page
        page.end_line()
        before = page.indent("  ")
        return lambda: page.outdent(before)

    def _preformatted(self, node: LexborNode) -> Callable[[], None]:
        page = self._page
        page.end_block()
        page.pre += 1

        def leave() -> None:
            page.end_line()
            page.pre -= 1
            page.end_block()

        return leave

    def _horizontal(self, node: LexborNode) -> None:
        self._page.end_line()
        self._page.add("─" * _RULE)

    def _line_break(self, node: LexborNode) -> None:
        self._page.break_line()

    # ── lists ──────────────────────────────────────────────────────────────────────────────────

    def _list(self, node: LexborNode) -> Callable[[], None]:
        page, lists = self._page, self._lists
        end = page.end_line if lists else page.end_block
        end()
        lists.append(List.read(node, len(lists)))

        def leave() -> None:
            lists.pop()
            end()

        return leave

    def _item(self, node: LexborNode) -> Callable[[], None]:
        page = self._page
        page.end_line()
        mark = self._lists[-1].mark(node) if self._lists else f"{BULLETS[0]} "
        before = page.item(mark)
        return lambda: page.outdent(before)

    # ── tables ─────────────────────────────────────────────────────────────────────────────────

    def _table(self, node: LexborNode) -> Callable[[], None]:
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

    def _row(self, node: LexborNode) -> Callable[[], None] | None:
        if self._tables and (table := self._tables[-1]) is not None:
            table.begin_row()
            return None
        return self._block(node)

    def _cell(self, node: LexborNode, *, head: bool = False) -> Callable[[], None]:
        table = self._tables[-1] if self._tables else None
        if table is None:
            return self._block(node)
        outer, inner = self._page, Page()
        self._page = inner
        lists, self._lists = self._lists, []

        def leave() -> None:
            inner.end_line()
            table.add_cell(inner.lines, head=head)
            self._page, self._lists = outer, lists

        return leave

    def _heading_cell(self, node: LexborNode) -> Callable[[], None]:
        return self._cell(node, head=True)

    # ── within a line ──────────────────────────────────────────────────────────────────────────

    def _anchor(self, node: LexborNode) -> Callable[[], None] | None:
        href = (node.attributes.get("href") or "").strip()
        if not href or href.startswith("#"):
            return None
        page = self._page
        first_line, first_piece = len(page.lines), len(page.pieces)

        def leave() -> None:
            whole = page.lines[first_line : first_line + _SHOWN_LINES]
            pieces = page.pieces if whole else page.pieces[first_piece:]
            mark = self._note_link(fold(" ".join([*whole, "".join(pieces)])), href)
            if whole and not pieces:
                page.lines[-1] += mark
            else:
                page.pieces.append(mark)

        return leave

    def _note_link(self, shown: str, href: str) -> str:
        link = read_link(len(self._links) + 1, shown, href)
        self._links.append(link)
        return f" [{link.number} → {link.host}]" if link.deceptive else f" [{link.number}]"

    def _picture(self, node: LexborNode) -> None:
        alt = fold(node.attributes.get("alt") or "")
        if alt:
            self._page.pieces.append(f"{self._image[0]}{alt}{self._image[2]}")

    def _field(self, node: LexborNode) -> None:
        attributes = node.attributes
        value = attributes.get("value")
        if value and (attributes.get("type") or "").lower() in FORM_TEXT:
            self._page.pieces.append(f"[{value}]")

    def _struck(self, node: LexborNode) -> Callable[[], None]:
        return self._between(_STRUCK, _STRUCK)

    def _raised(self, node: LexborNode) -> Callable[[], None]:
        return self._between("^", "")  # 10<sup>6</sup> is not 106

    def _lowered(self, node: LexborNode) -> Callable[[], None]:
        return self._between("_", "")

    def _quoted(self, node: LexborNode) -> Callable[[], None]:
        return self._between("“", "”")

    def _between(self, before: str, after: str) -> Callable[[], None]:
        pieces = self._page.pieces
        pieces.append(before)
        return lambda: pieces.append(after)


def _may_hide(html: str) -> bool:
    lower = html.lower()
    return "hidden" in lower or ("display" in lower and "none" in lower)


def _hidden_nodes(parser: LexborHTMLParser) -> frozenset[int]:
    found = parser.css("[style], [hidden]")
    return frozenset(node.mem_id for node in found if _is_hidden(node))


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if "hidden" in attributes:
        return True
    style = "".join((attributes.get("style") or "").lower().split())
    return re.search(r"(^|;)display:none(!important)?(;|$)", style) is not None


def _link_line(link: Link) -> str:
    notes = []
    if (link.host and not link.host.isascii()) or "xn--" in link.host:
        notes.append(link.host)
    if link.deceptive:
        notes.append(t("reader.html-link-deceptive"))
    if not link.safe:
        notes.append(t("reader.html-link-unsafe"))
    return f"[{link.number}] {link.target}" + (f"  ({'; '.join(notes)})" if notes else "")
