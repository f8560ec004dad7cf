"""`pectui sandbox`: the built-in PEC Massiva service, on the loopback, until Ctrl+C."""

from __future__ import annotations

import argparse
import asyncio
import logging
from typing import TYPE_CHECKING, get_args

from pectui.catalogue import t
from pectui.cli import output
from pectui.cli.parser import positive, seconds
from pectui.errors import ArgumentInvalid
from pectui.sandbox import CREDENTIALS, Fault, Sandbox, SandboxConfig, serve
from pectui.sandbox.configuration import Bodies, Packing
from pectui.system.reasons import system_reason

if TYPE_CHECKING:
    from pectui.cli.parser import Parser

PORT = 8025
HOST = "127.0.0.1"


def add_arguments(parser: Parser) -> None:
    """Add the port and the switches that make the service nasty."""
    parser.add_argument("--port", metavar="N", type=_port, default=PORT, help=t("cli.sandbox.port"))
    parser.add_argument(
        "--messages", metavar="N", type=_count, default=981, help=t("cli.sandbox.messages")
    )
    parser.add_argument(
        "--ids", choices=("sequence", "stable"), default="sequence", help=t("cli.sandbox.ids")
    )
    parser.add_argument(
        "--order", choices=("newest", "oldest"), default="newest", help=t("cli.sandbox.order")
    )
    parser.add_argument(
        "--bodies",
        choices=get_args(Bodies),
        default="utf8",
        help=t("cli.sandbox.bodies"),
    )
    parser.add_argument(
        "--first-page", type=_count, choices=(0, 1), default=1, help=t("cli.sandbox.first-page")
    )
    parser.add_argument(
        "--quota-unit",
        choices=("KB", "MB", "B"),
        default="KB",
        help=t("cli.sandbox.quota-unit"),
    )
    parser.add_argument(
        "--attachments",
        choices=get_args(Packing),
        default="either",
        help=t("cli.sandbox.attachments"),
    )
    parser.add_argument(
        "--receipt-names",
        metavar=t("cli.sandbox.receipt-names-form"),
        type=_names,
        help=t("cli.sandbox.receipt-names"),
    )
    parser.add_argument(
        "--receipt-delay",
        metavar=t("cli.seconds"),
        type=seconds,
        default=2.0,
        help=t("cli.sandbox.receipt-delay"),
    )
    parser.add_argument(
        "--seed", metavar="N", type=_count, default=2026, help=t("cli.sandbox.seed")
    )
    parser.add_argument("--lively", action="store_true", help=t("cli.sandbox.lively"))
    parser.add_argument(
        "--fault",
        metavar=t("cli.sandbox.fault-form"),
        action="append",
        type=_fault,
        default=[],
        help=t("cli.sandbox.fault"),
    )


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 5 or int(text) > 65535:
        raise argparse.ArgumentTypeError(t("cli.sandbox.not-port", value=repr(text)))
    return int(text)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 6:
        raise argparse.ArgumentTypeError(t("cli.not-positive", value=repr(text)))
    return int(text)


def _names(text: str) -> tuple[str, str, str]:
    """Read the names of three fields, separated by commas."""
    names = [one.strip() for one in text.split(",")]
    if len(names) != 3 or not all(names):
        raise argparse.ArgumentTypeError(t("cli.sandbox.not-names", value=repr(text)))
    return names[0], names[1], names[2]


def _fault(text: str) -> Fault:
    """Read `CALL=KIND`, `CALL=KIND*TIMES` or `CALL=KIND*` (for ever)."""
    call, _, rest = text.partition("=")
    kind, star, times = rest.partition("*")
    try:
        count = (positive(times) if times else None) if star else 1
        return Fault(call.strip(), kind.strip(), times=count)
    except (ValueError, argparse.ArgumentTypeError) as error:
        raise argparse.ArgumentTypeError(t("cli.sandbox.not-fault", value=repr(text))) from error


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl+C; the address and the credentials are printed first."""
    logging.getLogger().addHandler(logging.NullHandler())
    config = SandboxConfig(
        seed=arguments.seed,
        messages=arguments.messages,
        ids=arguments.ids,
        order=arguments.order,
        bodies=arguments.bodies,
        first_page=arguments.first_page,
        quota_unit=arguments.quota_unit,
        attachments=arguments.attachments,
        receipt_names=arguments.receipt_names,
        receipt_delay=arguments.receipt_delay,
        lively=arguments.lively,
        faults=tuple(arguments.fault),
    )

    def ready(base_url: str) -> None:
        _tell(base_url, as_json=arguments.json)

    try:
        asyncio.run(serve(Sandbox(config), HOST, arguments.port, ready))
    except OSError as error:
        reason = system_reason(error)
        detail = t("cli.sandbox.port-taken", port=arguments.port, reason=reason)
        raise ArgumentInvalid(detail) from error
    return 0


def _tell(base_url: str, *, as_json: bool) -> None:
    settings = {
        "base_url": base_url,
        "username": CREDENTIALS.username,
        "password": CREDENTIALS.password,
        "token": CREDENTIALS.token,
        "sender": CREDENTIALS.sender,
    }
    if as_json:
        output.document(settings)
        return
    output.words(t("cli.sandbox.ready", base_url=base_url))
    for key, value in settings.items():
        output.data(f"export PECTUI_{key.upper()}={value}")
    output.words(t("cli.sandbox.end"))
