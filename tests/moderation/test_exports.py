"""The register as a file."""

from datetime import timedelta

import pytest

from moderation import exports
from moderation.models import Verdict
from moderation.operations.appeals import answer_appeal, file_appeal
from moderation.operations.decisions import decide
from moderation.queries.decisions import RegisterFilter, register_lines, register_page
from tests.factories import NOW
from tests.factories.contributions import post_comment
from tests.factories.moderation import decide_on, flag, rule_on


def _lines(**asked: object):
    rows = exports.register_rows(register_lines(RegisterFilter(**asked)))
    return [dict(zip(exports.HEAD, row, strict=True)) for row in rows]


def test_a_line_says_what_was_decided_and_how_long_it_took(scene):
    flag(scene.reader, scene.proposal)
    later = NOW + timedelta(hours=5)
    decide(scene.moderator, scene.proposal, rule_on(scene.proposal, Verdict.HIDE), at=later)
    [line] = _lines()
    assert (line["decision"], line["regle"], line["intitule_regle"]) == ("Masquage", 7, "Dans le sujet")
    assert (line["etat_avant"], line["etat_apres"], line["delai_heures"]) == ("Publiée", "Masquée", 5.0)


def test_a_line_holds_no_name_and_no_word_of_the_text(scene):
    ruling = rule_on(scene.proposal, Verdict.HIDE, fact="les places", explanation="Pour Camille.")
    decide(scene.moderator, scene.proposal, ruling, at=NOW)
    written = " ".join(str(cell) for cell in _lines()[0].values())
    for word in (scene.author.display_name, scene.moderator.display_name, "les places", "Pour Camille."):
        assert word not in written


def test_appeals_and_reversals_are_told_on_their_lines(scene):
    decision = decide_on(scene.moderator, scene.proposal, Verdict.HIDE)
    appeal = file_appeal(scene.author, decision, "Relisez.", at=NOW)
    answer_appeal(scene.second, appeal, "D’accord.", reverse=True, at=NOW)
    assert [(line["contestee"], line["annulee"], line["sur_recours"]) for line in _lines()] == [
        (0, 0, 1),
        (1, 1, 0),
    ]


@pytest.mark.parametrize(("year", "count"), [(NOW.year, 1), (NOW.year - 1, 0)])
def test_a_year_holds_its_own_decisions(scene, year, count):
    decide_on(scene.moderator, scene.proposal, Verdict.KEEP)
    assert len(_lines(year=year)) == count


def test_pages_of_the_register_follow_each_other(scene):
    for _ in range(5):
        decide_on(scene.moderator, post_comment(scene.reader, scene.proposal), Verdict.KEEP)
    seen, cursor = [], None
    while True:
        page = register_page(cursor=cursor, size=2)
        seen += [one.id for one in page.items]
        cursor = page.following
        if cursor is None:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 5
