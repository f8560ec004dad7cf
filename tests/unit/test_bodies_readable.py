"""What a person reads of a body, from what the service gave to the last word of its page."""

from __future__ import annotations

from html import unescape as standard_unescape
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.folding import fold
from pectui.html import to_text
from pectui.html.entities import unescape
from pectui.pec.bodies import decode_body
from pectui.pec.letters import plain_to_html, tagged
from pectui.services.conversion import at_once
from pectui.text import clean_line

PLAIN = [
    "Spett. <ragione sociale>,\nnel modulo si va a capo con <br>.\nRisponda a <a@pec.example>.\n",
    "Togliere </div> in fondo al modello.\nSeconda riga\nTerza riga",
    "Il testo va tra <p> e </p>.\nGrazie",
    "Anna Neri <anna@pec.example>",
    "<nome> <cognome>,\nnato a <luogo> il <data>",
    "<data>\nIl sottoscritto <nome>, residente in <b>",
    "Il <b> apre il grassetto\n</b> lo chiude\nfine",
    "if (a<b && c>d)\n  return a<b>c;\n",
    "2 < 3 > 1",
    "costo <= 100 e >= 50",
    "<https://pec.example/modulo>\n<mailto:anna@pec.example>",
    "Rossi &amp; Figli\nVia Roma &lt;interno&gt;",
    "R&D e AT&T; niente altro",
    '<?xml version="1.0"?>\n<fattura>\n  <numero>1</numero>\n</fattura>',
    "def f(x):\n    return '<td>' + x + '</td>'\n\nprint(f('a'))",
]

PAGES = [
    ("Verdi &amp; Figli &lt;ufficio gare&gt;, perch&eacute; no",
     "Verdi & Figli <ufficio gare>, perché no"),
    ("Buongiorno,<br>in allegato <b>la fattura</b>.", "Buongiorno,\nin allegato la fattura."),
    ("<p>Gentile\nMario", "Gentile Mario"),
    ("\n  <div>uno</div>\n<div>due</div>\n", "uno\ndue"),
    ("Gentile Mario,<br>\nin allegato la fattura\ndi marzo.<br>\nSaluti<br>\n",
     "Gentile Mario,\nin allegato la fattura di marzo.\nSaluti"),
    ("\ufeff<html><body>prova</body></html>", "prova"),
    ("<!-- fatto con un programma --><p>prova", "prova"),
    ("<STYLE>p { color: red }</STYLE><p>prova", "prova"),
    ("<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">x</p>", "x"),
]  # fmt: skip

ENCODED = [
    ("Perch%C3%A9+la+pratica+%C3%A8+chiusa%0A\n", "Perché la pratica è chiusa\n", False),
    ("Perch%C3%A9+no \r\n \n", "Perché no", False),
    ("L'atto%20(in%20copia)%20%C3%A8%20pronto!", "L'atto (in copia) è pronto!", False),
    ("Accettata%3A+%E8+partita.+Citt%C3%A0+di+Cant%C3%B9%2C+perch%C3%A9+%E2%82%AC",
     "Accettata: è partita. Città di Cantù, perché €", True),
    ("Si+notifica+che+la+societ%C3%A0+%C3", "Si notifica che la società �", True),
    ("Citt%C3%A0+a+5+%E2%82", "Città a 5 �", True),
    ("la+citt%E0", "la città", False),
    ("Cant%C3%B9+%E8+una+citt%E0", "Cantù è una città", True),
    ("%EF%BB%BFSpettabile+Studio", "Spettabile Studio", False),
    ("\ufeffSpettabile Studio", "Spettabile Studio", False),
]  # fmt: skip


def read(raw: object) -> str:
    """Return what is shown of a body."""
    page = at_once(decode_body(raw))
    return page.clean if page is not None else to_text(decode_body(raw).text).text


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_that_speaks_of_tags_stays_as_it_is(text: str) -> None:
    assert read(text) == text
    assert not decode_body(text).html


@pytest.mark.parametrize(("html", "text"), PAGES)
def test_pages_and_fragments_are_read_as_pages(html: str, text: str) -> None:
    assert read(html) == text


@pytest.mark.parametrize(("raw", "text", "uncertain"), ENCODED)
def test_what_was_encoded_is_undone_as_far_as_it_can_be(
    raw: str, text: str, *, uncertain: bool
) -> None:
    body = decode_body(raw)
    assert body.text == text
    assert body.uncertain is uncertain
    assert body.raw == raw


@pytest.mark.parametrize(
    ("charset", "octet", "sign"),
    [("iso-8859-15", "%A4", "€"), ("windows-1250", "%B3", "ł"), ("ISO-8859-1", "%92", "’")],
)
def test_the_charset_that_a_page_names_is_tried_after_utf_8(
    charset: str, octet: str, sign: str
) -> None:
    head = f'<html><head><meta charset="{charset}"></head><body>Canone 7 '
    assert read(quote_plus(head) + octet + quote_plus("</body></html>")) == f"Canone 7 {sign}"
    assert read(quote_plus(f"{head}€</body></html>")) == "Canone 7 €"


@given(st.text(st.sampled_from("àèìòù€abc ,.’"), min_size=1), st.integers(0, 60))
def test_a_text_cut_anywhere_stays_readable_up_to_there(text: str, cut: int) -> None:
    octets = text.encode()[: cut + 1]
    whole = octets.decode(errors="ignore")
    body = decode_body(quote(octets).replace("%", "%") + "%20")
    assert body.text.startswith(whole) or not any(ord(char) > 127 for char in whole)


@given(st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), min_size=1))
def test_stray_bytes_between_utf_8_are_read_alone(text: str) -> None:
    body = decode_body("%C3%A9+" + quote(text.encode("cp1252", "ignore"), safe="") + "+%C3%A9")
    assert body.text.startswith("é ")
    assert body.text.endswith(" é")


def test_invisible_joiners_are_no_damage_and_break_no_word() -> None:
    text = "Il contrat\u00adto per lo\u200bca\u200dzione \u2060al 10\ufeff% 👩\u200d🦰"
    shown = read(text)
    assert "\N{REPLACEMENT CHARACTER}" not in shown
    assert "contratto per locazione al 10% " in shown
    assert fold("contratto") in fold(shown)
    assert "\N{REPLACEMENT CHARACTER}" in clean_line(text)  # a subject keeps its marks


@given(st.lists(st.sampled_from(["&", "#", "x", "3", "9", ";", "lt", "egrave", "amp", "a", " "])))
def test_entities_are_undone_as_browsers_do(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert unescape(text) == standard_unescape(text)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_an_own_letter_comes_back_as_what_was_typed(text: str) -> None:
    html = tagged(plain_to_html(text))
    if text:
        assert decode_body(html).html or not text.strip()
    blanks = text.replace("\u00a0", " ").replace("\u2028", " ")
    if text.strip() and blanks == " ".join(blanks.split()):
        assert to_text(html).text == blanks


def column_of(lines: list[str], word: str) -> int:
    """Return in which column, counted in characters, a cell begins."""
    line = next(line for line in reversed(lines) if word in line)
    return line.index(word)


HEAD = "<table><tr><th>Mese<th>Netto<th>IVA</tr>"


def test_a_cell_of_several_rows_leaves_the_others_in_their_columns() -> None:
    html = f"{HEAD}<tr><td rowspan=2>Marzo<td>80,00<td>17,60</tr><tr><td>20,00<td>4,40</tr></table>"
    lines = to_text(html).text.split("\n")
    for word, head in (("80,00", "Netto"), ("20,00", "Netto"), ("4,40", "IVA")):
        assert column_of(lines, word) == column_of(lines, head)


@pytest.mark.parametrize("wide", ["2", "02", " 2 "])
def test_a_cell_of_several_columns_leaves_the_next_in_its_column(wide: str) -> None:
    html = (
        f"{HEAD}<tr><td>Marzo<td>80,00<td>17,60</tr>"
        f'<tr><td colspan="{wide}">Totale imposta<td>17,60</tr></table>'
    )
    lines = to_text(html).text.split("\n")
    assert column_of(lines, "17,60") == column_of(lines, "IVA")


def test_a_heading_of_several_columns_stands_over_them() -> None:
    html = "<table><tr><th>Mese<th colspan=2>Importi<tr><td>marzo<td>80<td>17,60</table>"
    lines = to_text(html).text.split("\n")
    assert column_of(lines, "Importi") == column_of(lines, "80")


@pytest.mark.parametrize("number", ["0", "-1", "x", "", "99999999999999999999", "1e9", "٣"])
@pytest.mark.parametrize("name", ["colspan", "rowspan"])
def test_an_absurd_span_loses_no_cell(name: str, number: str) -> None:
    html = f"<table><tr><td {name}='{number}'>a<td>b<tr><td>c<td>d</table>"
    assert {"a", "b", "c", "d"} <= set(to_text(html).text.replace("│", " ").split())


HIDDEN = [
    "<div style='display:none'>via</div>",
    "<div style='DISPLAY : none !important'>via</div>",
    "<span style='visibility:hidden'>via</span>",
    "<div style='max-height:0;overflow:hidden;mso-hide:all'>via</div>",
    "<div style='max-height:0px; overflow: hidden'>via</div>",
    "<div style='font-size:0'>via</div>",
    "<div style='font-size: 0px'>via</div>",
    "<td style='font:0/0 a'>via</td>",
    "<div style='opacity:0'>via</div>",
    "<div style='opacity:0.0'>via</div>",
    "<div style='mso-hide:all'>via</div>",
    "<p hidden>via</p>",
    "<style>.m{display:none!important}</style><div class=m><p>via</p></div>",
    "<div class=m><p>via</p></div><style>.m{display:none}</style>",
    "<style>#m{opacity:0}</style><div id=m>via</div>",
    "<style>div.m, p.n{visibility:hidden}</style><p class='a n'>via</p>",
    "<style><!-- .m{mso-hide:all} --></style><b class=m>via</b>",
]
SHOWN = [
    "<div style='font-size:0'><p style='font-size:14px'>parola</p></div>",
    "<div style='visibility:hidden'><p style='visibility:visible'>parola</p></div>",
    "<div style='max-height:0'>parola</div>",
    "<div style='opacity:0.5'>parola</div>",
    "<div style='font-size:0.8em'>parola</div>",
    "<div style='display:none;display:block'>parola</div>",
    "<style>@media(max-width:600px){.m{display:none}}</style><p class=m>parola",
    "<style>@supports(x:y){.m{display:none}}</style><p class=m>parola",
    "<style>.m .n{display:none}</style><p class=n>parola",
    "<style>.m{display:none} .m{display:block}</style><p class=m>parola",
    "<style>.m{display:none}</style><p class=m style='display:block'>parola",
    "<!--[if mso]><style>.m{display:none}</style><![endif]--><p class=m>parola",
    "<p aria-hidden=true>parola",
    "<div style='font-size:0'><font size=2>parola</font></div>",
    "<div style='font-size:0'><img alt=parola></div>",
    "<div style='display:none'><style>x</style></div><p>parola",
]


@pytest.mark.parametrize("html", HIDDEN)
def test_what_a_page_hides_is_left_out_counted_and_shown_on_demand(html: str) -> None:
    page = to_text(f"<p>Testo</p>{html}<p>fine")
    assert ("via" in page.text, page.hidden) == (False, 1)
    assert page.text.split() == ["Testo", "fine"]
    assert "via" in to_text(f"<p>Testo</p>{html}", show_hidden=True).text


@pytest.mark.parametrize("html", SHOWN)
def test_what_only_looks_hidden_is_shown(html: str) -> None:
    page = to_text(f"{html}<p>fine")
    assert ("parola" in page.text, page.hidden) == (True, 0)


def test_hidden_parts_are_counted_as_a_person_would() -> None:
    page = to_text(
        "<div style='display:none'><p>uno</p><p style='display:none'>uno</p></div>x"
        "<div style='display:none'> &nbsp;&zwnj;&#847; <img alt=''></div>"
        "<div style='font-size:0'> <span>due</span> <b>due</b></div>"
        "<div style='display:none'><style>p{}</style></div>"
    )
    assert (page.text, page.hidden) == ("x", 2)


def test_a_page_that_would_show_nothing_shows_everything() -> None:
    page = to_text("<div style='display:none'><p>tutto</p></div>")
    assert (page.text, page.hidden) == ("tutto", 0)


def test_a_hidden_link_leaves_no_mark() -> None:
    page = to_text("<p>x<span style='font-size:0'><a href='https://a.example'>via</a></span></p>")
    assert (page.text, page.links) == ("x", ())


def test_a_picture_that_is_a_link_stays_one_whatever_the_size_of_the_text_around() -> None:
    html = "<td style='font-size:0'><a href='https://a.example'><img src=x></a></td>"
    assert to_text(html).text.startswith("[1]")
    assert to_text(html).links[0].target == "https://a.example"


def test_the_frame_of_a_page_may_keep_its_lines() -> None:
    assert to_text("<body style='white-space:pre-wrap'>a\nb</body>").text == "a\nb"
    html = "<style>body{white-space:pre}</style><body class=x>a\n  b</body>"
    assert to_text(html).text == "a\n  b"


@pytest.mark.parametrize("way", ["pre", "pre-wrap", "pre-line", "break-spaces"])
def test_lines_stay_where_a_style_keeps_them(way: str) -> None:
    text = to_text(
        f"<div style='white-space:{way}'>Art. 1\nOggetto\n\nArt. 2\n   Prezzo:   100</div>"
    ).text
    assert "Art. 1\nOggetto\n\nArt. 2" in text
    assert ("   Prezzo:   100" in text) is (way != "pre-line")


def test_lines_of_a_style_end_with_its_element() -> None:
    html = "<style>.a{white-space:pre}</style><p class=a>uno\ndue</p><p>tre\nquattro</p>"
    assert to_text(html).text == "uno\ndue\n\ntre quattro"
    assert to_text("<pre>a\nb<p style='white-space:normal'>c\nd</p></pre>").text == "a\nb\n\nc d"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Scriva a <anna@pec.example> o a <https://pec.example/x> entro <domani></p>",
         "Scriva a <anna@pec.example> o a <https://pec.example/x> entro <domani>"),
        ("<p>Il sig. <nome e cognome></p>", "Il sig. <nome e cognome>"),
        ("<p>a</domani>b", "a</domani>b"),
        ("<p>x<o:p>&nbsp;</o:p>y<o:p/>z", "x yz"),
        ("<p>x<v:shape id=a>y</v:shape>", "xy"),
        ("<p><my-box>x</my-box>", "x"),
        ("<p>1<2, 3 <4>", "1<2, 3 <4>"),
        ("<p>a<svg><path d='M0'/>b</svg>c", "abc"),
        ("<p>x &#99999999999999999999; y", "x � y"),
        ("<p>x &#" + "9" * 5_000 + "; y", "x � y"),
    ],
)  # fmt: skip
def test_what_no_html_knows_is_shown_as_written(html: str, text: str) -> None:
    assert to_text(html).text == text
