"""One SQLite file behind one worker thread: opening, migrating, setting aside, transactions.

User data is `durable`: rollback journal and `synchronous=EXTRA`, so that a commit survives a power
cut, a backup before each migration, and a broken or emptied file set aside rather than deleted. In
a read-only folder a copy in memory is there to be read. A cache is not durable: write-ahead log,
and a broken or foreign file is simply begun anew.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from pectui.catalogue import t
from pectui.errors import StoreUnusable
from pectui.folding import folded
from pectui.store.errors import translated, unusable
from pectui.system.paths import make_private, sync_folder
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence
    from pathlib import Path

T = TypeVar("T")

_LOG = logging.getLogger(__name__)
_BUSY_SECONDS = 15.0
_KEPT_KIB = {"durable": 64, "cache": 128, "reader": 128}
"""Pages of a file kept in memory for each use of it; the system keeps the file's, too."""
_FILLING_KIB = 1024
"""The same while a cache is filled: only there is a page wanted again and again."""
_BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_SIDE_FILES = ("", "-journal", "-wal", "-shm")
_BESIDE = ("ballast", "sender-*.lock", "attachments", "originals", "{name}.v*")
"""What lies beside a user's database that was in use before."""
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


class _BrokenError(Exception):
    """The file is not a database, or a damaged one."""


class Database:
    """An open SQLite file. All work on it runs on one thread of its own, in order.

    `set_aside` is where a broken or emptied file was moved when this one was opened, else None.
    `read_only` says why nothing can be written, where that is so, else it is None.
    """

    def __init__(
        self, path: Path, migrations: Sequence[str], *, durable: bool, mend: bool = True
    ) -> None:
        """Use `open`, which also opens the file."""
        self.path = path
        self.set_aside: Path | None = None
        self.read_only: str | None = None
        self._mend = mend
        self._migrations = migrations
        self._durable = durable
        self._connection: sqlite3.Connection | None = None
        self._worker = ThreadPoolExecutor(1, thread_name_prefix=f"store-{path.stem}")
        self._fillings = 0

    @classmethod
    def open(
        cls, path: Path, migrations: Sequence[str], *, durable: bool, mend: bool = True
    ) -> Database:
        """Open `path`, made with its folder where missing, and bring it to the newest schema.

        `migrations` are SQL scripts; the file's `user_version` counts those it has had. Blocks for
        some milliseconds: call it before the event loop or in a thread. Without `mend` a broken
        file stays where it is: for who does not tell the person. Raises StoreUnusable.
        """
        database = cls(path, migrations, durable=durable, mend=mend)
        try:
            database._worker.submit(database._open).result()
        except BaseException:
            database._worker.shutdown()
            raise
        return database

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` in one writing transaction on the worker thread and return its result.

        All of it is committed, or nothing when it raises. sqlite errors come as StoreUnusable. Who
        is cancelled while waiting does not know whether it was committed.
        """
        self.require_writable()
        return await self._on_worker(work, "BEGIN IMMEDIATE")

    async def note(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do as `run` does; in a read-only folder in memory only, until the file is closed.

        For what is learned by reading and can be had again.
        """
        return await self._on_worker(work, "BEGIN IMMEDIATE")

    def require_writable(self) -> None:
        """Raise StoreUnusable where nothing can be kept."""
        if self.read_only is not None:
            reason = t("store.read-only", reason=self.read_only)
            raise StoreUnusable(path=str(self.path.parent), reason=reason)

    async def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work`, which only reads, on one consistent picture of the file."""
        return await self._on_worker(work, "BEGIN")

    def reader(self, *, any_thread: bool = False) -> sqlite3.Connection:
        """Return a further connection that cannot write.

        For reads of a cache that the writer does not hold up: short ones on the caller's own
        thread, while something is drawn, or with `any_thread` longer ones, one at a time on
        whichever. To be closed by the caller. Raises StoreUnusable.
        """
        place = f"{self.path.absolute().as_uri()}?mode=ro"
        with translated(self.path):
            connection = sqlite3.connect(place, uri=True, check_same_thread=not any_thread)
            try:
                connection.execute(f"PRAGMA cache_size=-{_KEPT_KIB['reader']}")
            except BaseException:
                connection.close()
                raise
        _equip(connection)
        return connection

    @contextlib.asynccontextmanager
    async def filling(self) -> AsyncIterator[None]:
        """Keep more of the file in memory while much is written. Raises StoreUnusable."""
        await self._keep(_FILLING_KIB)
        self._fillings += 1
        try:
            yield
        finally:
            self._fillings -= 1
            if not self._fillings:
                with contextlib.suppress(StoreUnusable):  # closed meanwhile: nothing is kept
                    await self._keep(self._kept_kib)

    @property
    def _kept_kib(self) -> int:
        return _KEPT_KIB["durable" if self._durable else "cache"]

    async def _keep(self, kib: int) -> None:
        await self.read(lambda connection: connection.execute(f"PRAGMA cache_size=-{kib}"))

    async def _on_worker(self, work: Callable[[sqlite3.Connection], T], begin: str) -> T:
        if self._connection is None:
            raise StoreUnusable(path=str(self.path), reason=t("store.closed"))
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._worker, self._transact, work, begin)

    async def aclose(self) -> None:
        """Finish what is waiting, then close the file. A second call does nothing."""
        if self._connection is None:
            return
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._worker, self._close)
        self._worker.shutdown(wait=False)

    # On the worker thread

    def _transact(self, work: Callable[[sqlite3.Connection], T], begin: str) -> T:
        connection = self._connection
        if connection is None:
            raise StoreUnusable(path=str(self.path), reason=t("store.closed"))
        with translated(self.path):
            connection.execute(begin)
            try:
                result = work(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        return result

    def _open(self) -> None:
        try:
            try:
                self._open_file()
            except OSError as error:
                if not self._durable or error.errno not in _READ_ONLY:
                    raise
                self._close()
                self._open_copy(error)
        except (sqlite3.Error, OSError, _BrokenError) as error:
            self._close()
            raise unusable(self.path, error) from error
        except BaseException:
            self._close()
            raise

    def _open_file(self) -> None:
        make_private(self.path.parent)
        if self._durable:
            self._check_access()
        try:
            self._connect()
        except _BrokenError as error:
            if self._durable and not self._mend:
                raise
            _LOG.warning("set aside a broken database: %s", error)
            self._close()
            self._put_away()
            self._connect()

    def _check_access(self) -> None:
        """Raise OSError where SQLite could not write: it would say so late, and in other words."""
        for place in (self.path.parent, self.path):
            if place.exists() and not os.access(place, os.W_OK):
                number = errno.EROFS if os.statvfs(place).f_flag & os.ST_RDONLY else errno.EACCES
                raise OSError(number, errno.errorcode[number], str(place))

    def _open_copy(self, error: OSError) -> None:
        """Read what there is into memory, and let nothing be written."""
        self.read_only = system_reason(error)
        _LOG.warning("the data can only be read: %s", error)
        connection = sqlite3.connect(":memory:", isolation_level=None)
        self._connection = connection
        _equip(connection)
        if self.path.exists() and self.path.stat().st_size:
            place = f"{self.path.absolute().as_uri()}?mode=ro"
            file = sqlite3.connect(place, uri=True, timeout=_BUSY_SECONDS)
            try:
                file.backup(connection)
            finally:
                file.close()
        self._migrate(connection)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connect(self) -> None:
        # Made by ourselves first: SQLite would make it with the umask's rights. Never opened when
        # it is there already: closing it again would drop the locks of another connection.
        created = False
        try:
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:
            _LOG.debug("opening %s", self.path.name)
        else:
            created = True
        self.path.chmod(0o600)
        if self._durable and not created:
            self._note_emptied()
        connection = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)
        self._connection = connection
        _equip(connection)
        try:
            journal, synchronous = ("DELETE", "EXTRA") if self._durable else ("WAL", "NORMAL")
            connection.execute(f"PRAGMA journal_mode={journal}").fetchone()
            connection.execute(f"PRAGMA synchronous={synchronous}")
            # What is deleted is overwritten: letters lie in clear, and how SQLite was built must
            # not decide whether a deleted one stays readable in the file.
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute("PRAGMA foreign_keys=ON")
            # What replaces a row also deletes one, and the triggers that keep the index of the
            # mailbox must see it; they call a function of ours.
            connection.execute("PRAGMA recursive_triggers=ON")
            connection.execute("PRAGMA trusted_schema=ON")
            kept = self._kept_kib
            connection.execute(f"PRAGMA cache_size=-{kept}")
            if self._durable:
                found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
                if found != "ok":
                    raise _BrokenError(str(found))
            self._migrate(connection)
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            # Tables of a cache that are not those of its version are another program's.
            if code in _BROKEN or (code == sqlite3.SQLITE_ERROR and not self._durable):
                raise _BrokenError(str(error)) from error
            raise

    def _migrate(self, connection: sqlite3.Connection) -> None:
        newest = len(self._migrations)
        if _version(connection) == newest:
            return
        if 0 < _version(connection) < newest and self._durable and self.read_only is None:
            self._back_up(connection, _version(connection))
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Read again: another process may have migrated while this one waited.
            version = _version(connection)
            self._check_not_newer(version)
            for script in self._migrations[version:]:
                for statement in _statements(script):
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version={newest}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def _check_not_newer(self, version: int) -> None:
        if version <= len(self._migrations):
            return
        if self._durable:
            raise StoreUnusable(path=str(self.path), reason=t("store.newer"))
        raise _BrokenError("a cache of a newer version")

    def _back_up(self, connection: sqlite3.Connection, version: int) -> None:
        place = self.path.with_name(f"{self.path.name}.v{version}")
        os.close(os.open(place, os.O_CREAT | os.O_RDWR, 0o600))
        copy = sqlite3.connect(place)
        try:
            connection.backup(copy)
        finally:
            copy.close()
        sync_folder(place.parent)

    def _put_away(self) -> None:
        if not self._durable:
            for suffix in _SIDE_FILES:
                self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
            return
        place = self._place_aside()
        for suffix in _SIDE_FILES:
            side = self.path.with_name(self.path.name + suffix)
            if side.exists():
                side.rename(place.with_name(place.name + suffix))
        self.set_aside = place

    def _place_aside(self) -> Path:
        stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
        place = self.path.with_name(f"{self.path.name}.broken-{stamp}")
        count = 1
        while place.exists():
            count += 1
            place = self.path.with_name(f"{self.path.name}.broken-{stamp}-{count}")
        return place

    def _note_emptied(self) -> None:
        """Set aside a file of 0 bytes that had been in use, as a power cut may leave it.

        What lies beside it tells it from a new one. Its journal may hold pages that SQLite would
        throw away now. Copied, not moved: another process may be making the new one in it.
        """
        folder, name = self.path.parent, self.path.name
        if self.path.stat().st_size:
            return
        if not any(any(folder.glob(pattern.format(name=name))) for pattern in _BESIDE):
            return
        if not self._mend:
            raise _BrokenError("the file is empty")
        _LOG.warning("set aside an emptied database")
        place = self._place_aside()
        for suffix in _SIDE_FILES:
            side = self.path.with_name(name + suffix)
            if side.exists():
                shutil.copy(side, place.with_name(place.name + suffix))
        sync_folder(folder)
        self.set_aside = place


def _equip(connection: sqlite3.Connection) -> None:
    # A flipped bit must not make a whole table unreadable: it shows as U+FFFD.
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    connection.row_factory = sqlite3.Row
    connection.create_function("folded", 1, folded, deterministic=True)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> Iterator[str]:
    """Cut a script into statements: `executescript` would commit the transaction around it."""
    statement = ""
    for piece in script.split(";"):
        statement += piece + ";"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip(" \n\t;"):
        yield statement
