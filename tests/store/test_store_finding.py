"""Searches and views over a mailbox held here: what they find, and that indexes are used."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.folding import folded, words_of
from pectui.models import Kind, MailView
from pectui.pec.dates import ROME
from pectui.search import Filter, Part, Search, Term, parse
from pectui.store.mailbox.query import VIEWS, Query, query_of
from pectui.store.mailbox.schema import TIE_BITS
from pectui.store.mailbox.tables import CopyTables
from tests.store.store_mail import Mail, add, empty_mailbox, found

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

TODAY = date(2026, 3, 20)
DAY = 86_400
FIRST = int(datetime(2026, 1, 1, tzinfo=ROME).timestamp())


_WORDS = re.findall(
    r"\S+",
    "fattura Fatture PERCHÉ perche\u0301 così atto l’atto di citazione ricorso 2026 12/2026 io"
    ' Studio bianchi Rossi gara urgente -30% "tra" x_y',
)
_SENDERS = (
    '"Per conto di: avv.studiobianchi@pec.it"',
    "posta-certificata@pec.rossi.example",
    "Società Caffè <io@caffe.it>",
    "Studio  Verdi",
)


def some(chance: Random, most: int) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(0, most)))


def random_mail(chance: Random, n: int) -> Mail:
    kind = chance.choice(list(Kind))
    code = f"202601{n:08}12"
    return Mail(
        number=n if n < 5 else ((FIRST + n * DAY // 4) << TIE_BITS) + 1,
        sender=chance.choice(_SENDERS),
        recipient=chance.choice((*_SENDERS, "")),
        subject=some(chance, 5),
        body=some(chance, 12),
        kind=kind,
        code=code if kind.is_receipt else None,
        head=chance.random() < 0.7,
        unread=chance.random() < 0.3,
        flagged=chance.random() < 0.2,
        trouble=chance.random() < 0.2,
        here=chance.random() < 0.9,
        note=some(chance, 2) if chance.random() < 0.2 else "",
        tags=some(chance, 2) if chance.random() < 0.2 else "",
    )


@pytest.fixture(scope="module")
def mails() -> list[Mail]:
    chance = Random(7)
    return [random_mail(chance, n) for n in range(1, 301)]


@pytest.fixture(scope="module")
def mailbox(mails: list[Mail]) -> Iterator[sqlite3.Connection]:
    connection = empty_mailbox()
    for mail in mails:
        add(connection, mail)
    yield connection
    connection.close()


# A matcher that knows nothing of SQL


def has_words(text: str, term: Term, *, goes_on: bool) -> bool:
    words, wanted = words_of(text), term.words
    for start in range(len(words) - len(wanted) + 1):
        there = words[start : start + len(wanted)]
        if there[:-1] != wanted[:-1]:
            continue
        if there[-1] == wanted[-1] or (goes_on and there[-1].startswith(wanted[-1])):
            return True
    return False


def matches(mail: Mail, term: Term) -> bool:
    if term.part.is_header:
        text = {
            Part.SENDER: mail.sender,
            Part.RECIPIENT: mail.recipient,
            Part.SUBJECT: mail.subject,
        }[term.part]
        if len(folded(term.text)) == 2 and term.words == (folded(term.text),):
            return has_words(text, term, goes_on=True)
        return folded(term.text) in folded(text)
    texts = [mail.sender, mail.recipient, mail.subject, mail.body, mail.note, mail.tags]
    if term.part is Part.TAGS:
        texts = [mail.tags]
    return any(has_words(text, term, goes_on=term.prefix) for text in texts)


def has_code(mail: Mail, code: str) -> bool:
    if mail.code is None:
        return False
    return mail.code == code if len(code) >= 14 else mail.code.startswith(code)


def is_meant(mail: Mail, search: Search, view: MailView) -> bool:
    moment = mail.number >> TIE_BITS
    in_view = {
        MailView.ALL: True,
        MailView.LETTERS: mail.kind in {Kind.CERTIFIED, Kind.ANOMALY, Kind.OTHER},
        MailView.RECEIPTS: mail.kind.is_receipt,
        MailView.TROUBLE: mail.trouble,
        MailView.UNREAD: mail.unread,
        MailView.FLAGGED: mail.flagged,
    }[view]
    marks = {
        "unread": mail.unread,
        "flagged": mail.flagged,
        "here": mail.here,
        "note": mail.note != "",
    }
    return (
        in_view
        and all(matches(mail, term) for term in search.terms)
        and not any(matches(mail, term) for term in search.excluded)
        and (search.kinds is None or mail.kind in search.kinds)
        and (not search.codes or any(has_code(mail, code) for code in search.codes))
        and not any(has_code(mail, code) for code in search.excluded_codes)
        and (search.since is None or (moment > 0 and moment >= search.since.timestamp()))
        and (search.until is None or 0 < moment < search.until.timestamp())
        and all(marks[mark] is wanted for mark, wanted in search.marks)
    )


def meant(mails: list[Mail], search: Search, view: MailView = MailView.ALL) -> list[int]:
    return sorted((mail.number for mail in mails if is_meant(mail, search, view)), reverse=True)


@pytest.mark.parametrize("view", list(MailView))
@pytest.mark.parametrize(
    "text",
    [
        "",
        "fattura",
        "fattur",
        "fattura ricorso ",
        "perche ",
        "l'atto ",
        '"atto di" -ricorso',
        "-fattura",
        '-"atto di" -from:rossi',
        "from:studio",
        "da:societa",
        "from:io",
        "from:@",
        "from:i",
        "from:i@",
        "subject:tur to:caffe",
        "from:bianchi fattura",
        "from:bianchi -subject:fatt",
        'from:"studio verdi"',
        "tag:gar",
        "-tag:gara",
        "tag:gara fattura",
        "kind:receipt after:2026-02 before:10/3",
        "kind:anomaly",
        "-kind:receipt is:unread",
        "before:2026-02",
        "fattura before:2026-02",
        "from:rossi after:2026-02",
        "code:202601",
        "code:2026010000001012",
        "-code:2026010000001",
        "code:2026010000001 code:2026010000002 fattura",
        "is:gone",
        "has:note -is:flagged",
        "x",
        "12/2026",
        "boh",
    ],
)
def test_a_search_finds_what_it_says(
    mailbox: sqlite3.Connection, mails: list[Mail], text: str, view: MailView
) -> None:
    search = parse(text, TODAY)
    assert found(mailbox, Filter(search, view)) == meant(mails, search, view)


def test_the_searches_above_find_something(mails: list[Mail]) -> None:
    for text in (
        "l'atto ",
        "from:studio",
        "da:societa",
        "from:io",
        '"atto di" -ricorso',
        "tag:gar",
    ):
        assert 0 < len(meant(mails, parse(text, TODAY))) < len(mails), text


_ITEMS = st.sampled_from(
    [
        *_WORDS,
        *(f"-{word}" for word in _WORDS),
        "from:", "to:", "subject:", "tag:", "-subject:", "kind:", "is:", "has:note", "after:",
        '"', "*", " ", " ", " ", "stu", "io", "a", "conse", "2026-02", "5/2",
        "\0", "'", "AND", "NEAR(",
    ]
)  # fmt: skip


@given(st.lists(_ITEMS | st.text(max_size=3), max_size=8).map("".join), st.sampled_from(MailView))
def test_whatever_is_typed_is_searched(
    mailbox: sqlite3.Connection, mails: list[Mail], text: str, view: MailView
) -> None:
    search = parse(text, TODAY)
    assert found(mailbox, Filter(search, view)) == meant(mails, search, view)


@given(st.text(max_size=1_500))
def test_no_text_is_an_error(mailbox: sqlite3.Connection, text: str) -> None:
    for line in (text, f"from:{text}", f'-"{text}', f"tag:{text}*"):
        found(mailbox, Filter(parse(line, TODAY), MailView.ALL))


@pytest.mark.parametrize(
    "line", ["a " * 500, "-ab " * 250, "from:" + "abc" * 330, "from:abc " * 110]
)
def test_a_very_long_line_is_searched(mailbox: sqlite3.Connection, line: str) -> None:
    found(mailbox, Filter(parse(line, TODAY), MailView.ALL))


# Plans


def plan(text: str, view: MailView = MailView.ALL, bound: str = "") -> list[str]:
    """Return how SQLite means to read the first rows of a search."""
    return plan_of(query_of(Filter(parse(text, TODAY), view)), bound)


def plan_of(chosen: Query, bound: str = "") -> list[str]:
    rows = _planned().execute(
        f"EXPLAIN QUERY PLAN SELECT messages.* FROM {chosen.source} WHERE {chosen.condition}"
        f"{bound.format(chosen.order)} ORDER BY {chosen.order} DESC LIMIT 128",
        chosen.values,
    )
    return [re.sub(r"VIRTUAL TABLE INDEX .*", "VIRTUAL TABLE INDEX", row[3]) for row in rows]


@cache
def _planned() -> sqlite3.Connection:
    """Return a mailbox that nothing is written to: to plan reads nothing either."""
    return empty_mailbox()


@pytest.mark.parametrize(
    ("view", "index"),
    [
        (MailView.ALL, "SCAN messages"),
        (MailView.LETTERS, "SCAN messages USING INDEX letters"),
        (MailView.RECEIPTS, "SCAN messages USING INDEX receipts"),
        (MailView.TROUBLE, "SCAN messages USING INDEX trouble"),
        (MailView.UNREAD, "SCAN messages USING INDEX unread"),
        (MailView.FLAGGED, "SCAN messages USING INDEX flagged"),
    ],
)
def test_a_view_is_read_along_its_index(view: MailView, index: str) -> None:
    assert plan("", view) == [index]


@pytest.mark.parametrize(
    ("view", "index"), [(MailView.ALL, "heads"), (MailView.RECEIPTS, "receipts")]
)
def test_what_stands_for_sendings_is_read_along_an_index(view: MailView, index: str) -> None:
    assert plan_of(query_of(Filter(Search(), view)).heads()) == [
        f"SCAN messages USING INDEX {index}"
    ]


@pytest.mark.parametrize("view", list(MailView))
@pytest.mark.parametrize("bound", ["", " AND {0} < 99"])
@pytest.mark.parametrize(
    ("text", "leader"),
    [
        ("fattura", "messages_text"),
        ("fattura from:rossi -bozza", "messages_text"),
        ("fattura after:2026 is:unread", "messages_text"),
        ("tag:gara", "messages_text"),
        ("from:ab", "messages_text"),
        ("from:rossi", "senders"),
        ("to:rossi is:flagged", "recipients"),
        ("subject:gara kind:anomaly", "subjects"),
    ],
)
def test_an_index_leads_and_nothing_is_sorted(
    text: str, leader: str, view: MailView, bound: str
) -> None:
    assert plan(text, view, bound) == [
        f"SCAN {leader} VIRTUAL TABLE INDEX",
        "SEARCH messages USING INTEGER PRIMARY KEY (rowid=?)",
    ]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("is:unread", "SCAN messages USING INDEX unread"),
        ("is:flagged", "SCAN messages USING INDEX flagged"),
        ("is:gone", "SCAN messages USING INDEX gone"),
        ("has:note", "SCAN messages USING INDEX noted"),
        ("kind:anomaly", "SCAN messages USING INDEX letters"),
        ("kind:not-delivered", "SCAN messages USING INDEX failures"),
        ("kind:acceptance", "SCAN messages USING INDEX receipts"),
        ("kind:other", "SCAN messages USING INDEX letters"),
        ("code:2026031010000012", "SEARCH messages USING INDEX messages_by_code (code=?)"),
        (
            "after:2026-03-01",
            "SEARCH messages USING INTEGER PRIMARY KEY (rowid>?)",
        ),
        (
            "before:2026-03-01",
            "SEARCH messages USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)",
        ),
    ],
)
def test_a_condition_is_read_along_its_index(text: str, step: str) -> None:
    assert plan(text) == [step]


@pytest.mark.parametrize("view", list(MailView))
def test_a_view_counts_the_messages_that_it_lists(
    mails: list[Mail], mailbox: sqlite3.Connection, view: MailView
) -> None:
    codes = [mail.code for mail in mails if mail.kind is Kind.OVERDUE and mail.code]
    rows = CopyTables(mailbox).rows
    for arrived in (frozenset[str](), frozenset(codes[::2])):
        left_out = arrived if view is MailView.TROUBLE else frozenset[str]()
        for wanted in (Filter(view=view), Filter(view=view, folded=True)):
            numbers, messages = rows.numbers_of(wanted, 999, left_out)
            assert rows.count_view(view, arrived) == messages
            assert wanted.folded or len(numbers) == messages


def test_every_view_has_its_condition() -> None:
    assert set(VIEWS) == set(MailView)


@pytest.mark.parametrize(
    "words",
    [
        "lukasz ",
        "sorensen ",
        "dorde ",
        "hauptstrasse ",
        "hauptstraße ",
        "ufficio ",
        "stras",
        "权利",
        "尊严 平等",
        '"和权利上"',
        "subject:权利",
        "oggetto: strasse",
        "from:łukasz",
    ],
)
def test_any_keyboard_and_any_script_finds_what_is_written(words: str) -> None:
    connection = empty_mailbox()
    body = "Sig. Łukasz Sørensen e Đorđe, Hauptstraße 5, all'uﬃcio; 在尊严和权利上一律平等。"
    add(connection, Mail(1, sender="Łukasz <l@x.it>", subject="权利 Straße", body=body))
    add(connection, Mail(2, sender="altri@x.it", subject="利权", body="Hauptstrase 利 权益"))
    assert found(connection, Filter(parse(words, TODAY), MailView.ALL)) == [1]
    connection.close()
