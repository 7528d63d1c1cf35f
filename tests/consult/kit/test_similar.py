"""A form asks for similar texts without knowing who finds them."""

import pytest

from consult.kit.similar import MOST, Similar, finders, similar_to


def similar(number: int) -> Similar:
    return Similar(number, f"Proposition {number}", "Début.", f"/propositions/{number}")


def test_nothing_is_similar_where_nothing_can_find_it(app):
    app.extensions["consult_registry_similar"] = []
    with app.app_context():
        assert similar_to("numerique", "Un bibliobus", "") == []


def test_a_form_is_given_a_few_of_what_later_rooms_find(app):
    app.extensions["consult_registry_similar"] = []
    asked = []

    def find(consultation, title, text, *, however_far):
        asked.append((consultation, title, text, however_far))
        return [similar(number) for number in range(MOST + 3)]

    finders.add(app, find)
    with app.app_context():
        found = similar_to("numerique", "Un bibliobus", "Chaque mardi.")
    assert asked == [("numerique", "Un bibliobus", "Chaque mardi.", False)]
    assert found == [similar(number) for number in range(MOST)]


@pytest.mark.parametrize(
    ("sizes", "numbers"),
    [
        ([0, 2], [10, 11]),
        ([2, 2], [0, 1, 10, 11]),
        ([4, 4], [0, 1, 2, 3, 10]),
        ([5, 1], [0, 1, 2, 3, 4]),
        ([0, 0], []),
    ],
)
def test_what_several_rooms_find_is_shown_in_their_order_and_never_too_much(app, sizes, numbers):
    app.extensions["consult_registry_similar"] = []
    for place, size in enumerate(sizes):
        finders.add(app, finding([similar(place * 10 + number) for number in range(size)]))
    with app.app_context():
        assert [one.id for one in similar_to("numerique", "Un bibliobus", "")] == numbers


def finding(found):
    """Return a finder that always finds these."""
    return lambda *_asked, **_how: found
