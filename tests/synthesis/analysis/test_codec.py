from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

import pytest

from synthesis.analysis.codec import plain, typed


class Colour(StrEnum):
    BLUE = "blue"


@dataclass(frozen=True)
class Leaf:
    word: str
    share: float = 0.5
    colour: Colour = Colour.BLUE
    kind: str = "leaf"


@dataclass(frozen=True)
class Stone:
    weight: int
    note: str | None = None
    kind: str = "stone"


@dataclass(frozen=True)
class Garden:
    at: datetime
    things: tuple[Leaf | Stone, ...]
    pair: tuple[str, int]


GARDEN = Garden(datetime(2026, 1, 2, tzinfo=UTC), (Leaf("a"), Stone(3, "n"), Stone(4)), ("b", 1))


def test_nodes_come_back_as_they_were() -> None:
    assert typed(Garden, plain(GARDEN)) == GARDEN


def test_instants_are_written_in_utc() -> None:
    paris = datetime(2026, 1, 2, 1, tzinfo=ZoneInfo("Europe/Paris"))
    assert plain(paris) == "2026-01-02T00:00:00+00:00"


def test_a_whole_share_is_read_as_a_share() -> None:
    assert typed(Leaf, {"word": "a", "share": 1, "colour": "blue", "kind": "leaf"}).share == 1.0


@pytest.mark.parametrize(
    "value",
    [
        {"share": 0.5, "colour": "blue", "kind": "leaf"},
        {"word": 3, "share": 0.5, "colour": "blue", "kind": "leaf"},
        {"word": "a", "share": 0.5, "colour": "red", "kind": "leaf"},
        {"word": "a", "share": 0.5, "colour": "blue", "kind": "leaf", "more": 1},
    ],
)
def test_anything_else_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        typed(Leaf, value)


def test_a_file_written_before_a_field_was_added_is_read_with_its_default() -> None:
    assert typed(Leaf, {"word": "a", "kind": "leaf"}) == Leaf("a")
    assert typed(Stone, {"weight": 3}).note is None


def test_a_node_of_an_unknown_kind_is_refused() -> None:
    value = plain(GARDEN) | {"things": [{"kind": "cloud"}]}
    with pytest.raises(KeyError):
        typed(Garden, value)


def test_a_pair_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        typed(Garden, plain(GARDEN) | {"pair": ["b"]})
