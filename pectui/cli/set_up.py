"""Sets up an account by questions in lines: tried at the service, and only then written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.cli import output
from pectui.errors import ServiceRefuses, SettingsError, Unreachable
from pectui.services.account_trial import LEAVES_OPEN, STEPS, Step, lacks_inbox, try_account
from pectui.services.account_words import (
    COMMANDS,
    FIRST_NAME,
    HELP,
    PLACES_HELP,
    SECRETS,
    STEP_WORDS,
    as_place,
    first_place,
    is_sandbox,
    is_unkept,
    label,
    lacking_words,
    places,
    saved_words,
)
from pectui.services.new_account import NewAccount, as_it_will_be, problems, write
from pectui.settings.configuration import Outline, Secret
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from pathlib import Path
    from typing import Any

    from pectui.errors import PectuiError
    from pectui.settings.accounts import SecretPlace
    from pectui.settings.configuration import Account, Configuration

_MAY_BE_EMPTY = frozenset({"sender", "proxy", "ca_file"})


class Unanswered(Exception):
    """Nobody answers any more: nothing is written."""


@dataclass(frozen=True, slots=True)
class _Trial:
    """What came of trying an account."""

    lacking: tuple[str, ...] = ()
    """Scopes that the token has not."""
    problem: PectuiError | None = None

    @property
    def is_open(self) -> bool:
        """Whether the account may be right all the same."""
        if self.problem is None:
            return lacks_inbox(self.lacking)
        return isinstance(self.problem, LEAVES_OPEN)


def lacks_answers(configuration: Configuration) -> bool:
    """Whether questions can help: nothing is set up, or secrets are kept nowhere."""
    outline, problem = configuration.outline, configuration.problem
    return outline is None or problem is None or is_unkept(outline, problem)


def set_up(configuration: Configuration) -> Configuration:
    """Ask until an account works and is written; return it as the program will use it.

    Of an account that is in use already, password and token are asked for. Raises Unanswered, and
    PectuiError for what no answer can mend.
    """
    config_file = configuration.options.config_file
    outline = configuration.outline or Outline("")
    output.words(_intro(configuration, outline))
    new, way = _begun(outline), False
    questions = _Questions(config_file, outline.sources)
    while True:
        if outline.name:
            new = questions.ask(new, COMMANDS if new.place == "command" else SECRETS)
        else:
            new = questions.ask_all(new, way=way)
        try:
            account = as_it_will_be(config_file, new)
            trial = _tried(account)
            if _goes_on(trial):
                saved, place = write(config_file, new, account)
                output.words(f"{saved_words(place)}.")
                return saved
        except SettingsError as error:
            output.words(error.with_hint)
            trial = _Trial(problem=error)
        way = way or isinstance(trial.problem, Unreachable)
        questions.has_helped = True
        output.words(t("cli.set-up.again"))


def _intro(configuration: Configuration, outline: Outline) -> str:
    name = clean_line(outline.name, 64)
    if configuration.account is not None:
        return t("cli.set-up.renew", name=name)
    return t("cli.set-up.secrets", name=name) if outline.name else t("cli.set-up.intro")


def _begun(outline: Outline) -> NewAccount:
    return NewAccount(
        name=outline.name,
        username=outline.username,
        sender=outline.sender,
        password_command=outline.password_command,
        token_command=outline.token_command,
        sandbox=is_sandbox(outline),
        place=first_place(outline),
        only_secrets=bool(outline.name),
    )


# ── questions ─────────────────────────────────────────────────────────────────────────────────


@dataclass
class _Questions:
    """Asks for the values of an account; Enter alone gives the answer that was given before."""

    config_file: Path
    known: Container[str]
    """Secrets that are there already, and need not be typed."""
    has_helped: bool = False
    """Whether it was said where the answers are found: once is enough."""

    def ask_all(self, new: NewAccount, *, way: bool) -> NewAccount:
        """Ask for all of a new account; with `way`, for what the network may want."""
        new = self.ask(new, ("username", "sender"))
        new = replace(new, place=self._ask_place(new))
        if new.place == "command":
            new = self.ask(replace(new, password=Secret(""), token=Secret("")), COMMANDS)
        else:
            new = self.ask(replace(new, password_command="", token_command=""), SECRETS)
        if way:
            new = self.ask(new, ("proxy", "ca_file"))
        self._help(t("account.form.sandbox.help"))
        new = replace(new, sandbox=output.ask(f"{t('account.form.sandbox')}?"))
        return self.ask(replace(new, name=new.name or FIRST_NAME), ("name",))

    def ask(self, new: NewAccount, names: Sequence[str]) -> NewAccount:
        """Ask for some values, each until it can be one."""
        for name in names:
            self._help(t(HELP[name]) if name in HELP else t("cli.set-up.password"))
            is_known = name in self.known
            while True:
                answer: dict[str, Any] = {name: _ask(name, getattr(new, name), is_known)}
                answered = replace(new, **answer)
                if not getattr(answered, name) and not is_known and name not in _MAY_BE_EMPTY:
                    output.words(t("account.form.needed", field=label(name)))
                elif reason := problems(answered).get(name):
                    output.words(reason)
                else:
                    new = answered
                    break
        return new

    def _help(self, words: str) -> None:
        if not self.has_helped:
            output.words(words)

    def _ask_place(self, new: NewAccount) -> SecretPlace:
        """Ask where secrets go: by number, each place with what it means."""
        assert new.place is not None
        words = places(new.place)
        known = [as_place(name) for name in words]
        output.words(t("cli.set-up.place"))
        for number, place in enumerate(known, 1):
            output.words(f"{number}. {words[place]}.")
            self._help(t(PLACES_HELP[place], path=clean_line(str(self.config_file), None)))
        usual = known.index(new.place) + 1
        question = t("cli.set-up.before", label=t("cli.set-up.number"), answer=usual)
        while True:
            typed = _typed(question) or str(usual)
            if typed.isdecimal() and len(typed) < 3 and 0 < int(typed) <= len(known):
                return known[int(typed) - 1]
            output.words(t("plain.no-row", number=clean_line(typed, 20), count=len(known)))


def _ask(name: str, before: str | Secret | None, is_known: bool) -> str | Secret:
    """Ask for one value; Enter alone leaves it as it was. Raises Unanswered."""
    question = label(name)
    if isinstance(before, Secret):
        if before or is_known:
            question = t("cli.set-up.kept", label=question)
        return Secret(_typed(question, hidden=True)) or before
    if before:
        question = t("cli.set-up.before", label=question, answer=clean_line(before, 80))
    return _typed(question) or before or ""


def _typed(question: str, *, hidden: bool = False) -> str:
    line = output.ask_hidden(question) if hidden else output.ask_line(question)
    if not line:
        raise Unanswered
    return line.strip()


# ── trying ────────────────────────────────────────────────────────────────────────────────────


def _tried(account: Account) -> _Trial:
    """Try the account, and tell each step as it begins."""
    from pectui.cli.runner import run_async
    from pectui.errors import PectuiError

    output.words(t("account.form.asking"))

    def tell(step: Step) -> None:
        number = STEPS.index(step) + 1
        output.words(t("cli.set-up.step", number=number, all=len(STEPS), step=t(STEP_WORDS[step])))

    try:
        return _Trial(run_async(try_account(account, tell=tell)))
    except PectuiError as error:
        return _Trial(problem=error)


def _goes_on(trial: _Trial) -> bool:
    """Tell what came of it; whether the account is to be written."""
    if trial.lacking:
        output.words(lacking_words(trial.lacking))
    if isinstance(trial.problem, ServiceRefuses):
        output.words(t("account.form.refused"))
    elif trial.problem is not None:
        output.words(trial.problem.with_hint)
    if trial.is_open:
        return output.ask(t("cli.set-up.anyway"))
    return trial.problem is None
