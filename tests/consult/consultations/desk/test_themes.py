"""The secretariat writes the themes."""

import pytest

from tests.factories.consultations import make_consultation


def titles(desk):
    return [theme.title for theme in desk.kept().themes]


def theme_id(desk, title):
    return next(theme.id for theme in desk.kept().themes if theme.title == title)


def test_themes_are_added_under_another_and_listed_as_a_tree(desk):
    desk.post("/themes/nouveau", {"title": "Aidants", "parent_id": theme_id(desk, "Santé")})
    assert "— Aidants" in desk.get().text


def test_a_theme_moves_up_and_down(desk):
    desk.post("/themes/nouveau", {"title": "Culture"})
    desk.post(f"/themes/{theme_id(desk, 'Culture')}/monter")
    assert titles(desk) == ["Culture", "Santé"]
    desk.post(f"/themes/{theme_id(desk, 'Culture')}/descendre")
    assert titles(desk) == ["Santé", "Culture"]


def test_a_theme_is_changed(desk):
    answer = desk.post(f"/themes/{theme_id(desk, 'Santé')}", {"title": "La santé", "summary": "Près de chez soi"})
    assert answer.status_code == 302
    assert titles(desk) == ["La santé"]


@pytest.mark.parametrize("path", ["/themes/nouveau", "/themes/{id}"])
def test_a_theme_of_another_consultation_is_no_parent_and_words_stay_typed(desk, store, path):
    (other,) = store(make_consultation())
    data = {"title": "Aidants", "summary": "Resté là", "parent_id": other.themes[0].id}
    answer = desk.post(path.format(id=theme_id(desk, "Santé")), data)
    assert answer.status_code == 422
    assert "Choisissez un thème de cette consultation." in answer.text
    assert "Resté là" in answer.text
    assert titles(desk) == ["Santé"]


def test_removing_a_theme_asks_first(desk):
    address = f"/themes/{theme_id(desk, 'Santé')}/oter"
    assert "Ôter le thème" in desk.get(address).text
    desk.post(address)
    assert titles(desk) == []


def test_a_theme_with_sub_themes_stays(desk):
    health = theme_id(desk, "Santé")
    desk.post("/themes/nouveau", {"title": "Aidants", "parent_id": health})
    assert desk.post(f"/themes/{health}/oter").status_code == 409
    assert len(titles(desk)) == 2


@pytest.mark.parametrize("path", ["", "/oter"])
def test_the_theme_of_another_consultation_is_not_found_here(desk, store, path):
    (other,) = store(make_consultation())
    assert desk.get(f"/themes/{other.themes[0].id}{path}").status_code == 404


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"title": ""}, "title-error"),
        ({"title": "x" * 500}, "title-error"),
        ({"parent_id": "autre"}, "parent_id-error"),
    ],
)
def test_a_theme_that_is_wrong_is_refused_and_its_words_stay(desk, data, sentence):
    answer = desk.post("/themes/nouveau", {"title": "Aidants", "summary": "Resté là", **data})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Resté là" in answer.text
    assert titles(desk) == ["Santé"]


def test_a_theme_is_not_offered_under_itself_and_cannot_be_put_there(desk):
    health = theme_id(desk, "Santé")
    assert f'<option value="{health}"' not in desk.get(f"/themes/{health}").text
    assert desk.post(f"/themes/{health}", {"title": "Santé", "parent_id": health}).status_code == 422


def test_a_theme_is_moved_under_another_and_the_form_then_says_where_it_stands(desk):
    desk.post("/themes/nouveau", {"title": "Aidants"})
    child, parent = theme_id(desk, "Aidants"), theme_id(desk, "Santé")
    desk.post(f"/themes/{child}", {"title": "Aidants", "parent_id": parent})
    assert f'<option selected value="{parent}"' in desk.get(f"/themes/{child}").text


@pytest.mark.parametrize("step", ["monter", "descendre"])
def test_the_only_theme_moves_nowhere_and_nothing_breaks(desk, step):
    assert desk.post(f"/themes/{theme_id(desk, 'Santé')}/{step}").status_code == 302
    assert titles(desk) == ["Santé"]


@pytest.mark.parametrize("step", ["monter", "descendre"])
def test_following_a_link_moves_no_theme(desk, step):
    assert desk.get(f"/themes/{theme_id(desk, 'Santé')}/{step}").status_code == 405
