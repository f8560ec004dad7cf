"""Whether the person's own commands for new mail can be run, and how the last of them went."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.errors import StoreUnusable
from pectui.services.clock import system_now
from pectui.services.doctor.checks import Check, failure
from pectui.services.hooks import MISSING, SLOW
from pectui.services.sending.lock import owner_at
from pectui.store.data import UserData
from pectui.store.schema import FILE_NAME
from pectui.text import clean_line

if TYPE_CHECKING:
    from pectui.settings.loader import Settings

RECENT = 7 * 86400.0
"""Seconds: failures before that are not told any more."""


async def check_hooks(settings: Settings) -> Check:
    """Say what failed lately, or which program is not there."""
    hooks = settings.options.hooks
    for name, words in hooks.items():
        if shutil.which(words[0]) is None:
            program = clean_line(words[0], 80)
            detail = t("doctor.hooks-missing", name=name, program=program)
            return Check("hooks", "warning", detail, t("doctor.hooks-mend"))
    try:
        problems = await _problems(settings)
    except StoreUnusable as error:
        return failure("hooks", error)
    if not problems:
        return Check("hooks", "ok", ", ".join(hooks))
    event, problem, _ = problems[0]
    last = t("doctor.hooks-last", name=f"on_{event}", problem=_words(problem))
    detail = f"{tn('doctor.hooks-failed', len(problems))}; {last}"
    return Check("hooks", "warning", detail, t("doctor.hooks-mend"))


async def _problems(settings: Settings) -> list[tuple[str, str, float]]:
    folder, values = settings.options.directories.data, settings.values
    if not (folder / FILE_NAME).exists():
        return []
    owner = owner_at(values.username or "", values.base_url, settings.account_name)
    data = await asyncio.to_thread(UserData.open, folder, owner, system_now, mend=False)
    try:
        since = system_now().timestamp() - RECENT
        return await data.read(lambda tables: tables.hooks.problems(since))
    finally:
        await data.aclose()


def _words(problem: str) -> str:
    if problem == SLOW:
        return t("doctor.hooks-slow")
    if problem == MISSING:
        return t("doctor.hooks-not-started")
    return t("doctor.hooks-code", code=problem)
