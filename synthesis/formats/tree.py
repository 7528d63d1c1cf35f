"""The document as plain values, which JSON and the PDF are written from."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from synthesis.composer.document import Document

Plain = dict[str, Any]


def plain_document(document: Document) -> Plain:
    """Turn the tree into dictionaries, lists and strings."""
    found: Plain = _plain(document)
    return found


def map_strings(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 (a tree of any values)
    """Give a copy of a plain tree, every text changed."""
    if isinstance(value, dict):
        return {name: map_strings(one, change) for name, one in value.items()}
    if isinstance(value, list):
        return [map_strings(one, change) for one in value]
    return change(value) if isinstance(value, str) else value


def _plain(value: Any) -> Any:  # noqa: ANN401 (a tree of any nodes)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.value if isinstance(value, Enum) else value
