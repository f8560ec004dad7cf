"""The dossier: what lies in it, that it can be checked, and that nothing lies anywhere else."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pectui.catalogue import use_language
from pectui.errors import FileUnwritable, NotFound
from pectui.models import OutgoingAttachment, Sending
from pectui.services.proof.dossier.chronology import events_of
from pectui.services.proof.dossier.documents import write_documents
from pectui.services.proof.dossier.folder import DossierFolder
from pectui.services.proof.dossier.material import Maker, material_of
from pectui.services.proof.dossier.writing import Dossier, write_dossiers
from tests.proof.making_originals import ACCEPTANCE, DELIVERY
from tests.services.fake_service import provider_says
from tests.services.outbox_desk import letter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.proof.conftest import Shelf

MAKER = Maker("studio@pec.example", "ws.example")
LONG = "à" * 150
HOSTILE = (
    "../../fuori",
    "/etc/passwd",
    "a\x00b\x1b[31mc\u202etxt",
    LONG,
    "CON",
    "<script>alert(1)</script>",
    "=1+1",
    ". . .",
    "",
)


async def sent(shelf: Shelf, subject: str = "Istanza", **fields: object) -> Sending:
    """Send a letter to one; it was accepted and delivered, and its receipts are read."""
    (queued,) = await shelf.desk.outbox.queue(letter(subject, "comune@pec.example", **fields))
    (sending,) = await shelf.desk.outbox.deliver([queued.id])
    code = sending.code or ""
    says = provider_says(f"{sending.subject} {code}", "è stato consegnato")
    shelf.desk.service.receipt(code, f"CONSEGNA: {sending.subject} {code}", says)
    return await shelf.desk.tracking.refresh(code)


async def sent_elsewhere(shelf: Shelf, subject: str) -> Sending:
    """Find a sending of another program, whose subject and receipt hold what they like."""
    code = shelf.desk.service.new_code()
    page = "<html><script>alert(1)</script><img src=http://a.example/x onerror=alert(1)>ciao</html>"
    shelf.desk.service.receipt(code, f"ACCETTAZIONE: {subject} {code}", page)
    return await shelf.desk.tracking.refresh(code)


async def write(shelf: Shelf, target: Path, *sendings: Sending) -> tuple[Dossier, ...]:
    codes = [one.code or "" for one in sendings]
    return await write_dossiers(shelf.originals, codes, target, MAKER)


def files(folder: Path) -> dict[str, bytes]:
    found = (one for one in folder.rglob("*") if one.is_file())
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in found}


def checked(folder: Path) -> set[str]:
    """Return what `sha256sum -c` found to be whole; it must have found nothing else."""
    done = subprocess.run(
        ["sha256sum", "--strict", "-c", "manifest-sha256.txt"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return {line.removesuffix(": OK") for line in done.stdout.splitlines()}


async def test_a_dossier_has_everything_and_can_be_checked(shelf: Shelf, tmp_path: Path) -> None:
    file = shelf.file("planimetria.pdf", b"%PDF-1.7\r\nfine")
    sending = await sent(shelf, "Istanza di accesso", attachments=(str(file),))
    (dossier,) = await write(shelf, tmp_path / "new", sending)
    found = files(tmp_path / "new")
    assert set(found) == {
        "LEGGIMI.txt",
        "00-riepilogo.html",
        "01-messaggio/oggetto.txt",
        "01-messaggio/testo.html",
        "01-messaggio/testo.txt",
        "01-messaggio/testo-sorgente.txt",
        "01-messaggio/allegati/01-planimetria.pdf",
        "02-ricevute-lettura/01-accettazione.txt",
        "02-ricevute-lettura/01-accettazione.json",
        "02-ricevute-lettura/02-consegna.txt",
        "02-ricevute-lettura/02-consegna.json",
        "03-ricevute-originali/nessuno.txt",
        "04-cronologia.csv",
        "indice.csv",
        "indice.json",
        "manifest-sha256.txt",
    }
    assert checked(tmp_path / "new") == set(found) - {"manifest-sha256.txt"}
    assert found["01-messaggio/allegati/01-planimetria.pdf"] == b"%PDF-1.7\r\nfine"
    assert found["01-messaggio/testo-sorgente.txt"] == sending.body_html.encode()
    assert (dossier.originals, dossier.folder, dossier.missing) == ("0/2", "", 0)
    index = json.loads(found["indice.json"])
    assert index["originals"] == "0/2"
    assert (index["account"], index["service"]) == (MAKER.account, MAKER.host)
    listed = {one["path"]: one["sha256"] for one in index["files"]}
    assert set(listed) == {one for one in found if one[:2] in {"01", "02"}}
    answer = json.loads(found["02-ricevute-lettura/02-consegna.json"])["answer"]
    assert answer["subject"] == f"CONSEGNA: {sending.subject} {sending.code}"
    assert "è stato consegnato" in answer["body"]


async def test_signed_originals_come_with_their_check(shelf: Shelf, tmp_path: Path) -> None:
    sending = await sent(shelf)
    about = {"code": sending.code, "subject": sending.subject}
    made = [replace(one, **about) for one in (ACCEPTANCE, DELIVERY)]  # type: ignore[arg-type]
    # A signature holds the second it was made in.
    originals = [one.raw() for one in made]
    await shelf.take(*originals)
    (dossier,) = await write(shelf, tmp_path / "new", sending)
    found = files(tmp_path / "new/03-ricevute-originali")
    assert set(found) == {
        "01-accettazione.eml", "01-accettazione.eml.txt", "02-consegna.eml", "02-consegna.eml.txt",
    }  # fmt: skip
    assert found["02-consegna.eml"] == originals[1]
    assert b"signed by" in found["02-consegna.eml.txt"]
    assert dossier.originals == json.loads(files(tmp_path / "new")["indice.json"])["originals"]
    assert dossier.originals.split("/")[0] == "2"
    checked(tmp_path / "new")


async def test_what_is_not_here_any_more_is_said_to_be_missing(
    shelf: Shelf, tmp_path: Path
) -> None:
    file = shelf.file("a.pdf", b"as it left")
    sending = await sent(shelf, attachments=(str(file),))
    kept = Path(sending.attachments[0].path)
    kept.chmod(0o600)
    kept.write_bytes(b"changed since")
    (dossier,) = await write(shelf, tmp_path / "new", sending)
    assert dossier.missing == 1
    found = files(tmp_path / "new")
    assert not [one for one in found if "allegati" in one]
    assert sending.attachments[0].sha256 in found["LEGGIMI.txt"].decode()
    checked(tmp_path / "new")


async def test_two_dossiers_differ_by_the_moment_alone(shelf: Shelf, tmp_path: Path) -> None:
    sending = await sent(shelf, attachments=(str(shelf.file("a.txt", b"a")),))
    await write(shelf, tmp_path / "one", sending)
    await write(shelf, tmp_path / "one.zip", sending)
    await write(shelf, tmp_path / "again.zip", sending)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "again.zip").read_bytes()
    shelf.desk.clock.move(3600)
    await write(shelf, tmp_path / "two", sending)
    one, two = files(tmp_path / "one"), files(tmp_path / "two")
    assert set(one) == set(two)
    manifest = [one.pop("manifest-sha256.txt"), two.pop("manifest-sha256.txt")]
    assert [name for name in one if one[name] != two[name]] == ["LEGGIMI.txt"]
    lines = [set(text.decode().splitlines()) for text in manifest]
    assert all(line.endswith("  LEGGIMI.txt") for line in lines[0] ^ lines[1])


@pytest.mark.parametrize("subject", HOSTILE)
async def test_whatever_is_in_it_nothing_lies_outside_and_nothing_runs(
    shelf: Shelf, tmp_path: Path, subject: str
) -> None:
    sending = await sent_elsewhere(shelf, subject)
    place = tmp_path / "place"
    place.mkdir()
    before = set(files(tmp_path))
    for target in ("new", "new.zip"):
        await write(shelf, place / target, sending)
    assert {name for name in files(tmp_path) if not name.startswith("place/")} == before
    assert {one.name for one in place.iterdir()} == {"new", "new.zip"}
    for name, content in files(place / "new").items():
        if name.endswith(".html"):
            assert_harmless(content.decode())
    with zipfile.ZipFile(place / "new.zip") as archive:
        assert_safe(archive.namelist())
    checked(place / "new")


async def test_attachments_with_odd_and_equal_names_lie_side_by_side(
    shelf: Shelf, tmp_path: Path
) -> None:
    sending = await sent(shelf)
    contents = [f"content {number}".encode() for number in range(len(HOSTILE) + 2)]
    names = [*HOSTILE, "atto.pdf", "atto.pdf"]
    odd = tuple(
        OutgoingAttachment(name, "x/y", 1, str(shelf.file(f"{number}.bin", contents[number])))
        for number, name in enumerate(names)
    )
    material = await material_of(shelf.originals, sending.code or "", MAKER)
    material = replace(material, sending=replace(sending, attachments=odd))
    place = tmp_path / "new"
    write_documents(DossierFolder(place), material)
    found = files(place / "01-messaggio/allegati")
    assert sorted(found.values()) == sorted(contents)
    assert_safe(found)


def assert_safe(names: object) -> None:
    for name in names:  # type: ignore[attr-defined]
        for part in name.split("/"):
            assert part not in {"", ".", ".."}
            assert ".." not in part
            assert len(part.encode()) <= 120
            assert not re.search('[\x00-\x1f\x7f-\x9f\u202a-\u202e\\\\:*?"<>|]', part)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def assert_harmless(page: str) -> None:
    tags = _Tags()
    tags.feed(page)
    for tag, attributes in tags.found:
        assert tag not in {"script", "img", "iframe", "link", "object", "form", "base"}
        assert not any(name.startswith("on") or name == "src" for name in attributes)
        href = attributes.get("href") or ""
        assert re.fullmatch(r"(0[123]-[\w./%~-]+)?", href), href
    assert "default-src 'none'" in page
    assert "url(" not in page
    assert "@import" not in page


async def test_several_and_every_zip_have_a_folder_for_each(shelf: Shelf, tmp_path: Path) -> None:
    one, two = await sent(shelf, "Prima"), await sent(shelf, "Seconda")
    written = await write(shelf, tmp_path / "both", one, two, one)
    names = {path.name for path in (tmp_path / "both").iterdir()}
    assert names == {f"2026-03-02 Prima - {one.code}", f"2026-03-02 Seconda - {two.code}"}
    assert [done.folder for done in written] == sorted(names)
    for name in names:
        checked(tmp_path / "both" / name)
    await write(shelf, tmp_path / "one.ZIP", one)
    with zipfile.ZipFile(tmp_path / "one.ZIP") as archive:
        assert {name.partition("/")[0] for name in archive.namelist()} == {written[0].folder}
        assert archive.testzip() is None


async def test_nothing_that_is_there_is_replaced(shelf: Shelf, tmp_path: Path) -> None:
    sending = await sent(shelf)
    taken, file = tmp_path / "taken", tmp_path / "file.zip"
    taken.mkdir()
    (taken / "mine.txt").write_text("mine")
    file.write_text("mine")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere/deep")
    for target in (taken, file, taken / "mine.txt", tmp_path / "gone", tmp_path / "no/where"):
        with pytest.raises(FileUnwritable):
            await write(shelf, target, sending)
    assert files(taken) == {"mine.txt": b"mine"}
    assert file.read_text() == "mine"
    empty = tmp_path / "empty"
    empty.mkdir()
    await write(shelf, empty, sending)
    checked(empty)
    assert not list(tmp_path.rglob(".dossier-*"))


async def test_in_a_folder_that_others_may_look_into_its_files_are_private(
    shelf: Shelf, tmp_path: Path
) -> None:
    place = tmp_path / "shared"
    place.mkdir(mode=0o755)
    await write(shelf, place, await sent(shelf))
    found = list(place.rglob("*"))
    assert found
    assert {oct(one.stat().st_mode & 0o077) for one in found} == {"0o0"}


async def test_of_a_code_nobody_knows_nothing_is_written(shelf: Shelf, tmp_path: Path) -> None:
    sending = await sent(shelf)
    for target in ("new", "new.zip"):
        with pytest.raises(NotFound, match="2026031010000042"):
            await write_dossiers(
                shelf.originals,
                [sending.code or "", "2026031010000042"],
                tmp_path / target,
                MAKER,
            )
        assert not (tmp_path / target).exists()
    assert not list(tmp_path.rglob(".dossier-*"))


@pytest.fixture
def italian() -> Iterator[None]:
    use_language("it")
    yield
    use_language("en")


@pytest.mark.usefixtures("italian")
async def test_it_speaks_the_language_of_the_account(shelf: Shelf, tmp_path: Path) -> None:
    await write(shelf, tmp_path / "new", await sent(shelf))
    found = files(tmp_path / "new")
    assert "Fascicolo dell'invio" in found["LEGGIMI.txt"].decode()
    assert '<html lang="it">' in found["00-riepilogo.html"].decode()
    table = csv.reader(found["04-cronologia.csv"].decode("utf-8-sig").splitlines(), delimiter=";")
    header, *rows = table
    assert header == ["Ora", "Fonte", "Fatto"]
    assert {"Accettazione", "Consegna"} <= {row[2].split(" · ")[0] for row in rows}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]{8}\+0[12]:00", row[0]) for row in rows)


async def test_what_lies_within_one_second_stands_in_the_order_it_happens(shelf: Shelf) -> None:
    sending = await sent(shelf)
    second = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
    within = replace(
        sending,
        queued_at=second + timedelta(milliseconds=700),
        sent_at=second + timedelta(milliseconds=900),
        receipts=tuple(replace(one, date=second) for one in reversed(sending.receipts)),
    )
    told = [
        one.what
        for one in events_of(within)
        if one.moment and one.moment.replace(microsecond=0) == second
    ]
    assert [re.split("[,·]", one)[0].strip() for one in told] == [
        "confirmed",
        "taken by the service",
        "Accepted",
        "Delivered",
    ]


async def test_on_the_page_only_words_too_long_for_a_column_are_broken(
    shelf: Shelf, tmp_path: Path
) -> None:
    file = shelf.file("x" * 60 + ".pdf", b"fine")
    await write(shelf, tmp_path / "new", await sent(shelf, attachments=(str(file),)))
    page = (tmp_path / "new" / "00-riepilogo.html").read_text()
    broken = re.findall('<td class="long">(.*?)</td>', page)
    assert any("x" * 60 in one for one in broken)
    for one in broken:
        assert max(map(len, re.sub("<[^>]*>", " ", one).split())) > 28, one
    assert "<td>Delivered</td>" in page
