"""Mutants that were looked at and change nothing anybody could see, with the reason."""

from __future__ import annotations

_CODES = "pectui/pec/codes.py"
_RECEIPTS = "pectui/pec/receipts.py"
_DELETION = "pectui/services/remote/deletion.py"
_OUTCOME = "pectui/api/outcome.py"
_RECONCILE = "pectui/services/sending/lost_answers.py"
_REFERENCES = "pectui/pec/references.py"
_ADOPTION = "pectui/services/receipts/elsewhere.py"
_MESSAGES = "pectui/store/mailbox/messages.py"
_HEADS = "pectui/store/mailbox/heads.py"
_PACING = "pectui/services/sending/pace.py"
_LEAVING = "pectui/pec/leaving.py"
_SYNC = "pectui/services/mailbox/sync.py"
_LOCAL_DELETION = "pectui/services/mailbox/deletion.py"
_FALSY = "as false as False"
_REFUSAL = "if 300 <= answer.status < 400 or answer.status in _REFUSED:"
_OTHER = "if not 400 <= answer.status < 500 or answer.status in (408, 409):"
_IN_THE_TABLE = "400 is refused by the table anyway"
_JUDGED_BEFORE = "that status was judged before"
_IS_NEAR = "is_near = last.closes is not None and last.closes <= now + _MOST_AHEAD"
_SAME_CLOCK = (
    "same = there_and_back.replace(tzinfo=None, fold=0) == moment.replace(tzinfo=None, fold=0)"
)
_GENEROUS = "a bound far above what occurs; one character more or less decides nothing"
_OF_ONE = "the first and last of one"
_MATCHED = "what was matched is there"
_TO_THE_BIT = "no two moments of this clock are equal to the last bit"
_TRIES = "tries before a longer one is made; one more or less decides nothing"
_ANY_ID = "any name of its own will do"
_ONE_COLUMN = "the first and last of one column"
_NUMBERLESS = "only where among the refused a row without a number stands"

EQUIVALENT: dict[tuple[str, str, str], str] = {
    (_CODES, "_MOMENT_DIGITS = 14", "14  →  15"): "what follows the seconds is not read",
    (
        _CODES,
        "month, day, hour, minute, second = (int(rest[i : i + 2]) for i in range(0, 10, 2))",
        "10  →  9",
    ): "the same five starts",
    (_RECEIPTS, "_READ = 1_000_000", "1000000  →  1000001"): _GENEROUS,
    (_RECEIPTS, "_READ = 1_000_000", "1000000  →  999999"): _GENEROUS,
    (
        _DELETION,
        "self.order = tuple(sorted(envelopes, key=lambda row: -1 if row.id is None else -row.id))",
        "1  →  2",
    ): _NUMBERLESS,
    (
        _DELETION,
        "self.order = tuple(sorted(envelopes, key=lambda row: -1 if row.id is None else -row.id))",
        "1  →  0",
    ): _NUMBERLESS,
    (
        _DELETION,
        "and 0 <= beside <= page.pages",
        "0  →  -1",
    ): "pages are counted from 1, so nothing is beside them below 0",
    (_OUTCOME, _REFUSAL, "300 <= answer.status < 400  →  300 <= answer.status <= 400"): (
        _IN_THE_TABLE
    ),
    (_OUTCOME, _REFUSAL, "400  →  401"): _IN_THE_TABLE,
    (_OUTCOME, _REFUSAL, "300  →  299"): _JUDGED_BEFORE,
    (_OUTCOME, _OTHER, "400 <= answer.status < 500  →  400 < answer.status < 500"): _JUDGED_BEFORE,
    (_OUTCOME, _OTHER, "400  →  401"): _JUDGED_BEFORE,
    (_OUTCOME, _OTHER, "400  →  399"): _JUDGED_BEFORE,
    (_OUTCOME, "return False", "return False  →  return None"): _FALSY,
    (_RECONCILE, "return False", "return False  →  return None"): _FALSY,
    (
        _RECONCILE,
        "if len(free) == 1 and not _contested(free[0], record, rivals):",
        "0  →  -1",
    ): _OF_ONE,
    (
        _RECONCILE,
        "return self._adopt(tables, record, free[0])",
        "0  →  -1",
    ): _OF_ONE,
    (_REFERENCES, "_TRIES = 100", "100  →  101"): _TRIES,
    (_REFERENCES, "_TRIES = 100", "100  →  99"): _TRIES,
    (_ADOPTION, "sending_id = uuid.uuid4().hex[:16]", "16  →  17"): _ANY_ID,
    (_ADOPTION, "sending_id = uuid.uuid4().hex[:16]", "16  →  15"): _ANY_ID,
    (
        _MESSAGES,
        "first = max(0, int(moment or 0)) << TIE_BITS",
        "0  →  -1",
    ): "no date before 1970 is read",
    (
        _MESSAGES,
        "(first, first + (1 << TIE_BITS) - 1),",
        "1  →  2",
    ): "a second has not a million messages",
    (_MESSAGES, ").fetchone()[0]", "0  →  -1"): _ONE_COLUMN,
    (
        _HEADS,
        'if head["number"] > number:',
        "head['number'] > number  →  head['number'] >= number",
    ): "no two have one number",
    (
        _PACING,
        "return LastSlot(None, 1.0, 0.0)",
        "1.0  →  0.0",
    ): "nothing is stretched where no slot was taken",
    (
        _PACING,
        _IS_NEAR,
        "last.closes <= now + _MOST_AHEAD  →  last.closes < now + _MOST_AHEAD",
    ): _TO_THE_BIT,
    (
        _PACING,
        "return self._monotonic() <= slot.closes or not self._period",
        "self._monotonic() <= slot.closes  →  self._monotonic() < slot.closes",
    ): _TO_THE_BIT,
    (_LEAVING, "_LONGEST = 60", "60  →  61"): _GENEROUS,
    (_LEAVING, "_LONGEST = 60", "60  →  59"): _GENEROUS,
    (
        _LEAVING,
        'clock = time(int(parts["hour"] or 0), int(parts["minute"] or 0))',
        "0  →  1",
    ): _MATCHED,
    (
        _LEAVING,
        'month, day = int(parts["month"] or 0), int(parts["day"] or 0)',
        "0  →  1",
    ): _MATCHED,
    (
        _LEAVING,
        'clock = time(int(parts["hour"] or 0), int(parts["minute"] or 0))',
        "0  →  -1",
    ): _MATCHED,
    (
        _LEAVING,
        'month, day = int(parts["month"] or 0), int(parts["day"] or 0)',
        "0  →  -1",
    ): _MATCHED,
    (_LEAVING, _SAME_CLOCK, "0  →  1"): "without a zone no fold is compared",
    (
        _LOCAL_DELETION,
        "await self._listing.open()",
        "await self._listing.open()  →  pass",
    ): "the first page is read for it either way",
    (_SYNC, "return False", "return False  →  return None"): _FALSY,
}
"""By file, line and change."""
