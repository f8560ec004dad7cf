"""Letters made of a Word document: its fields are filled, all else stays, nothing acts."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.errors import FieldUnknown, FormInvalid, UsageError
from pectui.merge import LetterForm
from pectui.merge.package import MAX_BYTES
from pectui.models.table import Column, Gravity
from tests.merge.word_files import (
    document,
    docx,
    field,
    packed,
    parts_of,
    relations,
    simple,
    text_of,
    typed,
)

COLUMNS = [
    Column(0, "pec", "pec"),
    Column(1, "Ragione sociale", "ragione_sociale"),
    Column(2, "importo", "importo"),
    Column(3, "Città", "città"),
]
ROW = ("a@pec.example", "Rossi & Figli <S.r.l.>", "", "Forlì")


def filled(inner: str, row: tuple[str, ...] = ROW, **more: str | bytes) -> str:
    octets, findings = LetterForm(docx(inner, **more), COLUMNS).fill(row)
    assert findings == ()
    return text_of(octets)


@pytest.mark.parametrize("made", [field, simple])
@pytest.mark.parametrize(
    ("asks", "given"),
    [
        ("MERGEFIELD Ragione_sociale", "Rossi & Figli <S.r.l.>"),
        ("MERGEFIELD ragione_sociale \\* MERGEFORMAT", "Rossi & Figli <S.r.l.>"),
        ('MERGEFIELD "Ragione sociale"', "Rossi & Figli <S.r.l.>"),
        ("mergefield CITTÀ", "Forlì"),
        ("MERGEFIELD Città \\* Upper", "FORLÌ"),
        ("MERGEFIELD Città \\* lower \\* MERGEFORMAT", "forlì"),
        ('MERGEFIELD Città \\b "a " \\f "!"', "a Forlì!"),
    ],
)
def test_a_field_is_filled(made: object, asks: str, given: str) -> None:
    assert callable(made)
    inner = f"<w:p><w:r><w:t>Spett.le </w:t></w:r>{made(asks)}<w:r><w:t>.</w:t></w:r></w:p>"
    assert filled(inner) == f"Spett.le {given}."


def test_a_field_that_word_spread_over_many_runs_is_filled() -> None:
    look = "<w:rPr><w:b/></w:rPr>"
    asks = "".join(
        f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in (" MERGE", "FIELD ", "pec ")
    )
    inner = (
        f'<w:p><w:r><w:t>da </w:t><w:fldChar w:fldCharType="begin"/></w:r>{asks}'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r>{look}<w:t>«p</w:t></w:r>'
        '<w:r><w:t>ec»</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/><w:t> a</w:t></w:r></w:p>'
    )
    octets, _ = LetterForm(docx(inner), COLUMNS).fill(ROW)
    assert text_of(octets) == "da a@pec.example a"
    assert (
        look.encode() + b'<w:t xml:space="preserve">a@pec' in parts_of(octets)["word/document.xml"]
    )


def test_a_field_within_one_run_and_one_without_a_text_are_filled() -> None:
    inner = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>MERGEFIELD pec</w:instrText>'
        '{}<w:fldChar w:fldCharType="end"/></w:r>'
    )
    shown = '<w:fldChar w:fldCharType="separate"/><w:t>x</w:t>'
    assert filled(f"<w:p>{inner.format(shown)}</w:p>") == "a@pec.example"
    assert filled(f"<w:p>{inner.format('')}</w:p>") == "a@pec.example"


def test_headers_and_footers_are_filled_and_other_fields_stay() -> None:
    page = field("PAGE", "7")
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    opened = f"{BEGIN}{ASKS.replace('MERGEFIELD', 'HYPERLINK')}{separate}"
    link = f"{opened}{simple('MERGEFIELD Città')}{END}"
    header = document(f"<w:p>{field('MERGEFIELD pec')}</w:p>")
    form = LetterForm(docx(f"<w:p>{page}{link}</w:p>", header1=header), COLUMNS)
    octets, _ = form.fill(ROW)
    assert text_of(octets) == "7Forlì"
    assert opened.encode() in parts_of(octets)["word/document.xml"]
    assert text_of(octets, "word/header1.xml") == "a@pec.example"
    assert form.used == {0, 3}


def test_line_ends_and_tabs_of_a_cell_are_words_own_and_no_other_sign_is_left() -> None:
    row = ("a\r\nb\tc\x00\x1b\u202ed\ud800\uffff", *ROW[1:])
    said = filled(f"<w:p>{field('MERGEFIELD pec')}</w:p>", row)
    assert said == "a\nb\tcd\N{REPLACEMENT CHARACTER}"


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_cell_gives_a_whole_document_and_the_same_one_again(first: str, second: str) -> None:
    inner = f"<w:p>{field('MERGEFIELD pec')}</w:p><w:p>{simple('MERGEFIELD Città')}</w:p>"
    form = LetterForm(docx(inner), COLUMNS)
    row = (first, "", "", second)
    made, findings = form.fill(row)
    text_of(made)
    assert (made, findings) == form.fill(row) == LetterForm(docx(inner), COLUMNS).fill(row)
    assert [one.field for one in findings] == [
        name for name, cell in (("pec", first), ("Città", second)) if not cell.strip()
    ]


def test_all_but_the_fields_stays_byte_by_byte() -> None:
    before, after = '<w:p x:odd="1>2"><w:r><w:t>é &#233; </w:t></w:r>', "<w:r/></w:p><w:sectPr/>"
    source = docx(before + simple("MERGEFIELD pec") + after)
    made = parts_of(LetterForm(source, COLUMNS).fill(ROW)[0])
    assert set(made) == set(parts_of(source))
    assert made["word/media/logo.png"] == parts_of(source)["word/media/logo.png"]
    run = '<w:r><w:t xml:space="preserve">a@pec.example</w:t></w:r>'
    assert made["word/document.xml"] == document(before + run + after).encode()
    marked = b"\xef\xbb\xbf" + document(f"<w:p>{field('MERGEFIELD pec')}</w:p>").encode()
    parts = parts_of(source) | {"word/document.xml": marked}
    assert text_of(LetterForm(packed(dict(parts)), COLUMNS).fill(ROW)[0]) == "a@pec.example"


def test_the_same_look_is_kept() -> None:
    look = '<w:rPr><w:b/><w:color w:val="FF0000"/></w:rPr>'
    for made in (field("MERGEFIELD pec", look=look), simple("MERGEFIELD pec", look)):
        octets, _ = LetterForm(docx(f"<w:p>{made}</w:p>"), COLUMNS).fill(ROW)
        xml = parts_of(octets)["word/document.xml"]
        assert look.encode() + b'<w:t xml:space="preserve">a@pec.example' in xml


def test_empty_and_unknown_fields() -> None:
    inner = f"<w:p>{field('MERGEFIELD importo')}</w:p>"
    octets, findings = LetterForm(docx(inner), COLUMNS).fill(ROW)
    assert text_of(octets) == ""
    assert [(one.gravity, one.field, one.words) for one in findings] == [
        (Gravity.PROBLEM, "importo", "importo is empty")
    ]
    assert LetterForm(docx(inner), COLUMNS, may_be_empty=["importo"]).fill(ROW)[1] == ()
    assert LetterForm(docx(inner), COLUMNS).fill(ROW[:1])[1] == findings
    with pytest.raises(FieldUnknown, match="no column importp; did you mean importo"):
        LetterForm(docx(inner.replace("importo", "importp")), COLUMNS)


def test_what_word_keeps_of_its_own_table_does_not_leave() -> None:
    secret = "file:///C:/Users/Mario/clienti.xlsx"
    settings = document('<w:mailMerge><w:query w:val="SELECT"/></w:mailMerge>').replace("body", "x")
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": typed(
            document="document.main", settings="settings", recipientData="mailMergeRecipientData"
        ),
        "word/document.xml": document(f"<w:p>{field('MERGEFIELD pec')}</w:p>"),
        "word/settings.xml": settings,
        "word/recipientData.xml": "<x/>",
        "word/_rels/settings.xml.rels": relations(
            ("mailMergeSource", secret, ' TargetMode="External"'),
            ("recipientData", "recipientData.xml", ""),
            ("attachedTemplate", secret, ' TargetMode="External"'),
            ("hyperlink", "https://x.example", ' TargetMode="External"'),
        ),
    }
    made = parts_of(LetterForm(packed(parts), COLUMNS).fill(ROW)[0])
    assert "word/recipientData.xml" not in made
    whole = b"".join(made.values())
    for word in (b"Mario", b"SELECT", b"mailMerge", b"recipientData", b"attachedTemplate"):
        assert word not in whole
    assert b"https://x.example" in whole


def test_what_a_person_should_look_at_is_told() -> None:
    def told(inner: str, **more: str | bytes) -> list[tuple[Gravity, str]]:
        return [
            (one.gravity, one.words) for one in LetterForm(docx(inner, **more), COLUMNS).findings
        ]

    one = field("MERGEFIELD pec")
    assert told(f"<w:p>{one}</w:p>") == []
    assert "no merge fields" in told("<w:p/>")[0][1]
    assert "recorded changes" in told(f"<w:p>{one}<w:ins><w:r/></w:ins></w:p>")[0][1]
    assert "comments" in told(f"<w:p>{one}</w:p>", comments="<x/>")[0][1]
    ((gravity, words),) = told(
        f"<w:p>{field('MERGEFIELD importo')}</w:p>".replace("importo", 'importo \\# "0,00"')
    )
    assert (gravity, "format of the field importo" in words) == (Gravity.HINT, True)


GOOD = parts_of(docx(f"<w:p>{field('MERGEFIELD pec')}</w:p>"))


def good_with(**parts: str | bytes) -> bytes:
    return packed({**GOOD, **parts})


BEGIN, END = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
)
ASKS = "<w:r><w:instrText> MERGEFIELD pec </w:instrText></w:r>"
LINKED = relations(("image", "file://server/x.png", ' TargetMode="External"'))
BILLION = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<w:document xmlns:w='urn:w'>&b;</w:document>"
)
REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "not a Word document"),
    "a text": (b"Spett.le {{ a }}", "not a Word document"),
    "an old document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word"),
    "half a file": (docx("<w:p/>")[:300], "not a Word document"),
    "a workbook": (packed({"[Content_Types].xml": typed(), "xl/a": "x"}), "not a Word document"),
    "any archive": (packed({"a": "x"}), "not a Word document"),
    "a template of Word": (
        good_with(**{"[Content_Types].xml": typed(document="template.main")}),
        "not a Word document",
    ),
    "macros by type": (
        good_with(**{"[Content_Types].xml": typed(document="document.macroEnabled.main")}),
        "macros",
    ),
    "macros by name": (good_with(**{"word/vbaProject.bin": b"x"}), "macros"),
    "controls": (good_with(**{"word/activeX/activeX1.bin": b"x"}), "macros"),
    "a signature": (good_with(**{"_xmlsignatures/sig1.xml": b"x"}), "signed"),
    "a linked picture": (good_with(**{"word/_rels/document.xml.rels": LINKED}), "server/x.png"),
    "a way out": (good_with(**{"../../x": b"x"}), "damaged"),
    "a root": (good_with(**{"/etc/x": b"x"}), "damaged"),
    "entities": (good_with(**{"word/document.xml": BILLION}), "damaged"),
    "entities in the types": (good_with(**{"[Content_Types].xml": BILLION}), "damaged"),
    "broken XML": (good_with(**{"word/document.xml": "<w:document>"}), "damaged"),
    "UTF-16": (good_with(**{"word/document.xml": document("").encode("utf-16")}), "damaged"),
    "depth": (docx("<w:p>" * 5_000 + "</w:p>" * 5_000), "damaged"),
    "many parts": (good_with(**{f"x{at}": b"" for at in range(2_001)}), "too large"),
    "many fields": (docx("<w:p>" + simple("MERGEFIELD pec") * 2_001 + "</w:p>"), "too large"),
    "a condition": (docx(f"<w:p>{field('IF 1 = 1')}</w:p>"), "field IF"),
    "the next record": (docx(f"<w:p>{simple('NEXT')}</w:p>"), "field NEXT"),
    "another file": (docx(f"<w:p>{field('INCLUDETEXT c:/x')}</w:p>"), "field INCLUDETEXT"),
    "a program": (docx(f"<w:p>{field('DDEAUTO c:/x')}</w:p>"), "field DDEAUTO"),
    "within a field": (
        docx(f"<w:p>{BEGIN}<w:r><w:instrText>= </w:instrText></w:r>{BEGIN}{ASKS}{END}{END}</w:p>"),
        "field pec stands inside",
    ),
    "over paragraphs": (docx(f"<w:p>{BEGIN}{ASKS}</w:p><w:p>{END}</w:p>"), "field pec is broken"),
    "over changes": (docx(f"<w:p>{BEGIN}{ASKS}<w:ins>{END}</w:ins></w:p>"), "field pec is broken"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_form_is_refused_in_words(name: str) -> None:
    octets, words = REFUSED[name]
    with pytest.raises(FormInvalid) as raised:
        LetterForm(octets, COLUMNS)
    assert words in raised.value.detail
    assert raised.value.exit_code == 2


def test_parts_twice_and_parts_locked_are_refused() -> None:
    made = io.BytesIO(packed(dict(GOOD)))
    with zipfile.ZipFile(made, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(FormInvalid, match="damaged"):
        LetterForm(made.getvalue(), COLUMNS)
    octets = packed(dict(GOOD))
    at = octets.index(b"PK\x01\x02") + 8
    with pytest.raises(FormInvalid, match="password"):
        LetterForm(octets[:at] + b"\x01" + octets[at + 1 :], COLUMNS)


_SOURCE = docx(f"<w:p>{field('MERGEFIELD pec')}{simple('MERGEFIELD importo')}</w:p>")
_DOCUMENT = document(f"<w:p>{field('MERGEFIELD pec')}</w:p>").encode()


def _changed(octets: bytes, changes: list[tuple[int, int]]) -> bytes:
    made = bytearray(octets)
    for at, octet in changes:
        made[at % len(made)] = octet
    return bytes(made)


CHANGES = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=8)


@given(CHANGES, st.booleans())
def test_damaged_files_are_refused_in_words_or_filled(
    changes: list[tuple[int, int]], is_inside: bool
) -> None:
    if is_inside:
        octets = good_with(**{"word/document.xml": _changed(_DOCUMENT, changes)})
    else:
        octets = _changed(_SOURCE, changes)
    try:
        form = LetterForm(octets, COLUMNS)
    except UsageError:
        return
    form.fill(ROW)


def test_a_bomb_is_refused_without_being_unpacked() -> None:
    bomb = good_with(**{f"word/media/{at}": bytes(30_000_000) for at in range(4)})
    assert len(bomb) < 1_000_000
    tracemalloc.start()
    try:
        with pytest.raises(FormInvalid, match="too large"):
            LetterForm(bomb, COLUMNS)
        assert tracemalloc.get_traced_memory()[1] < 2.2 * MAX_BYTES
    finally:
        tracemalloc.stop()


def test_a_row_that_swells_a_document_is_stopped() -> None:
    form = LetterForm(docx("<w:p>" + field("MERGEFIELD pec") * 1_500 + "</w:p>"), COLUMNS)
    octets, findings = form.fill(("x" * 10_000, "", "", ""))
    assert (octets, [one.words for one in findings]) == (b"", ["stopped: too long"])
