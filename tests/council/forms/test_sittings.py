"""A sitting is typed on the region's clock; a point is tied to what was offered and to nothing else."""

from datetime import UTC, datetime

import pytest
from werkzeug.datastructures import MultiDict

from council.forms.sittings import ItemForm, SittingForm, VersionedForm, written_item, written_sitting
from council.models import AgendaItem, Opinion, Referral, Sitting

LONG = "Un titre " * 20


@pytest.fixture(autouse=True)
def page(app):
    with app.test_request_context():
        yield


def typed(form_class, **values: str):
    return form_class(MultiDict(values), meta={"csrf": False})


def point(tied_to=""):
    form = typed(ItemForm, title="Les guichets", tied_to=tied_to)
    numbered = Referral(id=3, title="Les écrans", year=2026, rank=1)
    form.offer([numbered, Referral(id=4, title=LONG)], [], [Opinion(id=5, title="Avis sur les guichets")])
    return form


@pytest.mark.parametrize(
    ("day", "instant"),
    [
        ("2026-07-01T18:30", datetime(2026, 7, 1, 16, 30, tzinfo=UTC)),
        ("2026-12-01T18:30", datetime(2026, 12, 1, 17, 30, tzinfo=UTC)),
        ("2027-01-01T00:00", datetime(2026, 12, 31, 23, 0, tzinfo=UTC)),
    ],
)
def test_the_hour_typed_is_the_one_of_the_region_s_clocks(day, instant):
    form = typed(SittingForm, starts_at=day)
    assert form.validate()
    assert (form.draft().starts_at, form.draft().ends_at) == (instant, None)


def test_a_sitting_without_a_day_is_refused():
    form = typed(SittingForm, title="Rentrée", starts_at="")
    assert not form.validate()
    assert [str(one) for one in form.starts_at.errors] == ["Donnez la date et l’heure de la séance."]


def test_a_sitting_written_again_without_a_change_says_the_same():
    sitting = Sitting(title="Rentrée", place="Orléans", link="", version=3)
    sitting.starts_at, sitting.ends_at = datetime(2026, 10, 24, 22, 30, tzinfo=UTC), None
    form = SittingForm(data=written_sitting(sitting), meta={"csrf": False})
    draft = form.draft()
    assert (draft.title, draft.starts_at, draft.ends_at, draft.place) == (
        "Rentrée",
        sitting.starts_at,
        None,
        "Orléans",
    )
    assert 'value="2026-10-25T00:30"' in form.starts_at()
    assert form.read == 3


@pytest.mark.parametrize("version", ["", "-1", "²", "3.0", "trois"])
def test_a_version_that_is_no_number_is_one_nothing_has(version):
    assert typed(VersionedForm, version=version).read == 0


def test_a_point_is_tied_to_what_was_chosen():
    draft = point("referral:3").draft()
    assert (draft.referral_id, draft.transmission_id, draft.opinion_id) == (3, None, None)
    assert point("opinion:5").draft().opinion_id == 5


@pytest.mark.parametrize("tied_to", ["", "referral:99", "opinion:3", "council:1", "referral:"])
def test_what_was_not_offered_ties_a_point_to_nothing(tied_to):
    draft = point(tied_to).draft()
    assert (draft.referral_id, draft.transmission_id, draft.opinion_id) == (None, None, None)


def test_choices_are_named_with_their_number_and_cut_when_long():
    labels = [str(one.label) for one in point().tied_to.choices]
    assert labels == ["Rien en particulier", "2026-01 Les écrans", LONG[:100], "Avis sur les guichets"]


def test_a_point_shows_what_it_is_tied_to_or_nothing():
    item = AgendaItem(title="Les guichets", explanation="", document_title="", document_url="")
    assert written_item(item)["tied_to"] == ""
    item.opinion_id = 5
    assert written_item(item)["tied_to"] == "opinion:5"
