"""Batches as the JSON of the outside contract, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pectui.catalogue import apart, t, tn
from pectui.cli import output
from pectui.cli.table import GAP, WHOLE, listing
from pectui.cli.views import local
from pectui.pec.dates import format_iso
from pectui.pec.letters import plain_to_html
from pectui.services.batches.findings import rows_in_words, words_of
from pectui.services.batches.status import STATE_WORDS
from pectui.text import clean_block, clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pectui.errors import BatchNotReady
    from pectui.models import BatchRow, Finding
    from pectui.services.batches.check import Check
    from pectui.services.batches.letters import RowLetter
    from pectui.services.batches.request import BatchRequest
    from pectui.services.batches.status import BatchStatus

_SHOWN = 20
"""Findings told in words; all of them are in the JSON and in the table."""
_ROW_HEADING = (
    "cli.batch.heading.row",
    "cli.batch.heading.to",
    "cli.batch.heading.state",
    "cli.batch.heading.code",
    "cli.batch.heading.reason",
)


def finding_view(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON."""
    view: dict[str, Any] = {"row": finding.row, "line": finding.line}
    if finding.rows:
        view = {"rows": list(finding.rows)}
    return view | {"field": finding.field or None, "reason": finding.words}


def check_view(check: Check) -> dict[str, Any]:
    """Return a check as JSON."""
    return {
        "rows": check.rows,
        "ready": check.ready,
        "encoding": check.encoding or None,
        "delimiter": check.delimiter,
        "sheet": check.sheet,
        "recipient_column": check.recipient_column,
        "fields": dict(zip(check.keys, check.header, strict=True)),
        "problems": [finding_view(one) for one in check.problems],
        "warnings": [finding_view(one) for one in check.warnings],
        "hints": [finding_view(one) for one in check.hints],
        "to_post": list(check.to_post),
        "facts": list(check.facts),
    }


def letter_view(letter: RowLetter, batch_id: str, request: BatchRequest) -> dict[str, Any]:
    """Return the letter of a row as JSON, exactly as it would leave."""
    files = [{"name": one.path.name, "bytes": one.size} for one in letter.files]
    if letter.form is not None:
        name = letter.form.pdf_name if request.as_pdf else letter.form.name
        files.append({"name": name, "bytes": letter.form.size})
    return {
        "row": letter.row,
        "line": letter.line,
        "to": letter.recipient or None,
        "subject": letter.subject_with(batch_id) if letter.recipient else letter.subject,
        "body": letter.body,
        "body_html": letter.body if request.is_html else plain_to_html(letter.body),
        "html": request.is_html,
        "attachments": files,
        "batch": batch_id,
        "problems": [finding_view(one) for one in letter.problems],
        "warnings": [finding_view(one) for one in letter.findings if one not in letter.problems],
    }


def status_view(status: BatchStatus) -> dict[str, Any]:
    """Return how a batch stands as JSON."""
    view: dict[str, Any] = {
        "batch": status.id,
        "name": status.name,
        "rows": status.rows,
        "states": dict(status.states),
        "done": status.is_done,
        "confirmed_at": format_iso(status.confirmed_at),
        "held": status.standstill or None,
    }
    if status.follows:
        view["follows"] = status.follows
    return view


def row_view(row: BatchRow) -> dict[str, Any]:
    """Return a row of a batch as JSON."""
    reason = str(row.reason or "") or "; ".join(map(words_of, row.findings))
    return {
        "row": row.row,
        "line": row.line,
        "to": row.recipient or None,
        "state": row.state,
        "code": row.code,
        "reason": reason or None,
    }


# In words


def tell_check(check: Check) -> None:
    """Print what is to be said of a table: counts, problems, warnings, facts."""
    output.prose(
        t("cli.batch.checked", column=clean_line(check.recipient_column),
          **apart(rows=check.rows, ready=check.ready, post=len(check.to_post),
                  problems=len(check.not_ready)))
    )  # fmt: skip
    tell_findings("✗", check.problems)
    tell_findings("!", check.warnings)
    tell_findings("·", check.hints)
    if check.to_post:
        output.prose(t("cli.batch.to-post", rows=rows_in_words(check.to_post)))
    for fact in check.facts:
        output.words(fact)


def tell_not_ready(check: Check, error: BatchNotReady, *, as_json: bool) -> None:
    """Print why nothing was queued, with what is wrong with which row."""
    if as_json:
        output.document({"error": error.as_json()} | check_view(check))
        return
    tell_findings("✗", check.problems)
    output.failure(error, as_json=False)


def tell_findings(sign: str, findings: Sequence[Finding]) -> None:
    """Print findings with their rows: the first of them, and how many more."""
    for one in findings[:_SHOWN]:
        place = _place(one)
        output.prose(f"{sign} {place}{clean_line(one.words, 400)}")
    if len(findings) > _SHOWN:
        output.prose(f"{sign} {tn('batches.more', len(findings) - _SHOWN)}")


def _place(finding: Finding) -> str:
    rows = finding.rows or ((finding.row,) if finding.row is not None else ())
    words = [tn("batches.rows", len(rows), rows=rows_in_words(rows))] if rows else []
    if finding.field:
        words.append(clean_line(finding.field, 60))
    return f"{', '.join(words)}: " if words else ""


def tell_letter(letter: RowLetter, batch_id: str, request: BatchRequest) -> None:
    """Print the letter of a row as it would leave."""
    view = letter_view(letter, batch_id, request)
    output.prose(f"{t('cli.batch.to-whom')}: {clean_line(letter.recipient) or '—'}")
    output.prose(f"{t('cli.batch.subject-is')}: {clean_line(view['subject'])}")
    if letter.is_to_post:
        output.prose(t("cli.batch.no-address"))
        return
    for file in view["attachments"]:
        output.prose(
            t("cli.batch.file-of", name=clean_line(file["name"]), **apart(bytes=file["bytes"]))
        )
    output.data("")
    output.prose(clean_block(letter.body), hang=0)
    tell_findings("✗", letter.problems)
    tell_findings("!", [one for one in letter.findings if one not in letter.problems])


def status_line(status: BatchStatus) -> str:
    """Return one line on how a batch stands."""
    rows = t("cli.batch.of-rows", rows=status.rows)
    states = " · ".join(f"{t(STATE_WORDS[state])} {n}" for state, n in _ordered(status.states))
    return f"{status.id}  {clean_line(status.name)}  {rows}  {states}"


def _ordered(states: Any) -> Iterable[tuple[str, int]]:
    return ((state, states[state]) for state in STATE_WORDS if state in states)


def tell_statuses(statuses: Sequence[BatchStatus], rows: Sequence[BatchRow]) -> None:
    """Print how batches stand, and the rows of one."""
    if not statuses:
        output.words(t("cli.batch.none"))
        return
    for status in statuses:
        output.prose(status_line(status))
        if status.leave_at is not None:
            output.words(t("cli.batch.leaves-at", date=local(status.leave_at)))
        if status.standstill:
            output.words(f"  {status.standstill}")
    if rows:
        heading = tuple(map(t, _ROW_HEADING))
        lines = [_row_line(row_view(one)) for one in rows]
        least = (WHOLE, 12, WHOLE, WHOLE, 12)
        output.data(listing(heading, lines, output.list_width(), _record, least=least))


def _record(row: tuple[str, ...]) -> tuple[str, ...]:
    number, recipient, state, code, reason = row
    return f"{number}{GAP}{recipient}", f"{state}{GAP}{code}", reason


def _row_line(view: dict[str, Any]) -> tuple[str, ...]:
    state = t(STATE_WORDS[view["state"]])
    reason = clean_line(view["reason"] or "", 200)
    return str(view["row"]), clean_line(view["to"] or "—"), state, view["code"] or "—", reason


class Progress:
    """Tells now and then how far a batch has come, where somebody looks on."""

    def __init__(self) -> None:
        self._told: BatchStatus | None = None
        self._final = -1

    def tell(self, status: BatchStatus) -> None:
        """Print one line where the number of letters that wait has changed enough."""
        step = max(1, status.letters // 20)
        if status.rests and (self._told is None or self._told.rests != status.rests):
            output.words(status.rests)
        elif self._told is not None and abs(self._told.waiting - status.waiting) < step:
            return
        self._told = status
        counts = apart(left=status.letters - status.waiting, all=status.letters)
        words = t("cli.batch.progress", **counts)
        each = status.seconds_each
        if minutes := round((each or 0.0) * status.waiting / 60):
            words += f", {tn('cli.batch.minutes-left', minutes)}"
        output.words(words)

    def tell_receipts(self, status: BatchStatus) -> None:
        """Print one line where enough letters have their last receipt."""
        step = max(1, status.letters // 20)
        if self._final < 0 or abs(status.final - self._final) >= step:
            self._final = status.final
            output.words(t("cli.batch.receipts", **apart(final=status.final, all=status.letters)))
