"""A corpus as canonical JSON, and the fingerprint anyone can compute again with sha256sum."""

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import Any, get_args, get_origin, get_type_hints

from synthesis.analysis.corpus import Corpus

FORMAT = "consult-corpus/1"


class CorruptSnapshotError(ValueError):
    """A snapshot that cannot be read; its message says where."""


def to_json(corpus: Corpus) -> bytes:
    """Write a corpus as UTF-8 JSON with sorted keys and rows: the same rows always give the same bytes."""
    plain = {"format": FORMAT, **_plain(corpus)}
    return (json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def from_json(content: bytes) -> Corpus:
    """Read a corpus written by `to_json`; raise CorruptSnapshotError on anything else."""
    try:
        found = json.loads(content)
        if not isinstance(found, dict) or found.pop("format", None) != FORMAT:
            raise CorruptSnapshotError(f"not a {FORMAT} file")
        corpus = _typed(Corpus, found)
    except (KeyError, TypeError, ValueError) as fault:
        raise CorruptSnapshotError(f"unreadable snapshot: {fault}") from fault
    if not isinstance(corpus, Corpus):
        raise CorruptSnapshotError("unreadable snapshot")
    return corpus


def snapshot_hash(corpus: Corpus) -> str:
    """Fingerprint a corpus: the sha256 of the bytes of `to_json`, in hexadecimal."""
    return sha256(to_json(corpus)).hexdigest()


def _plain(value: Any) -> Any:  # noqa: ANN401 (JSON is any value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.value if isinstance(value, Enum) else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _typed(kind: Any, value: Any) -> Any:  # noqa: ANN401 (follows the annotations of the rows)
    if get_origin(kind) is tuple:
        item = get_args(kind)[0]
        return tuple(_typed(item, one) for one in value)
    if is_dataclass(kind) and isinstance(kind, type):
        if set(value) != {field.name for field in fields(kind)}:
            raise CorruptSnapshotError(f"unexpected fields for {kind.__name__}")
        return kind(**{name: _typed(_hints(kind)[name], one) for name, one in value.items()})
    if kind is datetime:
        return datetime.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if type(value) is not kind:
        raise CorruptSnapshotError(f"expected {kind.__name__}, found {value!r:.60}")
    return value
