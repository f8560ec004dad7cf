"""Why a letter did not leave: in the language of whoever asks, the service's words verbatim."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from pectui.api.failures import refusal
from pectui.api.outcome import Failure, judge
from pectui.catalogue import Phrase, t, use_language
from pectui.errors import ConnectionLost, ConnectionRefused, NoCredit, RequestInvalid
from pectui.models import SendOutcome, Verdict
from pectui.services.sending.outcomes import error_of
from pectui.store.database import Database
from pectui.store.schema import FILE_NAME, MIGRATIONS
from tests.services.fake_service import FakeService, Plan
from tests.services.outbox_desk import Desk, letter, open_desk

if TYPE_CHECKING:
    from pathlib import Path

    from pectui.models import Sending

SAID = "Casella piena: \x1b[2Jriprovare"
SHOWN = "Casella piena: ␛[2Jriprovare"
BEFORE_PHRASES = 10
"""Steps of the schema before reasons were stored as phrases."""


async def deliver(desk: Desk, subject: str = "Diffida", *recipients: str) -> Sending:
    letters = letter(subject, *recipients, together=len(recipients) > 1)
    (queued,) = await desk.outbox.queue(letters)
    return (await desk.outbox.deliver([queued.id]))[0]


async def spoken(desk: Desk, sending_id: str) -> tuple[str | None, str | None]:
    """Return the reason of a sending as it is read in English and in Italian."""
    words = []
    for language in ("en", "it"):
        use_language(language)
        words.append((await desk.books.sendings([sending_id]))[0].reason)
    use_language("en")
    return words[0], words[1]


PLANS = {
    "no code": (Plan(SendOutcome(Verdict.SENT)), Phrase("outbox.no-code")),
    "a code of no moment": (
        Plan(SendOutcome(Verdict.SENT, code="12345678901234567")),
        Phrase("outbox.code-of-no-moment", code="12345678901234567"),
    ),
    "an answer lost on the way": (
        Plan(judge(Failure(ConnectionLost(host="ws.example"), reached=True))),
        Phrase(
            "api.unknown_failure",
            reason=Phrase("errors.connection-lost.detail", host="ws.example"),
        ),
    ),
    "a redirect": (
        Plan(SendOutcome(Verdict.REFUSED, error=refusal(302, SAID))),
        Phrase("api.redirect", status=302),
    ),
    "a status without words": (
        Plan(SendOutcome(Verdict.REFUSED, error=refusal(422, None))),
        Phrase("api.rejected", status=422),
    ),
    "a refused account, in the service's words": (
        Plan(SendOutcome(Verdict.REFUSED, error=NoCredit(SAID))),
        Phrase("errors.titled", title=Phrase("errors.no-credit.title"), detail=SHOWN),
    ),
    "a refused letter, in the service's words": (
        Plan(SendOutcome(Verdict.REFUSED, error=RequestInvalid(SAID))),
        SHOWN,
    ),
    "a bug": (Plan(error=RuntimeError("x"), leaves=False), Phrase("errors.bug.detail")),
}


@pytest.mark.parametrize(("plan", "why"), PLANS.values(), ids=list(PLANS))
async def test_a_reason_follows_the_language(desk: Desk, plan: Plan, why: Phrase | str) -> None:
    use_language("it")  # the language it is written down in must not matter
    desk.service.plans.append(plan)
    sending = await deliver(desk)
    english, italian = await spoken(desk, sending.id)
    assert english == str(why)
    use_language("it")
    assert italian == str(why)
    assert (english == italian) == isinstance(why, str)


UNREACHABLE = SendOutcome(Verdict.UNSENT, error=ConnectionRefused(host="ws.example"))


async def test_what_waits_says_so_in_both_languages(desk: Desk) -> None:
    desk.service.plans.extend([Plan(UNREACHABLE, leaves=False)] * 50)
    english, italian = await spoken(desk, (await deliver(desk)).id)
    assert "next try at" in (english or "")
    assert "prossimo tentativo" in (italian or "")
    assert "ws.example" in (english or "")
    held, detenuta = await spoken(desk, (await deliver(desk, "B")).id)
    assert held != detenuta


async def test_sent_to_fewer_says_so_in_both_languages(desk: Desk) -> None:
    code = "2026030210000010"
    desk.service.plans.append(Plan(SendOutcome(Verdict.SENT, code=code, sent=1)))
    sending = await deliver(desk, "A", "a@pec.example", "b@pec.example")
    english, italian = await spoken(desk, sending.id)
    assert english
    assert italian
    assert english != italian


async def test_a_draft_that_came_back_follows_the_language(desk: Desk) -> None:
    desk.service.plans.append(Plan(SendOutcome(Verdict.REFUSED, error=refusal(422, None))))
    await deliver(desk)
    (draft,) = await desk.drafts.all()
    assert draft.reason == t("api.rejected", status=422)
    use_language("it")
    assert draft.reason == t("api.rejected", status=422)


async def test_a_pause_is_said_in_the_language_spoken_now(desk: Desk) -> None:
    await desk.outbox.pause()
    english = desk.outbox.paused
    use_language("it")
    assert desk.outbox.paused == t("outbox.paused") != english


async def test_a_stored_account_refusal_is_the_leaf_it_was(desk: Desk) -> None:
    desk.service.plans.append(Plan(SendOutcome(Verdict.REFUSED, error=NoCredit(SAID))))
    sending = await deliver(desk)
    assert error_of(sending) is not None
    assert str(error_of(sending)) == str(NoCredit(SAID))
    use_language("it")
    assert str(error_of(sending)) == str(NoCredit(SAID))


OLD_WORDS = (
    "No credit left (402): Error 402",
    '["outbox.no-trace", {}]',
    '"in virgolette" e \\ altro',
    "null",
    "12",
    "Perché no: 🙂 \x1b",
)


@pytest.mark.parametrize("words", OLD_WORDS)
async def test_words_of_an_earlier_version_stay_as_they_are(
    tmp_path: Path, service: FakeService, words: str
) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    before = MIGRATIONS[:BEFORE_PHRASES]
    old = Database.open(data / FILE_NAME, before, durable=True)
    async with open_desk(tmp_path / "scratch", service) as desk:
        (queued,) = await desk.outbox.queue(letter())
        draft = await desk.drafts.save(desk.drafts.new_draft())
        rows = await desk.database.read(
            lambda connection: {
                table: [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]
                for table in ("letters", "sendings", "drafts")
            }
        )
    known = await old.read(
        lambda connection: {
            table: {row["name"] for row in connection.execute(f"PRAGMA table_info({table})")}
            for table in rows
        }
    )
    for table, found in rows.items():
        for row in found:
            values = row | ({} if table == "letters" else {"reason": words})
            values = {name: value for name, value in values.items() if name in known[table]}
            marks = ",".join("?" * len(values))
            statement = f"INSERT INTO {table} ({','.join(values)}) VALUES ({marks})"
            await old.run(
                lambda connection, statement=statement, values=values: connection.execute(  # type: ignore[misc]
                    statement, tuple(values.values())
                )
            )
    await old.aclose()
    async with open_desk(data, service) as desk:
        assert await spoken(desk, queued.id) == (words, words)
        (found_draft,) = [one for one in await desk.drafts.all() if one.id == draft.id]
        assert found_draft.reason == words


STRANGE = (
    "not json",
    "[" * 5000,
    json.dumps(["outbox.gone-tomorrow", {}]),
    json.dumps(["nowhere.at-all", {}]),
    json.dumps(["../errors.x", {}]),
    json.dumps(["", {}]),
    json.dumps(["outbox.try-again", {"time": "12:00"}]),
    json.dumps(["outbox.try-again", {"reason": ["outbox.gone", {}], "time": "12:00"}]),
    json.dumps(["outbox.no-trace", []]),
    json.dumps({"a": 1}),
    "7",
)


@pytest.mark.parametrize("stored", STRANGE)
async def test_a_reason_this_version_cannot_say_is_none(desk: Desk, stored: str) -> None:
    """A file of another version, or one with flipped bits, must not take the outbox away."""
    sending = (await desk.outbox.queue(letter()))[0]
    await desk.database.run(
        lambda connection: connection.execute(
            "UPDATE sendings SET reason = ?, error_kind = 'timed-out'", (stored,)
        )
    )
    assert await spoken(desk, sending.id) == (None, None)
    assert [one.reason for one in await desk.outbox.pending()] == [None]
