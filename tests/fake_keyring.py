"""A keyring library of our own, for the tests of secrets."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

KEYRING = """
import json, os, time
from pathlib import Path
from . import errors

KEPT = Path(os.environ["FAKE_KEYRING"])
MOOD = KEPT.with_suffix(".mood")

def _read():
    mood = MOOD.read_text() if MOOD.exists() else ""
    if mood == "hangs":
        time.sleep(600)
    if mood == "fails":
        raise errors.KeyringError("a backend's own words")
    if mood == "none":
        raise errors.NoKeyringError()
    return json.loads(KEPT.read_text()) if KEPT.exists() else {}

def get_password(service, user):
    return _read().get(f"{service}:{user}")

def set_password(service, user, secret):
    KEPT.write_text(json.dumps({**_read(), f"{service}:{user}": secret}))

def delete_password(service, user):
    kept = _read()
    del kept[f"{service}:{user}"]
    KEPT.write_text(json.dumps(kept))
"""
KEYRING_ERRORS = """
class KeyringError(Exception): ...
class NoKeyringError(KeyringError, RuntimeError): ...
"""


class FakeKeyring:
    """A keyring library of our own in front of every process's path, kept in one JSON file."""

    def __init__(self, kept: Path) -> None:
        self.kept = kept

    def install(self, folder: Path) -> None:
        package = folder / "keyring"
        package.mkdir(parents=True)
        (package / "__init__.py").write_text(KEYRING)
        (package / "errors.py").write_text(KEYRING_ERRORS)

    def hold(self, **secrets: str) -> None:
        named = {f"pectui:{user.replace('__', '/')}": value for user, value in secrets.items()}
        self.kept.write_text(json.dumps(named))

    def held(self) -> dict[str, str]:
        return dict(json.loads(self.kept.read_text())) if self.kept.exists() else {}

    def be(self, mood: str) -> None:
        """Be in a mood: "hangs", "fails" or "none" (the library without a keyring behind it)."""
        self.kept.with_suffix(".mood").write_text(mood)
