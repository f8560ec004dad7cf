"""What the program needs of this machine: folders to write to, a terminal, a clipboard."""

from __future__ import annotations

import errno
import locale
import os
import shlex
import shutil
import sys
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING

from pectui.catalogue import number, t, tn
from pectui.errors import SettingsError, StoreUnusable
from pectui.pec import kinds_table
from pectui.services.doctor.checks import Check, failure, skipped
from pectui.services.sending.copies import all_copies
from pectui.settings.own_themes import read_own_theme
from pectui.system.paths import directories, make_private, themes_folder
from pectui.system.reasons import system_reason
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pectui.system.paths import Directories

_TRIED = 64 * 1024
"""Bytes written to see whether a folder takes them."""
_LITTLE = 20_000_000
"""Bytes free below which letters may soon not leave."""
_MOST_ROWS = 10
"""Rows of the user's that are named."""
_MUCH = 1_000_000_000
"""Bytes of copies from which a person may want them removed."""
_CLIPBOARD_TOOLS = {
    "darwin": ("pbcopy",),
    "wayland": ("wl-copy",),
    "x11": ("xclip", "xsel"),
}


def check_places() -> tuple[Check, ...]:
    """Look at the folders, and at what the copies of attachments take. Blocks for a moment."""
    try:
        places = directories()
    except SettingsError as error:
        return (failure("folders", error), skipped("copies", "folders"))
    return (check_folders(places), check_copies(places.data))


def check_folders(directories: Directories) -> Check:
    """Whether data, cache and logs can be written, with room, and only their owner sees them."""
    places = tuple(dict.fromkeys((directories.data, directories.cache, directories.state)))
    for place in places:
        if reason := _obstacle(place):
            error = StoreUnusable(path=str(place), reason=reason)
            return Check("folders", "failed", error.detail, error.hint, error.exit_code)
    shown = {place: clean_line(str(place), 300) for place in places}
    if lacking := [place for place in places if _room(place) < _LITTLE]:
        detail = t("doctor.little-room", path=shown[lacking[0]])
        return Check("folders", "warning", detail, t("doctor.free-disk"))
    if opened := [place for place in places if place.exists() and place.stat().st_mode & 0o077]:
        hint = t("doctor.close-folder", path=" ".join(shlex.quote(shown[one]) for one in opened))
        detail = t("doctor.folder-open", path=", ".join(shown[one] for one in opened))
        return Check("folders", "warning", detail, hint)
    return Check("folders", "ok", t("doctor.folders-writable", path=", ".join(shown.values())))


def check_kinds(own: Sequence[tuple[str, str]], file: Path) -> Check:
    """Which table tells receipts from letters, and what the user has added to it."""
    version = t("doctor.kinds-version", version=kinds_table.VERSION)
    if not own:
        hint = t("doctor.kinds-add", path=clean_line(str(file), 300))
        return Check("kinds", "ok", version, hint)
    rows = ", ".join(f"{name} = {clean_line(words, 80)}" for name, words in own[:_MOST_ROWS])
    more = ", …" if len(own) > _MOST_ROWS else ""
    place = clean_line(str(file), 300)
    detail = tn("doctor.kinds-own", len(own), version=version, path=place, rows=rows + more)
    return Check("kinds", "ok", detail)


def check_copies(data: Path) -> Check:
    """How much the copies of sent attachments take; from a gigabyte on it is pointed out."""
    try:
        copies = all_copies(data)
    except OSError as error:
        unusable = StoreUnusable(path=str(data), reason=system_reason(error))
        return Check("copies", "failed", unusable.detail, unusable.hint, unusable.exit_code)
    detail = tn("doctor.copies", copies.letters, size=number(f"{copies.bytes / 1_000_000:.1f}"))
    if copies.bytes < _MUCH:
        return Check("copies", "ok", detail)
    return Check("copies", "warning", detail, t("doctor.copies-removable"))


def _obstacle(folder: Path) -> str | None:
    """Return why nothing can be written to `folder`, or None. Leaves nothing behind.

    It is tried, as a whole: rights, a full disk, a file system that can only be read and a name
    that cannot exist all show in nothing else.
    """
    made = [place for place in (folder, *folder.parents) if not _is_there(place)]
    try:
        make_private(folder)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(_TRIED))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return _why(error, made, folder)
    finally:
        for place in made:
            with suppress(OSError):
                place.rmdir()
    return None


def _why(error: OSError, made: Sequence[Path], folder: Path) -> str:
    existing = made[-1].parent if made else folder
    if isinstance(error, FileExistsError | NotADirectoryError):
        # A link that leads nowhere is there and is not.
        existing = made[-1] if isinstance(error, FileExistsError) and made else existing
        return t("doctor.not-a-folder", path=clean_line(str(existing), 300))
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return t("doctor.disk-full")
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return t("doctor.not-writable", path=clean_line(str(existing), 300))
    return system_reason(error)


def _is_there(place: Path) -> bool:
    """Whether a place exists; also where nobody may look."""
    try:
        return place.exists()
    except OSError:
        return True


def _room(folder: Path) -> int:
    """Return the bytes free on the disk of `folder`, or of what it would be made in."""
    place = next((one for one in (folder, *folder.parents) if _is_there(one)), folder)
    return shutil.disk_usage(place).free


def check_themes(config: Path, names: Sequence[str]) -> Check:
    """Whether each theme the person made can be used."""
    for name in names:
        try:
            read_own_theme(config, name)
        except SettingsError as error:
            return failure("themes", error)
    listed = ", ".join(clean_line(name, 60) for name in names)
    path = clean_line(str(themes_folder(config)), 300)
    return Check("themes", "ok", t("doctor.themes", names=listed, path=path))


def check_terminal() -> Check:
    """Whether the terminal can show the program, as far as its environment tells."""
    name = os.environ.get("TERM", "")
    if "TEXTUAL_LOG" in os.environ:
        detail, hint = t("doctor.key-log"), t("doctor.unset-key-log")
        return Check("terminal", "warning", detail, hint)
    if name in {"", "dumb", "unknown"}:
        return Check("terminal", "warning", t("doctor.no-terminal"), t("doctor.set-terminal"))
    encoding = locale.getencoding()
    if encoding.lower().replace("-", "") != "utf8":
        detail = t("doctor.not-utf8", encoding=encoding)
        return Check("terminal", "warning", detail, t("doctor.set-utf8"))
    return Check("terminal", "ok", t("doctor.terminal-is", name=clean_line(name, 60)))


def check_clipboard() -> Check:
    """Which way copied text will go, and what would make it surer."""
    if os.environ.get("TMUX") and shutil.which("tmux"):
        return Check("clipboard", "ok", t("doctor.clipboard-tmux"))
    if os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"):
        hint = t("doctor.clipboard-ssh-hint")
        return Check("clipboard", "ok", t("doctor.clipboard-ssh"), hint)
    wanted = _CLIPBOARD_TOOLS.get(_desktop(), ())
    found = next((tool for tool in wanted if shutil.which(tool)), None)
    if found:
        return Check("clipboard", "ok", t("doctor.clipboard-tool", tool=found))
    if wanted:
        detail = t("doctor.clipboard-no-tool")
        return Check("clipboard", "warning", detail, t("doctor.install-tool", tool=wanted[0]))
    return Check("clipboard", "ok", t("doctor.clipboard-terminal"))


def _desktop() -> str:
    if sys.platform == "darwin":
        return "darwin"
    if os.environ.get("WAYLAND_DISPLAY"):
        return "wayland"
    return "x11" if os.environ.get("DISPLAY") else ""
