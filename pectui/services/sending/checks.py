"""Checks of a letter before it leaves: addresses, subject, files, size; and what will leave."""

from __future__ import annotations

import re
import stat
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pectui.catalogue import number, t
from pectui.domains import address_key
from pectui.errors import AddressInvalid, FileUnreadable, LetterInvalid
from pectui.models import KnownAddress, OutgoingAttachment, SendRequest
from pectui.pec.addresses import check_address, is_provider, punycode_domain
from pectui.pec.dates import format_full
from pectui.pec.kinds import is_ordinary
from pectui.pec.letters import (
    MAX_BYTES,
    MAX_SUBJECT,
    WARN_BYTES,
    encoded_bytes,
    plain_to_html,
    subject_problem,
)
from pectui.pec.outgoing import changes, fit_block, fit_file_name, fit_subject, is_renamed
from pectui.pec.references import with_reference
from pectui.services.sending.attachments import mime_of
from pectui.services.sending.equals import Equals
from pectui.system.reasons import system_reason
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pectui.errors import UsageError
    from pectui.models import Letter

_MEGABYTE = 1_000_000
_SPEAKS_OF_FILES = re.compile(
    r"\b(?:alleg(?:o|a|ano|hi|hiamo|at[oaei]|ando|asi|ansi)|attach(?:ed|ment|ments|ing)?|enclosed?)\b",
    re.IGNORECASE,
)
_TAGS = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Review:
    """What a confirmed letter becomes. The texts are ready to show."""

    requests: tuple[SendRequest, ...]
    """One per `POST /send`, in order of leaving."""
    bytes_per_sending: int
    """What one POST weighs at the service, after encoding."""
    total_bytes: int
    """The same, times the recipients."""
    problems: tuple[str, ...]
    """Each of them stops the letter."""
    warnings: tuple[str, ...]
    facts: tuple[str, ...] = ()
    """What sending it costs, and what is left of the plan."""
    equals: Equals = field(default_factory=Equals)
    """The sendings it repeats."""
    errors: tuple[UsageError, ...] = field(default=(), repr=False)
    """The problems as errors, in the same order."""


def check_letter(letter: Letter, sender: str, known: Iterable[KnownAddress] = ()) -> Review:
    """Return what `letter` becomes when it is sent from `sender`. Raises nothing.

    `known` is what is known of its recipients: what speaks against one is pointed out.
    Reads the sizes of the attachments; their content is read when the letter is queued.
    """
    letter, changed = _fitted(letter)
    recipients, errors = _recipients(letter.recipients)
    groups = _groups(recipients, together=letter.together)
    subjects = _subjects(letter, len(groups))
    errors += _subject_errors(letter, subjects)
    attachments, unfit = _attachments(letter.attachments)
    body_html = letter.body if letter.html else plain_to_html(letter.body)
    text_bytes = len((letter.subject + body_html).encode("utf-8", "replace"))
    weight = text_bytes + sum(encoded_bytes(file.size) for file in attachments)
    total = weight * len(recipients)
    carried = total if letter.together else weight
    errors += unfit
    if carried > MAX_BYTES:
        errors.append(LetterInvalid(_weighs("letters.too-large", carried, MAX_BYTES)))
    warnings = [*changed, *_warnings(letter, recipients, known), *_file_warnings(attachments)]
    if total > WARN_BYTES and carried <= MAX_BYTES:
        warnings.insert(0, _weighs("letters.large", total, WARN_BYTES))
    return Review(
        requests=tuple(
            SendRequest(sender, group, subject, body_html, attachments)
            for group, subject in zip(groups, subjects, strict=True)
        ),
        bytes_per_sending=weight,
        total_bytes=total,
        problems=tuple(error.detail for error in errors),
        warnings=tuple(warnings),
        errors=tuple(errors),
    )


def addressed(letter: Letter) -> tuple[tuple[str, ...], ...]:
    """Return the recipients of each sending that `letter` becomes, less what is no address."""
    return _groups(_recipients(letter.recipients)[0], together=letter.together)


def _groups(recipients: Sequence[str], *, together: bool) -> tuple[tuple[str, ...], ...]:
    if together:
        return (tuple(recipients),) if recipients else ()
    return tuple((one,) for one in recipients)


def _subjects(letter: Letter, count: int) -> tuple[str, ...]:
    """Return the exact subject of each sending."""
    if len(letter.references) != count:
        return (letter.subject,) * count
    return tuple(with_reference(letter.subject, one) for one in letter.references)


def _subject_errors(letter: Letter, subjects: Sequence[str]) -> list[UsageError]:
    # An empty subject is unwise, not impossible: it is among the warnings.
    if letter.subject.strip() and (key := subject_problem(letter.subject)) is not None:
        return [LetterInvalid(t(key))]
    if any(len(subject) > MAX_SUBJECT for subject in subjects):
        room = MAX_SUBJECT - max(map(len, subjects)) + len(letter.subject)
        return [LetterInvalid(t("letters.no-room-for-reference", room=room))]
    return []


def _fitted(letter: Letter) -> tuple[Letter, list[str]]:
    """Return the letter with the texts that may leave, and in words what changed by that."""
    body, subject = fit_block(letter.body), fit_subject(letter.subject)
    changed = [t("letters.in-subject", change=one) for one in changes(subject)]
    changed += [t("letters.in-text", change=one) for one in changes(body)]
    return replace(letter, body=body.text, subject=subject.text), changed


def _weighs(key: str, size: int, limit: int) -> str:
    return t(key, size=_megabytes(size), limit=_megabytes(limit))


def _megabytes(size: int) -> str:
    return number(f"{size / _MEGABYTE:.1f}".removesuffix(".0"))


def _recipients(typed: Sequence[str]) -> tuple[list[str], list[UsageError]]:
    """Return the addresses, each once, and what is wrong with those that are none."""
    recipients: dict[str, str] = {}
    errors: list[UsageError] = []
    for text in typed:
        try:
            address = check_address(text)
        except AddressInvalid as error:
            errors.append(error)
        else:
            recipients.setdefault(address_key(address), address)
    if not recipients and not errors:
        errors.append(LetterInvalid(t("letters.no-recipient")))
    return list(recipients.values()), errors


def _attachments(
    paths: Sequence[str],
) -> tuple[tuple[OutgoingAttachment, ...], list[UsageError]]:
    """Return the files as they are now, and what is wrong with those that cannot leave."""
    found: list[OutgoingAttachment] = []
    errors: list[UsageError] = []
    for text in paths:
        path = Path(text)
        try:
            status = path.stat()
        except (OSError, ValueError) as error:
            reason = system_reason(error)
            errors.append(FileUnreadable(path=text, reason=reason))
            continue
        name = fit_file_name(path.name)
        if not stat.S_ISREG(status.st_mode):
            errors.append(FileUnreadable(path=text, reason=t("outbox.not-a-file")))
        elif not name:
            errors.append(LetterInvalid(t("letters.nameless-file", path=clean_line(text))))
        else:
            found.append(OutgoingAttachment(name, mime_of(name), status.st_size, text))
    return tuple(found), errors


def _file_warnings(files: Sequence[OutgoingAttachment]) -> list[str]:
    warnings = [
        t("letters.file-renamed", path=clean_line(file.path), name=file.name)
        for file in files
        if is_renamed(Path(file.path).name)
    ]
    warnings += [t("letters.empty-file", name=file.name) for file in files if not file.size]
    names = Counter(file.name for file in files)
    return warnings + [
        t("letters.same-name", name=name, count=count) for name, count in names.items() if count > 1
    ]


def _warnings(
    letter: Letter, recipients: Sequence[str], known: Iterable[KnownAddress]
) -> list[str]:
    warnings: list[str] = []
    if not letter.subject.strip():
        warnings.append(t("letters.empty-subject"))
    if not letter.body.strip():
        warnings.append(t("letters.empty-body"))
    if not letter.attachments and _SPEAKS_OF_FILES.search(_own_words(letter)):
        warnings.append(t("letters.forgotten-attachment"))
    warnings += _suspect_addresses(recipients, tuple(known))
    if letter.together and len(recipients) > 1:
        warnings.append(t("letters.together", count=len(recipients)))
    return warnings


def _own_words(letter: Letter) -> str:
    """Return what the writer wrote: not the quoted lines, not the tags."""
    text = _TAGS.sub(" ", letter.body) if letter.html else letter.body
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(">"))


def _suspect_addresses(recipients: Sequence[str], known: tuple[KnownAddress, ...]) -> Iterator[str]:
    pasts = {address_key(one.address): one for one in known}
    for address in recipients:
        shown = clean_line(address)
        past = pasts.get(address_key(address), KnownAddress(address))
        if (plain := punycode_domain(address)) is not None:
            yield t("letters.foreign-letters", address=shown, plain=plain)
        if (other := past.looks_like) is not None:
            yield t("letters.look-alike", address=shown, other=clean_line(other))
        if is_provider(address):
            yield t("letters.to-a-provider", address=shown)
        elif is_ordinary(address):
            yield t("letters.ordinary-mail", address=shown)
        if past.has_failed_last:
            yield _failed_before(shown, past)


def _failed_before(shown: str, past: KnownAddress) -> str:
    assert past.failed_at is not None
    date = format_full(past.failed_at)
    if not past.failure:
        return t("letters.failed-before", address=shown, date=date)
    reason = clean_line(past.failure, 120)
    return t("letters.failed-because", address=shown, date=date, reason=reason)
