"""The secretariat plans the phases."""

from datetime import UTC, datetime

import pytest

from consult.accounts.models import Role
from consult.consultations.models import Action
from tests.factories.consultations import make_consultation, make_phase
from tests.factories.people import make_user

PLAN = {
    "title": "Voter",
    "opens_at": "2026-10-25T00:00",
    "closes_at": "2026-11-15T00:00",
    "opens": ["vote", "read"],
}


def test_a_phase_is_planned_on_the_region_s_clock_across_the_change_of_hour(desk):
    assert desk.post("/phases/nouvelle", PLAN).status_code == 302
    added = desk.kept().phases[-1]
    assert added.opens_at == datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
    assert added.closes_at == datetime(2026, 11, 14, 23, 0, tzinfo=UTC)
    assert added.opens == {Action.VOTE, Action.READ}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"closes_at": "2026-10-24T00:00"}, "Choisissez une fin qui vient après le début."),
        ({"opens_at": "2026-10-05T00:00"}, "elles chevauchent la phase"),
        ({"opens": []}, "Cochez au moins une chose"),
        ({"opens_at": "bientôt"}, "Choisissez une date et une heure"),
        ({"opens_at": ""}, "Choisissez le début de la phase."),
        ({"title": ""}, "Donnez un nom à la phase."),
    ],
)
def test_what_is_wrong_is_refused_and_stays_typed(desk, changes, sentence):
    answer = desk.post("/phases/nouvelle", {**PLAN, "summary": "Resté là", **changes})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Resté là"' in answer.text
    assert len(desk.kept().phases) == 1


def test_a_phase_is_shown_as_planned_and_changed(desk):
    address = f"/phases/{desk.draft.phases[0].id}"
    page = desk.get(address).text
    assert 'value="2026-09-21T11:00"' in page
    assert page.count(" checked") == 5
    desk.post(address, {**PLAN, "title": "Tout faire"})
    assert desk.kept().phases[0].title == "Tout faire"


def test_a_wrong_change_is_refused_and_changes_nothing(desk):
    answer = desk.post(f"/phases/{desk.draft.phases[0].id}", {**PLAN, "closes_at": "2026-01-01T00:00"})
    assert answer.status_code == 422
    assert desk.kept().phases[0].title == "Contribuer"


def test_dates_that_leave_less_than_fifteen_days_once_public_ask_why_and_keep_the_answer(browser, store):
    public = make_consultation(slug="trains", phases=[make_phase()])
    (consultation, someone) = store(public, make_user(Role.SECRETARIAT))
    one, address = browser(someone), f"/secretariat/consultations/trains/phases/{consultation.phases[0].id}"
    assert "Pourquoi moins de quinze jours" not in one.get(address).text
    shorter = {**PLAN, "opens_at": "2026-09-21T11:00", "closes_at": "2026-10-02T00:00"}
    refused = one.post(address, shorter)
    assert refused.status_code == 422
    assert 'id="short_reason-error"' in refused.text
    assert 'value="2026-10-02T00:00"' in refused.text
    assert one.post(address, {**shorter, "short_reason": "Le budget est voté en octobre."}).status_code == 302
    assert "Le budget est voté en octobre." in one.get("/consultations/trains").text


def test_removing_a_phase_asks_first(desk):
    address = f"/phases/{desk.draft.phases[0].id}/oter"
    assert "Elle disparaîtra du calendrier." in desk.get(address).text
    assert desk.post(address).status_code == 302
    assert desk.kept().phases == []


def test_a_phase_of_another_consultation_is_not_found(desk, store):
    assert desk.get("/phases/99999").status_code == 404
