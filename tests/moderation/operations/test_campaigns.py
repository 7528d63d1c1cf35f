"""Campaigns: near copies counted together, one gesture, one statement each, nothing deleted."""

import pytest
from sqlalchemy import event, select

from consult.accounts.models import Role, User
from consult.consultations.models import Consultation
from consult.kit import jobs
from consult.kit.db import database, session
from consult.kit.errors import Conflict, Invalid
from consult.kit.jobs import Job
from consult.kit.mail import OutgoingMail
from contributions import operations as writing
from contributions.models import Proposal, Status
from moderation.models import Decision, Examination, Signal, TextBand, Verdict
from moderation.operations.campaigns import DECIDE, BulkRuling, CopyRuling, decide_campaign, decide_copy
from moderation.operations.signals import examine
from moderation.queries.campaigns import campaign_at, campaigns, size_of
from tests.factories import NOW
from tests.factories.contributions import draft_for, post_proposal
from tests.factories.moderation import OFF_TOPIC
from tests.factories.people import make_user

TEXT = (
    "Nous demandons que la ligne de train entre Orléans et Châteauroux reste ouverte le soir et le dimanche, "
    "avec un guichet tenu par une personne dans chaque gare. "
)
ENDINGS = ("Merci.", "Merci de nous lire.", "C’est urgent !", "Je suis usager.", "Signé : une voyageuse.", "Vite.")


def send(scene, ending, author=None):
    """Post a near copy by someone new, and let the detectors read it."""
    author = author or make_user()
    session.add(author)
    session.flush()
    draft = draft_for(scene.consultation, title="Garder la ligne de train ouverte le soir", source=TEXT + ending)
    text = writing.submit_proposal(author, scene.consultation, draft, at=NOW)
    examine(text, at=NOW)
    return text


@pytest.fixture
def campaign(scene):
    """Return the scene once six people sent almost the same, before publication."""
    scene.consultation.pre_moderated = True
    scene.copies = [send(scene, ending) for ending in ENDINGS]
    return scene


def test_near_copies_are_counted_with_the_first_of_them(campaign):
    leaders = session.scalars(select(Examination.leader_id).where(Examination.leader_id.is_not(None)))
    assert set(leaders) == {campaign.copies[0].id}
    assert size_of(campaign.copies[0].id) == (6, 6)


def test_another_text_is_not_of_the_campaign(campaign):
    other = post_proposal(make_user_in(campaign), campaign.consultation, source="Ouvrir la médiathèque. " * 8)
    examine(other, at=NOW)
    assert session.get_one(Examination, other.id).leader_id == other.id


def make_user_in(scene):
    session.add(someone := make_user())
    session.flush()
    return someone


def test_a_short_text_is_of_no_campaign(scene):
    examine(scene.proposal, at=NOW)
    short = writing.add_comment(scene.reader, scene.proposal, "D’accord avec vous.", at=NOW)
    examine(short, at=NOW)
    assert session.get_one(Examination, short.id).leader_id is None


def test_only_the_first_is_kept_to_be_compared_with(campaign):
    assert set(session.scalars(select(TextBand.contribution_id))) == {campaign.copies[0].id}


def test_a_campaign_is_noticed_from_the_fifth_text(campaign):
    seen = [
        session.scalars(
            select(Signal.detector).where(Signal.contribution_id == one.id, Signal.detector == "campaign")
        ).all()
        for one in campaign.copies
    ]
    assert [len(one) for one in seen] == [0, 0, 0, 0, 1, 1]


def test_one_person_repeating_is_no_campaign(scene):
    author = make_user_in(scene)
    texts = [send(scene, ending, author) for ending in ENDINGS]
    found = select(Signal).where(Signal.contribution_id == texts[-1].id, Signal.detector == "campaign")
    assert session.scalars(found).all() == []


def test_a_text_rewritten_leaves_the_campaign(campaign):
    text = campaign.copies[2]
    draft = draft_for(campaign.consultation, source="Un tout autre sujet, la fibre dans les bourgs. " * 4)
    writing.edit_proposal(session.get_one(User, text.author_id), text, draft, at=NOW)
    examine(text, at=NOW)
    assert session.get_one(Examination, text.id).leader_id == text.id


def test_the_desk_lists_it_with_its_counts(campaign):
    [one] = campaigns(campaign.moderator)
    assert (one.leader.id, one.waiting, one.authors, one.total) == (campaign.copies[0].id, 6, 6, 6)


def test_who_moderates_elsewhere_does_not_see_it(campaign):
    session.add(local := make_user(Role.MODERATOR, consultation_id=campaign.consultation.id + 1))
    session.flush()
    assert campaigns(local) == []


def test_one_gesture_asks_for_one_decision_each(campaign):
    found = campaign_at(campaign.copies[0].id)
    ruling = BulkRuling(Verdict.REFUSE, campaign.copies[-1].id, OFF_TOPIC, "Hors sujet.")
    assert decide_campaign(campaign.moderator, found, ruling, at=NOW) == 6
    assert len(session.scalars(select(Job).where(Job.kind == DECIDE)).all()) == 6
    assert {one.status for one in campaign.copies} == {Status.PENDING}


def test_what_came_after_the_page_was_shown_waits(campaign):
    found = campaign_at(campaign.copies[0].id)
    ruling = BulkRuling(Verdict.PUBLISH, campaign.copies[3].id)
    assert decide_campaign(campaign.moderator, found, ruling, at=NOW) == 4


def test_nobody_decides_of_their_own_text_by_the_way(campaign):
    campaign.copies[1].author_id = campaign.moderator.id
    session.flush()
    found = campaign_at(campaign.copies[0].id)
    assert decide_campaign(campaign.moderator, found, BulkRuling(Verdict.PUBLISH, 10**6), at=NOW) == 5


@pytest.mark.parametrize("rule", [None, 99])
def test_refusing_rests_on_a_rule(campaign, rule):
    with pytest.raises(Invalid, match="Choisissez la règle"):
        decide_campaign(
            campaign.moderator, campaign_at(campaign.copies[0].id), BulkRuling(Verdict.REFUSE, 10**6, rule), at=NOW
        )


@pytest.mark.parametrize("verdict", [Verdict.REMOVE, Verdict.HIDE, Verdict.MERGE])
def test_nothing_is_hidden_by_the_dozen(campaign, verdict):
    with pytest.raises(Invalid):
        decide_campaign(
            campaign.moderator, campaign_at(campaign.copies[0].id), BulkRuling(verdict, 10**6, OFF_TOPIC), at=NOW
        )


def test_deciding_of_nothing_is_refused(campaign):
    with pytest.raises(Conflict):
        decide_campaign(
            campaign.moderator, campaign_at(campaign.copies[0].id), BulkRuling(Verdict.PUBLISH, 1), at=NOW
        )


@pytest.mark.parametrize(("version", "taken"), [(1, True), (2, False)])
def test_a_text_changed_since_goes_back_undecided(campaign, version, taken):
    text = campaign.copies[0]
    ruling = CopyRuling(text.id, version, campaign.moderator.id, "publish", None, "")
    assert decide_copy(ruling, at=NOW) is taken
    assert text.status is (Status.PUBLISHED if taken else Status.PENDING)


@pytest.mark.parametrize("size", [5, 40])
def test_the_check_costs_the_same_however_many_copies_there_are(scene, size):
    for number in range(size):
        send(scene, f"Merci, n° {number}.")
    seen = []
    event.listen(database().engine, "after_cursor_execute", lambda *args: seen.append(args[2]))
    send(scene, "Merci encore.")
    assert len([one for one in seen if "text_band" in one and one.startswith("SELECT")]) == 1
    assert len(seen) <= 30


def test_from_the_desk_each_author_is_sent_a_statement(app, browser, stored_scene):
    with app.test_request_context(), database().unit_of_work() as opened:
        stored_scene.consultation = opened.get_one(Consultation, stored_scene.consultation.id)
        texts = [send(stored_scene, ending).id for ending in ENDINGS]
    desk = browser(stored_scene.moderator)
    address = f"/moderation/campagnes/{texts[0]}"
    assert address in desk.get("/moderation/campagnes").text
    page = desk.get(address).text
    assert "6 textes attendent" in page
    assert "<ins>" in page
    answer = desk.post(
        address, {"verdict": "refuse", "rule": "7", "up_to": str(texts[-1]), "explanation": "Le train."}
    )
    assert answer.location == "/moderation"
    with app.app_context():
        jobs.run_due()
        with database().unit_of_work(writes=False) as opened:
            assert {opened.get_one(Proposal, one).status for one in texts} == {Status.REFUSED}
            assert len(opened.scalars(select(Decision)).all()) == 6
            sent = opened.scalars(select(OutgoingMail.text).where(OutgoingMail.text.contains("Le train."))).all()
            assert len(sent) == 6
    # Its address, once everything is decided, says so.
    assert (done := desk.get(address)).status_code == 410
    assert "Cette campagne est décidée" in done.text


def test_an_empty_desk_says_what_will_be_there(browser, stored_scene):
    assert "Aucune campagne n’attend." in browser(stored_scene.moderator).get("/moderation/campagnes").text
