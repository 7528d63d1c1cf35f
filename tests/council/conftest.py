"""A closed consultation with its draft, and the council it addresses."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import pytest
from flask import Flask

from consult.accounts.models import Role
from consult.kit.db import database
from council.citing import citable_in
from council.models import Choice, Opinion
from council.operations.answers import publish_response
from council.operations.citations import cite
from council.operations.councils import CouncilDraft, Seat, address_council, create_council, seat_member
from council.operations.drafting import SectionDraft, add_recommendation, add_section, begin_opinion
from council.operations.opinions import publish_opinion
from council.operations.transmissions import transmit
from council.queries.councils import member_of
from synthesis.models import Synthesis
from tests.factories import NOW
from tests.factories.answers import prepared, promised
from tests.factories.opinions import record_vote
from tests.factories.people import make_user
from tests.factories.sittings import announced, five_members, under_way
from tests.factories.syntheses import built, work

SINCE = date(2025, 1, 1)


@pytest.fixture
def seated(app: Flask) -> SimpleNamespace:
    """Return a drafted synthesis, its secretariat, and a council of two members, one of whom left."""
    scene = built(app)
    member, former = make_user(Role.COUNCIL_MEMBER), make_user(Role.COUNCIL_MEMBER)
    with app.app_context(), database().unit_of_work() as unit:
        unit.add_all([member, former])
        unit.flush()
        council = create_council(CouncilDraft("Conseil régional du numérique"), at=NOW)
        seat_member(council, member, Seat("associations", starts_on=SINCE))
        seat_member(council, former, Seat("entreprises", starts_on=SINCE, ends_on=date(2026, 1, 1)))
        address_council(None, scene.consultation, council, at=NOW)
    return SimpleNamespace(**vars(scene), council=council, member=member, former=former)


@pytest.fixture
def transmitted(seated: SimpleNamespace) -> SimpleNamespace:
    """Return the same once the secretariat has signed and the worker has sent."""
    with seated.app.app_context(), database().unit_of_work() as unit:
        synthesis = unit.get_one(Synthesis, seated.synthesis.id)
        sent = transmit(seated.secretariat, synthesis, seated.council, "Bonne lecture.", at=NOW)
    work(seated.app)
    seated.transmission = sent
    return seated


@pytest.fixture
def written(transmitted: SimpleNamespace) -> SimpleNamespace:
    """Return the same with an opinion of one part and two recommendations, that cites one sentence."""
    with transmitted.app.app_context(), database().unit_of_work() as unit:
        transmission, member = unit.merge(transmitted.transmission), transmitted.member
        opinion = begin_opinion(member, transmission, "Avis sur les guichets", at=NOW)
        add_section(member, opinion, SectionDraft("Ce que nous retenons", "Nous approuvons."), at=NOW)
        for text in ("Garder les guichets.", "Les ouvrir le soir."):
            add_recommendation(member, opinion, text, at=NOW)
        cite(member, opinion, citable_in(transmission.synthesis, "en-bref")[0], at=NOW)
    transmitted.opinion = opinion
    return transmitted


@pytest.fixture
def voted(written: SimpleNamespace) -> SimpleNamespace:
    """Return the same once the council adopted it."""
    with written.app.app_context(), database().unit_of_work() as unit:
        opinion = unit.get_one(Opinion, written.opinion.id)
        record_vote(unit, opinion, {member_of(opinion.council_id, written.member): Choice.FOR})
    return written


@pytest.fixture
def public(voted: SimpleNamespace) -> SimpleNamespace:
    """Return the same once the opinion is published."""
    with voted.app.app_context(), database().unit_of_work() as unit:
        publish_opinion(voted.member, unit.get_one(Opinion, voted.opinion.id), at=NOW)
    return voted


@pytest.fixture
def drafted(written: SimpleNamespace) -> Iterator[SimpleNamespace]:
    """Open a unit of work on the draft, with its rapporteur as a member and another who has just been seated."""
    with written.app.test_request_context(), database().unit_of_work() as unit:
        opinion = unit.get_one(Opinion, written.opinion.id)
        other = make_user(Role.COUNCIL_MEMBER)
        unit.add(other)
        unit.flush()
        written.opinion, written.unit = opinion, unit
        written.seat = member_of(opinion.council_id, written.member)
        written.other = seat_member(opinion.council, other, Seat("recherche", starts_on=SINCE))
        yield written


@pytest.fixture
def answered(public: SimpleNamespace) -> SimpleNamespace:
    """Return the same once the region answered, with a commitment for the recommendation that cites a text."""
    with public.app.app_context(), database().unit_of_work() as unit:
        opinion = unit.get_one(Opinion, public.opinion.id)
        opinion.citations[0].recommendation_id = opinion.recommendations[0].id
        response = prepared(public.secretariat, opinion)
        public.commitment = promised(response, due_on=date(2026, 10, 15))
        publish_response(public.secretariat, response, at=NOW)
    return public


@pytest.fixture
def five(app: Flask) -> SimpleNamespace:
    """Return a council of five members in office, someone who left, and its secretariat."""
    return five_members(app)


@pytest.fixture
def invited(app: Flask) -> SimpleNamespace:
    """Return the same with a sitting announced and its invitations written."""
    return announced(app)


@pytest.fixture
def evening(app: Flask) -> SimpleNamespace:
    """Return the same on the evening of the sitting, three members there of the five."""
    return under_way(app)
