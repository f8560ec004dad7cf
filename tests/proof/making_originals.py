"""Signed originals made for the tests: a throw-away authority, its signers, receipts and letters.

Nothing here is taken from a real mailbox, and no key outlives the run.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from asn1crypto import cms, core
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs7,
)
from cryptography.x509.oid import NameOID

ROME = ZoneInfo("Europe/Rome")
WHEN = datetime(2026, 3, 10, 11, 4, 5, tzinfo=ROME)
CODE = "2026031010000042"
SENDER = "studio@pec.example"
RECIPIENT = "comune@pec.example"
SUBJECT = "Istanza di accesso"


@lru_cache(maxsize=16)
def key(_: str) -> rsa.RSAPrivateKey:
    """Return the key of a name: making one takes longer than all the rest."""
    return rsa.generate_private_key(65537, 2048)


@dataclass(frozen=True)
class Signer:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _certificate(
    name: str,
    own_key: rsa.RSAPrivateKey,
    issuer: Signer | None,
    *,
    ca: bool,
    address: str | None = None,
    start: datetime = WHEN - timedelta(days=1000),
    end: datetime = WHEN + timedelta(days=2000),
) -> Signer:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(own_key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not ca,
                content_commitment=False,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=ca,
                crl_sign=ca,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
    )
    if address:
        names = x509.SubjectAlternativeName([x509.RFC822Name(address)])
        builder = builder.add_extension(names, critical=False)
    signed = builder.sign(issuer.key if issuer else own_key, hashes.SHA256())
    return Signer(signed, own_key)


@lru_cache(maxsize=8)
def authority(
    name: str = "Throw-away CA 1", *, above: str | None = None, forged: bool = False
) -> Signer:
    """Return an authority that certifies providers; `forged` has the name and not the key."""
    by = authority(above) if above else None
    return _certificate(name, key(f"{name} {forged}"), by, ca=True)


@lru_cache(maxsize=32)
def signer(
    issuer: str | None = "Throw-away CA 1",
    *,
    name: str = "Posta Certificata Prova S.p.A.",
    address: str | None = "posta-certificata@gestore.example",
    start: datetime = WHEN - timedelta(days=200),
    end: datetime = WHEN + timedelta(days=200),
    forged: bool = False,
) -> Signer:
    """Return a provider's signer; without `issuer` one that certified itself."""
    by = _issuer(issuer, forged=forged) if issuer else None
    return _certificate(name, key("signer"), by, ca=False, address=address, start=start, end=end)


def _issuer(name: str, *, forged: bool) -> Signer:
    above = "Throw-away CA 1" if name.startswith("Below") else None
    return authority(name, above=above, forged=forged)


def issued_by(one: Signer) -> Signer:
    """Return a signer that another signer certified, who may not."""
    return _certificate(
        "Posta Certificata Finta",
        key("below"),
        one,
        ca=False,
        address="posta-certificata@x.example",
    )


@dataclass(frozen=True)
class Made:
    """What an original is made of; change a field with `replace`."""

    kind: str = "avvenuta-consegna"
    prefix: str = "CONSEGNA"
    code: str = CODE
    subject: str = SUBJECT
    when: datetime = WHEN
    sender: str = SENDER
    recipients: tuple[tuple[str, str], ...] = ((RECIPIENT, "certificato"),)
    addressee: str | None = RECIPIENT
    header_subject: str | None = None
    text: str = "Il messaggio è stato consegnato nella casella di destinazione."
    signers: tuple[Signer, ...] = ()
    letter: bytes | None = None
    daticert: bytes | None = None
    """In place of the one that follows from the rest."""
    more_parts: tuple[bytes, ...] = ()
    """Within what is signed."""
    data_name: str = "daticert.xml"
    boundary: str = "mark"
    extra: tuple[Signer, ...] = field(default=())
    """Certificates that come along."""
    hash: hashes.SHA256 | hashes.SHA384 | hashes.SHA512 = field(default_factory=hashes.SHA256)

    @property
    def whole_subject(self) -> str:
        return f"{self.subject} {self.code}".strip()

    def certified_data(self) -> bytes:
        """Return daticert.xml."""
        if self.daticert is not None:
            return self.daticert
        addressee = f"<consegna>{self.addressee}</consegna>" if self.addressee else ""
        recipients = "".join(
            f'<destinatari tipo="{mail}">{address}</destinatari>'
            for address, mail in self.recipients
        )
        zone = f"{self.when:%z}"
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<postacert tipo="{self.kind}" errore="nessuno">\n'
            f"<intestazione><mittente>{self.sender}</mittente>{recipients}"
            f"<risposte>{self.sender}</risposte><oggetto>{self.whole_subject}</oggetto>"
            "</intestazione>\n"
            "<dati><gestore-emittente>Prova S.p.A.</gestore-emittente>"
            f'<data zona="{zone}"><giorno>{self.when:%d/%m/%Y}</giorno>'
            f"<ora>{self.when:%H:%M:%S}</ora></data>"
            "<identificativo>opec1.20260310.1@gestore.example</identificativo>"
            "<msgid>&lt;1@pec.example&gt;</msgid>"
            f'<ricevuta tipo="completa"/>{addressee}</dati>\n</postacert>\n'
        ).encode()

    def content(self) -> bytes:
        """Return the part that is signed, with CRLF."""
        parts = [
            b"Content-Type: text/plain; charset=UTF-8\r\n"
            b"Content-Transfer-Encoding: base64\r\n\r\n" + _base64(self.text.encode()),
            f'Content-Type: application/xml; name="{self.data_name}"\r\n'
            f'Content-Disposition: inline; filename="{self.data_name}"\r\n'
            "Content-Transfer-Encoding: base64\r\n\r\n".encode()
            + _base64(self.certified_data()),
            *self.more_parts,
        ]
        if self.letter is not None:
            parts.append(
                b'Content-Type: message/rfc822; name="postacert.eml"\r\n'
                b'Content-Disposition: attachment; filename="postacert.eml"\r\n\r\n' + self.letter
            )
        return multipart(parts, f"{self.boundary}-inner")

    def raw(self) -> bytes:
        """Return the file, signed."""
        content = self.content()
        signature = sign(content, self.signers or (signer(),), self.extra, self.hash)
        return self.around(content, signature)

    def around(self, content: bytes, signature: bytes) -> bytes:
        """Return the file with this signature, whatever it is worth."""
        subject = self.header_subject or f"{self.prefix}: {self.whole_subject}"
        parts = [
            content,
            b'Content-Type: application/pkcs7-signature; name="smime.p7s"\r\n'
            b'Content-Disposition: attachment; filename="smime.p7s"\r\n'
            b"Content-Transfer-Encoding: base64\r\n\r\n" + _base64(signature),
        ]
        header = (
            f"From: posta-certificata@gestore.example\r\nTo: {self.sender}\r\n"
            f"Subject: {subject}\r\nDate: {self.when:%a, %d %b %Y %H:%M:%S %z}\r\n"
            "MIME-Version: 1.0\r\nX-Ricevuta: avvenuta-consegna\r\n"
        )
        signed = multipart(
            parts,
            f"{self.boundary}-outer",
            'signed; protocol="application/pkcs7-signature"; micalg=sha-256',
        )
        return header.encode() + signed + b"\r\n"


DELIVERY = Made()
ACCEPTANCE = Made(kind="accettazione", prefix="ACCETTAZIONE", addressee=None)
LETTER = Made(
    kind="posta-certificata",
    prefix="POSTA CERTIFICATA",
    code="",
    sender="ufficio@pec.example",
    recipients=((SENDER, "certificato"),),
    addressee=None,
)


def multipart(parts: list[bytes], boundary: str, kind: str = "mixed") -> bytes:
    """Return parts put together, header included, with CRLF."""
    mark = f"--{boundary}".encode()
    body = b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts)
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'
    return head.encode() + body + mark + b"--"


def _base64(data: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", b"\r\n").rstrip()


def sign(
    content: bytes,
    signers: tuple[Signer, ...],
    extra: tuple[Signer, ...] = (),
    algorithm: hashes.SHA256 | hashes.SHA384 | hashes.SHA512 | None = None,
) -> bytes:
    """Return a detached signature over `content`, in DER."""
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
    for one in signers:
        builder = builder.add_signer(one.certificate, one.key, algorithm or hashes.SHA256())
    for one in extra:
        builder = builder.add_certificate(one.certificate)
    return builder.sign(
        Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    )


def sign_with_sha1(content: bytes, one: Signer) -> bytes:
    """Return a signature by way of SHA-1, as nobody makes them any more."""
    import hashlib

    from cryptography.hazmat.primitives.asymmetric import padding

    info = cms.ContentInfo.load(sign(content, (one,)))
    signed = info["content"]["signer_infos"][0]
    digest = hashlib.sha1(content, usedforsecurity=False).digest()
    sha1 = {"algorithm": "sha1"}
    attributes = cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [core.OctetString(digest)]}),
        ]
    )
    signed["signed_attrs"] = attributes
    signed["digest_algorithm"] = sha1
    info["content"]["digest_algorithms"] = [sha1]
    signed["signature_algorithm"] = {"algorithm": "rsassa_pkcs1v15"}
    signed["signature"] = one.key.sign(
        attributes.untag().dump(force=True), padding.PKCS1v15(), hashes.SHA1()
    )
    dumped: bytes = info.dump(force=True)
    return dumped


def flipped(raw: bytes, inside: bytes) -> bytes:
    """Return `raw` with one letter of `inside`, which stands in it once, in the other case."""
    assert raw.count(inside) == 1
    at = raw.index(inside) + len(inside) // 2
    assert chr(raw[at]).isalpha()
    return raw[:at] + bytes([raw[at] ^ 0x20]) + raw[at + 1 :]


def mbox(raws: list[bytes]) -> bytes:
    """Return an mbox as webmails export it: LF, lines that begin with From quoted."""
    import re

    return b"".join(
        b"From MAILER-DAEMON Tue Mar 10 11:04:05 2026\n"
        + re.sub(rb"(?m)^(>*From )", rb">\1", raw.replace(b"\r\n", b"\n"))
        + b"\n"
        for raw in raws
    )
