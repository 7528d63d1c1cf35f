"""A closed consultation with its draft, and the council it addresses."""

from datetime import date
from types import SimpleNamespace

import pytest
from flask import Flask

from consult.accounts.models import Role
from consult.kit.db import database
from council.citing import claims_in
from council.operations.councils import CouncilDraft, Seat, address_council, create_council, seat_member
from council.operations.opinions import OpinionDraft, begin_opinion, cite, write_opinion
from council.operations.transmissions import transmit
from synthesis.models import Synthesis
from tests.factories import NOW
from tests.factories.people import make_user
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
    """Return the same with an opinion that cites one sentence, ready to be published."""
    with transmitted.app.app_context(), database().unit_of_work() as unit:
        transmission = unit.merge(transmitted.transmission)
        opinion = begin_opinion(transmitted.member, transmission, "Avis sur les guichets", at=NOW)
        draft = OpinionDraft(
            "Avis sur les guichets", "Nous approuvons.", ("Garder les guichets.", "Les ouvrir le soir.")
        )
        write_opinion(opinion, draft, version=1, at=NOW)
        cite(opinion, claims_in(transmission.synthesis, "en-bref")[0], at=NOW)
    transmitted.opinion = opinion
    return transmitted
