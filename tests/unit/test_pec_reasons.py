"""Why a letter did not arrive, in one line of the receipt's own words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.models import Kind, Receipt
from pectui.pec.reasons import MAX_REASON, reason_of
from pectui.sandbox import receipts

ABOUT = receipts.Subject(
    moment=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
    title="Errore: 5.9.9 virus 2026030210000000",
    sender="studio@pec.example",
    provider="gestore.example",
    message_id="<x@y>",
)
TO = "rossi@pec.example"


def receipt(kind: Kind, body: str) -> Receipt:
    subject = f"AVVISO DI MANCATA CONSEGNA: {ABOUT.title}"
    return Receipt(kind, None, "", "", subject, "2026030210000000", body=body)


@pytest.mark.parametrize(
    ("kind", "body", "reason"),
    [
        (
            Kind.NOT_DELIVERED,
            receipts.not_delivered_text(ABOUT, TO, receipts.WHY_NOT_DELIVERED[0]),
            "5.1.1 - gestore.example - indirizzo non valido: la casella non esiste",
        ),
        (
            Kind.NOT_DELIVERED,
            "Il giorno 1/1/2026 un errore 5.1.1 - Gestore Pec S.p.A. - indirizzo non valido. Poi",
            "5.1.1 - Gestore Pec S.p.A. - indirizzo non valido",
        ),
        (
            Kind.NOT_DELIVERED,
            "<p>Il giorno 1/1</p><p>&egrave; un errore <b>5.2.2</b> - casella piena.<br>Poi</p>",
            "5.2.2 - casella piena",
        ),
        (
            Kind.NOT_ACCEPTED,
            receipts.not_accepted_text(ABOUT, TO, receipts.WHY_NOT_ACCEPTED[2]),
            receipts.WHY_NOT_ACCEPTED[2],
        ),
        (
            Kind.NOT_DELIVERED,
            receipts.virus_text(ABOUT, TO),
            'un virus informatico [Eicar-Test-Signature] nel file "fattura.zip"',
        ),
        (
            Kind.OVERDUE,
            receipts.twelve_hours_text(ABOUT, TO),
            "non è stato consegnato nelle prime dodici ore dal suo invio",
        ),
        (
            Kind.OVERDUE,
            receipts.twenty_four_hours_text(ABOUT, TO),
            "non è stato consegnato nelle ventiquattro ore successive al suo invio",
        ),
        (
            Kind.NOT_ACCEPTED,
            "un problema che ne impedisce l'accettazione a causa di: mittente non valido\nIl resto",
            "mittente non valido",
        ),
        (
            Kind.NOT_ACCEPTED,
            "un problema che ne impedisce l'accettazione\na causa di mittente non valido. Il resto",
            "mittente non valido",
        ),
        (
            Kind.NOT_DELIVERED,
            "è stato rilevato un problema di sicurezza: Worm.Finto-3.\nIl messaggio è respinto.",
            "un problema di sicurezza: Worm.Finto-3",
        ),
        (
            Kind.NOT_DELIVERED,
            "stato rilevato il seguente errore:\n5.7.1 - Poste S.p.A. Roma - rifiuto\nIl messaggio",
            "5.7.1 - Poste S.p.A. Roma - rifiuto",
        ),
        (
            Kind.NOT_DELIVERED,
            "<p>il seguente errore:<br>4.2.2 - Casella piena<br>Il messaggio è rifiutato</p>",
            "4.2.2 - Casella piena",
        ),
        (Kind.NOT_DELIVERED, "", ""),
        (Kind.NOT_DELIVERED, "Buongiorno", ""),
        (Kind.DELIVERY, receipts.delivery_text(ABOUT, TO) + "errore 5.1.1 - x.", ""),
        (Kind.ACCEPTANCE, receipts.acceptance_text(ABOUT, [TO]), ""),
    ],
)
def test_the_reason_is_the_receipts_own(kind: Kind, body: str, reason: str) -> None:
    assert reason_of(receipt(kind, body)) == reason


@given(st.sampled_from(list(Kind)), st.text())
def test_any_body_gives_one_short_line(kind: Kind, body: str) -> None:
    reason = reason_of(receipt(kind, f"errore 5.1.1 - {body}"))
    assert len(reason) <= MAX_REASON
    assert "\n" not in reason
