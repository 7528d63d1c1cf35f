"""Members who were not followed attach a text to an adopted opinion, each under their own signature."""

from datetime import date

import pytest

from consult.kit.errors import Conflict, Forbidden, Invalid
from council.models import Dissent, DissentKind, Outcome
from council.operations import dissents
from council.operations.opinions import publish_opinion
from council.queries.councils import members_of
from tests.factories import NOW
from tests.factories.opinions import record_vote

WORDS = dissents.DissentDraft(DissentKind.MINORITY, "Un autre avis", "Nous aurions voulu davantage.")


def attach(scene, member=None):
    return dissents.attach_dissent(member or scene.seat, scene.opinion, WORDS, at=NOW)


@pytest.fixture
def adopted(drafted):
    record_vote(drafted.unit, drafted.opinion)
    return drafted


def test_nobody_dissents_from_what_was_not_adopted(drafted):
    record_vote(drafted.unit, drafted.opinion, outcome=Outcome.REJECTED)
    with pytest.raises(Conflict, match="Attendez le vote"):
        attach(drafted)


def test_a_dissent_is_signed_by_each_and_once(adopted):
    dissent = attach(adopted)
    for _time in range(2):
        dissents.sign_dissent(adopted.other, dissent, at=NOW)
    assert [one.member_id for one in dissent.signatures] == [adopted.seat.id, adopted.other.id]


def test_someone_who_was_not_in_office_that_day_does_not_sign(adopted):
    former = next(one for one in members_of(adopted.opinion.council_id) if one.user_id == adopted.former.id)
    with pytest.raises(Forbidden, match="en fonction le jour"):
        attach(adopted, former)
    adopted.other.mandates[0].starts_on = date(2026, 10, 2)
    with pytest.raises(Forbidden):
        dissents.sign_dissent(adopted.other, attach(adopted), at=NOW)


def test_a_dissent_nobody_signs_any_more_goes(adopted):
    dissent = attach(adopted)
    dissents.unsign_dissent(adopted.seat, dissent)
    assert adopted.unit.query(Dissent).count() == 0


def test_a_dissent_has_a_title_and_words(adopted):
    for title, source, field in (("", "Texte", "title"), ("Titre", "", "source")):
        draft = dissents.DissentDraft(DissentKind.DISSENT, title, source)
        with pytest.raises(Invalid) as refusal:
            dissents.attach_dissent(adopted.seat, adopted.opinion, draft, at=NOW)
        assert refusal.value.field == field


def test_nothing_is_attached_nor_signed_once_the_opinion_is_published(adopted):
    dissent = attach(adopted)
    publish_opinion(adopted.member, adopted.opinion, at=NOW)
    with pytest.raises(Forbidden):
        attach(adopted)
    with pytest.raises(Forbidden):
        dissents.sign_dissent(adopted.other, dissent, at=NOW)
