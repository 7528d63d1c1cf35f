"""The document as plain values, which JSON and the PDF are written from, and the way back."""

from collections.abc import Callable
from json import dumps, loads
from typing import Any

from synthesis.analysis.codec import plain, typed
from synthesis.composer.document import Document

Plain = dict[str, Any]


def plain_document(document: Document) -> Plain:
    """Turn the tree into dictionaries, lists and strings."""
    found: Plain = plain(document)
    return found


def document_to_bytes(document: Document) -> bytes:
    """Write the tree as compact JSON, to be kept and read again by `document_from_bytes`."""
    return dumps(plain_document(document), ensure_ascii=False, separators=(",", ":")).encode()


def document_from_bytes(content: bytes) -> Document:
    """Read a tree that `document_to_bytes` wrote."""
    found: Document = typed(Document, loads(content))
    return found


def map_strings(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 (a tree of any values)
    """Give a copy of a plain tree, every text changed."""
    if isinstance(value, dict):
        return {name: map_strings(one, change) for name, one in value.items()}
    if isinstance(value, list):
        return [map_strings(one, change) for one in value]
    return change(value) if isinstance(value, str) else value
