"""The mailbox at the start: the same for the same seed and moment, and like a real one."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from itertools import pairwise
from time import perf_counter

import pytest

from pectui.sandbox import Sandbox, SandboxConfig
from pectui.sandbox.mailbox import Mail
from tests.sandbox.sandbox_client import Clock

CLOCK = Clock()


def mails(messages: int = 981, seed: int = 2026) -> list[Mail]:
    return Sandbox(SandboxConfig(messages=messages, seed=seed, now=CLOCK.now)).mailbox.mails


MAILS = mails()


def prefix(mail: Mail) -> str:
    return mail.subject.partition(":")[0]


def code(mail: Mail) -> str | None:
    found = re.search(r" (\d{15,16})$", mail.subject)
    return found.group(1) if found else None


def test_the_same_seed_and_moment_give_the_same_mailbox() -> None:
    def listed(them: list[Mail]) -> list[tuple[object, ...]]:
        return [(m.date, m.sender, m.recipient, m.subject, m.size, m.body) for m in them]

    assert listed(mails()) == listed(MAILS)
    assert listed(mails(seed=7)) != listed(MAILS)


@pytest.mark.parametrize("count", [0, 1, 7, 100, 101, 981, 2_000])
def test_it_holds_as_many_messages_as_asked_for(count: int) -> None:
    assert len(mails(count)) == count


def test_every_kind_is_there_and_none_drowns_the_letters() -> None:
    counts = Counter(prefix(mail) for mail in MAILS)
    for kind, least in {
        "POSTA CERTIFICATA": 300,
        "ACCETTAZIONE": 150,
        "CONSEGNA": 150,
        "ANOMALIA MESSAGGIO": 15,
        "AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO": 10,
        "AVVISO DI MANCATA CONSEGNA": 8,
        "AVVISO DI MANCATA CONSEGNA PER VIRUS": 1,
        "AVVISO DI NON ACCETTAZIONE": 2,
        "AVVISO DI NON ACCETTAZIONE PER VIRUS": 1,
    }.items():
        assert counts[kind] >= least, kind
    assert any(mail.subject.startswith("POSTA CERTIFICATA: Re: ") and code(mail) for mail in MAILS)


def test_texts_are_varied_and_odd_in_the_ways_of_real_mail() -> None:
    letters = [mail for mail in MAILS if prefix(mail) == "POSTA CERTIFICATA"]
    shapes = {re.sub(r"[\d.,/]+", "0", mail.subject) for mail in letters}
    assert len(shapes) > 100
    subjects = " ".join(mail.subject for mail in MAILS)
    assert all(sign in subjects for sign in ("[URGENTE]", "€", "è", "–", "🎓", "%"))
    bodies = [mail.body for mail in MAILS]
    assert sum("<table" in body for body in bodies) >= 3
    assert any("<ol>" in body for body in bodies)
    assert any("<a href=" in body for body in bodies)
    assert sum(len(body) > 40_000 for body in bodies) == 2
    assert not any(re.search(r"\{[a-z_]+\}", mail.subject + mail.body) for mail in MAILS)


def test_letters_are_what_one_gets_today() -> None:
    subjects = "\n".join(mail.subject for mail in MAILS)
    text = "\n".join(mail.body for mail in MAILS)
    found = re.findall(r"CIG:? (\S+?)[:\s]", f"{subjects}\n{text}")
    assert found
    assert all(re.fullmatch(r"[A-Y][0-9A-Z]{9}", cig) for cig in found)
    assert "ggiudicazione definitiva" not in subjects
    courts = [mail for mail in MAILS if "@giustizia.example" in mail.sender]
    assert not any("notifica" in mail.subject.casefold() for mail in courts)
    lawyers = [mail for mail in MAILS if "@avvocati.example" in mail.sender]
    assert any("decreto ingiuntivo" in mail.body for mail in lawyers)
    assert "POSTA CERTIFICATA: Notifica di mancata consegna" in subjects
    assert any("IBAN" in m.body and "Variazione" in m.subject for m in MAILS), "a certified fraud"
    alone = [m for m in MAILS if "posta ordinaria" in m.body and "posta certificata" not in m.body]
    assert alone
    assert all(prefix(mail) == "ACCETTAZIONE" for mail in alone)
    providers = {m.sender.partition("@")[2] for m in MAILS if m.sender.startswith("posta-cert")}
    assert 3 <= len(providers) <= 4


def test_neighbouring_letters_do_not_look_alike() -> None:
    letters = [mail for mail in MAILS if prefix(mail) == "POSTA CERTIFICATA"]
    alike = sum(one.subject[:40] == next_.subject[:40] for one, next_ in pairwise(letters))
    assert alike <= 3


def test_dates_reach_back_eighteen_months_and_crowd_towards_now() -> None:
    now = CLOCK.now()
    dates = [mail.date for mail in MAILS]
    assert dates == sorted(dates)
    assert timedelta(0) < now - dates[-1] < timedelta(minutes=10)
    assert timedelta(days=480) < now - dates[0] < timedelta(days=560)
    month = sum(now - date < timedelta(days=30) for date in dates)
    old_month = sum(timedelta(days=300) < now - date < timedelta(days=330) for date in dates)
    assert month > 2 * old_month
    working = [date for date in dates if date.weekday() < 5 and 8 <= date.hour < 19]
    assert len(working) > 0.8 * len(dates)


def test_all_addresses_end_in_example() -> None:
    for mail in MAILS:
        found = re.findall(r"@([\w.-]+)", f"{mail.sender} {mail.recipient} {mail.body}")
        hosts = re.findall(r"https?://([\w.-]+)", mail.body)
        assert found
        assert all(host.rstrip(".").endswith(".example") for host in (*found, *hosts))


def test_senders_have_the_shapes_of_the_documented_sample() -> None:
    for mail in MAILS:
        if prefix(mail) in {"POSTA CERTIFICATA", "ANOMALIA MESSAGGIO"}:
            assert re.fullmatch(r'"Per conto di: \S+@\S+" ', mail.sender)
            assert mail.recipient == '"studio.verdi@pec.example" '
        elif code(mail):
            assert re.fullmatch(r"posta-certificata@\S+", mail.sender)
            assert mail.recipient == "studio.verdi@pec.example"


def test_receipts_belong_together_and_their_code_is_a_moment_before_them() -> None:
    by_code: dict[str, list[Mail]] = {}
    for mail in MAILS:
        if found := code(mail):
            by_code.setdefault(found, []).append(mail)
    assert len(by_code) > 150
    for found, group in by_code.items():
        assert all(f"{mail.date:%Y%m%d%H%M%S}" >= found[:14] for mail in group)
    pairs = sum(
        {"ACCETTAZIONE", "CONSEGNA"} <= {prefix(mail) for mail in group}
        for group in by_code.values()
    )
    assert pairs > 100


def test_two_proofs_can_look_exactly_alike_in_the_list() -> None:
    rows = Counter((m.date, m.sender, m.recipient, m.subject) for m in MAILS)
    twins = [row for row, times in rows.items() if times > 1]
    assert twins
    for twin in twins:
        group = [m.body for m in MAILS if (m.date, m.sender, m.recipient, m.subject) == twin]
        assert len(set(group)) == len(group)


def test_building_it_is_quick_and_leaves_bodies_unwritten() -> None:
    def seconds() -> float:
        start = perf_counter()
        mails()
        return perf_counter() - start

    assert min(seconds() for _ in range(5)) < 0.3
    assert sum(isinstance(mail.text, str) for mail in mails()) == 0
