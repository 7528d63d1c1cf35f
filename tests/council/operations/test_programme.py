"""The scheme is written part by part, refuses a stale page, is published whole, and owes a conference a year."""

from datetime import date, timedelta

import pytest

from consult.kit.db import database
from consult.kit.errors import Conflict, Invalid
from consult.territories.models import TerritoryLevel
from council.models import MeetingKind
from council.operations import programme
from council.operations.programme import MeasureDraft, MeetingDraft, SchemeDraft, read_territories
from council.queries.programme import conference_of, public_measures, scheme_at
from tests.factories import NOW
from tests.factories.councils import a_council, a_scheme
from tests.factories.territories import make_territory

LEVEL = TerritoryLevel


@pytest.fixture
def scene(app):
    """Open a unit of work on a council that follows a scheme of one measure, not public yet."""
    scene = a_council(app, members=2)
    with app.test_request_context(), database().unit_of_work() as unit:
        scene.unit, scene.scheme = unit, a_scheme(scene, public=False)
        yield scene


@pytest.fixture
def places(scene):
    """Return a region, one of its departments, and two EPCI."""
    rows = [
        make_territory("Centre-Val de Loire", LEVEL.REGION, code="24"),
        make_territory("Cher", LEVEL.DEPARTMENT, code="18"),
        make_territory("CC Berry Grand Sud", LEVEL.EPCI),
        make_territory("CC Cher-Sologne", LEVEL.EPCI),
        make_territory("Cher", LEVEL.COMMUNE),
    ]
    scene.unit.add_all(rows)
    scene.unit.flush()
    return rows


def meeting(scene, day, kind=MeetingKind.CONFERENCE):
    draft = MeetingDraft(kind, "Rencontre", NOW + timedelta(days=day))
    return programme.add_meeting(scene.scheme, draft, at=NOW)


def test_two_schemes_do_not_share_a_title(scene):
    with pytest.raises(Invalid, match="Choisissez un autre titre"):
        programme.create_scheme(scene.secretariat, scene.council, SchemeDraft(scene.scheme.title), at=NOW)


def test_each_change_makes_a_page_opened_before_stale(scene):
    opened_on = scene.scheme.version
    programme.add_axis(scene.scheme, "Des données ouvertes", version=opened_on)
    with pytest.raises(Conflict, match="Rechargez la page"):
        programme.write_scheme(scene.scheme, SchemeDraft("Autre titre"), version=opened_on)
    assert scene.scheme.title == "Schéma des usages numériques"


@pytest.mark.parametrize(
    "draft", [SchemeDraft("Schéma", adopted_on=date(2025, 6, 29)), SchemeDraft("Schéma", deed="Délibération")]
)
def test_a_scheme_without_its_adoption_is_not_published(scene, draft):
    programme.write_scheme(scene.scheme, draft, version=None)
    with pytest.raises(Conflict, match="par quelle délibération"):
        programme.publish_scheme(scene.secretariat, scene.scheme, at=NOW)


def test_a_scheme_without_a_measure_is_not_published(scene):
    programme.remove_measure(scene.scheme.axes[0].measures[0], at=NOW)
    with pytest.raises(Conflict, match="Ajoutez d’abord une mesure"):
        programme.publish_scheme(scene.secretariat, scene.scheme, at=NOW)
    assert not scene.scheme.is_public


def test_a_scheme_is_published_once_by_whoever_did_it_first(scene):
    programme.publish_scheme(scene.secretariat, scene.scheme, at=NOW)
    programme.publish_scheme(scene.people[0], scene.scheme, at=NOW + timedelta(days=1))
    assert (scene.scheme.published_at, scene.scheme.published_by_id) == (NOW, scene.secretariat.id)


def test_measures_are_numbered_by_axis_and_close_up(scene):
    axis = programme.add_axis(scene.scheme, "Des données ouvertes")
    first, second = (programme.add_measure(axis, MeasureDraft(title), at=NOW) for title in ("Un", "Deux"))
    assert (first.number, second.number) == ("2.1", "2.2")
    programme.remove_measure(first, at=NOW)
    assert second.number == "2.1"


def test_an_axis_goes_once_it_holds_nothing_and_the_next_move_up(scene):
    first = scene.scheme.axes[0]
    other = programme.add_axis(scene.scheme, "Des données ouvertes")
    with pytest.raises(Conflict, match="Retirez d’abord les mesures"):
        programme.remove_axis(first)
    programme.remove_measure(first.measures[0], at=NOW)
    programme.remove_axis(first)
    assert other.position == 1


def test_a_public_measure_keeps_its_place(scene):
    programme.publish_scheme(scene.secretariat, scene.scheme, at=NOW)
    with pytest.raises(Conflict, match="son numéro reste"):
        programme.remove_measure(scene.scheme.axes[0].measures[0], at=NOW)


def test_measures_are_read_by_everyone_once_published(scene):
    assert public_measures() == []
    programme.publish_scheme(scene.secretariat, scene.scheme, at=NOW)
    assert [one.title for one in public_measures()] == ["Ouvrir un lieu par bassin de vie"]


# --- territories ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("centre val de loire", ["Centre-Val de Loire"]),
        ("Cher\n\ncc berry grand sud", ["Cher", "CC Berry Grand Sud"]),
        ("18", ["Cher"]),
    ],
)
def test_a_territory_is_known_by_its_name_or_its_code(places, typed, found):
    territories = read_territories(typed)
    assert [one.name for one in territories] == found
    assert LEVEL.COMMUNE not in {one.level for one in territories}


def test_an_unknown_territory_is_refused_with_those_close_to_it(places):
    with pytest.raises(Invalid) as refused:
        read_territories("Sologne")
    assert (refused.value.field, "CC Cher-Sologne" in str(refused.value.sentence)) == ("territories", True)
    with pytest.raises(Invalid, match="n’est pas connu"):
        read_territories("Bretagne")


def test_the_territories_of_a_measure_are_replaced(scene, places):
    measure = scene.scheme.axes[0].measures[0]
    for wanted in (places[:2], places[1:3]):
        programme.write_measure(measure, MeasureDraft("Ouvrir un lieu", territories=wanted), at=NOW, version=None)
    scene.unit.expire_all()
    kept = scheme_at(scene.scheme.id).axes[0].measures[0].territories
    assert {line.territory.name for line in kept} == {"Cher", "CC Berry Grand Sud"}


# --- the calendar --------------------------------------------------------------------------------


def test_a_conference_is_owed_a_year_after_the_adoption(scene):
    owed = conference_of(scene.scheme, date(2026, 5, 1))
    assert (owed.owed_by, owed.is_late, owed.planned) == (date(2026, 6, 29), False, None)
    assert conference_of(scene.scheme, date(2026, 6, 30)).is_late


def test_a_technical_meeting_does_not_count_as_a_conference(scene):
    before = conference_of(scene.scheme, NOW.date())
    meeting(scene, -1, MeetingKind.TECHNICAL)
    assert conference_of(scene.scheme, NOW.date()) == before


def test_the_last_conference_moves_the_day_the_next_is_owed(scene):
    held, planned = meeting(scene, -10), meeting(scene, 200)
    owed = conference_of(scene.scheme, NOW.date())
    assert owed.owed_by == held.starts_at.date().replace(year=held.starts_at.year + 1)
    assert owed.planned is planned


def test_nothing_is_owed_before_the_adoption(scene):
    programme.write_scheme(scene.scheme, SchemeDraft("Schéma"), version=None)
    assert conference_of(scene.scheme, NOW.date()) is None


def test_a_scheme_adopted_on_a_29_of_february_owes_by_the_28(scene):
    programme.write_scheme(scene.scheme, SchemeDraft("Schéma", adopted_on=date(2024, 2, 29)), version=None)
    assert conference_of(scene.scheme, date(2024, 3, 1)).owed_by == date(2025, 2, 28)


def test_a_meeting_that_ends_before_it_starts_is_refused(scene):
    draft = MeetingDraft(MeetingKind.CONFERENCE, "Rencontre", NOW, NOW - timedelta(hours=1))
    with pytest.raises(Invalid, match="finit avant de commencer"):
        programme.add_meeting(scene.scheme, draft, at=NOW)


def test_a_link_that_is_no_address_is_refused_where_it_was_typed(scene):
    draft = MeetingDraft(MeetingKind.CONFERENCE, "Rencontre", NOW, link="javascript:alert(1)")
    with pytest.raises(Invalid) as refused:
        programme.add_meeting(scene.scheme, draft, at=NOW)
    assert refused.value.field == "link"
