"""Rules combine, refuse with their own sentence, and guard every route."""

from enum import StrEnum
from types import SimpleNamespace

import pytest

from consult.kit import permissions
from consult.kit.errors import Forbidden, SignInNeeded, StepNeeded
from consult.kit.permissions import Case, predicate, signed_in
from tests.factories import NOW
from wsgi import create_app


@pytest.fixture
def composed(settings):
    """Compose an application for these tests alone, which add to it."""
    return create_app(settings)


class Right(StrEnum):
    ACT = "test.act"


@predicate("Il faut être adulte.")
def adult(case: Case) -> bool:
    return case.actor.age >= 18


@predicate("Il faut un billet.")
def has_ticket(case: Case) -> bool:
    return case.target == "billet"


def case(*, age: int = 20, target: str = "billet", here: bool = True) -> Case:
    return Case(SimpleNamespace(age=age, is_authenticated=here), target, NOW)


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [(adult & has_ticket, False), (adult | has_ticket, True), (~has_ticket, True)],
)
def test_rules_combine_as_sentences_do(rule, allowed):
    assert rule.check(case(target="rien")) is allowed


def test_an_and_says_what_is_missing_first():
    rule = adult & has_ticket
    assert rule.refusal(case(age=12)) == "Il faut être adulte."
    assert rule.refusal(case(target="rien")) == "Il faut un billet."


def test_a_visitor_is_asked_to_sign_in_where_that_is_what_is_missing(app):
    permissions.register(app, {Right.ACT: signed_in & has_ticket})
    with app.app_context(), pytest.raises(SignInNeeded):
        permissions.require(case(here=False).actor, Right.ACT, "billet")


def test_a_refusal_carries_the_rule_s_sentence(app):
    permissions.register(app, {Right.ACT: signed_in & has_ticket})
    with app.app_context(), pytest.raises(Forbidden, match="billet"):
        permissions.require(case().actor, Right.ACT, "rien")


def test_whoever_has_something_to_do_first_is_led_there_before_being_refused(app):
    def ask(actor):
        if actor.age < 18:
            raise StepNeeded("Demandez à vos parents.", "accounts.profile")

    permissions.register(app, {Right.ACT: signed_in & adult})
    permissions.ask_first(app, ask)
    with app.app_context(), pytest.raises(StepNeeded, match="parents") as refusal:
        permissions.require(case(age=12).actor, Right.ACT)
    assert refusal.value.endpoint == "accounts.profile"


def test_whoever_may_act_is_asked_for_nothing_first(app):
    permissions.register(app, {Right.ACT: signed_in & adult})
    permissions.ask_first(app, pytest.fail)
    with app.app_context():
        assert permissions.require(case(age=20).actor, Right.ACT) is None


def test_an_application_with_an_unguarded_route_does_not_start(app):
    app.add_url_rule("/ouvert-a-tous-par-oubli", "forgotten", lambda: "")
    with pytest.raises(RuntimeError, match="/ouvert-a-tous-par-oubli"):
        permissions.check_routes(app)


def test_an_application_with_a_right_no_table_holds_does_not_start(app):
    app.add_url_rule("/droit-inconnu", "unknown", permissions.requires(Right.ACT)(lambda: ""))
    with pytest.raises(RuntimeError, match="/droit-inconnu"):
        permissions.check_routes(app)
