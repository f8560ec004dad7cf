"""Domains as the network compares them: IDNA 2008, case aside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.domains import (
    address_key,
    ascii_domain,
    domain_key,
    network_address,
    readable_domain,
)
from pectui.html.links import read_link
from pectui.pec.addresses import check_address, punycode_domain, split_addresses
from pectui.pec.lookalikes import lookalikes


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a@straße.example", "a@strasse.example", False),
        ("a@straße.example", "a@xn--strae-oqa.example", True),
        ("A@STRASSE.Example", "a@strasse.example", True),
        ("a@MÜNCHEN.example", "a@münchen.example.", True),
        ("a@mu\u0308nchen.example", "a@m\u00fcnchen.example", True),
        ("a@βόλος.example", "a@βόλοσ.example", False),
        ("a@☃.example", "a@☃.example", True),
        ("a", "A", True),
    ],
)
def test_addresses_are_compared_as_the_network_does(one: str, other: str, same: bool) -> None:
    assert (address_key(one) == address_key(other)) is same


def test_the_wire_gets_the_domain_as_the_warning_says_it_is() -> None:
    address = check_address("ufficio@Straße.example")
    assert punycode_domain(address) == "xn--strae-oqa.example"
    assert network_address(address) == "ufficio@xn--strae-oqa.example"
    assert network_address("Rossi@pec.example") == "Rossi@pec.example"
    assert network_address("a@\ufffd") == "a@\ufffd"


def test_pasted_spellings_of_one_address_are_one() -> None:
    pasted = "a@straße.example, A@xn--strae-oqa.EXAMPLE; a@strasse.example"
    assert split_addresses(pasted) == ("a@straße.example", "a@strasse.example")


def test_a_domain_in_other_letters_looks_like_the_known_one() -> None:
    assert lookalikes("a@straße.example", ["a@strasse.example"]) == "a@strasse.example"
    assert lookalikes("a@xn--strae-oqa.example", ["b@straße.example"]) is None


def test_links_are_read_by_the_same_rule() -> None:
    link = read_link(1, "strasse.example", "https://straße.example/")
    assert (link.host, link.deceptive) == ("xn--strae-oqa.example", True)
    assert not read_link(1, "straße.example", "https://xn--strae-oqa.example/").deceptive


@given(st.text())
def test_no_text_is_an_error(text: str) -> None:
    assert domain_key(text) == domain_key(text)
    assert readable_domain(text) is not None
    assert network_address(f"a@{text}").startswith("a@")
    address_key(text)


@given(st.from_regex(r"[a-zà-öø-ÿ]{1,12}\.example", fullmatch=True))
def test_what_is_encoded_is_read_again(domain: str) -> None:
    assert domain_key(readable_domain(ascii_domain(domain))) == domain_key(domain)
