"""Words about searches over the mailbox on this machine."""

TEXTS: dict[str, str] = {
    "search.no-date": "“{text}” is no date: 2026-03-10, 10/3, 2026-03, today and 7d are",
}
