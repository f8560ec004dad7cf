"""How an original was judged, in words for a person: yes, no, or not checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pectui.catalogue import t
from pectui.text import clean_line

if TYPE_CHECKING:
    from pectui.models import Judgement


def judgement_words(judgement: Judgement) -> str:
    """Return the judgement on one line: intact, by whom, by which certificate, valid then."""
    if judgement.intact is None:
        return t("originals.not-checked")
    signer = clean_line(judgement.signer or "—", 120)
    words = [
        t("originals.intact" if judgement.intact else "originals.not-intact"),
        t("originals.signed-by", signer=signer),
    ]
    if judgement.trusted is None:
        words.append(t("originals.certificate-not-checked"))
    elif judgement.trusted:
        issuer = clean_line(judgement.issuer or "—", 120)
        words.append(t("originals.certificate-by", issuer=issuer))
    else:
        words.append(t("originals.certificate-foreign"))
    if judgement.valid_then is not None:
        words.append(t("originals.valid-then" if judgement.valid_then else "originals.not-valid"))
    return " · ".join(words)
