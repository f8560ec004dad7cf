"""What a letter becomes, told before it is confirmed; and what became of it when it left."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from pectui.catalogue import t, thousands, tn
from pectui.cli import output
from pectui.cli.send import tell_one
from pectui.cli.views import few, local
from pectui.errors import FileUnwritable
from pectui.models import Body, State
from pectui.pec.outgoing import fit_block
from pectui.pec.references import without_reference
from pectui.services.conversion import readable
from pectui.text import clean_line, without_joiners

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pectui.cli.plain.console import Console
    from pectui.cli.plain.desk import Desk
    from pectui.models import Letter, Sending
    from pectui.services.sending.checks import Review


async def tell_review(console: Console, letter: Letter, review: Review) -> None:
    """Tell all that a person decides by, what is wrong first and the text last."""
    for line in _facts(letter, review):
        console.tell(line)
    # As its reader will see it, and all of it: this is what is agreed to.
    text = fit_block(letter.body).text
    page = await readable(Body(text, text, html=letter.html))
    for line in page.clean.split("\n"):
        console.tell(line)
    console.tell(t("plain.review.end"))


def _title(review: Review) -> str:
    requests = review.requests
    if review.problems:
        return t("compose.review.blocked")
    if len(requests) == 1 and len(requests[0].recipients) > 1:
        return t("compose.review.title.together", count=len(requests[0].recipients))
    return tn("compose.review.title", len(requests))


def _facts(letter: Letter, review: Review) -> Iterator[str]:
    yield f"{_title(review)}."
    for title, texts in (
        (t("compose.review.stop"), review.problems),
        (t("compose.review.warn"), review.warnings),
    ):
        if texts:
            yield title
            yield from (f"! {clean_line(text)}" for text in texts)
    requests = review.requests
    yield _fact(t("compose.review.to"), few(_everybody(review)))
    yield _fact(t("compose.review.subject"), _subject(letter, review))
    files = requests[0].attachments if requests else ()
    yield _fact(t("compose.review.attachments"), str(len(files) or t("compose.review.none")))
    for file in files:
        name = clean_line(file.name)
        octets = thousands(file.size)
        yield f"  {t('cli.send.file-of', name=name, mime=file.mime, bytes=octets)}"
    yield _fact(
        t("compose.review.size"), t("plain.review.bytes", count=thousands(review.total_bytes))
    )
    if review.facts:
        yield _fact(t("compose.review.plan"), ", ".join(review.facts))
    if letter.leave_at is not None:
        leaves = t("compose.review.leaves-at", date=local(letter.leave_at))
        yield _fact(t("compose.review.leaves"), leaves)
    yield _fact(t("compose.review.from"), clean_line(requests[0].sender) if requests else "—")
    yield t("compose.review.legal")
    yield t("plain.review.begin")


def _everybody(review: Review) -> list[str]:
    return [one for request in review.requests for one in request.recipients]


def _subject(letter: Letter, review: Review) -> str:
    """Return the subject; where each letter has a reference of its own, with a place for it."""
    subjects = list(dict.fromkeys(request.subject for request in review.requests))
    subject = subjects[0] if subjects else letter.subject
    if len(subjects) > 1:
        subject = f"{without_reference(subject)} {t('compose.review.own-reference')}"
    shown = clean_line(without_joiners(subject)) or t("cli.no-subject")
    return f"{shown} {t('compose.review.code-added')}"


def _fact(name: str, value: str) -> str:
    return f"{name}: {value}"


async def agreed(console: Console, review: Review) -> bool:
    """Ask whether it leaves; to an equal letter's double twice. Raises EndOfInput."""
    recipients = t("plain.review.recipients")
    question = tn("plain.review.ask", len(review.requests), recipients=recipients)
    answer = await console.decide(question)
    while answer.casefold() in {recipients, "recipients"}:
        for line in _recipients(review):
            console.tell(line)
        answer = await console.decide(question)
    if not output.is_yes(answer):
        return False
    if not review.equals.open:
        return True
    for line in review.equals.open_words:
        console.tell(line)
    console.tell(t("pending.again.second"))
    return await console.agree(t("pending.again.title"))


def _recipients(review: Review) -> Iterator[str]:
    """Yield every recipient, with the subject of its letter where each has its own."""
    own = len({request.subject for request in review.requests}) > 1
    for request in review.requests:
        for address in request.recipients:
            shown = clean_line(address)
            yield f"{shown}: {clean_line(request.subject)}" if own else shown


async def see_off(desk: Desk, queued: Sequence[Sending], seconds: int) -> None:
    """Tell of each sending as it leaves, in so many `seconds`; Ctrl+C takes back what has not left.

    Raises StoreUnusable; then what is left stays in the outbox.
    """
    console, outbox, news = desk.console, desk.session.outbox, desk.news
    if (moment := queued[0].leave_at) is not None:
        console.tell(t("cli.send.waits", date=local(moment)))
        return
    if seconds:
        console.tell(t("plain.leaving-in", seconds=seconds))
    ids = {one.id for one in queued}
    told: set[str] = set()

    def changed(sending: Sending) -> None:
        if not sending.state.is_under_way and sending.id not in told:
            told.add(sending.id)
            with suppress(FileUnwritable):  # it has left all the same
                tell_one(sending)

    news.hushed |= ids
    try:
        sendings = await outbox.deliver([one.id for one in queued], changed)
    except asyncio.CancelledError:
        if console.is_interrupted:
            await _take_back(desk, [one for one in queued if one.id not in told])
        raise
    finally:
        news.hushed -= ids
    for sending in sendings:
        if sending.id not in told:
            tell_one(sending)
    news.follow(sendings)
    if any(one.state is State.QUEUED for one in sendings):
        console.tell(t("plain.in-outbox", word=t("plain.word.outbox")))


async def _take_back(desk: Desk, sendings: Sequence[Sending]) -> None:
    """Make drafts of what can still be taken back, and say what cannot."""
    taken = [await desk.session.outbox.cancel(one.id) for one in sendings]
    if any(taken):
        desk.console.tell(tn("plain.taken-back", sum(taken)))
    if not all(taken):
        desk.console.tell(t("plain.not-taken-back", word=t("plain.word.sent")))
