"""Hostile originals: in the lists, in the detail below them, and the files of a letter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.widgets import OptionList, Static

from pectui.models import CertifiedData, Judgement, Kind, Original, Sending, State
from pectui.pec.dates import ROME
from pectui.services.proof import letter_files
from pectui.services.proof.letter_files import Attached, LetterOriginal
from pectui.services.proof.originals import Originals, Taken, _as_taken
from pectui.signed.receipts import Wanted
from pectui.text import clean_line
from pectui.tui.screens import routes
from pectui.tui.screens.dialogs.files import FilesScreen
from pectui.tui.screens.dialogs.simple import Question
from pectui.tui.screens.message_files import MessageFiles
from pectui.tui.screens.originals import OriginalsScreen
from pectui.tui.widgets.reader.message_head import MessageHead
from tests.hostile.hostile_program import NOW, empty_sandbox, running
from tests.hostile.hostile_strings import HOSTILE, Hostile, between, marked, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pytest

    from tests.hostile.hostile_program import Running


def original(number: int, hostile: Hostile) -> Original:
    text = hostile.text
    data = CertifiedData(Kind.DELIVERY, NOW.astimezone(ROME), text, text, None, text, (text,))
    judgement = Judgement(intact=True, signer=text, issuer=text, trusted=True, valid_then=True)
    return Original(number, "0" * 64, 1, text, data, judgement, NOW, text)


def lacking(number: int, hostile: Hostile) -> tuple[Sending, Wanted]:
    sending = Sending(
        id=str(number),
        account="studio",
        recipients=(hostile.text,),
        subject=hostile.text,
        state=State.SENT,
        queued_at=NOW,
    )
    return sending, Wanted(())


async def open_originals(on: Running) -> OriginalsScreen:
    """Open the originals, and wait for what is known of them."""
    screen = routes.originals()
    assert isinstance(screen, OriginalsScreen)
    on.program.push_screen(screen)
    await on.until(lambda: screen.is_laid_out and screen.missing is not None, "the originals")
    return screen


async def show_taken(on: Running, screen: OriginalsScreen, files: Sequence[Taken]) -> None:
    """Show what became of files that were taken in, the cursor among them."""
    screen.taken = tuple(files)
    screen.part = "taken"
    await on.until(lambda: screen.query_one("#taken").has_focus)


async def test_originals_with_every_string(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def bound(_: Originals) -> tuple[Taken, ...]:
        return tuple(_as_taken(original(*one)) for one in enumerate(HOSTILE))

    async def missing(_: Originals) -> tuple[tuple[Sending, Wanted], ...]:
        return tuple(lacking(*one) for one in enumerate(HOSTILE))

    monkeypatch.setattr(Originals, "bound", bound)
    monkeypatch.setattr(Originals, "missing", missing)
    async with running(tmp_path, empty_sandbox(), monkeypatch, size=(160, 60)) as on:
        screen = await open_originals(on)
        assert screen.missing
        for part in ("missing", "kept"):
            screen.part = part
            shown = screen.query_one(f"#{part}")
            await on.until(lambda: shown.has_focus, part)  # noqa: B023
            for hostile in HOSTILE:
                await on.until(
                    lambda: words_of(hostile.text)[:20] in words_of(on.picture),  # noqa: B023
                    f"{part}: {hostile.name}",
                )
                on.assert_clean()
                on.press("j")
        screen.dismiss()
        await on.until(lambda: on.program.screen is not screen)
        await on.assert_alive()


_FILE, _SUBJECT, _RECIPIENT, _SIGNER, _ISSUER = range(1, 6)


def marked_in_every_field(number: int, hostile: Hostile) -> tuple[Taken, Taken, Taken]:
    """Return an original that proves, one that does not, and one that was refused."""
    text = hostile.text
    data = CertifiedData(
        Kind.DELIVERY,
        NOW.astimezone(ROME),
        text,
        marked(_SUBJECT, text),
        None,
        text,
        (),
        addressee=marked(_RECIPIENT, text),
    )
    judgement = Judgement(
        intact=True,
        signer=marked(_SIGNER, text),
        issuer=marked(_ISSUER, text),
        trusted=True,
        valid_then=True,
    )
    file = marked(_FILE, text)
    kept = Original(number, "0" * 64, 1, file, data, judgement, NOW, text)
    refused = Taken(clean_line(file), data, judgement, "It was changed after it was signed")
    return _as_taken(kept), replace(_as_taken(kept), problem=refused.problem), refused


def all_fields(words: str) -> list[str]:
    """Return what of each field is told, without what has no sign of its own."""
    fields = (_FILE, _SUBJECT, _RECIPIENT, _SIGNER, _ISSUER)
    return [words_of(one) for field in fields for one in between(field, words)]


async def test_the_detail_below_the_list_shows_every_field_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path, empty_sandbox(), monkeypatch, size=(160, 60)) as on:
        screen = await open_originals(on)
        pairs = [
            (one, taken) for n, one in enumerate(HOSTILE) for taken in marked_in_every_field(n, one)
        ]
        await show_taken(on, screen, [taken for _, taken in pairs])
        detail = screen.query_one("#detail", Static)
        for hostile, taken in pairs:
            await on.until(lambda: screen.chosen is taken, hostile.name)  # noqa: B023
            expected = [words_of(hostile.text)] * 5
            await on.until(
                lambda: all_fields(str(detail.content)) == expected,  # noqa: B023
                hostile.name,
            )
            on.assert_clean()
            on.press("j")
        screen.part = "missing"
        await on.until(lambda: screen.part == "missing")
        screen.dismiss()
        await on.until(lambda: on.program.screen is not screen)
        await on.assert_alive()


async def test_the_question_before_one_is_taken_out_shows_every_field(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path, empty_sandbox(), monkeypatch, size=(160, 60)) as on:
        screen = await open_originals(on)
        files = [marked_in_every_field(n, one)[0] for n, one in enumerate(HOSTILE)]
        await show_taken(on, screen, files)
        for hostile, taken in zip(HOSTILE, files, strict=True):
            await on.until(lambda: screen.chosen is taken, hostile.name)  # noqa: B023
            on.press("d")
            await on.until(lambda: isinstance(on.program.screen, Question), hostile.name)
            await on.until(lambda: "Take this original out again?" in on.picture, hostile.name)
            on.assert_clean()
            on.press("n")
            await on.until(lambda: on.program.screen is screen, hostile.name)
            on.press("j")
        await on.assert_alive_after("q")


async def test_names_of_files_of_a_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox = empty_sandbox()
    sandbox.deliver_mail(sender="a@b.example", subject="x", body="y", certified=True, date=NOW)
    found: list[LetterOriginal] = []

    async def last(*_: object) -> LetterOriginal | None:
        return found[-1] if found else None

    monkeypatch.setattr(letter_files, "letter_original", last)
    async with running(tmp_path, sandbox, monkeypatch, size=(160, 60)) as on:
        on.press("enter")
        await on.until(lambda: on.inbox.reader.message is not None, "the letter")
        row = on.inbox.reading.wanted
        assert row is not None
        head = on.inbox.query_one(MessageHead)
        seek = MessageFiles(on.inbox, on.inbox.reading)
        for number, hostile in enumerate(HOSTILE):
            files = (Attached(marked(1, hostile.text), 12), Attached(hostile.text, 3))
            found.append(LetterOriginal(original(number, hostile), files))
            seek.look_for(row)
            await on.until(
                lambda: (
                    [words_of(hostile.text)]  # noqa: B023
                    == [words_of(one) for one in between(1, str(head.content))]
                ),
                hostile.name,
            )
            on.assert_clean()
            on.press("E")
            await on.until(lambda: isinstance(on.program.screen, FilesScreen), hostile.name)
            await on.until(lambda: isinstance(on.program.focused, OptionList), hostile.name)
            await on.until(lambda: "12 B" in on.picture, hostile.name)
            assert words_of(hostile.text) in words_of(on.assert_clean())
            on.press("q")
            await on.until(lambda: on.program.screen is on.inbox, hostile.name)
        await on.assert_alive_after("escape")
