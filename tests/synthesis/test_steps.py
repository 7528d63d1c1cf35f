"""Where a synthesis stands, as the desk page of its consultation tells it."""

from consult.accounts.models import Role
from consult.consultations.models import ConsultationStatus
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.people import make_user


def test_a_computed_synthesis_is_one_step_away(browser, draft):
    page = browser(draft.secretariat).get(f"/secretariat/consultations/{draft.consultation.slug}").text
    assert f"/secretariat/syntheses/{draft.synthesis.id}" in page
    assert "À relire" in page


def test_before_the_closing_it_is_said_when_it_will_come(browser, store):
    consultation, secretariat = store(make_consultation(), make_user(Role.SECRETARIAT))
    page = browser(secretariat).get(f"/secretariat/consultations/{consultation.slug}").text
    assert "Calculée à la clôture" in page


def test_a_closed_consultation_whose_synthesis_is_to_come_says_so(browser, store):
    closed = make_consultation(status=ConsultationStatus.CLOSED, closed_at=NOW)
    consultation, secretariat = store(closed, make_user(Role.SECRETARIAT))
    page = browser(secretariat).get(f"/secretariat/consultations/{consultation.slug}").text
    assert "Pas encore calculée" in page
