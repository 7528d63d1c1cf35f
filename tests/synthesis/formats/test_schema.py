"""The schema beside `synthese.json`: it accepts what is written, and nothing else."""

import json
from typing import Any

import pytest

from synthesis.formats import json as tree
from synthesis.formats import schema
from tests.synthesis.formats.documents import hostile_corpus, made

SCHEMA: dict[str, Any] = json.loads(schema.render())
TYPES = {"string": str, "integer": int, "boolean": bool, "object": dict, "array": list, "null": type(None)}


def accepts(rules: dict[str, Any], value: Any) -> bool:
    """Apply the few words of JSON Schema that ours is written with."""
    if "$ref" in rules:
        return accepts(SCHEMA["$defs"][rules["$ref"].rsplit("/", 1)[1]], value)
    if "anyOf" in rules:
        return any(accepts(one, value) for one in rules["anyOf"])
    if "const" in rules or "enum" in rules:
        return value in rules.get("enum", [rules.get("const")])
    if rules["type"] == "number":
        return isinstance(value, int | float)
    return isinstance(value, TYPES[rules["type"]]) and inside(rules, value)


def inside(rules: dict[str, Any], value: Any) -> bool:
    if isinstance(value, dict):
        own = rules["properties"]
        return set(rules["required"]) <= set(value) <= set(own) and all(accepts(own[k], value[k]) for k in value)
    if isinstance(value, list) and "prefixItems" in rules:
        return len(value) == len(rules["prefixItems"]) and all(map(accepts, rules["prefixItems"], value))
    return not isinstance(value, list) or all(accepts(rules["items"], one) for one in value)


@pytest.fixture
def written() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(tree.render(made(hostile_corpus()).document))
    return found


def test_what_is_written_follows_it(written: dict[str, Any]) -> None:
    assert accepts(SCHEMA, written)


def test_a_sentence_without_its_evidence_does_not_follow_it(written: dict[str, Any]) -> None:
    block = next(one for one in written["document"]["sections"][0]["blocks"] if one["kind"] == "paragraph")
    del block["claims"][0]["evidence"]
    assert not accepts(SCHEMA, written)


@pytest.mark.parametrize("change", [{"format": "autre/1"}, {"document": {}}, {"en_plus": 1}])
def test_another_file_does_not_follow_it(written: dict[str, Any], change: dict[str, Any]) -> None:
    assert not accepts(SCHEMA, {**written, **change})


def test_every_node_is_described() -> None:
    assert all(node["description"].endswith((".", ",")) for node in SCHEMA["$defs"].values())
