"""What a dossier is, what it is not, and what is missing in it: the file to read first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui import __version__
from pectui.catalogue import t
from pectui.pec.dates import ROME, format_full, format_iso
from pectui.services.proof.dossier.folder import MANIFEST
from pectui.services.proof.reports import kind_words
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pectui.models import Receipt
    from pectui.services.proof.dossier.documents import Documents
    from pectui.services.proof.dossier.folder import DossierFolder
    from pectui.services.proof.dossier.material import Material

_FILE = "LEGGIMI.txt"


def write_notice(
    folder: DossierFolder, material: Material, documents: Documents, made_at: datetime
) -> None:
    """Write it; the only file that says when the dossier was made. Raises FileUnwritable."""
    sending, maker = material.sending, material.maker
    lines = [
        t("dossier.title", code=sending.code or sending.id),
        clean_line(sending.subject),
        "",
        t(
            "dossier.made",
            version=__version__,
            account=clean_line(maker.account),
            host=clean_line(maker.host),
            moment=f"{format_full(made_at)} · {format_iso(made_at)}",
        ),
        "",
        t("dossier.is"),
        t("dossier.is-not"),
        "",
        *t("dossier.contents", manifest=MANIFEST).split("\n"),
        "",
        t("dossier.originals-in", count=material.originals_count),
        "",
        t("dossier.missing"),
    ]
    missing = list(_missing(material, documents))
    lines += [f"- {one}" for one in missing] or [f"- {t('dossier.missing.nothing')}"]
    lines += ["", t("deadlines.rule")]
    folder.add_text(_FILE, "\n".join(lines))


def _missing(material: Material, documents: Documents) -> Iterator[str]:
    yield from documents.missing
    for receipt in material.wanted.missing:
        words = t("dossier.missing.signed", kind=_words(receipt))
        yield (
            words if material.sending.cleared_at is None else f"{words} ({t('originals.cleared')})"
        )
    if not material.sending.state.is_final:
        yield t("dossier.missing.not-final", state=t(material.sending.state.key))


def _words(receipt: Receipt) -> str:
    date = f"{receipt.date.astimezone(ROME):%Y-%m-%d %H:%M}" if receipt.date else ""
    parts = (kind_words(receipt), date, clean_line(receipt.addressee or ""))
    return " · ".join(filter(None, parts))
