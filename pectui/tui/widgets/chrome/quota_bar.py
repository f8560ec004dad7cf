"""How full the mailbox is: percentage first, then megabytes, a word when it matters.

When it will be full is said only while there is little time left: the bar stays calm otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from pectui.catalogue import apart, t, thousands

if TYPE_CHECKING:
    from pectui.models import Quota
    from pectui.pec.forecast import Forecast

_CELLS = 8


class QuotaBar(Static):
    """Shows the quota, short or long as the room allows."""

    quota: reactive[Quota | None] = reactive(None)
    outlook: reactive[Forecast | None] = reactive(None)
    roomy: reactive[bool] = reactive(default=True)
    """Whether megabytes fit beside the percentage."""

    def watch_quota(self) -> None:
        """Show the new figures."""
        self._show()

    def watch_outlook(self) -> None:
        """Warn while there is little time left."""
        self._show()

    def watch_roomy(self) -> None:
        """Show more or less."""
        self._show()

    def _show(self) -> None:
        level = self.quota.level if self.quota else "unknown"
        hurried = level == "fine" and self.outlook is not None and self.outlook.is_soon
        self.set_classes("-filling" if hurried else f"-{level}")
        self.update(quota_words(self.quota, self.outlook, roomy=self.roomy))


def quota_words(quota: Quota | None, outlook: Forecast | None = None, *, roomy: bool) -> Content:
    """Return the bar with its figures, and the days left while they are few."""
    if quota is None or quota.used_mb is None:
        return Content(t("shell.quota.unknown"))
    if quota.percent is None:
        return Content(t("shell.quota.unlimited", used=thousands(round(quota.used_mb))))
    filled = min(_CELLS, round(quota.percent / 100 * _CELLS))
    bar = "█" * filled + "░" * (_CELLS - filled)
    percent = f"{quota.percent:.0f}"
    counts = apart(used=round(quota.used_mb), limit=round(quota.limit_mb or 0))
    figures = (
        t("shell.quota.figures", percent=percent, **counts)
        if roomy
        else t("shell.quota.short", percent=percent)
    )
    return Content(f"{bar} {figures}{_word(quota, outlook)}")


_LEVELS = {
    "filling": "shell.quota.filling",
    "full": "shell.quota.full",
    "over": "shell.quota.over",
}


def _word(quota: Quota, outlook: Forecast | None) -> str:
    if quota.level in {"fine", "filling"} and outlook and outlook.is_soon and outlook.days:
        return f" {t('shell.quota.days', count=max(1, round(outlook.days)))}"
    return f" {t(_LEVELS[quota.level])}" if quota.level in _LEVELS else ""
