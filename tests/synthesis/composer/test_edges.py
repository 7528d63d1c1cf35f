"""The edges of what a person writes and rearranges, and of how numbers and names are said."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from synthesis.analysis.facts import Channel, Position
from synthesis.composer.attribution import arrival, attribution, nature
from synthesis.composer.changes import Anchor, ChangeKind
from synthesis.composer.corrections import CORRECTIONS, Contested
from synthesis.composer.document import Claim, Document, Introduction, Section, Table, claims_of, quotes_of
from synthesis.composer.edits import (
    AddedIntroduction,
    Edits,
    EmptyEditError,
    Replacement,
    apply_edits,
    lapses_of,
)
from synthesis.composer.kept_edits import UnreadableEditsError, edits_from_json, edits_to_json
from synthesis.composer.wording import ALL_SHOWN, FIRST_SHOWN, NONE_SHOWN, Wording, printed
from tests.factories.corpora import argument, comment, proposal, source
from tests.factories.rearranged import CHAPTER, SCHOOL, TOPICS, anchor, change, document, topic

SAY = Wording()
FIGURES = f"theme.published.{CHAPTER}"


def claim_of(whole: Document, name: str) -> Claim:
    return next(claim for claim in whole.claims() if claim.id == name)


def section_of(whole: Document, name: str) -> Section:
    return next(section for section in whole.walk() if section.id == name)


def listed(whole: Document) -> list[tuple[str, ...]]:
    """Return the changes listed: part, what was done, before, after."""
    tables = [block for block in section_of(whole, CORRECTIONS).blocks if isinstance(block, Table)]
    return [row[:4] for row in tables[0].rows] if tables else []


def grown(*refs: str, claim_id: str = FIGURES, chapter: str = CHAPTER) -> Edits:
    asked = change(1, ChangeKind.EVIDENCE, claim_id=claim_id, refs=refs)
    return Edits(changes=(replace(asked, chapter=chapter),))


# --- sentences --------------------------------------------------------------------------


def test_no_edit_leaves_every_claim_as_it_was_computed() -> None:
    assert list(apply_edits(document(), Edits()).claims()) == list(document().claims())
    assert lapses_of(document(), Edits()) == ()


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u00a0\u202f"])
def test_an_edit_of_blanks_alone_is_refused_wherever_it_stands(text: str) -> None:
    with pytest.raises(EmptyEditError):
        Edits((Replacement(FIGURES, text),))
    with pytest.raises(EmptyEditError):
        Edits(introductions=(AddedIntroduction(CHAPTER, "Bonjour."), AddedIntroduction("annexe", text)))


def test_blanks_around_a_sentence_are_left_out() -> None:
    claim = claim_of(apply_edits(document(), Edits((Replacement(FIGURES, "  Dix textes.\n"),))), FIGURES)
    assert (claim.text, claim.computed) == ("Dix textes.", "10 contributions.")


def test_the_last_of_two_sentences_for_one_place_is_the_one_that_stands() -> None:
    edits = Edits((Replacement(FIGURES, "Un."), Replacement(FIGURES, "Deux.")))
    assert claim_of(apply_edits(document(), edits), FIGURES).text == "Deux."


def test_a_sentence_written_for_a_topic_follows_its_texts_to_another_number() -> None:
    moved = replace(document().sections[1], sections=(Section("s", "S", (TOPICS[1], TOPICS[2])),))
    edits = Edits((Replacement("topic.size.T1-9", "Des bus.", TOPICS[1].claim.evidence),))
    assert claim_of(apply_edits(document(moved), edits), "topic.size.T1-2").text.startswith("Des bus.")


def test_a_sentence_of_another_part_is_not_lost_when_that_part_is_not_here() -> None:
    assert lapses_of(document(), Edits((Replacement("gone", "A.", part="theme-8"),))) == ()
    assert [one.id for one in lapses_of(document(), Edits((Replacement("gone", "A.", part=CHAPTER),)))] == ["gone"]


def test_an_introduction_whose_section_is_gone_lapses_and_is_not_shown() -> None:
    whole = apply_edits(document(), Edits(introductions=(AddedIntroduction("theme-8", "Bonjour."),)))
    assert whole.orphan_edits == ("theme-8",)
    assert not [block for part in whole.walk() for block in part.blocks if isinstance(block, Introduction)]


def test_lapsed_edits_are_named_in_order_whatever_the_order_they_came_in() -> None:
    edits = Edits((Replacement("z", "A."), Replacement("a", "B.")))
    assert apply_edits(document(), edits).orphan_edits == ("a", "z")


# --- evidence ---------------------------------------------------------------------------


def test_evidence_grows_at_its_end_and_never_twice() -> None:
    whole = apply_edits(document(), grown("P6", SCHOOL[0], "P6"))
    assert claim_of(whole, FIGURES).evidence == (*SCHOOL, "P6")


def test_evidence_that_adds_nothing_leaves_the_claim_alone() -> None:
    whole = apply_edits(document(), grown(*SCHOOL))
    assert claim_of(whole, FIGURES) == claim_of(document(), FIGURES)


def test_two_gestures_for_one_sentence_both_count_in_their_order() -> None:
    twice = (*grown("P6").changes, replace(grown("A3").changes[0], id="e2"))
    assert claim_of(apply_edits(document(), Edits(changes=twice)), FIGURES).evidence[-2:] == ("P6", "A3")


def test_evidence_for_a_sentence_that_is_gone_lapses_only_where_its_chapter_is() -> None:
    assert [lapse.id for lapse in lapses_of(document(), grown("P6", claim_id="gone"))] == ["e1"]
    assert lapses_of(document(), grown("P6", claim_id="gone", chapter="theme-8")) == ()


def test_evidence_that_lapsed_is_not_listed_among_the_changes() -> None:
    whole = apply_edits(document(), grown("P6", claim_id="gone"))
    assert claim_of(whole, "corrections.count").parameters == (("changes", "0"),)


# --- the list of changes ----------------------------------------------------------------


def test_a_sentence_written_again_is_listed_with_what_stood_there() -> None:
    whole = apply_edits(document(), Edits((Replacement(FIGURES, "Dix textes."),)))
    assert [row[2:4] for row in listed(whole)] == [("10 contributions.", "Dix textes.")]


def test_the_order_of_chapters_names_those_that_are_still_there() -> None:
    whole = apply_edits(document(), Edits(order=(9, 1)))
    assert listed(whole)[0][3] == "4. Santé"


def test_gestures_are_listed_after_texts_and_in_their_own_order() -> None:
    named = [
        change(number, ChangeKind.NAME, topic=anchor(TOPICS[number - 1]), name=name)
        for number, name in ((2, "Les bus"), (1, "L’école"))
    ]
    whole = apply_edits(document(), Edits((Replacement(FIGURES, "Dix textes."),), changes=tuple(named)))
    assert [row[3] for row in listed(whole)] == ["Dix textes.", "Les bus", "L’école"]


def test_a_change_that_finds_no_topic_lapses_and_the_next_one_is_done() -> None:
    gone = change(1, ChangeKind.NAME, topic=Anchor("topic-T1-8", "rien", ("P90",)), name="Rien")
    done = change(2, ChangeKind.NAME, topic=anchor(TOPICS[2]), name="Le débit")
    whole = apply_edits(document(), Edits(changes=(gone, done)))
    assert (whole.orphan_edits, [row[3] for row in listed(whole)]) == (("e1",), ["Le débit"])


def test_what_was_contested_is_said_even_when_nobody_spoke() -> None:
    silent = Edits(contested=Contested(opened_on="3 mars 2026", closed_on="17 mars 2026"))
    assert claim_of(apply_edits(document(), silent), "corrections.contests").text.startswith("Personne")
    assert not [one for one in apply_edits(document(), Edits()).claims() if one.id == "corrections.contests"]


# --- edits kept as a file ---------------------------------------------------------------


def test_no_edits_are_kept_and_read_as_none() -> None:
    assert edits_from_json(edits_to_json(Edits())) == Edits()


def test_rare_letters_and_line_ends_of_a_sentence_are_kept() -> None:
    edits = Edits((Replacement("a", "« Œuvre » 😀\n中文\u202f!"),))
    assert edits_from_json(edits_to_json(edits)) == edits


def test_sentences_are_written_in_one_order_whoever_wrote_first() -> None:
    one, other = Replacement("a", "A."), Replacement("b", "B.")
    assert edits_to_json(Edits((one, other))) == edits_to_json(Edits((other, one)))


@pytest.mark.parametrize(
    "more", [b'"order": ["1"]', b'"order": [true]', b'"changes": {"id": 1}', b'"contested": {"people": "1"}']
)
def test_a_file_of_edits_with_one_wrong_value_is_refused_whole(more: bytes) -> None:
    with pytest.raises(UnreadableEditsError):
        edits_from_json(b'{"replacements": {}, "introductions": {}, ' + more + b"}")


def test_a_file_written_before_topics_could_be_moved_is_still_read() -> None:
    kept = b'{"replacements": {"a": "A."}, "introductions": {"theme-1": "B."}}'
    assert edits_from_json(kept) == Edits((Replacement("a", "A."),), (AddedIntroduction("theme-1", "B."),))


def test_texts_a_sentence_is_about_are_a_list_of_references() -> None:
    with pytest.raises(UnreadableEditsError):
        edits_from_json(b'{"replacements": {"a": "A."}, "about": {"a": "P12"}, "introductions": {}}')


# --- how it is said ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "shown", "rest"),
    [
        (0, 0, ""),
        (ALL_SHOWN, ALL_SHOWN, ""),
        (ALL_SHOWN + 1, FIRST_SHOWN, "et 3 autres, en annexe"),
        (NONE_SHOWN, FIRST_SHOWN, "et 54 autres, en annexe"),
        (NONE_SHOWN + 1, 0, "voir l’annexe"),
    ],
)
def test_references_shown_and_told_change_at_their_limits(count: int, shown: int, rest: str) -> None:
    refs = tuple(f"P{number}" for number in range(count))
    assert printed(SAY, refs) == (refs[:shown], rest)


@pytest.mark.parametrize(
    ("part", "text"), [(1, "moins de 1 %"), (5, "1 %"), (994, "99 %"), (995, "plus de 99 %"), (1000, "100 %")]
)
def test_a_share_of_a_thousand_is_rounded_but_never_to_nothing_or_all(part: int, text: str) -> None:
    assert SAY.share(part, 1000).replace("\u00a0", " ") == text


def test_only_the_first_of_a_month_is_written_with_its_ending() -> None:
    days = [SAY.day(datetime(2026, 5, day, 12, tzinfo=UTC)) for day in (1, 11, 21, 31)]
    assert days == ["1er mai 2026", "11 mai 2026", "21 mai 2026", "31 mai 2026"]


def test_a_summer_night_is_the_next_day_in_france_and_a_winter_one_an_hour_later() -> None:
    assert SAY.day(datetime(2026, 7, 1, 22, tzinfo=UTC)) == "2 juillet 2026"
    assert SAY.day(datetime(2026, 1, 1, 22, tzinfo=UTC)) == "1er janvier 2026"


def test_english_says_one_hour_and_many_of_any_other_measure() -> None:
    english = Wording("en", lambda text: text, lambda one, many, number: one if number == 1 else many)
    assert [english.lasted(hours) for hours in (0, 1, 1.5, 24 * 3)] == [
        "0 heures",
        "1 heure",
        "1.5 heures",
        "3 jours",
    ]


def test_a_part_of_a_list_that_holds_a_comma_is_left_as_it_is() -> None:
    assert SAY.enumeration(["école, cantine", "bus"]) == "école, cantine et bus"


# --- who says it ------------------------------------------------------------------------


def test_each_kind_of_contribution_has_its_own_name() -> None:
    rows = (proposal(1), argument(1), argument(2, position=Position.AGAINST), comment(1), source(1))
    assert [nature(row, SAY) for row in rows] == [
        "proposition",
        "argument pour",
        "argument contre",
        "commentaire",
        "source",
    ]


def test_what_was_not_said_of_an_author_leaves_no_gap() -> None:
    row = proposal(1, author_kind="", territory_name="", channel=Channel.PAPER)
    assert attribution(row, SAY) == "proposition, sur papier, 1er mars 2026"


def test_every_way_a_contribution_arrives_is_said_apart() -> None:
    assert len({arrival(channel, SAY) for channel in Channel}) == len(Channel)


# --- the tree ---------------------------------------------------------------------------


def test_a_table_makes_no_claim_and_shows_no_quote() -> None:
    table = document().sections[0].blocks[0]
    assert (claims_of(table), quotes_of(table)) == ((), ())


def test_a_topic_claims_its_size_first_then_its_parts() -> None:
    whole = replace(topic(1, "bus", ("P3",)), parts=(Claim("part", "topic.part", "Dont un."),))
    assert [claim.id for claim in claims_of(whole)] == ["topic.size.T1-1", "part"]


def test_sections_are_walked_from_the_outside_in_before_the_next_one() -> None:
    tree = Section("a", "A", (), (Section("b", "B", (), (Section("c", "C"),)), Section("d", "D")))
    assert [section.id for section in tree.walk()] == ["a", "b", "c", "d"]


def test_each_contribution_of_the_annex_has_its_path_replies_after_their_proposal() -> None:
    links = [(link.ref, link.path) for link in document().paths()]
    assert links[:4] == [("P1", "/p/1"), ("A1", "/c/A1"), ("A2", "/c/A2"), ("P2", "/p/2")]
    assert len(links) == len(dict(links))


def test_a_word_the_document_does_not_print_is_known_as_missing() -> None:
    assert document().says("handwritten")
    assert not document().says("contents")
    with pytest.raises(KeyError):
        document().label("contents")
