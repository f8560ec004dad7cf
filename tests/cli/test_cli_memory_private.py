"""A crash leaves no image of the memory: it holds passwords and letters."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

LOOK = """
import atexit, ctypes, resource, sys
def look():
    dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) if sys.platform == "linux" else 0
    print(dumpable, *resource.getrlimit(resource.RLIMIT_CORE), file=sys.stderr)
atexit.register(look)
"""
MAIN = "from pectui.__main__ import main; main()"
SETTINGS = """
from pectui.settings import process
process._main("en", "0")
"""


def seen(code: str, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", f"{LOOK}\n{code}", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )
    return done.stderr.decode().splitlines()[-1]


@pytest.mark.parametrize(("code", "arguments"), [(MAIN, ["--version"]), (SETTINGS, [])])
def test_no_process_with_secrets_leaves_its_memory_behind(code: str, arguments: list[str]) -> None:
    assert seen(code, *arguments) == "0 0 0"


@pytest.mark.skipif(sys.platform != "linux", reason="a rule of Linux")
def test_development_may_look_into_it() -> None:
    assert seen(MAIN, "--version", PECTUI_DEVELOPMENT="1").startswith("1 ")
