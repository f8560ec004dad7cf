"""What `q` asks for: where it is looked for, and whether words may stand apart or be parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pectui.pec.envelopes import likeness
from pectui.services.self_test.findings import Finding
from pectui.services.self_test.texts import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pectui.api import Client
    from pectui.models import Message
    from pectui.services.self_test.findings import Learned

REQUESTS = 5
"""At most, each with its own words."""
_NOWHERE = "zqxjkvwyzq"
_WORD = re.compile(r"[^\W\d_]{5,24}")


async def try_search(client: Client, messages: Sequence[Message], learned: Learned) -> None:
    """Ask for words of messages that lie in the mailbox. Raises the client's errors.

    What is found tells for certain; what is not found tells something only where all that was
    found is on the page that was read.
    """
    nothing = await client.inbox(query=_NOWHERE)
    if nothing.envelopes:
        learned.take(Finding("search-where", "ignored", copes=False))
        return
    chosen = _specimen(messages)
    if chosen is None:
        return
    message, subject_words, body_word = chosen
    one = subject_words[0]
    if not await _finds(client, one, message):
        return
    if body_word:
        finds = await _finds(client, body_word, message)
        if finds is not None:
            learned.take(Finding("search-where", "texts" if finds else "headings"))
    parts = await _finds(client, one[:-2], message)
    if parts is not None:
        learned.take(Finding("search-parts", "parts" if parts else "whole"))
    if len(subject_words) > 1:
        apart = await _finds(client, f"{subject_words[1]} {one}", message)
        if apart is not None:
            learned.take(Finding("search-words", "apart" if apart else "together"))


async def _finds(client: Client, query: str, message: Message) -> bool | None:
    """Whether a search finds a message; None where it may be on a page that was not read."""
    answer = await client.inbox(query=query)
    wanted = likeness(message.envelope)
    if any(likeness(row) == wanted for row in answer.envelopes):
        return True
    return None if (answer.total or 0) > len(answer.envelopes) else False


def _specimen(messages: Iterable[Message]) -> tuple[Message, tuple[str, ...], str] | None:
    """Return a message with words of its subject, in order, and one of its text alone."""
    best: tuple[Message, tuple[str, ...], str] | None = None
    for message in messages:
        heading = f"{message.envelope.subject} {message.envelope.sender}"
        subject = _words(message.envelope.subject)[-2:]
        known = heading.casefold()
        of_body = [one for one in _words(words_of(message.body)) if one.casefold() not in known]
        if not subject:
            continue
        found = (message, subject, max(of_body, key=len) if of_body else "")
        if best is None or (len(found[1]), bool(found[2])) > (len(best[1]), bool(best[2])):
            best = found
    return best


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a text that are worth asking for, each once, without accents."""
    return tuple(dict.fromkeys(one for one in _WORD.findall(text) if one.isascii()))
