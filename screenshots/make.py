"""Take the pictures of the README from the demo: `python screenshots/make.py [FOLDER [NAME …]]`.

The mailbox, its clock and the sizes are fixed, so the same program gives the same pictures.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import Screen

from benchmarks.program import sandbox_account, until
from pectui.catalogue import Language, use_language
from pectui.models import MailView
from pectui.pec.dates import ROME
from pectui.pec.references import new_reference
from pectui.sandbox import Sandbox, SandboxConfig
from pectui.search import Filter, Search
from pectui.services.batches.batches import batches_of
from pectui.services.demo import remember_past
from pectui.services.sending import queue
from pectui.services.sending.books import Books
from pectui.settings.configuration import Configuration, Options
from pectui.system.paths import Directories
from pectui.tui.app import PectuiApp
from pectui.tui.formats import times
from pectui.tui.screens import routes
from pectui.tui.screens.account import AccountScreen
from pectui.tui.screens.batches.one import BatchScreen
from pectui.tui.screens.batches.preparation import PreparationScreen
from pectui.tui.screens.batches.room import BatchesScreen
from pectui.tui.screens.cleanup import CleanUpScreen
from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.dialogs.help import HelpScreen
from pectui.tui.screens.dialogs.progress import ProgressScreen
from pectui.tui.screens.dialogs.review import ReviewScreen
from pectui.tui.screens.dialogs.simple import Question
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.screens.sending import SendingScreen
from pectui.tui.screens.sent import SentScreen
from pectui.tui.widgets.reader.reader import Reader
from pectui.tui.widgets.reader.text_view import TextView

HERE = Path(__file__).parent
Shown = TypeVar("Shown", bound=Screen[Any])
MOMENT = datetime(2026, 11, 23, 11, 40, tzinfo=ROME)
MAILBOX = SandboxConfig(
    now=lambda: MOMENT,
    receipt_delay=0.0,
    send_period=0.0,
    heavy_past=True,
    quota_limit=512 * 1024,  # KiB
)
FONT_FROM_AFAR = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""A picture loads nothing from the network; any monospaced font will do."""


def make_program(language: Language) -> PectuiApp:
    options = Options(
        language=language,
        # Shown, and not written to: the demo keeps nothing.
        directories=Directories(
            *map(Path, ("~/.local/share/pectui", "~/.cache", "~/.local/state"))
        ),
        config_file=Path("~/.config/pectui/config.toml"),
        undo_seconds=0,
        look_seconds=0,
    )
    account = sandbox_account()
    sandbox = Sandbox(MAILBOX)

    async def begin(books: Books) -> None:
        books.data.now = lambda: MOMENT
        await remember_past(books, sandbox=sandbox, mailbox=account.mailbox)

    program = PectuiApp(
        Configuration(options, account, (account.name,)),
        asgi=sandbox.app,
        demo=True,
        begin=begin,
    )
    # How far its looks for receipts have come is a matter of chance: see `read_receipts`.
    program.desk.follow_receipts = lambda: None  # type: ignore[method-assign]
    return program


async def settle(pilot: Pilot[None]) -> None:
    for _ in range(5):
        await pilot.pause(0.05)


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def paste(pilot: Pilot[None], text: str) -> None:
    pilot.app.post_message(Paste(text))
    await settle(pilot)


async def take(folder: Path, size: tuple[int, int], language: Language, name: str) -> None:
    use_language(language)
    times.clock = lambda: MOMENT
    # Letters have a random reference in their subject; of a picture it is always the same one.
    chance = Random(name)  # noqa: S311
    queue.new_reference = partial(new_reference, choose=chance.choice)  # type: ignore[attr-defined]
    program = make_program(language)
    async with program.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await until(pilot, lambda: program.progress.complete)
        await until(pilot, lambda: program.quota is not None)
        await until(pilot, lambda: is_quiet(program))
        await read_receipts(program)
        await until(pilot, lambda: is_quiet(program))
        await mark(program)
        await SCENES[name](program, pilot)
        # News lies over what the picture is of.
        program.clear_notifications()
        await settle(pilot)
        svg = FONT_FROM_AFAR.sub("", program.export_screenshot(title="pectui"))
    (folder / f"{name}.svg").write_text(svg, encoding="utf-8")


def is_quiet(program: PectuiApp) -> bool:
    """Whether nothing is being asked or counted, nor was just now."""
    return all(worker.is_finished for worker in program.workers if worker.name != "picture")


async def read_receipts(program: PectuiApp) -> None:
    """Read all there are, as a program does that has been open for a while."""
    tracking = program.session.tracking
    tracking._pause = 0.0
    await tracking.ask_unclear(None, adopted=None)
    program.desk.count()


async def mark(program: PectuiApp) -> None:
    """Have some messages unread and flagged, and a note, whatever day it is."""
    mailbox = program.local.mailbox
    letters = mailbox.window(Filter(Search(), MailView.LETTERS))[:6]
    await mailbox.mark(letters[:3], lambda marks: replace(marks, unread=True))
    await mailbox.mark(letters[3:4], lambda marks: replace(marks, flagged=True))
    await mailbox.mark(
        letters[5:], lambda marks: replace(marks, note="sentire il cliente entro venerdì")
    )


async def go(pilot: Pilot[None], screen: type[Shown], *keys: str) -> Shown:
    """Press `keys`, and wait for the screen they lead to; keys pressed before would be lost."""
    await pilot.press(*keys)
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))
    shown = pilot.app.screen
    assert isinstance(shown, screen)
    await settle(pilot)
    return shown


async def inbox(program: PectuiApp, pilot: Pilot[None]) -> None:
    await settle(pilot)


async def reading(program: PectuiApp, pilot: Pilot[None]) -> None:
    await press(pilot, "j", "enter")
    await until(pilot, lambda: program.screen.query_one(Reader).message)
    await settle(pilot)


async def compose(program: PectuiApp, pilot: Pilot[None]) -> None:
    await go(pilot, ComposeScreen, "c")
    await until(pilot, lambda: program.focused is not None)
    await press(pilot, *"rossi@studiolegale.example, mancata@impresa.example", "tab")
    await paste(pilot, "Diffida ad adempiere - fattura 118/2026")
    await press(pilot, "tab")
    words = "si diffida al pagamento entro quindici giorni dalla presente."
    await paste(pilot, f"Egregi,\n\n{words}")


async def review(program: PectuiApp, pilot: Pilot[None]) -> None:
    await compose(program, pilot)
    shown = await go(pilot, ReviewScreen, "f9")
    await until(pilot, lambda: shown.query_one(TextView).row_count > 1)


async def sent(program: PectuiApp, pilot: Pilot[None]) -> None:
    await review(program, pilot)
    progress = await go(pilot, ProgressScreen, "y")
    await until(pilot, lambda: all(one.code for one in progress.sendings))
    await go(pilot, InboxScreen, "enter")
    shown = await go(pilot, SentScreen, "2")
    await until(pilot, lambda: shown.known)
    await press(pilot, "f5")
    await until(pilot, lambda: shown.known and all(one.state.is_final for one in shown.known[:2]))
    await until(pilot, lambda: not shown.asking)
    await settle(pilot)


async def timeline(program: PectuiApp, pilot: Pilot[None]) -> None:
    await sent(program, pilot)
    await go(pilot, SendingScreen, "enter")


async def help_keys(program: PectuiApp, pilot: Pilot[None]) -> None:
    await go(pilot, HelpScreen, "question_mark")


async def delete(program: PectuiApp, pilot: Pilot[None]) -> None:
    await press(pilot, "x", "x", "x")
    await go(pilot, Question, "d")


async def account(program: PectuiApp, pilot: Pilot[None]) -> None:
    shown = await go(pilot, AccountScreen, "5")
    await until(pilot, lambda: not shown.checking)
    await settle(pilot)


async def unfolded(program: PectuiApp, pilot: Pilot[None]) -> None:
    await press(pilot, "j", "j", "z")


async def search(program: PectuiApp, pilot: Pilot[None]) -> None:
    await press(pilot, "slash", *"istanza after", "colon", *"2026-06")
    await settle(pilot)


async def cleanup(program: PectuiApp, pilot: Pilot[None]) -> None:
    shown = await go(pilot, CleanUpScreen, "f8")
    await until(pilot, lambda: shown.known)
    await settle(pilot)
    await press(pilot, "x", "x", "x")


def batch_table() -> Path:
    """Return a table of forty debtors, some without an address and one with a wrong one."""
    addresses = {7: "", 12: "studio.neri@", 19: "mancata@impresa.example"}
    rows = ["PEC;Ragione sociale;Importo;Scadenza"]
    for n in range(1, 41):
        address = addresses.get(n, f"amministrazione@ditta{n}.example")
        rows.append(f"{address};Ditta {n} S.r.l.;{n * 13},50;{n % 28 + 1:02d}/12/2026")
    path = Path(tempfile.mkdtemp()) / "solleciti-novembre.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


async def batch_check(program: PectuiApp, pilot: Pilot[None]) -> PreparationScreen:
    await go(pilot, BatchesScreen, "6")
    shown = await go(pilot, PreparationScreen, "n")
    shown.table.path.value = str(batch_table())
    await until(pilot, lambda: shown.one.request.table)
    await press(pilot, "f9")
    await press(pilot, *"Sollecito di pagamento, scadenza {{ scadenza }}", "tab")
    shown.letter.text.text = (
        "Spett.le {{ ragione_sociale }},\nrisultano insoluti {{ importo }} euro."
    )
    await press(pilot, "f9")
    await until(pilot, lambda: shown.check_step.findings.rows)
    # When it was saved is a matter of chance.
    await settle(pilot)
    shown.saved_at = "11:40:00"
    await settle(pilot)
    return shown


async def batch(program: PectuiApp, pilot: Pilot[None]) -> None:
    preparation = await batch_check(program, pilot)
    batches = batches_of(program.session)
    batch_id = await batches.confirm(preparation.one.request, only_ready=True)
    await until(pilot, lambda: program.counts.batched == 0)
    status = await batches.status(batch_id)
    while status.waiting:
        await settle(pilot)
        status = await batches.status(batch_id)
    for row in (await batches.rows(batch_id))[:-9]:
        if row.code:
            await program.session.tracking.refresh(row.code)
    program.push_screen(routes.batch(batch_id))
    await until(pilot, lambda: isinstance(program.screen, BatchScreen))
    shown = program.screen
    assert isinstance(shown, BatchScreen)
    await until(pilot, lambda: shown.query("#rows") and len(shown.rows.rows) > 1)
    await settle(pilot)


SCENES = {
    "inbox": reading,
    "inbox-80x24": inbox,
    "posta-in-arrivo": reading,
    "message-80x24": reading,
    "compose": compose,
    "review": review,
    "sent": sent,
    "timeline": timeline,
    "help": help_keys,
    "delete": delete,
    "account": account,
    "unfolded": unfolded,
    "search": search,
    "cleanup": cleanup,
    "batch": batch,
    "batch-check": batch_check,
    "invio-massivo": batch,
    "controllo-invio": batch_check,
}
SIZES = {"inbox": (160, 42), "posta-in-arrivo": (160, 42)}
LANGUAGES: dict[str, Language] = dict.fromkeys(
    ("posta-in-arrivo", "invio-massivo", "controllo-invio"), "it"
)


async def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["TZ"] = "Europe/Rome"
    for name in sys.argv[2:] or SCENES:
        await take(folder, SIZES.get(name, (80, 24)), LANGUAGES.get(name, "en"), name)
        sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    asyncio.run(main())
