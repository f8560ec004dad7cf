"""A secret is struck out whatever form it comes back in."""

from __future__ import annotations

import base64
import html
import json
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pectui.system.redaction import STRUCK_OUT, pattern_of, strike_out

SECRETS = [
    "prova-pec-2026",
    'con"virgolette\\e/barre',
    "due parole & <segni>",
    "pàssword€",
    "a+b/c==",
]


def forms(secret: str) -> dict[str, str]:
    raw = secret.encode()
    return {
        "plain": secret,
        "json": json.dumps(secret),
        "json with slashes": json.dumps(secret).replace("/", "\\/"),
        "json twice": json.dumps(json.dumps(secret)),
        "all escaped": "".join(f"\\u{ord(sign):04X}" for sign in secret),
        "repr": repr(secret),
        "bytes": repr(raw),
        "url": quote(secret, safe=""),
        "url plus": quote_plus(secret),
        "url whole": "".join(f"%{byte:02x}" for byte in raw),
        "html": html.escape(secret),
        "html whole": "".join(f"&#{ord(sign)};" for sign in secret),
        "html hex": "".join(f"&#x{ord(sign):X};" for sign in secret),
        "hex": raw.hex().upper(),
        "base64": base64.b64encode(raw).decode(),
        "url-safe base64": base64.urlsafe_b64encode(raw).decode(),
        "basic": base64.b64encode(b"studio@pec.example:" + raw).decode(),
        "bearer and more": base64.b64encode(b"x" + raw + b"yz").decode(),
        "in a JSON in base64": base64.b64encode(b'{"a":"' + raw + b'"}').decode(),
    }


@pytest.mark.parametrize("secret", SECRETS)
def test_every_form_is_struck_out(secret: str) -> None:
    pattern = pattern_of(secret)
    for name, form in forms(secret).items():
        cleaned = strike_out(f"sent: {form}; end", [pattern])
        assert STRUCK_OUT in cleaned, (name, form)
        assert cleaned.startswith("sent: "), name
        assert cleaned.endswith("; end"), name
        assert len(cleaned) <= len("sent: ; end") + len(STRUCK_OUT) + 6, (name, cleaned)


@given(st.text(min_size=5, max_size=30), st.binary(max_size=7), st.binary(max_size=7))
def test_nothing_of_it_is_left_in_base64(secret: str, before: bytes, after: bytes) -> None:
    raw = secret.encode(errors="surrogatepass")
    encoded = base64.b64encode(before + raw + after).decode()
    assert strike_out(encoded, [pattern_of(secret)]) == STRUCK_OUT


@pytest.mark.parametrize("secret", SECRETS)
def test_other_words_stay(secret: str) -> None:
    text = "Authorization is not valid or empty; prova, pec, 2026, dGVzdG8gcXVhbHVucXVl"
    assert strike_out(text, [pattern_of(secret)]) == text
