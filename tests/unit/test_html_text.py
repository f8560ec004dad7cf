from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.catalogue import use_language
from pectui.html import to_text

CASES = [
    ("", ""),
    ("solo testo", "solo testo"),
    ("<p>uno<p>due", "uno\n\ndue"),
    ("<div>uno</div><div>due</div>", "uno\ndue"),
    ("uno<br>due<br><br>tre", "uno\ndue\n\ntre"),
    ("  molti \n\t blanks   qui ", "molti blanks qui"),
    ("a<b> b</b><i>c </i>d", "a bc d"),
    ("&egrave;&nbsp;&#8364;", "è €"),
    ("1&nbsp;&nbsp;000", "1  000"),
    ("&amp;lt;", "&lt;"),
    ("&amp;amp;egrave;", "&amp;egrave;"),
    ("<h1>Titolo</h1><p>x", "Titolo\n══════\n\nx"),
    ("<h3>Titolo</h3>x", "Titolo\n\nx"),
    ("a<hr>b", f"a\n{'─' * 40}\nb"),
    ("<ul><li>a<li>b<ul><li>c</ul></ul>", "• a\n• b\n  ◦ c"),
    ("<ol><li>a<li>b</ol>", "1. a\n2. b"),
    ("<ol start=9><li>a<li>b<li value=20>c<li>d</ol>", "9. a\n10. b\n20. c\n21. d"),
    ("<ol type=a><li>a<li>b</ol>", "a. a\nb. b"),
    ("<ol type=I start=4><li>a<li>b</ol>", "IV. a\nV. b"),
    ("<ol type=A start=27><li>a</ol>", "AA. a"),
    ("<ol start=-1><li>a<li>b</ol>", "-1. a\n0. b"),
    ("<ol start=99999999999999999999><li>a</ol>", "1. a"),
    ("<ul><li><p>a</p><p>b</p></li></ul>", "• a\n\n  b"),
    ("<li>a", "• a"),
    ("x<blockquote>a<br>b</blockquote>y", "x\n\n> a\n> b\n\ny"),
    ("<blockquote>a<blockquote>b</blockquote>c</blockquote>", "> a\n>\n> > b\n>\n> c"),
    ("<pre>\n a  b\n\n  c\n</pre>", " a  b\n\n  c"),
    ("x<pre>  a\n\tb</pre>y", "x\n\n  a\n\tb\n\ny"),
    ('<img alt="Logo del Comune" src="https://x.example/a.png">', "[image: Logo del Comune]"),
    ('<img src="https://x.example/pixel.gif">', ""),
    ("<dl><dt>chi<dd>Mario</dl>", "chi\n  Mario"),
    ("<s>via</s> ora", "~~via~~ ora"),
    ("10<sup>6</sup> euro, H<sub>2</sub>O", "10^6 euro, H_2O"),
    ("<q>detto</q>", "“detto”"),
    ("<select><option>uno<option>due</select>", "uno\ndue"),
    ("<input value=Mario><input type=hidden value=x>", "[Mario]"),
    ("<textarea>testo</textarea>", "testo"),
    ("a<svg><text>figura</text></svg>b", "afigurab"),
    ("<noscript>senza script</noscript>", "senza script"),
    ("<details><summary>s</summary>d</details>", "s\nd"),
]


@pytest.mark.parametrize(("html", "text"), CASES)
def test_html_becomes_the_lines_a_reader_expects(html: str, text: str) -> None:
    assert to_text(html).text == text


@pytest.mark.parametrize(
    "html",
    [
        "<script>bad()</script>",
        "<script>document.write('<p>bad</p>')</script>",
        "<style>.bad{}</style>",
        "<head><title>bad</title></head>",
        "<template><p>bad</p></template>",
        "<!-- bad --><!DOCTYPE bad>",
        '<iframe src="https://bad.example">bad</iframe>',
        '<meta http-equiv=refresh content="0; url=https://bad.example">',
        '<div style="display:none">bad preheader</div>',
        '<div style="color:red; DISPLAY : NONE !important; x:y">bad</div>',
        "<p hidden>bad</p>",
        '<p onclick="bad()" class="bad" title="bad"></p>',
    ],
)
def test_what_is_not_displayed_is_left_out(html: str) -> None:
    text = to_text(f"<p>prima</p>{html}<p>dopo</p>").text
    assert text == "prima\n\ndopo"


@pytest.mark.parametrize(
    "html",
    [
        '<p style="display:block">parola</p>',
        '<p style="color:none;display:inline">parola</p>',
        '<p class="hidden">parola</p>',
        '<p aria-hidden="true">parola</p>',
        '<p style="background:none">overflow hidden parola</p>',
    ],
)
def test_what_may_be_displayed_stays(html: str) -> None:
    assert "parola" in to_text(html).text


def test_a_small_table_stands_in_columns() -> None:
    html = (
        "<table><tr><th>Nome<th>Importo</tr><tr><td>Mario<td>1.000,00&nbsp;€</tr>"
        "<tr><td>Società 漢字<td>2</tr></table>"
    )
    assert to_text(html).text.split("\n") == [
        "Nome         │ Importo",
        "─────────────┼───────────",
        "Mario        │ 1.000,00 €",
        "Società 漢字 │ 2",
    ]


def test_a_wide_table_has_separated_cells() -> None:
    long = "parola " * 12
    html = f"<table><tr><td>{long}<td>b</tr><tr><td>c<td>d</tr></table>"
    assert to_text(html).text.split("\n") == [f"{long.strip()} │ b", "c │ d"]


def test_a_table_for_layout_reads_as_blocks() -> None:
    html = (
        "<table><tr><td></td><td><p>Gentile Mario,</p><p>grazie.</p></td></tr>"
        "<tr><td><table><tr><td>dentro</td></tr></table></td></tr></table>"
    )
    assert to_text(html).text == "Gentile Mario,\n\ngrazie.\ndentro"


def test_short_lines_of_a_cell_stay_in_their_row() -> None:
    html = "<table><tr><td>Mario<br>Rossi<td>Roma</tr><tr><td>Anna<td>Bari</tr></table>"
    assert to_text(html).text == "Mario / Rossi │ Roma\nAnna          │ Bari"


def test_a_table_inside_a_list_keeps_the_indent() -> None:
    html = "<ul><li>voce<table><tr><td>a<td>b</tr></table></ul>"
    assert to_text(html).text == "• voce\n\n  a │ b"


@pytest.mark.parametrize(
    "tag",
    ["div", "b", "p", "blockquote", "font", "span", "ul><li", "table><tr><td", "ol><li><p", "a"],
)
def test_no_word_is_lost_at_any_depth(tag: str) -> None:
    words = [f"parola{number}" for number in range(5_000)]
    html = "".join(f"<{tag}>{word} " for word in words)
    assert set(words) <= set(re.findall(r"\w+", to_text(html).text))


@pytest.mark.parametrize("tag", ["div", "ul><li", "div></x", "b></i", "blockquote"])
def test_a_page_built_to_be_deep_is_read_without_its_blocks(tag: str) -> None:
    words = [f"w{number}" for number in range(25_000)]
    html = "".join(f"<{tag}>{word} " for word in words) + "<a href='https://x.example'>fine</a>"
    text = to_text(html).text
    assert set(words) <= set(re.findall(r"\w+", text))
    assert "https://x.example" in text


TAGS = ["p", "div", "b", "ul", "li", "table", "tr", "td", "th", "blockquote", "pre", "a", "h1",
        "ol", "dl", "dd", "center", "form", "caption", "q", "s", "nosuch"]  # fmt: skip


@given(st.data())
def test_no_word_is_lost_in_any_soup(data: st.DataObject) -> None:
    tags = data.draw(
        st.lists(st.tuples(st.sampled_from(TAGS), st.booleans(), st.booleans()), max_size=40)
    )
    parts = []
    for number, (tag, closing, wordy) in enumerate(tags):
        parts.append(f"</{tag}>" if closing else f"<{tag}>")
        parts.append(f" w{number}w " if wordy else "")
    wanted = {f"w{number}w" for number, (*_, wordy) in enumerate(tags) if wordy}
    assert wanted <= set(re.findall(r"w\d+w", to_text("".join(parts)).text))


@given(st.text() | st.text(alphabet="<>/=\"' &;#abtrd!-[]\n\t\0\x80\udc80\u202e"))
def test_any_string_is_accepted(html: str) -> None:
    page = to_text(html)
    assert isinstance(page.text, str)
    page.text.encode()


def test_words_of_the_program_follow_its_language() -> None:
    use_language("it")
    text = to_text('<img alt="x"><a href="https://a.example">y</a>').text
    assert text == "[immagine: x]y [1]\n\nCollegamenti:\n[1] https://a.example"


def test_pages_are_read_in_threads_too() -> None:
    pages = [f"<p>pagina {number}</p>" * 50 for number in range(20)]
    with ThreadPoolExecutor(4) as pool:
        texts = [page.text for page in pool.map(to_text, pages)]
    assert [text.split("\n")[0] for text in texts] == [f"pagina {n}" for n in range(20)]
