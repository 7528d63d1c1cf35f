"""The board offers to narrow by what it holds, each with its count, and a way back."""

from datetime import date

import pytest
from flask import Flask

from consult.consultations.models import Consultation
from council.facets import facets_of
from council.models import Commitment, Council, OfficialResponse, Opinion, Progress, Referral, Reply
from council.queries.answers import Board, BoardState

TODAY = date(2026, 10, 16)


def committed(council: str, consultation: str | None = None, **values: object) -> Commitment:
    """Return a commitment, not stored, in answer to an opinion of this council."""
    asked = Consultation(slug=consultation, title=consultation.title()) if consultation else None
    opinion = Opinion(council=Council(slug=council, name=council.title()), referral=Referral(consultation=asked))
    reply = Reply(response=OfficialResponse(opinion=opinion))
    return Commitment(reply=reply, **({"progress": Progress.UNDER_WAY, "due_on": None} | values))


@pytest.fixture
def everything(app: Flask):
    late = committed("regional", "guichets", due_on=date(2026, 10, 1))
    with app.test_request_context():
        yield [late, committed("regional"), committed("departemental", progress=Progress.DONE)]


def shown(facets):
    return {str(one.title): [(str(name), count) for name, _url, count, _chosen in one.options] for one in facets}


def test_states_and_councils_are_counted_and_a_lone_consultation_narrows_nothing(everything):
    assert shown(facets_of(Board(today=TODAY), everything)) == {
        "Par état": [("En retard", 1), ("En cours", 1), ("Tenu", 1)],
        "Par conseil": [("Departemental", 1), ("Regional", 2)],
    }


def test_states_are_counted_in_the_council_chosen_and_it_can_be_undone(everything):
    states, councils = facets_of(Board(council="departemental", today=TODAY), everything)
    assert shown([states]) == {"Par état": [("Tenu", 1)]}
    assert councils.clear_url == "/engagements"
    assert [chosen for *_rest, chosen in councils.options] == [True, False]


def test_a_state_chosen_that_holds_nothing_is_still_shown_with_its_way_back(everything):
    states, *_others = facets_of(Board(state=BoardState.DROPPED, today=TODAY), everything)
    assert ("Abandonné", 0) in shown([states])["Par état"]
    assert states.clear_url == "/engagements"


def test_an_option_keeps_what_is_already_chosen(everything):
    states, *_others = facets_of(Board(council="regional", today=TODAY), everything)
    addresses = {str(name): url for name, url, _count, _chosen in states.options}
    assert addresses["En retard"] == "/engagements?conseil=regional&etat=late"
