"""The life of a consultation: written, public, closed for good; each change leaves a row."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.accounts.models import Role
from consult.consultations import operations, queries
from consult.consultations.models import TRANSITIONS, ConsultationStatus
from consult.consultations.operations import ConsultationDraft
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid
from consult.kit.jobs import Job
from consult.kit.outbox import subscribe
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_phase
from tests.factories.people import make_user

DAY = timedelta(days=1)
DRAFT, PUBLISHED, CLOSED = ConsultationStatus
WRITTEN = ConsultationDraft(title="Notre région numérique", body="## Pourquoi\n<script>", modalities="**Lire.**")


@pytest.fixture
def secretariat(unit):
    someone = make_user(Role.SECRETARIAT)
    unit.add(someone)
    unit.flush()
    return someone


def kept(**values: object):
    consultation = make_consultation(**values)
    session.add(consultation)
    session.flush()
    return consultation


def last_change(consultation):
    change = queries.changes_of(consultation)[0]
    return change.from_status, change.to_status, change.actor_id, change.reason


def go(to, actor, consultation):
    """Ask for a change of status."""
    if to is PUBLISHED:
        operations.publish_consultation(actor, consultation, at=NOW)
    elif to is CLOSED:
        operations.close_consultation(actor, consultation, "Fin de mandat", at=NOW)
    else:
        operations.withdraw_consultation(actor, consultation, "Erreur de date", at=NOW)


def test_a_consultation_begins_as_a_draft_with_an_address_made_from_its_title(secretariat):
    created = operations.create_consultation(secretariat, WRITTEN, at=NOW)
    assert (created.slug, created.status) == ("notre-region-numerique", DRAFT)
    assert last_change(created) == (None, DRAFT, secretariat.id, "")


def test_its_texts_are_rendered_once_and_safely(secretariat):
    created = operations.create_consultation(secretariat, WRITTEN, at=NOW)
    assert created.body == "<h3>Pourquoi</h3>\n<p>&lt;script&gt;</p>\n"
    assert created.modalities == "<p><strong>Lire.</strong></p>\n"


def test_two_consultations_of_the_same_title_have_two_addresses(secretariat):
    slugs = [operations.create_consultation(secretariat, WRITTEN, at=NOW).slug for _ in range(3)]
    assert slugs[1:] == ["notre-region-numerique-2", "notre-region-numerique-3"]


def test_an_address_already_taken_is_refused(secretariat):
    taken = kept().slug
    with pytest.raises(Invalid) as refused:
        operations.create_consultation(secretariat, WRITTEN, slug=taken, at=NOW)
    assert refused.value.field == "slug"


@pytest.mark.parametrize("before", ConsultationStatus)
@pytest.mark.parametrize("after", ConsultationStatus)
def test_each_change_of_status_is_allowed_or_refused_by_the_table(secretariat, before, after):
    phases = [make_phase(opens_at=NOW + DAY, closes_at=NOW + 20 * DAY)]
    consultation = kept(status=before, phases=phases)
    if after not in TRANSITIONS[before]:
        with pytest.raises(Conflict):
            go(after, secretariat, consultation)
        return
    go(after, secretariat, consultation)
    reasons = {DRAFT: "Erreur de date", PUBLISHED: "", CLOSED: "Fin de mandat"}
    assert last_change(consultation) == (before, after, secretariat.id, reasons[after])


def test_a_consultation_that_owes_something_is_not_published(secretariat):
    consultation = kept(status=DRAFT, modalities_source="")
    with pytest.raises(Invalid) as refused:
        operations.publish_consultation(secretariat, consultation, at=NOW)
    assert (refused.value.field, consultation.status) == ("modalities", DRAFT)


def test_a_public_consultation_keeps_what_it_owes(secretariat):
    with pytest.raises(Invalid) as refused:
        operations.edit_consultation(kept(), WRITTEN, at=NOW)
    assert refused.value.field == "question"


def test_a_draft_may_still_be_incomplete(secretariat):
    consultation = kept(status=DRAFT)
    operations.edit_consultation(consultation, ConsultationDraft(title="Autre titre"), at=NOW)
    assert (consultation.title, consultation.question) == ("Autre titre", "")


def test_the_rule_about_results_does_not_change_once_people_have_voted(secretariat):
    consultation = kept(status=DRAFT, votes_count=1)
    with pytest.raises(Invalid) as refused:
        operations.edit_consultation(consultation, ConsultationDraft(title="T", results_hidden=True), at=NOW)
    assert refused.value.field == "results_hidden"


@pytest.mark.parametrize(("before", "now"), [(None, 5), (5, 4), (5, 1)])
def test_votes_people_counted_on_are_not_taken_back(secretariat, before, now):
    consultation = kept(status=DRAFT, votes_count=1, votes_per_person=before)
    with pytest.raises(Invalid) as refused:
        operations.edit_consultation(consultation, ConsultationDraft(title="T", votes_per_person=now), at=NOW)
    assert refused.value.field == "votes_per_person"


@pytest.mark.parametrize(
    ("votes_count", "before", "now"), [(0, None, 5), (0, 5, 2), (1, 5, 5), (1, 5, 9), (1, 5, None)]
)
def test_more_votes_may_be_given_at_any_time(secretariat, votes_count, before, now):
    consultation = kept(status=DRAFT, votes_count=votes_count, votes_per_person=before)
    operations.edit_consultation(consultation, ConsultationDraft(title="T", votes_per_person=now), at=NOW)
    assert consultation.votes_per_person == now


@pytest.mark.parametrize("reason", ["", "  "])
def test_closing_by_hand_asks_for_a_reason(secretariat, reason):
    with pytest.raises(Invalid) as refused:
        operations.close_consultation(secretariat, kept(), reason, at=NOW)
    assert refused.value.field == "reason"


def test_closing_is_told_to_later_rooms_once(app, unit, secretariat):
    subscribe(app, operations.CLOSED, "test.closed")
    consultation = kept()
    operations.close_consultation(secretariat, consultation, "Fin de mandat", at=NOW)
    job = unit.scalars(select(Job).where(Job.kind == "test.closed")).one()
    assert job.payload == {"consultation_id": consultation.id, "slug": consultation.slug}


def test_closing_by_hand_leaves_no_passage_to_record(secretariat):
    coming = make_phase(opens_at=NOW + 30 * DAY, closes_at=NOW + 40 * DAY)
    operations.close_consultation(secretariat, kept(phases=[make_phase(), coming]), "Fin de mandat", at=NOW)
    assert operations.record_passages(NOW + 90 * DAY) == 0


def test_a_consultation_that_has_begun_cannot_be_taken_back(secretariat):
    with pytest.raises(Conflict) as refused:
        operations.withdraw_consultation(secretariat, kept(), "Erreur", at=NOW)
    assert "a commencé" in str(refused.value.sentence)
