"""What a self-test concludes from answers: tables of what was seen, and what that means."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.pec.bodies import decode_body
from pectui.services.self_test.findings import Finding, Learned
from pectui.services.self_test.forms import form_of, names_in, rows_of, to_set
from pectui.services.self_test.receipts import await_receipts
from pectui.services.self_test.texts import judge_texts
from pectui.services.self_test.unit import unit_by_growth

CODE = "2026031009300012"
SUBJECT = f"ACCETTAZIONE: prova {CODE}"
DATE = "Tue, 10 Mar 2026 09:30:00 +0100"
TEXT = "Ricevuta di accettazione. " + "Il messaggio è stato accettato. " * 20 + CODE
SIZE = 1_400_000


@pytest.mark.parametrize(
    ("before", "after", "unit"),
    [
        (100.0, 2850.0, "KB"),
        (100.0, 102.0, "MB"),
        (100.0, 103.0, "MB"),
        (0.0, 2_800_000.0, "B"),
        (171_012.0, 172_400.0, "KB"),
        (100.0, 100.0, None),
        (100.0, 90.0, None),
        (100.0, 140.0, None),
        (0.0, 50_000.0, None),
        (0.0, 1e12, None),
        (None, 5.0, None),
        (5.0, None, None),
    ],
)
def test_what_a_letter_takes_tells_the_unit(
    before: float | None, after: float | None, unit: str | None
) -> None:
    found = unit_by_growth(before, after, SIZE)
    assert (found.value if found else None) == unit
    assert found is None or (found.certain and found.setting == unit)


@pytest.mark.parametrize(
    ("names", "setting"),
    [
        (("data", "object", "message"), ""),
        (("date", "subject", "body"), ""),
        (("quando", "titolo", "testo"), "date=quando, subject=titolo, body=testo"),
        (("date", "titolo", "body"), "subject=titolo"),
        (("data", "object", "corpo"), "body=corpo"),
        (("sent_at", "object", "text"), "date=sent_at, body=text"),
    ],
)
def test_fields_of_receipts_are_known_by_name_or_by_what_they_hold(
    names: tuple[str, str, str], setting: str
) -> None:
    row: dict[str, object] = dict(zip(names, (DATE, SUBJECT, TEXT), strict=True))
    row |= {"sender": "posta-certificata@pec.example", "recipient": "a@pec.example"}
    found = names_in([row], CODE)
    assert found == {
        role: (name,) for role, name in zip(("date", "subject", "body"), names, strict=True)
    }
    assert to_set(found) == setting


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{"date": DATE, "subject": SUBJECT}],
        [{"titolo": SUBJECT, "testo": TEXT}],
        [
            {"date": DATE, "subject": SUBJECT, "uno": TEXT},
            {"date": DATE, "subject": SUBJECT, "due": TEXT},
        ],
        [{"a b": DATE, "\x1b[2J": SUBJECT, "x" * 99: TEXT}],
        [{"date": 7, "subject": [SUBJECT], "body": {}}, {"x": None}],
    ],
)
def test_fields_that_no_setting_can_name_are_told_as_missing(rows: list[Any]) -> None:
    setting = to_set(names_in(rows, CODE))
    assert setting is None or (setting == "" and len(rows[0]) == 3)


class Answering:
    """A service that answers every question for receipts with these rows."""

    def __init__(self, *rows: dict[str, object]) -> None:
        self._rows = rows

    async def document(self, path: str) -> dict[str, object]:
        return {"data": list(self._rows)}


PROVIDER = "posta-certificata@pec.example"
ACCEPTANCE = {"sender": PROVIDER, "date": DATE, "body": TEXT, "subject": SUBJECT}
DELIVERY = ACCEPTANCE | {"subject": f"CONSEGNA: prova {CODE}"}
NEITHER = {"sender": "rossi@ordinary.example", "date": DATE, "body": TEXT}


@pytest.mark.parametrize(
    "rows",
    [
        (ACCEPTANCE, DELIVERY),
        (DELIVERY, ACCEPTANCE),
        (NEITHER, ACCEPTANCE, DELIVERY),
        (ACCEPTANCE | {"object": f"prova {CODE}"}, DELIVERY),
        ({**ACCEPTANCE, "object": SUBJECT, "subject": f"prova {CODE}"}, DELIVERY),
    ],
)
async def test_receipts_are_known_each_by_its_own_subjects_and_sender(
    rows: tuple[dict[str, object], ...],
) -> None:
    learned = Learned()
    client: Any = Answering(*rows)
    assert await await_receipts(client, CODE, 0.0, learned) == rows
    assert learned.findings["receipts"].value == "came"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from([DATE, SUBJECT, TEXT]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(st.dictionaries(st.text(), JSON, max_size=4) | st.fixed_dictionaries({"data": JSON}))
def test_any_answer_has_a_form_and_no_field_that_is_no_name(document: dict[str, Any]) -> None:
    rows = rows_of(document)
    form = form_of([document, *rows])
    assert all(
        name == "?" or name.replace("-", "_").replace(".", "_").isidentifier() for name in form
    )
    for role, names in names_in(rows, CODE).items():
        assert role in {"date", "subject", "body"}
        assert all(any(name in row for row in rows) for name in names)


@pytest.mark.parametrize(
    ("raws", "bodies", "charset", "copes"),
    [
        (["Perché è così"], "plain", "utf-8", True),
        (["Perch%C3%A9+%C3%A8"], "encoded", "utf-8", True),
        (["Perch%E9+%E8"], "encoded", "cp1252", True),
        (["Perch%25C3%25A9%2B%25C3%25A8"], "twice", "utf-8", True),
        (["Perch%E9", "Perch%C3%A9"], "encoded", "cp1252 utf-8", True),
        (["Perché è", "Perch%C3%A9+%C3%A8"], "mixed", "utf-8", True),
        (["PerchÃ© Ã¨ cosÃ¬"], "plain", "utf-8", False),
        (["Perch\ufffd \ufffd"], "plain", "utf-8", False),
        (["solo ascii"], "plain", None, True),
        (["ciao"], None, None, True),
        ([], None, None, True),
    ],
)
def test_texts_tell_how_they_are_encoded(
    raws: list[str], bodies: str | None, charset: str | None, copes: bool
) -> None:
    found = {one.name: one for one in judge_texts(map(decode_body, raws))}
    assert (found["bodies"].value if "bodies" in found else None) == bodies
    assert (found["charset"].detail if "charset" in found else None) == charset
    assert all(one.copes for one in found.values()) == copes


def test_what_is_certain_is_not_given_up_for_what_is_likely() -> None:
    learned = Learned()
    learned.take(Finding("ids", "stable", certain=False))
    learned.take(Finding("ids", "positions"))
    learned.take(Finding("ids", "stable", certain=False))
    assert learned.findings["ids"] == Finding("ids", "positions")
    assert learned.is_certain("ids")
    assert not learned.is_certain("ids", "bodies")
