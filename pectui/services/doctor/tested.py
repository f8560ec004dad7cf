"""What the last self-test of the account found out, held against its settings."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.errors import StoreUnusable
from pectui.pec.dates import ROME, format_day
from pectui.services.clock import system_now
from pectui.services.doctor.checks import Check, failure
from pectui.services.self_test.findings import NAMES, NOT_COPED
from pectui.services.self_test.words import title_of
from pectui.services.sending.lock import owner_at
from pectui.store.data import UserData
from pectui.store.schema import FILE_NAME
from pectui.text import clean_line

if TYPE_CHECKING:
    from pectui.settings.loader import Settings
    from pectui.store.self_tests import LastTest


async def check_tested(settings: Settings) -> Check:
    """Say when the service was tested, what pectui does not cope with, which settings differ."""
    try:
        last = await _last(settings)
    except StoreUnusable as error:
        return failure("self-test", error)
    if last is None:
        return Check("self-test", "ok", t("doctor.not-tested"), t("doctor.test"))
    report = json.loads(last.report)
    found: dict[str, str] = report["findings"]
    day = format_day(datetime.fromtimestamp(last.at, ROME))
    detail = tn("doctor.tested", len(found), day=day, of=len(NAMES))
    differing = {
        key: value
        for key, value in report["settings"].items()
        if getattr(settings.values, key, value) != value
    }
    if differing:
        lines = ", ".join(f'{key} = "{clean_line(one)}"' for key, one in differing.items())
        return Check("self-test", "warning", detail, t("doctor.tested-otherwise", settings=lines))
    if trouble := [title_of(name) for name in NAMES if NOT_COPED in found.get(name, "")]:
        detail = t("doctor.tested-trouble", tested=detail, names=", ".join(trouble))
        return Check("self-test", "warning", detail, t("doctor.send-report"))
    return Check("self-test", "ok", detail)


async def _last(settings: Settings) -> LastTest | None:
    folder, values = settings.options.directories.data, settings.values
    if not (folder / FILE_NAME).exists():
        return None
    owner = owner_at(values.username or "", values.base_url, settings.account_name)
    data = await asyncio.to_thread(UserData.open, folder, owner, system_now, mend=False)
    try:
        return await data.read(lambda tables: tables.self_tests.last())
    finally:
        await data.aclose()
