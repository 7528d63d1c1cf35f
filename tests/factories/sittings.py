"""Keep three scenes of a council of five: at rest, with a sitting announced, with one under way and its quorum."""

from datetime import timedelta
from types import SimpleNamespace

from flask import Flask
from sqlalchemy import Select

from consult.kit.db import database
from council.models import Minutes, Sitting
from council.operations.agenda import ItemDraft, add_item
from council.operations.convening import convene_members
from council.operations.minutes import begin_minutes
from council.operations.sittings import SittingDraft, close_sitting, mark_presence, open_sitting, plan_sitting
from tests.factories import NOW
from tests.factories.councils import a_council, seats
from tests.factories.kept import again

EVENING = NOW + timedelta(days=9)
LINK = "https://visio.region.example/conseil"
AUTUMN = SittingDraft("Séance d’automne", EVENING, EVENING + timedelta(hours=2), "Hôtel de Région", LINK)
POINTS = ("Les guichets", "Les lieux de médiation")
THERE = 3


def five_members(app: Flask) -> SimpleNamespace:
    """Return a council of five members in office, the first presiding, someone who left and its secretariat."""
    return again(app, "a council of five", lambda made: a_council(made, members=5))


def announced(app: Flask) -> SimpleNamespace:
    """Return the same with a sitting in nine days, its agenda of two points, its invitations written."""
    return again(app, "a convened sitting", _announce)


def _announce(app: Flask) -> SimpleNamespace:
    scene = a_council(app, members=5)
    with app.app_context(), database().unit_of_work():
        scene.sitting = plan_sitting(scene.secretariat, scene.council, AUTUMN, at=NOW)
        for title in POINTS:
            add_item(scene.sitting, ItemDraft(title))
        convene_members(scene.sitting, at=NOW)
        scene.seat_ids = [one.id for one in seats(scene)]
    return scene


def under_way(app: Flask) -> SimpleNamespace:
    """Return the same on its evening: open, with three members there of the five, which is a quorum."""
    return again(app, "an open sitting", _open)


def _open(app: Flask) -> SimpleNamespace:
    scene = _announce(app)
    with app.app_context(), database().unit_of_work() as unit:
        sitting = unit.get_one(Sitting, scene.sitting.id)
        open_sitting(sitting, at=EVENING)
        mark_presence(sitting, scene.seat_ids[:THERE], scene.seat_ids, at=EVENING)
        scene.sitting = sitting
    return scene


def minuted(scene: SimpleNamespace) -> Minutes:
    """Close the sitting of a scene and draft its minutes, in the open unit of work."""
    with database().unit_of_work() as unit:
        sitting = unit.get_one(Sitting, scene.sitting.id)
        close_sitting(sitting, at=EVENING)
        return begin_minutes(sitting, at=EVENING)


def rows(scene: SimpleNamespace, statement: Select[object]) -> list[object]:
    """Return what the database holds now."""
    with scene.app.app_context(), database().unit_of_work(writes=False) as unit:
        return list(unit.scalars(statement).unique().all())


def words(page: object) -> str:
    """Return what a page says, its unbreakable spaces read as spaces."""
    return page.text.replace("\u00a0", " ").replace("\u202f", " ").replace("&#39;", "'")
