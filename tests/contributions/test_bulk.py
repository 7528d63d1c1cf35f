"""Inserting many contributions at once."""

import pytest
from sqlalchemy import select

from consult.kit import outbox
from consult.kit.jobs import Job
from contributions.bulk import NewText, Passage, add_texts, insert_rows
from contributions.models import Comment, Kind, Proposal, Status, StatusChange, Vote
from contributions.wording import brought
from tests.factories import NOW


def new_proposal(key, **columns: object):
    values = {**brought("Un texte.").columns(), "kind": Kind.PROPOSAL, "title": key, "created_at": NOW, **columns}
    return NewText(key, values, Passage(NOW, reason="apportée"))


def test_texts_are_published_each_with_the_row_that_says_how(scene):
    ids = add_texts(scene.consultation, [new_proposal("p1"), new_proposal("p2")], at=NOW)
    rows = scene.session.scalars(select(StatusChange).order_by(StatusChange.id)).all()
    assert [(row.contribution_id, row.reason) for row in rows] == [
        (ids["p1"], "apportée"),
        (ids["p2"], "apportée"),
    ]
    assert scene.session.get_one(Proposal, ids["p1"]).status is Status.PUBLISHED


def test_later_rooms_are_told_of_each(app, scene):
    outbox.subscribe(app, "contribution.changed", "room.index")
    ids = add_texts(scene.consultation, [new_proposal("p1")], at=NOW)
    jobs = scene.session.scalars(select(Job).where(Job.kind == "room.index")).all()
    assert [job.payload for job in jobs] == [{"id": ids["p1"]}]


def test_thousands_of_texts_keep_their_own_ids(scene):
    ids = add_texts(scene.consultation, [new_proposal(f"p{number}") for number in range(2_500)], at=NOW)
    titles = dict(scene.session.execute(select(Proposal.external_key, Proposal.id)).all())
    assert titles == ids


@pytest.mark.parametrize("model", [Comment, Vote])
def test_nothing_to_insert_is_no_statement(scene, model):
    insert_rows(model, [])
    assert add_texts(scene.consultation, [], at=NOW) == {}
