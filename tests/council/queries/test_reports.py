"""The figures of a year against the rows they count, and the sentences the draft says them in."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from consult.kit import clock
from consult.kit.db import database
from consult.kit.errors import Conflict, Invalid
from council.models import Answer, Opinion, OpinionStatus, Recommendation
from council.operations.councils import CouncilDraft, create_council
from council.operations.referrals import ReferralDraft, mark_answered, register_referral, withdraw_referral
from council.operations.reports import draft_report, publish_report, write_report
from council.operations.sittings import (
    SittingDraft,
    answer_invitation,
    cancel_sitting,
    close_sitting,
    convene,
    mark_presence,
    open_sitting,
    plan_sitting,
)
from council.queries.councils import council_at
from council.queries.reports import published_reports, report_of, year_of_work
from council.queries.sittings import sitting_at
from tests.factories import NOW
from tests.factories.councils import seats
from tests.factories.sittings import words

YEAR = NOW.year
ASKED = ReferralDraft("Les guichets", "Que faire ?", "La présidence")
END_OF_YEAR = date(YEAR, 12, 31)
DECEMBER = datetime(YEAR, 12, 2, 10, tzinfo=UTC)


@pytest.fixture
def scene(five):
    """Open a unit of work on a council of five members that owes four sittings a year."""
    with five.app.test_request_context(), database().unit_of_work() as unit:
        five.unit, five.council, five.seats = unit, council_at(five.council.slug), seats(five)
        five.council.sittings_owed = 4
        yield five


def asked(scene, title="Les guichets", *, at=NOW, after: int | None = None, **values: object):
    made = register_referral(scene.secretariat, scene.council, replace(ASKED, title=title, **values), at=at)
    if after is not None:
        mark_answered(made, None, at=at + timedelta(days=after))
    return made


def held(scene, at=NOW, present=3, title=""):
    made = plan_sitting(scene.secretariat, scene.council, SittingDraft(title, at, place="Blois"), at=at)
    sitting = sitting_at(made.id)
    convene(sitting, at=at)
    open_sitting(sitting, at=at)
    everyone = [one.id for one in scene.seats]
    mark_presence(sitting, everyone[:present], everyone, at=at)
    close_sitting(sitting, at=at)
    return sitting


def given(scene, at, recommendations=0):
    opinion = Opinion(
        council_id=scene.council.id,
        rapporteur_id=scene.people[0].id,
        title=f"Avis du {at:%d-%m-%Y}",
        status=OpinionStatus.PUBLISHED,
        created_at=at,
        published_at=at,
    )
    scene.unit.add(opinion)
    scene.unit.flush()
    for place in range(1, recommendations + 1):
        scene.unit.add(Recommendation(opinion_id=opinion.id, position=place, text=f"Faire {place}."))
    scene.unit.flush()
    return opinion


def work(scene, year=YEAR, today=END_OF_YEAR):
    return year_of_work(scene.council, year, today)


def draft(scene, year=YEAR) -> str:
    return draft_report(scene.council, year, END_OF_YEAR).replace("\u00a0", " ").replace("\u202f", " ")


# --- the figures ----------------------------------------------------------------------------


def test_a_question_asked_one_year_and_answered_the_next_is_counted_in_each(scene):
    one = asked(scene, at=NOW, after=200)
    assert (work(scene).received, work(scene).answered) == ([one], [])
    assert (work(scene, YEAR + 1).received, work(scene, YEAR + 1).answered) == ([], [one])


@pytest.mark.parametrize(("delays", "median"), [((10,), 10), ((10, 20), 15), ((1, 2, 90), 2), ((0,), 0)])
def test_half_the_answers_came_within_the_days_that_are_said(scene, delays, median):
    for days in delays:
        asked(scene, after=days)
    assert work(scene).delay_days == median


def test_without_an_answer_no_delay_is_said(scene):
    asked(scene)
    assert work(scene).delay_days is None
    assert "Une réponse sur deux" not in draft(scene)


def test_what_is_late_counts_and_what_was_withdrawn_does_not(scene):
    late = asked(scene, "En retard", due_on=date(YEAR, 11, 1))
    asked(scene, "À venir", due_on=date(YEAR + 1, 2, 1))
    gone = asked(scene, "Retirée", due_on=date(YEAR, 11, 1))
    withdraw_referral(scene.secretariat, gone, "Sans objet.", at=NOW)
    assert list(work(scene).late) == [late]
    assert len(work(scene).received) == 3


def test_lateness_is_that_of_the_day_and_not_of_the_end_of_the_year(scene):
    asked(scene, due_on=date(YEAR, 11, 1))
    assert list(work(scene, today=date(YEAR, 11, 1)).late) == []


def test_sittings_given_up_or_not_yet_opened_are_not_held(scene):
    held(scene)
    given_up = plan_sitting(None, scene.council, SittingDraft("", DECEMBER, place="Blois"), at=NOW)
    convene(sitting_at(given_up.id), at=NOW)
    cancel_sitting(given_up)
    assert len(work(scene).sittings) == 1
    assert "Le conseil s’est réuni 1 fois ; il en doit 4 dans l’année." in draft(scene)


def test_presence_counts_who_came_and_not_who_said_they_would(scene):
    first = held(scene, present=2)
    second = held(scene, NOW + timedelta(days=1), present=3)
    assert [(one.came, one.invited) for one in work(scene).presence] == [(2, 2), (2, 2), (1, 2), (0, 2), (0, 2)]
    assert [one.id for one in work(scene).sittings] == [first.id, second.id]
    assert "5 présences sur 10 invitations." in draft(scene)


def test_an_answer_to_an_invitation_is_not_a_presence(scene):
    made = plan_sitting(None, scene.council, SittingDraft("", NOW, place="Blois"), at=NOW)
    sitting = sitting_at(made.id)
    convene(sitting, at=NOW)
    answer_invitation(scene.seats[0], sitting, Answer.COMING, at=NOW)
    open_sitting(sitting, at=NOW)
    assert {one.came for one in work(scene).presence} == {0}


def test_opinions_of_a_year_are_those_of_the_region_s_clock(scene):
    given(scene, datetime(YEAR - 1, 12, 31, 22, 30, tzinfo=UTC), 5)
    first = given(scene, datetime(YEAR - 1, 12, 31, 23, 30, tzinfo=UTC), 2)
    last = given(scene, datetime(YEAR, 12, 31, 22, 30, tzinfo=UTC), 1)
    assert (list(work(scene).opinions), work(scene).recommendations) == ([first, last], 3)
    assert "Le conseil a publié 2 avis. Il y fait 3 recommandations." in draft(scene)


def test_another_council_s_work_is_not_counted(scene):
    other = create_council(CouncilDraft("Conseil du Loiret"), at=NOW)
    register_referral(scene.secretariat, other, ASKED, at=NOW)
    asked(scene)
    assert [len(year_of_work(one, YEAR, END_OF_YEAR).received) for one in (scene.council, other)] == [1, 1]


# --- the draft and what becomes of it -------------------------------------------------------


def test_the_draft_of_a_year_without_work_says_so_and_lists_nobody(scene):
    text = draft(scene, YEAR - 1)
    assert "Le conseil s’est réuni 0 fois" in text
    assert "0 saisine est entrée au registre." in text
    assert "La Région n’a publié aucune réponse dans l’année." in text
    assert "Présence des membres" not in text


def test_the_draft_lists_each_question_by_its_number_and_each_sitting_by_its_day(scene):
    asked(scene, after=3)
    asked(scene, "Les lieux", due_on=date(YEAR, 11, 1))
    held(scene, title="Séance d’automne")
    text = draft(scene)
    assert f"- Saisine {YEAR}-01 – Les guichets\n- Saisine {YEAR}-02 – Les lieux" in text
    assert "- 1 octobre 2026 – Séance d’automne" in text.replace("1er", "1")
    assert f"1 saisine est en retard :\n\n- Saisine {YEAR}-02 – Les lieux" in text


def test_what_a_person_wrote_no_longer_follows_the_records(scene):
    write_report(scene.secretariat, scene.council, YEAR, "Une **belle** année.", version=0, at=NOW)
    asked(scene)
    report = report_of(scene.council, YEAR)
    assert (report.source, report.version, report.edited_by_id) == (
        "Une **belle** année.",
        1,
        scene.secretariat.id,
    )
    assert "<strong>belle</strong>" in report.html


@pytest.mark.parametrize("source", ["", " \n", "a" * 60_001])
def test_a_report_says_something_and_not_too_much(scene, source):
    with pytest.raises(Invalid):
        write_report(scene.secretariat, scene.council, YEAR, source, version=0, at=NOW)
    assert report_of(scene.council, YEAR) is None


def test_publishing_untouched_keeps_the_draft_of_that_day(scene):
    asked(scene)
    publish_report(scene.secretariat, scene.council, YEAR, at=DECEMBER)
    asked(scene, "Après coup", at=DECEMBER)
    report = report_of(scene.council, YEAR)
    assert "Les guichets" in report.source
    assert "Après coup" not in report.source
    assert report.published_at == DECEMBER


def test_publishing_twice_keeps_the_first_day_and_the_words(scene):
    for days in (0, 3):
        publish_report(scene.secretariat, scene.council, YEAR, at=DECEMBER + timedelta(days=days))
    with pytest.raises(Conflict, match="est publié"):
        write_report(scene.secretariat, scene.council, YEAR, "Autre.", version=1, at=DECEMBER)
    assert report_of(scene.council, YEAR).published_at == DECEMBER


def test_the_last_year_is_published_at_any_time_and_listed_first_comes_the_latest(scene):
    publish_report(scene.secretariat, scene.council, YEAR - 1, at=NOW)
    with pytest.raises(Conflict, match="Attendez décembre"):
        publish_report(scene.secretariat, scene.council, YEAR, at=NOW)
    publish_report(scene.secretariat, scene.council, YEAR, at=DECEMBER)
    assert [one.year for one in published_reports(scene.council)] == [YEAR, YEAR - 1]


# --- on the pages ---------------------------------------------------------------------------


def test_years_before_the_council_and_strange_ones_have_no_report(five, browser):
    desk, at = browser(five.secretariat), f"/secretariat/conseils/{five.council.slug}/bilans"
    page = words(desk.get(at))
    assert (f"{at}/{YEAR}" in page, f"{at}/{YEAR - 1}" in page) == (True, False)
    assert {desk.get(f"{at}/{year}").status_code for year in (1999, YEAR + 1)} == {404}


def test_a_published_report_is_handed_over_to_everyone_in_two_formats(five, browser):
    at = f"/conseils/{five.council.slug}/bilans"
    with clock.set_to(DECEMBER):
        browser(five.secretariat).post(f"/secretariat{at}/{YEAR}/publication")
        page = words(browser().get(f"{at}/{YEAR}"))
        files = [browser().get(f"{at}/{YEAR}.{kind}") for kind in ("pdf", "odt", "html")]
    assert "s’est réuni 0 fois" in page
    assert [file.status_code for file in files] == [200, 200, 404]
    assert f"bilan-{five.council.slug}-{YEAR}.pdf" in files[0].headers["Content-Disposition"]
