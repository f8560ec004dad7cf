"""`pectui plain`: the program as a conversation in lines, without a screen."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import language, t, tn
from pectui.cli import output
from pectui.cli.runner import configure, run_async, run_configured
from pectui.errors import ArgumentInvalid, SettingsMissing, StoreUnusable

if TYPE_CHECKING:
    import argparse

    from pectui.cli.parser import Parser
    from pectui.services.session import Session
    from pectui.settings.configuration import Configuration


def add_arguments(parser: Parser) -> None:
    """Add the demo."""
    parser.add_argument("--demo", action="store_true", help=t("cli.plain.demo"))


def run(arguments: argparse.Namespace) -> int:
    """Talk until the person ends it, or what is typed for them does."""
    if arguments.json:
        raise ArgumentInvalid(t("cli.plain.no-json"))
    if arguments.demo:
        _run_demo()
    else:
        configuration, is_renewed = _configured(arguments), False
        while run_configured(configuration, partial(_talk, is_renewed=is_renewed)):
            before, configuration = configuration, _renewed(configuration)
            is_renewed = configuration is not before
    return 0


def _configured(arguments: argparse.Namespace) -> Configuration:
    """Return the configuration; where no account is set up, ask for one in lines.

    Raises SettingsError, also where nobody is there to be asked.
    """
    configuration = configure(arguments, need_account=False)
    if configuration.account is not None:
        return configuration
    from pectui.cli.set_up import Unanswered, lacks_answers, set_up  # late: once

    missing = configuration.problem or SettingsMissing(key="username")
    if not (output.can_ask() and lacks_answers(configuration)):
        raise missing
    try:
        return set_up(configuration)
    except Unanswered:
        raise missing from None


def _renewed(configuration: Configuration) -> Configuration:
    """Ask for another password and token; return the account as it was where nothing is saved."""
    from pectui.cli.set_up import Unanswered, set_up  # late: mostly nothing is renewed

    try:
        return set_up(configuration)
    except (Unanswered, KeyboardInterrupt):
        output.words("")
        output.words(t("plain.not-renewed"))
        return configuration


def _run_demo() -> None:
    """Talk about the invented mailbox of the demo; nothing leaves this machine or is kept."""
    from pectui.services.demo import make_demo
    from pectui.services.session import open_session

    with tempfile.TemporaryDirectory(prefix="pectui-demo-") as folder:
        demo = make_demo(Path(folder), language())
        account, options = demo.configuration.account, demo.configuration.options
        assert account is not None, "the demo has one"

        async def main() -> None:
            opened = open_session(account, options, asgi=demo.asgi, keep=False, begin=demo.begin)
            async with opened as session:
                await _talk(session, is_demo=True)

        run_async(main())


async def _talk(session: Session, *, is_demo: bool = False, is_renewed: bool = False) -> bool:
    """Talk about an account; return whether it is to have another password or token."""
    from pectui.cli.plain.console import Console  # late: --help needs none of it
    from pectui.cli.plain.conversation import Conversation
    from pectui.cli.plain.desk import Desk
    from pectui.cli.plain.news import News
    from pectui.services.mailbox.opening import open_local_services

    console = Console()
    look_seconds = session.options.look_seconds
    async with open_local_services(session, look_seconds=look_seconds) as local:
        if not local.is_kept:
            console.warn(t("shell.not-kept"))
        with suppress(StoreUnusable):  # told where it is needed
            if found := await session.editing.recover():
                console.warn(tn("plain.recovered", len(found), word=t("plain.word.drafts")))
        if is_renewed:
            from pectui.services.batches.holding import go_on  # late: it is seldom needed

            with suppress(StoreUnusable):  # told where it is needed
                await go_on(session.outbox, session.books)  # what waited for the new password
        news = News(session, local, console.add_news)
        await news.start()
        try:
            return await Conversation(Desk(session, local, console, news, is_demo=is_demo)).run()
        finally:
            await news.stop()
