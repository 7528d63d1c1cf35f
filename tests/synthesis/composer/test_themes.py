from dataclasses import replace

from synthesis.analysis.corpus import Corpus
from synthesis.analysis.findings import analyse
from synthesis.composer.compose import compose
from synthesis.composer.document import Confidence, ProposalBlock, Section, TopicBlock
from synthesis.composer.themes import theme_chapter
from synthesis.composer.wording import Wording
from synthesis.composer.writer import Writer
from tests.factories.corpora import SECOND_THEME, THEME, corpus, lively_corpus, proposal
from tests.synthesis.analysis.test_topics import varied_corpus


def chapter(whole: Corpus, number: int = 1) -> Section:
    return next(section for section in compose(analyse(whole)).sections if section.id == f"theme-{number}")


def featured(section: Section) -> list[str]:
    return [block.ref for part in section.walk() for block in part.blocks if isinstance(block, ProposalBlock)]


def test_a_chapter_shows_what_is_supported_and_what_divides() -> None:
    assert featured(chapter(lively_corpus())) == ["P1", "P2"]


def test_a_proposal_is_in_full_view_once_even_when_ranked_twice() -> None:
    refs = featured(chapter(lively_corpus(), 2))
    assert len(refs) == len(set(refs))


def test_a_disputed_proposal_is_quoted_on_both_sides() -> None:
    blocks = [block for part in chapter(lively_corpus()).walk() for block in part.blocks]
    block = next(block for block in blocks if isinstance(block, ProposalBlock) and block.ref == "P2")
    assert [side.heading for side in block.sides] == ["Ce qui est dit pour", "Ce qui est dit contre"]


def test_an_empty_theme_says_so() -> None:
    section = chapter(corpus(proposal(1), themes=(THEME, SECOND_THEME)), 2)
    assert [claim.text for block in section.blocks for claim in block.claims] == [
        "Aucune contribution n’a été publiée dans ce thème."
    ]


def test_without_votes_a_chapter_ranks_nothing() -> None:
    assert [part.id for part in chapter(corpus(proposal(1))).sections] == ["theme-1-sujets"]


def test_topics_carry_their_evidence_and_their_confidence() -> None:
    blocks = [block for part in chapter(varied_corpus()).walk() for block in part.blocks]
    topics = [block for block in blocks if isinstance(block, TopicBlock)]
    assert topics
    assert all(topic.claim.evidence for topic in topics)
    assert {topic.claim.confidence for topic in topics} <= {Confidence.SOLID, Confidence.FRAGILE}


def test_a_topic_says_no_more_of_its_contributions_than_was_counted() -> None:
    whole = analyse(varied_corpus())
    one = whole.themes[0]
    topic = replace(one.topics.topics[0], named=one.topics.topics[0].refs[:2], stability=0.2)
    changed = replace(one, topics=replace(one.topics, topics=(topic,)), topic_quotes=one.topic_quotes[:1])
    section = theme_chapter(Writer(whole, Wording()), changed)
    (claim,) = (block.claim for part in section.walk() for block in part.blocks if isinstance(block, TopicBlock))
    assert claim.text == (
        f"{len(topic.refs)} contributions réunies ici, dont au moins 2 avec un mot de ce nom\u202f; "
        "regroupement fragile, que ce nom décrit mal."
    )


def test_what_no_topic_gathers_is_named() -> None:
    claims = [
        claim for part in chapter(varied_corpus()).walk() for block in part.blocks for claim in claims_of(block)
    ]
    left = next(claim for claim in claims if claim.template == "topic.ungrouped")
    assert "A900" in left.evidence


def claims_of(block: object) -> tuple:  # type: ignore[type-arg]
    return getattr(block, "claims", ())
