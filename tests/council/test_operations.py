"""What a secretariat sends, what members receive."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from consult.kit.db import database, session
from consult.kit.errors import Conflict, Invalid
from consult.kit.mail import OutgoingMail
from council.models import Acknowledgement, CouncilMember, Transmission, TransmittedFile
from council.operations import councils, transmissions
from synthesis.models import Synthesis, SynthesisFile, SynthesisStatus
from synthesis.operations.life import reopen_synthesis, validate_synthesis
from tests.factories import NOW
from tests.factories.syntheses import work


@pytest.fixture
def reading(app):
    """Open a unit of work on what the scenes committed."""
    with app.app_context(), database().unit_of_work() as opened:
        yield opened


def test_a_mandate_that_ends_before_it_starts_is_refused(seated, reading):
    seat = councils.Seat("élus", starts_on=date(2026, 5, 1), ends_on=date(2026, 4, 1))
    with pytest.raises(Invalid):
        councils.seat_member(reading.merge(seated.council), seated.member, seat)


def test_the_same_person_keeps_one_seat_with_several_mandates(seated, reading):
    councils.seat_member(seated.council, seated.former, councils.Seat("élus", starts_on=date(2026, 9, 1)))
    (member,) = reading.scalars(select(CouncilMember).where(CouncilMember.user_id == seated.former.id))
    assert [mandate.starts_on.year for mandate in member.mandates] == [2025, 2026]


def test_two_councils_cannot_bear_the_same_name(seated, reading):
    with pytest.raises(Conflict):
        councils.create_council(councils.CouncilDraft(seated.council.name), at=NOW)


def test_one_gesture_signs_publishes_and_sends(transmitted, reading):
    synthesis = reading.get_one(Synthesis, transmitted.synthesis.id)
    sent = reading.get_one(Transmission, transmitted.transmission.id)
    assert (synthesis.status, synthesis.validated_by_id) == (SynthesisStatus.PUBLISHED, transmitted.secretariat.id)
    assert (sent.number, sent.sent_at, len(sent.sha256)) == (1, NOW, 64)


def test_what_was_sent_is_a_frozen_copy(transmitted, reading):
    names = select(TransmittedFile.name, TransmittedFile.sha256).order_by(TransmittedFile.name)
    of_synthesis = select(SynthesisFile.name, SynthesisFile.sha256).order_by(SynthesisFile.name)
    assert reading.execute(names).all() == reading.execute(of_synthesis).all() != []


def test_only_members_whose_mandate_runs_are_told(transmitted, reading):
    told = select(OutgoingMail.recipient).where(OutgoingMail.subject.contains("transmise"))
    assert reading.scalars(told).all() == [transmitted.member.email]
    assert reading.scalar(select(func.count(Acknowledgement.id))) == 1


def test_sending_twice_by_the_worker_tells_nobody_twice(transmitted, reading):
    transmissions.send(reading.get_one(Transmission, transmitted.transmission.id), at=NOW)
    assert reading.scalar(select(func.count(Acknowledgement.id))) == 1


def test_a_synthesis_already_leaving_is_not_sent_again(seated, reading):
    synthesis = reading.get_one(Synthesis, seated.synthesis.id)
    transmissions.transmit(seated.secretariat, synthesis, seated.council, "", at=NOW)
    with pytest.raises(Conflict):
        transmissions.transmit(seated.secretariat, synthesis, seated.council, "", at=NOW)


def test_the_worker_waits_for_the_files_of_the_last_words(seated, reading):
    synthesis = reading.get_one(Synthesis, seated.synthesis.id)
    sent = transmissions.transmit(seated.secretariat, synthesis, seated.council, "", at=NOW)
    synthesis.files_revision = synthesis.revision - 1
    transmissions.send(sent, at=NOW)
    assert sent.sent_at is None


def test_a_synthesis_taken_up_again_does_not_leave(seated, reading):
    synthesis = reading.get_one(Synthesis, seated.synthesis.id)
    sent = transmissions.transmit(seated.secretariat, synthesis, seated.council, "", at=NOW)
    reopen_synthesis(seated.secretariat, synthesis, "Une erreur de chiffre.", at=NOW)
    transmissions.send(sent, at=NOW)
    assert (sent.sent_at, sent.cancelled_at) == (None, NOW)


def test_a_synthesis_already_signed_can_be_sent(seated, reading):
    synthesis = reading.get_one(Synthesis, seated.synthesis.id)
    validate_synthesis(seated.secretariat, synthesis, at=NOW)
    assert transmissions.transmit(seated.secretariat, synthesis, seated.council, "", at=NOW).number == 1


def test_a_member_acknowledges_once_and_the_first_time_stays(transmitted, reading):
    sent = reading.get_one(Transmission, transmitted.transmission.id)
    for hours in (1, 2):
        transmissions.acknowledge(transmitted.member, sent, at=NOW + timedelta(hours=hours))
    assert reading.scalars(select(Acknowledgement.acknowledged_at)).one() == NOW + timedelta(hours=1)


def test_someone_who_was_not_told_cannot_acknowledge(transmitted, reading):
    sent = reading.get_one(Transmission, transmitted.transmission.id)
    with pytest.raises(Conflict):
        transmissions.acknowledge(transmitted.former, sent, at=NOW)


def test_the_worker_sends_what_a_crash_left(seated):
    with seated.app.app_context(), database().unit_of_work():
        synthesis = session.get_one(Synthesis, seated.synthesis.id)
        transmissions.transmit(seated.secretariat, synthesis, seated.council, "", at=NOW)
    for _ in range(2):
        work(seated.app)
    with seated.app.app_context(), database().unit_of_work(writes=False):
        assert session.scalar(select(func.count(Acknowledgement.id))) == 1
