"""None"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.models import Kind, Message, Receipt
from pectui.pec.bodies import decode_body
from pectui.pec.envelopes import read_envelope
from pectui.pec.receipts import (
    announces_trouble,
    beyond,
    identity,
    read_receipt,
    receipts_of,
)

CODE = "2020092115263639"
SHORTER = "202009211526363"
PROVIDER = "posta-certificata@pec.example"


def message(
    subject: str,
    body: object = "",
    *,
    sender: str = PROVIDER,
    date: str = "Mon, 21 Sep 2020 15:26:37 +0200",
) -> Message:
    envelope = read_envelope(sender=sender, recipient="noi@pec.example", date=date, subject=subject)
    return Message(envelope, decode_body(body))


def receipt(subject: str, body: object = "", **fields: str) -> Receipt:
    read = read_receipt(message(subject, body, **fields))
    assert read is not None
    return read


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        (f"ACCETTAZIONE: Prova {CODE}", Kind.ACCEPTANCE),
        (f"accettazione:  Prova {CODE} ", Kind.ACCEPTANCE),
        (f"AVVISO DI NON ACCETTAZIONE: Prova {CODE}", Kind.NOT_ACCEPTED),
        (f"CONSEGNA: Prova {CODE}", Kind.DELIVERY),
        (f"AVVISO DI MANCATA CONSEGNA: Prova {CODE}", Kind.NOT_DELIVERED),
        (f"AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO: Prova {CODE}", Kind.OVERDUE),
    ],
)
def test_receipts(subject: str, kind: Kind) -> None:
    read = receipt(subject)
    assert (read.kind, read.code) == (kind, CODE)


@pytest.mark.parametrize(
    ("subject", "sender"),
    [
        (f"POSTA CERTIFICATA: CONSEGNA: Prova {CODE}", PROVIDER),
        (f"POSTA CERTIFICATA: Re: Prova {CODE}", PROVIDER),
        (f"ANOMALIA MESSAGGIO: CONSEGNA: Prova {CODE}", PROVIDER),
        ("CONSEGNA: Prova", PROVIDER),
        (f"CONSEGNA: {CODE} Prova", PROVIDER),
        (f"CONSEGNA: Prova {CODE}", "Posta Certificata <ladro@x.it>"),
        (f"CONSEGNA: Prova {CODE}", '"Per conto di: ladro@x.it" <posta-certificata@pec.example>'),
    ],
)
def test_letters_are_no_receipts(subject: str, sender: str) -> None:
    assert read_receipt(message(subject, sender=sender)) is None


def on_behalf(address: str) -> str:
    return f'"Per conto di: {address}" <posta-certificata@altri.example>'


@pytest.mark.parametrize(
    ("subject", "sender", "trouble"),
    [
        (f"AVVISO DI MANCATA CONSEGNA: Diffida {CODE}", PROVIDER, True),
        ("AVVISO DI MANCATA CONSEGNA: Diffida", PROVIDER, True),
        (f"AVVISO DI MANCATA CONSEGNA PER VIRUS: Diffida {CODE}", PROVIDER, True),
        (f"AVVISO DI NON ACCETTAZIONE PER VIRUS: Diffida {CODE}", PROVIDER, True),
        (f"PREAVVISO DI MANCATA CONSEGNA: Diffida {CODE}", PROVIDER, True),
        (f"PROBLEMA DI SICUREZZA: Diffida {CODE}", PROVIDER, True),
        (f"EVIDENZA MAI VISTA: Diffida {CODE}", PROVIDER, True),
        ("ANOMALIA MESSAGGIO: Undelivered Mail", on_behalf("MAILER-DAEMON@mx.example"), True),
        (f"ANOMALIA MESSAGGIO: Undeliverable: Diffida {CODE}", on_behalf("mx@a.example"), True),
        (f"ACCETTAZIONE: Diffida {CODE}", PROVIDER, False),
        (f"CONSEGNA: Diffida {CODE}", PROVIDER, False),
        (f"PRESA IN CARICO: Diffida {CODE}", PROVIDER, False),
        ("ANOMALIA MESSAGGIO: Fattura scaduta", on_behalf("offerte@spam.example"), False),
        ("ANOMALIA MESSAGGIO: AVVISO DI MANCATA CONSEGNA: pacco", on_behalf("x@y.example"), False),
        (f"ANOMALIA MESSAGGIO: Re: Diffida {CODE}", on_behalf("io@posta.example"), False),
        (f"ANOMALIA MESSAGGIO: Diffida {CODE}", on_behalf("io@posta.example"), False),
        (f"POSTA CERTIFICATA: Re: Diffida {CODE}", on_behalf("io@pec.example"), False),
        ("AVVISO DI MANCATA CONSEGNA: pacco", on_behalf("x@y.example"), False),
        ("Offerta: solo oggi", "offerte@spam.example", False),
        ("", "", False),
    ],
)
def test_trouble_is_what_is_wrong_with_a_letter_of_ones_own(
    subject: str, sender: str, trouble: bool
) -> None:
    assert announces_trouble(message(subject, sender=sender).envelope) is trouble


def test_a_receipt_without_a_readable_sender_counts() -> None:
    assert receipt(f"CONSEGNA: Prova {CODE}", sender="").kind is Kind.DELIVERY


DELIVERY_TEXT = (
    f'Il giorno 21/09/2020 alle ore 15:26:37 (+0200) il messaggio "Prova {CODE}" '
    'proveniente da "noi@pec.example" ed indirizzato a "Rossi@pec.example" '
    "è stato consegnato nella casella di destinazione."
)


@pytest.mark.parametrize(
    ("body", "addressee"),
    [
        (
            DELIVERY_TEXT,
            "rossi@pec.example",
        ),
        (f"“Prova {CODE}” e destinato all'utente “rossi@pec.example” non è", "rossi@pec.example"),
        (
            f"<p>&quot;Prova {CODE}&quot; indirizzato&nbsp;a <b>&quot;rossi@pec.example&quot;</b>",
            "rossi@pec.example",
        ),
        (
            (
                f'<p>il messaggio "Prova {CODE}"<br>ed indirizzato a "<a id="x" '
                'href="mailto:rossi@pec.example?cc=a">rossi@pec.example</a>" &egrave; stato</p>'
            ),
            "rossi@pec.example",
        ),
        (f'"Prova {CODE}" indirizzato a rossi@pec.example.', "rossi@pec.example"),
        (
            f'"Prova {CODE}" ed indirizzato a "d\'alò.o\'neil@pec.example" è',
            "d'alò.o'neil@pec.example",
        ),
        (f"'Prova {CODE}' indirizzato a 'd'elia@pec.example' è", "d'elia@pec.example"),
        (f"%22Prova+{CODE}%22+indirizzato+a+%22rossi%40pec.example%22", "rossi@pec.example"),
        (
            f'"Prova\r\n {CODE}"\r\n da "Noi <noi@pec.example>"\r\n ed indirizzato\r\na "r@pec.it"',
            "r@pec.it",
        ),
        ('il messaggio "Prova" ed indirizzato a "altri@pec.example" è stato consegnato', None),
        (f'"Prova {CODE[:-1]}" ed indirizzato a "altri@pec.example" è stato consegnato', None),
        (f"Rif. {CODE}: come già indirizzato a altri@pec.example, si sollecita", None),
        (f'il messaggio "Prova {CODE}" è consegnato. La richiesta indirizzata a x@y.example', None),
        (
            f'"Prova {CODE}" indirizzato a "uno@x.it" … "Prova {CODE}" indirizzato a "due@x.it"',
            None,
        ),
        ("Salve, questa email è una prova di invio", None),
        ("x " * 4000 + 'indirizzato a "altri@pec.example"', None),
        ("", None),
        (None, None),
    ],
)
def test_the_addressee_is_in_the_body(body: object, addressee: str | None) -> None:
    assert receipt(f"CONSEGNA: Prova {CODE}", body).addressee == addressee


@pytest.mark.parametrize(
    "named",
    [
        "<a nowrap href=mailto:rossi@pec.example>rossi@pec.example</a>",
        "<b>rossi</b>@<i>pec.example</i>",
        "rossi<wbr>@pec.example",
        "<!-- <altri@pec.example> -->rossi@pec.example",
        "<style>p > b { content: 'x' }</style>rossi&#64;pec.example",
    ],
)
@pytest.mark.parametrize("after", ["", "<p>Gentile Studio, &#" + "9" * 5000 + ";</p>"])
def test_the_addressee_stands_in_the_page_as_a_reader_sees_it(named: str, after: str) -> None:
    body = f'<html><p>messaggio "Prova {CODE}" ed indirizzato a "{named}" &egrave; stato</p>{after}'
    assert receipt(f"CONSEGNA: Prova {CODE}", body).addressee == "rossi@pec.example"


def test_the_subject_of_the_letter_names_nobody() -> None:
    subject = 'indirizzato a "altri@pec.example"'
    body = f'il messaggio "{subject} {CODE}" da "noi@pec.example", indirizzato a "r@pec.example"'
    assert receipt(f"CONSEGNA: {subject} {CODE}", body).addressee == "r@pec.example"


def test_an_acceptance_tells_certified_from_ordinary_mail() -> None:
    body = (
        f'il messaggio "Prova {CODE}" proveniente da "noi@pec.example" ed indirizzato a: '
        'Rossi@pec.example ("posta certificata") verdi@posta.example ("posta ordinaria") '
        '"bianchi@pec.example" (“posta certificata”) è stato accettato.'
    )
    read = receipt(f"ACCETTAZIONE: Prova {CODE}", body)
    assert read.certified == {"rossi@pec.example", "bianchi@pec.example"}
    assert read.ordinary == {"verdi@posta.example"}
    assert read.addressee is None


TWELVE = "non è stato consegnato nelle prime dodici ore; potrebbe non andare a buon fine"
TWENTY_FOUR = "non è stato consegnato nelle ventiquattro ore successive al suo invio"


@pytest.mark.parametrize(
    ("body", "final"),
    [
        (TWELVE, False),
        ("non consegnato nelle prime 12 ore", False),
        (TWENTY_FOUR, True),
        ("non consegnato entro 24 ore", True),
        ("la spedizione è da considerarsi non andata a buon fine", True),
        (f"{TWELVE}. {TWENTY_FOUR}", None),
        ("spedito il 12/12/2020 alle ore 12:24:24", None),
        ("", None),
    ],
)
def test_overdue_notices(body: str, final: bool | None) -> None:
    subject = f"AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO: Prova {CODE}"
    assert receipt(subject, body).final_notice is final


def test_the_subject_of_the_letter_counts_no_hours() -> None:
    subject = "Intervento entro 24 ore"
    body = f'il messaggio "{subject} {CODE}" {TWELVE}'
    overdue = f"AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO: {subject} {CODE}"
    assert receipt(overdue, body).final_notice is False


def test_codes_that_begin_alike_never_mix() -> None:
    messages = [message(f"CONSEGNA: Prova {code}") for code in (CODE, SHORTER)]
    assert [each.code for each in receipts_of(CODE, messages)] == [CODE]
    assert [each.code for each in receipts_of(SHORTER, messages)] == [SHORTER]


@given(
    st.datetimes().map(lambda d: d.replace(year=2028).strftime("%Y%m%d%H%M%S")),
    st.from_regex("[0-9]{0,3}", fullmatch=True),
    st.from_regex("[0-9]{1,3}", fullmatch=True),
)
def test_no_code_takes_the_receipts_of_a_longer_one(moment: str, some: str, more: str) -> None:
    short, long = moment + some, moment + some + more
    messages = [message(f"CONSEGNA: Prova {short}"), message(f"CONSEGNA: Prova {long}")]
    assert [each.code for each in receipts_of(short, messages)] == [short]
    assert [each.code for each in receipts_of(long, messages)] == [long]


def test_equal_receipts_are_counted_and_never_merged() -> None:
    subject = f"CONSEGNA: Prova {CODE}"
    to_rossi = message(subject, 'indirizzato a "rossi@pec.example"')
    to_verdi = message(subject, 'indirizzato a "verdi@pec.example"')
    unnamed, other = message(subject, "una lettera"), message(subject, "un'altra")
    found = receipts_of(CODE, [to_rossi, to_rossi, to_verdi, unnamed, other, unnamed])
    assert len(found) == 6
    assert beyond(found, found) == ()
    assert beyond((), found) == found
    assert beyond(found[:1], found) == found[1:]
    assert beyond(found, [*found, found[3]]) == (found[3],)
    assert beyond(found[3:4], found[3:5]) == found[4:5]


def test_one_receipt_seen_in_two_places_is_one() -> None:
    subject = f"ACCETTAZIONE: Prova {CODE}"
    with_quotes = message(subject, "testo", sender=f'"{PROVIDER}" ')
    other_zone = message(subject, "", date="Mon, 21 Sep 2020 13:26:37 GMT")
    (one,) = receipts_of(CODE, [with_quotes])
    assert beyond([one], receipts_of(CODE, [other_zone])) == ()
    later = receipt(subject, date="Mon, 21 Sep 2020 15:26:38 +0200")
    assert identity(later) != identity(receipt(subject))


@given(st.text(), st.text(st.characters(exclude_categories=())))
def test_no_message_raises(subject: str, body: str) -> None:
    read = receipt(f"CONSEGNA: {subject} {CODE}", body)
    assert read.code == CODE


def test_a_receipt_of_five_megabytes_takes_no_time() -> None:
    for body in ("a@" * 2_500_000, "indirizzato a " * 300_000, "<" * 5_000_000, "“a" * 2_000_000):
        assert receipt(f"ACCETTAZIONE: Prova {CODE}", body).code == CODE


@pytest.mark.parametrize(
    ("subject", "addressee"),
    [
        ("diretto a ladro@x.example", "verdi@pec.example"),
        ("verdi@pec.example", "verdi@pec.example"),
    ],
)
def test_the_writers_own_words_name_no_addressee_and_hide_none(
    subject: str, addressee: str
) -> None:
    envelope = read_envelope(
        sender="posta-certificata@pec.example",
        recipient="noi@pec.example",
        date="Mon, 2 Mar 2026 09:00:00 +0100",
        subject=f"CONSEGNA: {subject} {CODE}",
    )
    text = f'Il messaggio "{subject} {CODE}" indirizzato a "verdi@pec.example" è stato consegnato.'
    receipt = read_receipt(Message(envelope, decode_body(text)))
    assert receipt is not None
    assert receipt.addressee == addressee
