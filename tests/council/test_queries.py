"""What is found of councils, of what they were sent and of what they answered."""

from datetime import date, timedelta

import pytest

from consult.accounts.models import Role, Visitor
from consult.kit.db import database, session
from consult.kit.errors import NotFound
from council.models import Office, Opinion, Transmission
from council.operations.councils import (
    CouncilDraft,
    Seat,
    address_council,
    create_council,
    edit_council,
    end_mandate,
    seat_member,
)
from council.operations.drafting import begin_opinion
from council.operations.opinions import publish_opinion
from council.queries.councils import (
    addressee_of,
    all_councils,
    council_at,
    council_ids_of,
    mandate_at,
    member_of,
    members_of,
    sitting_members,
)
from council.queries.opinions import next_rank, opinion_for, opinions_of_council, opinions_on
from council.queries.transmissions import (
    acknowledgement_of,
    acknowledgements_of,
    file_of,
    files_of,
    next_number,
    pending_transmission,
    received_by,
    transmission_at,
    transmission_for,
    transmissions_of,
    unread_by,
)
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.people import make_user

TODAY = NOW.date()
SINCE = date(2025, 1, 1)


@pytest.fixture
def council(unit):
    """Return a council nobody sits in."""
    return create_council(CouncilDraft("Conseil régional du numérique", "Il rend des avis."), at=NOW)


def seated(unit, council, name: str, **seat: object):
    """Return someone who sits in the council."""
    person = make_user(Role.COUNCIL_MEMBER, display_name=name)
    unit.add(person)
    unit.flush()
    seat.setdefault("starts_on", SINCE)
    return seat_member(council, person, Seat("associations", **seat))


def test_councils_are_listed_by_name(unit, council):
    create_council(CouncilDraft("Agora départementale"), at=NOW)
    assert [one.name for one in all_councils()] == ["Agora départementale", "Conseil régional du numérique"]


def test_a_council_is_found_at_its_address(unit, council):
    assert council_at("conseil-regional-du-numerique").id == council.id
    with pytest.raises(NotFound):
        council_at("inconnu")


def test_a_council_renamed_keeps_its_address(unit, council):
    edit_council(council, CouncilDraft("CR’Num", "Autre.", "délibération du 10 novembre", "contact@exemple.fr"))
    assert (council.name, council.slug) == ("CR’Num", "conseil-regional-du-numerique")


def test_members_are_listed_by_name_with_those_who_left(unit, council):
    for name, ends_on in (("Zoé", None), ("Ana", date(2025, 6, 1))):
        seated(unit, council, name, ends_on=ends_on)
    assert [one.user.display_name for one in members_of(council.id)] == ["Ana", "Zoé"]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "sits"),
    [
        (SINCE, None, True),
        (TODAY, None, True),
        (SINCE, TODAY, True),
        (SINCE, TODAY - timedelta(days=1), False),
        (TODAY + timedelta(days=1), None, False),
    ],
)
def test_only_those_whose_mandate_runs_sit(unit, council, starts_on, ends_on, sits):
    seated(unit, council, "Ana", starts_on=starts_on, ends_on=ends_on)
    assert bool(sitting_members(council.id, TODAY)) is sits


def test_someone_who_erased_their_account_is_written_to_no_more(unit, council):
    member = seated(unit, council, "Ana")
    member.user.erased_at = NOW
    unit.flush()
    assert sitting_members(council.id, TODAY) == []


def test_a_mandate_ended_today_still_counts_today(unit, council):
    member = seated(unit, council, "Ana", office=Office.PRESIDENT)
    end_mandate(member.mandates[0], TODAY)
    assert [one.id for one in sitting_members(council.id, TODAY)] == [member.id]
    assert sitting_members(council.id, TODAY + timedelta(days=1)) == []


def test_a_mandate_is_found_with_its_member(unit, council):
    member = seated(unit, council, "Ana")
    assert mandate_at(member.mandates[0].id).member.id == member.id
    assert mandate_at(10**6) is None


def test_someone_is_a_member_of_their_own_councils_only(unit, council):
    member = seated(unit, council, "Ana")
    other = create_council(CouncilDraft("Agora départementale"), at=NOW)
    assert member_of(council.id, member.user).id == member.id
    assert member_of(other.id, member.user) is None
    assert council_ids_of(member.user) == [council.id]


def test_a_visitor_is_a_member_of_nothing(unit, council):
    assert member_of(council.id, Visitor()) is None
    assert council_ids_of(Visitor()) == []
    assert received_by(Visitor()) == []
    assert unread_by(Visitor()) == 0


def test_a_consultation_addresses_one_council_or_none(unit, council):
    consultation = make_consultation()
    unit.add(consultation)
    unit.flush()
    assert addressee_of(consultation.id) is None
    address_council(None, consultation, council, at=NOW)
    assert addressee_of(consultation.id).council.id == council.id
    assert next_number(consultation) == 1


@pytest.fixture
def reading(transmitted):
    """Open a unit of work on what was sent."""
    with transmitted.app.app_context(), database().unit_of_work() as opened:
        transmitted.unit = opened
        yield transmitted


def test_what_was_sent_is_found_with_whoever_reads_it(reading):
    number = reading.transmission.id
    assert transmission_at(number).reader is None
    assert transmission_for(reading.member, number).reader.user_id == reading.member.id
    assert transmission_for(reading.secretariat, number).reader is None
    with pytest.raises(NotFound):
        transmission_at(number + 1)


def test_the_transmissions_of_a_consultation_leave_out_what_was_cancelled(reading):
    assert [one.number for one in transmissions_of(reading.consultation.id)] == [1]
    reading.unit.get_one(Transmission, reading.transmission.id).cancelled_at = NOW
    reading.unit.flush()
    assert transmissions_of(reading.consultation.id) == []


def test_nothing_is_pending_once_sent(reading):
    assert pending_transmission(reading.synthesis.id) is None
    assert next_number(reading.consultation) == 2


def test_a_member_finds_what_they_have_not_read(reading):
    assert unread_by(reading.member) == 1
    assert unread_by(reading.former) == 0
    receipt = acknowledgement_of(transmission_at(reading.transmission.id), reading.member)
    receipt.acknowledged_at = NOW
    reading.unit.flush()
    assert unread_by(reading.member) == 0
    assert [one.transmission_id for one in received_by(reading.member)] == [reading.transmission.id]


def test_the_secretariat_sees_who_was_told(reading):
    receipts = acknowledgements_of(transmission_at(reading.transmission.id))
    assert [one.member.user_id for one in receipts] == [reading.member.id]


def test_frozen_files_are_listed_by_name_and_read_one_by_one(reading):
    sent = transmission_at(reading.transmission.id)
    names = [file.name for file in files_of(sent)]
    assert names == sorted(names)
    assert len(file_of(sent, "synthese.json").content) == file_of(sent, "synthese.json").size
    with pytest.raises(NotFound):
        file_of(sent, "../secret_key")


def test_a_draft_opinion_is_found_by_members_alone(reading):
    opinion = begin_opinion(reading.member, transmission_at(reading.transmission.id), "Avis", at=NOW)
    assert opinion_for(reading.member, opinion.id).reader.user_id == reading.member.id
    for stranger in (Visitor(), reading.secretariat):
        with pytest.raises(NotFound):
            opinion_for(stranger, opinion.id)
    assert opinions_of_council(Visitor(), reading.council.id) == []
    assert [one.id for one in opinions_of_council(reading.member, reading.council.id)] == [opinion.id]
    assert opinions_of_council(reading.former, reading.council.id) == []
    assert opinions_on(reading.former, reading.consultation.id) == []


def test_opinions_are_numbered_by_year_and_by_council(voted):
    with voted.app.app_context(), database().unit_of_work():
        opinion = session.get_one(Opinion, voted.opinion.id)
        assert next_rank(opinion.council_id, 2026) == 1
        publish_opinion(voted.member, opinion, at=NOW)
        assert next_rank(opinion.council_id, 2026) == 2
        assert next_rank(opinion.council_id, 2027) == 1
        assert next_rank(opinion.council_id + 1, 2026) == 1
        assert [one.id for one in opinions_on(Visitor(), voted.consultation.id)] == [opinion.id]
