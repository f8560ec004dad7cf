from __future__ import annotations

from email.header import Header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.pec.headers import decode_header


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("=?utf-8?Q?Perch=C3=A9_no?=", "Perché no"),
        ("=?UTF-8?B?UGVyY2jDqQ==?=", "Perché"),
        ("=?UTF-8?B?UGVyY2jDqQ?=", "Perché"),
        ("=?iso-8859-1?q?Perch=E9?=", "Perché"),
        ("=?utf-8*it?q?Perch=C3=A9?=", "Perché"),
        ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
        ("=?utf-8?q?a?=\r\n =?utf-8?q?b?=", "ab"),
        ("=?utf-8?q?=C3?= =?utf-8?q?=A9?=", "é"),
        ("=?utf-8?q?a?= c =?utf-8?q?b?=", "a c b"),
        ("=?iso-8859-1?q?=E8?= =?utf-8?q?=C3=A9?=", "èé"),
        ("POSTA CERTIFICATA: =?utf-8?q?citt=C3=A0?= 1", "POSTA CERTIFICATA: città 1"),
        ("=?utf-8?q?non chiusa", "=?utf-8?q?non chiusa"),
        ("=?foo-8?q?a?=", "=?foo-8?q?a?="),
        ("=?rot13?q?a?=", "=?rot13?q?a?="),
        ("=?utf-8?q?=E9?=", "=?utf-8?q?=E9?="),
        ("=?utf-8?b?a?=", "=?utf-8?b?a?="),
        ("=?ibm-klingon?b?YQ==?= e =?iso-8859-1?q?citt=E0?=", "=?ibm-klingon?b?YQ==?= e città"),
        ("=?utf-8?q?citt=C3=A0?=  =?boh-1?q?x?=", "città  =?boh-1?q?x?="),
        ("=?utf-8?q?a=E9?= =?utf-8?b?w6k=?=", "=?utf-8?q?a=E9?= é"),
        ("=?utf-8?q?Quando?_E_dove??=", "Quando? E dove?"),
        ("=?utf-8?q?Quando?=20e_dove?=", "Quando? e dove"),
        ("=?utf-8?q?s=C3=AC?==?utf-8?q?_no?=", "sì no"),
        ("niente", "niente"),
        ("", ""),
    ],
)
def test_encoded_words(header: str, text: str) -> None:
    assert decode_header(header) == text


@given(st.text() | st.text(st.sampled_from("=?utf-8qb_ A9Cidna7")))
def test_no_header_raises(header: str) -> None:
    decode_header(header).encode("utf-8", "surrogatepass")


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1),
    st.sampled_from(["utf-8"]),
)
def test_what_a_mail_program_writes_is_read(text: str, charset: str) -> None:
    assert decode_header(Header(text, charset).encode()) == text
