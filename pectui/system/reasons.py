"""Says in our words why the operating system refused, in the person's language."""

from __future__ import annotations

import errno

from pectui.catalogue import t

_KEYS = {
    errno.ENOENT: "system.missing",
    errno.EACCES: "system.forbidden",
    errno.EPERM: "system.forbidden",
    errno.EROFS: "system.read-only",
    errno.ENOSPC: "system.disk-full",
    errno.EDQUOT: "system.over-quota",
    errno.EFBIG: "system.file-too-large",
    errno.EISDIR: "system.is-a-folder",
    errno.ENOTDIR: "system.no-folder",
    errno.EEXIST: "system.exists",
    errno.ENOTEMPTY: "system.not-empty",
    errno.ENAMETOOLONG: "system.name-too-long",
    errno.ELOOP: "system.link-loop",
    errno.EMFILE: "system.too-many-open",
    errno.ENFILE: "system.too-many-open",
    errno.EBUSY: "system.in-use",
    errno.ETXTBSY: "system.in-use",
    errno.EIO: "system.disk-fails",
    errno.ENOMEM: "system.no-memory",
    errno.ENOEXEC: "system.no-program",
    errno.EPIPE: "system.closed",
    errno.ESTALE: "system.share-gone",
    errno.ENOTCONN: "system.share-gone",
    errno.ETIMEDOUT: "system.no-answer",
    errno.EADDRINUSE: "system.address-in-use",
}


def system_reason(error: BaseException) -> str:
    """Return why something failed, without its place.

    An error of the system that is not known here is told in the system's own words.
    """
    number = error.errno if isinstance(error, OSError) else None
    if number in _KEYS:
        return t(_KEYS[number])
    said = error.strerror if isinstance(error, OSError) else ""
    return said or str(error) or type(error).__name__
