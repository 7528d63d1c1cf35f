from dataclasses import replace
from itertools import product
from random import Random

import pytest

from synthesis.analysis.corpus import Corpus
from synthesis.analysis.topics import (
    FEWEST_IN_A_TOPIC,
    FEWEST_TEXTS,
    LARGE,
    ThemeTopics,
    bears_a_title,
    find_topics,
)
from synthesis.analysis.vectors import Vectors
from synthesis.analysis.words import is_stop_word
from tests.factories.corpora import SECOND_THEME, THEME, argument, corpus, proposal
from tests.factories.vectors import vectors_of

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
    assert all(word in leads for word in ("fibre optique", "écoles", "guichet"))


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


MODAL = (
    "Il faudrait absolument que la {} soit vraiment possible pour {}.",
    "Nous devons pouvoir avoir la {} et nous voudrions que {} le sache.",
    "On peut dire que {} est très importante, c’est-à-dire que {} doit venir.",
    "Peut-être que la {} devrait toujours être faite par {}.",
)
PLANTED = (
    (("fibre", "antenne", "débit", "réseau"), ("hameau", "village", "plateau", "vallée")),
    (("tablette", "lycéen", "professeur", "cours"), ("collège", "élève", "classe", "rentrée")),
    (("guichet", "formulaire", "accueil", "agent"), ("mairie", "préfecture", "retraité", "rendez-vous")),
    (("vélo", "piste", "trottoir", "parking"), ("gare", "rocade", "centre-ville", "cycliste")),
)


def arguments_corpus(texts: list[str]) -> Corpus:
    rows = tuple(argument(number, 1, text) for number, text in enumerate(texts, start=1))
    return corpus(proposal(1, "Bonjour.", "Bonjour"), arguments=rows)


def planted_texts() -> list[tuple[int, str]]:
    return [
        (group, MODAL[(index + group) % 4].format(what, f"le {where} ({what} et {where})"))
        for group, (whats, wheres) in enumerate(PLANTED)
        for index, (what, where) in enumerate(product(whats, wheres))
    ]


def shares_of_groups(whole: Corpus, groups: dict[str, int]) -> list[float]:
    """For each topic, the share of its texts that come from the planted group it holds most of."""
    shares = []
    for topic in find_topics(whole, THEME).topics:
        known = [groups[ref] for ref in topic.placed if ref in groups]
        shares.append(max(known.count(one) for one in set(known)) / len(known))
    return shares


def test_planted_groups_are_not_mixed() -> None:
    texts = planted_texts()
    groups = {f"A{number}": group for number, (group, _) in enumerate(texts, start=1)}
    shares = shares_of_groups(arguments_corpus([text for _, text in texts]), groups)
    assert len(shares) >= len(PLANTED)
    assert min(shares) >= 0.9


def test_names_never_hold_a_modal_verb_a_stop_word_or_the_same_word_twice() -> None:
    topics = find_topics(arguments_corpus([text for _, text in planted_texts()]), THEME).topics
    assert topics
    for topic in topics:
        words = " ".join(topic.label).split()
        assert words
        assert not [word for word in words if is_stop_word(word)]
        assert len(words) == len(set(words))


@pytest.mark.parametrize("seed", range(4))
def test_rows_stored_in_any_order_give_the_same_topics(seed: int) -> None:
    whole = arguments_corpus([text for _, text in planted_texts()])
    rows = list(whole.arguments)
    Random(seed).shuffle(rows)
    assert find_topics(replace(whole, arguments=tuple(rows)), THEME) == find_topics(whole, THEME)


@pytest.mark.parametrize("count", [0, 1, 2, FEWEST_TEXTS - 2])
def test_under_thirty_texts_nothing_is_grouped_and_nothing_lost(count: int) -> None:
    topics = find_topics(arguments_corpus(["La fibre optique."] * count), THEME)
    assert topics.topics == ()
    assert len(topics.ungrouped) == count + 1


@pytest.mark.parametrize(
    "texts",
    [
        ["La fibre optique pour les villages du Berry."] * 60,
        ["OUI"] * 60,
        ["!!!"] * 60,
        [""] * 60,
        ["😀"] * 60,
        ["a" * 20_000] * 40,
        [f"Unique{number}" for number in range(60)],
        ["LA FIBRE OPTIQUE POUR LES VILLAGES", "la fibre optique pour les villages"] * 30,
        ["We want open data for every village in the region."] * 60,
        ["Il faut que nous puissions avoir tout cela."] * 60,
    ],
)
def test_equal_empty_unique_or_foreign_texts_are_all_placed_once(texts: list[str]) -> None:
    whole = arguments_corpus(texts)
    topics = find_topics(whole, THEME)
    placed = [ref for topic in topics.topics for ref in topic.placed] + list(topics.ungrouped)
    assert sorted(placed) == sorted(whole.by_ref)


def test_a_topic_of_one_does_not_exist() -> None:
    whole = arguments_corpus([text for _, text in planted_texts()] + ["Les abeilles sauvages butinent."])
    topics = find_topics(whole, THEME)
    assert min(len(topic.refs) for topic in topics.topics) >= FEWEST_IN_A_TOPIC
    assert "A65" in topics.ungrouped


def test_one_author_with_165_arguments_is_grouped_like_anyone() -> None:
    texts = [text for _, text in planted_texts()] * 3
    rows = tuple(argument(number, 1, text, author=1) for number, text in enumerate(texts[:165], start=1))
    topics = find_topics(corpus(proposal(1, "Bonjour.", "Bonjour"), arguments=rows), THEME)
    assert len(topics.topics) >= len(PLANTED)


def test_another_theme_changes_nothing_here() -> None:
    whole = arguments_corpus([text for _, text in planted_texts()])
    other = proposal(2, "Les abeilles sauvages butinent.", theme_id=2)
    wider = replace(whole, themes=(THEME, SECOND_THEME), proposals=(*whole.proposals, other))
    assert find_topics(wider, THEME) == find_topics(whole, THEME)


def test_topics_know_each_other_by_their_theme_and_rank() -> None:
    assert [topic.key for topic in found().topics] == [f"T1-{topic.rank}" for topic in found().topics]


def test_what_a_topic_places_it_also_gathers() -> None:
    for topic in found().topics:
        assert set(topic.placed) <= set(topic.refs)
        assert {unit.ref for unit in topic.units} == set(topic.refs)


# --- the parts of a large topic, and what vectors add ------------------------------------------

DISTANT = (
    ("Le débit internet manque au {}.", "La fibre optique tarde vers le {}.", "Aucune connexion sérieuse au {}."),
    ("La piste cyclable du {} est dangereuse.", "On roule à vélo dans le {}.", "Ma bicyclette traverse le {}."),
)


def large_corpus() -> Corpus:
    towns = [f"quartier {name}{number}" for number in range(40) for name in ("nord", "sud")]
    return arguments_corpus([text for group, what in planted_texts() for text in [f"{what} {towns[group]}."] * 9])


def test_a_large_topic_is_looked_into() -> None:
    large = [topic for topic in find_topics(large_corpus(), THEME).topics if len(topic.refs) >= LARGE]
    assert large
    for topic in large:
        assert len(topic.parts) != 1
        assert all(set(part.refs) <= set(topic.refs) for part in topic.parts)
        assert [part.rank for part in topic.parts] == list(range(1, len(topic.parts) + 1))


def test_the_parts_of_a_topic_have_their_own_names_and_those_drawn_by_chance_are_fragile() -> None:
    parts = [part for topic in find_topics(large_corpus(), THEME).topics for part in topic.parts]
    assert parts
    assert all(part.label and 0 <= part.stability <= 1 for part in parts)
    assert not any(part.is_solid for part in parts)


def test_a_small_topic_has_no_part() -> None:
    assert all(topic.parts == () for topic in found().topics)


def test_vectors_gather_what_says_the_same_with_other_words() -> None:
    whole = arguments_corpus([form.format(place) for forms in DISTANT for form in forms for place in PLACES])
    half = {f"A{number}" for number in range(1, 19)}
    for topic in find_topics(whole, THEME, vectors_of(whole)).topics:
        told = {ref for ref in topic.placed if ref != "P1"}
        assert told <= half or not told & half


def test_vectors_given_in_another_order_change_nothing() -> None:
    whole = varied_corpus()
    known = vectors_of(whole)
    turned = Vectors(known.model, dict(reversed(known.rows.items())))
    assert find_topics(whole, THEME, turned) == find_topics(whole, THEME, known)


def test_a_topic_says_which_of_its_contributions_use_its_name() -> None:
    topic = next(one for one in found().topics if "guichet" in " ".join(one.label))
    assert set(topic.named) <= set(topic.refs)
    assert len(topic.named) >= len(topic.refs) // 2
    assert not bears_a_title(topic)


def test_replies_that_say_little_join_their_proposal_and_bear_its_title() -> None:
    titles = {1: "Un camion sur les marchés", 2: "La fibre dans les hameaux", 3: "Des casiers au collège"}
    proposals = [
        proposal(number, f"{title}, dit-on ici.", title=title, author=number) for number, title in titles.items()
    ]
    words = (
        "Simple, malin, pas cher.",
        "Je signe demain matin.",
        "Il fallait y penser avant.",
        "Voilà du concret.",
    )
    replies = [
        argument(100 * number + place, number, f"{one} ({place})", author=100 * number + place)
        for number in titles
        for place, one in enumerate(words * 3)
    ]
    topics = find_topics(corpus(*proposals, arguments=tuple(replies)), THEME).topics
    assert {topic.about for topic in topics if bears_a_title(topic)} == {"P1", "P2", "P3"}
