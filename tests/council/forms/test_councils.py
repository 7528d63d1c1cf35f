"""What is typed of a council and of a seat becomes a draft, or is refused beside its field."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from consult.territories.models import TerritoryLevel
from council.forms.councils import CouncilForm, EndForm, MandateForm, SeatForm, written_council
from council.models import Council, Office

TYPED = {"name": "Conseil du numérique", "level": "region", "quorum_share": "60", "sittings_owed": "4"}
SEAT = {"capacity": "associations", "office": "vice_president", "starts_on": "2026-01-01"}


@pytest.fixture(autouse=True)
def page(app):
    with app.test_request_context():
        yield


def typed(form_class, values, **others: str):
    return form_class(MultiDict({**values, **others}), meta={"csrf": False})


def test_what_is_typed_of_a_council_becomes_its_draft():
    form = typed(CouncilForm, TYPED, level="epci", contact=" conseil@region.example ")
    assert form.validate()
    draft = form.draft()
    assert (draft.name, draft.level) == ("Conseil du numérique", TerritoryLevel.EPCI)
    assert (draft.quorum_share, draft.sittings_owed, draft.deed) == (60, 4, "")


def test_a_quorum_left_empty_is_half_and_no_sitting_is_owed():
    form = typed(CouncilForm, TYPED, quorum_share="", sittings_owed="")
    assert form.validate()
    assert (form.draft().quorum_share, form.draft().sittings_owed) == (50, 0)


@pytest.mark.parametrize("share", ["0", "101", "-5"])
def test_a_share_of_nobody_or_of_more_than_all_is_refused(share):
    form = typed(CouncilForm, TYPED, quorum_share=share)
    assert not form.validate()
    assert [str(one) for one in form.quorum_share.errors] == ["Écrivez un nombre entre 1 et 100."]


def test_the_whole_council_may_be_asked_to_be_there():
    form = typed(CouncilForm, TYPED, quorum_share="100", sittings_owed="52")
    assert form.validate()
    assert (form.draft().quorum_share, form.draft().sittings_owed) == (100, 52)


def test_a_year_has_no_more_sittings_than_weeks():
    form = typed(CouncilForm, TYPED, sittings_owed="53")
    assert not form.validate()
    assert [str(one) for one in form.sittings_owed.errors] == ["Écrivez un nombre entre 0 et 52."]


def test_a_number_in_letters_is_refused_with_what_to_write():
    form = typed(CouncilForm, TYPED, quorum_share="la moitié")
    assert not form.validate()
    assert "Écrivez un nombre entier." in [str(one) for one in form.quorum_share.errors]


def test_a_council_has_a_name_that_is_more_than_spaces():
    form = typed(CouncilForm, TYPED, name="  \u200b ")
    assert not form.validate()
    assert [str(one) for one in form.name.errors] == ["Donnez le nom du conseil."]


def test_a_level_that_does_not_exist_is_refused():
    form = typed(CouncilForm, TYPED, level="planet")
    assert not form.validate()
    assert list(form.errors) == ["level"]


def test_a_council_written_again_without_a_change_says_the_same():
    council = Council(
        name="Conseil", territory_name="Cher", summary="Il aide.", deed="Délibération n° 2", contact="a@b.example"
    )
    council.level, council.quorum_share, council.sittings_owed = TerritoryLevel.DEPARTMENT, 40, 3
    form = CouncilForm(data=written_council(council), meta={"csrf": False})
    draft = form.draft()
    assert {name: getattr(draft, name) for name in vars(draft)} == {
        name: getattr(council, name) for name in vars(draft)
    }


def test_a_seat_without_a_last_day_goes_on():
    form = typed(SeatForm, SEAT, email="", display_name="Ali Roy")
    assert form.validate()
    seat = form.seat()
    assert (seat.office, seat.starts_on, seat.ends_on) == (Office.VICE_PRESIDENT, date(2026, 1, 1), None)


def test_a_mandate_says_from_when():
    form = typed(MandateForm, SEAT, starts_on="")
    assert not form.validate()
    assert [str(one) for one in form.starts_on.errors] == ["Donnez le jour où le mandat commence."]


def test_a_day_the_calendar_does_not_hold_is_refused_with_an_example():
    form = typed(EndForm, {"ends_on": "2026-02-29"})
    assert not form.validate()
    assert "Choisissez une date, par exemple 12/10/2026." in [str(one) for one in form.ends_on.errors]
