"""The words about letters on their way: what was sent, what waits to leave, what is a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t, tn
from pectui.cli.plain.listing import Listing
from pectui.cli.plain.review import see_off
from pectui.cli.plain.writing import write
from pectui.cli.sent import account_words, state_words
from pectui.cli.views import few, local
from pectui.errors import ArgumentInvalid
from pectui.models import MailView, Sending, State
from pectui.pec.codes import is_code
from pectui.pec.waiting import needs_look
from pectui.services.sending.outcomes import error_of
from pectui.text import clean_line

if TYPE_CHECKING:
    from pectui.cli.plain.desk import Desk
    from pectui.models import Draft


async def sent(desk: Desk, rest: str) -> None:
    """List what was sent, or of it what needs a look; of a code, ask the service and tell it."""
    tracking = desk.session.tracking
    if is_code(rest):
        desk.read(account_words(await tracking.refresh(rest)), listed=False)
        return
    rows = await tracking.sendings()
    if rest.casefold() in {MailView.TROUBLE.value, t(MailView.TROUBLE.key).casefold()}:
        now = desk.session.books.now()
        rows = tuple(one for one in rows if needs_look(one, now))
    elif rest:
        raise ArgumentInvalid(t("plain.no-code", code=clean_line(rest, 80)))

    async def opened(sending: Sending) -> None:
        desk.read(account_words(await tracking.sending(sending.id) or sending))

    heading = tn("cli.sent.count", len(rows))
    desk.show(Listing(heading, rows, _sent_words, opened), empty=t("cli.sent.none"))


def _sent_words(sending: Sending) -> str:
    return t(
        "plain.sent-row",
        state=state_words(sending).replace(" · ", ", "),
        date=local(sending.sent_at or sending.queued_at, zone=False),
        recipients=few(sending.recipients),
        subject=clean_line(sending.subject) or t("cli.no-subject"),
    )


async def outbox(desk: Desk, rest: str) -> None:
    """List what waits to leave, and what needs the person because it did not."""
    box = desk.session.outbox
    if reason := box.paused:
        desk.console.tell(t("plain.paused", reason=reason, word=t("plain.word.resume")))
    rows = await box.pending()

    async def opened(sending: Sending) -> None:
        now = await box.sending(sending.id) or sending
        lines = [account_words(now)]
        if (error := error_of(now)) is not None:
            lines.append(error.hint)
        if now.state is State.QUEUED:
            lines.append(t("plain.takes-back", word=t("plain.word.cancel")))
        desk.read("\n".join(lines))

    heading = t("plain.outbox", count=len(rows))
    desk.show(Listing(heading, rows, _sent_words, opened), empty=t("pending.empty.title"))


async def cancel(desk: Desk, rest: str) -> None:
    """Take a letter of the outbox back: it becomes a draft again."""
    taken = await desk.session.outbox.cancel(_letter(desk, rest).id)
    desk.console.tell(t("pending.taken-back") if taken else t("pending.too-late"))


def _letter(desk: Desk, typed: str) -> Sending:
    """Return the sending with a number. Raises ArgumentInvalid."""
    row = desk.row(typed)
    if not isinstance(row, Sending):
        raise ArgumentInvalid(t("plain.outbox-first", word=t("plain.word.outbox")))
    return row


async def again(desk: Desk, rest: str) -> None:
    """Send a letter again whose outcome is not known: looked for once more, then agreed to twice.

    Where receipts of several sendings could be its own, its code is chosen instead.
    """
    letter, box, console = _letter(desk, rest), desk.session.outbox, desk.console
    if letter.state is State.UNKNOWN:
        console.tell(t("pending.looking"))
        await box.reconcile()
        letter = await box.sending(letter.id) or letter
    if letter.state is not State.UNKNOWN:
        raise ArgumentInvalid(f"{t('outbox.not-unknown')}: {t(letter.state.key)}")
    console.tell(f"{few(letter.recipients)}: {clean_line(letter.subject)}")
    if codes := await box.candidates(letter.id):
        console.tell(t("pending.choose.title"))
        for code in codes:
            console.tell(code)
        chosen = await console.decide(t("plain.which-code"))
        if chosen in codes:
            await box.adopt(letter.id, chosen)
            console.tell(t("pending.adopted", code=chosen))
        return
    for words in (t("pending.again.first"), t("pending.again.second")):
        console.tell(words)
        if not await console.agree(t("pending.again.title")):
            return
    queued = await box.resend(letter.id)
    console.tell(t("pending.queued-again"))
    await see_off(desk, queued, 0)


async def resume(desk: Desk, rest: str) -> None:
    """Let letters leave again, and look at the service, after it refused or a person paused."""
    await desk.session.outbox.resume()
    desk.local.sync.wake()
    desk.console.tell(t("plain.resumed"))


async def drafts(desk: Desk, rest: str) -> None:
    """List the letters that are being written."""
    rows = await desk.session.drafts.all()

    async def opened(draft: Draft) -> None:
        now = await desk.session.drafts.get(draft.id)
        if now is None:
            raise ArgumentInvalid(t("plain.gone"))
        await write(desk, await desk.session.drafts.take_up(now))

    heading = tn("drafts.count", len(rows))
    desk.show(Listing(heading, rows, _draft_words, opened), empty=t("drafts.empty.title"))


def _draft_words(draft: Draft) -> str:
    return t(
        "plain.draft-row",
        date=local(draft.updated_at, zone=False),
        recipients=clean_line(draft.recipients, 120) or t("drafts.no-recipient"),
        subject=clean_line(draft.subject) or t("drafts.no-subject"),
    )
