"""What is known after a `POST /send`: a pure function of its answer or of its failure.

nothing left this machine                               unsent
2xx, success, a code                                    sent
2xx, false-like success, no code                        refused
2xx, the mail server's error in place of the code       refused
2xx otherwise: unreadable, no code, contradictory       unknown
3xx; 400 401 402 403 404 406 413 415 422 428            refused
425 429                                                 unsent, after a wait
408 409, every 5xx                                      unknown
another 4xx                                             refused if its JSON says so, else unknown
anything that broke after the first byte                unknown
"""

from __future__ import annotations

from dataclasses import dataclass

from pectui.api.failures import refusal
from pectui.api.wire import (
    Answer,
    number,
    says_failure,
    says_success,
    sending_code,
    sending_text,
    whole,
)
from pectui.catalogue import Phrase, Words
from pectui.errors import OutcomeUnknown, PectuiError, RequestInvalid
from pectui.models import SendOutcome, Verdict
from pectui.pec.codes import moment_of

_REFUSED = frozenset({400, 401, 402, 403, 404, 406, 413, 415, 422, 428})
_LATER = frozenset({425, 429})


@dataclass(frozen=True, slots=True)
class Failure:
    """A `POST /send` that got no answer."""

    error: PectuiError
    reached: bool
    """Whether the first byte may have left."""


def judge(result: Answer | Failure) -> SendOutcome:
    """Return what is known; never "sent" without a code, never "refused" with one."""
    if isinstance(result, Failure):
        return _judge_failure(result)
    if 200 <= result.status < 300:
        return _judge_success(result)
    if result.status in _LATER:
        error = refusal(result.status, result.reason, result.retry_after)
        return SendOutcome(Verdict.UNSENT, error=error, retry_after=result.retry_after)
    if result.document is not None and sending_code(result.document):
        return _contradiction(Phrase("api.contradiction_failure_with_code"))
    if _is_refusal(result):
        return SendOutcome(Verdict.REFUSED, error=refusal(result.status, _said(result)))
    return _unknown_status(result)


def _judge_failure(failure: Failure) -> SendOutcome:
    if not failure.reached:
        return SendOutcome(Verdict.UNSENT, error=failure.error)
    error = OutcomeUnknown(Phrase("api.unknown_failure", reason=failure.error.why))
    error.__cause__ = failure.error
    return SendOutcome(Verdict.UNKNOWN, error=error)


def _judge_success(answer: Answer) -> SendOutcome:
    document = answer.document
    if document is None:
        return _unknown(Phrase("api.unknown_unreadable"))
    code = sending_code(document)
    if says_failure(document):
        if code:
            return _contradiction(Phrase("api.contradiction_failure_with_code"))
        return SendOutcome(Verdict.REFUSED, error=RequestInvalid(_said(answer)))
    if code is None:
        if _is_explanation(sending_text(document)):
            return SendOutcome(Verdict.REFUSED, error=RequestInvalid(_said(answer)))
        return _unknown(Phrase("api.unknown_no_code"))
    if not says_success(document):
        return _contradiction(Phrase("api.contradiction_odd_success"))
    if moment_of(code) is None:
        return _contradiction(Phrase("api.contradiction_no_moment", code=code))
    sent = document.get("sent")
    count = float(sent) if isinstance(sent, bool) else number(sent)
    if count is not None and count < 1:
        return _contradiction(Phrase("api.contradiction_sent_to_nobody"))
    return SendOutcome(Verdict.SENT, code=code, sent=whole(sent))


def _is_refusal(answer: Answer) -> bool:
    # mutants: 299 was judged above, 400 is in the table
    if 300 <= answer.status < 400 or answer.status in _REFUSED:
        return True
    # mutants: 399 and 400 were judged above
    if not 400 <= answer.status < 500 or answer.status in (408, 409):
        return False
    return says_failure(answer.document)


def _is_explanation(text: str) -> bool:
    # Words, not an id in a form nobody foresaw: that one may stand for a letter that left.
    return " " in text and any(char.isalpha() for char in text)


def _said(answer: Answer) -> str | None:
    text = sending_text(answer.document or {})
    if _is_explanation(text):
        return "; ".join(dict.fromkeys(part for part in (text, answer.reason) if part))
    return answer.reason


def _unknown(detail: Words) -> SendOutcome:
    return SendOutcome(Verdict.UNKNOWN, error=OutcomeUnknown(detail))


def _contradiction(reason: Words) -> SendOutcome:
    return _unknown(Phrase("api.unknown_contradiction", reason=reason))


def _unknown_status(answer: Answer) -> SendOutcome:
    if answer.reason:
        detail = Phrase("api.unknown_status_reason", status=answer.status, reason=answer.reason)
    else:
        detail = Phrase("api.unknown_status", status=answer.status)
    return _unknown(detail)
