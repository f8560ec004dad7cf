"""The seven calls of the PEC Massiva service: paths, deadlines, repeats."""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote

from pectui.api.body import LetterBody
from pectui.api.exchange import Exchange, in_thread_if_large
from pectui.api.failures import refusal
from pectui.api.limits import FEW_WORDS, LETTER, LISTING, RECEIPTS
from pectui.api.outcome import Failure, judge
from pectui.api.wire import (
    read_inbox,
    read_message,
    read_quota,
    read_receipts,
    unreadable,
)
from pectui.catalogue import t
from pectui.errors import (
    CodeInvalid,
    ConnectionLost,
    ConnectionRefused,
    MessageIdInvalid,
    NameUnknown,
    NotFound,
    PectuiError,
    SettingInvalid,
)
from pectui.models import InboxAnswer
from pectui.pec.codes import is_code
from pectui.pec.letters import tagged

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from pectui.api.limits import Cap, Limits
    from pectui.api.wire import Answer
    from pectui.models import Message, Quota, SendOutcome, SendRequest
    from pectui.settings.configuration import Account

logger = logging.getLogger("pectui.api")

_PASSING_STATUSES = frozenset({425, 429, 502, 503, 504})
_PASSING_ERRORS = (NameUnknown, ConnectionRefused, ConnectionLost)
_MAX_ID = 10**15
_MAILBOX = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_ &@+/-]|\.(?!\.)){0,99}")


def _id_path(message_id: int) -> str:
    if isinstance(message_id, bool) or not isinstance(message_id, int):
        raise MessageIdInvalid(id=str(message_id))
    if not 0 < message_id < _MAX_ID:
        # Python writes no integer of thousands of digits in decimal.
        shown = str(message_id) if abs(message_id) < 10**40 else f"{hex(message_id)[:20]}…"
        raise MessageIdInvalid(id=shown)
    return f"/inbox/{message_id:d}"


def _code_path(code: str) -> str:
    if not (code.isascii() and code.isdigit() and is_code(code)):
        raise CodeInvalid(code=code)
    return f"/send/{code}"


class _Wire:
    """Watches a `POST /send` on its way: from `reached` on, a byte may have left."""

    def __init__(self, on_wire: Callable[[], Awaitable[None]] | None) -> None:
        self._on_wire = on_wire
        self.reached = False
        self.refusal: Exception | None = None
        """What `on_wire` raised: the request stopped there."""

    async def __call__(self, step: str, info: Mapping[str, Any]) -> None:
        # A proxy's CONNECT passes here too, before the connection to the service stands.
        if step != "http11.send_request_headers.started" or not self._is_post(info["request"]):
            return
        if self._on_wire is not None:
            try:
                await self._on_wire()
            except Exception as error:
                self.refusal = error
                raise
        self.reached = True

    @staticmethod
    def _is_post(request: Any) -> bool:
        return request.method in (b"POST", "POST")


class Client:
    """The service for one account. Open it with `pectui.api.open_client`, close it with `aclose`.

    Every call raises leaves of `pectui.errors`: ServiceRefuses, RequestRejected, ServiceFails,
    Unreachable. A GET is repeated a few times when what failed may pass; nothing else ever is.
    """

    def __init__(
        self,
        account: Account,
        *,
        asgi: Callable[..., Any] | None,
        limits: Limits,
        on_request: Callable[[], None],
    ) -> None:
        self._account = account
        self._limits = limits
        self._exchange = Exchange(account, asgi=asgi, limits=limits, on_request=on_request)
        self.host = self._exchange.host
        """Name of the service's host, with its port where one is given."""

    @property
    def requests(self) -> int:
        """How often the service was asked, repeats included."""
        return self._exchange.requests

    def renew(self, account: Account) -> None:
        """Use the password and the token of `account`, the same one, from the next call on."""
        self._exchange.auth.take(account)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close every connection."""
        await self._exchange.aclose()

    async def inbox(self, *, page: int | None = None, query: str = "") -> InboxAnswer:
        """Return one page of `GET /inbox`, in the service's own order; `query` is its `q`."""
        params = {}
        if query:
            params["q"] = query
        if page is not None:
            params["page"] = str(int(page))
        seconds = self._limits.search if query else self._limits.call
        async with self._exchange.deadline(seconds):
            answer = await self._get("/inbox", LISTING, params)
            if not answer.succeeded and self._says_empty(answer):
                return InboxAnswer((), page=page, total=None, pages=None)
            self._require(answer)
            return await in_thread_if_large(answer.size, read_inbox, answer)

    async def message(self, message_id: int) -> Message:
        """Return `GET /inbox/{id}`; NotFound when it is gone, MessageIdInvalid for no id."""
        path = _id_path(message_id)
        async with self._exchange.deadline(self._limits.call):
            answer = await self._get(path, LETTER)
            self._require(answer)
            message = await in_thread_if_large(answer.size, read_message, answer, message_id)
        if message is None:
            raise NotFound
        return message

    async def delete_message(self, message_id: int) -> None:
        """Ask `DELETE /inbox/{id}` once; NotFound when it was already gone."""
        await self._delete(_id_path(message_id))

    async def receipts(self, code: str) -> tuple[Message, ...]:
        """Return all of `GET /send/{code}` as it came, ids None; empty while there is none."""
        path = _code_path(code)
        async with self._exchange.deadline(self._limits.call):
            answer = await self._get(path, RECEIPTS)
            if answer.status == 404 and answer.document is not None:
                return ()
            if not answer.succeeded and self._says_empty(answer):
                return ()
            self._require(answer)
            names = self._account.receipt_names
            return await in_thread_if_large(answer.size, read_receipts, answer, names)

    async def delete_receipts(self, code: str) -> None:
        """Ask `DELETE /send/{code}` once: it destroys evidence."""
        await self._delete(_code_path(code))

    async def quota(self, mailbox: str) -> Quota:
        """Return `GET /quota/{mailbox}`; RequestInvalid for a mailbox the service has not."""
        if not _MAILBOX.fullmatch(mailbox):
            raise SettingInvalid(
                where="mailbox", reason=t("api.not_a_mailbox", name=ascii(mailbox[:60]))
            )
        async with self._exchange.deadline(self._limits.call):
            answer = await self._get(f"/quota/{quote(mailbox, safe='')}", FEW_WORDS)
        self._require(answer)
        return read_quota(answer, mailbox, self._account.quota_unit)

    async def document(
        self, path: str, params: Mapping[str, str] | None = None
    ) -> Mapping[str, object]:
        """Return a success of a reading call as it came, for who looks at its form."""
        async with self._exchange.deadline(self._limits.search):
            answer = await self._get(path, RECEIPTS, params)
        self._require(answer)
        return answer.document or {}

    async def send(
        self, request: SendRequest, *, on_wire: Callable[[], Awaitable[None]] | None = None
    ) -> SendOutcome:
        """Ask `POST /send` exactly once, and return what is known after it.

        `on_wire` is awaited after the connection stands and before the first byte; if it raises,
        nothing leaves and its exception comes out. FileUnreadable comes out when an attachment is
        not there or not the one that was confirmed, before anything has left.
        """
        wire = _Wire(on_wire)
        exchange = self._exchange
        # What carries no tag would come back as if its entities had been written so.
        letter = replace(request, body_html=tagged(request.body_html))
        body = LetterBody(letter, self._account.attachment_encoding, exchange.auth.body_fields)
        await body.check()
        try:
            async with exchange.deadline(self._limits.sending(body.length)):
                return judge(await exchange.post("/send", body, wire))
        except Exception as error:
            if wire.refusal is not None:
                raise wire.refusal  # noqa: B904 -- it has a cause of its own
            if not isinstance(error, PectuiError):
                if not wire.reached:
                    raise
                logger.exception("POST /send broke after its first byte")
                error = ConnectionLost(host=self.host)
            return judge(Failure(error, reached=wire.reached))
        finally:
            body.close()

    async def _get(self, path: str, cap: Cap, params: Mapping[str, str] | None = None) -> Answer:
        """Ask, again where it may help; whoever calls sets the deadline."""
        patience = self._limits.patience
        for pause in self._limits.retry_pauses:
            answer, trouble = await self._try(path, cap, params)
            wait = max(pause, (answer and answer.retry_after) or 0)
            if trouble is None or wait > patience:
                break
            logger.info("GET %s: %s; again in %.1f s", path, trouble, wait)
            patience -= wait
            await asyncio.sleep(wait)
        else:
            answer, trouble = await self._try(path, cap, params)
        if answer is None:
            assert isinstance(trouble, PectuiError)
            raise trouble
        return answer

    async def _try(
        self, path: str, cap: Cap, params: Mapping[str, str] | None
    ) -> tuple[Answer | None, PectuiError | str | None]:
        """Return an answer and whether it is worth asking again, or the error that is."""
        try:
            answer = await self._exchange.ask("GET", path, cap, params)
        except _PASSING_ERRORS as error:
            return None, error
        passing = answer.status in _PASSING_STATUSES
        return answer, f"status {answer.status}" if passing else None

    async def _delete(self, path: str) -> None:
        async with self._exchange.deadline(self._limits.call):
            answer = await self._exchange.ask("DELETE", path, FEW_WORDS)
        self._require(answer, or_empty=True)

    @staticmethod
    def _require(answer: Answer, *, or_empty: bool = False) -> None:
        """Raise what an answer stands for unless it is a success that can be read."""
        if not answer.succeeded:
            raise refusal(answer.status, answer.reason, answer.retry_after)
        if answer.document is None and not (or_empty and not answer.size):
            raise unreadable(answer)

    @staticmethod
    def _says_empty(answer: Answer) -> bool:
        # "Authorization is not valid or empty" is a refusal, not an empty result.
        said = (answer.reason or "").lower()
        return (
            "result" in said and "empty" in said and (answer.status < 300 or answer.status == 404)
        )
