from dataclasses import replace

from synthesis.analysis.corpus import Corpus
from synthesis.analysis.findings import analyse
from synthesis.composer.compose import compose
from synthesis.composer.document import Confidence, ProposalBlock, Section, TopicBlock
from synthesis.composer.themes import theme_chapter
from synthesis.composer.wording import Wording
from synthesis.composer.writer import Writer
from tests.factories.corpora import SECOND_THEME, THEME, corpus, lively_corpus, proposal, votes
from tests.synthesis.analysis.test_topics import large_corpus, varied_corpus


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


def test_what_divides_without_an_argument_on_a_side_says_so_and_what_is_supported_does_not() -> None:
    whole = lively_corpus()
    bare = replace(whole, arguments=tuple(row for row in whole.arguments if row.ref == "A2"))
    blocks = [block for part in chapter(bare).walk() for block in part.blocks if isinstance(block, ProposalBlock)]
    told = {block.ref: [(side.heading, len(side.quotes)) for side in block.sides] for block in blocks}
    assert told["P2"] == [("Ce qui est dit pour", 1), ("Aucun argument contre", 0)]
    assert "Aucun argument" not in str(told["P1"])


def test_an_argument_too_short_to_be_quoted_is_not_denied() -> None:
    whole = lively_corpus()
    short = replace(whole, arguments=(*whole.arguments[:2], replace(whole.arguments[2], text="Non.")))
    blocks = [block for part in chapter(short).walk() for block in part.blocks if isinstance(block, ProposalBlock)]
    assert [side.heading for block in blocks if block.ref == "P2" for side in block.sides] == [
        "Ce qui est dit pour"
    ]


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
        "regroupement fragile."
    )


def test_what_no_topic_gathers_is_named() -> None:
    claims = [
        claim for part in chapter(varied_corpus()).walk() for block in part.blocks for claim in claims_of(block)
    ]
    left = next(claim for claim in claims if claim.template == "topic.ungrouped")
    assert "A900" in left.evidence


def claims_of(block: object) -> tuple:  # type: ignore[type-arg]
    return getattr(block, "claims", ())


LONG = (
    "Chaque canton doit garder un guichet humain pour les démarches. Les guichets aident les personnes âgées. "
    "Un guichet humain par canton suffirait pour les démarches des personnes âgées."
)


def test_a_proposal_in_full_view_is_summed_up_in_a_sentence_of_its_own() -> None:
    blocks = [
        block for part in chapter(corpus(proposal(1, LONG, votes=votes(30)))).walk() for block in part.blocks
    ]
    block = next(block for block in blocks if isinstance(block, ProposalBlock))
    assert block.summary is not None
    assert LONG[block.summary.start : block.summary.end] == block.summary.words


def test_a_short_proposal_and_a_sentence_too_long_to_print_have_no_summary() -> None:
    whole = corpus(proposal(1), proposal(2, LONG.replace(".", " " + "et le reste " * 40 + ".")))
    writer = Writer(analyse(whole), Wording())
    assert (writer.summary("P1"), writer.summary("P2")) == (None, None)


def test_the_parts_of_a_large_topic_are_named_with_what_they_gather() -> None:
    blocks = [block for part in chapter(large_corpus()).walk() for block in part.blocks]
    topic = next(block for block in blocks if isinstance(block, TopicBlock) and block.parts)
    assert set(topic.parts[0].evidence) <= set(topic.claim.evidence)
    assert f"{len(topic.parts[0].evidence)} contributions réunies ici, dont au moins" in topic.parts[0].text
    assert topic.parts[0].id == f"topic.part.{topic.id.removeprefix('topic-')}-1"


def test_what_is_not_named_beside_a_sentence_is_in_the_annex_of_its_theme() -> None:
    rows = [proposal(number, theme_id=1 + number % 2) for number in range(1, 140)]
    claims = {claim.id: claim for claim in compose(analyse(corpus(*rows, themes=(THEME, SECOND_THEME)))).claims()}
    assert claims["theme.published.theme-1"].rest_at == "annexe-theme-1"
    assert claims["brief.published"].rest_at == "annexe"
