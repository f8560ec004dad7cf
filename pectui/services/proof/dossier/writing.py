"""The dossiers of some sendings, or of a batch with its register, in a new folder or zip."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import BatchMissing, NotFound
from pectui.services.proof.dossier.chronology import write_chronology
from pectui.services.proof.dossier.documents import write_documents
from pectui.services.proof.dossier.folder import MANIFEST, DossierFolder
from pectui.services.proof.dossier.listing import write_listing
from pectui.services.proof.dossier.material import folder_name, material_of
from pectui.services.proof.dossier.notice import write_notice
from pectui.services.proof.dossier.places import NewPlace, is_zip
from pectui.services.proof.dossier.summary import write_summary
from pectui.services.proof.register_rows import header, sent_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from pectui.services.proof.dossier.material import Maker, Material
    from pectui.services.proof.originals import Originals
    from pectui.services.proof.register_rows import Row
    from pectui.store.data import Tables

REGISTER = "registro.csv"


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier that was written."""

    code: str
    folder: str
    """Its name within the folder or zip; "" where the files lie right in the folder."""
    originals: str
    """How many signed originals prove, of how many there are to have: "0/2"."""
    missing: int
    """Files that are not here any more."""


async def write_dossiers(
    originals: Originals,
    codes: Sequence[str],
    target: Path,
    maker: Maker,
    on_written: Callable[[Dossier], None] | None = None,
) -> tuple[Dossier, ...]:
    """Write the dossiers of sendings: one into the folder itself, several each in its own.

    In a zip each has its own. Either everything is written or nothing; nothing that is there is
    replaced. Raises NotFound for a code that is not known here, FileUnwritable.
    """
    wanted = tuple(dict.fromkeys(codes))
    apart = len(wanted) > 1 or is_zip(target)
    return await _write(originals, wanted, target, maker, on_written, apart=apart)


async def write_batch_dossiers(
    originals: Originals,
    batch_id: str,
    target: Path,
    maker: Maker,
    on_written: Callable[[Dossier], None] | None = None,
) -> tuple[Dossier, ...]:
    """Write the dossiers of what left with a batch, a folder each, and one register of them.

    Raises BatchMissing, NotFound where nothing of it left, FileUnwritable.
    """
    codes = await _codes_of(originals, batch_id.strip().upper())
    return await _write(originals, codes, target, maker, on_written, apart=True, register=True)


async def _codes_of(originals: Originals, batch_id: str) -> tuple[str, ...]:
    def work(tables: Tables) -> tuple[str, ...]:
        batch = tables.batches.by_id(batch_id)
        if batch is None:
            raise BatchMissing(id=batch_id)
        return tuple(one.code for one in tables.left.of_batch(batch.number) if one.code)

    codes = await originals.books.data.read(work)
    if not codes:
        raise NotFound(t("dossier.nothing-left"))
    return codes


async def _write(
    originals: Originals,
    codes: Sequence[str],
    target: Path,
    maker: Maker,
    on_written: Callable[[Dossier], None] | None,
    *,
    apart: bool,
    register: bool = False,
) -> tuple[Dossier, ...]:
    made_at = originals.books.now()
    place = await asyncio.to_thread(NewPlace, target)
    try:
        root = DossierFolder(place.folder)
        written: list[Dossier] = []
        rows: list[Row] = []
        for code in codes:
            material = await material_of(originals, code, maker)
            name = folder_name(material.sending) if apart else ""
            folder = DossierFolder(place.folder / name)
            missing, digest = await asyncio.to_thread(_fill, folder, material, made_at)
            root.list_other(f"{name}/{MANIFEST}", digest)
            rows += sent_rows(material.sending, {})
            written.append(Dossier(code, name, material.originals_count, missing))
            if on_written is not None:
                on_written(written[-1])
        if register:
            await asyncio.to_thread(_add_register, root, rows)
        await asyncio.to_thread(place.finish)
    finally:
        await asyncio.to_thread(place.discard)
    return tuple(written)


def _fill(folder: DossierFolder, material: Material, made_at: datetime) -> tuple[int, str]:
    """Write one dossier; return how many files are missing, and the digest of its manifest."""
    documents = write_documents(folder, material)
    write_chronology(folder, material.sending)
    write_summary(folder, material, documents)
    write_listing(folder, material, documents)
    write_notice(folder, material, documents, made_at)
    return len(documents.missing), folder.seal()


def _add_register(root: DossierFolder, rows: Sequence[Row]) -> None:
    """Write the register of a batch, and a manifest of it and of every dossier's manifest."""
    root.add_table(REGISTER, header(), rows)
    root.seal()
