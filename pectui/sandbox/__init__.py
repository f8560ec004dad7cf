"""A PEC Massiva service of our own: a lively mailbox, real behaviour, and every fault on request.

It shares no code with the client, not even the rules of certified mail, so that both can't be
wrong together: what it knows of receipts, dates and form encoding it knows by itself.

    configuration   the switches, the credentials, the faults that can be asked for
    app             the ASGI application: bodies read, faults played, calls recorded and answered
    calls           what each of the seven calls answers
    answers         JSON answers and the service's own texts
    faults          answers spoiled on purpose
    submission      what a `POST /send` must hold
    postman         codes, pacing, and the receipts that follow a sending
    provider        receipts and envelopes as whole messages
    receipts        the words of receipts and notices
    mailbox         the messages: ids, pages, search, sizes
    history         the mailbox as it stands at the start, from a seed
    past            sendings with large files from before, and what they left
    content/        what people, firms and offices write, in Italian
    web             ASGI, as far as it is needed: routes, requests, answers
    server          the application on a real loopback socket

`Sandbox(...).app` runs in-process; `SandboxServer` and `serve` put it on a socket, and only they
load the HTTP server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.sandbox.app import Received, Sandbox
from pectui.sandbox.configuration import CREDENTIALS, Credentials, Fault, SandboxConfig
from pectui.sandbox.postman import Sent
from pectui.sandbox.submission import KeptAttachment
from pectui.sandbox.web import Dropped

if TYPE_CHECKING:
    from pectui.sandbox.server import SandboxServer, serve

__all__ = [
    "CREDENTIALS",
    "Credentials",
    "Dropped",
    "Fault",
    "KeptAttachment",
    "Received",
    "Sandbox",
    "SandboxConfig",
    "SandboxServer",
    "Sent",
    "serve",
]


def __getattr__(name: str) -> object:
    # The HTTP server is loaded only by who puts the sandbox on a socket: the demo does not.
    if name in {"SandboxServer", "serve"}:
        from pectui.sandbox import server

        return getattr(server, name)
    raise AttributeError(name)
