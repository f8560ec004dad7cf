"""Write a repository's address into the package: `python .ci/addresses.py ADDRESS REF`, in a copy.

A package index shows neither pictures nor links that are relative. The address is that of the
repository's page, such as `https://forge.example/owner/pectui`; REF is the tag of the release.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

_PICTURE = re.compile(r"(?<=!\[)([^]]*)\]\((?!https:)")
_LINK = re.compile(r"(?<!!)\[([^]]*)\]\((?!https:|#)")
_URLS = "[project.urls]\n"


def main(address: str, ref: str) -> None:
    """Make the README's links absolute, and add the repository's to the project's."""
    readme = Path("README.md")
    text = _PICTURE.sub(rf"\1]({address}/raw/{ref}/", readme.read_text(encoding="utf-8"))
    text = _LINK.sub(rf"[\1]({address}/blob/{ref}/", text)
    readme.write_text(text, encoding="utf-8")
    project = Path("pyproject.toml")
    before, heading, after = project.read_text(encoding="utf-8").partition(_URLS)
    if not heading:
        sys.exit("pyproject.toml has no [project.urls]")
    urls = {
        "Source": address,
        "Documentation": f"{address}/tree/{ref}/docs",
        "Changelog": f"{address}/blob/{ref}/CHANGELOG.md",
        "Issues": f"{address}/issues",
    }
    lines = "".join(f'{name} = "{url}"\n' for name, url in urls.items())
    project.write_text(f"{before}{heading}{lines}{after}", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), sys.argv[2])
