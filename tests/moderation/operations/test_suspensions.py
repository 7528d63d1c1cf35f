"""Warning and suspending: one step after the other, with reasons, contested before someone else, ended by date."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from consult.accounts.models import Restriction, Role
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid
from consult.kit.jobs import Job
from consult.kit.mail import OutgoingMail
from moderation.models import Degree, Verdict
from moderation.operations.appeals import answer_appeal, file_appeal
from moderation.operations.suspensions import LIFT, answer_suspension, contest_suspension, lift_suspension
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_proposal
from tests.factories.moderation import ADVERTISING, INSULT, OFF_TOPIC, decide_on, sanction
from tests.factories.people import make_user

DAY = timedelta(days=1)


def held() -> int:
    """Count what keeps people from writing."""
    return session.scalar(select(func.count(Restriction.id)))


def told(person) -> list[str]:
    """Return the subjects of what was written to someone."""
    written = select(OutgoingMail.subject).where(OutgoingMail.recipient == person.email)
    return list(session.scalars(written.order_by(OutgoingMail.id)))


@pytest.mark.parametrize(("degree", "days"), [(Degree.WEEK, 7), (Degree.MONTH, 30)])
def test_a_suspension_holds_for_its_days(scene, degree, days):
    decided = sanction(scene.moderator, scene.proposal, degree)
    assert decided.until == NOW + days * DAY
    assert [one.until for one in session.scalars(select(Restriction))] == [decided.until]


def test_a_warning_keeps_nobody_from_writing(scene):
    decided = sanction(scene.moderator, scene.proposal, Degree.WARNING, OFF_TOPIC)
    assert (decided.until, held()) == (None, 0)
    assert [one.split("» ")[1] for one in told(scene.author)] == ["vous vaut un avertissement"]


def test_a_suspension_holds_in_its_consultation_alone(scene):
    sanction(scene.moderator, scene.proposal)
    elsewhere = make_consultation()
    session.add(elsewhere)
    session.flush()
    session.refresh(scene.author)
    assert scene.author.restriction_at(scene.consultation.id, NOW) is not None
    assert scene.author.restriction_at(elsewhere.id, NOW) is None


def test_a_suspension_everywhere_holds_everywhere(scene):
    sanction(scene.moderator, scene.proposal, everywhere=True)
    session.refresh(scene.author)
    assert scene.author.restriction_at(9_999, NOW) is not None


def test_who_moderates_one_consultation_suspends_nobody_from_the_others(scene):
    local = make_user(Role.MODERATOR, consultation_id=scene.consultation.id)
    session.add(local)
    session.flush()
    with pytest.raises(Invalid, match="vous ne modérez pas toutes"):
        sanction(local, scene.proposal, everywhere=True)


@pytest.mark.parametrize("rule", [None, 99])
def test_a_suspension_rests_on_a_rule_of_the_charter(scene, rule):
    with pytest.raises(Invalid, match="Choisissez la règle"):
        sanction(scene.moderator, scene.proposal, rule=rule)
    assert held() == 0


@pytest.mark.parametrize(
    ("before", "rule", "asked", "allowed"),
    [
        ([], OFF_TOPIC, Degree.WARNING, True),
        ([], OFF_TOPIC, Degree.WEEK, False),
        ([], INSULT, Degree.WEEK, True),
        ([], INSULT, Degree.MONTH, True),
        ([], INSULT, Degree.QUARTER, False),
        ([], ADVERTISING, Degree.MONTH, True),
        ([Degree.WARNING], OFF_TOPIC, Degree.WEEK, True),
        ([Degree.WARNING], OFF_TOPIC, Degree.MONTH, False),
        ([Degree.WARNING, Degree.WEEK], OFF_TOPIC, Degree.MONTH, True),
        ([Degree.WARNING, Degree.WEEK, Degree.MONTH], OFF_TOPIC, Degree.QUARTER, True),
        ([Degree.WARNING, Degree.WEEK, Degree.MONTH, Degree.QUARTER], OFF_TOPIC, Degree.QUARTER, True),
    ],
)
def test_no_step_is_skipped_save_for_the_law_and_advertising(scene, before, rule, asked, allowed):
    for degree in before:
        sanction(scene.moderator, post_proposal(scene.author, scene.consultation), degree, OFF_TOPIC)
    if allowed:
        assert sanction(scene.moderator, scene.proposal, asked, rule).degree is asked
        return
    with pytest.raises(Invalid, match="Choisissez une mesure moins forte"):
        sanction(scene.moderator, scene.proposal, asked, rule)


def test_only_what_was_written_since_a_measure_counts_as_the_next_step(scene):
    sanction(
        scene.moderator, post_proposal(scene.author, scene.consultation), Degree.WARNING, OFF_TOPIC, at=NOW + DAY
    )
    with pytest.raises(Invalid, match=r"la plus forte possible aujourd’hui est «\savertissement"):
        sanction(scene.moderator, scene.proposal, Degree.WEEK, OFF_TOPIC, at=NOW + DAY)
    scene.proposal.edited_at = NOW + 2 * DAY
    assert sanction(scene.moderator, scene.proposal, Degree.WEEK, OFF_TOPIC, at=NOW + 2 * DAY).until


def test_what_an_appeal_put_back_counts_for_no_measure(scene):
    appeal = file_appeal(scene.author, decide_on(scene.moderator, scene.proposal, Verdict.HIDE), "Non.", at=NOW)
    answer_appeal(scene.second, appeal, "Oui.", reverse=True, at=NOW)
    with pytest.raises(Invalid, match="un recours a remis celui-ci en ligne"):
        sanction(scene.second, scene.proposal, Degree.WARNING, INSULT)
    assert held() == 0


def test_a_step_older_than_a_year_no_longer_counts(scene):
    older = post_proposal(scene.author, scene.consultation)
    sanction(scene.moderator, older, Degree.WARNING, OFF_TOPIC, at=NOW - 366 * DAY)
    with pytest.raises(Invalid):
        sanction(scene.moderator, scene.proposal, Degree.WEEK, OFF_TOPIC)


@pytest.mark.parametrize(("everywhere", "counts"), [(True, True), (False, False)])
def test_a_step_of_another_consultation_counts_when_it_held_everywhere(scene, everywhere, counts):
    elsewhere = make_consultation()
    session.add(elsewhere)
    session.flush()
    other = post_proposal(scene.author, elsewhere)
    sanction(scene.moderator, other, Degree.WARNING, OFF_TOPIC, everywhere=everywhere)
    if counts:
        assert sanction(scene.moderator, scene.proposal, Degree.WEEK, OFF_TOPIC).until
        return
    with pytest.raises(Invalid):
        sanction(scene.moderator, scene.proposal, Degree.WEEK, OFF_TOPIC)


def test_the_person_is_told_the_rule_the_date_and_how_to_contest(scene):
    sanction(scene.moderator, scene.proposal, fact="ces mots")
    mail = session.scalars(select(OutgoingMail).where(OutgoingMail.recipient == scene.author.email)).one()
    for words in ("8 octobre 2026", "règle 1 de la charte", "ces mots", "1er avril 2027", "/suspensions/"):
        assert words in mail.text


def test_each_reason_is_a_paragraph_of_its_own_in_the_text_and_on_the_page(scene):
    typed = "Vous visez une personne.\r\n\r\nRedites-le sans ces mots."
    contested = sanction(scene.moderator, scene.proposal, fact="ces mots\r\nceux-là", explanation=typed)
    contest_suspension(contested, "Je citais.", at=NOW)
    answer_suspension(scene.second, contested, "Non.\r\n\r\nRelisez.", reverse=False, at=NOW)
    decided, _receipt, answered = session.scalars(select(OutgoingMail).order_by(OutgoingMail.id))
    told = (
        "Motif : Vous visez une personne.\n\nRedites-le sans ces mots.\n\n"
        "Passage en cause : « ces mots », « ceux-là »\n\nRègle 1 de la charte"
    )
    assert told in decided.text.replace("\u00a0", " ")
    assert (decided.html.count("<br>"), "Redites-le sans ces mots.</p>" in decided.html) == (0, True)
    assert "Ses raisons :\n\nNon.\n\nRelisez.\n" in answered.text.replace("\u00a0", " ")


def test_without_an_explanation_the_sentence_of_the_rule_is_sent(scene):
    assert "insulte une personne" in sanction(scene.moderator, scene.proposal).explanation


def test_its_end_is_asked_of_the_worker_on_its_day(scene):
    decided = sanction(scene.moderator, scene.proposal)
    job = session.scalars(select(Job).where(Job.kind == LIFT)).one()
    assert (job.run_at, job.payload) == (decided.until, {"suspension": decided.id})


def test_lifting_lets_write_again_and_tells_it_once(scene):
    decided = sanction(scene.moderator, scene.proposal)
    assert [lift_suspension(decided, scene.second, at=NOW + DAY) for _ in range(2)] == [True, False]
    assert (held(), decided.lifted_by_id) == (0, scene.second.id)
    suspended, again = told(scene.author)
    assert ("vous vaut une suspension jusqu’au " in suspended, again) == (
        True,
        "Vous pouvez de nouveau participer",
    )


def test_lifting_a_warning_does_nothing(scene):
    decided = sanction(scene.moderator, scene.proposal, Degree.WARNING)
    assert not lift_suspension(decided, None, at=NOW)
    assert decided.lifted_at is None


def test_a_second_suspension_survives_the_end_of_the_first(scene):
    first = sanction(scene.moderator, scene.proposal)
    sanction(scene.moderator, post_proposal(scene.author, scene.consultation), Degree.MONTH)
    lift_suspension(first, None, at=NOW + 7 * DAY)
    assert held() == 1


@pytest.mark.parametrize("text", ["", "  "])
def test_an_appeal_says_why(scene, text):
    with pytest.raises(Invalid, match="pourquoi vous contestez"):
        contest_suspension(sanction(scene.moderator, scene.proposal), text, at=NOW)


def test_one_contests_once(scene):
    decided = sanction(scene.moderator, scene.proposal)
    contest_suspension(decided, "Je citais quelqu’un.", at=NOW)
    with pytest.raises(Conflict, match="déjà contesté"):
        contest_suspension(decided, "Encore.", at=NOW)
    assert decided.appeal == "Je citais quelqu’un."


def test_a_reversal_ends_the_suspension_at_once_and_it_no_longer_counts(scene):
    decided = sanction(scene.moderator, scene.proposal)
    contest_suspension(decided, "Je citais quelqu’un.", at=NOW)
    answer_suspension(scene.second, decided, "En effet.", reverse=True, at=NOW + DAY)
    assert (held(), decided.reversed, decided.lifted_at) == (0, True, NOW + DAY)
    with pytest.raises(Invalid):
        sanction(scene.moderator, scene.proposal, Degree.MONTH, OFF_TOPIC)


def test_a_confirmation_leaves_the_suspension_until_its_day(scene):
    decided = sanction(scene.moderator, scene.proposal)
    contest_suspension(decided, "Non.", at=NOW)
    answer_suspension(scene.second, decided, "La règle est claire.", reverse=False, at=NOW)
    assert (held(), decided.lifted_at) == (1, None)
    assert told(scene.author)[1:] == [
        "Votre recours est reçu : suspension de 7 jours",
        "Votre recours est rejeté : suspension de 7 jours",
    ]


def test_an_answer_has_reasons(scene):
    decided = sanction(scene.moderator, scene.proposal)
    contest_suspension(decided, "Non.", at=NOW)
    with pytest.raises(Invalid, match="raisons de votre réponse"):
        answer_suspension(scene.second, decided, " ", reverse=True, at=NOW)


def test_nothing_is_answered_twice_nor_before_it_is_contested(scene):
    decided = sanction(scene.moderator, scene.proposal)
    with pytest.raises(Conflict):
        answer_suspension(scene.second, decided, "Oui.", reverse=True, at=NOW)
    contest_suspension(decided, "Non.", at=NOW)
    answer_suspension(scene.second, decided, "Confirmée.", reverse=False, at=NOW)
    with pytest.raises(Conflict):
        answer_suspension(scene.second, decided, "Annulée.", reverse=True, at=NOW)
    assert decided.reversed is False


@pytest.mark.parametrize("degree", [Degree.WARNING, Degree.WEEK])
def test_one_text_counts_for_one_step(scene, degree):
    sanction(scene.moderator, scene.proposal, Degree.WARNING, OFF_TOPIC)
    with pytest.raises(Invalid, match="Un texte compte pour une étape"):
        sanction(scene.second, scene.proposal, degree, INSULT)
    assert [one.split("» ")[1] for one in told(scene.author)] == ["vous vaut un avertissement"]


def test_a_text_whose_measure_was_reversed_may_be_judged_again(scene):
    first = sanction(scene.moderator, scene.proposal, Degree.WARNING, OFF_TOPIC)
    contest_suspension(first, "Relisez.", at=NOW)
    answer_suspension(scene.second, first, "D’accord.", reverse=True, at=NOW)
    assert sanction(scene.moderator, scene.proposal, Degree.WARNING, OFF_TOPIC).degree is Degree.WARNING
