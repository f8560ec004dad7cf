"""The mailbox as it stands at the start: eighteen months of it, from a seed and a moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from pectui.sandbox import receipts
from pectui.sandbox.content.business import BUSINESS
from pectui.sandbox.content.offices import OFFICES
from pectui.sandbox.content.ordinary import NOTES, ORDINARY
from pectui.sandbox.content.own import OWN, REPLIES
from pectui.sandbox.content.pages import LONG, PAGES
from pectui.sandbox.content.people import draw
from pectui.sandbox.mailbox import ROME, Mail
from pectui.sandbox.provider import Posting, Provider

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from random import Random

    from pectui.sandbox.configuration import SandboxConfig
    from pectui.sandbox.content.letter import Letter
    from pectui.sandbox.mailbox import Mailbox
    from pectui.sandbox.postman import Codes

Item = TypeVar("Item")

_SPAN = timedelta(days=548)
# Above 1: the nearer the present, the denser the mail.
_DENSITY = 1.8
_FULL_MAILBOX, _FULL_USAGE = 981, 171_012
_LATEST = timedelta(minutes=4)


class _Deck(Generic[Item]):
    """Cards drawn in a shuffled order; none comes again before all have come."""

    def __init__(self, random: Random, cards: Iterable[Item]) -> None:
        self._random = random
        self._cards = list(cards)
        self._left: list[Item] = []

    def draw(self) -> Item:
        if not self._left:
            self._left = self._cards.copy()
            self._random.shuffle(self._left)
        return self._left.pop()


class Correspondence:
    """Writes what a mailbox like this one gets: letters, and what follows the studio's own."""

    def __init__(self, random: Random, config: SandboxConfig, codes: Codes) -> None:
        self._random = random
        self._codes = codes
        self._own = config.credentials.sender
        self._provider = Provider(config)
        self._letters = _Deck(random, (*OFFICES, *BUSINESS, *PAGES))
        self._own_letters = _Deck(random, OWN)
        self._replies = _Deck(random, REPLIES)
        self._ordinary = _Deck(random, ORDINARY)
        self._notes = _Deck(random, NOTES)
        self._events = _Deck(random, self._kinds_of_event())

    def _kinds_of_event(self) -> Iterable[Callable[[datetime], Sequence[Mail]]]:
        shares: tuple[tuple[Callable[[datetime], Sequence[Mail]], int], ...] = (
            (self._letter, 92),
            (self._delivered, 32),
            (self._answered, 14),
            (self._several, 6),
            (self._ordinary_recipient, 2),
            (self._late, 4),
            (self._overdue, 3),
            (self._failed, 6),
            (self._failed_by_virus, 1),
            (self._refused, 2),
            (self._refused_by_virus, 1),
            (self._to_oneself, 2),
            (self._anomaly, 11),
            (self._note, 4),
            (self._between_providers, 1),
        )
        for event, times in shares:
            yield from [event] * times

    def event(self, moment: datetime) -> Sequence[Mail]:
        """Return what one event of any kind, begun at `moment`, brings to the mailbox."""
        return self._events.draw()(moment)

    def letter(self, moment: datetime) -> Mail:
        """Return one letter received at `moment`."""
        return self.received(self._letters.draw(), moment)

    def received(self, form: Letter, moment: datetime) -> Mail:
        """Return the letter `form` makes at `moment`."""
        fields = draw(self._random, moment)
        return self._provider.envelope(
            form.sender.format_map(fields),
            moment,
            form.subject.format_map(fields),
            partial(form.text, fields),
            self._size(form),
        )

    def _letter(self, moment: datetime) -> Sequence[Mail]:
        return (self.letter(moment),)

    def _posting(self, moment: datetime) -> tuple[Posting, str, dict[str, str]]:
        """Return one of the studio's letters, its recipient and the fields it was made with."""
        form, fields = self._own_letters.draw(), draw(self._random, moment)
        posting = Posting(
            code=self._codes.new(moment),
            sender=self._own,
            subject=form.subject.format_map(fields),
            body=partial(form.text, fields),
            size=self._size(form),
        )
        return posting, form.sender.format_map(fields), fields

    def _accepted(
        self, moment: datetime, recipient: str | None = None
    ) -> tuple[Posting, str, list[Mail]]:
        posting, to, _ = self._posting(moment)
        to = recipient or to
        at = moment + timedelta(seconds=1)
        return posting, to, [self._provider.acceptance(posting, at, (to,))]

    def _delivered(self, moment: datetime) -> Sequence[Mail]:
        posting, to, mails = self._accepted(moment)
        at = moment + timedelta(seconds=self._between(2, 50))
        return (*mails, self._provider.delivery(posting, at, to))

    def _answered(self, moment: datetime) -> Sequence[Mail]:
        posting, to, fields = self._posting(moment)
        acceptance = self._provider.acceptance(posting, moment + timedelta(seconds=1), (to,))
        at = moment + timedelta(seconds=self._between(2, 50))
        later = moment + timedelta(hours=self._between(1, 4), days=self._between(0, 5))
        text = partial(self._replies.draw().format_map, fields)
        reply = self._provider.envelope(to, later, f"Re: {posting.title}", text, 20)
        return (acceptance, self._provider.delivery(posting, at, to), reply)

    def _several(self, moment: datetime) -> Sequence[Mail]:
        posting, to, fields = self._posting(moment)
        certified = [to, f"{fields['other_slug']}@pec.example", "archivio@pec.example"]
        ordinary = [f"{fields['person_slug']}@posta.example"]
        at = moment + timedelta(seconds=1)
        # The same second for all: in the list two of them look exactly alike.
        then = moment + timedelta(seconds=self._between(3, 9))
        return (
            self._provider.acceptance(posting, at, (*certified, *ordinary), ordinary),
            *(self._provider.delivery(posting, then, each) for each in certified),
        )

    def _ordinary_recipient(self, moment: datetime) -> Sequence[Mail]:
        posting, _, fields = self._posting(moment)
        to = (f"{fields['person_slug']}@posta.example",)
        # Ordinary mail sends nothing back: the acceptance is all there will ever be.
        return (self._provider.acceptance(posting, moment + timedelta(seconds=1), to, to),)

    def _late(self, moment: datetime) -> Sequence[Mail]:
        posting, to, mails = self._accepted(moment)
        first = moment + timedelta(hours=12, minutes=self._between(1, 9))
        then = moment + timedelta(hours=self._between(14, 20), minutes=self._between(0, 59))
        return (
            *mails,
            self._provider.overdue(posting, first, to, last=False),
            self._provider.delivery(posting, then, to),
        )

    def _overdue(self, moment: datetime) -> Sequence[Mail]:
        posting, to, mails = self._accepted(moment)
        first = moment + timedelta(hours=12, minutes=self._between(1, 9))
        last = moment + timedelta(hours=24, minutes=self._between(1, 9))
        return (
            *mails,
            self._provider.overdue(posting, first, to, last=False),
            self._provider.overdue(posting, last, to, last=True),
        )

    def _failed(self, moment: datetime) -> Sequence[Mail]:
        return self._failure_of(moment, self._random.choice(("mario.rosi", "piena.archivio")))

    def _failed_by_virus(self, moment: datetime) -> Sequence[Mail]:
        return self._failure_of(moment, "antivirus.ufficio")

    def _failure_of(self, moment: datetime, local: str) -> Sequence[Mail]:
        recipient = f"{local}@edilnova.example"
        posting, to, mails = self._accepted(moment, recipient)
        at = moment + timedelta(seconds=self._between(4, 200))
        return (*mails, self._provider.failure(posting, at, to))

    def _refused(self, moment: datetime) -> Sequence[Mail]:
        return (self._refusal(moment, virus=False),)

    def _refused_by_virus(self, moment: datetime) -> Sequence[Mail]:
        return (self._refusal(moment, virus=True),)

    def _refusal(self, moment: datetime, *, virus: bool) -> Mail:
        posting, to, _ = self._posting(moment)
        return self._provider.refusal(posting, moment + timedelta(seconds=1), to, virus=virus)

    def _to_oneself(self, moment: datetime) -> Sequence[Mail]:
        posting, to, mails = self._accepted(moment, self._own)
        at = moment + timedelta(seconds=2)
        return (
            *mails,
            self._provider.own_copy(posting, moment + timedelta(seconds=1)),
            self._provider.delivery(posting, at, to),
        )

    def _anomaly(self, moment: datetime) -> Sequence[Mail]:
        form, fields = self._ordinary.draw(), draw(self._random, moment)
        sender, subject = form.sender.format_map(fields), form.subject.format_map(fields)
        text = partial(form.text, fields)
        return (self._provider.anomaly(sender, moment, subject, text, self._size(form)),)

    def _note(self, moment: datetime) -> Sequence[Mail]:
        form, fields = self._notes.draw(), draw(self._random, moment)
        return (
            Mail(
                sender=form.sender.format_map(fields),
                recipient=self._own,
                date=moment,
                subject=form.subject.format_map(fields),
                text=partial(form.text, fields),
                size=4,
            ),
        )

    def _between_providers(self, moment: datetime) -> Sequence[Mail]:
        prefix = self._random.choice((receipts.TAKEN_IN_CHARGE, receipts.SECURITY))
        return (self._provider.note(moment, prefix, self._posting(moment)[0]),)

    def _between(self, low: int, high: int) -> int:
        return low + int(self._random.random() * (high - low + 1))

    def _size(self, form: Letter) -> int:
        return max(2, int(form.weight * (0.5 + self._random.random())))


class _Calendar:
    """Moments of the past, mostly in office hours, denser towards the present."""

    def __init__(self, random: Random, now: datetime) -> None:
        self._random = random
        self._now = now

    def moment(self, turn: int) -> datetime:
        """Return a moment; the first turns are the latest, minutes and hours ago."""
        if turn < 3:
            return self._now - _LATEST * (1 + 9 * turn)
        day = self._now - _SPAN * self._random.random() ** _DENSITY
        if self._random.random() < 0.92:
            moment = self._in_office(day)
        else:
            moment = self._at(day, 24 * self._random.random())
        while moment > self._now - 4 * _LATEST:
            moment = self._workday(moment - timedelta(days=1))
        return moment

    def office_hour(self, days: int) -> datetime:
        """Return a moment of a workday, `days` ago or a little more."""
        return self._in_office(self._now - timedelta(days=days))

    def _in_office(self, day: datetime) -> datetime:
        morning = self._random.random() < 0.6
        hour = (8.4 if morning else 14.3) + 4.2 * self._random.random()
        return self._at(self._workday(day), hour)

    def _workday(self, day: datetime) -> datetime:
        return day - timedelta(days=max(0, day.weekday() - 4))

    def _at(self, day: datetime, hour: float) -> datetime:
        midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + timedelta(seconds=int(hour * 3600))


def fill(
    mailbox: Mailbox,
    config: SandboxConfig,
    correspondence: Correspondence,
    random: Random,
    more: Sequence[Mail] = (),
) -> None:
    """Put the messages of the past into `mailbox`, oldest first, `more` among them as they are."""
    now = config.now().astimezone(ROME).replace(microsecond=0)
    calendar = _Calendar(random, now)
    mails: list[Mail] = []
    for place, form in enumerate(LONG if config.messages > 100 else ()):
        mails.append(correspondence.received(form, calendar.office_hour(days=2 + 31 * place)))
    turn = 0
    while len(mails) < config.messages:
        # The very latest is a letter: what one opens the program for.
        moment = calendar.moment(turn)
        event = correspondence.event(moment) if turn else (correspondence.letter(moment),)
        mails.extend(mail for mail in event if mail.date < now)
        turn += 1
    mails.sort(key=lambda mail: mail.date)
    del mails[: len(mails) - config.messages]
    _weigh(mails)
    for mail in sorted((*mails, *more), key=lambda mail: mail.date):
        mailbox.add(mail)


def _weigh(mails: Sequence[Mail]) -> None:
    """Scale the sizes so that a full mailbox takes what the service's own sample says."""
    if not mails:
        return
    wanted = _FULL_USAGE * len(mails) // _FULL_MAILBOX
    factor = wanted / sum(mail.size for mail in mails)
    for mail in mails:
        mail.size = max(1, int(mail.size * factor))
    biggest = max(mails, key=lambda mail: mail.size)
    biggest.size = max(1, biggest.size + wanted - sum(mail.size for mail in mails))
