"""Checking of files that may be originals, with what is installed and the authorities named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.errors import SettingInvalid
from pectui.models import Judgement
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from pectui.models import CertifiedData
    from pectui.services.proof.mail_files import MailFile
    from pectui.signed.original import SignedMessage

    Judging = Callable[[SignedMessage], Judgement]


def judging(ca_file: str | None) -> Judging:
    """Return what judges a message; without the extra `verify`, what says nothing about it.

    Blocks. Raises SettingInvalid.
    """
    from pectui.signed.problems import NotOriginal  # late: few commands read originals

    try:
        from pectui.signed.judgement import judge, read_authorities
    except ImportError:
        return lambda _: Judgement()
    if ca_file is None:
        return lambda message: judge(message, ())
    try:
        authorities = read_authorities(Path(ca_file).read_bytes())
    except OSError as error:
        reason = system_reason(error)
        raise SettingInvalid(where=f"pec_ca_file ({ca_file})", reason=reason) from error
    except NotOriginal as problem:
        raise SettingInvalid(where=f"pec_ca_file ({ca_file})", reason=problem.words) from problem
    return lambda message: judge(message, authorities)


def can_check() -> bool:
    """Whether signatures can be checked here: the extra `verify` is installed, and loads."""
    try:
        import_module("pectui.signed.judgement")
    except ImportError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was looked at."""

    raw: bytes
    judgement: Judgement
    problem: str | None
    """Why it is no original, or no proof, in words; None where nothing is wrong."""
    message: SignedMessage | None
    """None where it is no original, or does not say of what."""

    @property
    def data(self) -> CertifiedData | None:
        """What was certified, where that can be read."""
        return self.message.data if self.message else None


def open_original(file: MailFile, judge: Judging) -> Opened:
    """Take a file apart and judge it."""
    from pectui.services.proof.mail_files import without_quotes
    from pectui.signed.original import read_signed
    from pectui.signed.problems import NotOriginal

    raw = file.raw
    try:
        if file.problem is not None:
            raise file.problem
        message = read_signed(raw)
        judgement = judge(message)
        if judgement.intact is False and file.is_quoted and b"\n>" in raw:
            bare = without_quotes(raw)
            other = read_signed(bare)
            judged = judge(other)
            if judged.intact:
                message, judgement, raw = other, judged, bare
    except NotOriginal as problem:
        return Opened(raw, Judgement(), problem.words, None)
    return _opened(raw, message, judgement)


def _opened(raw: bytes, message: SignedMessage, judgement: Judgement) -> Opened:
    from pectui.signed.problems import NotOriginal

    said = message.said
    if isinstance(said, NotOriginal):
        # What was changed is no original, whatever else it lacks.
        words = t(judgement.problem) if judgement.problem else said.words
        return Opened(raw, judgement, words, None)
    if judgement.problem is None:
        judgement = replace(judgement, problem=message.exchanged())
    problem = t(judgement.problem) if judgement.problem else None
    return Opened(raw, judgement, problem, message)
