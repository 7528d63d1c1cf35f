import random
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.analysis.copies import SHORTEST, CopyGroup, find_copies, hashes_of, near_pairs
from synthesis.analysis.words import fold
from tests.factories.corpora import argument, corpus, proposal, source

TEXT = "Nous demandons que la région finance la fibre jusque dans les hameaux les plus éloignés avant 2028."
OTHER = "Les lycéens ont besoin de professeurs formés aux outils libres, pas de tablettes neuves chaque année."


def test_the_same_text_sent_many_times_is_one_group_led_by_the_first() -> None:
    groups = find_copies(corpus(*(proposal(number, TEXT) for number in range(1, 6))))
    assert [group.refs for group in groups] == [("P1", "P2", "P3", "P4", "P5")]
    assert groups[0].exact
    assert groups[0].authors == 5


def test_case_accents_and_punctuation_do_not_hide_a_copy() -> None:
    groups = find_copies(corpus(proposal(1, TEXT), proposal(2, TEXT.upper().replace(",", " !"))))
    assert groups[0].exact


def test_a_signature_or_a_typo_makes_a_near_copy() -> None:
    groups = find_copies(corpus(proposal(1, TEXT), proposal(2, TEXT.replace("hameaux", "hamaux") + " Jean")))
    assert [group.size for group in groups] == [2]
    assert not groups[0].exact


def test_different_texts_are_not_copies() -> None:
    assert find_copies(corpus(proposal(1, TEXT), proposal(2, OTHER))) == ()


def test_short_agreements_are_not_a_campaign() -> None:
    rows = tuple(argument(number, 1, "Tout à fait d’accord.") for number in range(1, 9))
    assert find_copies(corpus(proposal(1, TEXT), arguments=rows)) == ()


def test_sources_are_left_out() -> None:
    assert find_copies(corpus(proposal(1, OTHER), sources=(source(1), source(2)))) == ()


def test_five_hundred_copies_are_one_campaign() -> None:
    groups = find_copies(corpus(*(proposal(number, TEXT) for number in range(1, 501))))
    assert [group.size for group in groups] == [500]


def test_the_largest_group_comes_first() -> None:
    rows = [proposal(1, OTHER), proposal(2, OTHER), *(proposal(number, TEXT) for number in (3, 4, 5))]
    assert [group.size for group in find_copies(corpus(*rows))] == [3, 2]


def test_each_near_pair_is_given_once() -> None:
    assert list(near_pairs([fold(TEXT), fold(TEXT + " Jean"), fold(OTHER)])) == [(0, 1)]


LONG = TEXT + " Les habitants attendent depuis dix ans et rien ne change dans nos campagnes, malgré les promesses."


def pair(first: str, second: str) -> tuple[CopyGroup, ...]:
    return find_copies(corpus(proposal(1, first), proposal(2, second)))


def with_typos(text: str, seed: int) -> str:
    draw, signs = random.Random(seed), list(text)
    for place in draw.sample(range(len(signs)), len(signs) // 50):
        signs[place] = draw.choice("abcdefghijklmnopqrstuvwxyz")
    return "".join(signs)


@pytest.mark.parametrize(
    "mutated",
    [
        TEXT,
        TEXT.upper(),
        TEXT.lower(),
        TEXT.title(),
        TEXT.replace("é", "e"),
        TEXT.replace(" ", "\u00a0"),
        TEXT.replace(" ", "  "),
        TEXT.replace(" ", "\n"),
        TEXT.removesuffix("."),
        f"« {TEXT} »",
        f"  - {TEXT} !!!",
        f"**{TEXT}**",
        TEXT.replace(" que ", " que, "),
        TEXT.replace("fibre", "ﬁbre"),
    ],
)
def test_case_accents_spaces_and_punctuation_leave_an_exact_copy(mutated: str) -> None:
    assert [(group.refs, group.exact) for group in pair(TEXT, mutated)] == [(("P1", "P2"), True)]


@pytest.mark.parametrize(
    "mutated",
    [
        f"Bonjour, {TEXT}",
        f"{TEXT} Merci.",
        f"{TEXT} Jean, de Tours",
        TEXT.replace("2028", "2030"),
        TEXT.replace("fibre", "5G"),
        TEXT.replace("Nous demandons", "Je demande"),
        TEXT.replace("éloignés", "eloigné"),
        TEXT.replace("hameaux", "hamaux"),
        TEXT.replace(" les plus", " plus"),
    ],
)
def test_a_greeting_a_signature_or_another_word_makes_a_near_copy(mutated: str) -> None:
    assert [(group.refs, group.exact) for group in pair(TEXT, mutated)] == [(("P1", "P2"), False)]


@pytest.mark.parametrize(
    "other",
    [
        OTHER,
        TEXT[:50],
        f"{TEXT} {TEXT}",
        " ".join(TEXT.split()[::-1]),
        f"{TEXT} Et nous demandons aussi que les guichets des mairies restent ouverts toute l’année.",
        "Nous demandons que la commune ouvre une école de musique dans le quartier des Blossières avant l’été.",
        "Nous refusons que l’État taxe la fibre dans les villes les plus proches après 2035, sans concertation.",
    ],
)
def test_texts_that_only_share_some_words_are_not_copies(other: str) -> None:
    assert pair(TEXT, other) == ()


@pytest.mark.parametrize("seed", range(20))
def test_two_typos_in_a_hundred_signs_do_not_hide_a_copy(seed: int) -> None:
    assert [group.size for group in pair(LONG, with_typos(LONG, seed))] == [2]


@pytest.mark.parametrize(("length", "found"), [(SHORTEST - 1, 0), (SHORTEST, 1), (SHORTEST + 1, 1)])
def test_a_text_counts_from_forty_signs_once_folded(length: int, found: int) -> None:
    text = ("la fibre pour nos villages " * 3)[: length - 1] + "z"
    assert len(pair(text, text)) == found


def test_the_first_published_leads_whatever_its_number() -> None:
    first, second = proposal(1, TEXT), proposal(2, TEXT)
    rows = (proposal(9, TEXT, published_at=first.published_at.replace(month=1)), second, first)
    assert find_copies(corpus(*rows))[0].refs == ("P9", "P1", "P2")


def test_copies_are_found_between_kinds_and_one_author_is_counted_once() -> None:
    rows = (argument(1, 1, TEXT, author=1), argument(2, 1, TEXT, author=1))
    group = find_copies(corpus(proposal(1, TEXT, author=1), arguments=rows))[0]
    assert (group.refs, group.authors) == (("P1", "A1", "A2"), 1)


def test_a_chain_of_near_copies_is_one_group() -> None:
    rows = [proposal(1, LONG), proposal(2, f"{LONG} Signé Jeanne."), proposal(3, f"Bonjour. {LONG} Signé Jeanne.")]
    assert [group.refs for group in find_copies(corpus(*rows))] == [("P1", "P2", "P3")]


def test_sizes_that_tie_follow_references() -> None:
    rows = [proposal(3, TEXT), proposal(4, TEXT), proposal(1, OTHER), proposal(2, OTHER)]
    assert [group.refs[0] for group in find_copies(corpus(*rows))] == ["P1", "P3"]


@given(st.lists(st.sampled_from((TEXT, OTHER, LONG, TEXT.upper(), "Court.")), max_size=9))
def test_nobody_is_in_two_groups_and_every_group_has_two(texts: list[str]) -> None:
    groups = find_copies(corpus(*(proposal(number, text) for number, text in enumerate(texts, start=1))))
    refs = [ref for group in groups for ref in group.refs]
    assert len(refs) == len(set(refs))
    assert all(group.size > 1 for group in groups)


@given(st.permutations(range(1, 8)))
def test_shuffled_rows_give_the_same_groups(order: list[int]) -> None:
    texts = {1: TEXT, 2: OTHER, 3: TEXT.upper(), 4: f"{TEXT} Merci.", 5: OTHER, 6: LONG, 7: "Court."}
    rows = [proposal(number, texts[number]) for number in order]
    assert find_copies(corpus(*rows)) == find_copies(corpus(*sorted(rows, key=lambda row: row.id)))


@pytest.mark.parametrize("text", ["", "abc", "abcd", "abcde", "été œuf", "la fibre jusque dans les hameaux " * 3])
def test_each_five_signs_are_hashed_by_their_crc_whatever_stands_around(text: str) -> None:
    signs = text.encode()
    parts = {signs[start : start + 5] for start in range(max(1, len(signs) - 4))}
    assert hashes_of(text).tolist() == sorted({crc32(part) & 0x7FFFFFFF for part in parts})
