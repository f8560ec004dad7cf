"""Run every benchmark, each in a process of its own, and print their lines."""

from __future__ import annotations

import argparse
import subprocess
import sys

BENCHMARKS = (
    "start_to_first_row",
    "quota_command",
    "memory_at_rest",
    "cursor_repaint",
    "one_key",
    "html_to_text",
    "bombs",
    "reader_body",
    "full_sync",
    "bytes_written",
    "send_attachment",
    "send_pace",
)


def main() -> None:
    """Run them all; with `--check`, exit 1 where a limit is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit 1 where a limit is exceeded")
    options = ["--check"] if parser.parse_args().check else []
    codes = [
        subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}", *options], check=False
        ).returncode
        for name in BENCHMARKS
    ]
    sys.exit(1 if any(codes) else 0)


if __name__ == "__main__":
    main()
