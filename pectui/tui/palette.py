"""What the palette offers on a screen: commands that work now or in another room, and lines."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, cast

from pectui.catalogue import in_both, t
from pectui.commands import shown_key
from pectui.folding import folded
from pectui.settings import checks
from pectui.settings.configuration import SHORT_THEMES, THEMES
from pectui.system.paths import own_theme_names
from pectui.text import clean_line
from pectui.tui.acting import acting_on
from pectui.tui.chosen_theme import choose_theme
from pectui.tui.commands import COMMANDS, Command, keys_of
from pectui.tui.offers import Offer, Spoken
from pectui.tui.screens.framed import FramedScreen
from pectui.tui.typed_paths import completed, starting_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from textual.screen import Screen

    from pectui.tui.program import Program

_HIDDEN = frozenset(("app.commands", "list.down", "list.up", "list.page-down", "list.page-up"))
_ELSEWHERE = (
    "account.check", "inbox.search", "inbox.service-search", "inbox.searches", "inbox.read-all",
    "inbox.refresh", "sent.originals", "sent.import", "sent.register", "batches.new",
)  # fmt: skip
"""Commands of a room as a whole: found from everywhere, one is taken there first."""
_NAMES = {
    "app.account": "palette.names.account",
    "app.batches": "palette.names.batches",
    "app.cleanup": "palette.names.cleanup",
    "app.drafts": "palette.names.drafts",
    "app.help": "palette.names.help",
    "app.inbox": "palette.names.inbox",
    "app.outbox": "palette.names.outbox",
    "app.quit": "palette.names.quit",
    "app.sent": "palette.names.sent",
    "app.suspend": "palette.names.suspend",
    "app.write": "palette.names.write",
    "account.check": "palette.names.check",
    "account.edit": "palette.names.edit",
    "batches.new": "palette.names.batches",
    "inbox.delete": "palette.names.delete",
    "inbox.flag": "palette.names.flag",
    "inbox.refresh": "palette.names.refresh",
    "inbox.reply": "palette.names.reply",
    "inbox.save": "palette.names.save",
    "sent.dossier": "palette.names.dossier",
    "sent.originals": "palette.names.originals",
    "sent.import": "palette.names.originals",
    "sent.save": "palette.names.save",
}
"""What commands are also called, in both languages."""
_ADDRESSED = frozenset(("from", "to", "da", "a"))
"""Words of the search language that an address follows."""
_SAVING = frozenset(("inbox.save", "sent.save"))
"""Commands that save to a file which may be named at once."""
_LAST = 99
"""Weight of what is not in the footer."""
_MOST = 30
"""Completions that are shown."""


def offers_for(screen: Screen[object]) -> list[Offer]:
    """Return everything that can be done on `screen`, what matters most first."""
    program = cast("Program", acting_on(screen))
    active: dict[str, Offer] = {}
    for one in screen.active_bindings.values():
        command = COMMANDS.get(one.binding.id or "")
        if command is not None and command.id not in _HIDDEN | active.keys() and one.enabled:
            act = partial(screen.app.run_action, command.action, one.node)
            active[command.id] = _offer(screen, command, act)
    ordered = sorted(active, key=lambda one: COMMANDS[one].weight or _LAST)
    footer = [active[one] for one in ordered if COMMANDS[one].weight]
    others = [active[one] for one in ordered if not COMMANDS[one].weight]
    lines = [_line(spoken, words) for spoken, words in _lines(program, screen, active.keys())]
    there = [COMMANDS[one] for one in _ELSEWHERE if one not in active]
    return [*footer, *lines, *others, *(_offer_there(program, one) for one in there)]


async def _go_and_act(program: Program, command: Command) -> None:
    await program.action_view(command.group)
    screen = program.app.screen
    screen.call_after_refresh(program.app.run_action, command.action, screen)


def _offer(screen: Screen[object], command: Command, run: Callable[[], object]) -> Offer:
    keys = [shown_key(key) for key in keys_of(screen, command.id)]
    return Offer(command.label, command.help, run, keys, _names(command), _elsewhere(command))


def _offer_there(program: Program, command: Command) -> Offer:
    """Return the offer of a command that works in another room."""
    label = t("palette.there", room=t(f"shell.help.{command.group}"), command=command.label)
    run = partial(_go_and_act, program, command)
    return Offer(label, command.help, run, (), _names(command), _elsewhere(command))


def _names(command: Command) -> tuple[str, ...]:
    return (*(in_both(_NAMES[command.id]) if command.id in _NAMES else ()), command.id)


def _elsewhere(command: Command) -> tuple[str, str]:
    """Return label and explanation in the other language."""
    return in_both(f"commands.{command.id}")[1], in_both(f"commands.{command.id}.help")[1]


def _line(spoken: Spoken, words: str) -> Offer:
    here, other = in_both(words)
    names = spoken.names
    return Offer(names[0], here, lambda: None, (), names[1:], ("", other), spoken)


def _lines(
    program: Program, screen: Screen[object], active: Collection[str]
) -> Iterator[tuple[Spoken, str]]:
    yield (
        Spoken(
            _called("palette.search"),
            t("palette.search.argument"),
            lambda words: program.app.call_later(program.show_in_inbox, words),
            partial(_searches, program),
            _needed,
        ),
        "palette.search.help",
    )
    yield (
        Spoken(
            _called("palette.write"),
            t("palette.write.argument"),
            lambda to: program.write(program.session.drafts.new_draft(recipients=to)),
            partial(_addresses, program),
            _needed,
        ),
        "palette.write.help",
    )
    if not _SAVING.isdisjoint(active):
        yield (
            Spoken(
                _called("palette.export"),
                t("palette.export.argument"),
                lambda path: program.app.run_action(("", "save_to", (path,)), screen),
                partial(_paths, program),
                _needed,
            ),
            "palette.export.help",
        )
    if len(program.glances) > 1 and isinstance(screen, FramedScreen):
        yield _account_line(program)
    yield _theme_line(program)


def _account_line(program: Program) -> tuple[Spoken, str]:
    places = {clean_line(one.name, 64): place for place, one in enumerate(program.glances)}

    async def complete(typed: str) -> Sequence[str]:
        return _fitting(places, typed)

    def check(name: str) -> str:
        if name in places or not name:
            return _needed(name)
        near = checks.nearest(name, places)
        reason = "settings.reason.unknown-account" + ("-near" if near else "")
        return t(reason, name=clean_line(name, 64), near=near)

    spoken = Spoken(
        _called("palette.account"),
        t("palette.account.argument"),
        lambda name: program.app.run_action(f"app.show_account({places[name]})"),
        complete,
        check,
        is_closed=True,
    )
    return spoken, "palette.account.help"


def _theme_line(program: Program) -> tuple[Spoken, str]:
    spoken = Spoken(
        _called("palette.theme"),
        t("palette.theme.argument"),
        lambda name: choose_theme(program, checks.theme(name)),
        partial(_themes, program),
        _theme_problem,
        is_closed=True,
    )
    return spoken, "palette.theme.help"


def _called(key: str) -> tuple[str, ...]:
    """Return a command's name in the language spoken now and in the other, as it is typed."""
    return tuple(dict.fromkeys(folded(one) for one in in_both(key)))


def _needed(argument: str) -> str:
    return "" if argument else t("palette.needed")


def _theme_problem(name: str) -> str:
    try:
        checks.theme(name)
    except checks.Unfit as unfit:
        return t(unfit.reason, **unfit.values)
    return _needed(name)


async def _themes(program: Program, typed: str) -> Sequence[str]:
    own = own_theme_names(program.configuration.options.config_file)
    names = (*SHORT_THEMES, *own, *(one for one in THEMES if not one.startswith("pectui-")))
    return _fitting(names, typed)


def _fitting(names: Iterable[str], typed: str) -> list[str]:
    """Return the names that hold what is typed, those that begin so first."""
    fitting = [one for one in names if folded(typed) in folded(one)]
    return sorted(fitting, key=lambda one: not folded(one).startswith(folded(typed)))


async def _paths(program: Program, typed: str) -> Sequence[str]:
    folder = starting_folder(program.last_folder)
    text, names = await asyncio.to_thread(completed, typed, folder)
    stem = typed[: len(typed) - len(typed.rpartition("/")[2])]
    return [f"{stem}{name}" for name in names[:_MOST]] or ([text] if text != typed else [])


async def _addresses(program: Program, typed: str) -> Sequence[str]:
    before, comma, last = typed.rpartition(",")
    if not last.strip():
        return []
    await program.session.addresses.prepare()
    known = await program.session.addresses.complete(last.strip())
    head = f"{before}{comma} " if comma else ""
    return [head + clean_line(one.address) for one in known][:_MOST]


async def _searches(program: Program, typed: str) -> Sequence[str]:
    """Return the line gone on with: the word of the language, or the address, that is meant."""
    before, blank, last = typed.rpartition(" ")
    head = before + blank
    word, colon, begun = last.partition(":")
    if colon and begun and folded(word) in _ADDRESSED:
        found = await _addresses(program, begun)
        return [f"{head}{word}:{one}" for one in found]
    words = [one for text in in_both("palette.search.words") for one in text.split()]
    return [head + one for one in dict.fromkeys(words) if one.startswith(last) and one != last]
