"""The texts of the demonstration's consultations."""

from consult.demo.scene import Generation, Voice
from consult.demo.texts import consultation_texts, read_data


def test_one_consultation_is_open_and_the_other_ended_with_an_opinion():
    open_one, closed_one = consultation_texts()
    assert open_one.opinion is None
    assert len(closed_one.opinion.recommendations) >= 3


def test_the_open_consultation_has_the_themes_of_the_product():
    titles = [theme.title for theme in consultation_texts()[0].themes]
    assert titles == ["Territoires connectés", "Culture", "Éducation", "Formation", "Santé", "Citoyenneté"]


def test_long_texts_neither_begin_nor_end_with_an_empty_line():
    for one in consultation_texts():
        for text in (one.body, one.modalities, one.opinion.body if one.opinion else "x"):
            assert text == text.strip() != ""


def test_first_names_are_told_apart_by_voice_and_generation():
    names = read_data("first_names")
    lists = [names[voice][generation] for voice in Voice for generation in Generation]
    assert len({name for one in lists for name in one}) == sum(len(one) for one in lists) >= 200
