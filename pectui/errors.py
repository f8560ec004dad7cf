"""The one error tree. Every leaf has a title, a detail, a next step and an exit code.

    PectuiError
    ├── UsageError                      2  the command or the field was given something wrong
    │   ├── ArgumentInvalid                an argument that does not fit
    │   ├── AddressInvalid                 an address that is none
    │   ├── MessageIdInvalid               an id that is none
    │   ├── CodeInvalid                    a sending code that is none
    │   ├── FileUnreadable                 a file to attach or to read
    │   ├── FileChanged                    a file is not what was reviewed
    │   ├── FileUnwritable                 a file to write
    │   ├── TableUnreadable                a file from which no table can be read
    │   ├── TableChanged                   a table that was written into while it was read
    │   ├── EditorFailed                   the editor for a letter's text
    │   ├── LetterInvalid                  a letter that cannot be sent as it is
    │   ├── TemplateInvalid                a text with fields that cannot be read
    │   ├── FieldUnknown                   a field that is no column of the table
    │   ├── FormInvalid                    a Word document that cannot be filled
    │   ├── TimeInvalid                    a time at which no letter can leave
    │   ├── ColumnMissing                  a table without the column that is needed
    │   ├── BatchNotReady                  rows whose letters cannot leave
    │   ├── BatchChanged                   a table that is not what was checked
    │   ├── BatchHeld                      a batch that was paused or stopped
    │   ├── BatchEmpty                     a batch that would go to nobody
    │   ├── BatchMissing                   a batch nobody knows, or none of its rows
    │   ├── RestoreRefused                 a backup that would go over data it does not contain
    │   ├── OfficeFailed                   letters that cannot be made a PDF
    │   ├── CommandFailed                  a command of ours that gave no answer
    │   └── TerminalMissing                the screen program without a screen
    ├── SettingsError                   3  settings or secrets
    │   ├── SettingsMissing                no account, or a setting nobody gave
    │   ├── SettingInvalid                 a value, key or file that cannot be used
    │   ├── SecretUnavailable              a command or keyring that gives no secret
    │   ├── StoreUnusable                  the folder or database on this machine
    │   ├── StoreBusy                      a file of this machine that another process has open
    │   └── AccountNotRemoved              an account that could not be taken out
    ├── ServiceRefuses                  4
    │   ├── Unauthorized                   401
    │   ├── NoCredit                       402
    │   └── Forbidden                      403
    ├── RequestRejected                 5
    │   ├── NotFound                       404
    │   ├── RequestInvalid                 400, 406, 413, 422, 428 and other 4xx, 3xx, success:false
    │   ├── MessageChanged                 the id now leads to another message
    │   ├── NotListed                      the id was not shown to the person, or long ago
    │   └── CopyIncomplete                 what would be deleted is not all held here
    ├── ServiceFails                    6
    │   ├── ServerFault                    5xx
    │   ├── TooManyRequests                429 after waiting
    │   ├── AnswerUnreadable               not the JSON that was promised
    │   └── AnswerTooLarge                 more than is read
    ├── Unreachable                     7  nothing was sent
    │   ├── NameUnknown, ConnectionRefused, TlsFailed, TimedOut, ConnectionLost
    └── OutcomeUncertain                8
        ├── OutcomeUnknown                 a byte may have left, the answer is not known
        ├── DeletionUnknown                a deletion that may have been carried out
        ├── SentPartially                  fewer recipients than were given
        ├── SendingRestored                a letter that waited when its backup was made
        ├── LetterRepeated                 an equal letter is not settled; nothing was sent
        └── StillQueued                    what should have been taken back will leave

Titles, details and hints come from the catalogue, area `errors`, by the leaf's `kind`; `detail`
given at the raise replaces the catalogue's: words from outside, or a phrase. Values from outside
pass the gate here.
"""

from __future__ import annotations

from typing import ClassVar, overload

from pectui.catalogue import Phrase, Words, t
from pectui.text import clean_line


class PectuiError(Exception):
    """The root: what a person can meet, with words and an exit code (see the module)."""

    kind: ClassVar[str] = "bug"
    exit_code: ClassVar[int] = 1

    def __init__(self, detail: Words | None = None, /, **values: object) -> None:
        super().__init__(detail or self.kind)
        self._detail = _cleaned(detail) if detail else None
        self.values = {name: _cleaned(value) for name, value in values.items()}

    @property
    def title(self) -> str:
        """What happened, in a few words."""
        return str(self.heading)

    @property
    def heading(self) -> Phrase:
        """The title as it is stored."""
        return Phrase(f"errors.{self.kind}.title", **self.values)

    @property
    def detail(self) -> str:
        """What exactly, in a sentence; what the service said where it said something."""
        if self._detail is None:
            return str(self.why)
        return clean_line(str(self._detail), 400)

    @property
    def why(self) -> Words:
        """The detail as it is stored: verbatim words of the service, else a phrase."""
        return self._detail or Phrase(f"errors.{self.kind}.detail", **self.values)

    @property
    def hint(self) -> str:
        """What the person can do next."""
        return t(f"errors.{self.kind}.hint", **self.values)

    def __str__(self) -> str:
        return f"{self.title}: {self.detail}"

    @property
    def with_hint(self) -> str:
        """What happened and what the person can do next, in a line."""
        return f"{str(self).removesuffix('.')}. {self.hint}"

    def as_json(self) -> dict[str, object]:
        """Return the object of the outside contract's `error` key."""
        return {
            "kind": self.kind,
            "title": self.title,
            "detail": self.detail,
            "hint": self.hint,
            "exit_code": self.exit_code,
        }


@overload
def _cleaned(value: Words) -> Words: ...
@overload
def _cleaned(value: object) -> object: ...
def _cleaned(value: object) -> object:
    if isinstance(value, Phrase):
        values = {name: _cleaned(one) for name, one in value.values.items()}
        return Phrase(value.key, **values)
    return clean_line(value, 400) if isinstance(value, str) else value


class UsageError(PectuiError):
    """Wrong usage: exit code 2."""

    kind = "usage"
    exit_code = 2


class ArgumentInvalid(UsageError):
    """An argument of a command that does not fit."""

    kind = "argument-invalid"


class AddressInvalid(UsageError):
    """An address that is none. Value: `address`."""

    kind = "address-invalid"


class MessageIdInvalid(UsageError):
    """A message id that is not a whole positive number. Value: `id`."""

    kind = "message-id-invalid"


class CodeInvalid(UsageError):
    """A sending code that is not 14 to 20 digits. Value: `code`."""

    kind = "code-invalid"


class FileUnreadable(UsageError):
    """A file that cannot be read. Values: `path`, `reason`."""

    kind = "file-unreadable"


class FileChanged(UsageError):
    """A file that is no longer what the review of the letter showed. Value: `path`."""

    kind = "file-changed"


class FileUnwritable(UsageError):
    """A file that cannot be written. Values: `path`, `reason`."""

    kind = "file-unwritable"


class TableUnreadable(UsageError):
    """A file from which no table can be read. Values: `path`, `reason`, which says what to do."""

    kind = "table-unreadable"


class TableChanged(UsageError):
    """A table that was written into while it was read. Value: `path`."""

    kind = "table-changed"


class EditorFailed(UsageError):
    """An editor that cannot be run, or ended with an error. Values: `command`, `reason`."""

    kind = "editor-failed"


class LetterInvalid(UsageError):
    """A letter that cannot be sent as it is; the detail says why."""

    kind = "letter-invalid"


class TemplateInvalid(UsageError):
    """A text with fields that cannot be read, or asks for too much; the detail says where."""

    kind = "template-invalid"


class FieldUnknown(UsageError):
    """A field that is no column of the table; the detail names the nearest one."""

    kind = "field-unknown"


class FormInvalid(UsageError):
    """A Word document that cannot be filled; the detail says why."""

    kind = "form-invalid"


class TimeInvalid(UsageError):
    """A time at which no letter can leave. Value: `text`."""

    kind = "time-invalid"


class ColumnMissing(UsageError):
    """A table without the column `name`; it has `columns`."""

    kind = "column-missing"


class BatchNotReady(UsageError):
    """Rows of a table, `count` of them, whose letters cannot leave; nothing of it was queued."""

    kind = "batch-not-ready"


class BatchChanged(UsageError):
    """A table or a letter confirmed meanwhile that makes a batch another than was checked."""

    kind = "batch-changed"


class BatchHeld(UsageError):
    """A batch `id` that was paused or stopped: it goes on when it is resumed."""

    kind = "batch-held"


class BatchEmpty(UsageError):
    """A batch that would go to nobody: no row of its table, or of another batch, is meant."""

    kind = "batch-empty"


class BatchMissing(UsageError):
    """A batch, or a row of it, that nobody knows here: `id`."""

    kind = "batch-missing"


class OfficeFailed(UsageError):
    """Letters that cannot be made a PDF: LibreOffice is missing or failed."""

    kind = "office-failed"


class CommandFailed(UsageError):
    """A command of this program that could not be run, or gave no answer. Value: `command`."""

    kind = "command-failed"


class RestoreRefused(UsageError):
    """A backup that would go over data here that it does not contain; the detail says which."""

    kind = "restore-refused"


class TerminalMissing(UsageError):
    """The screen program is started where there is no terminal to draw on and read keys from."""

    kind = "terminal-missing"


class SettingsError(PectuiError):
    """Settings or secrets missing or invalid: exit code 3."""

    kind = "settings"
    exit_code = 3


class SettingsMissing(SettingsError):
    """No account, or a setting nobody gave. Value: `key`."""

    kind = "settings-missing"


class SettingInvalid(SettingsError):
    """A value that cannot be used; the detail names file, key and nearest valid key."""

    kind = "setting-invalid"


class SecretUnavailable(SettingsError):
    """A command or keyring that gives no secret. Values: `source`, `reason`."""

    kind = "secret-unavailable"


class StoreUnusable(SettingsError):
    """A folder or database on this machine that cannot be used. Values: `path`, `reason`."""

    kind = "store-unusable"


class StoreBusy(SettingsError):
    """A file on this machine that another process has open. Values: `path`."""

    kind = "store-busy"


class AccountNotRemoved(SettingsError):
    """An account that could not be taken out, or not all of it. Value: `name`."""

    kind = "account-not-removed"


class ServiceRefuses(PectuiError):
    """The service refuses who asks: exit code 4."""

    kind = "service-refuses"
    exit_code = 4


class Unauthorized(ServiceRefuses):
    """401: token expired, wrong scope or environment, wrong mailbox user or password."""

    kind = "unauthorized"


class NoCredit(ServiceRefuses):
    """402: the account has no credit left."""

    kind = "no-credit"


class Forbidden(ServiceRefuses):
    """403: the token's scopes do not allow this call."""

    kind = "forbidden"


class RequestRejected(PectuiError):
    """The service does not have it or rejects the request: exit code 5."""

    kind = "request-rejected"
    exit_code = 5


class NotFound(RequestRejected):
    """404: no such message, sending or mailbox."""

    kind = "not-found"


class RequestInvalid(RequestRejected):
    """400, 406, 413, 422, 428, another 4xx, a redirect, or success:false."""

    kind = "request-invalid"


class MessageChanged(RequestRejected):
    """The id now leads to another message than the one listed; nothing was done. Value: `id`."""

    kind = "message-changed"


class NotListed(RequestRejected):
    """A message number that was not shown on this machine since the last deletion. Value: `id`."""

    kind = "not-listed"


class CopyIncomplete(RequestRejected):
    """What would be deleted is not certain to be held here whole; the detail says what."""

    kind = "copy-incomplete"


class ServiceFails(PectuiError):
    """The service fails or answers nonsense: exit code 6."""

    kind = "service-fails"
    exit_code = 6


class ServerFault(ServiceFails):
    """5xx. Value: `status`."""

    kind = "server-fault"


class TooManyRequests(ServiceFails):
    """429 after waiting as asked."""

    kind = "too-many-requests"


class AnswerUnreadable(ServiceFails):
    """Not the JSON that was promised."""

    kind = "answer-unreadable"


class AnswerTooLarge(ServiceFails):
    """More bytes than are read. Value: `limit_mb`."""

    kind = "answer-too-large"


class Unreachable(PectuiError):
    """The service cannot be reached; nothing was sent: exit code 7. Value: `host`."""

    kind = "unreachable"
    exit_code = 7


class NameUnknown(Unreachable):
    """The host's name does not resolve."""

    kind = "name-unknown"


class ConnectionRefused(Unreachable):
    """Nobody listens there, or the network is down."""

    kind = "connection-refused"


class TlsFailed(Unreachable):
    """The certificate or the handshake cannot be trusted."""

    kind = "tls-failed"


class TimedOut(Unreachable):
    """No answer within the deadline. Value: `seconds`."""

    kind = "timed-out"


class ConnectionLost(Unreachable):
    """The connection broke before the answer was complete."""

    kind = "connection-lost"


class OutcomeUncertain(PectuiError):
    """A sending whose outcome is unknown or partial: exit code 8."""

    kind = "outcome-uncertain"
    exit_code = 8


class OutcomeUnknown(OutcomeUncertain):
    """A byte of the letter may have left and the answer is not known; the detail says why."""

    kind = "outcome-unknown"


class DeletionUnknown(OutcomeUncertain):
    """A deletion that may or may not have been carried out; the detail says why. Value: `id`."""

    kind = "deletion-unknown"


class SentPartially(OutcomeUncertain):
    """The service sent to fewer recipients than were given. Values: `sent`, `given`."""

    kind = "sent-partially"


class SendingRestored(OutcomeUncertain):
    """A letter that waited when the backup it comes from was made, at `moment`."""

    kind = "sending-restored"


class LetterRepeated(OutcomeUncertain):
    """An equal letter is queued, under way or unknown; nothing was sent. The detail names it."""

    kind = "letter-repeated"


class StillQueued(OutcomeUncertain):
    """A letter that could not be taken back: it is in the outbox and will leave."""

    kind = "still-queued"


def by_kind(kind: str | None) -> type[PectuiError] | None:
    """Return the leaf called `kind`, as it is written down with a sending; None for no leaf's."""
    leaves: list[type[PectuiError]] = [PectuiError]
    for leaf in leaves:
        if leaf.kind == kind:
            return leaf
        leaves += leaf.__subclasses__()
    return None
