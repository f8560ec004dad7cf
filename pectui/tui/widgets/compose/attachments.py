"""The attachments of a letter being written: name, size, and the total against the limit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from pectui.catalogue import t, tn
from pectui.pec.letters import MAX_BYTES, WARN_BYTES, encoded_bytes
from pectui.text import clean_line
from pectui.tui.commands import bindings
from pectui.tui.formats.sizes import size_words

if TYPE_CHECKING:
    from collections.abc import Sequence


class AttachmentList(OptionList):
    """Lists the files chosen; Delete takes one away."""

    BINDINGS = bindings("files")

    class Changed(Message):
        """A file came or went."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False, compact=True)
        self._paths: list[str] = []
        self._sizes: list[int | None] = []

    @property
    def paths(self) -> tuple[str, ...]:
        """Paths of the files, in order."""
        return tuple(self._paths)

    def show_paths(self, paths: Sequence[str]) -> None:
        """Show these files."""
        self._paths = list(paths)
        self._show()

    def add_path(self, path: str) -> bool:
        """Add a file; return whether it was not there yet."""
        if path in self._paths:
            return False
        self._paths.append(path)
        self._show()
        self.post_message(self.Changed())
        return True

    def action_remove(self) -> None:
        """Take the chosen file away."""
        index = self.highlighted
        if index is not None and self._paths:
            del self._paths[index]
            self._show()
            if self._paths:
                self.highlighted = min(index, len(self._paths) - 1)
            else:
                self.screen.focus_previous()
            self.post_message(self.Changed())

    def _show(self) -> None:
        self.clear_options()
        self._sizes = [file_size(path) for path in self._paths]
        for path, size in zip(self._paths, self._sizes, strict=True):
            words = size_words(size) if size is not None else t("compose.attachments.gone")
            self.add_option(Option(Content(f"{clean_line(Path(path).name, 200)}  {words}")))
        self.can_focus = bool(self._paths)
        self.display = bool(self._paths)

    def summary(self) -> Content:
        """Return count and total size against the limit, coloured when it gets large."""
        if not self._paths:
            return Content.styled(t("compose.attachments.none"), "$quiet")
        sizes = [size or 0 for size in self._sizes]
        total = sum(encoded_bytes(size) for size in sizes)
        size, limit = size_words(total), f"{MAX_BYTES // 1_000_000} MB"
        words = tn("compose.attachments.total", len(sizes), size=size, limit=limit)
        if total > MAX_BYTES:
            words = f"✗ {words}"
        elif total > WARN_BYTES:
            words = f"! {words}"
        colour = "$text-error" if total > MAX_BYTES else "$quiet"
        if WARN_BYTES < total <= MAX_BYTES:
            colour = "$text-warning"
        return Content.styled(f"{words} · {t('compose.attachments.remove')}", colour)


def file_size(path: str) -> int | None:
    """Return a file's size in bytes; None when it is no file or cannot be looked at."""
    try:
        place = Path(path)
        return place.stat().st_size if place.is_file() else None
    except (OSError, ValueError):
        return None
