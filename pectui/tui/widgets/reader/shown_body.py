"""A body in one of its views: the words of a page, the text as written, or the raw answer."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from textual.content import Content

from pectui.catalogue import t, tn

if TYPE_CHECKING:
    from pectui.html.links import Link
    from pectui.models import Body
    from pectui.services.conversion import Readable


class Mode(StrEnum):
    """How a body is shown."""

    HTML = "html"
    """The words of a page, its links listed."""
    PLAIN = "plain"
    """The decoded text, as it was written."""
    RAW = "raw"
    """What the service answered, before decoding."""


_MODES = {
    Mode.HTML: "reader.mode.html",
    Mode.PLAIN: "reader.mode.plain",
    Mode.RAW: "reader.mode.raw",
}


class ShownBody:
    """Knows which text of a body is shown, and what is to be said of it."""

    def __init__(self, body: Body) -> None:
        """Begin with the best view."""
        self.body = body
        self.mode = modes_of(body)[0]
        self.with_hidden = False
        """Whether what the page hides is shown as well."""
        self._page: Readable | None = None
        """The page as text, once it was asked for."""
        self._hidden = 0
        """Parts that the page hides."""

    @property
    def page(self) -> Readable | None:
        """The page as text, where it is what is shown and has been read."""
        return self._page if self.mode is Mode.HTML else None

    @property
    def lacks_page(self) -> bool:
        """Whether the page is to be shown and has not been read."""
        return self.mode is Mode.HTML and self._page is None

    @property
    def text(self) -> str:
        """The text as it is shown. Foreign text."""
        if self.mode is Mode.RAW:
            return self.body.raw
        return self.body.text if self.page is None else self.page.text

    @property
    def links(self) -> tuple[Link, ...]:
        """The links of the page shown."""
        return () if self.page is None else self.page.links

    @property
    def hidden(self) -> int:
        """How many parts the page shown hides."""
        return self._hidden if self.mode is Mode.HTML else 0

    def take(self, page: Readable) -> None:
        """Take over the page that has been read."""
        self._page = page
        if not self.with_hidden:
            self._hidden = page.hidden

    def next_mode(self) -> None:
        """Go to the next view, after the last to the first."""
        modes = modes_of(self.body)
        self.mode = modes[(modes.index(self.mode) + 1) % len(modes)]

    def toggle_hidden(self) -> None:
        """Show what the page hides, or leave it out again; the page is to be read anew."""
        self._page, self.with_hidden = None, not self.with_hidden

    def remarks(self) -> list[Content]:
        """Return what is to be said of the text, warnings last."""
        body, page = self.body, self.page
        facts = [t(_MODES[self.mode])]
        warnings = []
        if self.links:
            facts.append(tn("reader.links", len(self.links)))
            if any(link.deceptive or link.disguised for link in self.links):
                warnings.append(t("reader.deceptive"))
        if page is not None and page.given_up:
            warnings.append(t("reader.given-up"))
        if self.hidden and self.with_hidden:
            facts.append(t("reader.hidden-shown"))
        elif self.hidden:
            facts.append(tn("reader.hidden", self.hidden))
        if body.uncertain:
            warnings.append(t("reader.uncertain", charset=body.charset))
        elif body.charset != "utf-8":
            facts.append(t("reader.charset", charset=body.charset))
        if body.damaged:
            warnings.append(t("reader.damaged"))
        return [
            Content(" · ".join(facts)).stylize("$quiet"),
            *(Content(f"! {warning}").stylize("$text-warning") for warning in warnings),
        ]


def modes_of(body: Body) -> tuple[Mode, ...]:
    """Return the views a body has, the best one first."""
    if body.html:
        return (Mode.HTML, Mode.PLAIN, Mode.RAW)
    if "<" in body.text:
        return (Mode.PLAIN, Mode.HTML, Mode.RAW)
    return (Mode.PLAIN, Mode.RAW)
