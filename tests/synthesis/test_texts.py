"""A topic that bears the title of a proposal, once this proposal leaves it; and the replies that stay behind."""

import zlib
from collections.abc import Callable
from dataclasses import replace
from json import dumps

import pytest

from synthesis.analysis.codec import plain as as_json
from synthesis.composer.document import AnnexEntry, AnnexReply, Section
from synthesis.models import Synthesis
from synthesis.queries.syntheses import section_of
from synthesis.reading import computed_part, shelf_of
from synthesis.texts import TextLine, misnamed_in, replies_to
from tests.synthesis.desk.conftest import Desk

TITLE = "Ouvrir un guichet humain dans chaque mairie pour aider aux démarches 0."
GONE = "La proposition qui donne son nom à ce sujet n’y est plus : renommez-le."


def rewrite(synthesis: Synthesis, section_id: str, change: Callable[[Section], Section]) -> None:
    """Keep a part otherwise: P2 and P3 become replies to P1, whose title names the first topic."""
    row, part = section_of(synthesis, section_id), computed_part(synthesis, section_id)
    content = dumps(as_json(replace(part, section=change(part.section))), ensure_ascii=False)
    content = content.replace('"P2"', '"A2"').replace('"P3"', '"A3"')
    row.content = zlib.compress(
        content.replace(": aider aux démarches", f": autour de «\u00a0{TITLE}\u00a0»").encode()
    )


def with_replies(annex: Section) -> Section:
    first, _second, _third, *others = annex.blocks
    assert isinstance(first, AnnexEntry)
    replies = tuple(AnnexReply(ref, first.path, "pour", "Oui.", is_cut=False, place="") for ref in ("A2", "A3"))
    return replace(annex, blocks=(replace(first, replies=replies), *others))


@pytest.fixture
def named(grouped, browser) -> Desk:
    """Give the desk of a draft whose first topic bears the title of P1, beside two replies to it."""
    desk = Desk(grouped, browser)
    with desk.at_work() as (_unit, synthesis):
        rewrite(synthesis, "theme-1", lambda section: section)
        rewrite(synthesis, "annexe-theme-1", with_replies)
    return desk


def send(desk: Desk, *refs: str, **values: object) -> str:
    """Take texts out of the first topic, and return its page."""
    desk.browser.post(f"{desk.theme}/sujets/topic-T1-1/textes", {"seen": desk.seen(), "refs": list(refs)} | values)
    return desk.page("/themes/theme-1/sujets/topic-T1-1")


def misnamed(desk: Desk) -> list[str]:
    with desk.at_work() as (_unit, synthesis):
        return [one.key for one in misnamed_in(synthesis, "theme-1", shelf_of(synthesis, "theme-1"))]


def test_a_name_stands_while_the_proposal_that_gives_it_does(named):
    page = send(named, "P5", into="topic-T1-2")
    assert (misnamed(named), GONE in page, "à renommer" in named.page("/themes/theme-1")) == ([], False, False)


@pytest.mark.parametrize(
    "how", [{"into": "topic-T1-2"}, {"name": "Les guichets", "split": "1"}], ids=["move", "split"]
)
def test_a_name_whose_proposal_left_is_told_at_the_topic_and_where_the_theme_is_signed(named, how):
    page = send(named, "P1", **how)
    assert TITLE in page
    assert GONE in page
    tree = named.page("/themes/theme-1")
    assert (
        "À renommer d’abord, la proposition qui lui donne son nom n’y est plus :" in tree.split('id="sujets"')[0]
    )
    assert "à renommer</strong>" in tree


def test_once_renamed_the_topic_is_no_longer_told(named):
    send(named, "P1", into="topic-T1-2")
    assert misnamed(named) == ["topic-T1-1"]
    named.browser.post(f"{named.theme}/sujets/topic-T1-1/nom", {"seen": named.seen(), "name": "L’aide en mairie"})
    assert misnamed(named) == []
    assert "à renommer" not in named.page("/themes/theme-1")


def test_replies_left_behind_are_counted_where_they_stay(named):
    page = send(named, "P1", name="Les guichets", split="1")
    assert "2 réponses à ces propositions restent ici : cochez-les si elles doivent suivre." in page
    assert named.topics()[-1].refs == ("P1",)


@pytest.mark.parametrize(
    "how", [{"into": "topic-T1-2"}, {"name": "Les guichets", "split": "1"}], ids=["move", "split"]
)
def test_replies_follow_their_proposal_when_that_is_asked(named, how):
    page = send(named, "P1", with_replies="y", **how)
    assert "restent ici" not in page
    assert not {"P1", "A2", "A3"}.intersection(named.topics()[0].refs)
    assert "3 contributions sont déplacées." in page or named.topics()[-1].refs == ("P1", "A2", "A3")


def test_replies_are_those_of_the_texts_that_leave_and_of_this_topic_only():
    lines = {
        ref: TextLine(ref, "", "", "", parent=parent) for ref, parent in (("P1", ""), ("A2", "P1"), ("A3", "P9"))
    }
    assert replies_to(["P1"], ["P1", "A2", "A3", "C4"], lines) == ["A2"]
    assert replies_to(["P1", "A2"], ["P1", "A2"], lines) == []
    assert replies_to(["P1"], ["P1"], lines) == []
