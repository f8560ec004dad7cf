"""Reads paths that were typed, pasted or dropped, and completes typed ones."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from urllib.parse import unquote_to_bytes

from pectui.text import clean_line

_FILE_URL = "file://"
MOST_NAMES = 40
"""Names that are told of when a typed path may go on in several ways."""


def typed_paths(text: str, folder: Path | None = None) -> tuple[Path, ...]:
    """Return the paths in what was typed, pasted or dropped: quoted, escaped, or as file: URLs.

    One that is not absolute begins in `folder`, else where the program was started.

    What is no path of a file either way is taken as one path, blanks included.
    """
    text = text.strip()
    if not text:
        return ()
    whole = _path(text, folder)
    if _exists(whole):
        return (whole,)
    try:
        parts = tuple(_path(part, folder) for part in shlex.split(text) if part)
    except ValueError:
        return (whole,)
    return parts if any(_exists(part) for part in parts) or _is_quoted(text) else (whole,)


def as_typed(path: Path) -> str:
    """Return what is typed for `path`, a file that is not there yet: in quotes where it has to be.

    Two apostrophes in a name would be a pair of quotes.
    """
    text = str(path)
    if typed_paths(text) == (path,):
        return text
    return shlex.quote(text) if any(sign in text for sign in '"\\') else f'"{text}"'


def pasted_paths(text: str, folder: Path) -> str:
    """Return pasted lines, each a path or several, in one line for `typed_paths`."""
    rows = [row for row in text.split("\n") if row.strip() and not row.startswith("#")]
    if len(rows) < 2:
        return "".join(rows)
    paths = [path for row in rows for path in typed_paths(row, folder)]
    return " ".join(shlex.quote(str(path)) for path in dict.fromkeys(paths))


def _is_quoted(text: str) -> bool:
    return any(sign in text for sign in "'\"\\") or text.startswith("file:")


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _path(part: str, folder: Path | None) -> Path:
    if part.startswith(_FILE_URL):
        _, slash, rest = part.removeprefix(_FILE_URL).partition("/")
        part = os.fsdecode(unquote_to_bytes(slash + rest))
    try:
        path = Path(part).expanduser()
    except RuntimeError:  # "~name" of somebody unknown here is the name of a file
        path = Path(part)
    return (folder / path if folder else path).absolute()


def completed(text: str, folder: Path) -> tuple[str, tuple[str, ...]]:
    """Return what was typed, gone on as far as it is certain, and the names it may go on to.

    As a shell does it: a folder ends in "/", what is hidden has to be asked for by its dot. What
    is quoted or cannot be read is left alone, and names that could not be typed are left out.
    """
    if _is_quoted(text):
        return text, ()
    head, _, start = text.rpartition("/")
    place = _path(f"{head}/" if "/" in text else ".", folder)
    names = _names(place, start)
    if not names:
        return text, ()
    # Of characters, not of folders: all names are in one.
    common = os.path.commonprefix(names)  # noqa: RUF071
    return text[: len(text) - len(start)] + common, tuple(names[:MOST_NAMES])


def _names(place: Path, start: str) -> list[str]:
    try:
        found = list(place.iterdir())
    except (OSError, ValueError):
        return []
    return sorted(
        path.name + ("/" if is_folder(path) else "")
        for path in found
        if path.name.startswith(start)
        and (start.startswith(".") or not path.name.startswith("."))
        and clean_line(path.name) == path.name
    )


def is_folder(path: Path) -> bool:
    """Whether `path` is a folder one may look at."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def starting_folder(last: Path | None) -> Path:
    """Return where to begin: the folder last used, that of the start, else one's home."""
    if last is not None and is_folder(last):
        return last
    try:
        return Path.cwd()
    except OSError:  # it was deleted meanwhile
        return Path.home()
