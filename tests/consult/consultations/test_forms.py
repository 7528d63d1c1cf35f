"""What the forms of the desk read, refuse and give to the operations."""

from datetime import UTC, date, datetime

import pytest
from werkzeug.datastructures import MultiDict

from consult.consultations import forms
from consult.consultations.models import Action
from consult.consultations.operations import ConsultationDraft, DocumentDraft, PhaseDraft, ThemeDraft
from consult.territories.models import TerritoryLevel
from tests.factories.consultations import make_consultation, make_theme
from tests.factories.territories import make_territory

PHASE = {"title": "Voter", "opens_at": "2026-10-02T08:00", "closes_at": "2026-11-02T08:00", "opens": "vote"}


@pytest.fixture(autouse=True)
def request_under_way(app):
    with app.test_request_context():
        yield


def filled(kind, **typed: object):
    """Return a form of this kind with what was typed, validated."""
    form = kind(MultiDict(typed), meta={"csrf": False})
    if hasattr(form, "offer"):
        form.offer([])
    form.validate()
    return form


def errors(form) -> dict[str, str]:
    return {name: str(found[0]) for name, found in form.errors.items()}


def test_a_title_alone_makes_a_draft():
    form = filled(forms.NewConsultationForm, title="Nos trains")
    assert not form.errors
    assert form.draft() == ConsultationDraft(title="Nos trains")


def test_everything_typed_reaches_the_draft():
    typed = {
        "title": "Nos trains",
        "question": "Lesquels ?",
        "summary": "En bref",
        "body": "## Pourquoi",
        "modalities": "On lit tout.",
        "organiser": "Région",
        "decision_maker": "Les élus",
        "synthesis_due_on": "2026-12-01",
        "short_reason": "Budget",
        "pre_moderated": "y",
        "results_hidden": "y",
    }
    chosen = {"synthesis_due_on": date(2026, 12, 1), "pre_moderated": True, "results_hidden": True}
    assert filled(forms.ConsultationForm, **typed).draft() == ConsultationDraft(**{**typed, **chosen})


def test_what_was_written_comes_back_as_its_source():
    consultation = make_consultation(body_source="## Pourquoi", body_html="<h3>Pourquoi</h3>")
    form = forms.ConsultationForm(data=forms.written(consultation))
    assert form.body.data == "## Pourquoi"
    assert form.modalities.data == consultation.modalities_source
    assert form.organiser.data == "Conseil régional"


@pytest.mark.parametrize(
    ("field", "limit"),
    [("title", 160), ("question", 300), ("summary", 600), ("organiser", 160), ("decision_maker", 160)],
)
def test_a_text_may_fill_its_column_and_no_more(field, limit):
    assert not filled(forms.ConsultationForm, **{"title": "T", field: "é" * limit}).errors
    assert "au plus" in errors(filled(forms.ConsultationForm, **{"title": "T", field: "é" * (limit + 1)}))[field]


@pytest.mark.parametrize("slug", ["nos-trains", "2030", "a-1-b"])
def test_an_address_is_made_of_small_letters_figures_and_hyphens(slug):
    assert not filled(forms.NewConsultationForm, title="T", slug=slug).errors


@pytest.mark.parametrize("slug", ["Nos-trains", "été", "a b", "-a", "a--b", "a/b", "../x", "a" * 81])
def test_any_other_address_is_refused(slug):
    assert "slug" in filled(forms.NewConsultationForm, title="T", slug=slug).errors


@pytest.mark.parametrize(("typed", "kept"), [("", None), ("1", 1), ("10", 10), ("1000", 1000)])
def test_votes_may_be_limited_or_not(typed, kept):
    form = filled(forms.ConsultationForm, title="T", votes_per_person=typed)
    assert form.draft().votes_per_person == kept
    assert not form.errors


@pytest.mark.parametrize("typed", ["0", "-2", "1001", "trois", "2,5"])
def test_a_number_of_votes_that_makes_no_sense_is_refused_with_what_to_write(typed):
    form = filled(forms.ConsultationForm, title="T", votes_per_person=typed)
    assert errors(form)["votes_per_person"].startswith("Écrivez un nombre entre 1 et 1000, ou rien.")


def test_territories_are_offered_by_level():
    form = forms.ConsultationForm()
    form.offer([make_territory("Cher", TerritoryLevel.DEPARTMENT, id=3)])
    page = form.territory_id()
    assert '<optgroup label="Départements">' in page
    assert '<option value="3">Cher</option>' in page


@pytest.mark.parametrize(
    ("typed", "is_refused"), [("", False), ("3", False), ("4", True), ("x", True), ("-3", True)]
)
def test_only_an_offered_territory_is_chosen(typed, is_refused):
    form = forms.ConsultationForm(MultiDict({"title": "T", "territory_id": typed}), meta={"csrf": False})
    form.offer([make_territory("Cher", TerritoryLevel.DEPARTMENT, id=3)])
    form.validate()
    assert ("territory_id" in form.errors) == is_refused


def test_a_phase_is_read_on_the_region_s_clock():
    assert filled(forms.PhaseForm, **PHASE, summary="On vote.").draft() == PhaseDraft(
        title="Voter",
        opens_at=datetime(2026, 10, 2, 6, 0, tzinfo=UTC),
        closes_at=datetime(2026, 11, 2, 7, 0, tzinfo=UTC),
        opens=frozenset({Action.VOTE}),
        summary="On vote.",
    )


def test_an_action_that_does_not_exist_is_refused():
    assert "opens" in filled(forms.PhaseForm, **{**PHASE, "opens": "fly"}).errors


def test_every_action_has_its_word():
    assert set(forms.ACTIONS) == set(Action)


def test_a_theme_is_offered_every_other_with_its_depth():
    form = forms.ThemeForm()
    form.offer([(make_theme("Santé", id=1), 0), (make_theme("Aidants", id=2), 1)])
    assert '<option value="2">— Aidants</option>' in form.parent_id()


@pytest.mark.parametrize(("typed", "parent_id"), [("", None), ("7", 7), ("x", 0)])
def test_a_theme_says_where_it_stands(typed, parent_id):
    draft = filled(forms.ThemeForm, title="Aidants", parent_id=typed).draft()
    assert draft == ThemeDraft("Aidants", "", parent_id)


def test_a_document_needs_a_title_and_an_address():
    assert set(errors(filled(forms.DocumentForm))) == {"title", "url"}
    draft = filled(forms.DocumentForm, title="Rapport", url="https://exemple.fr/r.pdf").draft()
    assert draft == DocumentDraft("Rapport", "https://exemple.fr/r.pdf")


@pytest.mark.parametrize("typed", ["", "   ", "\u200b"])
def test_a_reason_is_words(typed):
    assert errors(filled(forms.ReasonForm, reason=typed))["reason"].startswith("Écrivez le motif")
