"""Coding texts: which come first, what boxes say, what two people see of each other."""

import pytest

from consult.accounts.models import Role
from synthesis.grids.placing import from_bytes
from tests.factories.people import make_user
from tests.synthesis.desk.conftest import plain


def refs_on(page):
    return [part.split('"')[0] for part in page.split('name="refs" value="')[1:]]


def test_the_first_text_shown_is_the_most_useful_one_with_its_whole_words(desk):
    useful = from_bytes(desk.kept().placed).useful
    page = desk.shown("/coder")
    assert refs_on(page) == [useful[0]]
    text = next(row for row in desk.scene.texts if row.reference == useful[0])
    assert plain(text.source) in page
    assert "1 sur 24 dans cette liste" in page


def test_each_box_has_its_figure_and_what_the_model_says(desk):
    page = desk.shown("/coder")
    ref = refs_on(page)[0]
    ((key, sure),) = from_bytes(desk.kept().placed).places[ref].items()
    box = page.split(f'value="{key}" id="{ref}-{key}"')[1].split("</div>")[0]
    assert (f'data-key="{key[1]}"' in box, " checked" in box, f"calcul : {round(100 * sure)} %" in box) == (
        True,
        True,
        True,
    )


def test_ticked_codes_are_kept_with_who_and_when_and_the_next_text_comes(desk):
    first = refs_on(desk.shown("/coder"))[0]
    answer = desk.tick(first, "c1", "c3")
    assert desk.grid().given[first] == ("c1", "c3")
    assert f"apres={first}" in answer.headers["Location"]
    assert refs_on(desk.browser.get(answer.headers["Location"]).text) != [first]
    page = desk.shown(f"/coder?texte={first}")
    assert f"Codée par {desk.scene.secretariat.display_name}" in page
    assert page.count(" checked") == 2


def test_nothing_ticked_leaves_the_text_to_be_coded_and_goes_on(desk):
    first = refs_on(desk.shown("/coder"))[0]
    answer = desk.tick(first)
    assert first not in desk.grid().given
    assert refs_on(desk.browser.get(answer.headers["Location"]).text) != [first]


def test_no_code_fits_is_a_coding_too(desk):
    desk.tick("P33", "aucun")
    assert desk.grid().given["P33"] == ()
    assert 'id="P33-aucun" data-key="0" checked' in desk.shown("/coder?texte=P33")


def test_twenty_texts_are_coded_at_once(desk):
    shown = refs_on(desk.shown("/coder?nombre=20"))
    values = {f"codes-{ref}": "c2" for ref in shown[:19]}
    answer = desk.send("/coder?nombre=20", refs=shown, **values)
    assert (len(shown), len(desk.grid().coded)) == (20, 9 + 19)
    assert "19 contributions sont codées." in plain(desk.browser.get(answer.headers["Location"]).text)


def test_a_list_that_ends_leads_back_to_the_grid(desk):
    last = desk.scene.refs[0]
    answer = desk.browser.get(f"{desk.theme}/grille/coder?liste=codees&apres={last}")
    assert answer.headers["Location"].endswith("/grille")
    assert "C’est la fin de cette liste." in desk.page("/themes/theme-1/grille")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("c2", lambda placing, _refs: placing.under("c2")[0]), ("codees", lambda _placing, refs: refs[24])],
)
def test_other_lists_begin_with_what_is_doubtful_or_recent(desk, name, expected):
    placing = from_bytes(desk.kept().placed)
    assert refs_on(desk.shown(f"/coder?liste={name}"))[0] == expected(placing, desk.scene.refs)


def test_texts_left_without_a_code_are_listed_apart(desk):
    desk.send("/codes/c3/oter")
    desk.place()
    left = refs_on(desk.shown("/coder?nombre=20&liste=sans-code")) if "sans code" in desk.shown() else []
    assert not set(left) & set(from_bytes(desk.kept().placed).places)


def test_before_the_worker_came_the_texts_come_in_the_order_of_the_annex(fresh):
    fresh.send("/codes", names="Guichets")
    assert refs_on(fresh.shown("/coder")) == ["P1"]


def test_what_someone_else_coded_meanwhile_stays_and_is_named(desk, store):
    (other,) = store(make_user(Role.SECRETARIAT))
    sent = {"refs": "P33", "codes-P33": "c2", "vu-P33": 0}
    desk.open(other).post(f"{desk.theme}/grille/coder", sent)
    answer = desk.tick("P33", "c1")
    assert desk.grid().given["P33"] == ("c2",)
    assert "Relisez P33" in desk.browser.get(answer.headers["Location"]).text
    desk.tick("P33", "c1", seen=desk.seen_of("P33"))
    assert desk.grid().given["P33"] == ("c1",)


def test_the_same_codes_again_leave_no_row(desk):
    before = len(desk.gestures())
    desk.tick("P1", "c1", seen=desk.seen_of("P1"))
    assert len(desk.gestures()) == before


def test_texts_of_elsewhere_and_unknown_codes_are_passed_over(desk):
    desk.send("/coder", refs=["P999", "P33"], **{"codes-P999": "c1", "codes-P33": ["c9", "c2"], "vu-P33": "x"})
    assert ("P999" in desk.grid().given, desk.grid().given["P33"]) == (False, ("c2",))


def test_an_unknown_list_or_text_gives_the_usual_page_or_the_grid(desk):
    assert len(refs_on(desk.shown("/coder?liste=inconnue&nombre=x"))) == 1
    assert desk.browser.get(f"{desk.theme}/grille/coder?texte=P999").status_code == 302


def test_a_box_the_program_ticked_is_marked_until_a_person_codes_the_text(desk):
    ref = from_bytes(desk.kept().placed).under("c2")[0]
    assert " checked data-guess>" in desk.shown(f"/coder?texte={ref}")
    assert " checked>" in desk.shown("/coder?texte=P1")
    assert "data-guess" not in desk.shown("/coder?texte=P1")
