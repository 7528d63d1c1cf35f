"""The chapter of what the council must settle, gathered from the whole consultation with its evidence."""

from dataclasses import replace

from synthesis.analysis.camps import Divide, SideBySide
from synthesis.analysis.facts import Position
from synthesis.analysis.findings import Findings, analyse
from synthesis.composer.document import Claim, Section, claims_of
from synthesis.composer.settle import settle
from synthesis.composer.wording import Wording
from synthesis.composer.writer import Writer
from tests.factories.corpora import argument, corpus, facts, lively_corpus, proposal, votes


def parts(findings: Findings) -> dict[str, Section]:
    return {part.id.removeprefix("a-trancher-"): part for part in settle(Writer(findings, Wording())).sections}


def claims(part: Section) -> list[Claim]:
    return [claim for block in part.blocks for claim in claims_of(block)]


def told(part: Section) -> list[str]:
    return [claim.text for claim in claims(part)]


def test_what_nearly_everyone_wants_is_told_with_its_votes() -> None:
    (line,) = claims(parts(analyse(lively_corpus()))["voulu"])
    assert line.text == "« Fibrer chaque commune » : 89\u00a0% pour, sur 90 votes."
    assert line.evidence == ("P1",)


def test_a_narrow_majority_is_not_nearly_everyone() -> None:
    whole = corpus(proposal(1, votes=votes(60, 0, 40)))
    assert told(parts(analyse(whole))["voulu"]) == [
        "Aucune proposition ne réunit sûrement plus de huit votes favorables sur dix."
    ]


def test_what_divides_says_both_sides_and_rests_on_their_arguments() -> None:
    (line,) = claims(parts(analyse(lively_corpus()))["divise"])
    assert "43\u00a0% pour et 49\u00a0% contre" in line.text
    assert line.text.endswith(" ; 1 argument pour et 1 contre.")
    assert (line.evidence, line.shown) == (("P2", "A2", "A3"), ("P2",))


def test_a_side_without_arguments_is_said_to_have_none() -> None:
    against = argument(1, 1, position=Position.AGAINST)
    whole = corpus(proposal(1, votes=votes(20, 0, 20)), arguments=(against,))
    assert "aucun argument pour et 1 contre" in told(parts(analyse(whole))["divise"])[0]
    alone = corpus(proposal(1, votes=votes(20, 0, 20)))
    assert "aucun argument n’a été donné" in told(parts(analyse(alone))["divise"])[0]


def test_groups_that_stand_apart_are_named_where_a_proposal_divides() -> None:
    found = replace(analyse(lively_corpus()), divide=Divide(apart=(SideBySide(2, (0.8, 0.2)),)))
    assert "80\u00a0% pour dans le groupe A et 20\u00a0% pour dans le groupe B" in told(parts(found)["divise"])[0]


def test_without_anything_to_settle_each_part_says_so() -> None:
    found = parts(analyse(corpus()))
    assert list(found) == ["voulu", "divise", "rare", "hors"]
    assert all(len(told(part)) == 1 and told(part)[0].startswith("Aucun") for part in found.values())


def test_where_the_whole_country_is_asked_nothing_is_said_to_be_outside() -> None:
    national = corpus(proposal(1), consultation=replace(facts(), territory="France"))
    (line,) = told(parts(analyse(national))["hors"])
    assert "n’y est pas cherché" in line


def test_that_a_list_of_words_flags_nothing_rests_on_every_text_and_promises_nothing() -> None:
    (line,) = claims(parts(analyse(lively_corpus()))["hors"])
    assert line.evidence == tuple(row.ref for row in lively_corpus().contributions)
    assert "une relecture en décide" in line.text


def test_where_rare_proposals_were_looked_for_is_said_when_none_is_kept() -> None:
    rows = [proposal(number, f"Voter la dépense numéro {number}.", f"Dépense {number}") for number in range(1, 11)]
    (few,) = claims(parts(analyse(corpus(*rows[:9])))["rare"])
    (enough,) = claims(parts(analyse(corpus(*rows)))["rare"])
    assert few.text.startswith("Aucun thème n’a dix propositions")
    assert "aucun argument contre" in enough.text
    assert len(enough.evidence) == 10


def test_no_two_sentences_of_the_chapter_share_an_identity() -> None:
    chapter = settle(Writer(analyse(lively_corpus()), Wording()))
    names = [claim.id for part in chapter.walk() for claim in claims(part)]
    assert len(names) == len(set(names))
