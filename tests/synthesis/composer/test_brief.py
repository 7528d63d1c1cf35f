from dataclasses import replace
from datetime import timedelta

from synthesis.analysis.facts import ModerationFacts
from synthesis.analysis.findings import analyse
from synthesis.analysis.topics import ThemeTopics, Topic
from synthesis.composer.compose import compose
from synthesis.composer.document import Document, KeyFigures, Section, Table
from tests.factories.corpora import CLOSED, lively_corpus


def brief() -> Section:
    return compose(analyse(lively_corpus())).sections[0]


def test_four_numbers_open_it() -> None:
    figures = next(block for block in brief().blocks if isinstance(block, KeyFigures))
    assert [(item.value, item.label) for item in figures.items] == [
        ("120", "personnes ont participé"),
        ("4", "propositions"),
        ("3", "arguments"),
        ("183", "votes"),
    ]


def test_it_names_what_is_supported_then_what_divides() -> None:
    supported, disputed = brief().sections[:2]
    assert [claim.id for block in supported.blocks for claim in block.claims] == ["brief.supported.P1"]
    assert [claim.id for block in disputed.blocks for claim in block.claims] == ["brief.disputed.P2"]


def test_a_proposal_is_given_with_both_shares() -> None:
    claims = {claim.id: claim.text for claim in _document().claims()}
    assert claims["brief.disputed.P2"] == (
        "«\u00a0Tout en ligne\u00a0»\u00a0: 43\u00a0% pour et 49\u00a0% contre, sur 70 votes."
    )


def test_each_theme_has_its_line() -> None:
    table = next(block for section in brief().sections for block in section.blocks if isinstance(block, Table))
    assert [row[:4] for row in table.rows] == [
        ("Territoires connectés", "3", "3", "163"),
        ("Formation", "1", "0", "20"),
    ]


def test_it_ends_with_what_to_keep_in_mind() -> None:
    assert brief().sections[-1].id == "en-bref-limites"


def test_it_says_what_the_council_will_find_gathered() -> None:
    said = {claim.id: claim for claim in _document().claims()}
    assert said["brief.settle"].text == (
        "Le conseil trouvera réunies\u00a0: 1 proposition que plus de huit votes sur dix soutiennent "
        "et 1 qui divise."
    )
    assert said["brief.settle"].evidence == ("P1", "P2")
    assert said["brief.groups"].text.startswith("Les votes ne forment pas de groupes")
    assert "brief.moderation" not in said


def test_it_says_how_much_moderation_decided_and_reversed() -> None:
    whole = replace(lively_corpus(), moderation=ModerationFacts(decisions=9, appeals=2, overturned=1))
    said = {claim.id: claim.text for claim in compose(analyse(whole)).claims()}
    assert said["brief.moderation"] == (
        "La modération a pris 9 décisions\u202f; 1 a été annulée après un recours."
    )


def test_a_draft_made_before_the_closing_tells_of_no_later_day() -> None:
    early = replace(lively_corpus(), taken_at=CLOSED - timedelta(days=10))
    said = {claim.id: claim.text for claim in compose(analyse(early)).claims()}
    assert said["brief.published"].startswith("Du 1er mars 2026 au 22 mars 2026, date de la photographie, 9 pers")
    assert said["brief.pending"].startswith("Le 22 mars 2026, date de la photographie, 1 contribution attendait")
    assert said["moderation.pending"].startswith("Le 22 mars 2026, date de la photographie, 1 contribution")


def _document() -> Document:
    return compose(analyse(lively_corpus()))


def test_it_says_how_many_topics_are_fragile_where_any_is() -> None:
    whole = analyse(lively_corpus())
    first, *others = whole.themes
    topic = Topic(first.theme.id, 1, ("Bus",), ("P1",), ("P1",), (), stability=0.2)
    said = {}
    for stability in (0.2, 0.9):
        topics = ThemeTopics(first.theme.id, (replace(topic, stability=stability),))
        changed = replace(whole, themes=(replace(first, topics=topics, topic_quotes=((),)), *others))
        said[stability] = {claim.id: claim.text for claim in compose(changed).claims()}
    assert said[0.2]["brief.fragile"].startswith("1 sujet sur 1 est fragile\u00a0:")
    assert "brief.fragile" not in said[0.9]
