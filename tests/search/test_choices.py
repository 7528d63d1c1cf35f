from datetime import timedelta

import pytest

from consult.kit.db import database
from consult.territories.models import TerritoryLevel
from search.choices import choices
from search.engine import Facet
from search.engines import engine
from search.pages import Asked, search_page
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_phase
from tests.factories.territories import make_territory


def offered(site, facet, **chosen: str):
    with site.app.test_request_context(), database().unit_of_work(writes=False):
        page = search_page(engine(), Asked("wifi", {Facet[name]: value for name, value in chosen.items()}))
        return {str(name): count for name, count in choices(facet, page).values()}


@pytest.fixture
def towns(site):
    with site.unit() as unit:
        level = TerritoryLevel.DEPARTMENT
        unit.add(make_territory("Loiret", level, code="45", department_code="45"))
        unit.add(make_territory("Indre-et-Loire", level, code="37", department_code="37"))
        known = [make_territory("Orléans", department_code="45"), make_territory("Tours", department_code="37")]
        unit.add_all(known)
        unit.flush()
        return [one.id for one in known]


def test_territories_are_departments_and_answers_are_where_their_proposal_is(site, towns):
    site.argue(site.propose("Le wifi à Orléans", territory_id=towns[0]), "Le wifi attire.")
    site.propose("Le wifi à Tours", territory_id=towns[1])
    site.propose("Le wifi partout")
    site.work()
    assert offered(site, Facet.TERRITORY) == {"Loiret": 2, "Indre-et-Loire": 1}
    assert offered(site, Facet.KIND, TERRITORY="45") == {"Propositions": 1, "Arguments": 1}


def test_months_come_from_the_last_and_are_those_of_people_here(site):
    first, second = site.propose("Le wifi en octobre"), site.propose("Le wifi le premier novembre")
    with site.unit() as unit:
        for text, moment in ((first, NOW), (second, NOW.replace(month=10, day=31, hour=23, minute=30))):
            unit.get_one(type(text), text.id).published_at = moment
    site.work()
    assert list(offered(site, Facet.PERIOD)) == ["novembre 2026", "octobre 2026"]


def test_a_text_is_of_the_phase_under_way_when_it_was_published(site):
    with site.unit() as unit:
        here = unit.get_one(type(site.consultation), site.consultation.id)
        here.phases[0].title, here.phases[0].closes_at = "Proposer", NOW + timedelta(days=1)
        later = {"opens_at": NOW + timedelta(days=1), "closes_at": NOW + timedelta(days=9)}
        here.phases.append(make_phase(title="Améliorer", **later))
    texts = [site.propose(f"Le wifi au village {number}") for number in range(3)]
    with site.unit() as unit:
        for text in texts[:2]:
            unit.get_one(type(text), text.id).published_at = NOW + timedelta(days=2)
    site.work()
    assert offered(site, Facet.PHASE) == {"Proposer": 1, "Améliorer": 2}
    assert list(offered(site, Facet.PHASE)) == ["Proposer", "Améliorer"]


def test_a_phase_says_its_consultation_where_there_are_several(site):
    with site.unit() as unit:
        other = make_consultation(slug="budget", title="Le budget", phases=[make_phase(title="Voter")])
        unit.add(other)
        unit.flush()
    site.propose("Le wifi ici")
    site.consultation, here = other, site.consultation
    for where in ("là", "là-bas"):
        site.propose(f"Le wifi {where}", theme_id=other.themes[0].id)
    site.work()
    names = {name.replace("\N{NO-BREAK SPACE}", " "): count for name, count in offered(site, Facet.PHASE).items()}
    assert names == {"Voter, dans « Le budget »": 2, f"{here.phases[0].title}, dans « {here.title} »": 1}
    assert offered(site, Facet.PHASE, CONSULTATION="budget") == {"Voter": 2}
    assert set(offered(site, Facet.CONSULTATION, PHASE=str(other.phases[0].id))) == {"Le budget"}


def test_a_choice_that_gives_nothing_stays_so_that_it_can_be_left(site):
    site.propose("Le wifi ici", theme_id=site.sante.id)
    site.work()
    assert offered(site, Facet.THEME, THEME="culture") == {"Culture": 0, "Santé": 1}


def test_the_choice_in_use_comes_first_then_the_most_frequent(site):
    for number, theme in enumerate((site.sante, site.culture, site.culture)):
        site.propose(f"Le wifi au village {number}", theme_id=theme.id)
    site.work()
    assert list(offered(site, Facet.THEME)) == ["Culture", "Santé"]
    assert list(offered(site, Facet.THEME, THEME="sante")) == ["Santé", "Culture"]
