"""Frozen dataclasses as plain JSON values, and back, following their annotations.

A file outlives the version that wrote it: a field added since is read as its default, so every new field of a node
must have one. A field taken away or given another meaning changes the number in the file's `format` instead.
"""

from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


def plain(value: Any) -> Any:  # noqa: ANN401 (a tree of any nodes)
    """Turn nodes into dictionaries, tuples into lists, instants into text in UTC."""
    if _is_node(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.value if isinstance(value, Enum) else value


def _is_node(value: object) -> bool:
    return is_dataclass(value) and not isinstance(value, type)


def typed(kind: Any, value: Any) -> Any:  # noqa: ANN401 (follows the annotations of the nodes)
    """Build what an annotation says from plain values; raise ValueError, TypeError or KeyError otherwise."""
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind), value)
    if get_origin(kind) in {Union, UnionType}:
        return _either(get_args(kind), value)
    return _plain_typed(kind, value) if isinstance(kind, type) else _exactly(kind, value)


def _plain_typed(kind: type, value: Any) -> Any:  # noqa: ANN401
    if is_dataclass(kind):
        return _node(kind, value)
    if kind is datetime:
        return datetime.fromisoformat(value)
    return kind(value) if issubclass(kind, Enum) else _exactly(kind, value)


def _tuple(items: tuple[Any, ...], value: Any) -> tuple[Any, ...]:  # noqa: ANN401
    listed = _exactly(list, value)
    if items[-1] is Ellipsis:
        return tuple(typed(items[0], one) for one in listed)
    return tuple(typed(item, one) for item, one in zip(items, listed, strict=True))


def _either(kinds: tuple[Any, ...], value: Any) -> Any:  # noqa: ANN401
    """Choose among nodes by their `kind`, or between a value and nothing."""
    if value is None and type(None) in kinds:
        return None
    if isinstance(value, dict):
        return typed({_kind_of(kind): kind for kind in kinds}[value["kind"]], value)
    return typed(next(kind for kind in kinds if kind is not type(None)), value)


def _node(kind: type, value: Any) -> Any:  # noqa: ANN401
    unknown = set(value) - {field.name for field in fields(kind)}
    missing = {field.name for field in fields(kind) if _is_needed(field)} - set(value)
    if unknown or missing:
        raise ValueError(f"unexpected fields for {kind.__name__}: {', '.join(sorted(unknown | missing))}")
    return kind(**{name: typed(_hints(kind)[name], one) for name, one in value.items()})


def _is_needed(field: Field[Any]) -> bool:
    """Say whether a node has no meaning without a field."""
    return field.default is MISSING and field.default_factory is MISSING


def _exactly(kind: Any, value: Any) -> Any:  # noqa: ANN401
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        raise ValueError(f"expected {kind!r}, found {value!r:.60}")
    return value


def _kind_of(node: Any) -> Any:  # noqa: ANN401
    return (
        next((one.default for one in fields(node) if one.name == "kind"), MISSING) if is_dataclass(node) else None
    )


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
