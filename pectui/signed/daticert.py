"""The certified data of a signed message (`daticert.xml`), by a parser that expands nothing.

A document type is refused, and with it every entity of one's own: no file is read, no address
asked, and nothing grows. Only what the rules of certified mail name is looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from pectui.models import CertifiedData, Kind
from pectui.pec.codes import code_of
from pectui.pec.dates import parse_date
from pectui.pec.headers import decode_header
from pectui.signed.problems import NotOriginal
from pectui.text import storable

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_BYTES = 2_000_000
"""Of the document: one that goes to thousands of recipients names them all."""
_MOST_DEPTH = 20
_MOST_TEXT = 20_000
"""Characters of one element."""

_KINDS = {
    "accettazione": Kind.ACCEPTANCE,
    "non-accettazione": Kind.NOT_ACCEPTED,
    "avvenuta-consegna": Kind.DELIVERY,
    "errore-consegna": Kind.NOT_DELIVERED,
    "preavviso-errore-consegna": Kind.OVERDUE,
    "posta-certificata": Kind.CERTIFIED,
    "presa-in-carico": Kind.SERVICE,
    "rilevazione-virus": Kind.SERVICE,
}
_HEADING = "postacert/intestazione/"
_DATA = "postacert/dati/"
_MANY = {f"{_HEADING}destinatari", f"{_DATA}ricezione", f"{_DATA}errore-esteso"}
"""What may stand there more than once."""


class _Reader:
    """Collects texts and attributes by the path of their element."""

    def __init__(self) -> None:
        self.texts: dict[str, list[str]] = {}
        self.attributes: dict[str, list[dict[str, str]]] = {}
        self._path: list[str] = []
        self._length = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name)
        if len(self._path) > _MOST_DEPTH:
            raise NotOriginal("originals.problem.bad-data")
        path = "/".join(self._path)
        self.texts.setdefault(path, []).append("")
        self.attributes.setdefault(path, []).append(attributes)
        self._length = 0

    def text(self, data: str) -> None:
        self._length += len(data)
        if self._length > _MOST_TEXT:
            raise NotOriginal("originals.problem.bad-data")
        self.texts["/".join(self._path)][-1] += data

    def end(self, _: str) -> None:
        self._path.pop()


def _refuse(*_: object) -> None:
    raise NotOriginal("originals.problem.document-type")


def _read(document: bytes) -> _Reader:
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(document, True)
    except (expat.ExpatError, LookupError, UnicodeError):
        raise NotOriginal("originals.problem.bad-data") from None
    return reader


def read_daticert(document: bytes) -> CertifiedData:
    """Return what certified data say. Raises NotOriginal for what is none, or unclear."""
    if len(document) > MOST_BYTES:
        raise NotOriginal("originals.problem.bad-data")
    reader = _read(document)
    texts = reader.texts
    if any(len(found) > 1 for path, found in texts.items() if _is_one(path)):
        raise NotOriginal("originals.problem.data-contradict")
    root = reader.attributes.get("postacert")
    kind = _KINDS.get(root[0].get("tipo", "").strip().lower()) if root else None
    zone = next(iter(reader.attributes.get(f"{_DATA}data", ())), {}).get("zona", "")
    date_text = " ".join(
        f"{_one(texts, _DATA + 'data/giorno')} {_one(texts, _DATA + 'data/ora')} {zone}".split()
    )
    date = parse_date(date_text)
    if root is None or kind is None or date is None:
        raise NotOriginal("originals.problem.bad-data")
    subject = decode_header(_one(texts, f"{_HEADING}oggetto"))
    certified, ordinary = _recipients(reader)
    addressee = _one(texts, f"{_DATA}consegna") or None
    if addressee is None and kind.is_of_one and len(certified) == 1 and not ordinary:
        addressee = certified[0]
    form = next(iter(reader.attributes.get(f"{_DATA}ricevuta", ())), {}).get("tipo", "")
    return CertifiedData(
        kind=kind,
        date=date,
        date_text=date_text,
        subject=subject,
        code=code_of(subject),
        sender=_one(texts, f"{_HEADING}mittente"),
        certified=certified,
        ordinary=ordinary,
        addressee=addressee,
        provider=_one(texts, f"{_DATA}gestore-emittente"),
        identifier=_one(texts, f"{_DATA}identificativo"),
        message_id=_one(texts, f"{_DATA}msgid"),
        form=storable(form),
        error=storable(root[0].get("errore", "")),
    )


def _is_one(path: str) -> bool:
    known = path.startswith((_HEADING, _DATA)) or path.count("/") < 2
    return known and path not in _MANY


def _one(texts: Mapping[str, list[str]], path: str) -> str:
    return storable(" ".join(next(iter(texts.get(path, ())), "").split()))


def _recipients(reader: _Reader) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the recipients with certified and those with ordinary mail, each once."""
    path = f"{_HEADING}destinatari"
    found: dict[bool, dict[str, None]] = {True: {}, False: {}}
    for text, attributes in zip(
        reader.texts.get(path, ()), reader.attributes.get(path, ()), strict=True
    ):
        address = storable(" ".join(text.split()))
        if address:
            found[attributes.get("tipo", "certificato") != "esterno"].setdefault(address)
    return tuple(found[True]), tuple(found[False])
