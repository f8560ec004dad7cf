from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.catalogue import kinds as kind_words
from pectui.catalogue import states as state_words
from pectui.models import Kind, State
from pectui.pec.kinds import classify, strip_prefix

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


def test_every_kind_has_its_words() -> None:
    assert set(kind_words.TEXTS) == {f"kinds.{kind}" for kind in Kind}


def test_every_state_has_its_words() -> None:
    keys = {f"states.{state}{end}" for state in State for end in ("", ".meaning")}
    assert set(state_words.TEXTS) == keys
