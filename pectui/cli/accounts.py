"""`pectui accounts`: the accounts with their states; adding, removing, choosing the default one."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from pectui.catalogue import number, t, tn, use_language
from pectui.cli import output
from pectui.cli.table import WHOLE, listing
from pectui.cli.views import Json, iso, local
from pectui.errors import ArgumentInvalid, SettingInvalid, SettingsMissing
from pectui.text import clean_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pectui.cli.parser import Parser
    from pectui.services.accounts import AccountState, Removed
    from pectui.services.new_account import NewAccount
    from pectui.settings.configuration import Account
    from pectui.settings.loader import Settings

_ACTIONS = ("list", "add", "remove", "default")
_LEAST = (1, 12, 12, 8, WHOLE)
"""Cells that sign, name, state, address and last look need on a terminal."""
_NEEDLESS = (4,)
_SOURCES = {
    "environment": "settings.source.environment",
    "command": "settings.source.command",
    "keyring": "settings.source.keyring",
    "file": "settings.source.file",
}


def add_arguments(parser: Parser) -> None:
    """Add what to do, with which account, and what a new one is like."""
    add = parser.add_argument
    add("action", metavar=t("cli.accounts.action"), nargs="?", default="list",
        choices=_ACTIONS, help=t("cli.accounts.action.help"))  # fmt: skip
    add("name", metavar=t("cli.name"), nargs="?", help=t("cli.accounts.name"))
    group = parser.add_argument_group(t("cli.accounts.new"))
    add = group.add_argument
    add("--username", metavar=t("cli.accounts.user"), help=t("cli.accounts.username"))
    add("--sender", metavar=t("cli.address"), default="", help=t("cli.accounts.sender"))
    add("--sandbox", action="store_true", help=t("cli.accounts.sandbox"))
    add("--password-command", metavar=t("cli.accounts.command"), default="",
        help=t("cli.accounts.password-command"))  # fmt: skip
    add("--token-command", metavar=t("cli.accounts.command"), default="",
        help=t("cli.accounts.token-command"))  # fmt: skip
    parser.add_argument("--yes", action="store_true", help=t("cli.accounts.yes"))


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked for."""
    if arguments.action != "list" and not arguments.name:
        raise ArgumentInvalid(t("cli.accounts.which"))
    actions = {"list": _list, "add": _add, "remove": _remove, "default": _default}
    return actions[arguments.action](arguments)


# The list


def _list(arguments: argparse.Namespace) -> int:
    from pectui.services.accounts import account_states

    use_language(_settings().options.language)
    states = account_states()
    if arguments.json:
        output.document({"accounts": list(map(_view, states))})
        return 0
    if not states:
        output.words(t("cli.accounts.none"))
        return 0
    output.data(_table(states))
    for state in states:
        if state.problem is not None:
            output.words(f"{clean_line(state.name, 64)}: {state.problem}")
    return 0


def _view(state: AccountState) -> Json:
    return {
        "name": state.name,
        "default": state.is_default,
        "username": state.username,
        "sender": state.sender,
        "service": state.service,
        "ready": state.is_ready,
        "problem": state.problem.as_json() if state.problem else None,
        "password": state.secrets["password"],
        "token": state.secrets["token"],
        "last_look": iso(state.last_look),
    }


def _table(states: Sequence[AccountState]) -> str:
    heading = ("", t("cli.name"), t("cli.accounts.state"), t("cli.address"), t("cli.accounts.look"))
    rows = [
        (
            "*" if state.is_default else "",
            clean_line(state.name, 64),
            _standing(state),
            clean_line(state.sender or "—"),
            local(state.last_look, zone=False),
        )
        for state in states
    ]
    width = output.list_width()
    return listing(heading, rows, width, _record, least=_LEAST, needless=_NEEDLESS)


def _record(row: tuple[str, ...]) -> tuple[str, ...]:
    sign, name, *rest = row
    return f"{sign} {name}".strip(), *rest


def _standing(state: AccountState) -> str:
    if state.problem is not None:
        return t("cli.accounts.not-set-up")
    missing = [name for name, source in state.secrets.items() if source is None]
    if missing:
        labels = {"password": t("cli.accounts.password"), "token": t("cli.accounts.token")}
        return t("cli.accounts.lacks", what=", ".join(labels[name] for name in missing))
    places = dict.fromkeys(t(_SOURCES[source]) for source in state.secrets.values() if source)
    return t("cli.accounts.ready", places=", ".join(places))


# Adding


def _add(arguments: argparse.Namespace) -> int:
    from pectui.services.account_words import lacking_words, saved_words
    from pectui.services.new_account import as_it_will_be, problems, write

    settings = _settings()
    if arguments.name in settings.account_names:
        raise ArgumentInvalid(t("cli.accounts.is-there", name=clean_line(arguments.name, 64)))
    new = _asked_for(arguments)
    for reason in problems(new).values():
        raise ArgumentInvalid(reason)
    config_file = settings.options.config_file
    account = as_it_will_be(config_file, new)
    output.words(t("account.form.asking"))
    lacking = _try(account)
    if lacking:
        output.words(lacking_words(lacking))
    _, place = write(config_file, new, account)
    words = saved_words(place if new.secrets else "command")
    if os.environ.get("PECTUI_BASE_URL"):
        output.words(t("cli.accounts.tried-at", url=clean_line(account.base_url)))
    return output.report(0, lambda: _tell_changed(arguments, "added", words))


def _asked_for(arguments: argparse.Namespace) -> NewAccount:
    """Return what was given and typed. Raises SettingsMissing where nobody is there to type."""
    from pectui.services.new_account import NewAccount
    from pectui.settings.configuration import Secret

    username = arguments.username or os.environ.get("PECTUI_USERNAME", "").strip()
    username = username or _typed("username", t("account.form.username"))
    secrets = {"password": Secret(""), "token": Secret("")}
    for name, label in (("password", "cli.accounts.password"), ("token", "cli.accounts.token")):
        if getattr(arguments, f"{name}_command"):
            continue
        given = os.environ.get(f"PECTUI_{name.upper()}") or _typed(name, t(label), hidden=True)
        secrets[name] = Secret(given)
    return NewAccount(
        name=arguments.name,
        username=username,
        sender=arguments.sender or _own_sender(arguments.username),
        sandbox=arguments.sandbox or os.environ.get("PECTUI_ENVIRONMENT") == "sandbox",
        password_command=arguments.password_command,
        token_command=arguments.token_command,
        password=secrets["password"],
        token=secrets["token"],
    )


def _own_sender(username: str | None) -> str:
    """Return the sender of the environment, which is that of the user it has, and of no other."""
    return "" if username else os.environ.get("PECTUI_SENDER", "").strip()


def _typed(key: str, label: str, *, hidden: bool = False) -> str:
    if not (output.is_terminal(sys.stdin) and output.is_terminal(sys.stderr)):
        raise SettingsMissing(key=key)
    typed = output.ask_hidden(label) if hidden else output.ask_line(label)
    if not typed.strip():
        raise SettingsMissing(key=key)
    return typed.strip()


def _try(account: Account) -> tuple[str, ...]:
    from pectui.cli.runner import run_async
    from pectui.services.account_trial import try_account

    return run_async(try_account(account))


# Removing, choosing


def _remove(arguments: argparse.Namespace) -> int:
    from pectui.cli.runner import run_async
    from pectui.services.accounts import letters_held, letters_left, remove_account

    settings = _settings(arguments.name)
    name = settings.account_name
    output.words(t("cli.accounts.what-stays", name=clean_line(name, 64)))
    # What is said not to leave does not leave while it is asked about either.
    with letters_held(settings):
        if left := run_async(letters_left(settings)):
            output.words(tn("accounts.letters-wait", left))
        if not arguments.yes:
            if not output.is_terminal(sys.stdin) or not output.is_terminal(sys.stderr):
                raise ArgumentInvalid(t("cli.accounts.say-yes"))
            if not output.ask(t("cli.accounts.remove", name=clean_line(name, 64))):
                raise ArgumentInvalid(t("cli.accounts.not-confirmed"))
        removed = run_async(remove_account(settings.options.config_file, name))
    return output.report(0, lambda: _tell_removed(arguments, name, removed))


def _tell_removed(arguments: argparse.Namespace, name: str, removed: Removed) -> None:
    if arguments.json:
        output.document({"removed": arguments.name, "secrets_stay": removed.secrets_stay})
        return
    output.words(t("cli.accounts.removed", size=number(f"{removed.bytes / 1_000_000:.1f}")))
    if removed.secrets_stay:
        output.words(t("accounts.secrets-stay", name=clean_line(name, 64)))


def _default(arguments: argparse.Namespace) -> int:
    from pectui.settings.accounts import set_default

    settings = _settings(arguments.name)
    name = settings.account_name
    set_default(settings.options.config_file, name)
    words = t("cli.accounts.is-default", name=clean_line(name, 64))
    return output.report(0, lambda: _tell_changed(arguments, "default", words))


def _tell_changed(arguments: argparse.Namespace, what: str, words: str) -> None:
    if arguments.json:
        output.document({what: arguments.name})
    else:
        output.words(words)


def _settings(name: str | None = None) -> Settings:
    """Return the settings of the account of that name, or the default one; speak their language.

    Raises SettingInvalid, with the nearest name there is.
    """
    from pectui.settings.loader import read_settings

    settings = read_settings(name)
    use_language(settings.options.language)
    if name is not None and name not in settings.account_names:
        where = str(settings.options.config_file)
        reason = t("settings.reason.unknown-account", name=clean_line(name, 64))
        raise SettingInvalid(where=where, reason=reason)
    return settings
