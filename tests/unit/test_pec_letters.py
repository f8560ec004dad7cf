from __future__ import annotations

import base64
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.catalogue import t
from pectui.pec.letters import (
    MAX_BYTES,
    MAX_SUBJECT,
    encoded_bytes,
    forward_subject,
    plain_to_html,
    quoted,
    reply_subject,
    subject_problem,
)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Perché & <così>", "Perché &amp; &lt;così&gt;"),
        ("una\ndue\r\ntre\rquattro", "una<br>\ndue<br>\ntre<br>\nquattro"),
        ("a  b   c", "a&nbsp; b&nbsp;&nbsp; c"),
        (" rientro", "&nbsp;rientro"),
        ("a\tb", "a&nbsp;&nbsp;&nbsp; b"),
        ("&nbsp;", "&amp;nbsp;"),
        ("", ""),
    ],
)
def test_plain_text_keeps_its_look_as_html(text: str, html: str) -> None:
    assert plain_to_html(text) == html


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])) | st.text(st.sampled_from("a <&\n")))
def test_html_reads_back_as_what_was_typed(text: str) -> None:
    html = plain_to_html(text)
    assert "<" not in html.replace("<br>\n", "")
    read = unescape(html.replace("<br>\n", "\n"))
    assert read.replace("\u00a0", " ") == text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("subject", "reply", "forward"),
    [
        ("Offerta", "Re: Offerta", "Fwd: Offerta"),
        (
            "POSTA CERTIFICATA: Offerta 20200826100034",
            "Re: Offerta 20200826100034",
            "Fwd: Offerta 20200826100034",
        ),
        ("Re: Offerta", "Re: Offerta", "Fwd: Re: Offerta"),
        ("R: Offerta", "R: Offerta", "Fwd: R: Offerta"),
        ("POSTA CERTIFICATA: RE: Offerta", "RE: Offerta", "Fwd: RE: Offerta"),
        ("I: Offerta", "Re: I: Offerta", "I: Offerta"),
        ("CONSEGNA: Offerta", "Re: CONSEGNA: Offerta", "Fwd: CONSEGNA: Offerta"),
        ("a\r\nBcc: x@y.it", "Re: a Bcc: x@y.it", "Fwd: a Bcc: x@y.it"),
        ("", "Re:", "Fwd:"),
    ],
)
def test_subjects_of_answers(subject: str, reply: str, forward: str) -> None:
    assert (reply_subject(subject), forward_subject(subject)) == (reply, forward)


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_an_answer_can_always_be_sent(subject: str) -> None:
    for answer in (reply_subject(subject), forward_subject(subject)):
        assert subject_problem(answer) is None
        assert reply_subject(reply_subject(subject)) == reply_subject(subject)


def test_quoted() -> None:
    assert quoted("una\r\n\r\ndue\n", "Rossi ha scritto:") == "Rossi ha scritto:\n> una\n>\n> due"


@given(st.integers(0, 5000))
def test_encoded_bytes_is_what_mime_takes(size: int) -> None:
    encoded = base64.encodebytes(b"x" * size).replace(b"\n", b"\r\n")
    assert encoded_bytes(size) == len(encoded)


def test_a_full_mail_holds_about_seventy_megabytes() -> None:
    assert encoded_bytes(70_000_000) < MAX_BYTES < encoded_bytes(74_000_000)


@pytest.mark.parametrize(
    ("subject", "problem"),
    [
        ("Offerta", None),
        ("è" * MAX_SUBJECT, None),
        ("è" * (MAX_SUBJECT + 1), "subjects.too-long"),
        ("a\nb", "subjects.control"),
        ("a\tb", "subjects.control"),
        ("a\x1bb", "subjects.control"),
        ("a\u2028b", "subjects.control"),
        ("a\ud800b", "subjects.control"),
        ("", "subjects.empty"),
        (" \n", "subjects.empty"),
    ],
)
def test_subject_problems(subject: str, problem: str | None) -> None:
    assert subject_problem(subject) == problem
    if problem:
        assert t(problem)
