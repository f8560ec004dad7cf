"""What was found out, kept: settings of the account, and the report in the user's data."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

from pectui.errors import StoreUnusable
from pectui.services.self_test.findings import NAMES, SETTINGS
from pectui.settings.accounts import save_account
from pectui.settings.loader import read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pectui.services.self_test.findings import Learned
    from pectui.settings.configuration import Account
    from pectui.store.data import Tables, UserData

_LOG = logging.getLogger(__name__)


def settings_to_change(account: Account, learned: Learned, *, likely: bool) -> dict[str, str]:
    """Return the settings that must be others for this service.

    Those that are only likely to be others are among them with `likely`.
    """
    return {
        SETTINGS[name]: one.setting
        for name, one in learned.findings.items()
        if name in SETTINGS
        and one.copes
        and (one.certain or likely)
        and one.setting != getattr(account, SETTINGS[name])
    }


def can_write(account: Account, changes: Mapping[str, str]) -> bool:
    """Whether the settings file is where these settings of the account come from."""
    settings = read_settings(account.name)
    in_environment = any(key in settings.source.environment for key in changes)
    return account.name in settings.account_names and not in_environment


def write(account: Account, changes: Mapping[str, str]) -> None:
    """Write settings of the account into the file. Raises SettingInvalid, FileUnwritable."""
    save_account(read_settings(account.name).options.config_file, account.name, changes)


async def keep_report(data: UserData, learned: Learned) -> None:
    """Keep the report in the user's data; where that fails it is logged and passed over.

    What an earlier test found out, and this one did not look for, stays.
    """
    if not learned.findings:
        return
    report = learned.report()
    try:
        await data.note(lambda tables: _keep(tables, report))
    except StoreUnusable as error:
        _LOG.warning("the report of a self-test was not kept: %s", error.kind)


def _keep(tables: Tables, report: dict[str, Any]) -> None:
    last = tables.self_tests.last()
    before = json.loads(last.report) if last else {}
    for part in ("findings", "settings", "fields"):
        known, new = before.get(part, {}), report[part]
        report[part] = known | {
            name: known[name] if str(value).startswith(f"{known.get(name)} (") else value
            for name, value in new.items()
        }
    report["open"] = [name for name in NAMES if name not in report["findings"]]
    tables.self_tests.keep(json.dumps(report))
