"""Holds, reports and follows a batch, and begins one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import t, thousands
from pectui.models import BatchPhase, State
from pectui.services.batches.batches import Batches, batches_of
from pectui.services.batches.following import Whom
from pectui.services.batches.preparations import Preparation, Preparations
from pectui.system.reasons import system_reason
from pectui.text import clean_file_name, clean_line
from pectui.tui import show
from pectui.tui.messages import Answer
from pectui.tui.screens import dossiers, routes
from pectui.tui.screens.dialogs.simple import LinePrompt, Question, ask
from pectui.tui.typed_paths import as_typed, typed_paths
from pectui.tui.workers import start_call

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pectui.services.batches.status import BatchStatus
    from pectui.tui.screens.framed import FramedScreen

_MOST_DAYS = 999
_REPORTS = (".xlsx", ".csv")


@dataclass
class BatchHeld(Answer):
    """A batch was held, or let go on."""


@dataclass
class BatchFollowed(Answer):
    """A batch that follows another is to be prepared."""

    preparation: Preparation


class BatchActions:
    """What can be done with the batch meant; a part of a screen that knows which one that is."""

    def __init__(self, view: FramedScreen, chosen: Callable[[], BatchStatus | None]) -> None:
        self._view = view
        self._chosen = chosen

    @property
    def _batches(self) -> Batches:
        return batches_of(self._view.session)

    def offers(self, action: str) -> bool:
        """Whether an action can be done with the batch meant."""
        one = self._chosen()
        if action == "hold":
            return one is not None and (one.phase is not BatchPhase.OPEN or bool(one.waiting))
        if action == "stop":
            return one is not None and one.phase is not BatchPhase.STOPPED and bool(one.waiting)
        if action == "again":
            failed = (state for state in State if state.can_go_again)
            return one is not None and any(one.states.get(state) for state in failed)
        if action in {"dossier", "next_letter"}:
            return one is not None and bool(one.left)
        return action != "report" or one is not None

    def action_hold(self) -> None:
        """Pause the batch; let one that is held go on."""
        one, batches = self._chosen(), self._batches
        if one is None:
            return

        async def work() -> Answer:
            if one.phase is BatchPhase.OPEN:
                await batches.pause(one.id)
            else:
                await batches.resume(one.id)
                self._view.program.retry_connection()
            return BatchHeld()

        start_call(self._view, "hold", work)

    def action_stop(self) -> None:
        """Ask, then take back what has not left."""
        one, batches = self._chosen(), self._batches
        if one is None:
            return

        async def work() -> Answer:
            await batches.stop(one.id)
            return BatchHeld()

        question = Question(
            t("batch.stop.title"),
            [
                f"{one.id} · {clean_line(one.name, 90)}",
                "",
                t("batch.stop.detail", count=thousands(one.waiting)),
            ],
            yes=t("batch.stop.yes"),
            no=t("batch.stop.no"),
            dangerous=True,
        )
        ask(self._view, question, lambda: start_call(self._view, "hold", work))

    def action_report(self) -> None:
        """Ask for a file, and write the report into it."""
        one, batches = self._chosen(), self._batches
        if one is None:
            return

        async def work(path: Path) -> None:
            rows = await batches.report(one.id, path)
            words = t("batch.reported", rows=thousands(rows), path=clean_line(str(path), 200))
            show.notify(self._view.app, words)

        def answered(text: str | None) -> None:
            if text is not None:
                path = typed_paths(text)[0]
                start_call(self._view.app, "report", lambda: work(path))

        self._view.app.push_screen(
            ask_table_file(t("batch.report.title"), one.id, one.name), answered
        )

    def action_dossier(self) -> None:
        """Write the dossiers of what left with the batch into a new folder or zip."""
        if (one := self._chosen()) is not None:
            dossiers.ask_for_batch(self._view, one.id)

    def action_again(self) -> None:
        """Prepare a batch to those whose letter was refused or did not arrive."""
        if (one := self._chosen()) is not None:
            self._follow(one.id, Whom.FAILED, 0)

    def action_next_letter(self) -> None:
        """Ask for the days, and prepare a letter to those who have not answered in them."""
        one = self._chosen()
        if one is None:
            return

        def answered(text: str | None) -> None:
            if text is not None:
                self._follow(one.id, Whom.SILENT, int(text))

        prompt = LinePrompt(
            t("batch.days.title"), "7", note=t("batch.days.note"), check=_days_problem
        )
        self._view.app.push_screen(prompt, answered)

    def _follow(self, batch_id: str, whom: Whom, days: int) -> None:
        batches, language = self._batches, self._view.session.account.letter_language

        async def work() -> Answer:
            before = await batches.request_of(batch_id)
            request = replace(
                before,
                follows=batch_id,
                whom=whom,
                silent_days=days,
                again=0,
                # Failures trickle in: who has had a next letter gets no other one unasked.
                allow_duplicates=False,
                language=language,
            )
            return BatchFollowed(Preparations(self._view.session.books).new(request))

        start_call(self._view, "follow", work, replace=True)

    def on_batch_followed(self, event: BatchFollowed) -> None:
        """Go on with its preparation."""
        self._view.app.push_screen(routes.preparation(event.preparation))


def ask_table_file(title: str, *names: str) -> LinePrompt:
    """Return the question into which new file a table is to be written."""
    name = clean_file_name(" ".join((*(Path(one).stem for one in names), t("batch.report.name"))))
    return LinePrompt(
        title,
        as_typed(Path.cwd() / f"{name}.xlsx"),
        note=t("batch.report.note"),
        check=_file_problem,
    )


def ask_workbook(title: str, *names: str) -> LinePrompt:
    """Return the question into which new workbook the table with one address a row is written."""
    name = clean_file_name(" ".join(Path(one).stem for one in names))
    return LinePrompt(
        title,
        as_typed(Path.cwd() / f"{name}.xlsx"),
        note=t("batch.split.note"),
        check=lambda text: _file_problem(text, _REPORTS[:1], t("batches.split-suffix")),
    )


def _file_problem(text: str, suffixes: Sequence[str] = _REPORTS, otherwise: str = "") -> str:
    """Return what is wrong with the name of a table to write; nothing is overwritten."""
    paths = typed_paths(text)
    if len(paths) != 1:
        return t("batch.report.which")
    path = paths[0]
    if path.suffix.lower() not in suffixes:
        return otherwise or t("batch.report.suffix")
    try:
        return t("batch.report.exists") if path.exists() else ""
    except OSError as error:
        return system_reason(error)


def _days_problem(text: str) -> str:
    is_number = text.isascii() and text.isdigit() and 0 < int(text[:9]) <= _MOST_DAYS
    return "" if is_number else t("batch.days.problem", most=_MOST_DAYS)
