from dataclasses import replace

import pytest

from consult.kit.db import database
from consult.kit.errors import Conflict, Invalid, NotFound
from synthesis.models import EditReversal, EditTarget, Synthesis
from synthesis.operations.arranging import (
    UNGROUPED,
    Hand,
    choose_quote,
    enlarge_evidence,
    merge_topics,
    move_texts,
    place_text,
    rank_topic,
    rename_topic,
    split_topic,
    turn_edit,
)
from synthesis.operations.life import reopen_synthesis, validate_synthesis
from synthesis.queries.edits import every_edit_of, signatures_of, state_of
from synthesis.reading import lapses_in, shelf_of, written_document, written_part
from tests.factories import NOW
from tests.factories.rearranged import quote
from tests.factories.syntheses import sign_everything

THEME = "theme-1"


@pytest.fixture
def desk(grouped):
    """Give a draft with three topics in its first theme, in an open unit of work."""
    with grouped.app.app_context(), database().unit_of_work() as unit:
        grouped.synthesis = unit.get_one(Synthesis, grouped.synthesis.id)
        grouped.session = unit
        yield grouped


def hand(desk, **values: object):
    state = state_of(desk.synthesis, THEME)
    return replace(Hand(desk.secretariat, desk.synthesis, THEME, state, NOW), **values)


def names(desk):
    return [topic.name for topic in shelf_of(desk.synthesis, THEME).topics]


def first(desk, index=0):
    return shelf_of(desk.synthesis, THEME).topics[index]


def test_a_topic_is_renamed_and_the_row_says_who_when_before_and_after(desk):
    before = first(desk).name
    assert rename_topic(hand(desk), first(desk).key, "  Les  guichets ")
    row = every_edit_of(desk.synthesis)[0]
    assert (row.target, row.before, row.after) == (EditTarget.NAME, before, "Les guichets")
    assert (row.actor_id, row.at) == (desk.secretariat.id, NOW)
    assert not rename_topic(hand(desk), first(desk).key, "Les guichets")


def test_topics_are_merged_split_moved_and_ranked(desk):
    one, two, three = shelf_of(desk.synthesis, THEME).topics
    merge_topics(hand(desk), three.key, two.key)
    split_topic(hand(desk), one.key, one.refs[:2], "À part")
    move_texts(hand(desk), one.key, one.refs[2:3], UNGROUPED)
    assert rank_topic(hand(desk), two.key, 1)
    shelf = shelf_of(desk.synthesis, THEME)
    assert [topic.name for topic in shelf.topics] == [two.name, one.name, "À part"]
    assert one.refs[2] in shelf.ungrouped
    assert shelf.topics[2].refs == one.refs[:2]


def test_a_quote_is_chosen_among_the_texts_of_the_topic(desk):
    topic = first(desk)
    chosen = quote(topic.refs[0], "Un guichet près de chez soi.")
    choose_quote(hand(desk), topic.key, chosen, "")
    assert first(desk).quotes[0] == chosen
    for again, field in ((chosen, "words"), (quote("P999"), "ref")):
        with pytest.raises(Invalid) as refusal:
            choose_quote(hand(desk), topic.key, again, "")
        assert refusal.value.field == field


def test_evidence_is_enlarged_and_what_was_there_stays(desk):
    claim = next(one for one in written_document(desk.synthesis).claims() if one.id == "brief.no_vote")
    enlarge_evidence(hand(desk, section_id="en-bref"), claim.id, claim.evidence, [claim.evidence[0], "A1"])
    now = {one.id: one.evidence for one in written_document(desk.synthesis).claims()}
    assert now[claim.id] == (*claim.evidence, "A1")
    with pytest.raises(Invalid):
        enlarge_evidence(hand(desk), claim.id, claim.evidence, claim.evidence)


def test_a_text_is_placed_under_one_topic_only(desk):
    one, two, _three = shelf_of(desk.synthesis, THEME).topics
    assert place_text(hand(desk), one.refs[0], two.key)
    assert place_text(hand(desk), one.refs[0], two.key) is None
    with pytest.raises(NotFound):
        place_text(hand(desk), "P999", two.key)
    homes = [topic.key for topic in shelf_of(desk.synthesis, THEME).topics if one.refs[0] in topic.refs]
    assert homes == [two.key]


@pytest.mark.parametrize(
    ("do", "field"),
    [
        (lambda at, key, _ref: rename_topic(at, key, " "), "name"),
        (lambda at, key, _ref: rename_topic(at, key, "x" * 121), "name"),
        (lambda at, _key, _ref: rename_topic(at, "topic-inconnu", "Nom"), "into"),
        (lambda at, key, _ref: merge_topics(at, key, key), "into"),
        (lambda at, key, _ref: move_texts(at, key, [], UNGROUPED), "refs"),
        (lambda at, key, _ref: move_texts(at, key, ["P999"], UNGROUPED), "refs"),
        (lambda at, key, ref: move_texts(at, key, [ref], key), "into"),
        (lambda at, key, ref: split_topic(at, key, [ref], ""), "name"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(desk, do, field):
    topic = first(desk)
    with pytest.raises(Invalid) as refusal:
        do(hand(desk), topic.key, topic.refs[0])
    assert refusal.value.field == field
    assert every_edit_of(desk.synthesis) == []


def test_a_topic_is_not_emptied_by_splitting_it(desk):
    topic = first(desk)
    with pytest.raises(Invalid):
        split_topic(hand(desk), topic.key, topic.refs, "Tout")


def test_of_two_secretaries_the_second_reads_again(desk):
    seen = state_of(desk.synthesis, THEME)
    rename_topic(hand(desk), first(desk).key, "Premier")
    with pytest.raises(Conflict):
        rename_topic(hand(desk, seen=seen), first(desk).key, "Second")
    assert names(desk)[0] == "Premier"


def test_a_change_is_taken_back_and_put_in_again(desk):
    before = names(desk)
    rename_topic(hand(desk), first(desk).key, "Les guichets")
    edit = every_edit_of(desk.synthesis)[0]
    turn_edit(desk.secretariat, edit, undone=True, at=NOW)
    assert names(desk) == before
    with pytest.raises(Conflict):
        turn_edit(desk.secretariat, edit, undone=True, at=NOW)
    turn_edit(desk.secretariat, edit, undone=False, at=NOW)
    assert names(desk)[0] == "Les guichets"
    assert [row.is_undone for row in desk.session.query(EditReversal).order_by(EditReversal.id)] == [True, False]


def test_a_change_left_without_its_ground_is_named_with_the_reason(desk):
    topic = first(desk)
    split_topic(hand(desk), topic.key, topic.refs[:2], "À part")
    split = every_edit_of(desk.synthesis)[0]
    formed = next(one for one in shelf_of(desk.synthesis, THEME).topics if one.name == "À part")
    rename_topic(hand(desk), formed.key, "Autrement")
    turn_edit(desk.secretariat, split, undone=True, at=NOW)
    assert [lapse.reason for lapse in lapses_in(desk.synthesis)] == [
        "le sujet «\u00a0À part\u00a0» n’existe plus dans ce calcul"
    ]


def test_a_change_lifts_the_signature_of_its_theme_alone(desk):
    signed = set(signatures_of(desk.synthesis))
    rename_topic(hand(desk), first(desk).key, "Les guichets")
    assert set(signatures_of(desk.synthesis)) == signed - {THEME}


def test_nothing_is_arranged_once_validated(desk):
    validate_synthesis(desk.secretariat, desk.synthesis, at=NOW)
    with pytest.raises(Conflict):
        rename_topic(hand(desk), "topic-T1-1", "Trop tard")
    reopen_synthesis(desk.secretariat, desk.synthesis, "Une faute.", at=NOW)
    assert rename_topic(hand(desk), first(desk).key, "À temps")
    sign_everything(desk.secretariat, desk.synthesis)
    validate_synthesis(desk.secretariat, desk.synthesis, at=NOW)


def test_the_page_of_the_annex_follows_the_topics(desk):
    topic, other = first(desk), first(desk, 1)
    move_texts(hand(desk), topic.key, topic.refs[:1], other.key)
    annex = written_part(desk.synthesis, f"annexe-{THEME}")[1].section
    entries = {block.ref: block.place for block in annex.blocks}
    entries |= {reply.ref: reply.place for block in annex.blocks for reply in block.replies}
    assert entries[topic.refs[0]] == f"sujet 2\u00a0: {other.name}"


def test_the_list_of_changes_shows_each_with_before_and_after(desk):
    rename_topic(hand(desk), first(desk).key, "Les guichets")
    section = written_part(desk.synthesis, "corrections")[1].section
    assert section.blocks[1].rows[0][1:4] == ("sujet renommé", section.blocks[1].rows[0][2], "Les guichets")
    assert section.blocks[1].rows[0][4].startswith("le secrétariat, le ")
