"""Every process that is started says what its environment is: without the secrets, mostly."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2] / "pectui"
STARTS = {
    *("subprocess.Popen", "subprocess.run", "subprocess.call", "subprocess.check_output"),
    *("subprocess.check_call", "asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell"),
    *("os.system", "os.popen", "os.execv", "os.execvp", "os.spawnv"),
}


def test_no_child_inherits_the_secrets_by_oversight() -> None:
    started = 0
    for file in ROOT.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        if not any(start in source for start in STARTS):
            continue
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Call) or ast.unparse(node.func) not in STARTS:
                continue
            started += 1
            named = {keyword.arg for keyword in node.keywords}
            assert "env" in named, f"{file.name}:{node.lineno}"
    assert started > 4
