"""Whether a signed message is intact, who signed it, and whether that certificate counts.

A detached CMS signature over the very bytes of the first part: the digest among the signed
attributes is that of the part, and the signer's key signed the attributes. The certificate leads to
an authority the person named, and both were valid at the moment of the receipt: one that has
expired since is normal. Whether it had been revoked cannot be seen without the network.
"""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asn1crypto import cms
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.oid import NameOID

from pectui.models import Judgement
from pectui.pec.kinds import is_sender
from pectui.signed.original import with_line_ends
from pectui.signed.problems import NotOriginal
from pectui.text import storable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pectui.signed.mime import Part
    from pectui.signed.original import SignedMessage

# What is odd about a stranger's certificate is nothing to tell on a person's terminal.
warnings.simplefilter("ignore", CryptographyDeprecationWarning)

_HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
_WEAK = (hashes.SHA1, hashes.MD5)
_LONGEST_WAY = 3
"""Authorities between a signer and the one the person named."""
_MOST_SIGNERS = 10
_MOST_CERTIFICATES = 50
_SMALLEST_KEY = 1024
"""Bits of an RSA key."""


def read_authorities(data: bytes) -> tuple[x509.Certificate, ...]:
    """Return the certificates of a file, PEM (one or several) or DER.

    Raises NotOriginal where it holds none, or one that is nobody's authority.
    """
    try:
        if b"-----BEGIN" in data:
            found = tuple(x509.load_pem_x509_certificates(data))
        else:
            found = (x509.load_der_x509_certificate(data),)
        are_authorities = all(_may_issue(one, named=True) for one in found)
    except Exception:  # whatever the library makes of a stranger's bytes
        raise NotOriginal("originals.problem.no-certificate") from None
    if not are_authorities:
        raise NotOriginal("originals.problem.no-authority")
    return found


@dataclass(frozen=True, slots=True)
class _Signer:
    """One signature over the message: whose, and what is wrong with it."""

    certificate: x509.Certificate
    problem: str | None


def judge(message: SignedMessage, authorities: Sequence[x509.Certificate]) -> Judgement:
    """Judge a signed message. Without `authorities` nothing is said about trust.

    What the libraries cannot read, in whatever way they say so, is no signature.
    """
    try:
        signed, others = _structure(message.signature)
        signers = [_signer(one, others, message.content) for one in signed]
    except NotOriginal as problem:
        return Judgement(intact=False, problem=problem.key)
    except Exception:
        return Judgement(intact=False, problem="originals.problem.signature-broken")
    try:
        return _judged(signers, others, authorities, message.moment)
    except Exception:
        return Judgement(intact=False, problem="originals.problem.certificate-broken")


def _judged(
    signers: Sequence[_Signer],
    others: Sequence[x509.Certificate],
    authorities: Sequence[x509.Certificate],
    at: datetime | None,
) -> Judgement:
    certificates = [one.certificate for one in signers]
    broken = next((one.problem for one in signers if one.problem), None)
    valid_then = trusted = None
    if at is not None:
        valid_then = all(_is_valid(one, at) for one in certificates)
    if at is not None and authorities:
        trusted = all(_leads_to(one, authorities, others, at) for one in certificates)
    if not all(map(_is_providers, certificates)):
        trusted = False
    return Judgement(
        intact=broken is None,
        signer=", ".join(map(_name, certificates)),
        issuer=", ".join(dict.fromkeys(_common_name(one.issuer) for one in certificates)),
        trusted=trusted,
        valid_then=valid_then,
        problem=broken or _doubt(certificates, trusted=trusted, valid_then=valid_then),
    )


def _doubt(
    certificates: Sequence[x509.Certificate], *, trusted: bool | None, valid_then: bool | None
) -> str | None:
    if trusted is False:
        return (
            "originals.problem.untrusted"
            if all(map(_is_providers, certificates))
            else "originals.problem.not-a-provider"
        )
    return "originals.problem.not-valid-then" if valid_then is False else None


def _structure(signature: bytes) -> tuple[list[Any], list[x509.Certificate]]:
    """Return who signed, and every certificate that came with it."""
    info = cms.ContentInfo.load(signature)
    if info["content_type"].native != "signed_data":
        raise NotOriginal("originals.problem.signature-broken")
    data = info["content"]
    signers = list(data["signer_infos"])
    if not signers:
        raise NotOriginal("originals.problem.no-signer")
    found = [one for one in data["certificates"] or () if one.name == "certificate"]
    if len(signers) > _MOST_SIGNERS or len(found) > _MOST_CERTIFICATES:
        raise NotOriginal("originals.problem.signature-broken")
    return signers, [x509.load_der_x509_certificate(one.chosen.dump()) for one in found]


def _signer(info: Any, certificates: Sequence[x509.Certificate], content: Part) -> _Signer:
    certificate = _certificate_of(info, certificates)
    digest = info["digest_algorithm"]["algorithm"].native
    algorithm = info["signature_algorithm"]
    if digest in {"sha1", "md5", "md2"} or algorithm["algorithm"].native in {"sha1_rsa", "md5_rsa"}:
        return _Signer(certificate, "originals.problem.weak-digest")
    if digest not in _HASHES:
        return _Signer(certificate, "originals.problem.unknown-algorithm")
    attributes = info["signed_attrs"]
    said = _attribute(attributes, "message_digest")
    if said is None or _attribute(attributes, "content_type") != "data":
        # Without attributes the key would have signed the part itself; no provider does that.
        return _Signer(certificate, "originals.problem.signature-broken")
    if not _is_digest(said, content, digest):
        return _Signer(certificate, "originals.problem.changed")
    # Signed as a SET; in the message they are tagged as a member of its structure.
    signed = b"\x31" + attributes.dump()[1:]
    if not _is_signed_by(certificate, info["signature"].native, signed, algorithm, digest):
        return _Signer(certificate, "originals.problem.signature-wrong")
    return _Signer(certificate, None)


def _certificate_of(info: Any, certificates: Sequence[x509.Certificate]) -> x509.Certificate:
    sid = info["sid"]
    for one in certificates:
        if sid.name == "issuer_and_serial_number":
            wanted = sid.chosen
            same = one.serial_number == wanted["serial_number"].native
            if same and one.issuer.public_bytes() == wanted["issuer"].dump():
                return one
        elif _key_identifier(one) == sid.chosen.native:
            return one
    raise NotOriginal("originals.problem.no-signers-certificate")


def _key_identifier(certificate: x509.Certificate) -> bytes | None:
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    except x509.ExtensionNotFound:
        return None
    return found.value.digest


def _attribute(attributes: Any, name: str) -> Any:
    """Return the one value of a signed attribute; None where there is not exactly one."""
    found = [one for one in attributes or () if one["type"].native == name]
    if len(found) != 1 or len(found[0]["values"]) != 1:
        return None
    return found[0]["values"][0].native


def _is_digest(said: bytes, content: Part, name: str) -> bool:
    """Whether a part has this digest: as it is, or with other line ends.

    They are CRLF in mail; a program that keeps mail with LF, or brings CRLF back, changes no word.
    """
    as_it_is = hashlib.new(name, memoryview(content.source)[content.start : content.end])
    if as_it_is.digest() == said:
        return True
    mended = [hashlib.new(name), hashlib.new(name)]
    for piece in with_line_ends(content):
        mended[0].update(piece)
        mended[1].update(piece.replace(b"\r\n", b"\n"))
    return said in [one.digest() for one in mended]


def _is_signed_by(
    certificate: x509.Certificate, signature: bytes, signed: bytes, algorithm: Any, digest: str
) -> bool:
    key, chosen = certificate.public_key(), _HASHES[digest]
    try:
        if isinstance(key, rsa.RSAPublicKey) and key.key_size >= _SMALLEST_KEY:
            key.verify(signature, signed, _padding(algorithm, chosen), chosen)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, signed, ec.ECDSA(chosen))
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _padding(algorithm: Any, chosen: hashes.HashAlgorithm) -> padding.AsymmetricPadding:
    if algorithm["algorithm"].native != "rsassa_pss":
        return padding.PKCS1v15()
    length = int(algorithm["parameters"]["salt_length"].native)
    return padding.PSS(padding.MGF1(chosen), length)


def _is_valid(certificate: x509.Certificate, at: datetime) -> bool:
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc


def _leads_to(
    certificate: x509.Certificate,
    authorities: Sequence[x509.Certificate],
    others: Sequence[x509.Certificate],
    at: datetime,
    steps: int = 0,
) -> bool:
    """Whether a named authority issued `certificate`, by way of authorities among `others`."""
    if any(_issued(one, certificate, at, named=True) for one in authorities):
        return True
    if steps >= _LONGEST_WAY:
        return False
    return any(
        one != certificate
        and _issued(one, certificate, at, named=False)
        and _leads_to(one, authorities, others, at, steps + 1)
        for one in others
    )


def _issued(
    issuer: x509.Certificate, certificate: x509.Certificate, at: datetime, *, named: bool
) -> bool:
    if certificate.issuer != issuer.subject or not _is_valid(issuer, at):
        return False
    if not _may_issue(issuer, named=named):
        return False
    if isinstance(certificate.signature_hash_algorithm, _WEAK):
        return False
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _may_issue(certificate: x509.Certificate, *, named: bool) -> bool:
    """Whether a certificate is an authority's; one that says nothing is where it was `named`."""
    extensions = certificate.extensions
    try:
        is_authority = extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        is_authority = named
    try:
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return is_authority
    return is_authority and usage.key_cert_sign


def _is_providers(certificate: x509.Certificate) -> bool:
    """Whether a certificate may be that of a provider's machine: it signs, and writes from there.

    Where it names addresses, one is such a machine's; a person's certificate of the same authority
    has that person's.
    """
    extensions = certificate.extensions
    try:
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
        signs = usage.digital_signature or usage.content_commitment
    except x509.ExtensionNotFound:
        signs = True
    addresses = _addresses(certificate)
    return signs and (not addresses or any(map(is_sender, addresses)))


def _addresses(certificate: x509.Certificate) -> list[str]:
    named = certificate.subject.get_attributes_for_oid(NameOID.EMAIL_ADDRESS)
    addresses = [str(one.value) for one in named]
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return addresses
    return addresses + found.value.get_values_for_type(x509.RFC822Name)


def _name(certificate: x509.Certificate) -> str:
    return _common_name(certificate.subject)


def _common_name(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return storable(str(found[0].value) if found else name.rfc4514_string())
