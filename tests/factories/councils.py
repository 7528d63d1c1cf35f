"""A council whose members sit: a president, members, someone whose mandate ended, and its secretariat."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

from flask import Flask

from consult.accounts.models import Role
from consult.kit.db import database
from council.models import CouncilMember, Office, Scheme, Sitting
from council.operations.councils import CouncilDraft, Seat, create_council, seat_member
from council.operations.programme import (
    MeasureDraft,
    SchemeDraft,
    add_axis,
    add_measure,
    create_scheme,
    publish_scheme,
)
from council.operations.sittings import SittingDraft, convene, mark_presence, open_sitting, plan_sitting
from council.queries.councils import members_of
from tests.factories import NOW
from tests.factories.people import make_user

SINCE = date(2025, 1, 1)
ENDED_ON = date(2026, 1, 1)
TONIGHT = NOW + timedelta(hours=1)
DRAFT = SittingDraft("Séance de printemps", TONIGHT, TONIGHT + timedelta(hours=2), "Hôtel de Région, Orléans")
OFFICES = (Office.PRESIDENT, Office.VICE_PRESIDENT)


def a_council(app: Flask, members: int = 4) -> SimpleNamespace:
    """Return a council of so many members in office, the first presiding, and of one who left."""
    people = [make_user(Role.COUNCIL_MEMBER) for _ in range(members)]
    former, secretariat = make_user(Role.COUNCIL_MEMBER), make_user(Role.SECRETARIAT)
    with app.app_context(), database().unit_of_work() as unit:
        unit.add_all([*people, former, secretariat])
        unit.flush()
        council = create_council(CouncilDraft("Conseil régional du numérique"), at=NOW)
        offices = [*OFFICES, *[Office.MEMBER] * members]
        for person, office in zip(people, offices, strict=False):
            seat_member(council, person, Seat("associations", office, starts_on=SINCE))
        seat_member(council, former, Seat("entreprises", starts_on=SINCE, ends_on=ENDED_ON))
    return SimpleNamespace(app=app, council=council, people=people, former=former, secretariat=secretariat)


def seats(scene: SimpleNamespace) -> list[CouncilMember]:
    """Return the seats of the people of a scene, in their order, read again."""
    by_user = {one.user_id: one for one in members_of(scene.council.id)}
    return [by_user[person.id] for person in scene.people]


def former_seat(scene: SimpleNamespace) -> CouncilMember:
    """Return the seat of whoever left."""
    return next(one for one in members_of(scene.council.id) if one.user_id == scene.former.id)


def hold_sitting(scene: SimpleNamespace, present: int = 3) -> Sitting:
    """Open a sitting inside the unit of work under way, with the first of its members there."""
    sitting = plan_sitting(scene.secretariat, scene.council, DRAFT, at=NOW)
    convene(sitting, at=NOW)
    open_sitting(sitting, at=TONIGHT)
    everyone = [one.id for one in seats(scene)]
    mark_presence(sitting, everyone[:present], everyone, at=TONIGHT)
    return sitting


def a_scheme(scene: SimpleNamespace, *, public: bool = True, at: datetime = NOW) -> Scheme:
    """Return a scheme of one axis and one measure for the whole region, inside the unit of work under way."""
    draft = SchemeDraft("Schéma des usages numériques", "Pour tous.", date(2025, 6, 29), "Délibération n° 1")
    scheme = create_scheme(scene.secretariat, scene.council, draft, at=at)
    axis = add_axis(scheme, "Des lieux pour tous")
    add_measure(axis, MeasureDraft("Ouvrir un lieu par bassin de vie"), at=at)
    if public:
        publish_scheme(scene.secretariat, scheme, at=at)
    return scheme
