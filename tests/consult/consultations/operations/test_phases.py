"""Writing the phases of a consultation."""

from datetime import timedelta

import pytest

from consult.consultations import operations
from consult.consultations.models import TAKING_PART, Action, ConsultationStatus
from consult.consultations.operations import PhaseDraft
from consult.kit.errors import Conflict, Invalid
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_phase

DAY = timedelta(days=1)


@pytest.fixture
def kept(unit):
    """Return a function that keeps a consultation with phases of these spans, in days from now."""

    def keep(*spans: tuple[int, int], **values: object):
        phases = [make_phase(opens_at=NOW + a * DAY, closes_at=NOW + b * DAY) for a, b in spans]
        consultation = make_consultation(phases=phases, **values)
        unit.add(consultation)
        unit.flush()
        return consultation

    return keep


def plan(opens_in: float, closes_in: float, opens=TAKING_PART) -> PhaseDraft:
    return PhaseDraft("Voter", NOW + opens_in * DAY, NOW + closes_in * DAY, frozenset(opens))


def test_a_phase_takes_its_place_by_date(kept):
    consultation = kept((-10, 20))
    operations.add_phase(consultation, plan(30, 40), at=NOW)
    operations.add_phase(consultation, plan(20, 30), at=NOW)
    assert [phase.opens_at for phase in consultation.phases] == [NOW + d * DAY for d in (-10, 20, 30)]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (plan(3, 2), "closes_at"),
        (plan(3, 3), "closes_at"),
        (plan(30, 40, opens=()), "opens"),
        (plan(10, 40), "opens_at"),
        (plan(-20, 5), "closes_at"),
    ],
)
def test_dates_in_the_wrong_order_or_on_another_phase_are_refused(kept, draft, field):
    with pytest.raises(Invalid) as refused:
        operations.add_phase(kept((0, 20), status=ConsultationStatus.DRAFT), draft, at=NOW)
    assert refused.value.field == field


def test_the_sentence_names_the_phase_that_is_in_the_way(kept):
    with pytest.raises(Invalid, match="« Contribuer »"):
        operations.add_phase(kept((0, 20)), plan(10, 40), at=NOW)


def test_a_public_consultation_gets_no_phase_in_the_past(kept):
    with pytest.raises(Invalid) as refused:
        operations.add_phase(kept((0, 20)), plan(-5, -1), at=NOW)
    assert refused.value.field == "opens_at"


def test_a_phase_may_be_extended_and_opens_what_is_asked(kept):
    (phase,) = kept((-10, 20)).phases
    operations.edit_phase(phase, plan(-10, 25, opens={Action.VOTE}), at=NOW)
    assert (phase.closes_at, phase.opens) == (NOW + 25 * DAY, frozenset({Action.VOTE}))


@pytest.mark.parametrize(
    ("spans", "draft", "field"),
    [
        ([(-10, 20)], plan(-9, 20), "opens_at"),
        ([(-10, 20)], plan(-10, -1), "closes_at"),
        ([(5, 25)], plan(-1, 25), "opens_at"),
    ],
)
def test_a_public_phase_does_not_rewrite_the_past(kept, spans, draft, field):
    with pytest.raises(Invalid) as refused:
        operations.edit_phase(kept(*spans).phases[0], draft, at=NOW)
    assert refused.value.field == field


def test_a_phase_that_is_over_no_longer_changes(kept):
    with pytest.raises(Conflict):
        operations.edit_phase(kept((-20, -5), (0, 20)).phases[0], plan(-20, -4), at=NOW)


def test_a_public_consultation_shortened_under_fifteen_days_needs_its_reason(kept):
    with pytest.raises(Invalid) as refused:
        operations.edit_phase(kept((-10, 20)).phases[0], plan(-10, 1), at=NOW)
    assert refused.value.field == "short_reason"


def test_a_phase_to_come_is_removed_and_one_begun_is_not(kept):
    consultation = kept((-10, 20), (20, 40))
    operations.remove_phase(consultation.phases[1], at=NOW)
    assert len(consultation.phases) == 1
    with pytest.raises(Conflict):
        operations.remove_phase(consultation.phases[0], at=NOW)


def test_the_dates_of_a_draft_are_free(kept):
    draft = kept((-20, -5), status=ConsultationStatus.DRAFT)
    operations.edit_phase(draft.phases[0], plan(-30, -25), at=NOW)
    operations.remove_phase(draft.phases[0], at=NOW)
    assert draft.phases == []
