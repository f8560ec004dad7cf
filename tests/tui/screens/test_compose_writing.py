"""Writing a letter: what is typed is checked, counted, and safe on disk at once."""

from __future__ import annotations

import stat
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Checkbox, Input, Static

from pectui.errors import FileUnreadable
from pectui.services.session import open_session
from pectui.tui.screens.compose import ComposeScreen
from pectui.tui.screens.dialogs import attach
from pectui.tui.screens.dialogs.attach import AttachScreen
from pectui.tui.screens.dialogs.draft_question import DraftQuestion
from pectui.tui.screens.inbox import InboxScreen
from pectui.tui.typed_paths import as_typed, completed, typed_paths
from tests.accounts import make_account, make_options
from tests.tui.conftest import MakeProgram, make_sandbox, picture, wait_for
from tests.tui.sending_steps import type_in

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from pectui.models import Draft
    from pectui.tui.app import PectuiApp

SIZE = (80, 24)


def run(app: PectuiApp) -> Any:
    return app.run_test(size=SIZE, notifications=True, tooltips=True)


def words(app: PectuiApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).content)


def told(app: PectuiApp) -> str:
    return "\n".join(f"{one.title} {one.message}" for one in app._notifications)


async def compose(app: PectuiApp, pilot: Pilot[None]) -> ComposeScreen:
    await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
    await pilot.press("c")
    await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen) and app.focused)
    assert isinstance(app.screen, ComposeScreen)
    return app.screen


async def on_disk(folder: Path) -> tuple[Draft, ...]:
    """Return the drafts as a second program on the same folder sees them."""
    async with open_session(make_account(), make_options(folder)) as session:
        return await session.drafts.all()


async def test_recipients_and_subject_are_checked_while_they_are_typed(
    make_program: MakeProgram,
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        screen = await compose(app, pilot)
        recipients, subject = screen.form.to, screen.query_one("#subject", Input)
        await type_in(pilot, *"rossi@pec")
        assert "rossi@pec" in words(app, "#to-note")
        assert "not an address" in words(app, "#to-note")
        await type_in(pilot, *".example")
        assert "1 recipient" in words(app, "#to-note")
        recipients.value = "rossi@pec.example; Anna <anna@pec.example>, rossi@pec.example"
        await pilot.pause()
        assert words(app, "#to-note").startswith("2 recipients, one sending each")
        screen.query_one("#together").toggle()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "each sees the others" in words(app, "#to-note")
        subject.value = "x" * 119
        await pilot.pause()
        assert words(app, "#counter") == "119/120"
        subject.value = "x" * 121
        await pilot.pause()
        assert "121/120" in words(app, "#counter")
        assert "!" in words(app, "#counter"), "not by colour alone"


async def test_typing_without_a_pause_is_saved_all_the_same(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        screen = await compose(app, pilot)
        typed = screen.form.to.typed

        def type_on() -> bool:
            typed.insert_text_at_cursor("a")
            return bool(screen.saved_at)

        await wait_for(pilot, type_on, "a draft saved while keys go on coming")
        (draft,) = await on_disk(tmp_path)
        assert set(draft.recipients) == {"a"}
        mode = stat.S_IMODE(next((tmp_path / "data").glob("*.db")).stat().st_mode)
        assert mode == 0o600


async def test_the_last_keys_before_quitting_are_saved(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await compose(app, pilot)
        await type_in(pilot, *"ultimo@pec.example")
        await pilot.press("ctrl+q")
    (draft,) = await on_disk(tmp_path)
    assert draft.recipients == "ultimo@pec.example"


async def test_leaving_an_unsent_letter_asks(make_program: MakeProgram, tmp_path: Path) -> None:
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        await compose(app, pilot)
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen), "nothing to ask")

        await compose(app, pilot)
        await pilot.press("0", "escape")
        await wait_for(pilot, lambda: isinstance(app.screen, DraftQuestion))
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, ComposeScreen))
        await pilot.press("b", "escape", "k")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        assert [draft.recipients for draft in await app.session.drafts.all()] == ["0b"]

        screen = await compose(app, pilot)
        await pilot.press("c")
        await wait_for(pilot, lambda: screen.saved_at)
        await pilot.press("0", "escape")
        await wait_for(pilot, lambda: isinstance(app.screen, DraftQuestion))
        await pilot.press("x")
        await wait_for(pilot, lambda: isinstance(app.screen, InboxScreen))
        await pilot.pause()
    assert [draft.recipients for draft in await on_disk(tmp_path)] == ["0b"], "thrown away for good"


async def test_a_key_beside_the_fields_begins_no_second_letter(make_program: MakeProgram) -> None:
    app = make_program(make_sandbox(messages=0))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await compose(app, pilot)
        screen.query(Checkbox).last().focus()
        await wait_for(pilot, lambda: isinstance(app.focused, Checkbox))
        await pilot.press("c", "m")
        assert [one for one in app.screen_stack if isinstance(one, ComposeScreen)] == [screen]
        await wait_for(pilot, lambda: "F9 Send" in picture(app))
        assert "c Write" not in picture(app)


# ── attachments ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("{folder}/atto.pdf", ["atto.pdf"]),
        ("  {folder}/atto.pdf \t", ["atto.pdf"]),
        ("'{folder}/due parole.pdf'", ["due parole.pdf"]),
        ('"{folder}/due parole.pdf"', ["due parole.pdf"]),
        ("{folder}/due\\ parole.pdf", ["due parole.pdf"]),
        ("{folder}/due parole.pdf", ["due parole.pdf"]),
        ("{folder}/l'atto.pdf", ["l'atto.pdf"]),
        ("file://{folder}/due%20parole.pdf", ["due parole.pdf"]),
        ("'{folder}/atto.pdf' {folder}/due\\ parole.pdf", ["atto.pdf", "due parole.pdf"]),
        ("file://{folder}/atto.pdf file://{folder}/l%27atto.pdf", ["atto.pdf", "l'atto.pdf"]),
        ("~/casa.pdf", ["casa.pdf"]),
        ("qui.pdf", ["qui.pdf"]),
        ("./qui.pdf", ["qui.pdf"]),
        ("questo file manca.pdf", ["questo file manca.pdf"]),
        ("~nessuno-di-nome-così/x.pdf", ["x.pdf"]),
        ("un'apostrofo manca.pdf", ["un'apostrofo manca.pdf"]),
        ("x" * 5000, ["x" * 5000]),
        ("", []),
        ("   ", []),
    ],
)
def test_a_path_is_understood_however_it_was_typed_pasted_or_dropped(
    typed: str, names: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "carte"
    folder.mkdir()
    for name in ("atto.pdf", "due parole.pdf", "l'atto.pdf", "qui.pdf"):
        (folder / name).touch()
    (tmp_path / "home" / "casa.pdf").touch()
    monkeypatch.chdir(folder)
    paths = typed_paths(typed.replace("{folder}", str(folder)))
    assert [path.name for path in paths] == names
    assert all(path.is_absolute() for path in paths)


@pytest.mark.parametrize(
    "name",
    ["atto.pdf", "l'atto.pdf", "l'atto dell'anno.pdf", "d'un \"l'altro\".pdf", "a\\b' c'.pdf"],
)
def test_what_is_proposed_for_a_new_file_is_understood_as_just_that(
    name: str, tmp_path: Path
) -> None:
    assert typed_paths(as_typed(tmp_path / name)) == (tmp_path / name,)


@given(st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1))
def test_any_name_can_be_proposed(name: str) -> None:
    path = Path("/nowhere") / f"x{name}x"
    assert typed_paths(as_typed(path)) == (path,)


async def test_files_are_attached_counted_and_taken_away(
    make_program: MakeProgram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "home" / "carte"
    folder.mkdir()
    (folder / "atto.pdf").write_bytes(b"x" * 3_000)
    with (folder / "video.mp4").open("wb") as file:
        file.truncate(60_000_000)
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        screen = await compose(app, pilot)

        async def attach_path(text: str) -> None:
            await pilot.press("f6")
            await wait_for(pilot, lambda: isinstance(app.screen, AttachScreen) and app.focused)
            app.screen.query_one(Input).value = text
            await pilot.press("enter")

        await attach_path(f"{folder}/manca.pdf")
        await pilot.pause()
        assert isinstance(app.screen, AttachScreen), "one can correct it"
        assert "manca.pdf: there is no such file" in told(app)
        app.screen.query_one(Input).value = f"{folder}/atto.pdf"
        await pilot.press("enter")
        await wait_for(pilot, lambda: screen.files.paths)
        assert "1 attachment, 4 kB when sent" in words(app, "#files-note")

        await attach_path(str(folder))
        await wait_for(pilot, lambda: app.focused is app.screen.query_one(attach.Folders))
        tree = app.screen.query_one(attach.Folders)
        await wait_for(pilot, lambda: len(tree.root.children) == 2, "the folder's files")
        await pilot.press("down", "down", "enter")
        await wait_for(pilot, lambda: len(screen.files.paths) == 2)
        await wait_for(pilot, lambda: "✗ 2 attachments, 82.1 MB" not in words(app, "#files-note"))
        assert "! 2 attachments, 82.1 MB when sent, of 100 MB" in words(app, "#files-note")

        await attach_path(f"{folder}/atto.pdf")
        await wait_for(pilot, lambda: "Already attached" in told(app))
        assert len(screen.files.paths) == 2
        screen.files.focus()
        await pilot.press("end", "delete")
        await pilot.pause()
        assert [Path(path).name for path in screen.files.paths] == ["atto.pdf"]
        await pilot.press("delete")
        await pilot.pause()
        assert "No attachments" in words(app, "#files-note")
        assert str(app.focused) not in {"None", str(screen.files)}


def test_a_file_that_cannot_be_read_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "chiuso.pdf"
    path.touch()
    attach.check_readable(path)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileUnreadable, match="not allowed"):
        attach.check_readable(path)
    with pytest.raises(FileUnreadable, match="not a file"):
        attach.check_readable(tmp_path)
    with pytest.raises(FileUnreadable):
        attach.check_readable(Path("/" + "x" * 5000))


# ── the editor ─────────────────────────────────────────────────────────────────────────────────


def script(folder: Path, text: str) -> str:
    path = folder / "editor.sh"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o700)
    return str(path)


EDITORS = [
    ("printf 'Perché no?\\nFine\\n' > \"$1\"", "Perché no?\nFine", ""),
    ("printf 'Perch\\351 no?\\n' > \"$1\"", "Perché no?", ""),
    ("printf '\\033[31mrosso' > \"$1\"", "[31mrosso", "1 control character is left out"),
    ("exit 1", "Prima", "editor could not be used"),
    ("printf 'a metà' > \"$1\"; exit 1", "a metà", ""),
    ('rm "$1"', "Prima", "does not exist"),
]
"""What an editor does, the text there is then, and what is said of it."""


async def test_the_editor_gives_the_text_back(
    make_program: MakeProgram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    app = make_program(make_sandbox(messages=0))
    monkeypatch.setattr(app, "suspend", nullcontext)
    async with run(app) as pilot:
        screen = await compose(app, pilot)
        for does, text, complaint in EDITORS:
            monkeypatch.setenv("EDITOR", script(tmp_path, does))
            screen.text.text = "Prima"
            await pilot.press("f4")
            await wait_for(pilot, lambda: screen.text.text == text, does)  # noqa: B023
            await wait_for(pilot, lambda: complaint in told(app), does)  # noqa: B023
            if text != "Prima":
                screen.text.action_undo()
                assert screen.text.text == "Prima", f"what it did can be undone: {does}"
            await wait_for(
                pilot, lambda: not [*tmp_path.glob("pectui-*.txt")], f"no copy of it left: {does}"
            )


async def test_no_editor_at_all_is_said(
    make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor-anywhere")
    app = make_program(make_sandbox(messages=0))
    monkeypatch.setattr(app, "suspend", nullcontext)
    async with run(app) as pilot:
        screen = await compose(app, pilot)
        screen.text.text = "Resta"
        await pilot.press("ctrl+g")
        await wait_for(pilot, lambda: "no-such-editor" in told(app))
        assert screen.text.text == "Resta"


@pytest.mark.parametrize(
    ("typed", "text", "names"),
    [
        ("a", "atto", ("atto 2.pdf", "atto.pdf")),
        ("atto.", "atto.pdf", ("atto.pdf",)),
        ("c", "carte/", ("carte/",)),
        ("carte/", "carte/prima.pdf", ("carte/prima.pdf",)),
        ("./c", "./carte/", ("carte/",)),
        ("~/ca", "~/casa.pdf", ("casa.pdf",)),
        ("{folder}/c", "{folder}/carte/", ("carte/",)),
        (".n", ".nascosto", (".nascosto",)),
        ("manca", "manca", ()),
        ("'a", "'a", ()),
        ("manca/x", "manca/x", ()),
        ("a\0b/", "a\0b/", ()),
    ],
)
def test_a_typed_path_goes_on_as_in_a_shell(
    typed: str, text: str, names: tuple[str, ...], tmp_path: Path
) -> None:
    folder = tmp_path / "qui"
    (folder / "carte").mkdir(parents=True)
    (folder / "carte" / "prima.pdf").touch()
    for name in ("atto.pdf", "atto 2.pdf", ".nascosto", "bello\x1b[2J"):
        (folder / name).touch()
    (tmp_path / "home" / "casa.pdf").touch()
    done, found = completed(typed.replace("{folder}", str(folder)), folder)
    assert done == text.replace("{folder}", str(folder))
    assert found == tuple(name.rpartition("/")[2] or name for name in names) or found == names


async def test_choosing_a_file_begins_here_goes_up_and_remembers(
    make_program: MakeProgram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "lavoro" / "qui"
    folder.mkdir(parents=True)
    (folder / "atto.pdf").touch()
    (tmp_path / "lavoro" / "sopra.pdf").touch()
    monkeypatch.chdir(folder)
    app = make_program(make_sandbox(messages=0))
    async with run(app) as pilot:
        screen = await compose(app, pilot)

        async def open_picker(place: Path) -> None:
            await pilot.press("f6")
            await wait_for(pilot, lambda: isinstance(app.screen, AttachScreen) and app.focused)
            await wait_for(pilot, lambda: words(app, "#place").endswith(place.name))

        await open_picker(folder)
        await pilot.press("a", "tab")
        field = app.screen.query_one(Input)
        await wait_for(pilot, lambda: field.value == "atto.pdf")
        await pilot.press("enter")
        await wait_for(pilot, lambda: screen.files.paths == (str(folder / "atto.pdf"),))

        monkeypatch.chdir(tmp_path)
        await open_picker(folder)
        await pilot.press("tab")
        await wait_for(pilot, lambda: isinstance(app.focused, attach.Folders))
        await pilot.press("backspace")
        await wait_for(pilot, lambda: words(app, "#place").endswith("lavoro"))
        await pilot.press("f7", "f7")
        await wait_for(pilot, lambda: words(app, "#place") == str(tmp_path.parent))
        app.screen.query_one(Input).focus()
        app.screen.query_one(Input).value = str(tmp_path / "lavoro")
        await pilot.press("enter")
        await wait_for(pilot, lambda: words(app, "#place").endswith("lavoro"))
        tree = app.screen.query_one(attach.Folders)
        await wait_for(pilot, lambda: len(tree.root.children) == 2)
        await pilot.press("down", "down", "enter")
        await wait_for(pilot, lambda: len(screen.files.paths) == 2)
        assert screen.files.paths[1].endswith("sopra.pdf")
