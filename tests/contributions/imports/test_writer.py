"""Keeping what an import brings."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from consult.accounts.models import User
from consult.consultations.models import Action, Consultation, ConsultationChange, ConsultationStatus
from consult.kit import outbox
from consult.kit.jobs import Job
from contributions.imports.republique_numerique import RepubliqueNumerique
from contributions.imports.writer import keep
from contributions.models import Argument, Contribution, Proposal, Source, Status, StatusChange, Vote
from contributions.queries.proposals import Sort, proposals_page
from contributions.status import change_status
from tests.factories import NOW
from tests.factories.imports import Record, write_republique_numerique


@pytest.fixture
def bring(unit, tmp_path):
    """Return a function that writes an import in the open unit of work, and gives it back."""

    def write(slug="republique-numerique", **records: tuple[Record, ...]):
        files = RepubliqueNumerique(write_republique_numerique(tmp_path / "data", **records))
        return keep(files.read(bool), slug, at=NOW, tick=bool)

    return write


def test_the_consultation_is_closed_on_its_real_dates(unit, bring):
    bring()
    one = unit.scalars(select(Consultation)).one()
    assert (one.status, one.imported) == (ConsultationStatus.CLOSED, True)
    assert one.opens_at == datetime(2015, 9, 25, 22, tzinfo=UTC)
    assert one.closed_at == one.closes_at == datetime(2015, 10, 18, 21, 59, tzinfo=UTC)
    assert one.phases[0].opens == {Action.READ, Action.PROPOSE, Action.VOTE, Action.ARGUE}


def test_closing_is_recorded_as_the_date_would_have_done(unit, bring):
    bring()
    passages = unit.scalars(select(ConsultationChange).order_by(ConsultationChange.id)).all()
    assert [one.to_status.value for one in passages] == ["draft", "published", "closed"]
    assert {one.actor_id for one in passages} == {None}


def test_votes_published_elsewhere_stay_apart_from_votes_cast_here(unit, bring):
    bring()
    one = unit.scalars(select(Proposal)).one()
    assert (one.imported, one.votes, one.votes_total) == ((12, 2, 3), (0, 0, 0), 0)
    assert unit.scalars(select(Vote)).all() == []


def test_a_text_is_rendered_safely_and_keeps_its_date(unit, bring):
    bring(proposals=({"corps_html": "<p onclick='x'>a &lt; b<script>alert(1)</script></p>"},))
    one = unit.scalars(select(Proposal)).one()
    assert one.html == "<p>a &lt; b</p>\n"
    assert one.published_at == one.created_at == datetime(2015, 9, 27, 8, tzinfo=UTC)


def test_arguments_and_sources_stand_under_their_proposal_and_are_counted(unit, bring):
    bring(arguments=({}, {"id": "a2", "sens": "contre"}))
    one = unit.scalars(select(Proposal)).one()
    assert (one.arguments_for, one.arguments_against, one.sources, one.discussion) == (1, 1, 1, 2)
    assert {row.imported_supports for row in unit.scalars(select(Argument))} == {5}
    assert unit.scalars(select(Source)).one().link == "https://exemple.fr/"


def test_authors_have_no_address_and_cannot_sign_in(unit, bring):
    bring()
    people = unit.scalars(select(User).order_by(User.external_key)).all()
    assert [one.external_key for one in people] == [
        "republique-numerique/c_24d56a1bdb",
        "republique-numerique/c_90fbb00000",
    ]
    assert {(one.email, one.password_hash) for one in people} == {(None, None)}


def test_a_text_longer_than_a_person_may_type_is_kept(unit, bring):
    bring(proposals=({"corps_html": f"<p>{'mot ' * 4_000}</p>"},))
    assert len(unit.scalars(select(Proposal)).one().source) == 15_999


def test_each_text_leaves_the_row_that_says_it_was_imported(unit, bring):
    bring()
    rows = unit.scalars(select(StatusChange)).all()
    assert [(row.actor_id, row.reason, row.to_status) for row in rows] == [
        (None, "importée", Status.PUBLISHED)
    ] * 3


def test_later_rooms_are_told_of_each_text_once(app, unit, bring):
    outbox.subscribe(app, "contribution.changed", "test.index")
    bring()
    bring()
    told = unit.scalars(select(Job).where(Job.kind == "test.index")).all()
    assert sorted(job.payload["id"] for job in told) == sorted(unit.scalars(select(Contribution.id)))


def test_later_rooms_are_told_once_that_the_consultation_is_closed(app, unit, bring):
    outbox.subscribe(app, "consultation.closed", "test.draft")
    bring()
    bring()
    assert len(unit.scalars(select(Job).where(Job.kind == "test.draft")).all()) == 1


def test_a_second_run_leaves_a_text_as_a_moderator_left_it(unit, bring):
    bring()
    hidden = unit.scalars(select(Argument)).one()
    change_status(hidden, Status.HIDDEN, None, at=NOW)
    assert set(bring().added.values()) == {0}
    assert unit.scalars(select(Argument)).one().status is Status.HIDDEN


def test_the_same_people_are_known_from_one_consultation_to_another(unit, bring):
    bring()
    assert bring("republique-numerique-2").authors == 0
    assert len(unit.scalars(select(Contribution)).all()) == 6


def test_records_added_to_the_files_since_are_added(unit, bring):
    bring()
    assert sum(bring(arguments=({}, {"id": "a2"})).added.values()) == 1


@pytest.mark.parametrize(("sort", "first"), [(Sort.SUPPORTED, "o62"), (Sort.LEAST_VOTED, "o61")])
def test_lists_are_ranked_by_the_votes_that_were_brought(unit, bring, sort, first):
    bring(proposals=({}, {"id": "o62", "votes_ok": "40"}, {"id": "o63", "votes_ok": "20"}))
    page = proposals_page(unit.scalars(select(Consultation)).one(), sort, size=2)
    assert unit.get_one(Proposal, page.items[0].id).external_key == first
    following = proposals_page(unit.scalars(select(Consultation)).one(), sort, size=2, cursor=page.following)
    assert len(following.items) == 1


def test_no_synthesis_is_owed_on_a_day_long_past(unit, bring):
    bring()
    assert unit.scalars(select(Consultation)).one().synthesis_due_on is None
