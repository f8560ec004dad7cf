"""Every kind of original is judged rightly, and as openssl judges it where that can say it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes

from pectui.models import Judgement
from pectui.signed.judgement import judge, read_authorities
from pectui.signed.original import read_signed
from pectui.signed.problems import NotOriginal
from tests.proof.making_originals import (
    CODE,
    DELIVERY,
    WHEN,
    Made,
    authority,
    flipped,
    issued_by,
    sign,
    sign_with_sha1,
    signer,
)

OPENSSL = shutil.which("openssl")
DAY = timedelta(days=1)


def intact() -> bytes:
    return DELIVERY.raw()


def with_lf() -> bytes:
    return intact().replace(b"\r\n", b"\n")


def with_mixed_ends() -> bytes:
    return intact().replace(b"\r\n", b"\n", 20)


def signed_with_lf() -> bytes:
    """Signed with LF against the standard, and CRLF on its way."""
    content = DELIVERY.content()
    return DELIVERY.around(content, sign(content.replace(b"\r\n", b"\n"), (signer(),)))


def flipped_in_text() -> bytes:
    made = replace(DELIVERY, text="Testo leggibile, una parola da cambiare")
    raw = made.raw()
    line = made.content().split(b"base64\r\n\r\n")[1].split(b"\r\n")[0]
    return flipped(raw, _letters(line))


def flipped_in_data() -> bytes:
    """The moment cannot be read any more: then nothing is said of the certificate at it."""
    raw = intact()
    line = DELIVERY.content().split(b"base64\r\n\r\n")[2].split(b"\r\n")[3]
    return flipped(raw, _letters(line))


def flipped_in_signature() -> bytes:
    content = DELIVERY.content()
    signature = bytearray(sign(content, (signer(),)))
    signature[-10] ^= 1
    return DELIVERY.around(content, bytes(signature))


def _letters(line: bytes) -> bytes:
    """Return a piece of a line of base64 whose middle is a letter."""
    middle = next(at for at in range(8, len(line) - 8) if chr(line[at]).isalpha())
    return line[middle - 8 : middle + 8]


def of_another_part() -> bytes:
    """The signature of another receipt of the same provider."""
    other = replace(DELIVERY, code="2026031010000077")
    return DELIVERY.around(DELIVERY.content(), sign(other.content(), (signer(),)))


def by(*signers: object, **changes: object) -> Callable[[], bytes]:
    return lambda: replace(DELIVERY, signers=signers, **changes).raw()  # type: ignore[arg-type]


def by_sha1() -> bytes:
    content = DELIVERY.content()
    return DELIVERY.around(content, sign_with_sha1(content, signer()))


FOREIGN = "Throw-away CA 2"


@dataclass(frozen=True)
class Case:
    """An original, and how it is to be judged: intact, trusted, valid then, problem."""

    raw: Callable[[], bytes]
    judged: tuple[bool | None, bool | None, bool | None, str | None]
    openssl: bool | None = None
    """Whether `openssl cms -verify` takes it; None where that does not ask the same."""


CASES = {
    "intact": Case(intact, (True, True, True, None), True),
    "line ends changed": Case(with_lf, (True, True, True, None), True),
    "some line ends changed": Case(with_mixed_ends, (True, True, True, None)),
    "signed with other line ends": Case(signed_with_lf, (True, True, True, None)),
    "SHA-512": Case(by(signer(), hash=hashes.SHA512()), (True, True, True, None), True),
    "a bit flipped in the text": Case(flipped_in_text, (False, True, True, "changed"), False),
    "a bit flipped in the data": Case(flipped_in_data, (False, None, None, "changed"), False),
    "a bit flipped in the signature": Case(
        flipped_in_signature, (False, True, True, "signature-wrong"), False
    ),
    "another's signature": Case(of_another_part, (False, True, True, "changed"), False),
    "another CA": Case(by(signer(FOREIGN)), (True, False, True, "untrusted"), False),
    "self-signed": Case(by(signer(None)), (True, False, True, "untrusted"), False),
    "a person's certificate": Case(
        by(signer(name="Mario Rossi", address="mario.rossi@posta.example")),
        (True, False, True, "not-a-provider"),
    ),
    "expired now, valid then": Case(
        by(signer(start=WHEN - 900 * DAY, end=WHEN + DAY)), (True, True, True, None), True
    ),
    "expired then": Case(
        by(signer(start=WHEN - 300 * DAY, end=WHEN - DAY)),
        (True, True, False, "not-valid-then"),
        False,
    ),
    "not valid yet": Case(
        by(signer(start=WHEN + DAY, end=WHEN + 300 * DAY)),
        (True, True, False, "not-valid-then"),
        False,
    ),
    "two signers": Case(
        by(signer(), signer(name="Posta Certificata Due")), (True, True, True, None), True
    ),
    "two signers, one foreign": Case(
        by(signer(), signer(FOREIGN)), (True, False, True, "untrusted"), False
    ),
    # openssl itself still takes it.
    "SHA-1": Case(by_sha1, (False, True, True, "weak-digest")),
}


def judged(raw: bytes, *authorities: str) -> Judgement:
    names = authorities or ("Throw-away CA 1",)
    trusted = [authority(name).certificate for name in names]
    return judge(read_signed(raw), trusted)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_an_original_is_judged_rightly(case: Case) -> None:
    found = judged(case.raw())
    problem = found.problem and found.problem.removeprefix("originals.problem.")
    assert (found.intact, found.trusted, found.valid_then, problem) == case.judged
    assert found.is_proof is (case.judged == (True, True, True, None))


@pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed")
@pytest.mark.parametrize(
    "case",
    [case for case in CASES.values() if case.openssl is not None],
    ids=[name for name, case in CASES.items() if case.openssl is not None],
)
def test_openssl_judges_alike(case: Case, tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_bytes(authority().pem)
    (tmp_path / "original.eml").write_bytes(case.raw())
    command = f"{OPENSSL} cms -verify -in original.eml -CAfile ca.pem -out signed -purpose any"
    done = subprocess.run(
        [*command.split(), "-attime", str(int(WHEN.timestamp()))],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (done.returncode == 0) is case.openssl, done.stderr.decode()


@pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed")
def test_what_openssl_signed_is_intact(tmp_path: Path) -> None:
    one = signer()
    (tmp_path / "content").write_bytes(DELIVERY.content())
    (tmp_path / "signer.pem").write_bytes(one.pem)
    (tmp_path / "key.pem").write_bytes(one.key_pem)
    done = subprocess.run(
        f"{OPENSSL} cms -sign -in content -signer signer.pem -inkey key.pem -subject prova".split(),
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert judged(done.stdout).is_proof


def test_without_an_authority_nothing_is_said_about_trust() -> None:
    found = judge(read_signed(intact()), ())
    assert (found.intact, found.trusted, found.valid_then) == (True, None, True)
    assert not found.is_proof
    assert found.problem is None


def test_a_provider_is_certified_by_way_of_an_authority_below_the_named_one() -> None:
    below = authority("Below 1", above="Throw-away CA 1")
    made = replace(DELIVERY, signers=(signer("Below 1"),))
    assert judged(made.raw()).trusted is False, "the authority between them is missing"
    assert judged(replace(made, extra=(below,)).raw()).is_proof


def test_a_certificate_that_may_not_certify_certifies_nobody() -> None:
    provider = signer()
    made = replace(DELIVERY, signers=(issued_by(provider),), extra=(provider,))
    assert judged(made.raw()).trusted is False


def test_the_name_of_the_authority_is_not_enough() -> None:
    """Another authority of the very same name, with a key of its own."""
    made = replace(DELIVERY, signers=(signer("Throw-away CA 1", forged=True),))
    assert judged(made.raw()).trusted is False


@pytest.mark.parametrize("data", [b"", b"text", b"-----BEGIN CERTIFICATE-----\nx\n"])
def test_a_file_without_a_certificate_is_no_authority(data: bytes) -> None:
    with pytest.raises(NotOriginal, match="no-certificate"):
        read_authorities(data)


def test_a_providers_certificate_is_no_authority() -> None:
    with pytest.raises(NotOriginal, match="no-authority"):
        read_authorities(signer().pem)


def test_no_cut_or_changed_signature_is_taken_or_breaks_anything() -> None:
    content = DELIVERY.content()
    signature = sign(content, (signer(),))
    for at in range(0, len(signature), 7):
        for broken in (signature[:at], _changed(signature, at)):
            raw = DELIVERY.around(content, broken)
            found = judged(raw)
            assert not found.is_proof or _says_the_same(broken, signature), at


def test_a_certificate_that_cannot_be_read_is_no_signature() -> None:
    """The version of a certificate says 75; the library has an error of its own for that."""
    content = DELIVERY.content()
    signature = sign(content, (signer(),))
    version = bytes.fromhex("a003020102")
    assert version in signature
    broken = signature.replace(version, bytes.fromhex("a00302014a"))
    found = judged(DELIVERY.around(content, broken))
    assert (found.intact, found.problem) == (False, "originals.problem.signature-broken")


def _changed(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :]


def _says_the_same(one: bytes, other: bytes) -> bool:
    """What is not signed itself: digests listed in advance, an algorithm's parameters."""
    from asn1crypto import cms

    first, second = (cms.ContentInfo.load(each)["content"] for each in (one, other))
    return bool(
        first["signer_infos"][0]["signed_attrs"].dump()
        == second["signer_infos"][0]["signed_attrs"].dump()
    )


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        (None, None),
        (f"CONSEGNA: Tutt'altro {CODE}", None),
        ("CONSEGNA: Istanza di accesso 2026031010000099", "another-code"),
        (f"ACCETTAZIONE: Istanza di accesso {CODE}", "another-kind"),
        (f"AVVISO DI MANCATA CONSEGNA: Istanza di accesso {CODE}", "another-kind"),
        (f"=?UTF-8?Q?CONSEGNA:_Istanza?= {CODE}", None),
        ("=?UTF-8?B?Q09OU0VHTkE6IHggMjAyNjAzMTAxMDAwMDA5OQ==?=", "another-code"),
    ],
)
def test_a_header_that_contradicts_what_was_signed_is_seen(
    header: str | None, problem: str | None
) -> None:
    message = read_signed(replace(DELIVERY, header_subject=header).raw())
    assert message.exchanged() == (problem and f"originals.problem.{problem}")
    assert judged(replace(DELIVERY, header_subject=header).raw()).intact


def test_one_original_is_one_however_its_lines_end() -> None:
    signed = read_signed(intact())
    raw = DELIVERY.around(DELIVERY.content(), signed.signature)
    assert read_signed(raw.replace(b"\r\n", b"\n")).identity == read_signed(raw).identity
    assert read_signed(Made(code="2026031010000077").raw()).identity != signed.identity
