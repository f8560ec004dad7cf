from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.errors import AddressInvalid
from pectui.pec.addresses import (
    check_address,
    display_sender,
    find_address,
    on_behalf_of,
    punycode_domain,
    split_addresses,
)
from pectui.pec.lookalikes import lookalikes


@pytest.mark.parametrize(
    ("field", "address", "behalf", "shown"),
    [
        ('"Per conto di: dev@x.it" ', "dev@x.it", "dev@x.it", "dev@x.it"),
        (
            '"Per conto di: dev@x.it" <posta-certificata@pec.example>',
            "posta-certificata@pec.example",
            "dev@x.it",
            "dev@x.it",
        ),
        ("per  conto di dev@x.it", "dev@x.it", "dev@x.it", "dev@x.it"),
        ('"dev@x.it" ', "dev@x.it", None, "dev@x.it"),
        ("Mario Rossi <m@x.it>", "m@x.it", None, "Mario Rossi <m@x.it>"),
        ('"banca@banca.example" <ladro@x.it>', "ladro@x.it", None, "ladro@x.it"),
        ("<m@x.it>", "m@x.it", None, "m@x.it"),
        ("'m@x.it'", "m@x.it", None, "m@x.it"),
        ('"Mario Rossi', "", None, "Mario Rossi"),
        ("Per conto di: nessuno", "", None, "Per conto di: nessuno"),
        ("a@b.it, c@d.it", "a@b.it", None, "a@b.it"),
        ("dev@x.it.", "dev@x.it", None, "dev@x.it"),
        ("o'neill@x.it", "o'neill@x.it", None, "o'neill@x.it"),
        ("", "", None, ""),
    ],
)
def test_sender_fields(field: str, address: str, behalf: str | None, shown: str) -> None:
    assert find_address(field) == address
    assert on_behalf_of(field) == behalf
    assert display_sender(field) == shown


@given(st.text() | st.text(st.sampled_from("ab@.<>\"' :\u202e\x00")))
def test_no_field_raises(field: str) -> None:
    address = find_address(field)
    assert address in field
    assert address == "" or address.count("@") == 1
    display_sender(field)
    on_behalf_of(field)


def test_a_long_field_takes_no_time() -> None:
    assert find_address("a" * 500_000) == ""
    assert find_address("<" * 200_000 + "a." * 200_000) == ""


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("a@b.it", "a@b.it"),
        ("  Mario.Rossi@PEC.Example \n", "Mario.Rossi@pec.example"),
        ("a+b_c-d@sub.pec.example", "a+b_c-d@sub.pec.example"),
        ("a@città.example", "a@città.example"),
        ("a@xn--citt-3na.example", "a@xn--citt-3na.example"),
    ],
)
def test_addresses_one_can_write_to(typed: str, address: str) -> None:
    assert check_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "pippo",
        "a@b",
        "@b.it",
        "a@",
        "a@@b.it",
        "a b@c.it",
        "a@b c.it",
        "a@b..it",
        "a@.it",
        "a@b.it.",
        "a@-b.it",
        "a@b-.it",
        ".a@b.it",
        "a.@b.it",
        "a..b@c.it",
        "perché@b.it",
        "a@1.2.3.4",
        "Mario <a@b.it>",
        "a@b.it,c@d.it",
        "a@b.it\nBcc: c@d.it",
        "a\x00@b.it",
        "a@b\u202e.it",
        "a\ud800@b.it",
        "a" * 65 + "@b.it",
        "a@" + "b" * 64 + ".it",
        "a@" + "b." * 130 + "it",
    ],
)
def test_addresses_that_are_none(typed: str) -> None:
    with pytest.raises(AddressInvalid):
        check_address(typed)


@given(st.text())
def test_checking_raises_only_its_own_error(typed: str) -> None:
    with suppress(AddressInvalid):
        assert "@" in check_address(typed)


@pytest.mark.parametrize(
    ("typed", "addresses"),
    [
        (
            "a@b.it, c@d.it; e@f.it g@h.it\ni@j.it",
            ("a@b.it", "c@d.it", "e@f.it", "g@h.it", "i@j.it"),
        ),
        ("Mario Rossi <a@b.it>, Anna <c@d.it>", ("a@b.it", "c@d.it")),
        ('"Rossi, Mario" <a@b.it>; c@d.it', ("a@b.it", "c@d.it")),
        ("a@b.it, A@B.it, a@b.it", ("a@b.it",)),
        ("pippo, a@b.it", ("pippo", "a@b.it")),
        ("<a@b.it", ("a@b.it",)),
        ('"a@b.it"', ("a@b.it",)),
        ('"a@b.it, c@d.it', ("a@b.it", "c@d.it")),
        (" ,;\n ", ()),
        ("", ()),
    ],
)
def test_split(typed: str, addresses: tuple[str, ...]) -> None:
    assert split_addresses(typed) == addresses


@pytest.mark.parametrize(
    ("typed", "addresses"),
    [
        ('"info@studio.example" <studio@pec.example>', ("studio@pec.example",)),
        ('"Per conto di: a@pec.example" <b@pec.example>', ("b@pec.example",)),
        ("'info@studio.example' <studio@pec.example>", ("studio@pec.example",)),
        ("“info@studio.example” <studio@pec.example>", ("studio@pec.example",)),
        ('"Rossi, info@studio.example" <a@b.it>, c@d.it', ("a@b.it", "c@d.it")),
        ("Studio@PEC.example <studio@pec.example>", ("studio@pec.example",)),
        ("<mailto:a@b.it>", ("a@b.it",)),
        ('"Mario Rossi" a@b.it', ("a@b.it",)),
        ('\'a@b.it\', "c@d.it"\t"e@f.it"', ("a@b.it", "c@d.it", "e@f.it")),
        ("\ufeffa@b.it\u200b,\u00adc@d.it", ("a@b.it", "c@d.it")),
        ("\n\n a@b.it \r\n\r\nAnna <c@d.it>\n", ("a@b.it", "c@d.it")),
    ],
)
def test_a_quoted_name_is_never_an_address(typed: str, addresses: tuple[str, ...]) -> None:
    assert split_addresses(typed) == addresses


@pytest.mark.parametrize(
    "typed",
    [
        "info@studio.example <studio@pec.example>",
        "a@b.it Anna <c@d.it>",
        "Per conto di: a@pec.example <posta-certificata@gestore.example>",
        '"info@studio.example" studio@pec.example',
        '"Mario, info@studio.example <studio@pec.example>',
        "'Mario info@studio.example' <studio@pec.example>",
        '"Studio \\"info@studio.example\\" srl" <studio@pec.example>',
    ],
)
def test_what_may_mean_two_addresses_is_one_refused_entry(typed: str) -> None:
    found = split_addresses(typed)
    assert not {"info@studio.example", "a@pec.example", "a@b.it"} & set(found)
    assert len(found) == 1
    with pytest.raises(AddressInvalid, match="two addresses"):
        check_address(found[0])


@given(st.lists(st.from_regex(r"[a-z]{1,5}@[a-z]{1,5}\.it", fullmatch=True), unique=True))
def test_split_finds_every_address_once_and_in_order(addresses: list[str]) -> None:
    for separator in (",", "; ", "\n", " "):
        assert split_addresses(separator.join([*addresses, *addresses])) == tuple(addresses)


@pytest.mark.parametrize(
    ("address", "ascii_form"),
    [
        ("a@pec.example", None),
        ("a@citt\u00e0.example", "xn--citt-3na.example"),
        ("a@p\u0435c.example", "xn--pc-nlc.example"),
        ("a@stra\u00dfe.example", "xn--strae-oqa.example"),
    ],
)
def test_punycode(address: str, ascii_form: str | None) -> None:
    assert punycode_domain(address) == ascii_form


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_punycode_is_always_ascii_and_only_for_what_is_not(domain: str) -> None:
    form = punycode_domain(f"a@{domain}")
    assert (form is None) == domain.rpartition("@")[2].isascii()
    assert form is None or form.isascii()


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("a@legalmail.example", None),
        ("a@1egalmai1.example", True),
        ("a@lega\u04cfmail.example", True),
        ("a@l\u0435galmail.example", True),
        ("a@legalmai.example", True),
        ("a@leaglmail.example", True),
        ("a@legalrnail.example", True),
        ("x@legalmail.example", None),
        ("X@LEGALMAIL.example", None),
        ("comune1@legalmail.example", None),
        ("cornune@legalmail.example", True),
        ("a@altro.example", None),
        ("a@pec2.example", None),
    ],
)
def test_lookalikes(address: str, found: bool | None) -> None:
    known = ["comune@legalmail.example", "x@legalmail.example", "b@pec1.example"]
    expected = "comune@legalmail.example" if found else None
    assert lookalikes(address, known) == expected


@given(st.text(), st.lists(st.text()))
def test_lookalikes_never_raise_and_never_name_the_address_itself(
    address: str, known: list[str]
) -> None:
    assert lookalikes(address, [*known, address]) is None
    assert lookalikes(address, known) in {None, *known}
