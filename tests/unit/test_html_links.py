from __future__ import annotations

import pytest

from pectui.html import to_text
from pectui.html.links import read_link


def test_links_are_numbered_and_listed_with_their_real_targets() -> None:
    page = to_text(
        '<p>Vedi <a href="https://a.example/x?y=1&amp;z=2">la pagina</a> e '
        '<a href=" mailto:rossi@pec.example ">scrivi</a>.</p>'
    )
    assert page.text.split("\n") == [
        "Vedi la pagina [1] e scrivi [2].",
        "",
        "Links:",
        "[1] https://a.example/x?y=1&z=2",
        "[2] mailto:rossi@pec.example",
    ]
    assert [(link.number, link.shown, link.target, link.safe) for link in page.links] == [
        (1, "la pagina", "https://a.example/x?y=1&z=2", True),
        (2, "scrivi", "mailto:rossi@pec.example", True),
    ]


def test_a_link_that_shows_another_address_says_where_it_leads() -> None:
    page = to_text('<a href="https://evil.example/a">https://banca.example</a>')
    first, *_, last = page.text.split("\n")
    assert first == "https://banca.example [1 → evil.example]"
    assert last == "[1] https://evil.example/a  (NOT the address its text shows)"
    assert page.links[0].deceptive


@pytest.mark.parametrize(
    ("host", "real"),
    [
        ("ev\u00adil.example", "evil.example"),
        ("ev\u200bil.example", "evil.example"),
        ("\uff45vil\u3002example", "evil.example"),
        ("fa\u00df.example", "xn--fa-hia.example"),
        ("\u2603.example", "xn--n3h.example"),
        ("\ud800.example", "xn--ib9b.example"),
    ],
)
def test_a_host_is_named_as_the_network_knows_it(host: str, real: str) -> None:
    assert read_link(1, "Accedi", f"https://{host}/").host == real


def test_places_within_the_page_are_no_links() -> None:
    assert to_text('<a href="#su">su</a><a>x</a><a href="">y</a>').links == ()


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " \x01javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,<b>x",
        "vbscript:x",
        "relative/page.html",
        "//host.example/x",
        "www.host.example",
        "https:",
        "https://",
        "mailto:nobody",
        "http://[::1",
        "ftp://host.example/x",
        "smb://host.example/x",
    ],
)
def test_only_plain_web_and_mail_targets_may_be_opened(href: str) -> None:
    assert not read_link(1, "x", href).safe


def test_an_unsafe_target_is_shown() -> None:
    page = to_text('<a href="java&#10;script:alert(1)">clicca</a>')
    assert page.text.endswith("[1] javascript:alert(1)  (cannot be opened from here)")


@pytest.mark.parametrize(
    ("shown", "href", "deceptive"),
    [
        ("la pagina", "https://evil.example", False),
        ("https://banca.example", "https://banca.example/login", False),
        ("banca.example", "https://www.banca.example/", False),
        ("www.banca.example", "https://banca.example/", False),
        ("banca.example", "https://posta.banca.example/", False),
        ("posta.banca.example", "https://banca.example/", True),
        ("BANCA.example.", "https://banca.EXAMPLE/", False),
        ("banca.example", "https://banca.example.evil.example/", True),
        ("banca.example", "https://banca.example@evil.example/", True),
        ("banca.example", "https://evil.example\\@banca.example/", True),
        ("banca.example", "https://evilbanca.example/", True),
        ("«https://banca.example»", "https://evil.example/", True),
        ("http://banca.example:8080/a b", "https://evil.example/", True),
        ("rossi@pec.example", "mailto:rossi@pec.example?subject=x", False),
        ("rossi@pec.example", "mailto:rossi@evil.example", True),
        ("banca.example", "javascript:alert(1)", True),
        ("documento.pdf", "https://evil.example/documento.pdf", False),
        ("https://banca.pdf", "https://evil.example/", True),
        ("1.2.2026", "https://evil.example/", False),
        ("S.p.A.", "https://evil.example/", False),
        ("bücher.example", "https://xn--bcher-kva.example/", False),
        ("bücher.example", "https://bucher.example/", True),
        ("Vai su banca.example ora", "https://evil.example/", True),
        ("Vai su banca.example ora", "https://www.banca.example/", False),
        ("(https://banca.example/conto)", "https://evil.example/", True),
        ("banca.example, evil.example", "https://evil.example/", True),
        ("banca。example", "https://evil.example/", True),
        ("banca．example", "https://evil.example/", True),
        ("ｂａｎｃａ.example", "https://evil.example/", True),
        ("banca。example", "https://banca.example/", False),
        ("Scriva a rossi@banca.example", "mailto:rossi@evil.example", True),
        ("La pratica è conclusa.Saluti dal Comune", "https://evil.example/", False),
        ("il contratto.pdf firmato", "https://evil.example/", False),
        ("nato il 1.2.1960 a Roma", "https://evil.example/", False),
        ("la S.p.A. e la S.r.l. sono", "https://evil.example/", False),
    ],
)
def test_a_shown_address_is_compared_with_the_real_one(
    shown: str, href: str, *, deceptive: bool
) -> None:
    assert read_link(1, shown, href).deceptive is deceptive


def test_a_domain_that_is_not_plain_ascii_is_shown_as_the_network_knows_it() -> None:
    page = to_text('<a href="https://bаnca.example/">entra</a>')  # the a is Cyrillic
    assert "xn--bnca-53d.example" in page.text


def test_a_link_around_blocks_keeps_its_number_on_their_last_line() -> None:
    page = to_text('<a href="https://a.example"><div>uno</div><div>due</div></a><p>tre</p>')
    assert page.text.startswith("uno\ndue [1]\n\ntre")
    assert page.links[0].shown == "uno due"


def test_a_link_around_a_picture_is_a_link() -> None:
    page = to_text('<a href="https://a.example"><img src=x></a>')
    assert page.text.startswith("[1]\n")


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("https://faß.example/", "xn--fa-hia.example"),
        ("https://FAẞ.example/", "xn--fa-hia.example"),
        ("https://βόλος.example/", "xn--nxasmm1c.example"),
        ("https://bücher。example/", "xn--bcher-kva.example"),
        ("https://bücher．example/", "xn--bcher-kva.example"),
        ("https://BÜCHER.example/", "xn--bcher-kva.example"),
        ("https://bu\u0308cher.example/", "xn--bcher-kva.example"),
    ],
)
def test_a_host_is_judged_as_browsers_do(written: str, host: str) -> None:
    assert read_link(1, "qui", written).host == host


@pytest.mark.parametrize(
    "href",
    [
        "https://banca.example@evil.example/",
        "https://banca.example:x@evil.example/",
        "https://banca.example%2Fconto@evil.example/",
        "https://evil.example\\@banca.example/",
    ],
)
def test_a_target_that_begins_like_another_host_names_its_real_one(href: str) -> None:
    page = to_text(f"<a href='{href}'>Accedi</a>")
    link = page.links[0]
    assert link.host == "evil.example"
    if "@evil" in href:
        assert page.text.startswith("Accedi [1 → evil.example]")
        assert page.text.endswith("(evil.example)")
