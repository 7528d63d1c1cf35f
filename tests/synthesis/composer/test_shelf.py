"""The topics of a theme on their shelf: read from a chapter, changed, written back."""

from dataclasses import replace

import pytest

from synthesis.composer.document import Claim, Confidence, Paragraph, Section, TopicBlock
from synthesis.composer.shelf import NO_TOPICS, Held, Shelf, in_order, name_of, part_of, read, without, write
from synthesis.composer.wording import Wording
from tests.factories.rearranged import ALONE, BUS, CHAPTER, FIBRE, SCHOOL, TOPICS, chapter, quote, ungrouped

SAY = Wording()
CHOSEN = quote("A1", "Une cantine pour tous.")


def on_shelf(block=TOPICS[0]):
    return Held(block, name_of(block), block.claim.evidence, block.placed, block.quotes)


def written(shelf, theme=None, say=SAY):
    part = part_of(write(theme or chapter(), shelf, say))
    return list(part.blocks) if part else []


def sized(topic):
    """Return what a chapter says of the size of one topic alone."""
    (first, *_) = written(Shelf((topic,), ALONE))
    return first.claim.text.replace("\u00a0", " ")


# --- names and references ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Sujet 1\u00a0: école, cantine", "école, cantine"),
        ("Topic 12: school", "school"),
        ("Sujet 3\u00a0: l’heure\u00a0: midi", "l’heure\u00a0: midi"),
        ("Les guichets", "Les guichets"),
    ],
)
def test_a_name_is_a_title_without_its_number(title, name):
    assert name_of(replace(TOPICS[0], title=title)) == name


def test_references_stand_as_in_the_annex_once_each():
    assert in_order(["S2", "A10", "P3", "A9", "P20", "C1", "A10"]) == ("P3", "P20", "A9", "A10", "C1", "S2")


def test_references_taken_away_leave_the_others_in_their_order():
    assert without(("P3", "A1", "P1"), ["A1", "P9"]) == ("P3", "P1")


# --- reading ----------------------------------------------------------------------------


def test_a_chapter_is_read_topic_by_topic_with_what_they_leave_out():
    shelf = read(chapter())
    assert [(one.key, one.name, one.refs) for one in shelf.topics] == [
        ("topic-T1-1", "école, cantine", SCHOOL),
        ("topic-T1-2", "bus, ligne", BUS),
        ("topic-T1-3", "fibre", FIBRE),
    ]
    assert shelf.ungrouped == ALONE
    assert shelf.everything == {*SCHOOL, *BUS, *FIBRE, *ALONE}


def test_a_theme_too_small_for_topics_still_gives_its_texts():
    few = Claim("theme.no_topics.1", NO_TOPICS, "Trop peu de contributions.", evidence=("P1", "P2"))
    shelf = read(Section(CHAPTER, "4. Santé", (Paragraph((few,)),)))
    assert (shelf.topics, shelf.ungrouped) == ((), ("P1", "P2"))


def test_a_chapter_without_topics_is_an_empty_shelf_and_is_left_alone():
    plain = Section(CHAPTER, "4. Santé", (Paragraph((Claim("a", "theme.published", "Rien."),)),))
    assert read(plain) == Shelf()
    assert write(plain, Shelf((on_shelf(),)), SAY) == plain


def test_topics_deep_in_a_chapter_are_found():
    theme = Section(CHAPTER, "4. Santé", (), (Section("a", "A", (), (Section("b", "B", TOPICS[:1]),)),))
    assert part_of(theme) == theme.sections[0].sections[0]
    assert [one.name for one in read(theme).topics] == ["école, cantine"]
    renamed = read(theme).at(0, replace(read(theme).topics[0], name="La cantine"))
    assert write(theme, renamed, SAY).sections[0].sections[0].blocks[0].title == "Sujet 1\u00a0: La cantine"


# --- settling ---------------------------------------------------------------------------


def test_an_emptied_topic_leaves_the_shelf():
    assert Shelf((replace(on_shelf(), refs=()), on_shelf(TOPICS[1]))).settled().topics == (on_shelf(TOPICS[1]),)


def test_what_no_topic_gathers_is_ungrouped_and_what_one_does_is_not():
    shelf = Shelf((on_shelf(TOPICS[2]),), ("A9", "P5", "P1")).settled()
    assert shelf.ungrouped == ("P1", "A9")


# --- what is marked as changed ----------------------------------------------------------


@pytest.mark.parametrize(
    "changed",
    [{"name": "La cantine"}, {"refs": ("P1",)}, {"quotes": ()}, {"is_new": True}],
    ids=lambda change: next(iter(change)),
)
def test_a_person_s_hand_on_a_topic_is_seen(changed):
    assert not on_shelf().is_changed
    assert replace(on_shelf(), **changed).is_changed


def test_a_topic_only_moved_in_the_order_is_not_marked():
    first, second, *_ = written(Shelf((on_shelf(TOPICS[1]), on_shelf())))
    assert (first.title, second.title) == ("Sujet 1\u00a0: bus, ligne", "Sujet 2\u00a0: école, cantine")
    assert (first.claim, second.claim) == (TOPICS[1].claim, TOPICS[0].claim)


# --- writing back -----------------------------------------------------------------------


def test_a_shelf_nobody_touched_writes_the_very_same_chapter():
    assert write(chapter(), read(chapter()), SAY) == chapter()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": "La cantine"}, "4 contributions réunies ici ; modifié par le secrétariat : renommé."),
        (
            {"refs": (*SCHOOL, "A9")},
            "5 contributions réunies ici ; modifié par le secrétariat : 1 contribution ajoutée.",
        ),
        ({"refs": ("P1",)}, "1 contribution réunie ici ; modifié par le secrétariat : 3 contributions ôtées."),
        (
            {"quotes": (CHOSEN,), "chosen": (CHOSEN,)},
            "4 contributions réunies ici ; modifié par le secrétariat : citations choisies.",
        ),
        (
            {"is_new": True},
            "4 contributions réunies ici ; modifié par le secrétariat : sujet formé par le secrétariat.",
        ),
    ],
    ids=["renamed", "added", "taken away", "quotes", "new"],
)
def test_a_changed_topic_says_how_many_speak_of_it_and_what_was_done(changed, said):
    assert sized(replace(on_shelf(), **changed)).replace("\u202f", " ") == said


def test_quotes_that_left_with_a_text_or_came_with_a_topic_are_not_said_to_be_chosen():
    left = sized(replace(on_shelf(), refs=SCHOOL[1:], quotes=()))
    assert left.endswith("1 contribution ôtée et 1 citation partie avec son texte.")
    joined = replace(on_shelf(), joined=("bus",), quotes=(*TOPICS[0].quotes, *TOPICS[1].quotes))
    taken_back = replace(on_shelf(), name="La cantine", chosen=(CHOSEN,))
    assert not any("choisies" in said for said in (left, sized(joined), sized(taken_back)))


@pytest.mark.parametrize(("sure", "said"), [(Confidence.SOLID, "solide"), (Confidence.FRAGILE, "fragile")])
def test_a_renamed_topic_still_says_how_well_it_held_and_one_whose_texts_changed_does_not(sure, said):
    claim = replace(TOPICS[0].claim, confidence=sure, parameters=(("gathered", "4"), ("stability", "0.5000")))
    topic = on_shelf(replace(TOPICS[0], claim=claim))
    renamed = sized(replace(topic, name="La cantine")).replace("\u202f", " ")
    expected = f"4 contributions réunies ici ; regroupement {said} ; modifié par le secrétariat : renommé."
    assert renamed == expected
    assert "regroupement" not in sized(replace(topic, refs=SCHOOL[1:]))


def test_all_that_was_done_to_a_topic_is_enumerated():
    changed = replace(on_shelf(), name="La cantine", refs=("P1", "P2", "A1", "A9"), joined=("fibre",))
    assert sized(changed).endswith("renommé, réuni avec « fibre » et 1 contribution ôtée.")


def test_texts_that_came_with_a_merged_topic_are_not_counted_as_added():
    joined = replace(on_shelf(), refs=(*SCHOOL, *FIBRE), joined=("fibre", "bus"))
    assert sized(joined).endswith("réuni avec « fibre » et réuni avec « bus ».")


def test_a_changed_number_is_exact_a_renamed_topic_stays_as_sure_as_it_was():
    solid = replace(TOPICS[0], claim=replace(TOPICS[0].claim, confidence=Confidence.FRAGILE))
    renamed, moved = replace(on_shelf(solid), name="La cantine"), replace(on_shelf(solid), refs=("P1",))
    found = [one.claim.confidence for one in written(Shelf((renamed, moved)))[:2]]
    assert found == [Confidence.FRAGILE, Confidence.EXACT]


def test_a_renamed_topic_is_labelled_by_its_name_and_another_keeps_its_words():
    renamed = replace(on_shelf(), name="La cantine")
    first, second = written(Shelf((renamed, replace(on_shelf(TOPICS[1]), quotes=()))))[:2]
    assert (first.label, second.label) == (("La cantine",), ("bus", "ligne"))


def test_the_number_of_a_changed_topic_is_kept_once_beside_its_sentence():
    (first, *_) = written(Shelf((replace(on_shelf(), refs=("P1", "P2")),)))
    assert [value for name, value in first.claim.parameters if name == "gathered"] == ["2"]
    assert first.claim.shown == ("P1", "P2")


def test_texts_left_out_are_counted_in_one_sentence_that_names_them():
    last = written(Shelf((on_shelf(),), ("P6", "P7")))[-1]
    assert last.claims[0].text.startswith("Non regroupées\u00a0: 2 contributions ne rejoignent aucun sujet")
    assert last.claims[0].evidence == ("P6", "P7")
    assert dict(last.claims[0].parameters) == {"ungrouped": "2"}


def test_when_every_text_has_a_topic_nothing_is_said_of_the_others():
    assert all(isinstance(block, TopicBlock) for block in written(Shelf((on_shelf(),))))


def test_what_stands_beside_the_topics_stays_after_them():
    beside = Paragraph((Claim("note", "theme.note", "À savoir."),))
    theme = Section(CHAPTER, "4. Santé", (beside, *TOPICS, ungrouped(*ALONE)))
    blocks = written(Shelf((on_shelf(),), ALONE), theme)
    assert [type(block) for block in blocks] == [TopicBlock, Paragraph, Paragraph]
    assert blocks[-1] == beside


def test_another_language_is_spoken_in_the_titles_and_the_sentences_of_changes():
    other = Wording("en", lambda text: f"EN {text}", lambda one, many, number: f"EN {many if number > 1 else one}")
    first, last = written(Shelf((replace(on_shelf(), name="Canteen"),), ALONE), say=other)
    assert first.title == "EN Sujet 1\u00a0: Canteen"
    assert first.claim.text.startswith("EN 4 contributions")
    assert first.claim.text.endswith("EN renommé.")
    assert last.claims[0].text.startswith("EN Non regroupées")


def test_a_quote_chosen_stands_under_its_topic():
    chosen = quote("A1", "Une cantine pour tous.")
    (first, *_) = written(Shelf((replace(on_shelf(), quotes=(chosen,)),)))
    assert first.quotes == (chosen,)


def test_the_parts_of_a_topic_are_kept_when_it_is_renamed_and_dropped_when_its_texts_change():
    parts = (Claim("topic.part.T1-1-1", "topic.part", "cantine", evidence=SCHOOL[:2]),)
    topic = on_shelf(replace(TOPICS[0], parts=parts))
    renamed, smaller = replace(topic, name="L’école"), replace(topic, refs=SCHOOL[1:])
    assert [written(Shelf((one,), ALONE))[0].parts for one in (renamed, smaller)] == [parts, ()]
