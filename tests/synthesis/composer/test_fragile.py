"""How many topics are fragile: counted as computed, then in the tree as a person left it."""

from dataclasses import replace

import pytest

from synthesis.composer.changes import Change, ChangeKind
from synthesis.composer.document import Bullets, Claim, Confidence, Document, Paragraph, Section, TopicBlock
from synthesis.composer.edits import Edits, Replacement, apply_edits
from synthesis.composer.fragile import IN_BRIEF, IN_LIMITS, Count, in_brief, in_limits
from synthesis.composer.wording import Wording
from tests.factories.rearranged import TOPICS, anchor, change, chapter
from tests.factories.rearranged import document as computed

SAY = Wording()
SCHOOL, BUS, FIBRE = map(anchor, TOPICS)
RENAME = change(1, ChangeKind.NAME, topic=SCHOOL, name="La cantine")
RANK = change(1, ChangeKind.RANK, topic=FIBRE, position=1)
MERGE = change(1, ChangeKind.MERGE, topic=SCHOOL, into=BUS)
SPLIT = change(1, ChangeKind.SPLIT, topic=BUS, refs=("P4",), name="La ligne")
MOVE = change(1, ChangeKind.MOVE, topic=SCHOOL, into=BUS, refs=("P2",))
AWAY = change(1, ChangeKind.MOVE, topic=FIBRE, refs=("P5", "A4"))


def tried(block: TopicBlock, confidence: Confidence) -> TopicBlock:
    """Give a topic the verdict of the calculation."""
    counted = (*block.claim.parameters, ("named", "2"), ("stability", "0.4000"))
    return replace(block, claim=replace(block.claim, confidence=confidence, parameters=counted))


def document(*, of_a_grid: bool = False) -> Document:
    """Return three topics, of which the school and the fibre are fragile, in a consultation of five with three."""
    verdicts = (Confidence.FRAGILE, Confidence.SOLID, Confidence.FRAGILE)
    topics = TOPICS if of_a_grid else tuple(map(tried, TOPICS, verdicts))
    counted = Count(5, 3)
    brief = Claim(IN_BRIEF, IN_BRIEF, in_brief(counted, SAY), counted.parameters)
    limit = Claim(IN_LIMITS, IN_LIMITS, in_limits(counted, SAY), counted.parameters)
    whole = computed(chapter(*topics))
    parts = (
        Section("b", "B", (), (Section("c", "C", (Paragraph((brief,)),)),)),
        Section("l", "L", (Bullets((limit,)),)),
    )
    return replace(whole, sections=(*parts, *whole.sections))


def claims(edits: Edits, whole: Document | None = None) -> dict[str, Claim]:
    return {claim.id: claim for claim in apply_edits(whole or document(), edits).claims()}


def counted(*changes: Change) -> list[dict[str, str]]:
    found = claims(Edits(changes=changes))
    return [dict(found[name].parameters) for name in (IN_BRIEF, IN_LIMITS)]


@pytest.mark.parametrize("changes", [(), (RENAME,), (RANK,)], ids=["nothing", "a name", "a rank"])
def test_what_leaves_the_texts_of_topics_alone_leaves_the_sentences_as_computed(
    changes: tuple[Change, ...],
) -> None:
    before, after = claims(Edits()), claims(Edits(changes=changes))
    assert [after[name] for name in (IN_BRIEF, IN_LIMITS)] == [before[name] for name in (IN_BRIEF, IN_LIMITS)]
    assert before[IN_BRIEF].text == in_brief(Count(5, 3), SAY)


@pytest.mark.parametrize(
    ("made", "fragile", "every", "changed"),
    [(MERGE, "2", "4", "1"), (SPLIT, "3", "6", "2"), (MOVE, "2", "5", "2"), (AWAY, "2", "4", None)],
    ids=["merge", "split", "move", "a topic emptied"],
)
def test_the_tree_a_person_leaves_is_the_one_that_is_counted(
    made: Change, fragile: str, every: str, changed: str | None
) -> None:
    expected = {"fragile": fragile, "all": every} | ({"changed": changed} if changed else {})
    assert counted(made) == [expected, expected]


def test_the_count_is_the_one_a_reader_makes_in_the_final_chapter() -> None:
    topics = [one for name, one in claims(Edits(changes=(MERGE, RENAME))).items() if name.startswith("topic.size")]
    assert [one.confidence for one in topics] == [Confidence.EXACT, Confidence.FRAGILE]
    assert "fragile" not in topics[0].text
    assert dict(topics[0].parameters).keys() == {"gathered"}


def test_the_sentences_say_how_many_topics_bear_no_verdict() -> None:
    found = claims(Edits(changes=(MERGE,)))
    assert found[IN_BRIEF].text.startswith("2 sujets sur 4 sont fragiles\u00a0: ils réunissent")
    assert found[IN_LIMITS].text.startswith("2 sujets sur 4 sont fragiles\u00a0: leurs frontières")
    unknown = " Pour 1 sujet, dont le secrétariat a changé le contenu, la solidité n’a pas été calculée."
    assert all(found[name].text.endswith(unknown) for name in (IN_BRIEF, IN_LIMITS))


def test_once_none_is_fragile_any_more_the_sentence_says_so() -> None:
    assert in_brief(Count(2, 0, 2), SAY) == (
        "Aucun sujet n’est dit fragile. Pour 2 sujets, dont le secrétariat a changé le contenu, la solidité n’a "
        "pas été calculée."
    )
    assert in_limits(Count(4), SAY).startswith("0 sujet sur 4 est fragile")


def test_the_codes_of_a_grid_were_never_tried_and_are_not_counted() -> None:
    found = claims(Edits(changes=(MERGE,)), document(of_a_grid=True))
    assert dict(found[IN_BRIEF].parameters) == {"fragile": "3", "all": "5"}


def test_a_sentence_a_person_wrote_there_keeps_the_new_count_as_what_was_computed() -> None:
    found = claims(Edits((Replacement(IN_BRIEF, "Peu sont sûrs."),), changes=(MERGE,)))[IN_BRIEF]
    assert (found.text, (found.computed or "")[:19]) == ("Peu sont sûrs.", "2 sujets sur 4 sont")
