"""The points of an agenda: their order, what they are tied to, the notes taken on them."""

from dataclasses import replace

import pytest

from consult.kit.db import database
from consult.kit.errors import Conflict, Invalid
from council.models import AgendaItem
from council.operations.agenda import ItemDraft, add_item, edit_item, move_item, remove_item, write_notes
from council.operations.referrals import ReferralDraft, register_referral
from council.operations.sittings import cancel_sitting
from council.queries.referrals import path_of
from council.queries.sittings import sitting_at
from tests.factories import NOW
from tests.factories.sittings import POINTS

WELCOME = ItemDraft("Accueil", "La présidence ouvre.\r\n\r\nTour de table.", document_url="/documents/accueil.pdf")


@pytest.fixture
def scene(invited):
    """Open a unit of work on a sitting whose agenda has two points."""
    with invited.app.app_context(), database().unit_of_work() as unit:
        invited.unit, invited.sitting = unit, sitting_at(invited.sitting.id)
        yield invited


def titles(scene):
    scene.unit.expire(scene.sitting, ["agenda"])
    return [(one.position, one.title) for one in scene.sitting.agenda]


def test_a_point_comes_last_and_keeps_its_paragraphs(scene):
    item = add_item(scene.sitting, WELCOME)
    assert titles(scene)[-1] == (3, "Accueil")
    assert item.explanation == "La présidence ouvre.\n\nTour de table."


@pytest.mark.parametrize(
    ("place", "step", "expected"),
    [
        (2, -1, ["Les guichets", "Accueil", "Les lieux de médiation"]),
        (0, 1, ["Les lieux de médiation", "Les guichets", "Accueil"]),
        (0, -1, [*POINTS, "Accueil"]),
        (2, 1, [*POINTS, "Accueil"]),
    ],
)
def test_a_point_moves_by_one_place_and_no_further_than_the_ends(scene, place, step, expected):
    add_item(scene.sitting, WELCOME)
    move_item(scene.sitting.agenda[place], step)
    assert titles(scene) == list(enumerate(expected, start=1))


def test_a_gesture_that_asks_for_no_direction_moves_nothing(scene):
    move_item(scene.sitting.agenda[1], 0)
    assert [title for _place, title in titles(scene)] == list(POINTS)


def test_those_after_a_point_taken_out_close_ranks_and_the_next_comes_after_them(scene):
    remove_item(scene.sitting.agenda[0])
    assert titles(scene) == [(1, POINTS[1])]
    add_item(scene.sitting, WELCOME)
    assert titles(scene) == [(1, POINTS[1]), (2, "Accueil")]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"title": " \n "}, "title"), ({"document_url": "data:text/html,x"}, "document_url")],
)
def test_a_refused_change_leaves_the_point_as_it_was(scene, wrong, field):
    item = add_item(scene.sitting, WELCOME)
    with pytest.raises(Invalid) as refusal:
        edit_item(item, replace(WELCOME, **wrong))
    assert refusal.value.field == field
    assert (item.title, item.document_url) == ("Accueil", "/documents/accueil.pdf")


def test_a_point_tied_to_a_question_leads_from_the_question_to_the_sitting(scene):
    asked = register_referral(
        scene.secretariat, scene.council, ReferralDraft("Les guichets", "?", "La Région"), at=NOW
    )
    item = scene.sitting.agenda[0]
    edit_item(item, ItemDraft("Les guichets", referral_id=asked.id))
    assert [one.id for one in path_of(asked).sittings] == [scene.sitting.id]
    edit_item(item, ItemDraft("Les guichets"))
    assert list(path_of(asked).sittings) == []


def test_an_agenda_given_up_with_its_sitting_does_not_change(scene):
    cancel_sitting(scene.sitting)
    first = scene.sitting.agenda[0]
    for gesture in (
        lambda: add_item(scene.sitting, WELCOME),
        lambda: edit_item(first, WELCOME),
        lambda: move_item(first, 1),
        lambda: remove_item(first),
    ):
        with pytest.raises(Conflict, match="ne change plus"):
            gesture()
    assert [title for _place, title in titles(scene)] == list(POINTS)


def test_notes_are_kept_point_by_point_and_those_not_sent_stay(scene):
    first, second = scene.sitting.agenda
    write_notes(scene.sitting, {first.id: "Mme Roy rappelle.\r\n", second.id: "Rien."})
    write_notes(scene.sitting, {second.id: "Reporté."})
    assert [one.notes for one in scene.unit.query(AgendaItem).order_by(AgendaItem.position)] == [
        "Mme Roy rappelle.",
        "Reporté.",
    ]
