"""Words about searches over the mailbox on this machine."""

TEXTS: dict[str, str] = {
    "search.no-date": "“{text}” non è una data: lo sono 2026-03-10, 10/3, 2026-03, oggi e 7g",
}
