"""Take the pictures of the README from the demo: `python screenshots/make.py [FOLDER]`.

The mailbox, its clock and the sizes are fixed, so the same program gives the same pictures.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from textual.pilot import Pilot

from pectui.catalogue import Language, use_language
from pectui.configuration import Account, Configuration, Directories, Options, Secret
from pectui.pec.dates import ROME
from pectui.sandbox import CREDENTIALS, Sandbox, SandboxConfig
from pectui.tui import times
from pectui.tui.app import PectuiApp

HERE = Path(__file__).parent
MOMENT = datetime(2026, 11, 23, 11, 40, tzinfo=ROME)
PATIENCE = 20.0
FONT_FROM_AFAR = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""A picture loads nothing from the network; any monospaced font will do."""


def make_program(folder: Path, language: Language) -> PectuiApp:
    options = Options(
        language=language,
        directories=Directories(folder / "data", folder / "cache", folder / "state"),
        config_file=Path("~/.config/pectui/config.toml"),
        undo_seconds=0,
    )
    account = Account(
        name="studio",
        username=CREDENTIALS.username,
        sender=CREDENTIALS.sender,
        password=Secret(CREDENTIALS.password),
        token=Secret(CREDENTIALS.token),
        base_url="http://127.0.0.1",
    )
    config = SandboxConfig(now=lambda: MOMENT, receipt_delay=0.0, send_period=0.0)
    configuration = Configuration(options, account, (account.name,))
    return PectuiApp(configuration, asgi=Sandbox(config).app, demo=True)


async def until(pilot: Pilot[None], condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(condition)
        await pilot.pause()
    await pilot.pause()


async def settle(pilot: Pilot[None]) -> None:
    for _ in range(5):
        await pilot.pause(0.05)


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def take(folder: Path, size: tuple[int, int], language: Language, name: str) -> None:
    use_language(language)
    with tempfile.TemporaryDirectory() as place:
        program = make_program(Path(place), language)
        async with program.run_test(size=size, notifications=True, tooltips=True) as pilot:
            await until(pilot, lambda: getattr(program.screen, "page", None) is not None)
            await until(pilot, lambda: program.quota is not None)
            await SCENES[name](program, pilot)
            svg = FONT_FROM_AFAR.sub("", program.export_screenshot(title="pectui"))
    (folder / f"{name}.svg").write_text(svg, encoding="utf-8")


async def inbox(program: PectuiApp, pilot: Pilot[None]) -> None:
    await settle(pilot)


async def reading(program: PectuiApp, pilot: Pilot[None]) -> None:
    await press(pilot, "j", "enter")
    await settle(pilot)


async def write(program: PectuiApp, pilot: Pilot[None]) -> None:
    await press(pilot, "c")
    await press(pilot, *"rossi@studiolegale.example, mancata@impresa.example", "tab")
    await press(pilot, *"Diffida ad adempiere - fattura 118/2026", "tab")
    await press(pilot, *"Egregi,", "enter", "enter")
    await press(pilot, *"si diffida al pagamento entro quindici giorni dalla presente.")


async def compose(program: PectuiApp, pilot: Pilot[None]) -> None:
    await write(program, pilot)


async def review(program: PectuiApp, pilot: Pilot[None]) -> None:
    await write(program, pilot)
    await press(pilot, "f9")


async def send(program: PectuiApp, pilot: Pilot[None]) -> None:
    await review(program, pilot)
    await press(pilot, "y")
    await until(pilot, lambda: "code" in str(getattr(program.screen, "sendings", "")))
    for _ in range(60):
        await pilot.pause(0.1)
    await press(pilot, "enter", "2")
    await until(pilot, lambda: getattr(program.screen, "known", None))
    await settle(pilot)


async def sent(program: PectuiApp, pilot: Pilot[None]) -> None:
    await send(program, pilot)
    await press(pilot, "f5")
    await settle(pilot)


async def timeline(program: PectuiApp, pilot: Pilot[None]) -> None:
    await sent(program, pilot)
    await press(pilot, "enter")
    await settle(pilot)


async def help_keys(program: PectuiApp, pilot: Pilot[None]) -> None:
    await press(pilot, "question_mark")


async def delete(program: PectuiApp, pilot: Pilot[None]) -> None:
    await press(pilot, "x", "x", "x", "d")


async def account(program: PectuiApp, pilot: Pilot[None]) -> None:
    await press(pilot, "5")


SCENES = {
    "inbox": inbox,
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
}
SIZES = {"inbox": (160, 42), "posta-in-arrivo": (160, 42)}
LANGUAGES: dict[str, Language] = {"posta-in-arrivo": "it"}


async def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["TZ"] = "Europe/Rome"
    times.now = lambda: MOMENT
    for name in SCENES:
        await take(folder, SIZES.get(name, (80, 24)), LANGUAGES.get(name, "en"), name)
        sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    asyncio.run(main())
