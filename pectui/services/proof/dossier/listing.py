"""The documents of a dossier with their hashes: a table for a person, JSON for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pectui import __version__
from pectui.catalogue import t
from pectui.pec.dates import format_iso
from pectui.pec.moments import moments_of
from pectui.services.proof.deadlines import in_time

if TYPE_CHECKING:
    from datetime import datetime

    from pectui.models import Sending
    from pectui.services.proof.dossier.documents import Document, Documents
    from pectui.services.proof.dossier.folder import DossierFolder
    from pectui.services.proof.dossier.material import Material

_TABLE, _JSON = "indice.csv", "indice.json"


def write_listing(folder: DossierFolder, material: Material, documents: Documents) -> None:
    """Write both; blocks, raises FileUnwritable."""
    folder.add_table(_TABLE, _header(), map(_row, documents.written))
    folder.add_text(_JSON, json.dumps(_json(material, documents), ensure_ascii=True, indent=2))


def _header() -> tuple[str, ...]:
    return (
        t("dossier.path"),
        t("dossier.what"),
        t("dossier.date"),
        t("dossier.sender"),
        t("dossier.recipient"),
        t("dossier.subject"),
        t("dossier.bytes"),
        "SHA-256",
        t("dossier.check"),
    )


def _row(document: Document) -> tuple[str, ...]:
    return (
        document.path,
        document.what,
        iso(document.date) or "",
        document.sender,
        document.recipient,
        document.subject,
        str(document.size),
        document.sha256,
        document.check,
    )


def _json(material: Material, documents: Documents) -> dict[str, object]:
    sending, maker = material.sending, material.maker
    return {
        "pectui": __version__,
        "account": maker.account,
        "service": maker.host,
        "code": sending.code,
        "subject": sending.subject,
        "sender": material.sender or None,
        "sent_at": iso(sending.sent_at),
        "state": sending.state.value,
        "deliver_by": iso(sending.deliver_by),
        "recipients": _recipients(sending),
        "originals": material.originals_count,
        "files": [_file(one) for one in documents.written],
        "missing": list(documents.missing),
    }


def _recipients(sending: Sending) -> list[dict[str, object]]:
    moments = moments_of(sending)
    states = {one.address: one.state for one in sending.recipient_states}
    if not moments:
        return [{"address": one, "state": sending.state.value} for one in sending.recipients]
    return [
        {
            "address": one.address,
            "state": states[one.address].value,
            "accepted_at": iso(one.accepted),
            "delivered_at": iso(one.delivered),
            "effective_at": iso(one.effective),
            "in_time": in_time(one, sending.deliver_by),
        }
        for one in moments
    ]


def _file(document: Document) -> dict[str, object]:
    return {
        "path": document.path,
        "date": iso(document.date),
        "size": document.size,
        "sha256": document.sha256,
        "check": document.check or None,
    }


def iso(moment: datetime | None) -> str | None:
    """Return a moment as ISO 8601 with its offset, or None."""
    return format_iso(moment) if moment else None
