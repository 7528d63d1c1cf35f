"""The consultation an import belongs to."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from consult.consultations.models import Consultation, ConsultationStatus, Stage
from consult.kit.errors import Invalid
from contributions.imports.opening import consultation_at, hold_consultation, keep_themes
from contributions.imports.rows import BroughtTheme, Frame
from tests.factories import NOW
from tests.factories.consultations import make_consultation

FRAME = Frame(
    origin="ailleurs",
    title="Une consultation tenue ailleurs",
    question="Que faut-il changer ?",
    summary="En une phrase.",
    body="\nPourquoi **ici**.\n",
    modalities="Comment on participait.",
    organiser="Un ministère",
    decision_maker="Le Parlement",
    phase="Contribuer",
    phase_summary="Voter et proposer.",
    opens_on=date(2015, 9, 26),
    closes_on=date(2015, 10, 18),
    answered_on=date(2015, 11, 6),
)
THEMES = (BroughtTheme("portabilite", "Portabilité"), BroughtTheme("loyaute", "Loyauté"))


@pytest.fixture
def held(unit):
    """Return the consultation, just brought."""
    return hold_consultation(FRAME, THEMES, "ailleurs-2015", at=NOW)


def test_it_lasts_from_the_first_day_to_the_last_both_in(held):
    assert held.opens_at == datetime(2015, 9, 25, 22, 0, tzinfo=UTC)
    assert held.closes_at == datetime(2015, 10, 18, 21, 59, tzinfo=UTC)


def test_it_is_over_and_said_to_come_from_elsewhere(held):
    assert (held.status, held.stage(NOW), held.imported) == (ConsultationStatus.CLOSED, Stage.CLOSED, True)
    assert not held.fictitious


def test_its_texts_are_rendered_and_kept_without_stray_lines(held):
    assert held.body_source == "Pourquoi **ici**."
    assert held.body == "<p>Pourquoi <strong>ici</strong>.</p>\n"


def test_its_passages_are_recorded_so_that_the_worker_has_nothing_to_do(held):
    assert all(phase.opening_recorded_at and phase.closing_recorded_at for phase in held.phases)


def test_themes_come_in_the_order_given_and_once(held):
    keep_themes(held, (*THEMES, BroughtTheme("recherche", "Recherche")))
    assert [theme.slug for theme in held.themes] == ["portabilite", "loyaute", "recherche"]


def test_a_former_run_is_found_again(held):
    assert consultation_at("ailleurs-2015", FRAME) is held


def test_a_free_address_holds_nothing(unit):
    assert consultation_at("ailleurs-2016", FRAME) is None
    assert unit.scalars(select(Consultation)).all() == []


def test_the_address_of_a_consultation_held_here_is_refused(unit):
    unit.add(make_consultation(slug="ici-2026"))
    unit.flush()
    with pytest.raises(Invalid, match="Choisissez une autre adresse"):
        consultation_at("ici-2026", FRAME)


@pytest.mark.parametrize("slug", ["", "Deux Mots", "été", "a/b", "../etc", "x" * 61])
def test_what_is_no_address_is_refused(unit, slug):
    with pytest.raises(Invalid, match="en minuscules"):
        consultation_at(slug, FRAME)
