"""What `pectui batch` is asked for: its arguments, and the request for letters that they make."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pectui.catalogue import t
from pectui.cli.parser import leaving, positive, seconds
from pectui.cli.template import read_template
from pectui.errors import ArgumentInvalid

if TYPE_CHECKING:
    from pectui.cli.parser import Parser
    from pectui.services.batches.batches import Batches
    from pectui.services.batches.request import BatchRequest
    from pectui.services.session import Session

_OF_TABLE = ("split", "check", "preview", "test", "send")
OF_BATCH = ("status", "report", "pause", "resume", "stop")
_HOURS = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]-(?:[01][0-9]|2[0-3]):[0-5][0-9]")


def add_arguments(parser: Parser) -> None:
    """Add what to do, with which table or batch, and how."""
    add = parser.add_argument
    add("action", metavar=t("cli.batch.action"), choices=(*_OF_TABLE, *OF_BATCH),
        help=t("cli.batch.action.help"))  # fmt: skip
    add("target", metavar=t("cli.batch.target"), nargs="?", help=t("cli.batch.target.help"))
    _add_letter(parser)
    _add_table(parser)
    _add_sending(parser)


def _add_letter(parser: Parser) -> None:
    group = parser.add_argument_group(t("cli.batch.letter"))
    add = group.add_argument
    add("-s", "--subject", metavar=t("cli.text"), help=t("cli.batch.subject"))
    text = group.add_mutually_exclusive_group()
    text.add_argument("-b", "--body", metavar=t("cli.text"), help=t("cli.batch.body"))
    text.add_argument("-f", "--file", metavar="FILE", help=t("cli.batch.file"))
    add("--html", action="store_true", help=t("cli.batch.html"))
    add("-a", "--attach", metavar=t("cli.batch.pattern"), nargs="+", action="extend", default=[],
        help=t("cli.batch.attach"))  # fmt: skip
    add("--attachments-from", metavar=t("cli.batch.folder"), default="",
        help=t("cli.batch.attachments-from"))  # fmt: skip
    add("--docx", metavar="FILE", default="", help=t("cli.batch.docx"))
    add("--pdf", action="store_true", help=t("cli.batch.pdf"))


def _add_table(parser: Parser) -> None:
    add = parser.add_argument_group(t("cli.batch.table")).add_argument
    add("--to", metavar=t("cli.batch.column"), default="", help=t("cli.batch.to"))
    add("--header-row", metavar="N", type=positive, default=1, help=t("cli.batch.header-row"))
    add("--sheet", metavar=t("cli.name"), default="", help=t("cli.batch.sheet"))
    add("--without-hidden", action="store_true", help=t("cli.batch.without-hidden"))
    add("--may-be-empty", metavar=t("cli.batch.field"), nargs="+", action="extend", default=[],
        help=t("cli.batch.may-be-empty"))  # fmt: skip
    add("--allow-duplicates", action="store_true", help=t("cli.batch.allow-duplicates"))


def _add_sending(parser: Parser) -> None:
    add = parser.add_argument_group(t("cli.batch.sending")).add_argument
    add("--row", metavar="N", type=positive, help=t("cli.batch.row"))
    add("--write", metavar=t("cli.batch.folder"), help=t("cli.batch.write"))
    add("-o", "--output", metavar="FILE", help=t("cli.batch.output"))
    add("--yes", action="store_true", help=t("cli.batch.yes"))
    add("--only-ready", action="store_true", help=t("cli.batch.only-ready"))
    add("--again", action="store_true", help=t("cli.batch.again"))
    add("--at", metavar=t("cli.time"), type=leaving, help=t("cli.batch.at"))
    add("--hours", metavar="HH:MM-HH:MM", type=_hours, help=t("cli.batch.hours"))
    add("--deliver-by", metavar=t("cli.time"), type=leaving, help=t("cli.batch.deliver-by"))
    add("--failed-of", metavar="BATCH", help=t("cli.batch.failed-of"))
    add("--silent-of", metavar="BATCH", help=t("cli.batch.silent-of"))
    add("--days", metavar=t("cli.days"), type=positive, help=t("cli.batch.days"))
    add("--wait", metavar=t("cli.seconds"), type=seconds, help=t("cli.batch.wait"))


def _hours(text: str) -> str:
    begin, _, end = text.partition("-")
    if not _HOURS.fullmatch(text) or begin == end:
        raise argparse.ArgumentTypeError(t("cli.batch.no-hours", value=repr(text)))
    return text


def _request(arguments: argparse.Namespace) -> BatchRequest:
    """Return what is asked for. Raises ArgumentInvalid, FileUnreadable."""
    from pectui.services.batches.request import BatchRequest

    if not arguments.target:
        raise ArgumentInvalid(t("cli.batch.no-table"))
    if arguments.subject is None:
        raise ArgumentInvalid(t("cli.batch.no-subject"))
    if arguments.pdf and not arguments.docx:
        raise ArgumentInvalid(t("cli.batch.pdf-of-what"))
    return BatchRequest(
        table=arguments.target,
        subject=arguments.subject,
        body=read_template(arguments.body, arguments.file, may_lack=bool(arguments.docx)),
        is_html=arguments.html,
        to=arguments.to,
        files=tuple(arguments.attach),
        files_from=arguments.attachments_from,
        form=arguments.docx,
        as_pdf=arguments.pdf,
        header_row=arguments.header_row,
        sheet=arguments.sheet,
        without_hidden=arguments.without_hidden,
        may_be_empty=tuple(arguments.may_be_empty),
        allow_duplicates=arguments.allow_duplicates,
    )


async def asked_for(session: Session, batches: Batches, given: argparse.Namespace) -> BatchRequest:
    """Return what is asked for, in the letters' language; also rows of an earlier batch."""
    from dataclasses import replace

    language = session.account.letter_language
    if not (given.failed_of or given.silent_of):
        return replace(_request(given), language=language)
    from pectui.services.batches.following import Whom

    before = await batches.request_of(given.failed_of or given.silent_of)
    _refuse_what_comes_from(before, given)
    text = before.body
    if given.body is not None or given.file:
        text = read_template(given.body, given.file)
    return replace(
        before,
        subject=before.subject if given.subject is None else given.subject,
        body=text,
        follows=(given.failed_of or given.silent_of).upper(),
        whom=Whom.FAILED if given.failed_of else Whom.SILENT,
        silent_days=0 if given.failed_of else given.days or 1,
        again=0,
        allow_duplicates=given.allow_duplicates,
        language=language,
    )


def _refuse_what_comes_from(before: BatchRequest, given: argparse.Namespace) -> None:
    """Raise ArgumentInvalid for what a batch that follows `before` has from that one."""
    is_other = given.target and Path(given.target).resolve() != Path(before.table).resolve()
    asked = {
        t("cli.batch.target"): is_other,
        "--html": given.html,
        "--attach": given.attach,
        "--attachments-from": given.attachments_from,
        "--docx": given.docx,
        "--pdf": given.pdf,
        "--to": given.to,
        "--header-row": given.header_row != 1,
        "--sheet": given.sheet,
        "--without-hidden": given.without_hidden,
        "--may-be-empty": given.may_be_empty,
        "--silent-of": given.failed_of and given.silent_of,
        "--days": given.failed_of and given.days is not None,
    }
    if names := [name for name, is_given in asked.items() if is_given]:
        raise ArgumentInvalid(t("cli.batch.of-the-batch", names=", ".join(names)))


def times(arguments: argparse.Namespace) -> Any:
    """Return the times that are asked for: to leave at, hours of the day, to be delivered by."""
    from pectui.services.batches.filling import Times

    moments = (arguments.at, arguments.deliver_by)
    leave_at, deliver_by = (one.timestamp() if one else None for one in moments)
    return Times(leave_at, arguments.hours or "", deliver_by)
