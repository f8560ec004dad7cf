"""The recipients of a letter: tokens that wrap, and what the typed beginning may become."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.models import Letter, Marks
from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.widgets.compose.addresses import parted
from pectui.tui.widgets.compose.tokens import wrapped
from pectui.tui.widgets.list.search_field import SearchField
from tests.tui.conftest import MakeProgram, make_sandbox, picture, resize, shows, wait_for
from tests.tui.sending_steps import type_in, words, write

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from pectui.sandbox import Sandbox
    from pectui.tui.app import PectuiApp

SIZES = [(80, 24), (60, 20)]


def run(app: PectuiApp, size: tuple[int, int] = (80, 24)):  # type: ignore[no-untyped-def]
    return app.run_test(size=size, notifications=True)


def to(screen: ComposeScreen) -> list[str]:
    return list(screen.letter.recipients)


async def know(app: PectuiApp, *addresses: str) -> None:
    """Have the program know addresses: letters to them wait in its outbox."""
    letter = Letter(recipients=addresses, subject="Prima", body="Testo")
    await app.session.outbox.queue(letter, delay=3600.0)


async def begin(app: PectuiApp, pilot: Pilot[None], to: str = "", *known: str) -> ComposeScreen:
    """Open a letter to `to` with the keys on its recipients, where `known` are known."""
    await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
    if known:
        await know(app, *known)
    screen = await write(app, pilot, to, "Oggetto", "Testo")
    await app.session.addresses.prepare()
    screen.form.to.focus()
    await pilot.pause()
    return screen


async def offered(app: PectuiApp, pilot: Pilot[None], screen: ComposeScreen) -> str:
    """Wait for completions, and return the picture of the screen then."""
    await wait_for(pilot, lambda: screen.form.to.completions.is_open, "completions")
    await pilot.pause()
    return picture(app)


# Where an address ends


@pytest.mark.parametrize(
    ("typed", "complete", "rest"),
    [
        ("a@b.it", "", "a@b.it"),
        ("a@b.it,", "a@b.it,", ""),
        ("a@b.it; c", "a@b.it;", "c"),
        ("a@b.it ", "a@b.it ", ""),
        ("Mario ", "", "Mario "),
        ("Mario Rossi <m@b.it>", "", "Mario Rossi <m@b.it>"),
        ('"Rossi, ', "", '"Rossi, '),
        ('"Rossi, Mario" <m@b.it>', "", '"Rossi, Mario" <m@b.it>'),
        ('"Rossi, Mario" <m@b.it>, x', '"Rossi, Mario" <m@b.it>,', "x"),
        ("tag:cli", "", "tag:cli"),
    ],
)
def test_where_an_address_ends(typed: str, complete: str, rest: str) -> None:
    assert parted(typed) == (complete, rest)


@given(st.text(st.sampled_from('ab@.,; "<>')))
def test_nothing_typed_is_lost_between_the_parts(typed: str) -> None:
    complete, rest = parted(typed)
    assert (complete + rest).replace(" ", "") == typed.replace(" ", "")


@given(st.lists(st.integers(1, 30)), st.integers(1, 40))
def test_tokens_wrap_in_order_and_within_the_width(widths: list[int], width: int) -> None:
    lines = wrapped(widths, width)
    assert [one for line in lines for one in line] == list(range(len(widths)))
    for line in lines:
        total = sum(widths[one] for one in line) + len(line) - 1
        assert total <= width or len(line) == 1


# Tokens


async def test_what_is_typed_becomes_tokens(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        screen = await begin(app, pilot)
        await type_in(pilot, *"a@pec.example,b@pec.example c@pec.example", "enter")
        assert screen.form.to.typed.value == ""
        assert to(screen) == ["a@pec.example", "b@pec.example", "c@pec.example"]
        await type_in(pilot, *'"Rossi, Mario" <m@pec.example>;', *"storto,")
        assert to(screen)[3:] == ["m@pec.example", "storto"]
        assert '"Rossi, Mario" <m@pec.example>' in screen.draft.recipients
        await shows(pilot, "✗ storto")
        assert "not an address: storto" in words(app, "#to-note")
        await type_in(pilot, *"a@pec.example", "enter")
        assert len(to(screen)) == 5, "each once"


async def test_tokens_are_edited_with_the_keys_alone(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        screen = await begin(app, pilot, "a@pec.example, b@pec.example, c@pec.example")
        await pilot.press("backspace", "backspace", *"net", "enter")
        assert to(screen)[-1] == "c@pec.examplnet"
        await pilot.press("left", "left", "enter", "home", *"x", "enter")
        assert to(screen) == ["a@pec.example", "xb@pec.example", "c@pec.examplnet"]
        await pilot.press("left", "left", "left", "delete")
        assert to(screen) == ["xb@pec.example", "c@pec.examplnet"]
        await shows(pilot, "▸xb@pec.example")
        await type_in(pilot, "right", "right", *"d@pec.example", "enter")
        assert to(screen)[-1] == "d@pec.example"
        await pilot.press("left", "left", "left", "left", "left", "left")
        await type_in(pilot, *"e@pec.example", "enter")
        assert to(screen)[-1] == "e@pec.example", "typing is typing"
        for _ in range(9):
            await pilot.press("left", "backspace")
        assert to(screen) == []


async def test_what_was_stored_is_not_changed_by_looking_at_it(make_program: MakeProgram) -> None:
    typed = 'a@pec.example;b@pec.example ; "Bo, B." <c@pec.example>'
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        screen = await begin(app, pilot, typed)
        await pilot.press("left", "left", "right", "right", "tab", "shift+tab")
        assert screen.draft.recipients == typed


async def test_what_is_typed_last_counts_wherever_the_keys_go(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        screen = await begin(app, pilot)
        await type_in(pilot, *"a@pec.example")
        assert to(screen) == ["a@pec.example"]
        await pilot.press("tab")
        assert screen.form.to.typed.value == ""
        assert to(screen) == ["a@pec.example"]


async def test_forty_recipients_leave_room_to_write(make_program: MakeProgram) -> None:
    many = ", ".join(f"destinatario{n}@pec.studio{n}.example" for n in range(40))
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        screen = await begin(app, pilot, many)
        for size in SIZES:
            await resize(pilot, size)
            await shows(pilot, "destinatario39")
            shown = picture(app)
            for part in ("40 recipients", "No attachments", "F9"):
                assert part in shown, (size, part)
            assert screen.text.size.height >= 4, size
            await type_in(pilot, *["left"] * 40)
            await shows(pilot, "▸destinatario0@")
            await type_in(pilot, *["right"] * 40)


# Completing


async def test_a_known_address_is_completed_while_it_is_typed_and_escape_closes_the_list_first(
    make_program: MakeProgram,
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        screen = await begin(app, pilot, "", "zeno@pec.studio.example", "zita@pec.example")
        for size in SIZES:
            screen.form.to.value = ""
            await resize(pilot, size)
            await type_in(pilot, *"ze")
            shown = await offered(app, pilot, screen)
            assert "▸ zeno@pec.studio.example" in shown, size
            await pilot.press("enter")
            assert to(screen) == ["zeno@pec.studio.example"], size
            await pilot.press(*"z")
            shown = await offered(app, pilot, screen)
            assert "zita@pec.example" in shown, size
            await pilot.press("tab")
            assert to(screen)[-1] == "zita@pec.example", size
            assert app.focused is screen.form.to.typed, size
        screen.form.to.value = ""
        await pilot.press("z")
        await offered(app, pilot, screen)
        await pilot.press("escape")
        assert app.screen is screen
        assert not screen.form.to.completions.is_open
        assert screen.form.to.typed.value == "z"
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is not screen, "the question")


async def test_an_address_typed_in_full_is_never_replaced(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        screen = await begin(app, pilot, "", "zeno@pec.it.example")
        await type_in(pilot, *"zeno@pec.it")
        await wait_for(
            pilot,
            lambda: (
                screen.form.to.completions.is_open and screen.form.to.completions.chosen is None
            ),
        )
        await pilot.press("enter")
        assert to(screen) == ["zeno@pec.it"]
        await pilot.press("backspace")
        await wait_for(
            pilot,
            lambda: (
                screen.form.to.completions.is_open and screen.form.to.completions.chosen is None
            ),
        )
        await pilot.press("down", "enter")
        assert to(screen) == ["zeno@pec.it.example"]


async def test_a_tag_is_shown_and_then_taken_for_its_addresses(make_program: MakeProgram) -> None:
    sandbox: Sandbox = make_sandbox(messages=0)
    for name in ("uno", "due"):
        sandbox.deliver_mail(
            sender=f"{name}@clienti.example", subject="Ciao", body="x", certified=True
        )
    app = make_program(sandbox)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        inbox = app.screen
        assert isinstance(inbox, InboxScreen)
        await wait_for(pilot, lambda: len(inbox.messages.rows) == 2, "the mailbox")
        local = app.local.mailbox
        rows = [row for row in inbox.messages.rows if "clienti" in row.envelope.sender]
        assert len(rows) == 2
        await local.mark(rows, lambda _: Marks(tags=("clienti",)))
        screen = await begin(app, pilot)
        await type_in(pilot, *"tag:cl")
        shown = await offered(app, pilot, screen)
        assert "tag:clienti" in shown
        assert "2 addresses" in shown
        assert "uno@clienti.example" in shown
        assert to(screen) == ["tag:cl"]
        await pilot.press("enter")
        assert sorted(to(screen)) == ["due@clienti.example", "uno@clienti.example"]


async def test_what_is_known_stands_beside_the_address(make_program: MakeProgram) -> None:
    sandbox = make_sandbox(messages=0)
    app = make_program(sandbox)
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        letter = Letter(recipients=("mancata.zeno@pec.example",), subject="Prima", body="Testo")
        (queued,) = await app.session.outbox.queue(letter)
        (sent,) = await app.session.outbox.deliver([queued.id])
        assert sent.code
        await app.session.tracking.refresh(sent.code)
        screen = await begin(app, pilot, "someone@gmail.com, mancata.zeno@pec.example")
        await wait_for(pilot, lambda: "! failed" in words(app, "#to-note"), "what is known")
        await shows(pilot, "! mancata.zeno")
        await pilot.press("left", "left")
        assert "ordinary mail" in words(app, "#to-note")
        await type_in(pilot, "end", *"manc")
        assert screen.form.to.typed.value == "manc"


async def test_hostile_names_are_shown_and_never_obeyed(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        typed = '"[red]\x1b[31m\u202eZeno[/ciao]" <z@pec.example>'
        draft = app.session.drafts.new_draft(recipients=typed)
        await app.session.drafts.save(draft)
        letter = Letter(("z@pec.example",), "Prima", "Testo", draft_id=draft.id)
        await app.session.outbox.queue(letter, delay=3600.0)
        screen = await begin(app, pilot)
        await type_in(pilot, *"z@p")
        shown = await offered(app, pilot, screen)
        assert "[red]" in shown
        assert "[/ciao]" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        await pilot.press("enter")
        assert screen.draft.recipients == "z@pec.example", "nothing foreign is taken along"


# In a search


async def test_a_search_for_a_sender_is_completed(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        await know(app, "zeno@pec.example")
        await pilot.press("slash")
        await type_in(pilot, *"from:Zen")
        field = app.focused
        assert isinstance(field, SearchField)
        await shows(pilot, "o@pec.example")
        assert field.value == "from:Zen"
        await pilot.press("right")
        assert field.value == "from:Zeno@pec.example"
        field.value = "Zen"
        await wait_for(
            pilot, lambda: "o@pec.example" not in picture(app), "nothing but where one is meant"
        )
