"""Secrets that are known again wherever they turn up, in every form they may be written in."""

from __future__ import annotations

import base64
import io
import os
import subprocess
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from pectui.sandbox import Credentials

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def canary(name: str) -> Credentials:
    """Return what lets the account `name` in: known by its name, and hard to quote."""
    return Credentials(
        username=f"{name}@pec.example",
        password=f'Canarino-d\'oro "{name}" %41+&<x>',
        token=f"canary0{name}9f8e7d6c5b4a==",
        sender=f"{name}@pec.example",
    )


def leaks(text: str, *owners: Credentials) -> list[str]:
    """Return the forms in which a secret of one of the owners stands in `text`."""
    forms = [
        form
        for owner in owners
        for secret in (owner.password, owner.token)
        for form in (
            secret,
            quote(secret, safe=""),
            quote(secret),
            repr(secret)[1:-1],
            base64.b64encode(secret.encode()).decode(),
            secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
        )
    ]
    return [form for form in forms if form in text]


def kept_texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the content of every file in a folder, and of those packed in them."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield from _texts(str(path), path.read_bytes())


def _texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    yield name, f"{name}\n{content.decode(errors='replace')}"
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for inner in package.namelist():
                yield from _texts(f"{name}/{inner}", package.read(inner))


@dataclass(frozen=True)
class Child:
    """A process that was started: what anybody who lists processes may see of it."""

    words: str
    environment: str


@contextmanager
def children() -> Iterator[list[Child]]:
    """Give the list of all processes that are started meanwhile, asyncio's too."""
    started: list[Child] = []
    start = subprocess.Popen.__init__

    def watched(process: Any, words: Any, *more: Any, **named: Any) -> None:
        started.append(Child(repr(words), repr(dict(named.get("env") or os.environ))))
        start(process, words, *more, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess.Popen, "__init__", watched)
        yield started
