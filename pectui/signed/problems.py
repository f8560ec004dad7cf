"""Why something is no original, or proves nothing, as a reason of the catalogue."""

from __future__ import annotations

from pectui.catalogue import t

_KEYS = {
    "not-mail": "originals.problem.not-mail",
    "not-a-file": "originals.problem.not-a-file",
    "unreadable": "originals.problem.unreadable",
    "empty-folder": "originals.problem.empty-folder",
    "too-large": "originals.problem.too-large",
    "too-many-parts": "originals.problem.too-many-parts",
    "broken-encoding": "originals.problem.broken-encoding",
    "zip-broken": "originals.problem.zip-broken",
    "zip-bomb": "originals.problem.zip-bomb",
    "zip-in-zip": "originals.problem.zip-in-zip",
    "encrypted": "originals.problem.encrypted",
    "leads-out": "originals.problem.leads-out",
    "not-signed": "originals.problem.not-signed",
    "no-signature": "originals.problem.no-signature",
    "more-parts": "originals.problem.more-parts",
    "no-data": "originals.problem.no-data",
    "bad-data": "originals.problem.bad-data",
    "document-type": "originals.problem.document-type",
    "data-contradict": "originals.problem.data-contradict",
    "signature-broken": "originals.problem.signature-broken",
    "no-signer": "originals.problem.no-signer",
    "no-signers-certificate": "originals.problem.no-signers-certificate",
    "certificate-broken": "originals.problem.certificate-broken",
    "weak-digest": "originals.problem.weak-digest",
    "unknown-algorithm": "originals.problem.unknown-algorithm",
    "changed": "originals.problem.changed",
    "signature-wrong": "originals.problem.signature-wrong",
    "untrusted": "originals.problem.untrusted",
    "not-a-provider": "originals.problem.not-a-provider",
    "not-valid-then": "originals.problem.not-valid-then",
    "another-code": "originals.problem.another-code",
    "another-kind": "originals.problem.another-kind",
    "file-changed": "originals.problem.file-changed",
    "no-certificate": "originals.problem.no-certificate",
    "no-authority": "originals.problem.no-authority",
}


class NotOriginal(ValueError):
    """What was read is no signed original; `reason` is a key below `originals.problem`."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values

    @property
    def words(self) -> str:
        """Why, in a sentence for a person."""
        return problem_words(self.reason, **self.values)


def problem_words(reason: str, **values: object) -> str:
    """Return a problem in a sentence for a person."""
    return t(_KEYS[reason], **values)
