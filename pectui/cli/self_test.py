"""`pectui doctor --self-test`: asks before each step, then tells what the service really does.

With `--yes` nothing is asked: steps that only read are taken, the others where an option of their
own allows them. What was learned is told however the test ends.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.cli import output
from pectui.cli.main import Interrupted
from pectui.cli.runner import account_of, configure, run_async
from pectui.errors import ArgumentInvalid, OutcomeUncertain, PectuiError
from pectui.services.self_test.course import WAIT_SECONDS, SelfTest
from pectui.services.self_test.findings import NAMES, SETTINGS
from pectui.services.self_test.keeping import can_write, settings_to_change, write
from pectui.services.self_test.letter import SUBJECT
from pectui.services.self_test.words import title_of, words_of
from pectui.text import clean_line

if TYPE_CHECKING:
    import argparse

    from pectui.services.self_test.findings import Finding, Learned
    from pectui.services.self_test.person import Effect, Reply, Step
    from pectui.settings.configuration import Account

_MARKS = {"certain": "✓", "likely": "~", "trouble": "✗", "open": "?"}
_PLAIN_MARKS = {"certain": "+", "likely": "~", "trouble": "x", "open": "?"}


class _Person:
    """Asks on the terminal, or answers as the options say."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._asks_nothing: bool = arguments.yes
        self._allowed: dict[Effect, bool] = {
            "reads": arguments.yes,
            "sends": arguments.allow_sending,
            "deletes": arguments.allow_deleting,
        }

    async def agrees(self, step: Step) -> Reply:
        """Ask, unless an option has answered; what is not allowed is left out."""
        output.words(step.words)
        if self._allowed[step.effect]:
            return "yes"
        if self._asks_nothing:
            option = "--allow-sending" if step.effect == "sends" else "--allow-deleting"
            output.words("  " + t("cli.self-test.left-out", option=option))
            return "skip"
        return "yes" if await output.answer("  " + t("cli.self-test.take")) else "stop"

    async def sees(self, question: str) -> bool | None:
        """Ask what only a person can see."""
        if self._asks_nothing:
            return None
        output.words(question)
        return await output.answer("  " + t("cli.self-test.sees"), t("cli.self-test.sees-choice"))

    def tell(self, words: str) -> None:
        """Print it among the words."""
        output.words(clean_line(words, 2000))


@dataclass
class _Settings:
    """What became of the settings that must be others."""

    written: dict[str, str] = field(default_factory=dict)
    to_set: dict[str, str] = field(default_factory=dict)


def run_self_test(arguments: argparse.Namespace) -> int:
    """Test, tell, and keep what was learned; the exit code says what was done."""
    is_seen = output.is_terminal(sys.stdin) and output.is_terminal(sys.stderr)
    if not arguments.yes and not is_seen:
        raise ArgumentInvalid(t("cli.self-test.needs-yes"))
    from pectui.system import logs

    configuration = configure(arguments)
    account = account_of(configuration)
    logs.start_log(configuration.options.directories.state)
    wait = WAIT_SECONDS if arguments.wait is None else arguments.wait
    test = SelfTest(account, configuration.options, _Person(arguments), wait)
    try:
        run_async(test.run())
    except (KeyboardInterrupt, Interrupted):
        _tell(arguments, test.learned, _Settings())
        raise
    if test.learned.problems and not test.learned.findings:
        raise next(iter(test.learned.problems.values()))
    return output.report(
        _exit_code(test.learned), lambda: _tell_and_keep(arguments, account, test.learned)
    )


def _exit_code(learned: Learned) -> int:
    """Return the outside contract's code: 8 where a letter left and a step failed all the same."""
    errors = list(learned.problems.values())
    if not errors:
        return 0
    if learned.sent or learned.deleted:
        return OutcomeUncertain.exit_code
    return errors[0].exit_code


def _tell_and_keep(arguments: argparse.Namespace, account: Account, learned: Learned) -> None:
    settings = _Settings()
    if not arguments.json:
        _tell(arguments, learned, settings)
    try:
        _keep(arguments, account, learned, settings)
    finally:
        if arguments.json:
            _tell(arguments, learned, settings)


def _keep(
    arguments: argparse.Namespace, account: Account, learned: Learned, settings: _Settings
) -> None:
    """Write the settings that must be others, where the person agrees; else say which they are.

    Unasked, only what is certain is written.
    """
    changes = settings_to_change(account, learned, likely=not arguments.yes)
    if not changes:
        return
    lines = ", ".join(f'{key} = "{clean_line(value)}"' for key, value in changes.items())
    if not can_write(account, changes):
        settings.to_set = changes
        output.words(t("cli.self-test.to-set", settings=lines))
        return
    question = t("cli.self-test.write", settings=lines, account=clean_line(account.name, 64))
    if not arguments.yes and not output.ask(question):
        settings.to_set = changes
        return
    try:
        write(account, changes)
    except PectuiError as error:
        # A letter may have left: that decides the exit code.
        settings.to_set = changes
        output.failure(error, as_json=False)
        return
    settings.written = changes
    output.words(t("cli.self-test.written", settings=lines))


def _tell(arguments: argparse.Namespace, learned: Learned, settings: _Settings) -> None:
    if arguments.json:
        output.document(_view(learned, settings))
        return
    for name in NAMES:
        output.data(output.wrapped(_line(name, learned.findings.get(name)), sys.stdout))
    if not learned.complete:
        output.words(t("cli.self-test.ended"))
        if learned.sent and not learned.left:
            output.words(t("cli.self-test.has-left", subject=SUBJECT))
    output.words(tn("cli.self-test.calls", learned.requests))
    output.words(t("cli.self-test.report"))


def _line(name: str, finding: Finding | None) -> str:
    can_show = output.can_show("".join(_MARKS.values()))
    marks = _MARKS if can_show else _PLAIN_MARKS
    if finding is None:
        return f"{marks['open']} {title_of(name)}: {t('cli.self-test.open')}"
    mark = "trouble" if not finding.copes else "certain" if finding.certain else "likely"
    return f"{marks[mark]} {title_of(name)}: {words_of(finding)}"


def _view(learned: Learned, settings: _Settings) -> dict[str, object]:
    """Return the JSON: the report, what is in words, and what became of the settings."""
    findings = [
        {
            "name": one.name,
            "value": one.value,
            "detail": one.detail or None,
            "certain": one.certain,
            "copes": one.copes,
            "words": f"{title_of(one.name)}: {words_of(one)}",
            "setting": {SETTINGS[one.name]: one.setting} if one.name in SETTINGS else None,
        }
        for one in learned.findings.values()
    ]
    return {
        "self_test": {
            "complete": learned.complete,
            "findings": findings,
            "open": list(learned.open),
            "fields": learned.forms,
            "problems": [
                {"step": step, "error": error.as_json()} for step, error in learned.problems.items()
            ],
            "sent": learned.sent,
            "left": sum(learned.left.values()),
            "settings": {"written": settings.written, "to_set": settings.to_set},
            "requests": learned.requests,
        }
    }
