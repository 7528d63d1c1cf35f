"""What a text would reveal is asked of whoever knows how to see it."""

from consult.kit.revealing import MOST, Revealed, finders, revealed_in


def test_nothing_is_told_while_nobody_can_see_it(app):
    app.extensions["consult_registry_revealing"] = []
    with app.app_context():
        assert revealed_in("06 39 98 12 34") == []


def test_each_passage_is_told_once_and_what_was_known_is_not_told_again(app):
    app.extensions["consult_registry_revealing"] = []
    finders.add(app, lambda text: [Revealed("un mot", word) for word in text.split()])
    with app.app_context():
        told = [one.words for one in revealed_in("lune soleil lune mer", known="la mer")]
        many = revealed_in(" ".join(f"mot{number}" for number in range(2 * MOST)))
    assert (told, len(many)) == (["lune", "soleil"], MOST)
