"""`pectui plain`: the program as a conversation in lines, without a screen."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import language, t, tn
from pectui.cli.runner import run_async, run_with_session
from pectui.errors import ArgumentInvalid, StoreUnusable

if TYPE_CHECKING:
    import argparse

    from pectui.cli.parser import Parser
    from pectui.services.session import Session


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
        run_with_session(arguments, _talk)
    return 0


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
                await _talk(session)

        run_async(main())


async def _talk(session: Session) -> None:
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
        news = News(session, local, console.add_news)
        await news.start()
        try:
            await Conversation(Desk(session, local, console, news)).run()
        finally:
            await news.stop()
