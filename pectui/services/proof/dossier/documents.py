"""The documents of a dossier: letter, files, receipts and signed originals, written and listed."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import language, t
from pectui.models import Kind
from pectui.pec.dates import format_full, format_iso
from pectui.services.proof.dossier.folder import numbered
from pectui.services.proof.reports import kind_words
from pectui.signed.words import judgement_words
from pectui.text import clean_line, storable

if TYPE_CHECKING:
    from datetime import datetime

    from pectui.models import Original, Receipt
    from pectui.services.proof.dossier.folder import DossierFolder
    from pectui.services.proof.dossier.material import Material

LETTER, FILES = "01-messaggio", "01-messaggio/allegati"
RECEIPTS, ORIGINALS = "02-ricevute-lettura", "03-ricevute-originali"
NO_ORIGINALS = "nessuno.txt"
_NAMES = {
    Kind.ACCEPTANCE: "accettazione",
    Kind.NOT_ACCEPTED: "non-accettazione",
    Kind.DELIVERY: "consegna",
    Kind.NOT_DELIVERED: "mancata-consegna",
    Kind.OVERDUE: "preavviso-mancata-consegna",
}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class Document:
    """A file of a dossier that is evidence, or stands for it."""

    path: str
    what: str
    """In words."""
    size: int
    sha256: str
    date: datetime | None = None
    sender: str = ""
    """Foreign text, as are those below."""
    recipient: str = ""
    subject: str = ""
    check: str = ""
    """How a signed original was judged, in words."""


@dataclass(frozen=True, slots=True)
class Documents:
    """What was written, and what could not be."""

    written: tuple[Document, ...]
    missing: tuple[str, ...]
    """Files of the letter, or of originals, that are not here any more; in words."""

    def below(self, folder: str) -> tuple[Document, ...]:
        """Return the documents of one folder."""
        return tuple(one for one in self.written if one.path.startswith(f"{folder}/"))


def write_documents(folder: DossierFolder, material: Material) -> Documents:
    """Write everything that is known of a sending; blocks, raises FileUnwritable."""
    writer = _Writer(folder, material)
    writer.letter()
    writer.files()
    writer.receipts()
    writer.originals()
    return Documents(tuple(writer.written), tuple(writer.missing))


def page(title: str, content: str, style: str = "") -> str:
    """Return a page that loads nothing and runs nothing; `content` is HTML, `title` is not."""
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{html.escape(title)}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n{content}\n</body>\n</html>"
    )


class _Writer:
    def __init__(self, folder: DossierFolder, material: Material) -> None:
        self._folder = folder
        self._material = material
        self._sending = material.sending
        self.written: list[Document] = []
        self.missing: list[str] = []

    def letter(self) -> None:
        """Write subject and text: as they left, and as they are read."""
        sending, text = self._sending, self._material.text
        subject = clean_line(sending.subject)
        self._text(f"{LETTER}/oggetto.txt", t("dossier.subject"), subject)
        if not sending.body_html:
            self.missing.append(t("dossier.missing.text"))
            return
        block = f'<pre style="white-space:pre-wrap;font-family:inherit">{html.escape(text)}</pre>'
        self._text(f"{LETTER}/testo.html", t("dossier.text"), page(subject, block))
        self._text(f"{LETTER}/testo.txt", t("dossier.text"), text)
        source = f"{LETTER}/testo-sorgente.txt"
        left = self._folder.add(source, storable(sending.body_html).encode())
        self.written.append(Document(source, t("dossier.source"), *left))

    def files(self) -> None:
        """Copy the files of the letter, each as it was confirmed."""
        for number, file in enumerate(self._sending.attachments, 1):
            path = f"{FILES}/{numbered(number, file.name)}"
            copied = self._folder.add_copy(path, Path(file.path), file.sha256)
            if copied is None:
                name = clean_line(file.name, 200)
                self.missing.append(t("dossier.missing.file", name=name, digest=file.sha256))
            else:
                what = t("dossier.file", name=clean_line(file.name, 200))
                self.written.append(Document(path, what, *copied, subject=file.name))

    def receipts(self) -> None:
        """Write each receipt as it is read, and as the service answered it."""
        for number, (receipt, text) in enumerate(self._material.receipts, 1):
            path = f"{RECEIPTS}/{number:02d}-{_NAMES.get(receipt.kind, 'avviso')}"
            if not receipt.body:
                self.missing.append(t("dossier.missing.receipt", path=f"{path}.txt"))
            written = [
                (f"{path}.txt", self._folder.add_text(f"{path}.txt", _receipt_text(receipt, text))),
                (f"{path}.json", self._folder.add_text(f"{path}.json", _receipt_json(receipt))),
            ]
            for place, (size, digest) in written:
                self.written.append(
                    Document(
                        place,
                        kind_words(receipt),
                        size,
                        digest,
                        receipt.date,
                        receipt.sender,
                        receipt.addressee or "",
                        receipt.subject,
                    )
                )

    def originals(self) -> None:
        """Write each signed original as it was taken in, and its check beside it."""
        if not self._material.originals:
            self._folder.add_text(f"{ORIGINALS}/{NO_ORIGINALS}", t("dossier.no-originals"))
        for number, (original, raw) in enumerate(self._material.originals, 1):
            name = f"{number:02d}-{_NAMES.get(original.data.kind, 'avviso')}.eml"
            path = f"{ORIGINALS}/{name}"
            check = check_words(original)
            self._folder.add_text(f"{path}.txt", _check_text(original, check))
            if raw is None:
                self.missing.append(t("dossier.missing.original", path=path))
                continue
            data = original.data
            self.written.append(
                Document(
                    path,
                    t(data.kind.key),
                    *self._folder.add(path, raw),
                    data.date,
                    original.judgement.signer or data.provider,
                    data.recipient or "",
                    data.subject,
                    check,
                )
            )

    def _text(self, path: str, what: str, text: str) -> None:
        self.written.append(Document(path, what, *self._folder.add_text(path, text)))


def check_words(original: Original) -> str:
    """Return how an original was judged, and whether it proves."""
    words = judgement_words(original.judgement)
    if original.judgement.problem:
        return f"{words} · {t('dossier.no-proof')}: {t(original.judgement.problem)}"
    return words if original.judgement.is_proof else f"{words} · {t('dossier.no-proof')}"


def _check_text(original: Original, check: str) -> str:
    data = original.data
    rows = [
        (t("dossier.check"), check),
        (t("dossier.kind"), t(data.kind.key)),
        (t("dossier.date"), f"{format_full(data.date)} · {format_iso(data.date)}"),
        (t("dossier.recipient"), data.recipient or "—"),
        (t("dossier.subject"), data.subject),
        (t("dossier.identifier"), data.identifier or "—"),
        ("SHA-256", original.sha256),
    ]
    lines = [f"{name}: {clean_line(value)}" for name, value in rows]
    return "\n".join([*lines, "", t("dossier.check-note")])


def _receipt_text(receipt: Receipt, text: str) -> str:
    date = clean_line(receipt.date_text) or "—"
    if receipt.date is not None:
        date = f"{format_full(receipt.date)} · {format_iso(receipt.date)}"
    lines = [
        f"{t('dossier.kind')}: {kind_words(receipt)}",
        f"{t('dossier.date')}: {date}",
        f"{t('dossier.sender')}: {clean_line(receipt.sender)}",
        f"{t('dossier.subject')}: {clean_line(receipt.subject)}",
    ]
    if receipt.addressee:
        lines.append(f"{t('dossier.recipient')}: {clean_line(receipt.addressee)}")
    body = text or t("dossier.not-read")
    return "\n".join([*lines, "", body, "", t("dossier.reading-copy")])


def _receipt_json(receipt: Receipt) -> str:
    """Return a receipt as the service answered it, and what was read from it."""
    values = {
        "kind": receipt.kind.value,
        "date": format_iso(receipt.date) if receipt.date else None,
        "addressee": receipt.addressee,
        "code": receipt.code,
        "answer": {
            "from": receipt.sender,
            "date": receipt.date_text,
            "subject": receipt.subject,
            "body": receipt.raw or receipt.body,
        },
    }
    return json.dumps(values, ensure_ascii=True, indent=2)
