"""`pectui doctor`: each thing a working account needs, checked separately."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.cli import output
from pectui.cli.parser import seconds
from pectui.cli.runner import run_async
from pectui.errors import ArgumentInvalid
from pectui.text import clean_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from pectui.cli.parser import Parser
    from pectui.services.doctor.diagnosis import Check

_MARKS = {"ok": "✓", "warning": "!", "failed": "✗", "skipped": "–"}
_STATUS_KEYS = {
    "ok": "cli.doctor.status.ok",
    "warning": "cli.doctor.status.warning",
    "failed": "cli.doctor.status.failed",
    "skipped": "cli.doctor.status.skipped",
}
_PLAIN_MARKS = {"ok": "+", "warning": "!", "failed": "x", "skipped": "-"}


def add_arguments(parser: Parser) -> None:
    """Add what is done in place of the checks."""
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--report", action="store_true", help=t("cli.doctor.report"))
    instead.add_argument("--self-test", action="store_true", help=t("cli.doctor.self-test"))
    parser.add_argument("-y", "--yes", action="store_true", help=t("cli.self-test.yes"))
    parser.add_argument(
        "--allow-sending", action="store_true", help=t("cli.self-test.allow-sending")
    )
    parser.add_argument(
        "--allow-deleting", action="store_true", help=t("cli.self-test.allow-deleting")
    )
    parser.add_argument(
        "--wait", metavar=t("cli.seconds"), type=seconds, help=t("cli.self-test.wait")
    )


def run(arguments: argparse.Namespace) -> int:
    """Print each check as it is made; the exit code is that of the first failure."""
    if arguments.self_test:
        from pectui.cli.self_test import run_self_test  # late: it needs much, and is rare

        return run_self_test(arguments)
    if (
        arguments.yes
        or arguments.allow_sending
        or arguments.allow_deleting
        or arguments.wait is not None
    ):
        raise ArgumentInvalid(t("cli.self-test.alone"))
    if arguments.report:
        return _report(arguments)
    calls: list[int] = []
    checks = run_async(_examine(arguments, calls.append))
    if arguments.json:
        output.document(
            {
                "checks": [
                    {
                        "name": check.name,
                        "title": check.title,
                        "status": check.status,
                        "detail": check.detail,
                        "hint": check.hint or None,
                    }
                    for check in checks
                ],
                "calls": sum(calls),
            }
        )
    failed = [check for check in checks if check.status == "failed"]
    if not arguments.json:
        outcome = t("cli.doctor.trouble") if failed else t("cli.doctor.well")
        for line in (tn("cli.doctor.calls", sum(calls)), outcome):
            output.words(line)
    return failed[0].exit_code if failed else 0


def _report(arguments: argparse.Namespace) -> int:
    """Print what a bug report needs."""
    from pectui.services.doctor.report import make_report, report_text

    report = run_async(make_report(arguments.account))
    if arguments.json:
        output.document({"report": report})
        return 0
    output.data(report_text(report))
    output.words(t("cli.doctor.report-made"))
    return 0


async def _examine(arguments: argparse.Namespace, count: Callable[[int], None]) -> list[Check]:
    from pectui.services.doctor.diagnosis import examine  # late: its help needs none of it

    checks = []
    async for check in examine(arguments.account, count=count):
        checks.append(check)
        if not arguments.json:
            output.prose(_line(check))
    return checks


def _line(check: Check) -> str:
    mark = (
        _MARKS[check.status]
        if output.can_show("".join(_MARKS.values()))
        else _PLAIN_MARKS[check.status]
    )
    status = t(_STATUS_KEYS[check.status])
    line = f"{mark} {status:<13} {clean_line(check.title)}: {clean_line(check.detail)}"
    if check.hint and check.status != "ok":
        line += f"\n    {clean_line(check.hint)}"
    return line
