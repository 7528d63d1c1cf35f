from dataclasses import replace

from synthesis.analysis.corpus import Corpus
from synthesis.analysis.topics import FEWEST_TEXTS, ThemeTopics, find_topics
from tests.factories.corpora import THEME, argument, corpus, proposal

SUBJECTS = (
    ("La fibre optique manque dans les villages du {}.", "La fibre optique est promise aux villages du {}."),
    ("Les écoles du {} attendent des tablettes.", "Des tablettes pour les élèves des écoles du {}."),
    ("Le guichet de la mairie du {} doit rester ouvert.", "Un guichet ouvert à la mairie du {} aide les anciens."),
)
PLACES = ("Berry", "Gâtinais", "Perche", "Blésois", "Giennois", "Sancerrois")


def varied_corpus() -> Corpus:
    texts = [form.format(place) for forms in SUBJECTS for form in forms for place in PLACES]
    rows = [argument(number, 1, text) for number, text in enumerate(texts, start=1)]
    lonely = argument(900, 1, "Vive les abeilles sauvages.")
    return corpus(proposal(1, "Bonjour."), arguments=(*rows, lonely))


def found() -> ThemeTopics:
    return find_topics(varied_corpus(), THEME)


def test_each_subject_is_found_under_its_own_words() -> None:
    leads = " ".join(term for topic in found().topics for term in topic.label)
    assert all(word in leads for word in ("fibre optique", "tablettes", "guichet"))


def test_every_contribution_is_placed_exactly_once() -> None:
    topics = found()
    placed = [ref for topic in topics.topics for ref in topic.placed] + list(topics.ungrouped)
    assert sorted(placed) == sorted(row.ref for row in varied_corpus().contributions)


def test_what_resembles_nothing_is_left_ungrouped() -> None:
    assert "A900" in found().ungrouped


def test_shuffled_rows_give_the_same_topics() -> None:
    whole = varied_corpus()
    again = replace(whole, arguments=whole.arguments[::-1])
    assert find_topics(again, THEME) == found()


def test_a_place_is_found_by_reference() -> None:
    topics = found()
    topic = topics.topics[0]
    assert topics.place_of(topic.placed[0]) == topic
    assert topics.place_of("A900") is None


def test_topics_are_numbered_from_the_largest() -> None:
    sizes = [len(topic.refs) for topic in found().topics]
    assert sizes == sorted(sizes, reverse=True)
    assert [topic.rank for topic in found().topics] == list(range(1, len(sizes) + 1))


def test_well_separated_subjects_are_solid() -> None:
    assert any(topic.is_solid for topic in found().topics)
    assert all(0 <= topic.stability <= 1 for topic in found().topics)


def test_too_few_texts_are_not_grouped() -> None:
    rows = tuple(argument(number, 1) for number in range(1, FEWEST_TEXTS - 1))
    topics = find_topics(corpus(proposal(1), arguments=rows), THEME)
    assert topics.topics == ()
    assert len(topics.ungrouped) == FEWEST_TEXTS - 1


def test_an_empty_theme_has_no_topic() -> None:
    assert find_topics(corpus(), THEME) == ThemeTopics(THEME.id)


def test_five_hundred_copies_are_one_place() -> None:
    rows = tuple(argument(number, 1, "La fibre optique pour les villages du Berry.") for number in range(1, 501))
    topics = find_topics(corpus(proposal(1), arguments=rows), THEME)
    assert len(topics.ungrouped) + sum(len(topic.placed) for topic in topics.topics) == 501
