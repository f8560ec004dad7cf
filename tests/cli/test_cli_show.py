"""`pectui show` of bodies that are not simply read: hidden parts, pages given up, plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pectui.pec.bodies import decode_body
from pectui.sandbox import Sandbox, SandboxConfig
from pectui.services.conversion import at_once

if TYPE_CHECKING:
    from collections.abc import Callable

PLAIN = "Spett. <ragione sociale>,\nsi va a capo con <br>.\nAnna Neri <anna@pec.example>"


@pytest.fixture
def config() -> SandboxConfig:
    return SandboxConfig(messages=0, send_period=0.0)


@pytest.fixture
def show(sandbox: Sandbox, cli: Callable[..., Any]) -> Callable[..., Any]:
    """Deliver a letter with a body, and show it."""

    def call(body: str, *options: str) -> Any:
        sandbox.deliver_mail(sender="a@pec.example", subject="Prova", body=body, certified=False)
        return cli("show", "1", *options)

    return call


def test_a_page_that_is_given_up_is_shown_without_tags_and_said_so(
    show: Callable[..., Any],
) -> None:
    done = show("<p>prima</p><p>dopo</p>" + "<hr>" * 500_000, "--json")
    assert done.code == 0
    assert done.json["given_up"] is True
    assert done.json["body"].split("\n")[:2] == ["prima", "dopo"]


def test_words_say_that_a_page_was_given_up(show: Callable[..., Any]) -> None:
    done = show("<p>prima</p>" + "<hr>" * 500_000)
    assert (done.code, "prima" in done.out) == (0, True)
    assert "[this HTML cannot be made readable: here is its text without the layout]" in done.out


def test_hidden_parts_are_left_out_and_counted(show: Callable[..., Any]) -> None:
    done = show("<div style='display:none'>anteprima</div><p>Testo</p>", "--json")
    assert (done.json["body"], done.json["hidden"], done.json["given_up"]) == ("Testo", 1, False)


def test_hidden_parts_are_said(show: Callable[..., Any]) -> None:
    assert "[1 hidden part left out]" in show("<p hidden>anteprima</p><p>Testo</p>").out


def test_plain_text_that_speaks_of_tags_is_shown_as_it_is(show: Callable[..., Any]) -> None:
    assert show(PLAIN, "--json").json["body"] == PLAIN


def test_soft_hyphens_and_joiners_are_no_damage(show: Callable[..., Any]) -> None:
    done = show("Il contrat\u00adto per lo\u200bcazione")
    assert "Il contratto per locazione" in done.out
    assert "\N{REPLACEMENT CHARACTER}" not in done.out


@pytest.mark.parametrize("text", ["Perché & <così>", "ciao", "uno\ndue"])
def test_an_own_letter_leaves_with_a_tag(
    sandbox: Sandbox, cli: Callable[..., Any], text: str
) -> None:
    assert cli("send", "-t", "rossi@pec.example", "-s", "Prova", "-b", text).code == 0
    (sent,) = sandbox.sends
    body = decode_body(sent.body)
    page = at_once(body)
    assert body.html
    assert page is not None
    assert page.text == text
