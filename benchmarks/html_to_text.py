"""500 KB of HTML turned into readable text; and no word lost at any depth."""

from __future__ import annotations

import re
import time

from benchmarks.measure import Result, main, median_ms, take_turns
from pectui.html import to_text

LIMIT_MS = 60.0
SIZE = 500_000
DEPTH = 5_000
_BLOCK = (
    '<p class="MsoNormal" style="margin:0cm;font-size:11pt;font-family:Calibri,sans-serif">'
    "Con la presente si comunica che la <i>pratica numero {n}</i> &egrave; regolare e che il "
    'provvedimento &#8220;{n}/2026&#8221; si pu&ograve; leggere <a href="https://comune.example/'
    'pratiche/{n}" target="_blank">in questa pagina</a>.</p>'
    '<table border="0" cellspacing="0" cellpadding="0" style="border-collapse:collapse">'
    '<tr><td style="width:120pt;padding:0 5.4pt" valign="top">Pratica&nbsp;{n}</td>'
    '<td style="padding:0 5.4pt" valign="top">importo di <b>&#8364; {n},00</b></td></tr></table>'
)


def letter() -> str:
    """Return a letter of SIZE characters such as mail programs write: styles, tables, links."""
    parts: list[str] = []
    size = n = 0
    while size < SIZE:
        parts.append(_BLOCK.format(n=n))
        size += len(parts[-1])
        n += 1
    return f"<html><body>{''.join(parts)}</body></html>"[:SIZE]


def nested() -> tuple[str, set[str]]:
    """Return elements nested DEPTH levels, a word in each, and the words."""
    words = [f"parola{n}" for n in range(DEPTH)]
    opened = "".join(f"<div>{word} " for word in words)
    return opened + "</div>" * DEPTH, set(words)


def seconds(work: object, html: str) -> float:
    """Return the seconds that `work` takes on `html`."""
    assert callable(work)
    started = time.perf_counter()
    work(html)
    return time.perf_counter() - started


def measure(runs: int) -> list[Result]:
    """Measure the conversion, and count the words that are lost."""
    html = letter()
    times = take_turns(
        runs,
        {
            "text": lambda: seconds(to_text, html),
        },
    )
    ours = median_ms(times["text"])
    deep, words = nested()
    lost = len(words - set(re.findall(r"\w+", to_text(deep).text)))
    return [
        Result(
            "HTML to text",
            f"500 KB in {ours:.0f} ms (median of {runs})",
            ours,
            LIMIT_MS,
            " ms",
        ),
        Result("words lost", f"of {DEPTH} at {DEPTH} levels of nesting", lost, 0),
    ]


if __name__ == "__main__":
    main(measure, runs=15)
