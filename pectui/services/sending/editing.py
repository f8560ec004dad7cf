"""Files in which an editor changes the text of a draft: read when they change, never lost.

Each lies in a folder of its own beside the drafts, with a note of whose it is and what of it was
taken already. Whoever uses it holds a lock on the folder, which the system frees when the process
is killed: what nobody holds was left behind, and is recovered at the next start.
"""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import json
import os
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import FileUnreadable, StoreUnusable
from pectui.pec.outgoing import fit_block
from pectui.system.paths import make_private
from pectui.system.reasons import system_reason
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pectui.services.sending.drafts import Drafts

FOLDER = "editing"
_FILE, _NOTE = "letter.txt", "note.json"
_CHARSETS = ("utf-8-sig", "cp1252")
"""What an editor may leave, most likely first; latin-1 reads the rest."""
_FORGOTTEN_SECONDS = 7 * 86400.0
"""Age at which an unchanged file is no longer waited for."""
_BEING_MADE_SECONDS = 60.0


def decoded(content: bytes) -> str:
    """Return what an editor left as text, whatever charset it writes."""
    for charset in _CHARSETS:
        try:
            return content.decode(charset)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


@dataclass(frozen=True, slots=True)
class _Note:
    """What is known of an edited file. Digests are SHA-256."""

    owner: str
    draft: str
    taken: str
    """Of the file's octets when it was written or taken last."""
    body: str
    """Of the draft's text then."""
    told: str
    """Of the file's octets when the person last knew what became of them."""


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _octets(text: str) -> bytes:
    return text.encode("utf-8", "replace")


class EditedFile:
    """One file, held by this process. Its methods block: call them in a thread, but `saved`."""

    def __init__(self, folder: Path, handle: int, note: _Note) -> None:
        self.folder = folder
        self.path = folder / _FILE
        self._handle = handle
        self._note = note
        self._seen: tuple[int, int] | None = None
        self._looked_at = note.taken

    @property
    def draft_id(self) -> str:
        """The draft whose text it is."""
        return self._note.draft

    def write(self, text: str) -> None:
        """Put the text of the draft into the file. Raises OSError."""
        content = _octets(text)
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        digest = self._looked_at = _digest(content)
        self._keep(replace(self._note, taken=digest, body=digest, told=digest))

    def change(self, *, settled: bool = False) -> str | None:
        """Return what was saved in the file since it was taken last; None where nothing was.

        With `settled` only what has not changed since the look before: an editor may be writing.
        Raises OSError, FileNotFoundError too.
        """
        status = self.path.stat()
        seen, self._seen = self._seen, (status.st_mtime_ns, status.st_size)
        if settled and seen != self._seen:
            return None
        content = self.path.read_bytes()
        self._looked_at = _digest(content)
        if self._looked_at == self._note.taken:
            return None
        return decoded(content).removesuffix("\n")

    async def saved(self, *, settled: bool = False) -> str | None:
        """Return what `change` does. Raises FileUnreadable."""
        try:
            return await asyncio.to_thread(self.change, settled=settled)
        except OSError as error:
            reason = system_reason(error)
            raise FileUnreadable(path=str(self.path), reason=reason) from error

    def took(self, body: str, *, told: bool = True) -> None:
        """Note that what `change` saw last is the draft's text `body`. Raises OSError."""
        digest = self._looked_at
        told_of = digest if told else self._note.told
        self._keep(replace(self._note, taken=digest, body=_digest(_octets(body)), told=told_of))

    def _keep(self, note: _Note) -> None:
        place = self.folder / f".{_NOTE}"
        place.write_text(json.dumps(asdict(note)))
        place.replace(self.folder / _NOTE)
        self._note = note

    @property
    def is_told(self) -> bool:
        """Whether the person knows of everything that was taken from it."""
        return self._note.told == self._note.taken

    def was_taken_from(self, body: str) -> bool:
        """Whether `body` is the text that the file was written or taken with last."""
        return _digest(_octets(body)) == self._note.body

    @property
    def age(self) -> float:
        """Seconds since anything was written."""
        places = (self.folder / _NOTE, self.path)
        return time.time() - max(place.stat().st_mtime for place in places if place.exists())

    def release(self) -> None:
        """Let it lie: what is saved in it later is found."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def remove(self) -> None:
        """Remove it, with what the editor keeps beside it."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.release()


def _lock(folder: Path) -> int | None:
    """Return a handle that holds `folder`; None where another process does."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


class Editing:
    """The edited files of one mailbox. Raises StoreUnusable where the disk fails."""

    def __init__(self, drafts: Drafts, data: Path, owner: str) -> None:
        self._drafts = drafts
        self._place = data / FOLDER
        self._owner = owner

    async def begin(self, draft_id: str, text: str) -> EditedFile:
        """Return a new file with the draft's text in it."""
        try:
            return await asyncio.to_thread(self._begin, draft_id, text)
        except OSError as error:
            raise self._unusable(error) from error

    def _begin(self, draft_id: str, text: str) -> EditedFile:
        make_private(self._place)
        folder = Path(tempfile.mkdtemp(prefix="draft-", dir=self._place))  # always 0700
        handle = _lock(folder)
        assert handle is not None, "nobody else knows of it yet"
        file = EditedFile(folder, handle, _Note(self._owner, draft_id, "", "", ""))
        file.write(text)
        return file

    def _unusable(self, error: OSError) -> StoreUnusable:
        return StoreUnusable(path=str(self._place), reason=system_reason(error))

    async def left_open(self, draft_id: str) -> EditedFile | None:
        """Return the file that was left for an editor with a window of its own, or None."""
        return await asyncio.to_thread(self._left_open, draft_id)

    def _left_open(self, draft_id: str) -> EditedFile | None:
        found: EditedFile | None = None
        for file in self._unheld():
            if found is None and file.draft_id == draft_id:
                found = file
            else:
                file.release()
        return found

    def _unheld(self) -> Iterator[EditedFile]:
        """Yield the files of this mailbox that no process holds; they are held from then on."""
        try:
            folders = sorted(place for place in self._place.iterdir() if place.is_dir())
        except OSError:
            return
        for folder in folders:
            with suppress(OSError):
                handle = _lock(folder)
                if handle is None:
                    continue
                file = self._read(folder, handle)
                if file is None:
                    os.close(handle)
                else:
                    yield file

    def _read(self, folder: Path, handle: int) -> EditedFile | None:
        """Return the file in `folder` where it is this mailbox's; clear away what was never one."""
        try:
            note = _Note(**json.loads((folder / _NOTE).read_bytes()))
        except (OSError, ValueError, TypeError):
            if time.time() - folder.stat().st_mtime > _BEING_MADE_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)
            return None
        return EditedFile(folder, handle, note) if note.owner == self._owner else None

    async def recover(self) -> tuple[str, ...]:
        """Take what was left behind into the drafts; return in words what was found.

        The drafts of a killed program are found here, and what was saved in an editor since.
        """
        try:
            files = await asyncio.to_thread(lambda: list(self._unheld()))
            found = [await self._recover(file) for file in files]
        except OSError as error:
            raise self._unusable(error) from error
        return tuple(filter(None, found))

    async def _recover(self, file: EditedFile) -> str:
        try:
            text = await asyncio.to_thread(file.change)
        except FileNotFoundError:
            await asyncio.to_thread(file.remove)
            return ""
        draft = await self._drafts.get(file.draft_id)
        if text is None:
            known = draft is None or file.is_told
            subject = clean_line(draft.subject, 60) if draft else ""
            if draft is None or file.age > _FORGOTTEN_SECONDS:
                await asyncio.to_thread(file.remove)
            else:
                await asyncio.to_thread(file.took, draft.body)
                file.release()
            return "" if known else t("drafts.recovered", subject=subject or "—")
        body = fit_block(text).text
        if draft is None:
            draft = replace(self._drafts.new_draft(body=body), id=file.draft_id)
        elif draft.body != body and not file.was_taken_from(draft.body):
            # Both went on: neither may replace the other.
            copy = await self._drafts.save(replace(self._drafts.copy_of(draft), body=body))
            await asyncio.to_thread(file.remove)
            return t("drafts.recovered-apart", subject=clean_line(copy.subject, 60) or "—")
        await self._drafts.save(replace(draft, body=body))
        await asyncio.to_thread(file.took, body)
        file.release()
        return t("drafts.recovered", subject=clean_line(draft.subject, 60) or "—")
