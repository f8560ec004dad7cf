"""The page of a dossier that a browser shows and prints: no script, nothing remote."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from pectui import __version__
from pectui.catalogue import number, t
from pectui.pec.dates import format_full
from pectui.pec.moments import moments_of
from pectui.services.proof.deadlines import full_words
from pectui.services.proof.dossier.chronology import events_of
from pectui.services.proof.dossier.documents import FILES, ORIGINALS, RECEIPTS, page
from pectui.services.proof.reports import when_label
from pectui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from pectui.models import Sending
    from pectui.services.proof.dossier.documents import Document, Documents
    from pectui.services.proof.dossier.folder import DossierFolder
    from pectui.services.proof.dossier.material import Material

_FILE = "00-riepilogo.html"
_TAG = re.compile("<[^>]*>")
_LONGEST_WORD = 28
"""Characters of a word that stays whole in a table."""
_STYLE = """\
@page { size: A4; margin: 18mm 16mm }
body { font: 11pt/1.45 Georgia, "Times New Roman", serif; color: #111; background: #fff;
  max-width: 46em; margin: 2em auto; padding: 0 1em }
h1 { font-size: 1.5em; line-height: 1.25; margin: 0 0 .2em; overflow-wrap: anywhere }
h2 { font-size: 1.1em; margin: 1.6em 0 .4em; border-bottom: 1px solid #888;
  break-after: avoid }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .25em .6em .25em 0;
  border-bottom: 1px solid #ddd }
td.long { overflow-wrap: anywhere; min-width: 9em }
th { font-weight: 600 } tr { break-inside: avoid }
.head th { width: 11em; border: 0 } .head td { border: 0 }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: 0 }
code { font-size: .8em; overflow-wrap: anywhere } .note { color: #444; font-size: .92em }
.warn { border-left: 3px solid #a40000; padding-left: .7em }
a { color: inherit }
@media screen and (max-width: 44em) { td { overflow-wrap: anywhere } }
@media print { body { margin: 0; max-width: none; padding: 0 } a { text-decoration: none } }
"""


def write_summary(folder: DossierFolder, material: Material, documents: Documents) -> None:
    """Write the page; blocks, raises FileUnwritable."""
    title = clean_line(material.sending.subject) or t("dossier.no-subject")
    parts = [
        f"<h1>{_safe(title)}</h1>",
        _head(material),
        f'<p class="note">{_safe(t("dossier.is-not"))}</p>',
        _section(t("dossier.recipients"), _recipients(material.sending)),
        _section(t("dossier.originals"), _originals(material, documents)),
        _section(t("dossier.chronology"), _chronology(material.sending)),
        _section(t("dossier.receipts"), _links(documents.below(RECEIPTS))),
        _section(t("dossier.files"), _links(documents.below(FILES))),
        _section(t("dossier.text"), f"<pre>{_safe(material.text)}</pre>" if material.text else ""),
        _section(t("dossier.missing"), _list(documents.missing)),
        f'<p class="note">{_safe(t("dossier.with", version=__version__))}</p>',
    ]
    folder.add_text(_FILE, page(title, "\n".join(filter(None, parts)), _STYLE))


def _safe(text: str) -> str:
    return html.escape(text)


def _line(text: str) -> str:
    return _safe(clean_line(text))


def _section(title: str, content: str) -> str:
    return f"<h2>{_safe(title)}</h2>\n{content}" if content else ""


def _head(material: Material) -> str:
    sending = material.sending
    rows = [
        (t("dossier.code"), sending.code or "—"),
        (t("dossier.sender"), material.sender or material.maker.account),
        (when_label(sending), format_full(sending.sent_at or sending.queued_at)),
        (t("dossier.state"), t(sending.state.key)),
        *([(t("dossier.deliver-by"), format_full(by))] if (by := sending.deliver_by) else ()),
        (t("dossier.account"), f"{material.maker.account} · {material.maker.host}"),
    ]
    cells = "\n".join(f"<tr><th>{_safe(a)}</th>{_cell(_line(b))}</tr>" for a, b in rows)
    return f'<table class="head">\n{cells}\n</table>'


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; its cells are HTML."""
    head = "".join(f"<th>{_safe(one)}</th>" for one in header)
    lines = ["<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows]
    if not lines:
        return ""
    body = "\n".join(lines)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _cell(content: str) -> str:
    """Return a cell; only a word that no column has room for may be broken anywhere."""
    words = _TAG.sub(" ", content).split()
    is_long = any(len(word) > _LONGEST_WORD for word in words)
    return f'<td class="long">{content}</td>' if is_long else f"<td>{content}</td>"


def _recipients(sending: Sending) -> str:
    header = (
        t("dossier.recipient"),
        t("dossier.state"),
        t("dossier.accepted-at"),
        t("dossier.delivered-at"),
        t("dossier.effective-at"),
    )
    states = {one.address: t(one.state.key) for one in sending.recipient_states}
    rows = [
        (
            _line(one.address),
            _safe(states[one.address]),
            *map(_moment, (one.accepted, one.delivered, one.effective)),
        )
        for one in moments_of(sending)
    ]
    rows = rows or [(_line(one), *("—",) * 4) for one in sending.recipients]
    notes = "".join(f'<p class="warn">{_safe(one)}</p>\n' for one in full_words(sending))
    return f'{_table(header, rows)}\n{notes}<p class="note">{_safe(t("deadlines.rule"))}</p>'


def _moment(moment: datetime | None) -> str:
    return _safe(format_full(moment)) if moment else "—"


def _originals(material: Material, documents: Documents) -> str:
    count = f"<p>{_safe(t('dossier.originals-in', count=material.originals_count))}</p>"
    rows = [
        (_link(one), _safe(one.what), _moment(one.date), _line(one.check))
        for one in documents.below(ORIGINALS)
    ]
    header = (t("dossier.path"), t("dossier.what"), t("dossier.date"), t("dossier.check"))
    return f"{count}\n{_table(header, rows)}"


def _chronology(sending: Sending) -> str:
    header = (t("dossier.time"), t("dossier.by"), t("dossier.event"))
    return _table(header, _events(sending))


def _events(sending: Sending) -> Iterator[tuple[str, str, str]]:
    for one in events_of(sending):
        moment = format_full(one.moment) if one.moment else clean_line(one.moment_text, 60)
        yield _safe(moment), _safe(one.source), _line(one.what)


def _links(documents: Iterable[Document]) -> str:
    shown = [one for one in documents if not one.path.endswith(".json")]
    rows = [
        (_link(one), _line(one.what), number(str(one.size)), f"<code>{one.sha256}</code>")
        for one in shown
    ]
    return _table((t("dossier.path"), t("dossier.what"), t("dossier.bytes"), "SHA-256"), rows)


def _link(document: Document) -> str:
    name = document.path.rpartition("/")[2]
    return f'<a href="{quote(document.path)}">{_safe(name)}</a>'


def _list(lines: Iterable[str]) -> str:
    items = "\n".join(f"<li>{_line(one)}</li>" for one in lines)
    return f"<ul>\n{items}\n</ul>" if items else ""
