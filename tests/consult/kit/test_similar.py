"""A form asks for similar texts without knowing who finds them."""

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

    def find(consultation, title, text):
        asked.append((consultation, title, text))
        return [similar(number) for number in range(MOST + 3)]

    finders.add(app, find)
    with app.app_context():
        found = similar_to("numerique", "Un bibliobus", "Chaque mardi.")
    assert asked == [("numerique", "Un bibliobus", "Chaque mardi.")]
    assert found == [similar(number) for number in range(MOST)]
