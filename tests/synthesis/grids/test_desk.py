"""The grid on the desk: its codes, the placing, the topics it gives, and the way back of each gesture."""

import pytest

from consult.accounts.models import Role
from synthesis.analysis.grids import Code, GestureKind
from synthesis.grids.placing import CodeLine, Doubts, Placing, doubts_of, from_bytes
from synthesis.grids.queries import grids_used, theme_grid_of
from synthesis.models import SynthesisStatus
from tests.factories.people import make_user
from tests.factories.syntheses import compute
from tests.synthesis.desk.conftest import plain

LIST = "- Guichets\n2) Bus et cars\tligne\n\nbus et cars \n•  Fibre"


def test_a_theme_without_grid_says_what_one_is_and_offers_to_start_from_its_topics(fresh):
    page = fresh.shown()
    assert "Une grille est votre liste de codes" in page
    assert "Partir des 3 sujets calculés" in page
    assert 'href="' + fresh.theme + '/grille"' in fresh.page("/themes/theme-1")


def test_a_pasted_list_gives_its_codes_without_bullets_numbers_or_doubles(fresh):
    fresh.send("/codes", names=LIST)
    assert fresh.names() == ["Guichets", "Bus et cars", "Fibre"]
    assert "3 codes sont ajoutés." in fresh.page("/themes/theme-1/grille")
    fresh.send("/codes", names="FIBRE\nSanté")
    assert fresh.names() == ["Guichets", "Bus et cars", "Fibre", "Santé"]


def test_the_topics_as_they_stand_become_codes(fresh):
    fresh.send("/codes/sujets")
    assert fresh.names() == [topic.name for topic in fresh.topics()]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (" \n ", "Écrivez au moins un code"),
        ("n" * 121, "Raccourcissez ces codes"),
        ("\n".join(f"Code {n}" for n in range(61)), "une grille en tient 60 au plus"),
    ],
)
def test_a_list_that_cannot_be_codes_is_refused_and_stays_in_the_form(fresh, names, said):
    answer = fresh.send("/codes", names=names)
    assert (answer.status_code, said in answer.text, fresh.names()) == (422, True, [])
    assert names.strip().split("\n")[0] in answer.text


def test_the_page_counts_what_each_code_gathers_and_how_sure_the_model_is(desk):
    page = desk.shown()
    placing = from_bytes(desk.kept().placed)
    assert (len(placing.places), "Codées par une personne</dt><dd>9</dd>" in page) == (24, True)
    row = page.split('id="c1"')[1].split("</tr>")[0]
    assert '<td class="num" data-label="Codées">3</td>' in row or ">3</td>" in row
    assert f">{len(placing.under('c1'))}</td>" in row
    assert "%</td>" in row


def test_a_code_is_renamed_ranked_merged_and_removed(desk):
    desk.send("/codes/c3/nom", name=" Très  haut débit ")
    desk.send("/codes/c3/rang", position=1)
    assert desk.names() == ["Très haut débit", "Guichets", "Bus"]
    assert desk.send("/codes/c2/reunir", into="c1").headers["Location"].endswith("/codes/c1")
    assert [len([ref for ref, codes in desk.grid().given.items() if "c1" in codes]), len(desk.names())] == [6, 2]
    desk.send("/codes/c3/oter")
    assert (desk.names(), len(desk.grid().coded)) == (["Guichets"], 6)
    assert [one.kind for one in desk.gestures()[:4]] == [
        GestureKind.REMOVE,
        GestureKind.MERGE,
        GestureKind.RANK,
        GestureKind.NAME,
    ]


@pytest.mark.parametrize(
    ("address", "values", "status"),
    [
        ("/codes/c3/nom", {"name": "guichets"}, 422),
        ("/codes/c3/nom", {"name": " "}, 422),
        ("/codes/c3/reunir", {"into": "c3"}, 422),
        ("/codes/c3/reunir", {"into": "c9"}, 422),
        ("/codes/c9/oter", {}, 404),
        ("/gestes/999/defaire", {}, 404),
    ],
)
def test_what_cannot_be_done_to_a_code_leaves_the_grid_as_it_was(desk, address, values, status):
    before = desk.grid()
    assert desk.send(address, **values).status_code == status
    assert desk.grid() == before


def test_a_code_shows_its_texts_the_least_sure_first_then_those_people_coded(desk):
    page = desk.shown("/codes/c2")
    under = from_bytes(desk.kept().placed).under("c2")
    places = [page.index(f">{ref}<") for ref in (*under, *desk.scene.refs[11:14])]
    assert places == sorted(places)


def test_a_gesture_is_undone_and_put_in_again_by_whom_it_says(desk, store):
    (other,) = store(make_user(Role.SECRETARIAT, display_name="Nadia Berrada"))
    desk.send("/codes/c1/oter")
    number = desk.gestures()[0].id
    desk.open(other).post(f"{desk.theme}/grille/gestes/{number}/defaire")
    assert desk.names() == ["Guichets", "Bus", "Fibre"]
    assert "Défait par Nadia Berrada" in desk.shown()
    assert desk.send(f"/gestes/{number}/defaire").status_code == 409
    desk.send(f"/gestes/{number}/refaire")
    assert desk.names() == ["Bus", "Fibre"]


def test_the_history_names_texts_codes_and_people(desk):
    page = desk.shown()
    assert f"{desk.scene.refs[0]} → Guichets" in page.split('id="gestes"')[1]
    assert desk.scene.secretariat.display_name in page


def test_markup_in_a_code_stays_text_everywhere(desk):
    desk.send("/codes/c1/nom", name="<b>Guichets</b>")
    for address in ("", "/codes/c1", "/coder"):
        page = desk.shown(address)
        assert ("<b>Guichets" in page, "&lt;b&gt;Guichets" in page) == (False, True)


# --- placing ----------------------------------------------------------------------------


def test_placing_the_rest_asks_for_two_coded_texts_first(fresh):
    fresh.send("/codes", names="Guichets\nBus")
    answer = fresh.send("/placer")
    assert (answer.status_code, "Codez d’abord au moins deux contributions" in answer.text) == (409, True)


def test_the_worker_places_the_rest_when_asked(fresh):
    fresh.send("/codes", names="Guichets\nBus")
    for ref, code in (("P1", "c1"), ("P12", "c2")):
        fresh.tick(ref, code)
    fresh.send("/placer")
    assert "apprend de vos derniers gestes" in fresh.shown()
    fresh.place()
    page = fresh.shown()
    assert ("a placé les autres" in page, fresh.kept().placing_asked_at) == (True, None)


def test_a_correction_makes_the_worker_learn_again(desk):
    ref = from_bytes(desk.kept().placed).under("c1")[0]
    desk.tick(ref, "c2")
    assert desk.kept().placing_asked_at is not None
    assert ref not in desk.shown("/codes/c1")
    desk.place()
    assert (desk.kept().placing_asked_at, desk.kept().placed_revision) == (None, desk.kept().revision)


# --- the topics of the synthesis --------------------------------------------------------


def test_the_codes_become_the_topics_and_the_synthesis_says_who_placed_what(desk):
    desk.send("/codes/c3/rang", position=1)
    assert desk.send("/prendre").headers["Location"] == desk.root
    compute(desk.scene.app, desk.scene.consultation)
    assert [topic.name for topic in desk.topics()] == ["Fibre", "Guichets", "Bus"]
    page = desk.page("/parties/theme-1")
    assert "9 lues et codées par une personne et 24 placées par le calcul, avec une confiance médiane de" in page
    assert "régression logistique" in desk.page("/parties/methode")
    files = desk.page().split('id="fichiers"')[1]
    assert "grille.json" in files
    assert "La grille a changé" not in desk.shown()
    desk.tick("P33", "c1")
    assert "La grille a changé depuis le calcul de la synthèse" in desk.shown()


def test_a_thin_grid_is_said_with_its_counts_before_it_gives_the_topics(desk):
    page = plain(desk.shown())
    assert "3 codes sur 3 ont moins de 30 contributions codées par une personne" in page
    assert "24 contributions sont placées par le calcul, avec une confiance médiane de" in page
    assert page.index("Grille encore mince") < page.index("Faire de ces codes les sujets du thème</button>")
    with desk.at_work() as (_unit, synthesis):
        theme_grid_of(synthesis, "theme-1").is_used = True
    assert "Grille encore mince" not in desk.shown()


def test_a_code_without_any_text_is_said(desk):
    assert "donc sans sujet" not in desk.shown()
    desk.send("/codes", names="Jeu vidéo")
    assert "Sans contribution, donc sans sujet : Jeu vidéo." in plain(desk.shown())


def test_many_coded_texts_and_a_sure_model_leave_no_doubt():
    lines = [CodeLine(Code("c1", "Bus"), 1, 30, 1, 0.9)]
    sure = doubts_of(lines, Placing(places={"P1": {"c1": 0.9}, "P2": {}}))
    assert (sure.taught_little, sure.unfilled, sure.placed, sure.is_unsure) == ((), (), 1, False)
    assert doubts_of(lines, Placing(places={"P1": {"c1": 0.55}})).is_unsure
    assert doubts_of([], Placing()) == Doubts()


def test_giving_the_computed_topics_back_keeps_the_grid(desk):
    with desk.at_work() as (_unit, synthesis):
        theme_grid_of(synthesis, "theme-1").is_used = True
    assert desk.send("/laisser").headers["Location"] == desk.root
    with desk.at_work() as (_unit, synthesis):
        assert (grids_used(synthesis), synthesis.status) == ((), SynthesisStatus.BUILDING)
    assert (desk.names(), desk.kept().is_used) == (["Guichets", "Bus", "Fibre"], False)


def test_a_grid_without_any_coded_text_cannot_give_the_topics(fresh):
    fresh.send("/codes", names="Guichets")
    answer = fresh.send("/prendre")
    assert (answer.status_code, "Codez d’abord au moins une contribution" in answer.text) == (409, True)


def test_while_the_synthesis_is_computed_or_signed_off_the_grid_is_read_and_not_changed(desk):
    desk.set(status=SynthesisStatus.VALIDATED)
    page = desk.shown()
    assert ("Cette grille ne change pas maintenant" in page, "Placer le reste</button>" in page) == (True, False)
    for address in ("/codes/c1/oter", "/placer", "/prendre", "/coder"):
        assert desk.send(address, refs="P1").status_code == 403
    assert "Enregistrer" not in desk.shown("/coder")
