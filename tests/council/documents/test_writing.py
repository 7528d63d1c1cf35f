"""An opinion and its answer are taken away as a tagged PDF and as ODT, with all that their pages say."""

from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from sqlalchemy import select

from consult.accounts.models import User
from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from consult.kit.db import database
from contributions.models import Contribution, Status
from council.models import CitedKind, Opinion
from council.operations.opinions import correct_opinion, publish_opinion
from tests.factories import NOW
from tests.factories.opinions import record_vote
from tests.factories.stages import PROMISES, REASONS, RECOMMENDED


@pytest.fixture
def scene(followed, browser):
    """Return the followed opinion with the addresses of its files, and a visitor."""
    followed.files, followed.reader = f"/avis/{followed.opinion.id}", browser()
    return followed


def odt(scene, address: str) -> str:
    return ZipFile(BytesIO(scene.reader.get(f"{address}.odt").data)).read("content.xml").decode()


def pdf(scene, address: str) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(scene.reader.get(f"{address}.pdf").data))


def kinds(opened: pikepdf.Pdf) -> set[str]:
    """Return the kinds of elements a tagged document is made of."""
    return {
        str(one.S)
        for one in opened.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"
    }


def change(scene, act) -> None:
    with scene.app.test_request_context(), database().unit_of_work() as unit:
        act(unit)


@pytest.mark.parametrize("page", ["", "/reponse"])
def test_a_pdf_is_tagged_titled_in_french_and_reads_aloud_in_order(scene, page):
    opened = pdf(scene, f"{scene.files}{page}")
    assert str(opened.Root.Lang) == "fr"
    assert opened.Root.MarkInfo.Marked
    assert "guichets" in str(opened.docinfo["/Title"]) or "2026-01" in str(opened.docinfo["/Title"])
    assert {"/H1", "/L", "/LI"} <= kinds(opened)


def test_the_votes_are_a_table_with_headings_in_the_pdf(scene):
    assert {"/Table", "/TH"} <= kinds(pdf(scene, scene.files))


def test_the_file_of_an_opinion_holds_every_part_recommendation_voice_and_dissent(scene):
    text = odt(scene, scene.files)
    for words in ("Avis n°\u00a02026-01", "Adopté le 1er octobre 2026", "Un accueil humain.", *RECOMMENDED):
        assert words in text
    for name in (scene.rapporteur.display_name, "Zoé Vinet", "Ali Roy"):
        assert name in text
    assert "Avis minoritaire\u00a0: Sans bornes" in text
    assert "Les bornes éloignent." in text


def test_a_list_typed_in_a_part_is_a_list_in_the_file(scene):
    text = odt(scene, scene.files)
    assert "- des bornes" not in text
    assert "<text:list" in text.split("Les outils")[1].split("Recommandations")[0]


def test_what_a_recommendation_cites_stands_under_it_with_its_place_and_its_count(scene):
    own = odt(scene, scene.files).split(RECOMMENDED[0])[1].split(RECOMMENDED[1])[0]
    quote = next(one.words for one in scene.opinion.citations if one.kind is CitedKind.QUOTE)
    assert quote[:40] in own
    assert "Synthèse, «\u00a0" in own
    assert "contribution à l’appui" in own


def test_the_file_of_an_answer_holds_each_verdict_reason_and_promise_with_its_day(scene):
    text = odt(scene, f"{scene.files}/reponse")
    for words in ("Publiée le 1er octobre 2026", "La présidence", *REASONS, *(title for title, _day in PROMISES)):
        assert words in text
    for verdict in ("Acceptée", "Acceptée en partie", "Refusée", "À l’étude"):
        assert f"Réponse\u00a0: {verdict}" in text
    assert "Ouvrir six guichets, pour le 1er mars 2027" in text
    assert [text.index(words) for words in RECOMMENDED] == sorted(text.index(words) for words in RECOMMENDED)


def test_the_same_words_give_the_same_file_and_a_browser_that_has_it_takes_nothing(scene):
    for address in (f"{scene.files}.pdf", f"{scene.files}/reponse.odt"):
        first, second = scene.reader.get(address), scene.reader.get(address)
        assert first.data == second.data
        known = {"If-None-Match": first.headers["ETag"]}
        assert scene.reader.get(address, headers=known).status_code == 304


def test_a_text_taken_back_leaves_the_file_even_for_a_browser_that_had_it(scene):
    address = f"{scene.files}.odt"
    known = {"If-None-Match": scene.reader.get(address).headers["ETag"]}
    assert "Garder un guichet humain" in odt(scene, scene.files)

    def hide(unit):
        unit.get_one(Contribution, scene.proposal.id).status = Status.HIDDEN

    change(scene, hide)
    assert scene.reader.get(address, headers=known).status_code == 200
    text = odt(scene, scene.files)
    assert "Garder un guichet humain" not in text
    assert "Des mots qui ne sont plus publics" in text


def test_a_member_who_erases_their_account_leaves_their_voice_without_their_name(scene):
    change(scene, lambda unit: erase_user(unit.get_one(User, scene.colleague.id), TextsFate.UNSIGNED, at=NOW))
    text, page = odt(scene, scene.files), scene.reader.get(scene.files).text
    for shown in (text, page):
        assert "Ali Roy" not in shown
        assert "Sans bornes" in shown
        assert "Contre" in shown


def test_a_corrected_opinion_says_so_in_its_own_file_and_the_correction_names_it(scene):
    def correct(unit):
        made = correct_opinion(scene.rapporteur, unit.get_one(Opinion, scene.opinion.id), at=NOW)
        record_vote(unit, made)
        publish_opinion(scene.rapporteur, made, at=NOW)
        scene.correction = made.id

    change(scene, correct)
    assert "Cet avis est corrigé par l’avis n°\u00a02026-02." in odt(scene, scene.files)
    assert "Corrige l’avis n°\u00a02026-01" in odt(scene, f"/avis/{scene.correction}")


def test_a_correction_still_being_written_is_not_told_in_the_file(scene):
    change(scene, lambda unit: correct_opinion(scene.rapporteur, unit.get_one(Opinion, scene.opinion.id), at=NOW))
    assert "corrigé" not in odt(scene, scene.files)


def test_files_have_names_that_say_what_they_are_and_only_known_formats(scene):
    names = {"": "avis-2026-01.odt", "/reponse": "reponse-a-l-avis-2026-01.odt"}
    for page, name in names.items():
        answer = scene.reader.get(f"{scene.files}{page}.odt")
        assert name in answer.headers["Content-Disposition"]
        assert answer.mimetype == "application/vnd.oasis.opendocument.text"
        assert scene.reader.get(f"{scene.files}{page}.docx").status_code == 404


def test_a_file_is_in_french_whatever_the_reader_s_language(scene):
    english = {"Accept-Language": "en", "Cookie": "language=en"}
    content = (
        ZipFile(BytesIO(scene.reader.get(f"{scene.files}.odt", headers=english).data)).read("content.xml").decode()
    )
    assert "Recommandation" in content
    assert content.count("Recommendation") == 0


def test_a_fictitious_consultation_is_said_in_both_files(scene):
    def pretend(unit):
        unit.get_one(type(scene.consultation), scene.consultation.id).fictitious = True

    change(scene, pretend)
    for page in ("", "/reponse"):
        packed = scene.reader.get(f"{scene.files}{page}.odt").data
        everything = "".join(
            ZipFile(BytesIO(packed)).read(name).decode() for name in ("content.xml", "styles.xml")
        )
        assert "Données fictives" in everything


def test_the_draft_of_an_opinion_calls_itself_a_draft(debated, browser):
    debated.reader = browser(debated.colleague)
    text = odt(debated, f"/avis/{debated.opinion.id}")
    assert "Projet d’avis" in text
    assert "Le vote" not in text
    assert debated.app.test_client().get(f"/avis/{debated.opinion.id}.odt").status_code == 404


def test_the_day_of_the_votes_is_that_of_the_table(scene):
    with scene.app.app_context(), database().unit_of_work(writes=False) as unit:
        question = unit.scalars(select(Opinion.title)).first()
    assert question
    assert "Adopter l’avis (1er octobre 2026\u202f; présents\u00a0: 1, quorum\u00a0: 1)" in odt(scene, scene.files)
