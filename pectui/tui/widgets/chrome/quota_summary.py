"""The quota in a few lines: how full, until when, and what fills it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from pectui.catalogue import apart, t, thousands
from pectui.pec.forecast import forecast_words
from pectui.text import clean_line
from pectui.tui import show
from pectui.tui.widgets.chrome.quota_bar import quota_words
from pectui.tui.widgets.list.weighed_list import mb_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pectui.models import Quota
    from pectui.pec.forecast import Forecast
    from pectui.services.receipts.cleanup import Weighed

_HEAVIEST = 3
_LABEL_WIDTH = 24


class QuotaSummary(Static):
    """Shows the quota as a risk."""

    def show_quota(
        self, quota: Quota | None, outlook: Forecast | None, weighed: Sequence[Weighed]
    ) -> None:
        """Show these figures."""
        show.put(self, Content("\n").join(quota_lines(quota, outlook, weighed)))


def quota_lines(
    quota: Quota | None, outlook: Forecast | None, weighed: Sequence[Weighed]
) -> list[Content]:
    """Return the lines: used, forecast, the receipts' share, and the heaviest of them."""
    lines = [_fact(t("account.used"), quota_words(quota, roomy=True))]
    if outlook is not None and quota is not None and quota.percent is not None:
        soon = "$text-warning" if outlook.is_soon else ""
        words = Content.styled(forecast_words(outlook), soon)
        lines.append(_fact(t("account.forecast"), words))
    if weighed:
        size = mb_words(sum(one.size for one in weighed))
        lines.append(_fact(t("account.receipts"), Content(t("cleanup.share", size=size))))
        lines += [_fact("", _heavy(one)) for one in weighed[:_HEAVIEST]]
    lines.append(Content.styled(t("account.cleanup"), "$quiet"))
    return lines


def receipts_line(quota: Quota | None, weighed: Sequence[Weighed]) -> Content:
    """Return what the receipts of all sendings known here take, against what is used; guessed."""
    size = mb_words(sum(one.size for one in weighed))
    used = quota.used_mb if quota else None
    if used is None:
        return Content(t("cleanup.sum", count=thousands(len(weighed)), size=size))
    counts = apart(count=len(weighed), used=round(used))
    return Content(t("cleanup.sum-of", **counts, size=size))


def _heavy(one: Weighed) -> Content:
    return Content.assemble(
        (f"{mb_words(one.size):>9}  ", "$quiet"), show.line(clean_line(one.sending.subject, 120))
    )


def _fact(name: str, value: Content) -> Content:
    return Content.assemble((f"{name:<{_LABEL_WIDTH}}", "$quiet"), value)
