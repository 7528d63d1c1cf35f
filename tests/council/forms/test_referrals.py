"""Documents are read one a line; what was not offered counts for nothing."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from consult.consultations.models import Consultation
from consult.kit.errors import Invalid
from council.forms.referrals import OwnReferralForm, ReferralForm, read_documents, written_referral
from council.models import Referral, ReferralDocument

ASKED = {"title": "Les guichets", "source": "Où les garder ?", "asked_by": "La présidente de la Région"}
OFFERED = [Consultation(id=7, title="Guichets"), Consultation(id=9, title="Écrans")]


@pytest.fixture(autouse=True)
def page(app):
    with app.test_request_context():
        yield


def typed(form_class=ReferralForm, **others: str):
    form = form_class(MultiDict({**ASKED, **others}), meta={"csrf": False})
    if form_class is ReferralForm:
        form.offer(OFFERED)
    return form


def test_each_line_is_a_title_then_an_address():
    lines = "Le rapport https://region.example/a.pdf\n\n  La carte des lieux /lieux  \n"
    assert read_documents(lines) == (
        ("Le rapport", "https://region.example/a.pdf"),
        ("La carte des lieux", "/lieux"),
    )


def test_an_address_alone_is_its_own_title():
    assert read_documents("https://region.example/a.pdf") == (
        ("https://region.example/a.pdf", "https://region.example/a.pdf"),
    )


@pytest.mark.parametrize("nothing", ["", "  \n\t\n"])
def test_no_line_is_no_document(nothing):
    assert read_documents(nothing) == ()


@pytest.mark.parametrize(
    "line", ["Le rapport", "Le rapport javascript:alert(1)", "https://region.example rapport"]
)
def test_one_line_without_its_address_refuses_the_whole(line):
    with pytest.raises(Invalid, match="Finissez chaque ligne par l’adresse du document") as refusal:
        read_documents(f"La carte https://region.example/carte\n{line}")
    assert refusal.value.field == "documents"


def test_the_consultation_chosen_is_kept_and_one_that_was_not_offered_is_not():
    assert typed(consultation="9").draft().consultation_id == 9
    assert typed(consultation="8").draft().consultation_id is None
    assert typed(consultation="").draft().consultation_id is None


def test_no_consultation_is_the_first_choice():
    choices = [(one.value, str(one.label)) for one in typed().consultation.choices]
    assert choices == [("", "Aucune pour le moment"), ("7", "Guichets"), ("9", "Écrans")]


def test_a_referral_names_who_asks():
    form = typed(asked_by=" ")
    assert not form.validate()
    assert [str(one) for one in form.asked_by.errors] == ["Dites qui saisit le conseil."]


def test_a_member_who_proposes_one_names_nobody():
    form = typed(OwnReferralForm, due_on="2026-12-31")
    assert form.validate()
    draft = form.draft()
    assert (draft.asked_by, draft.due_on, draft.consultation_id) == ("", date(2026, 12, 31), None)


def test_a_referral_without_a_question_is_refused():
    form = typed(source="\n \n")
    assert not form.validate()
    assert [str(one) for one in form.source.errors] == ["Écrivez la question posée au conseil."]


def test_a_referral_written_again_without_a_change_says_the_same():
    referral = Referral(title="Les guichets", source="Où ?", asked_by="La Région", consultation_id=7)
    referral.asked_on, referral.due_on = date(2026, 9, 1), None
    referral.documents = [ReferralDocument(title="La carte", url="/lieux"), ReferralDocument(title="/b", url="/b")]
    form = ReferralForm(data=written_referral(referral), meta={"csrf": False})
    form.offer(OFFERED)
    draft = form.draft()
    assert (draft.title, draft.asked_on, draft.due_on) == ("Les guichets", date(2026, 9, 1), None)
    assert draft.consultation_id == 7
    assert draft.documents == (("La carte", "/lieux"), ("/b", "/b"))
