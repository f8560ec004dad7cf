"""What the program writes into the settings file: accounts and choices; the rest stays as it is.

Comments, order and other accounts stay untouched. The file is replaced in one step, so that a
crash leaves either the old one or the new one, and only its owner may read it. Several programs may
change it at once: each change is made to what the one before has left.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pectui.catalogue import t
from pectui.errors import FileUnwritable, SecretUnavailable
from pectui.settings import keyring_process
from pectui.settings.file import invalid, name_problem, read_settings_file
from pectui.system.paths import make_private, sync_folder
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tomlkit import TOMLDocument

    from pectui.settings.configuration import Secret
    from pectui.settings.secrets import SecretName

_PREFIX, _SUFFIX = ".pectui-settings-", ".toml"
_LEFT_BEHIND = 3600.0
"""Seconds after which nobody uses such a file any more."""
_TURN = 3.0
"""Seconds that a write is waited for; one takes some hundredths."""
SecretPlace = Literal["keyring", "command", "file", "session"]
"""Where a person wants secrets: "session" keeps them in the memory of this program alone."""
SECRET_NAMES: tuple[SecretName, ...] = ("password", "token")


def account_names(config_file: Path) -> tuple[str, ...]:
    """Return the names of the accounts in the file, the default one first.

    Raises SettingInvalid when the file cannot be read.
    """
    return tuple(read_settings_file(config_file).accounts)


def save_account(
    config_file: Path,
    name: str,
    fields: Mapping[str, str],
    secrets: Mapping[SecretName, Secret] | None = None,
    *,
    place: SecretPlace | None = None,
) -> SecretPlace:
    """Write the account `name`; return where its secrets went.

    A field given as "" is removed, one not given stays. Without a `place` secrets go into the
    keyring where there is one that answers, else into the file; with one they go there and stay
    nowhere else. Raises SettingInvalid (the name, or a file that cannot be read as it is),
    FileUnwritable, SecretUnavailable (the keyring, where it is the place).
    """
    if problem := name_problem(name):
        raise invalid(f"[accounts.{name}]", problem)
    _read(config_file)  # a broken file is met before the keyring is written
    given = secrets or {}
    went = place or ("keyring" if _in_keyring(name, given) else "file")
    if place == "keyring":
        _store(name, given)
    values = dict(fields)
    for secret_name, secret in given.items():
        # A command would be asked before the keyring and the file: the newest word counts.
        values[f"{secret_name}_command"] = ""
        values[secret_name] = secret.reveal() if went == "file" else ""
    commanded = [one for one in SECRET_NAMES if fields.get(f"{one}_command")]
    values |= dict.fromkeys(commanded, "")
    with _changing(config_file) as document:
        table = _table(document, name)
        for key, value in values.items():
            if value:
                table[key] = value
            elif key in table:
                del table[key]
    if place in {"command", "file", "session"}:
        forget(name, [*given, *commanded])
    return went


def remove_account(config_file: Path, name: str) -> None:
    """Take the account's table out of the file, and its name where it was the default.

    Raises SettingInvalid, FileUnwritable.
    """
    with _changing(config_file) as document:
        document.get("accounts", {}).pop(name, None)
        if document.get("account") == name:
            del document["account"]


def set_default(config_file: Path, name: str) -> None:
    """Make `name` the account that is used where none is asked for.

    Raises SettingInvalid, FileUnwritable.
    """
    set_value(config_file, "account", name)


def set_value(config_file: Path, key: str, value: str) -> None:
    """Write one setting of the whole program. Raises SettingInvalid, FileUnwritable."""
    with _changing(config_file) as document:
        document[key] = value


@contextlib.contextmanager
def restored_on_failure(config_file: Path) -> Iterator[None]:
    """Put the settings file back as it is now when what is done meanwhile fails."""
    before = config_file.read_bytes() if config_file.exists() else None
    try:
        yield
    except BaseException:
        if before is None:
            config_file.unlink(missing_ok=True)
        elif config_file.read_bytes() != before:
            _write(config_file, before)
        raise


def forget(name: str, secrets: Iterable[SecretName] = SECRET_NAMES) -> bool:
    """Take secrets of the account out of the keyring; return whether none is left there.

    One that does not answer keeps what it has.
    """
    entries = [f"{name}/{secret}" for secret in secrets]
    try:
        if entries and (kept := list(keyring_process.ask(entries))):
            keyring_process.remove(kept)
    except SecretUnavailable:
        return False
    return True


def _in_keyring(name: str, secrets: Mapping[SecretName, Secret]) -> bool:
    """Store `secrets` in the keyring; whether all of them are there now."""
    if not secrets or not keyring_process.is_available():
        return False
    try:
        _store(name, secrets)
    except SecretUnavailable:
        return False
    return True


def _store(name: str, secrets: Mapping[SecretName, Secret]) -> None:
    """Store `secrets` in the keyring. Raises SecretUnavailable unless all of them are there now."""
    entries = {f"{name}/{key}": secret.reveal() for key, secret in secrets.items()}
    if not entries:
        return
    if keyring_process.is_available():
        keyring_process.store(entries)
    if keyring_process.ask(list(entries)) != entries:
        source = t("settings.source.keyring")
        raise SecretUnavailable(source=source, reason=t("settings.reason.keyring-keeps-nothing"))


@contextlib.contextmanager
def _changing(config_file: Path) -> Iterator[Any]:
    """Yield what the file says, and write it as it was changed; whoever else changes it waits.

    Raises SettingInvalid, FileUnwritable.
    """
    with _alone_in(config_file):
        document = _read(config_file)
        yield document
        _write(config_file, document.as_string().encode())


@contextlib.contextmanager
def _alone_in(config_file: Path) -> Iterator[None]:
    """Keep others from changing the file meanwhile; its folder is what is locked."""
    try:
        folder = os.open(make_private(config_file.resolve().parent), os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise FileUnwritable(path=str(config_file), reason=system_reason(error)) from error
    try:
        _lock(folder)
        yield
    finally:
        os.close(folder)


def _lock(folder: int) -> None:
    """Wait for one's turn; not for one who was stopped in theirs, nor where there are no locks."""
    end = time.monotonic() + _TURN
    while time.monotonic() < end:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_TURN / 200)
        except OSError:
            return
        else:
            return


def _read(config_file: Path) -> TOMLDocument:
    # Late: the library is needed by the account set-up only.
    import tomlkit

    read_settings_file(config_file)  # says what is wrong with a broken file, in place
    try:
        return tomlkit.parse(config_file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return tomlkit.document()


def _table(document: TOMLDocument, name: str) -> Any:
    import tomlkit

    if "accounts" not in document:
        document["accounts"] = tomlkit.table(is_super_table=True)
    accounts: Any = document["accounts"]
    if name not in accounts:
        accounts[name] = tomlkit.table()
    return accounts[name]


def open_beside(config_file: Path) -> tuple[int, Path]:
    """Open a new file beside the settings, closed to others; return its handle and its path.

    Those that a process left there as it was killed are removed: secrets may be in them. Raises
    OSError.
    """
    folder = make_private(config_file.parent)
    for old in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with contextlib.suppress(OSError):
            if time.time() - old.lstat().st_mtime > _LEFT_BEHIND:
                old.unlink()
    number, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=folder)
    return number, Path(name)


def _write(config_file: Path, content: bytes) -> None:
    # A link (settings kept in a repository of dot files) is followed, not replaced by a file.
    target = config_file.resolve()
    temporary: Path | None = None
    try:
        number, temporary = open_beside(target)
        with os.fdopen(number, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
        temporary = None
        sync_folder(target.parent)
    except OSError as error:
        reason = system_reason(error)
        raise FileUnwritable(path=str(config_file), reason=reason) from error
    finally:
        if temporary is not None:
            temporary.unlink()
