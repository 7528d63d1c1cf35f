"""The JSON Schema of the synthesis, read from the nodes themselves, so that it cannot say anything else."""

from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from json import dumps
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from synthesis.composer.document import Document
from synthesis.formats.json import FORMAT

NAME = "synthese.schema.json"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SIMPLE = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}

Rules = dict[str, Any]


def render() -> bytes:
    """Write the schema of `synthese.json` as UTF-8 JSON, keys sorted."""
    named: dict[str, Rules] = {}
    _rules_of(Document, named)
    whole = {
        "$schema": _DRAFT,
        "$defs": named,
        "title": FORMAT,
        "type": "object",
        "required": ["document", "format"],
        "additionalProperties": False,
        "properties": {"format": {"const": FORMAT}, "document": {"$ref": "#/$defs/Document"}},
    }
    return (dumps(whole, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _rules_of(kind: Any, named: dict[str, Rules]) -> Rules:  # noqa: ANN401 (follows the annotations of the nodes)
    if get_origin(kind) is tuple:
        return _list_of(get_args(kind), named)
    if get_origin(kind) in {Union, UnionType}:
        return {"anyOf": [_rules_of(one, named) for one in get_args(kind)]}
    if is_dataclass(kind) and isinstance(kind, type):
        return _node(kind, named)
    if kind is datetime:
        return {"type": "string", "format": "date-time"}
    if issubclass(kind, Enum):
        return {"enum": [one.value for one in kind]}
    return {"type": _SIMPLE[kind]}


def _list_of(items: tuple[Any, ...], named: dict[str, Rules]) -> Rules:
    if items[-1] is Ellipsis:
        return {"type": "array", "items": _rules_of(items[0], named)}
    each = [_rules_of(one, named) for one in items]
    return {"type": "array", "prefixItems": each, "items": False, "minItems": len(each)}


def _node(kind: type, named: dict[str, Rules]) -> Rules:
    if kind.__name__ not in named:
        named[kind.__name__] = {}
        hints = get_type_hints(kind)
        own = {field.name: _field(kind, field.name, hints[field.name], named) for field in fields(kind)}
        summary = (kind.__doc__ or "").split("\n", 1)[0]
        named[kind.__name__] = {
            "type": "object",
            "description": summary,
            "properties": own,
            "required": sorted(own),
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _field(kind: type, name: str, hint: Any, named: dict[str, Rules]) -> Rules:  # noqa: ANN401
    """Tell nodes apart by their `kind`, which never changes."""
    if name == "kind":
        return {"const": getattr(kind, "kind", "")}
    return _rules_of(hint, named)
