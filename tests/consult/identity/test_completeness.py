from consult.identity.completeness import duties_are_written
from consult.kit.checks import Gravity


def found(app) -> list[tuple[Gravity, str]]:
    with app.app_context():
        return [(one.gravity, str(one.sentence)) for one in duties_are_written()]


def test_the_operator_is_told_that_the_host_and_the_publisher_are_missing(app, migrated):
    ((gravity, sentence),) = found(app)
    assert gravity is Gravity.WARNING
    assert "Identité du site" in sentence


def test_a_host_without_a_publisher_is_not_enough(app, migrated, write):
    write(host="Hébergeur breton, Rennes")
    assert found(app)[0][0] is Gravity.WARNING


def test_the_operator_is_told_that_the_notices_are_whole(app, migrated, write):
    write(host="Hébergeur breton, Rennes", publisher="Loïc Chesnais")
    assert found(app)[0][0] is Gravity.FINE


def test_nothing_is_asked_of_a_database_that_is_not_ready(app):
    assert found(app) == []
