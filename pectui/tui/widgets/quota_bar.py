"""How full the mailbox is: percentage first, then megabytes, a word when it matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from pectui.catalogue import t

if TYPE_CHECKING:
    from pectui.models import Quota

_CELLS = 8


class QuotaBar(Static):
    """Shows the quota, short or long as the room allows."""

    quota: reactive[Quota | None] = reactive(None)
    roomy: reactive[bool] = reactive(default=True)
    """Whether megabytes fit beside the percentage."""

    def watch_quota(self) -> None:
        """Show the new figures."""
        self._show()

    def watch_roomy(self) -> None:
        """Show more or less."""
        self._show()

    def _show(self) -> None:
        self.set_classes(f"-{self.quota.level if self.quota else 'unknown'}")
        self.update(quota_words(self.quota, roomy=self.roomy))


def quota_words(quota: Quota | None, *, roomy: bool) -> Content:
    """Return the bar with its figures."""
    if quota is None or quota.used_mb is None:
        return Content(t("shell.quota.unknown"))
    if quota.percent is None:
        return Content(t("shell.quota.unlimited", used=round(quota.used_mb)))
    filled = min(_CELLS, round(quota.percent / 100 * _CELLS))
    bar = "█" * filled + "░" * (_CELLS - filled)
    percent = f"{quota.percent:.0f}"
    limit = round(quota.limit_mb or 0)
    figures = (
        t("shell.quota.figures", percent=percent, used=round(quota.used_mb), limit=limit)
        if roomy
        else t("shell.quota.short", percent=percent)
    )
    word = "" if quota.level in {"fine", "unknown"} else f" {t(f'shell.quota.{quota.level}')}"
    return Content(f"{bar} {figures}{word}")
