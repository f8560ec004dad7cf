"""What the operating system refuses is told in our words, in the person's language."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pectui.catalogue import LANGUAGES, use_language
from pectui.errors import FileUnreadable
from pectui.system.reasons import system_reason
from pectui.tables import open_table

if TYPE_CHECKING:
    from pectui.catalogue import Language

FREQUENT = (
    errno.ENOENT, errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EISDIR,
    errno.ENOTDIR, errno.EEXIST, errno.ENOTEMPTY, errno.ENAMETOOLONG, errno.EMFILE, errno.EIO,
)  # fmt: skip


@pytest.mark.parametrize("number", FREQUENT)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_happens_often_is_told_in_our_words(number: int, language: Language) -> None:
    use_language(language)
    said = system_reason(OSError(number, os.strerror(number), "/home/rossi/segreto.pdf"))
    assert said
    assert said != os.strerror(number)
    assert "segreto" not in said


def test_both_languages_have_words_of_their_own() -> None:
    said = []
    for language in LANGUAGES:
        use_language(language)
        said.append(system_reason(FileNotFoundError(errno.ENOENT, "No such file or directory")))
    assert len(set(said)) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.EXDEV, "Invalid cross-device link"), "Invalid cross-device link"),
        (ValueError("embedded null byte"), "embedded null byte"),
        (OSError(), "OSError"),
    ],
)
def test_what_is_not_known_is_told_as_it_came(error: Exception, said: str) -> None:
    assert system_reason(error) == said


def test_a_table_that_is_not_there_is_told_in_italian(tmp_path: Path) -> None:
    use_language("it")
    with pytest.raises(FileUnreadable, match="non esiste"), open_table(tmp_path / "clienti.csv"):
        pass
