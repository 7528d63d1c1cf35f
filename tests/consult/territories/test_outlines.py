import re

import pytest

from consult.territories.files import read_built_in
from consult.territories.models import TerritoryLevel
from consult.territories.outlines import drawing_of, drawings

DEPARTMENTS = {one.code: one.name for one in read_built_in() if one.level is TerritoryLevel.DEPARTMENT}
CENTRE = drawing_of("24")
NEIGHBOURS = [
    ("28", "45"),
    ("28", "41"),
    ("45", "41"),
    ("45", "18"),
    ("41", "37"),
    ("41", "36"),
    ("41", "18"),
    ("36", "18"),
]


def points(path: str) -> list[tuple[int, int]]:
    """Return the corners of an outline: the first is absolute, the others follow from it."""
    assert re.fullmatch(r"M\d+ \d+l(-?\d+ -?\d+ ?)+z", path)
    numbers = [int(one) for one in re.findall(r"-?\d+", path)]
    x, y = 0, 0
    corners = []
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        corners.append((x, y))
    return corners


def is_inside(x: int, y: int, corners: list[tuple[int, int]]) -> bool:
    """Say whether a point is inside, by the edges a line from it crosses."""
    edges = zip(corners, corners[1:] + corners[:1], strict=True)
    return (
        sum((a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in edges)
        % 2
        == 1
    )


def test_every_department_of_the_region_is_drawn_under_its_name() -> None:
    assert {one.code: one.name for one in CENTRE.departments} == DEPARTMENTS


@pytest.mark.parametrize("outline", CENTRE.departments, ids=lambda one: one.name)
def test_an_outline_stays_on_the_sheet(outline) -> None:
    assert all(0 <= x <= CENTRE.width and 0 <= y <= CENTRE.height for x, y in points(outline.path))


@pytest.mark.parametrize("outline", CENTRE.departments, ids=lambda one: one.name)
def test_a_figure_stands_inside_its_own_department_alone(outline) -> None:
    holders = [one.code for one in CENTRE.departments if is_inside(outline.x, outline.y, points(one.path))]
    assert holders == [outline.code]


@pytest.mark.parametrize(("one", "other"), NEIGHBOURS)
def test_neighbours_share_a_border(one: str, other: str) -> None:
    corners = {each.code: set(points(each.path)) for each in CENTRE.departments}
    assert len(corners[one] & corners[other]) >= 2


def test_the_drawing_says_where_it_comes_from() -> None:
    assert "IGN" in CENTRE.source
    assert "Licence Ouverte" in CENTRE.source


@pytest.mark.parametrize("code", ["53", "", None, "../24"])
def test_a_region_that_is_not_drawn_has_no_drawing(code) -> None:
    assert drawing_of(code) is None


def test_the_drawings_are_light() -> None:
    assert sum(len(one.path) for drawing in drawings().values() for one in drawing.departments) < 3000
