from dataclasses import replace

import pytest

from synthesis.composer.changes import Anchor, Change, ChangeKind
from synthesis.composer.document import AnnexEntry, Confidence, Document, TopicBlock
from synthesis.composer.rearranging import rearrange
from synthesis.composer.shelf import read
from synthesis.composer.wording import Wording
from tests.factories.rearranged import (
    ALONE,
    BUS,
    CHAPTER,
    FIBRE,
    SCHOOL,
    TOPICS,
    anchor,
    change,
    chapter,
    quote,
    topic,
)
from tests.factories.rearranged import document as computed

ON_SCHOOL, ON_BUS, ON_FIBRE = map(anchor, TOPICS)
EVERYTHING = {*SCHOOL, *BUS, *FIBRE, *ALONE}
RENAME = change(1, ChangeKind.NAME, topic=ON_SCHOOL, name="La cantine")
MERGE = change(2, ChangeKind.MERGE, topic=ON_FIBRE, into=ON_BUS)
SPLIT = change(3, ChangeKind.SPLIT, topic=ON_SCHOOL, refs=("P2", "A2"), name="Les horaires")
MOVE = change(4, ChangeKind.MOVE, topic=ON_SCHOOL, into=ON_BUS, refs=("P2",))
ALL = (RENAME, MERGE, SPLIT, MOVE)


def arranged(*changes: Change, document: Document | None = None) -> Document:
    return rearrange(document or computed(), changes, Wording())[0]


def reasons(*changes: Change, document: Document | None = None) -> list[tuple[str, str]]:
    lapses = rearrange(document or computed(), changes, Wording())[1]
    return [(lapse.id, lapse.reason) for lapse in lapses]


def topics(document: Document) -> list[TopicBlock]:
    blocks = [block for section in document.walk() for block in section.blocks]
    return [block for block in blocks if isinstance(block, TopicBlock)]


def shown(document: Document) -> list[tuple[str, tuple[str, ...]]]:
    return [(block.title, block.claim.evidence) for block in topics(document)]


def places(document: Document) -> dict[str, str]:
    entries = [block for section in document.walk() for block in section.blocks if isinstance(block, AnnexEntry)]
    found = {entry.ref: entry.place for entry in entries}
    return found | {reply.ref: reply.place for entry in entries for reply in entry.replies}


def left(document: Document) -> tuple[str, ...]:
    return read(next(section for section in document.sections if section.id == CHAPTER)).ungrouped


def test_no_change_changes_nothing() -> None:
    assert arranged() == computed()


def test_a_topic_takes_the_name_a_person_gave_and_says_so() -> None:
    first = topics(arranged(RENAME))[0]
    assert first.title == "Sujet 1\u00a0: La cantine"
    assert "modifié par le secrétariat\u00a0: renommé" in first.claim.text
    assert first.claim.evidence == SCHOOL


def test_two_topics_become_one_that_keeps_every_text_and_every_quote() -> None:
    document = arranged(MERGE)
    assert shown(document) == [
        ("Sujet 1\u00a0: école, cantine", SCHOOL),
        ("Sujet 2\u00a0: bus, ligne", ("P3", "P4", "P5", "A3", "A4")),
    ]
    assert "réuni avec «\u00a0fibre\u00a0»" in topics(document)[1].claim.text
    assert topics(document)[1].quotes == TOPICS[1].quotes


def test_texts_leave_a_topic_into_a_new_one() -> None:
    document = arranged(SPLIT)
    assert shown(document)[0] == ("Sujet 1\u00a0: école, cantine", ("P1", "A1"))
    assert shown(document)[3] == ("Sujet 4\u00a0: Les horaires", ("P2", "A2"))
    assert topics(document)[3].claim.confidence is Confidence.EXACT
    assert places(document)["P2"] == places(document)["A2"] == "sujet 4\u00a0: Les horaires"


def test_a_place_bears_the_name_a_person_gave() -> None:
    assert places(arranged(RENAME))["A1"] == "sujet 1\u00a0: La cantine"


def test_a_moved_text_changes_its_place_in_the_annex() -> None:
    document = arranged(MOVE)
    assert topics(document)[1].claim.evidence == ("P2", *BUS)
    assert places(document)["P2"] == "sujet 2\u00a0: bus, ligne"
    assert dict(topics(document)[1].claim.parameters)["gathered"] == "4"


def test_a_text_moved_to_no_topic_stands_among_the_ungrouped() -> None:
    document = arranged(change(1, ChangeKind.MOVE, topic=ON_FIBRE, refs=("P5",)))
    assert left(document) == ("P5", "P6")
    assert places(document)["P5"] == "non regroupée"


def test_an_ungrouped_text_joins_a_topic() -> None:
    document = arranged(change(1, ChangeKind.MOVE, into=ON_BUS, refs=ALONE))
    assert left(document) == ()
    assert places(document)["P6"] == "sujet 2\u00a0: bus, ligne"


def test_a_topic_is_formed_where_there_were_none() -> None:
    theme = chapter(topic(1, "tout", ("P1",)), left=("P2", "P3"))
    alone = arranged(change(1, ChangeKind.SPLIT, refs=("P2", "P3"), name="Deux"), document=computed(theme))
    assert shown(alone) == [("Sujet 1\u00a0: tout", ("P1",)), ("Sujet 2\u00a0: Deux", ("P2", "P3"))]


def test_an_emptied_topic_leaves_and_the_others_are_numbered_again() -> None:
    document = arranged(change(1, ChangeKind.MOVE, topic=ON_SCHOOL, into=ON_FIBRE, refs=SCHOOL))
    assert [title for title, _refs in shown(document)] == ["Sujet 1\u00a0: bus, ligne", "Sujet 2\u00a0: fibre"]
    assert places(document)["P3"] == "sujet 1\u00a0: bus, ligne"


@pytest.mark.parametrize(("position", "order"), [(1, "312"), (2, "132"), (9, "123"), (-4, "312")])
def test_a_topic_takes_another_rank(position: int, order: str) -> None:
    document = arranged(change(1, ChangeKind.RANK, topic=ON_FIBRE, position=position))
    assert "".join(block.id[-1] for block in topics(document)) == order
    assert [block.claim.text for block in topics(document)] == [TOPICS[int(one) - 1].claim.text for one in order]


def test_a_text_of_several_topics_leaves_only_the_one_it_is_taken_from() -> None:
    theme = chapter(TOPICS[0], topic(2, "bus", ("P1", "P3")), TOPICS[2])
    document = arranged(replace(MOVE, refs=("P1",), into=ON_FIBRE), document=computed(theme))
    assert [block.claim.evidence for block in topics(document)] == [
        ("P2", "A1", "A2"),
        ("P1", "P3"),
        ("P1", *FIBRE),
    ]


def test_the_quotes_of_a_text_leave_with_it() -> None:
    document = arranged(replace(MOVE, refs=("P1",)))
    assert topics(document)[0].quotes == ()


def test_a_chosen_quote_stands_first_or_in_the_place_of_another() -> None:
    chosen = quote("A1", "Une cantine pour tous.")
    pin = change(1, ChangeKind.QUOTE, topic=ON_SCHOOL, quote=chosen)
    assert topics(arranged(pin))[0].quotes == (chosen, *TOPICS[0].quotes)
    assert topics(arranged(replace(pin, instead="P1:0-25")))[0].quotes == (chosen,)


def test_only_a_quote_a_person_chose_is_said_to_be_chosen() -> None:
    chosen = quote("A1", "Une cantine pour tous.")
    pin = change(1, ChangeKind.QUOTE, topic=ON_SCHOOL, quote=chosen)
    said = [topics(arranged(*made))[0].claim.text for made in ((pin,), (replace(MOVE, refs=("P1",)),))]
    assert ["citations choisies" in one for one in said] == [True, False]
    assert "1 citation partie avec son texte" in said[1]
    into_school = replace(MERGE, topic=ON_BUS, into=ON_SCHOOL)
    joined = [topics(arranged(*made, into_school))[0].claim.text for made in ((pin,), ())]
    assert ["citations choisies" in one for one in joined] == [True, False]


def test_the_table_of_themes_follows_the_first_names() -> None:
    table = arranged(RENAME).sections[0].blocks[0]
    assert table.rows[0][-1] == "La cantine, bus"


def test_changes_follow_one_another_as_they_were_made() -> None:
    after = replace(SPLIT, topic=Anchor("topic-T1-1", "La cantine", SCHOOL))
    into_new = change(
        9, ChangeKind.MOVE, topic=ON_BUS, into=Anchor("topic-e3", "Les horaires", ("P2", "A2")), refs=("P4",)
    )
    document = arranged(RENAME, after, into_new)
    assert shown(document)[3] == ("Sujet 4\u00a0: Les horaires", ("P2", "P4", "A2"))


def test_the_same_changes_give_the_same_document() -> None:
    assert arranged(*ALL) == arranged(*ALL)


@pytest.mark.parametrize("count", range(1, 5))
def test_no_text_is_ever_lost(count: int) -> None:
    document = arranged(*ALL[:count])
    gathered = {ref for block in topics(document) for ref in block.claim.evidence}
    assert gathered | set(left(document)) == EVERYTHING
    assert set(places(document)) == EVERYTHING


# --- after another computation ----------------------------------------------------------


def test_a_topic_found_again_under_another_number_takes_its_change() -> None:
    again = chapter(topic(1, "bus, car", (*BUS, "P9")), topic(2, "école", (*SCHOOL[:3], "P7")), TOPICS[2])
    assert shown(arranged(RENAME, document=computed(again)))[1][0] == "Sujet 2\u00a0: La cantine"


def test_a_change_whose_topic_is_gone_says_why() -> None:
    again = computed(chapter(topic(1, "bus", (*BUS, "P1", "P9"))))
    assert reasons(RENAME, document=again) == [
        ("e1", "le sujet «\u00a0école, cantine\u00a0» n’existe plus dans ce calcul")
    ]
    assert arranged(RENAME, document=again) == again


def test_texts_no_longer_published_are_left_out_of_a_move() -> None:
    again = computed(chapter(topic(1, "école", ("P1", "P2", "A1")), TOPICS[1], TOPICS[2]))
    both = replace(MOVE, refs=("P2", "A2"))
    assert topics(arranged(both, document=again))[1].claim.evidence == ("P2", *BUS)
    assert reasons(replace(both, refs=("A2",)), document=again)[0][1].startswith("ces contributions ne sont plus")


def test_a_quote_whose_text_has_left_the_topic_says_why() -> None:
    pin = change(1, ChangeKind.QUOTE, topic=ON_SCHOOL, quote=quote("P3"))
    assert reasons(pin) == [("e1", "la contribution citée n’est plus dans ce sujet")]


def test_topics_that_are_already_one_cannot_be_merged() -> None:
    one = computed(chapter(topic(1, "bus et fibre", (*BUS, *FIBRE[:1]))))
    assert reasons(replace(MERGE, topic=ON_BUS), document=one) == [
        ("e2", "les deux sujets n’en font plus qu’un dans ce calcul")
    ]


def test_a_chapter_that_is_not_at_hand_lapses_nothing() -> None:
    alone = replace(computed(), sections=computed().sections[:1])
    assert reasons(RENAME, document=alone) == []
