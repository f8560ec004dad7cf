"""What each of the seven calls answers, once the request has been read and nothing went wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hmac import compare_digest
from typing import TYPE_CHECKING

from pectui.sandbox import answers
from pectui.sandbox.answers import answer, data, done, failure
from pectui.sandbox.mailbox import Mail, mail_date
from pectui.sandbox.submission import (
    MAX_MESSAGE,
    Submission,
    SubmissionInvalid,
    read_submission,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pectui.sandbox.configuration import SandboxConfig
    from pectui.sandbox.mailbox import Mailbox
    from pectui.sandbox.postman import Postman
    from pectui.sandbox.web import Response

_CODE = re.compile(r"[0-9]{14,20}")
_ID = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Call:
    """One request, read."""

    headers: Mapping[str, str]
    """Names in lower case."""
    path: Mapping[str, str]
    """The values in the path."""
    query: Mapping[str, str]
    content: bytes | bytearray
    at: float
    """Monotonic seconds when it arrived."""
    partly: bool = False
    """Whether the last recipient is to be left out, on purpose."""


class Service:
    """The seven calls over a mailbox and a postman."""

    def __init__(self, config: SandboxConfig, mailbox: Mailbox, postman: Postman) -> None:
        self._config = config
        self._mailbox = mailbox
        self._postman = postman

    def send(self, call: Call) -> Response:
        """`POST /send`."""
        if not self._has_token(call):
            return failure(401, answers.UNAUTHORIZED)
        try:
            letter = read_submission(call.content, self._config.attachments)
        except SubmissionInvalid:
            return failure(400, answers.POST_INVALID)
        if not self._is_user(letter.username, letter.password):
            return failure(401, answers.UNAUTHORIZED)
        return self._take(letter, call)

    def _take(self, letter: Submission, call: Call) -> Response:
        if letter.sender.casefold() != self._config.credentials.sender.casefold():
            return failure(400, answers.POST_INVALID)
        if letter.size * 1024 > MAX_MESSAGE:
            return failure(413, answers.TOO_LARGE)
        if self._postman.too_soon(call.at):
            return failure(429, answers.TOO_MANY)
        recipients = letter.recipients[:-1] if call.partly else letter.recipients
        sent = self._postman.take(letter, call.at, recipients)
        return answer(
            {"success": True, "sent": len(recipients), "message": "", "message_id": sent.code}, 201
        )

    def receipts(self, call: Call) -> Response:
        """`GET /send/{code}`: everything that has the code in its subject, replies too."""
        if not self._may(call):
            return failure(401, answers.UNAUTHORIZED)
        code = call.path["code"]
        found = self._mailbox.mentioning(code) if _CODE.fullmatch(code) else []
        if not found:
            return failure(404, answers.RESULT_EMPTY)
        return data([self._receipt(mail, turn) for turn, mail in enumerate(found)])

    def delete_receipts(self, call: Call) -> Response:
        """`DELETE /send/{code}`: receipts and own copies of that very code; replies stay."""
        if not self._may(call):
            return failure(401, answers.UNAUTHORIZED)
        own = self._config.credentials.sender
        found = [
            mail
            for mail in self._mailbox.mentioning(call.path["code"])
            if mail.code == call.path["code"]
            and (mail.sender.startswith("posta-certificata@") or own in mail.sender)
        ]
        if not found:
            return failure(404, answers.EMAIL_NOT_FOUND)
        for mail in found:
            self._mailbox.remove(mail)
        return done(answers.OPERATION_DONE)

    def inbox(self, call: Call) -> Response:
        """`GET /inbox`; `n_of_pages` is rounded down, as in the service's own sample."""
        if not self._may(call):
            return failure(401, answers.UNAUTHORIZED)
        found = self._mailbox.find(call.query.get("q", ""))
        wanted = call.query.get("page", "")
        first = self._config.first_page
        is_number = self._config.paged and _ID.fullmatch(wanted)
        number = max(first, int(wanted)) if is_number else first
        rows = [self._row(mail) for mail in self._mailbox.page(found, number - first)]
        return data(
            rows,
            total=self._number(len(found)),
            page=self._number(number),
            n_of_pages=self._number(self._pages(len(found))),
        )

    def _pages(self, total: int) -> int:
        rows, rule = self._config.page_rows, self._config.page_count
        if rule == "floor":
            return total // rows
        pages = max(1, -(-total // rows))
        return pages if rule == "ceiling" else pages - 1 + self._config.first_page

    def message(self, call: Call) -> Response:
        """`GET /inbox/{id}`."""
        if not self._may(call):
            return failure(401, answers.UNAUTHORIZED)
        mail = self._mail(call)
        if mail is None:
            return failure(404, answers.MESSAGE_NOT_FOUND)
        fields: dict[str, object] = {
            "sender": mail.sender,
            "recipient": mail.recipient,
            "date": mail_date(mail.date),
            "object": mail.subject,
            "body": self._body(mail),
        }
        fields |= {name: value for name, value in mail.raw.items() if name != "id"}
        return data([fields] if self._config.single == "list" else fields)

    def delete_message(self, call: Call) -> Response:
        """`DELETE /inbox/{id}`."""
        if not self._may(call):
            return failure(401, answers.UNAUTHORIZED)
        mail = self._mail(call)
        if mail is None:
            return failure(404, answers.MESSAGE_NOT_FOUND)
        self._mailbox.remove(mail)
        return done(answers.MESSAGE_DELETED)

    def quota(self, call: Call) -> Response:
        """`GET /quota/{mailbox}`."""
        if not self._may(call):
            return failure(401, answers.UNAUTHORIZED)
        if call.path["mailbox"].casefold() != "inbox":
            return failure(400, answers.MAILBOX_INVALID)
        figures = {"usage": self._mailbox.usage, "limit": self._config.quota_limit}
        return data({name: self._in_unit(kib) for name, kib in figures.items()})

    def _in_unit(self, kib: int) -> int:
        if self._config.quota_unit == "B":
            return kib * 1024
        return kib // 1024 if self._config.quota_unit == "MB" else kib

    def _may(self, call: Call) -> bool:
        username = call.headers.get("x-username", "")
        password = call.headers.get("x-password", "")
        return self._has_token(call) and self._is_user(username, password)

    def _has_token(self, call: Call) -> bool:
        scheme, _, token = call.headers.get("authorization", "").partition(" ")
        return scheme.casefold() == "bearer" and _same(token, self._config.credentials.token)

    def _is_user(self, username: str, password: str) -> bool:
        known = self._config.credentials
        return _same(username, known.username) and _same(password, known.password)

    def _mail(self, call: Call) -> Mail | None:
        wanted = call.path["id"].removeprefix(self._config.id_prefix)
        return self._mailbox.get(int(wanted)) if _ID.fullmatch(wanted) else None

    def _number(self, number: int) -> int | str:
        return number if self._config.numbers == "number" else str(number)

    def _id(self, mail: Mail) -> int | str:
        number, prefix = self._mailbox.id_of(mail), self._config.id_prefix
        return f"{prefix}{number}" if prefix else self._number(number)

    def _body(self, mail: Mail) -> str:
        return answers.encode_body(mail.body, self._config.bodies)

    def _row(self, mail: Mail) -> dict[str, object]:
        row: dict[str, object] = {
            "sender": mail.sender,
            "recipient": mail.recipient,
            "date": mail_date(mail.date),
            "object": mail.subject,
            "id": self._id(mail),
        }
        return row | {name: value for name, value in mail.raw.items() if name != "body"}

    def _receipt(self, mail: Mail, turn: int) -> dict[str, object]:
        keys = self._config.receipt_keys
        documented = keys == "data" or (keys == "mixed" and turn % 2 == 0)
        date, subject, body = (
            ("data", "object", "message") if documented else ("date", "subject", "body")
        )
        date, subject, body = self._config.receipt_names or (date, subject, body)
        return {
            "sender": mail.sender,
            "recipient": mail.recipient,
            date: mail_date(mail.date),
            subject: mail.subject,
            body: self._body(mail),
        }


def _same(given: str, known: str) -> bool:
    return compare_digest(given.encode(errors="replace"), known.encode())
