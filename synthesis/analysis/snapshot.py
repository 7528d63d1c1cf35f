"""A corpus as canonical JSON, and the fingerprint anyone can compute again with sha256sum."""

import json
from hashlib import sha256

from synthesis.analysis.codec import plain, typed
from synthesis.analysis.corpus import Corpus

FORMAT = "consult-corpus/1"


class CorruptSnapshotError(ValueError):
    """A snapshot that cannot be read; its message says where."""


def to_json(corpus: Corpus) -> bytes:
    """Write a corpus as UTF-8 JSON with sorted keys and rows: the same rows always give the same bytes."""
    whole = {"format": FORMAT, **plain(corpus)}
    return (json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def from_json(content: bytes) -> Corpus:
    """Read a corpus written by `to_json`; raise CorruptSnapshotError on anything else."""
    try:
        found = json.loads(content)
        if not isinstance(found, dict) or found.pop("format", None) != FORMAT:
            raise CorruptSnapshotError(f"not a {FORMAT} file")
        corpus = typed(Corpus, found)
    except (KeyError, TypeError, ValueError) as fault:
        raise CorruptSnapshotError(f"unreadable snapshot: {fault}") from fault
    if not isinstance(corpus, Corpus):
        raise CorruptSnapshotError("unreadable snapshot")
    return corpus


def snapshot_hash(corpus: Corpus) -> str:
    """Fingerprint a corpus: the sha256 of the bytes of `to_json`, in hexadecimal."""
    return sha256(to_json(corpus)).hexdigest()
