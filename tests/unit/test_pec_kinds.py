from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.catalogue.en import kinds as kind_words
from pectui.catalogue.en import states as state_words
from pectui.models import Kind, State
from pectui.pec.kinds import (
    classify,
    is_ordinary,
    is_sender,
    strip_prefix,
    table_mark,
    use_rows,
)
from pectui.pec.kinds_table import BadRow, Row, read_rows

PREFIXES = [
    ("ACCETTAZIONE", Kind.ACCEPTANCE),
    ("AVVISO DI NON ACCETTAZIONE", Kind.NOT_ACCEPTED),
    ("AVVISO DI NON ACCETTAZIONE PER VIRUS", Kind.NOT_ACCEPTED),
    ("AVVISO DI MANCATA ACCETTAZIONE", Kind.NOT_ACCEPTED),
    ("CONSEGNA", Kind.DELIVERY),
    ("AVVENUTA CONSEGNA", Kind.DELIVERY),
    ("AVVISO DI MANCATA CONSEGNA", Kind.NOT_DELIVERED),
    ("AVVISO DI MANCATA CONSEGNA PER VIRUS", Kind.NOT_DELIVERED),
    ("MANCATA CONSEGNA", Kind.NOT_DELIVERED),
    ("ERRORE DI CONSEGNA", Kind.NOT_DELIVERED),
    ("AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO", Kind.OVERDUE),
    ("AVVISO DI MANCATA CONSEGNA PER SUP.TEMPO MASSIMO", Kind.OVERDUE),
    ("PREAVVISO DI MANCATA CONSEGNA", Kind.OVERDUE),
    ("POSTA CERTIFICATA", Kind.CERTIFIED),
    ("ANOMALIA MESSAGGIO", Kind.ANOMALY),
    ("PRESA IN CARICO", Kind.SERVICE),
    ("PROBLEMA DI SICUREZZA", Kind.SERVICE),
    ("NON ACCETTAZIONE", Kind.NOT_ACCEPTED),
    ("AVVISO DI MANCATA CONSEGNA PER SUPERAMENTO TEMPO MASSIMO", Kind.OVERDUE),
    ("FOO", Kind.OTHER),
    ("RE", Kind.OTHER),
    ("NUOVA CONSEGNA", Kind.OTHER),
]


@pytest.mark.parametrize(("prefix", "kind"), PREFIXES)
@pytest.mark.parametrize(
    "written",
    [
        "{}: Oggetto",
        "{}:Oggetto",
        "  {} : Oggetto",
    ],
)
def test_the_prefix_decides(prefix: str, kind: Kind, written: str) -> None:
    for spelled in (prefix, prefix.lower(), prefix.title(), prefix.replace(" ", "\r\n  ")):
        assert classify(written.format(spelled)) is kind


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("POSTA CERTIFICATA: CONSEGNA: Oggetto 2020082610003492", Kind.CERTIFIED),
        ("Re: ACCETTAZIONE: Oggetto", Kind.OTHER),
        ("ANOMALIA MESSAGGIO: ACCETTAZIONE: x", Kind.ANOMALY),
        ("ACCETTAZIONE Oggetto", Kind.OTHER),
        ("CONSEGNATA: Oggetto", Kind.OTHER),
        ("CONSEGNA:", Kind.DELIVERY),
        ("", Kind.OTHER),
    ],
)
def test_only_the_start_counts(subject: str, kind: Kind) -> None:
    assert classify(subject) is kind


@given(st.sampled_from(PREFIXES), st.text(min_size=1), st.text())
def test_nothing_before_the_prefix(row: tuple[str, Kind], before: str, after: str) -> None:
    if before.strip() and not before.strip().endswith((":", ".")):
        assert classify(f"Re {before}, {row[0]}: {after}") is Kind.OTHER


@pytest.mark.parametrize(
    ("subject", "rest"),
    [
        ("ACCETTAZIONE: Invio di prova 2020082610003492", "Invio di prova 2020082610003492"),
        ("POSTA CERTIFICATA: CONSEGNA: x", "CONSEGNA: x"),
        (
            "AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO: x",
            "x",
        ),
        (" Oggetto: altro ", "Oggetto: altro"),
        ("CONSEGNA:", ""),
    ],
)
def test_strip_prefix(subject: str, rest: str) -> None:
    assert strip_prefix(subject) == rest


@pytest.mark.parametrize(
    ("prefix", "kind"),
    [
        ("AVVISO DI MANCATA CONSEGNA PER CASELLA PIENA", Kind.NOT_DELIVERED),
        ("Avviso di mancata consegna - utente inesistente", Kind.NOT_DELIVERED),
        ("AVVISO DI MANCATA CONSEGNA PER SUPERAMENTO DEL TEMPO MASSIMO", Kind.OVERDUE),
        ("AVVISO DI MANCATA CONSEGNA ENTRO 12 ORE", Kind.OVERDUE),
        ("AVVISO DI MANCATA CONSEGNA OLTRE I TERMINI", Kind.OVERDUE),
        ("AVVISO DI NON ACCETTAZIONE PER DIMENSIONE ECCESSIVA", Kind.NOT_ACCEPTED),
        ("ANOMALIA NELLA BUSTA", Kind.ANOMALY),
        ("AVVISO DI QUALCOSA", Kind.OTHER),
        ("AVVISO DI MANCATA CONSEGNABILITÀ", Kind.OTHER),
    ],
)
def test_an_unknown_ending_is_of_the_family_where_the_provider_wrote_it(
    prefix: str, kind: Kind
) -> None:
    subject = f"{prefix}: Oggetto: altro 2026031010000042"
    assert classify(subject, from_provider=True) is kind
    assert classify(subject) is Kind.OTHER, "anybody may write such words"
    own = strip_prefix(subject, kind)
    assert own == (subject if kind is Kind.OTHER else "Oggetto: altro 2026031010000042")


@pytest.mark.parametrize(
    ("words", "subject", "is_it"),
    [
        ("ESITO * POSITIVO", "ESITO DELLA CONSEGNA POSITIVO", True),
        ("ESITO * POSITIVO", "ESITO NONPOSITIVO", False),
        ("ESITO * POSITIVO", "ESITO DELLA CONSEGNA NONPOSITIVO", False),
        ("ESITO * POSITIVO", "ESITOMATICO DELLA CONSEGNA POSITIVO", False),
        ("ESITO *POSITIVO", "ESITO NONPOSITIVO", True),
        ("ESITO* POSITIVO", "ESITONE POSITIVO", True),
        ("ESITO * DI * POSITIVO", "ESITO FINALE DI CONSEGNA POSITIVO", True),
        ("ESITO * DI * POSITIVO", "ESITO FINALE DICONSEGNA POSITIVO", False),
        ("ESITO *DI* POSITIVO", "ESITO INDICATO POSITIVO", True),
    ],
)
def test_a_star_beside_a_blank_stands_for_whole_words(
    words: str, subject: str, *, is_it: bool
) -> None:
    use_rows([("delivery", words)])
    try:
        kind = classify(f"{subject}: Oggetto", from_provider=True)
    finally:
        use_rows(())
    assert kind is (Kind.DELIVERY if is_it else Kind.OTHER)


@pytest.mark.parametrize(
    ("subject", "kind", "own"),
    [
        ("CONSEGNA: Oggetto", Kind.ACCEPTANCE, "Oggetto"),
        ("Avviso di mancata consegna - utente inesistente: x", Kind.OVERDUE,
         "Avviso di mancata consegna - utente inesistente: x"),
    ],
)  # fmt: skip
def test_what_is_of_another_kind_than_its_words_loses_only_words_that_are_certain(
    subject: str, kind: Kind, own: str
) -> None:
    assert strip_prefix(subject, kind) == own


@pytest.mark.parametrize("invisible", ["\u200b", "\ufeff", "\u00ad", "\u200e \u2060", "\u202a"])
def test_what_nobody_sees_hides_no_kind(invisible: str) -> None:
    assert classify(f"{invisible}CONSEGNA{invisible}: Oggetto") is Kind.DELIVERY
    assert strip_prefix(f"{invisible}CONSEGNA: Oggetto") == "Oggetto"


def test_a_users_row_comes_first_and_can_be_taken_back() -> None:
    mark = table_mark()
    use_rows([("delivery", "EVIDENZA DI CONSEGNA"), ("service", "CONSEGNA"), ("sender", "rem@*")])
    try:
        assert classify("Evidenza di  consegna: x") is Kind.DELIVERY
        assert classify("CONSEGNA: x") is Kind.SERVICE
        assert is_sender("REM@gestore.example")
        assert table_mark() != mark
    finally:
        use_rows(())
    assert classify("EVIDENZA DI CONSEGNA: x") is Kind.OTHER
    assert classify("CONSEGNA: x") is Kind.DELIVERY
    assert not is_sender("rem@gestore.example")
    assert table_mark() == mark


@pytest.mark.parametrize(
    ("address", "ordinary"),
    [
        ("mario@gmail.com", True),
        ("mario@LIBERO.it", True),
        ("mario@yahoo.co.uk", True),
        ("mario@hotmail.fr", True),
        ("mario@icloud.com", True),
        ("mario@pec.libero.it", False),
        ("mario@gmail.com.pec.example", False),
        ("mario@outlook.pec.it", False),
        ("mario@notgmail.com", False),
        ("gmail.com@pec.it", False),
        ("mario", False),
        ("", False),
    ],
)
def test_domains_of_ordinary_mail(address: str, ordinary: bool) -> None:
    assert is_ordinary(address) is ordinary


def test_the_rows_of_the_table_are_read_as_they_are_written() -> None:
    rows = read_rows("# mine\n\n Overdue =  AVVISO  DI RITARDO : # new\nordinary=posta.example\n")
    assert rows == (Row("overdue", "AVVISO DI RITARDO"), Row("ordinary", "posta.example"))
    assert read_rows("sender = a@*\nsender = A@*\n") == (Row("sender", "A@*"),)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("AVVISO DI RITARDO", "settings.reason.no-row"),
        ("= AVVISO", "settings.reason.unknown-kind"),
        ("consegna = AVVISO", "settings.reason.unknown-kind"),
        ("delivry = AVVISO", "settings.reason.unknown-kind-near"),
        ("other = AVVISO", "settings.reason.unknown-kind"),
        ("delivery =", "settings.reason.no-words"),
        ("delivery = *", "settings.reason.no-words"),
        ("delivery = * CONSEGNA", "settings.reason.no-words"),
        ("delivery = A: B", "settings.reason.no-words"),
        ("delivery = AVVISO\x1b[2J", "settings.reason.row-length"),
        ("delivery = " + "A" * 121, "settings.reason.row-length"),
        ("sender = posta-certificata", "settings.reason.no-sender"),
        ("sender = *@gestore.example", "settings.reason.no-sender"),
        ("ordinary = gmail", "settings.reason.no-domain"),
        ("ordinary = *.it", "settings.reason.no-domain"),
        ("ordinary = a@gmail.com", "settings.reason.no-domain"),
        ("service = AVVISO DI PROVA", "settings.reason.row-twice"),
    ],
)
def test_a_row_that_cannot_be_used_names_its_line(line: str, reason: str) -> None:
    with pytest.raises(BadRow) as caught:
        read_rows(f"# 1\noverdue = AVVISO DI PROVA\n{line}\n")
    assert (caught.value.line, caught.value.reason) == (3, reason)


@given(st.text())
def test_no_table_of_the_users_is_a_crash(text: str) -> None:
    with contextlib.suppress(BadRow):
        use_rows((row.name, row.words) for row in read_rows(text))
    use_rows(())


def test_every_kind_has_its_words() -> None:
    assert set(kind_words.TEXTS) == {f"kinds.{kind}" for kind in Kind}


def test_every_state_has_its_words() -> None:
    keys = {f"states.{state}{end}" for state in State for end in ("", ".meaning")}
    assert set(state_words.TEXTS) == keys
